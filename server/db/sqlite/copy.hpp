// A consistent copy of an SQLite file that is in use.
#pragma once
#include <string>

namespace vefa::db::sqlite {

/// Copies the database as it is at one moment, into a file that does not exist yet; made durable.
/// Writers go on meanwhile; only the log cannot be emptied. Throws Unavailable with the reason.
void copy_database(std::string const& from, std::string const& to);

}  // namespace vefa::db::sqlite
