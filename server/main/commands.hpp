// The commands that work on a database without serving.
#pragma once
#include <string>

#include "main/config.hpp"

namespace vefa {

/// Asks for the password at the terminal, or takes the first line of standard input. Exit status.
int create_administrator(Config const& config, std::string const& email, std::string const& name);
/// Fills an empty database with a company, its people, customers and cases in four languages, and prints
/// the logins. Does nothing, successfully, when there is an administrator.
int fill_demo(Config const& config);
/// Takes one RFC 822 message from standard input; exit status 0 only when it is stored durably, else 75
/// (EX_TEMPFAIL), so that the mail server tries again.
int intake_email(Config const& config, std::string const& mailbox);

}  // namespace vefa
