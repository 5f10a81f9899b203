// Where a mail server is, and how talking to it can fail.
#pragma once
#include <boost/describe.hpp>
#include <stdexcept>
#include <string>

#include "base/time.hpp"

namespace vefa::email {

enum class Security { Tls, StartTls, None };
BOOST_DESCRIBE_ENUM(Security, Tls, StartTls, None)
enum class Auth { Password, Oauth2 };
BOOST_DESCRIBE_ENUM(Auth, Password, Oauth2)

struct Endpoint {
  std::string host;
  int port = 0;
  Security security = Security::Tls;  // the server's certificate is always verified
  Auth auth = Auth::Password;
  std::string user;    // empty: no login
  std::string secret;  // password, or bearer token
  std::string ca_pem;  // of a company's own authority; empty: the system's
  Duration connect_timeout = std::chrono::seconds(20);
  Duration timeout = std::chrono::seconds(120);  // of one exchange
};

enum class Failure {
  Connection,  // no such host, refused, cut, too slow
  Security,    // no TLS, or a certificate that cannot be trusted
  Login,       // name or password refused
  Temporary,   // the server says: later (4xx)
  Permanent,   // the server says: never (5xx, NO, BAD)
  Stopped      // we were told to stop
};
BOOST_DESCRIBE_ENUM(Failure, Connection, Security, Login, Temporary, Permanent, Stopped)

/// `what()` is the server's own words where it spoke, the library's otherwise; never a secret.
struct TransportFailure : std::runtime_error {
  TransportFailure(Failure f, std::string const& what, int c = 0)
      : std::runtime_error(what), failure(f), code(c) {}
  Failure failure;
  int code;  // SMTP's reply code; 0: none
};

}  // namespace vefa::email
