// Plain-text stories over HTTP and mail, told to the real program. The words:
//
//   server a [flags]           starts `vefa serve` on this scenario's database, with a manual clock
//   kill a · stop a            SIGKILL · SIGTERM (exit status 0 expected)
//   use a                      sends the following requests to that server
//   mail servers               starts Dovecot and Postfix; ${imap_port}, ${smtp_port}, ${mail_ca}
//   as NAME · as nobody        sends the kept value NAME as the Bearer token · none
//   header NAME: VALUE         for the next request only
//   GET /path                  also POST, PUT, PATCH, DELETE; JSON may follow on further, indented
//   lines POST /path < FILE [type]   the bytes of a file as the body
//   => 201                     the status of the answer
//   .items[0].kind = "x"       a value of the answer (any JSON); `~ text`: contains; `exists`,
//   `absent`
//   body ~ text · body !~ text · log !~ text     the last answer's body; the servers' logs
//   keep NAME .path            keeps a value for ${NAME}
//   wait GET /path .a = "x"    asks again until it is so, 90 s at the most
//   clock +90m · clock ${due}  moves the manual clock (s, m, h, d) and waits for what became due
//   send FROM TO FILE          hands a mail to the other company's server; ${…} is filled in
//   receive ADDRESS text       waits for a mail in that mailbox that holds the text; then
//   mail ~ text · mail !~ text · mail.subject ~ text · mail.in_reply_to = ${id}
//   find NAME /regex/          keeps the first group of a match in that mail's text
//   # a remark
#pragma once
#include <string>

#include "db/database.hpp"

namespace vefa::testing {

/// Tells one scenario. Answers an empty text when all went as told, else file, line and what was
/// wrong.
std::string tell_scenario(std::string const& file, db::Engine engine);

}  // namespace vefa::testing
