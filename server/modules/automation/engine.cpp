#include "modules/automation/engine.hpp"

#include "db/remember.hpp"
#include "modules/automation/actions.hpp"
#include "modules/company/company.hpp"

namespace vefa::automation {
namespace {

std::string text_in(JsonObject const& payload, char const* name) {
  auto const* value = payload.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool is_true(JsonObject const& payload, char const* name) {
  auto const* value = payload.if_contains(name);
  return value && value->is_bool() && value->get_bool();
}

std::map<std::string, Trigger> const& triggers() {
  static std::map<std::string, Trigger> const all{
      {"case.opened", Trigger::CaseOpened},
      {"interaction.received", Trigger::MessageReceived},
      {"interaction.released", Trigger::Answered},
      {"promise.at_risk", Trigger::PromiseAtRisk},
      {"promise.broken", Trigger::PromiseBroken},
      {"case.snoozed", Trigger::Snoozed},
      {"case.solved", Trigger::Solved},
      {"case.closed", Trigger::Closed},
      {"case.reopened", Trigger::Reopened},
      {"case.tagged", Trigger::Tagged},
      {"case.verdict", Trigger::Rated}};
  return all;
}

std::vector<std::string> added_tags(JsonObject const& payload) {
  std::vector<std::string> out;
  auto const* added = payload.if_contains("added");
  if (!added || !added->is_array()) return out;
  for (auto const& name : added->get_array())
    if (name.is_string()) out.push_back(fold(std::string(name.get_string())));
  return out;
}

/// What the customer said last, within the newest 50 of a case; a machine's words are not hers.
std::optional<interactions::Interaction> last_said(db::Tx& tx, cases::Case const& row,
                                                   InteractionId message) {
  if (message) return interactions::find(tx, message);
  auto last = interactions::find(tx, row.last_interaction_id);
  auto const is_hers = [](auto const& one) {
    return one.direction == interactions::Direction::Inbound && !one.automatic;
  };
  if (last && is_hers(*last)) return last;
  std::optional<interactions::Interaction> found;
  for (auto& one : interactions::of_case(tx, row.id, {}, 50))
    if (is_hers(one)) found = std::move(one);
  return found;
}

/// Why the guards hold it back; nothing: it may run.
std::optional<Error> guard(Context const& ctx, std::vector<Instant> const& runs,
                           std::int64_t depth) {
  if (depth > kDeepest)
    return refused("automation.too_deep", {{"limit", std::to_string(kDeepest)}});
  auto const since = ctx.now - std::chrono::hours(24);
  auto const recent =
      std::count_if(runs.begin(), runs.end(), [&](Instant at) { return at > since; });
  if (recent >= kMostRunsADay)
    return refused("automation.too_often", {{"limit", std::to_string(kMostRunsADay)}});
  return std::nullopt;
}

JsonObject object_of(Args const& args) {
  JsonObject out;
  for (auto const& [name, value] : args) out[name] = value;
  return out;
}

void keep(Context const& ctx, db::Tx& tx, RuleRow const& rule, RunRow const& run,
          cases::Case const& row) {
  tx.insert(sql::insert_run, run);
  JsonObject payload{{"number", row.number},
                     {"rule_id", rule.id.text()},
                     {"rule", rule.name},
                     {"outcome", wire::enum_text(run.outcome)},
                     {"problem", run.problem},
                     {"problem_args", run.problem_args},
                     {"actions", run.done.at("actions")}};
  jobs::record(ctx, tx,
               {.kind = "rule.ran",
                .case_id = row.id.value,
                .customer_id = row.customer_id.value,
                .team_id = row.team_id.value,
                .payload = std::move(payload)});
}

void refuse(RunRow& run, Outcome outcome, Error const& why) {
  run.outcome = outcome;
  run.problem = why.key;
  run.problem_args = object_of(why.args);
  run.done = {{"actions", boost::json::array()}};
}

/// All actions or none.
void perform(Context const& ctx, db::Tx& tx, Definition const& rule, CaseId id, RunRow& run) {
  boost::json::array steps;
  std::optional<Error> problem;
  bool const done = tx.attempt([&] {
    for (auto const& action : rule.actions) {
      auto const step = carry_out(ctx, tx, id, action);
      if (!step.ok()) {
        problem = step.error();
        throw db::Undo{};
      }
      steps.push_back(parse_json(to_json_text(*step)).value());
    }
  });
  run.done = {{"actions", std::move(steps)}};
  if (!done)
    refuse(run, Outcome::Refused, problem.value_or(Error{Code::Conflict, "error.conflict"}));
}

}  // namespace

std::optional<Occasion> occasion_of(jobs::Event const& event) {
  auto const found = triggers().find(event.kind);
  auto const& said = event.payload;
  if (found == triggers().end() || is_true(said, "imported") || is_true(said, "machine"))
    return std::nullopt;
  Occasion out{.trigger = found->second};
  out.message = InteractionId::parse(text_in(said, "interaction_id")).value_or(InteractionId{});
  if (out.trigger == Trigger::Answered) {
    if (is_true(said, "automatic")) return std::nullopt;
    out.message = {};
  }
  if (out.trigger == Trigger::Tagged) {
    out.tags = added_tags(said);
    if (out.tags.empty()) return std::nullopt;
  }
  if (out.trigger == Trigger::Rated) {
    auto const* rating = said.if_contains("rating");
    if (!rating || !rating->is_int64()) return std::nullopt;
    out.rating = rating->get_int64();
  }
  return out;
}

bool is_meant(RuleWhen const& when, Occasion const& occasion) {
  if (when.trigger != occasion.trigger) return false;
  return !when.tag || std::find(occasion.tags.begin(), occasion.tags.end(),
                                fold(when.tag->value)) != occasion.tags.end();
}

Facts facts_of(db::Tx& tx, cases::Case const& row, Occasion const& occasion) {
  auto const said = last_said(tx, row, occasion.message);
  Facts facts{.kind = wire::enum_text(row.kind),
              .channel = wire::enum_text(row.channel),
              .team = row.team_id.text(),
              .owner = row.owner_id ? row.owner_id.text() : "",
              .language = std::string(tag(row.language)),
              .priority = wire::enum_text(row.priority),
              .fields = row.fields,
              .customer = row.customer_id.text(),
              .rating = occasion.rating,
              .subject = search::Reading(row.subject, row.language),
              .text = search::Reading(said ? said->text : "", row.language)};
  for (auto const& name : cases::tags(tx, row.id)) facts.tags.push_back(fold(name));
  auto const customer = customers::find(tx, row.customer_id);
  if (!customer) return facts;
  facts.customer_kind = wire::enum_text(customer->kind);
  facts.country = customer->country.empty() ? company::profile(tx).country : customer->country;
  for (auto const& point : customers::contact_points(tx, customer->id))
    if (point.kind == customers::ContactKind::Email) facts.addresses.push_back(point.normalized);
  return facts;
}

bool run(Context const& ctx, db::Tx& tx, RuleRow const& rule, CaseId id, std::int64_t event,
         std::int64_t depth) {
  auto const row = cases::lock(tx, id);
  if (!row) return false;
  Context acting = ctx;
  acting.actor = {.kind = ActorKind::Rule, .id = rule.id.value, .name = rule.name};
  acting.language = company::profile(tx).default_language;
  // Its id comes before those of all that it sets off.
  RunRow kept{.id = ctx.new_id<RuleRunId>(), .rule_id = rule.id, .rule_version = rule.version};
  kept.case_id = id;
  kept.event_id = event;
  kept.trigger_on = rule.trigger_on;
  kept.at = ctx.now;
  kept.depth = depth;
  auto const runs = tx.column<Instant>(sql::newest_runs_at, id, rule.id, kMostRunsADay + 1);
  if (auto const why = guard(ctx, runs, depth)) {
    // Said once: what goes on for ever must not fill the story of the case either.
    bool const is_said =
        runs.size() > kMostRunsADay && runs.back() > ctx.now - std::chrono::hours(24);
    if (is_said) return false;
    refuse(kept, Outcome::Stopped, *why);
  } else {
    perform(acting, tx, definition_of(rule.definition), id, kept);
  }
  keep(acting, tx, rule, kept, *row);
  return kept.outcome == Outcome::Done;
}

namespace {

std::int64_t depth_of(db::Tx& tx, jobs::Event const& event) {
  if (event.actor_kind != wire::enum_text(ActorKind::Rule)) return 1;
  return 1 + tx.scalar<std::int64_t>(sql::depth_before, event.case_id, event.actor_id, event.id)
                 .value_or(0);
}

db::Remembered const kActive{"automation_rules"};

std::shared_ptr<std::vector<RuleRow> const> active_rules(db::Tx& tx, Trigger trigger) {
  return db::remember<std::vector<RuleRow>>(tx, kActive, wire::enum_text(trigger), [&] {
    return tx.list<RuleRow>(sql::active_rules_of, trigger);
  });
}

bool starts_clock(Trigger trigger) {
  return trigger == Trigger::CaseOpened || trigger == Trigger::MessageReceived ||
         trigger == Trigger::Answered || trigger == Trigger::Reopened;
}

}  // namespace

bool is_wanted(db::Tx& tx, jobs::Event const& event) {
  auto const occasion = occasion_of(event);
  return occasion && event.case_id != 0 && !active_rules(tx, occasion->trigger)->empty();
}

void on_event(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const occasion = occasion_of(event);
  if (!occasion || event.case_id == 0) return;
  auto const known = active_rules(tx, occasion->trigger);
  auto const& rules = *known;
  if (rules.empty()) return;
  CaseId const id{event.case_id};
  auto row = cases::find(tx, id);
  if (!row || row->merged_into_id) return;
  std::optional<Facts> facts;
  auto const depth = depth_of(tx, event);
  bool const by_rule = event.actor_kind == wire::enum_text(ActorKind::Rule);
  bool stopped = false;
  for (auto const& rule : rules) {
    if (rule.trigger_on == Trigger::Idle) {
      if (starts_clock(occasion->trigger)) watch_idleness(ctx, tx, rule, *row);
      continue;
    }
    // Ids are ordered by time: a rule that was made since has nothing to do with it.
    bool const is_newer = rule.id.value > event.id.value;
    if (stopped || is_newer || (by_rule && event.actor_id == rule.id.value)) continue;
    auto const definition = definition_of(rule.definition);
    if (!is_meant(definition.when, *occasion)) continue;
    if (!facts) facts.emplace(facts_of(tx, *row, *occasion));
    if (!fits(definition, *facts)) continue;
    if (!run(ctx, tx, rule, id, event.id.value, depth)) continue;
    stopped = rule.stop_after;
    // The next one sees the case as this one left it.
    row = cases::find(tx, id);
    facts.reset();
  }
}

}  // namespace vefa::automation
