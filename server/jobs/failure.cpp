#include "base/log.hpp"
#include "base/text.hpp"
#include "jobs/queries.hpp"
#include "jobs/shop.hpp"

namespace vefa::jobs {
namespace {

constexpr std::size_t kLongestReason = 2000;  // characters

std::string storable(std::string text) {
  std::erase(text, '\0');
  if (!is_utf8(text))
    for (char& c : text)
      if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  return std::string(prefix_of(text, kLongestReason));
}

void write_verdict(Shop const& shop, db::Tx& tx, Job const& job, Failure const& failure,
                   std::int64_t holder, bool may_bury) {
  auto const found = shop.lists.effects.find(job.kind);
  bool const effect = found != shop.lists.effects.end();
  int const most = effect ? found->second.max_tries : kTxWorkTries;
  auto const tries = job.tries + 1;
  bool const recurs = shop.lists.periods.contains(job.kind);
  bool const bury = may_bury && !recurs && (failure.gave_up || tries >= most);
  auto const ctx = shop.context(job);
  auto const next = bury ? ctx.now : ctx.now + pause_after(tries);
  if (tx.change(sql::set_failure, job.id, job.tries, holder, bury ? "failed" : "ready", next,
                failure.why) == 0)
    return;
  if (bury && effect && found->second.on_failure)
    found->second.on_failure(ctx, tx, job, failure.why);
  tx.after_commit([hub = shop.hub, next] { hub->alarm.job_added(next); });
}

}  // namespace

Context Shop::context(Job const& job) const {
  Context ctx;
  ctx.now = std::max(clock.now(), job.run_at);
  ctx.ids = &ids;
  ctx.request_id = job.id.text();
  return ctx;
}

Failure failure_of(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (GiveUp const& e) {
    return {storable(e.what()), true, false};
  } catch (db::Unavailable const& e) {
    return {storable(e.what()), false, true};
  } catch (std::exception const& e) {
    return {storable(e.what()), false, false};
  } catch (...) {
    return {"something that is no std::exception was thrown", false, false};
  }
}

void write_failure(Shop const& shop, db::Tx& tx, Job const& job, Failure const& failure,
                   std::int64_t holder) {
  write_verdict(shop, tx, job, failure, holder, true);
}

void submit_failure(std::shared_ptr<Shop const> shop, Job job, Failure failure, std::int64_t holder,
                    std::function<void()> done) {
  log::warn("job.failed", {{"job", job.id.text()},
                           {"kind", job.kind},
                           {"tries", std::to_string(job.tries + 1)},
                           {"why", failure.why}});
  auto const write = [shop, job, holder](Failure const& what, bool may_bury, db::Done answered) {
    shop->database.write(
        [shop, job, what, holder, may_bury](db::Tx& tx) {
          write_verdict(*shop, tx, job, what, holder, may_bury);
          return db::Outcome::Commit;
        },
        std::move(answered));
  };
  write(failure, true, [write, failure, done](std::exception_ptr refused) {
    if (!refused) return done();
    auto const second = failure_of(refused);
    log::error("job.failure_not_written", {{"why", second.why}});
    if (second.database) return done();
    write({storable(failure.why + "; then, on failure: " + second.why)}, false,
          [done](std::exception_ptr) { done(); });
  });
}

}  // namespace vefa::jobs
