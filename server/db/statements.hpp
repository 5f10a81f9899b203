// Which statements there are, and which ran; for the backends and the check of untested SQL.
#pragma once
#include "db/database.hpp"

namespace vefa::db {

/// Remembers that the statement ran on the engine; ad-hoc statements (index below 0) are not
/// counted.
void mark_run(Engine engine, Statement const& statement);

/// Where the quoted text or comment that begins at `at` ends; `at` when none begins there. Knows
/// '…', "…",
/// $$…$$, -- and /* */.
std::size_t end_of_quoted(std::string_view sql, std::size_t at);

/// What `$n` a text speaks of: element n-1 is true when `$n` occurs. Quoted texts and comments are
/// skipped.
std::vector<bool> parameters_of(std::string_view sql);

/// Throws std::logic_error unless the statement's highest `$n` is the number of values. A gap below
/// it is allowed: an UPDATE need not write every member of a row.
void check_parameter_count(Statement const& statement, std::size_t expected, std::size_t given);

/// Both engines hold the same texts: UTF-8 without NUL. Throws std::invalid_argument, naming the
/// statement, never the text.
void check_texts(Statement const& statement, std::vector<Value> const& values);

}  // namespace vefa::db
