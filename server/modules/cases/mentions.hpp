// Where one was mentioned.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

struct Mention {
  InteractionId interaction_id;
  CaseId case_id;
  std::string number;
  std::string subject;
  std::string author_name;
  Instant at;
  std::string text;  // of the note; its first 500 characters
  std::optional<Instant> seen_at;
};
BOOST_DESCRIBE_STRUCT(Mention, (),
                      (interaction_id, case_id, number, subject, author_name, at, text, seen_at))

/// The actor's, unread ones first, the newest of each first. Invalid: error.bad_cursor, a limit
/// beyond 1…100.
Result<Page<Mention>> mentions(Context const& ctx, db::Tx& tx, std::string const& cursor,
                               std::int64_t limit, bool unread_alone);

}  // namespace vefa::cases
