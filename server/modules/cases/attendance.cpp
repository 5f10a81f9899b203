#include "modules/cases/attendance.hpp"

#include "jobs/jobs.hpp"
#include "modules/cases/queries.hpp"

namespace vefa::cases {
namespace {

struct Present {
  Doing doing = Doing::Viewing;
  Instant since;
  Instant until_at;
};
BOOST_DESCRIBE_STRUCT(Present, (), (doing, since, until_at))

struct At {
  CaseId case_id;
  StaffId staff_id;
  std::string staff_name;
  Doing doing = Doing::Viewing;
  Instant since;
  Instant until_at;
  TeamId team_id;
  StaffId owner_id;
};
BOOST_DESCRIBE_STRUCT(At, (),
                      (case_id, staff_id, staff_name, doing, since, until_at, team_id, owner_id))

std::string subject_of(CaseId id, StaffId person) { return id.text() + " " + person.text(); }

void tell(Context const& ctx, db::Tx& tx, char const* kind, CaseId id, JsonObject payload) {
  auto const row = find(tx, id);
  if (!row) return;
  jobs::signal(ctx, tx,
               {.kind = kind,
                .case_id = id.value,
                .team_id = row->team_id.value,
                .payload = std::move(payload)});
}

}  // namespace

Result<void> attend(Context const& ctx, db::Tx& tx, CaseId id, Doing doing) {
  TRY(find_readable(ctx, tx, id));
  StaffId const me{ctx.actor.id};
  auto const before = tx.find<Present>(sql::find_attendance, id, me);
  bool const is_back = before && before->until_at > ctx.now;
  Instant const until = ctx.now + kAttends;
  Instant const since = is_back ? before->since : ctx.now;
  tx.run(sql::save_attendance, id, me, doing, since, until);
  if (!before) jobs::add(ctx, tx, kAttendanceTimer, subject_of(id, me), until);
  if (is_back && before->doing == doing) return {};
  tell(ctx, tx, "attendance.changed", id,
       {{"staff_id", me.text()},
        {"staff_name", ctx.actor.name},
        {"doing", wire::enum_text(doing)},
        {"since", to_text(since)}});
  return {};
}

Result<void> leave(Context const& ctx, db::Tx& tx, CaseId id) {
  TRY(find_readable(ctx, tx, id));
  StaffId const me{ctx.actor.id};
  if (tx.change(sql::delete_attendance, id, me) == 0) return {};
  jobs::cancel(tx, kAttendanceTimer, subject_of(id, me));
  tell(ctx, tx, "attendance.ended", id, {{"staff_id", me.text()}});
  return {};
}

void end_attendance(Context const& ctx, db::Tx& tx, std::string const& subject) {
  auto const space = subject.find(' ');
  auto const id = CaseId::parse(std::string_view(subject).substr(0, space));
  auto const person =
      space == std::string::npos ? std::nullopt : StaffId::parse(subject.substr(space + 1));
  if (!id || !person) throw jobs::GiveUp("nobody at a case: " + subject);
  auto const present = tx.find<Present>(sql::find_attendance, *id, *person);
  if (!present) return;
  if (present->until_at > ctx.now) {
    jobs::add(ctx, tx, kAttendanceTimer, subject, present->until_at);
    return;
  }
  tx.run(sql::delete_attendance, *id, *person);
  tell(ctx, tx, "attendance.ended", *id, {{"staff_id", person->text()}});
}

Result<std::vector<Attendance>> attendance(Context const& ctx, db::Tx& tx,
                                           std::optional<CaseId> id) {
  if (id) TRY(find_readable(ctx, tx, *id));
  std::vector<Attendance> out;
  for (auto& at : id ? tx.list<At>(sql::attendance_of_case, *id, ctx.now)
                     : tx.list<At>(sql::attendance_now, ctx.now)) {
    Case row{.id = at.case_id};
    row.team_id = at.team_id;
    row.owner_id = at.owner_id;
    if (id || may_read(ctx.actor, row))
      out.push_back(
          {at.case_id, at.staff_id, std::move(at.staff_name), at.doing, at.since, at.until_at});
  }
  return out;
}

}  // namespace vefa::cases
