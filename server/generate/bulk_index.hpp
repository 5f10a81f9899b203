// SQLite's full-text index is written at the end in one go: kept up row by row, it would be flushed
// to disk after every use-case, which costs ten times the rest.
#pragma once
#include "db/database.hpp"

namespace vefa::generate {

/// Takes the index away from the documents; answers how to put it back. Nothing on PostgreSQL.
std::string suspend_index(db::Tx& tx);
/// Writes the index of all documents, and keeps it up from now on.
void resume_index(db::Tx& tx, std::string const& suspended);

}  // namespace vefa::generate
