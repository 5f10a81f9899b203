// What FTS5's index itself knows of a row that was found: no row is read for it.
#pragma once

struct sqlite3;

namespace vefa::db::sqlite {

/// Adds the auxiliary function `word_counts(table, groups, most)`. `groups` has a letter for each
/// phrase of the MATCH, in its order: from `a` on, or `-` for one that is not counted. Answers, for
/// each group from `a` to the highest and each column of the table, at how many places below `most`
/// words one of the group's phrases begins: numbers with spaces between them.
/// Throws Unavailable where this SQLite has no FTS5.
void add_word_counts(sqlite3* db);

}  // namespace vefa::db::sqlite
