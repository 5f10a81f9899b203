#include "main/commands.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <iterator>

#include "http/openapi.hpp"
#include "http/server.hpp"
#include "i18n/i18n.hpp"
#include "main/local.hpp"
#include "main/wiring.hpp"
#include "modules/channels/email/email.hpp"
#include "modules/staff/staff.hpp"

namespace vefa {
namespace {

/// One line from the terminal, not shown; from a pipe as it stands.
std::string read_password() {
  bool const at_terminal = ::isatty(STDIN_FILENO) == 1;
  termios shown{};
  if (at_terminal) {
    std::cerr << "Password (at least 12 characters): " << std::flush;
    ::tcgetattr(STDIN_FILENO, &shown);
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
  }
  std::string password;
  std::getline(std::cin, password);
  if (at_terminal) {
    ::tcsetattr(STDIN_FILENO, TCSANOW, &shown);
    std::cerr << "\n";
  }
  return password;
}

}  // namespace

int create_administrator(Config const& config, std::string const& email, std::string const& name) {
  auto const password = read_password();
  LocalCompany company(config);
  auto const id =
      staff::create_administrator(company.context(), company.database(), name, email, password);
  if (!id.ok()) {
    std::cerr << "vefa: " << i18n::message(Language::En, id.error()) << "\n";
    return 1;
  }
  std::cout << fmt::format("{} can sign in as an administrator with {}\n", name, email);
  return 0;
}

int intake_email(std::string const& server_url, std::string const& token, std::string const& to) {
  std::string const raw((std::istreambuf_iterator<char>(std::cin)), {});
  auto const* from_environment = std::getenv("VEFA_TOKEN");
  email::IntakeCommand const command{
      server_url, token.empty() && from_environment ? from_environment : token, to};
  std::string says;
  int const status = email::run_intake(command, raw, says);
  if (!says.empty()) std::cerr << "vefa: " << says << "\n";
  return status;
}

int print_openapi() {
  http::Routes routes;
  wiring::add_routes(routes);
  http::add_edge_routes(routes);
  std::cout << http::openapi_text(routes);
  return 0;
}

}  // namespace vefa
