// From columns to what they mean: proposed from their headings in four languages. Pure.
#pragma once
#include "modules/fields/fields.hpp"
#include "modules/imports/csv.hpp"

namespace vefa::imports {

/// Units: with their sale and their owner, as far as a row says.
enum class Target { Customers, Cases, Products, Units };
BOOST_DESCRIBE_ENUM(Target, Customers, Cases, Products, Units)

/// What a column may mean, e.g. `email`; custom fields are `custom.<key>` of customers,
/// `fields.<key>` of cases.
std::vector<std::string> meanings(Target target, std::vector<fields::Field> const& customer_fields,
                                  std::vector<fields::Field> const& case_fields);

/// One meaning a column, empty where none is likely; none twice. By the heading, and where that
/// says nothing by what the first rows hold.
std::vector<std::string> propose(Target target, std::vector<std::string> const& columns,
                                 std::vector<CsvRow> const& sample,
                                 std::vector<fields::Field> const& customer_fields,
                                 std::vector<fields::Field> const& case_fields);

/// The word of ours for what somebody wrote in one of four languages ("Şikâyet" → complaint); the
/// text itself, folded, where none is known.
std::string word_of(std::string_view meaning, std::string const& written);

enum class DateOrder { Dmy, Mdy };
BOOST_DESCRIBE_ENUM(DateOrder, Dmy, Mdy)
/// A day as people write it, and the minute of it (0 where none is written):
/// 2026-11-22, 22.11.2026, 2026. 11. 22., 22/11/2026 14:05. Nothing for what is no day.
struct WrittenDate {
  LocalDate date;
  int minute = 0;
};
std::optional<WrittenDate> read_date(std::string_view text, DateOrder order);

/// An amount as people write it, as a program does: "1.234,50 TL" → "1234.50". The last sign is the
/// decimal one where one or two digits follow it; others part thousands. Empty for what is none.
std::string plain_decimal(std::string_view text);

}  // namespace vefa::imports
