#include "jobs/jobs.hpp"

#include "modules/surveys/queries.hpp"
#include "modules/surveys/rules.hpp"
#include "modules/surveys/steps.hpp"

namespace vefa::surveys {
namespace {

constexpr char const* kAskTimer = "surveys.ask";

/// A case closed: she is asked after the policy's days, if it is still closed then.
void plan(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  CaseId const id{event.case_id};
  auto const p = policy(tx);
  auto const row = cases::find(tx, id);
  if (!row || !row->closed_at || !is_to_be_asked(p, *row, {}, ctx.now)) return;
  jobs::cancel(tx, kAskTimer, id.text());
  jobs::add(ctx, tx, kAskTimer, id.text(), *row->closed_at + std::chrono::days(p.after_days));
}

/// She said how content she is together with whether it is solved: no mail has to ask her.
void take_verdict(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* rating = event.payload.if_contains("rating");
  auto const* solved = event.payload.if_contains("solved");
  if (!rating || !rating->is_int64() || !solved) return;
  auto const row = cases::lock(tx, CaseId{event.case_id});
  if (!row) return;
  Survey survey{.id = ctx.new_id<SurveyId>(), .case_id = row->id};
  survey.customer_id = row->customer_id;
  survey.via = Via::Verdict;
  survey.asked_at = event.at;
  survey.rating = rating->as_int64();
  survey.answered_at = event.at;
  tx.insert(sql::insert_survey, survey);
  tx.run(sql::insert_answer, ctx.new_id<SurveyAnswerId>(), survey.id, *survey.rating,
         InteractionId{}, event.at);
  record(ctx, tx, "survey.answered", *row,
         {{"survey_id", survey.id.text()},
          {"rating", *survey.rating},
          {"scale", kScale},
          {"via", "verdict"}});
  // "Not solved" is owed an answer already.
  if (solved->is_bool() && solved->as_bool()) make_good(ctx, tx, *row, *survey.rating);
}

void follow_customer(Context const&, db::Tx& tx, jobs::Event const& event) {
  auto const row = cases::lock(tx, CaseId{event.case_id});
  if (row) tx.run(sql::change_customer, row->id, row->customer_id);
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  registry.timer(kAskTimer, [](Context const& ctx, db::Tx& tx, jobs::Job const& job) {
    if (auto const id = CaseId::parse(job.subject)) ask(ctx, tx, *id);
  });
  registry.subscribe("surveys.plan", {"case.closed"}, plan);
  registry.subscribe("surveys.verdict", {"case.verdict"}, take_verdict);
  registry.subscribe("surveys.follow_customer", {"case.customer_changed"}, follow_customer);
}

}  // namespace vefa::surveys
