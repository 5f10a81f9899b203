// Routes of who is at a case now.
#include "modules/cases/api.hpp"
#include "modules/cases/attendance.hpp"

namespace vefa::cases {
namespace {

using http::Call;
using http::Query;

struct AttendanceBody {
  Doing doing = Doing::Viewing;
};
BOOST_DESCRIBE_STRUCT(AttendanceBody, (), (doing))

Result<void> attend_case(Call const& call, db::Tx& tx, AttendanceBody const& body) {
  return attend(call.ctx, tx, TRY(call.id<CaseId>("case")), body.doing);
}

Result<void> leave_case(Call const& call, db::Tx& tx) {
  return leave(call.ctx, tx, TRY(call.id<CaseId>("case")));
}

struct AttendanceWish {
  std::optional<CaseId> case_id;  // absent: of every case that one may read
};
BOOST_DESCRIBE_STRUCT(AttendanceWish, (), (case_id))
struct AttendanceList {
  std::vector<Attendance> items;
};
BOOST_DESCRIBE_STRUCT(AttendanceList, (), (items))

Result<AttendanceList> list_attendance(Call const& call, db::Tx& tx,
                                       Query<AttendanceWish> const& wish) {
  return AttendanceList{TRY(attendance(call.ctx, tx, wish->case_id))};
}

}  // namespace

void add_attendance_routes(http::Routes& routes) {
  routes.get<list_attendance>("/attendance", Permission::CasesRead,
                              "Who looks at which case, or writes on it, at this moment.");
  routes
      .put<attend_case>("/cases/{case}/attendance", Permission::CasesRead,
                        "Says that one is at the case, for 75 seconds; to be said again.")
      .passing();
  routes
      .del<leave_case>("/cases/{case}/attendance", Permission::CasesRead,
                       "Says that one has left the case.")
      .passing();
}

}  // namespace vefa::cases
