// One INSERT of many rows.
#pragma once
#include <string>
#include <string_view>

namespace vefa::db::postgres {

/// The text for `rows` rows of an `INSERT … VALUES (…) …` of one, whose parameters are `$1` to
/// `$width`: those of the second row follow, and so on. Throws std::logic_error where the text is
/// of another form.
std::string rows_text(std::string_view one, std::size_t rows, std::size_t width);

/// The table that an INSERT, UPDATE or DELETE writes; empty where the text begins otherwise.
std::string_view table_written(std::string_view sql);

}  // namespace vefa::db::postgres
