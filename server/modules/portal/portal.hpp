// The customer's own page of her case, reached by a signed link, without a login.
#pragma once

namespace vefa::http {
class Routes;
}

namespace vefa::portal {

/// `GET /c/{token}`: her case, the promises made to her, and the question whether it is solved.
/// `POST /c/{token}`: her word (solved=yes|no, rating, comment) or a further message (message). A
/// GET changes nothing, since mail scanners open every link; the pages need no script.
void add_routes(http::Routes& routes);

}  // namespace vefa::portal
