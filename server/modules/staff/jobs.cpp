#include "jobs/jobs.hpp"

#include "modules/staff/people.hpp"

namespace vefa::staff {
namespace {

/// A second request for a reset within this time makes no second mail.
constexpr Duration kResetEvery = std::chrono::minutes(1);

struct SeenRow {
  SessionId id;
  Instant created_at;
  Instant last_seen_at;
  Instant expires_at;
  std::string user_agent;
  std::string remote_address;
};
BOOST_DESCRIBE_STRUCT(SeenRow, (),
                      (id, created_at, last_seen_at, expires_at, user_agent, remote_address))

/// Looks up who asked for a reset; says so in an event when she may have one.
void look_up_reset(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const* email = job.payload.if_contains("email");
  if (!email || !email->is_string()) return;
  auto const person = find_by_email(tx, std::string(email->as_string()));
  if (!person || person->state != PersonState::Active) return;
  auto const secrets = tx.find<SecretsRow>(sql::find_secrets, person->id);
  if (!secrets) return;
  if (secrets->reset_requested_at && *secrets->reset_requested_at + kResetEvery > ctx.now) return;
  tx.run(sql::set_reset_requested, person->id, ctx.now);
  record(ctx, tx, "staff.password_reset_requested", "staff", person->id.text());
}

/// Sets who went away without a word offline, once her last session has ended; else looks again at
/// the earliest instant at which that could be.
void watch_sessions(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const id = StaffId::parse(job.subject);
  if (!id) return;
  auto const live = tx.list<SeenRow>(sql::list_sessions, *id, ctx.now - kSessionIdle, ctx.now);
  if (live.empty()) {
    if (presence_of(tx, *id, ctx.now).presence != Presence::Offline)
      (void)set_presence(ctx, tx, *id, {Presence::Offline, std::nullopt});
    return;
  }
  Instant latest = ctx.now;
  for (auto const& session : live)
    latest = std::max(latest, std::min(session.last_seen_at + kSessionIdle, session.expires_at));
  jobs::add(ctx, tx, job.kind, job.subject, latest);
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  registry.timer("staff.password_reset", look_up_reset);
  registry.timer("staff.session_watch", watch_sessions);
}

}  // namespace vefa::staff
