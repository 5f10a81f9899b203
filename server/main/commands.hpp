// The commands that work on a database without serving.
#pragma once
#include <string>

#include "main/config.hpp"

namespace vefa {

/// Asks for the password at the terminal, or takes the first line of standard input. Exit status.
int create_administrator(Config const& config, std::string const& email, std::string const& name);
enum class DemoOf { Everything, PeopleAndCases };
/// Fills an empty database with a company, its people, customers and cases in four languages, and
/// with what the customers own and were promised; prints the logins and where to look. Does
/// nothing, successfully, when there is an administrator.
int fill_demo(Config const& config, DemoOf of = DemoOf::Everything);
struct GenerateCommand {
  std::int64_t cases = 10'000;
  std::uint64_t seed = 1;
  std::string until;  // an instant; empty: now
};
/// Fills an empty database with a made-up company (generate/generate.hpp), tells how far it is on
/// standard error, and prints the figures. Refuses a database that has a company.
int generate_company(Config const& config, GenerateCommand const& command);
/// Hands one RFC 822 message from standard input to a server; exit statuses are sysexits': 0 only
/// when it is stored durably, 75 when the mail server is to try again, 65 when it can never be
/// taken. The token of an API token may also come from the environment's VEFA_TOKEN.
int intake_email(std::string const& server_url, std::string const& token, std::string const& to);
/// Looks at the whole database of the named company, or of every one when the name is empty, prints
/// what is wrong; 0 when nothing is.
int examine(Config const& config, std::string const& company, bool quick);
/// Saves the named company's database, or each when the name is empty, and the server's key into a
/// new folder while a server may be at work. Throws std::runtime_error with what to do.
int back_up(Config const& config, std::string const& to, std::string const& company,
            bool without_key);
/// Puts what a backup holds, or an address of shipped logs as it was at the instant `until` (empty:
/// as new as can be), into the folder `data`, overwriting nothing, after it was checked.
int restore(Config const& config, std::string const& from, std::string const& data,
            std::string const& until);
/// Prints api/openapi.json.
int print_openapi();

/// Makes the company's database (an empty address: beside the server's own) and puts it into the
/// list, where a running server finds it. Throws std::runtime_error with what to do.
int add_company(Config const& config, CompanyConfig company);
/// Prints name, host names and database of each.
int list_companies(Config const& config);
/// Takes it out of the list; its database stays.
int remove_company(Config const& config, std::string const& name);
/// A running server closes it within a second and answers 503 for it, until it is opened again.
int close_company(Config const& config, std::string const& name);
int open_company(Config const& config, std::string const& name);
struct MoveCommand {
  std::string company;
  std::string to;                  // the new database's address; an SQLite path as in the list
  std::int64_t wait_seconds = 60;  // for servers to let go of the company
};
/// Moves the company's data into a new database while it is served, and serves it from there. What
/// goes wrong leaves it where it was; throws std::runtime_error with what to do.
int move_company(Config const& config, MoveCommand const& command);
/// The company of this name, or all when it is empty; that of `database` where none is configured.
/// Throws std::runtime_error when there is none of this name.
std::vector<CompanyConfig> companies_named(Config const& config, std::string const& name);

}  // namespace vefa
