// Standards: the service levels a company holds itself to, and the working calendars they count in.
#pragma once
#include <boost/describe.hpp>
#include <memory>
#include <optional>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::calendar {
class WorkingCalendar;
}
namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::standards {

/// Rows made by the migration: they always exist.
inline constexpr WorkCalendarId kFirstCalendar{1};
inline constexpr StandardId kFirstStandard{1};

/// What a standard gives an amount of time for.
enum class Duty {
  AnswerBy,         // the first answer to a concern
  NextAnswerBy,     // an answer to each further message
  SolveBy,          // the whole concern; only where a standard has it
  FollowUpBy,       // to ask after her when she has not answered our answer
  ConfirmBy,        // her word on "is it solved?"; silence until then closes
  RecoveryAnswerBy  // what is promised anew after a broken promise; also for kinds without their
                    // own
};
BOOST_DESCRIBE_ENUM(Duty, AnswerBy, NextAnswerBy, SolveBy, FollowUpBy, ConfirmBy, RecoveryAnswerBy)

struct Need {
  Duty duty = Duty::AnswerBy;
  std::string case_kind;  // snake case, e.g. "complaint"; empty: any
  std::string channel;    // e.g. "email"
  std::string priority;   // low, normal, high, urgent
  TeamId team_id;
  Instant starts_at;
};

struct Due {
  Instant due_at;
  std::optional<Instant> warn_half_at;  // half of the working time is gone
  std::optional<Instant> warn_late_at;  // four fifths are
  StandardId standard_id;
  std::int64_t standard_version = 0;
  WorkCalendarId calendar_id;
  JsonObject explanation;  // the rule and each day counted or skipped; told by `explain`
};

/// The first standard by rank that fits and has an amount for the duty, counted in its calendar;
/// for SolveBy the first that fits decides alone. The default standard fits always and has all but
/// SolveBy, so it fails only where a calendar has no working time (calendar.no_working_time), or
/// SolveBy was asked for without has_duty (standards.no_such_duty).
Result<Due> compute(Context const& ctx, db::Tx& tx, Need const& need);
/// The same by a standard that was chosen before (its newest version), for counting again; as
/// `compute` when it no longer has an amount for the duty.
Result<Due> compute_by(Context const& ctx, db::Tx& tx, StandardId standard, Need const& need);
/// An explanation in words, one sentence a line: rule, start, each skipped day and why.
std::vector<std::string> explain(Language language, JsonObject const& explanation);
/// True where the first fitting standard has an amount for this duty (SolveBy may have none).
bool has_duty(db::Tx& tx, Need const& need);

/// A calendar to count or look up hours in: immutable, shared, safe across threads; the default one
/// for no id or an id that does not exist.
std::shared_ptr<calendar::WorkingCalendar const> working_calendar(db::Tx& tx, WorkCalendarId id);

void add_routes(http::Routes& routes);
/// Reacts to `company.changed`: calendars without a zone of their own follow the company's.
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::standards
