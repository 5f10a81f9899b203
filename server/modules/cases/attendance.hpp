// Who looks at a case or writes on it at this moment.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

enum class Doing { Viewing, Writing };
BOOST_DESCRIBE_ENUM(Doing, Viewing, Writing)

/// A colleague at a case. Whoever does not say so again by `until_at` has left.
struct Attendance {
  CaseId case_id;
  StaffId staff_id;
  std::string staff_name;
  Doing doing = Doing::Viewing;
  Instant since;  // since when she is there, whatever she does
  Instant until_at;
};
BOOST_DESCRIBE_STRUCT(Attendance, (), (case_id, staff_id, staff_name, doing, since, until_at))

/// How long one word of "I am here" holds.
inline constexpr Duration kAttends = std::chrono::seconds(75);

/// The actor is at the case, and does this. Listeners hear of it by `attendance.changed` where it
/// is news, not when it is merely said again. NotFound as `find_readable`.
Result<void> attend(Context const& ctx, db::Tx& tx, CaseId id, Doing doing);
/// She has left it. Listeners hear `attendance.ended`; nothing happens when she was not there.
Result<void> leave(Context const& ctx, db::Tx& tx, CaseId id);
/// Who is there now: at one case, or at any that the actor may read by her teams (≤ 500).
Result<std::vector<Attendance>> attendance(Context const& ctx, db::Tx& tx,
                                           std::optional<CaseId> id);

/// The timer that notices who went without a word.
inline constexpr char const* kAttendanceTimer = "cases.attendance";
void end_attendance(Context const& ctx, db::Tx& tx, std::string const& subject);

}  // namespace vefa::cases
