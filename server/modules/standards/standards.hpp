// Standards: the service levels a company holds itself to, and the working calendars they count in.
#pragma once
#include <boost/describe.hpp>
#include <optional>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::standards {

/// What a standard gives an amount of time for.
enum class Duty {
  AnswerBy,          // the first answer to a concern
  NextAnswerBy,      // an answer to each further message
  SolveBy,           // the whole concern; only where a standard has it
  FollowUpBy,        // to ask after her when she has not answered our answer
  ConfirmBy,         // her word on "is it solved?"; silence until then closes
  RecoveryAnswerBy   // what is promised anew after a broken promise; also for kinds without their own
};
BOOST_DESCRIBE_ENUM(Duty, AnswerBy, NextAnswerBy, SolveBy, FollowUpBy, ConfirmBy, RecoveryAnswerBy)

struct Need {
  Duty duty = Duty::AnswerBy;
  std::string case_kind;     // snake case, e.g. "complaint"; empty: any
  std::string channel;       // e.g. "email"
  std::string priority;      // low, normal, high, urgent
  TeamId team_id;
  Instant starts_at;
};

struct Due {
  Instant due_at;
  std::optional<Instant> warn_half_at;   // half of the working time is gone
  std::optional<Instant> warn_late_at;   // four fifths are
  StandardId standard_id;
  std::int64_t standard_version = 0;
  WorkCalendarId calendar_id;
  JsonObject explanation;                // the rule and each day counted or skipped; told by `explain`
};

/// The first standard by rank that fits, counted in its calendar. There is always one that fits, so it
/// fails only where a calendar has no working time (calendar.no_working_time).
Result<Due> compute(Context const& ctx, db::Tx& tx, Need const& need);
/// The same by a standard that was chosen before (its newest version), for counting again.
Result<Due> compute_by(Context const& ctx, db::Tx& tx, StandardId standard, Need const& need);
/// An explanation in words, one sentence a line: rule, start, each skipped day and why.
std::vector<std::string> explain(Language language, JsonObject const& explanation);
/// True where the first fitting standard has an amount for this duty (SolveBy may have none).
bool has_duty(db::Tx& tx, Need const& need);

}  // namespace vefa::standards
