// The customer's own page of her case, reached by a signed link, without a login.
#pragma once
#include <string>
#include <string_view>

#include "base/language.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::portal {

/// A customer's page around `body`, in her language and its direction, with the pages' one style;
/// it works on a phone, on a slow line, without a script. `title` is escaped already.
std::string document(Language language, std::string const& title, std::string const& body);

/// `GET /c/{token}`: her case, the promises made to her, and the question whether it is solved.
/// `POST /c/{token}`: her word (solved=yes|no, rating, comment) or a further message (message). A
/// GET changes nothing, since mail scanners open every link; the pages need no script.
void add_routes(http::Routes& routes);
/// `/g/{token}`: the page by which whoever holds a device registers it, from the code on its box or
/// its plate. Whom the books have it under another name is told so, and a person answers her.
void add_registration_routes(http::Routes& routes);
/// `/d/{token}`: all that a customer owns, or the one device of a printed code, and what she says
/// of it.
void add_device_routes(http::Routes& routes);

}  // namespace vefa::portal
