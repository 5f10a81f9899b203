// What an answer would leave promised, told before it is sent.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

struct StaysOpen {
  promises::PromiseKind kind = promises::PromiseKind::FollowUpBy;
  Instant due_at;
  std::string what;  // of one's own word
};
BOOST_DESCRIBE_STRUCT(StaysOpen, (), (kind, due_at, what))

/// Each is the earliest promise that would be pending if the answer went out now.
struct AfterAnswer {
  std::vector<promises::PromiseKind> keeps;  // what a message of ours would keep
  StaysOpen follow_up;
  StaysOpen solved;
};
BOOST_DESCRIBE_STRUCT(AfterAnswer, (), (keeps, follow_up, solved))

/// Changes nothing. Errors: as of `standards::compute`.
Result<AfterAnswer> after_answer(Context const& ctx, db::Tx& tx, Case const& row);

}  // namespace vefa::cases
