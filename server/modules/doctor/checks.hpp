// The rules that are one statement each, and the words for what breaks them.
#pragma once
#include <map>

#include "modules/doctor/doctor.hpp"

namespace vefa::doctor {

/// What a rule's statement answers.
struct Finding {
  std::int64_t id = 0;
  std::int64_t other_id = 0;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(Finding, (), (id, other_id, detail))

enum class Needs { Limit, Now };

struct Check {
  char const* rule;
  db::Statement const& statement;
  Needs needs;
  char const* prefix;        // of `id` on the wire; empty: the number itself
  char const* other_prefix;  // of `other_id`
  char const* sentence;      // with {id}, {other} and {detail}
};
std::vector<Check> const& checks();

/// Rows that owe work, and the job that each must have.
struct Owed {
  char const* rule;
  db::Statement const& rows;
  char const* prefix;
  char const* job_kind;
  char const* what;  // a pending promise, a queued answer
};
std::vector<Owed> const& owed();

/// The wire form of an id; `none` of 0.
std::string name_of(std::int64_t id, std::string_view prefix);
/// `check`'s sentence about this row.
std::string sentence_of(Check const& check, Finding const& found);

}  // namespace vefa::doctor
