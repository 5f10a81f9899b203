// The list of companies: those of the configuration file, and those that `vefa company add` put
// into `companies.toml` in the data folder, which a running server reads again when it changes.
#pragma once
#include "main/config.hpp"

namespace vefa::company_list {

/// Every company that is served. That of the key `database` is one of them while no company stands
/// in the configuration file and none in companies.toml has the host name `*`, and its database is
/// there or no other company is. What stands in companies.toml goes before the configuration file.
std::vector<CompanyConfig> all(Config const& config);
/// Another text whenever companies.toml is another.
std::string stamp(Config const& config);
/// Durable when it returns. Throws std::runtime_error, saying which, when the name, a host name or
/// the database is another company's already. An SQLite path that is relative is one in the data
/// folder.
void add(Config const& config, CompanyConfig const& company);
/// Writes it there, in the place of one of its name, wherever that stands. The database's address
/// must be in full.
void put(Config const& config, CompanyConfig const& company);
/// The file as it is, to put it back; empty when there is none.
std::string text_of(Config const& config);
void put_text(Config const& config, std::string const& text);
/// With a database address that means the same wherever it is read.
CompanyConfig in_full(Config const& config, CompanyConfig company);
/// Takes it out of the list; its database stays. Throws when it does not stand in companies.toml.
void remove(Config const& config, std::string const& name);

}  // namespace vefa::company_list
