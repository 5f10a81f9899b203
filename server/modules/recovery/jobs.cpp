#include "jobs/together.hpp"

#include "modules/cases/cases.hpp"
#include "modules/cases/debts.hpp"
#include "modules/recovery/breaches.hpp"
#include "modules/recovery/proposing.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/recovery/recovery.hpp"

namespace vefa::recovery {
namespace {

std::string_view text_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  return text && text->is_string() ? std::string_view(text->as_string()) : std::string_view{};
}

void settle(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  CaseId const id{event.case_id};
  if (text_in(event.payload, "by") == "merge") {
    auto const living = cases::find_living(tx, id);
    if (!living) return;
    tx.run(sql::move_recoveries, id, living->id);
    tx.run(sql::move_remedies, id, living->id);
    return;
  }
  auto const state = text_in(event.payload, "by") == "customer" ? RecoveryState::Satisfied
                                                                : RecoveryState::Unconfirmed;
  tx.run(sql::settle_of_case, id, state, ctx.now);
}

/// A merge of customers: what is made good is made good to the row that lives. The case is locked,
/// so that of two merges the later one's word stays.
void follow_customer(Context const&, db::Tx& tx, jobs::Event const& event) {
  auto const row = cases::lock(tx, CaseId{event.case_id});
  if (!row) return;
  tx.run(sql::recover_for, row->id, row->customer_id);
  tx.run(sql::remedy_for, row->id, row->customer_id);
}

/// Her own words, and what colleagues wrote of her, are erased; what was given stays as a figure.
void forget(Context const&, db::Tx& tx, jobs::Event const& event) {
  tx.run(sql::forget_remedies, CustomerId{event.customer_id});
  tx.run(sql::forget_remedy_debts, CustomerId{event.customer_id});
  tx.run(sql::forget_let_go, CustomerId{event.customer_id});
  auto const* merged = event.payload.if_contains("merged_customer_ids");
  if (!merged || !merged->is_array()) return;
  for (auto const& one : merged->get_array())
    if (auto const id = CustomerId::parse(std::string_view(one.as_string()))) {
      tx.run(sql::forget_remedies, *id);
      tx.run(sql::forget_remedy_debts, *id);
      tx.run(sql::forget_let_go, *id);
    }
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  jobs::timers_together(registry, promises::kClockTimer,
                        [](Context const& ctx, db::Tx& tx, std::vector<jobs::Job> const& rung) {
                          for (auto const& job : rung) {
                            auto const id = PromiseId::parse(job.subject);
                            if (!id) throw jobs::GiveUp("no promise: " + job.subject);
                            ring(ctx, tx, *id, job.run_at);
                          }
                        });
  jobs::sweep(
      registry, "recovery.breaches",
      {[](db::Tx& tx, jobs::Place after) {
         return next_deadline(tx, {after.at, CaseId{after.id}});
       },
       [](Context const& ctx, db::Tx& tx, jobs::Place after) {
         auto const last = record_breaches(ctx, tx, {after.at, CaseId{after.id}});
         return last ? std::optional(jobs::Place{last->due_at, last->case_id.value}) : std::nullopt;
       }});
  registry.timer(kLateTimer, [](Context const& ctx, db::Tx& tx, jobs::Job const& job) {
    propose_if_late(ctx, tx, job.subject);
  });
  registry.subscribe("recovery.settle", {"case.closed"}, settle);
  // She is content no longer: the recovery goes on until she is.
  registry.subscribe("recovery.reopen", {"case.reopened"},
                     [](Context const&, db::Tx& tx, jobs::Event const& event) {
                       if (text_in(event.payload, "by") == cases::kByTelling) return;
                       tx.run(sql::reopen_of_case, CaseId{event.case_id});
                     });
  registry.subscribe("recovery.forget", {"customer.erased"}, forget);
  registry.subscribe("recovery.follow_customer", {"case.customer_changed"}, follow_customer);
}

}  // namespace vefa::recovery
