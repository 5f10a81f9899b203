// The e-mail channel: mail comes in by IMAP, pipe or POST and becomes interactions; interactions go
// out by SMTP. See README.md for the rules kept.
#pragma once
#include <string>

#include "modules/channels/email/puller.hpp"

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::email {

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

/// Whether mail is fetched from somewhere, for which the company must be open.
bool fetches_mail(db::Tx& tx);

/// `vefa intake email`: hands a mail server's pipe on to the server.
struct IntakeCommand {
  std::string server_url;   // http://127.0.0.1:8080
  std::string token;        // an API token that may write cases
  std::string envelope_to;  // where the mail server delivers it; may be empty
};
/// The exit code that mail servers understand (sysexits.h): 0 when it is stored; 75 (try again,
/// keep the mail) when the server is away or busy; 65 when it can never be taken. `says` is a
/// sentence for the log.
int run_intake(IntakeCommand const& command, std::string_view raw, std::string& says);

}  // namespace vefa::email
