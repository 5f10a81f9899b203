#include "modules/clocks/calling.hpp"

#include <algorithm>

#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::clocks {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostAsked = 3;
constexpr std::size_t kMostAskedAgain = 10;
constexpr Duration kStillNews = 24h * 7;

enum class Whom { Team, Everyone };

/// Those who may decide what the law leaves to a person; who has the case where nobody may.
std::vector<StaffId> supervisors(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                 Whom whom) {
  auto all = staff::holders_of(tx, Permission::RemediesApprove);
  std::vector<StaffId> of_team;
  if (whom == Whom::Team && row.team_id)
    for (auto const& member : staff::candidates(tx, row.team_id, ctx.now))
      if (std::find(all.begin(), all.end(), member.id) != all.end()) of_team.push_back(member.id);
  auto& asked = of_team.empty() ? all : of_team;
  auto const most = whom == Whom::Team ? kMostAsked : kMostAskedAgain;
  if (asked.size() > most) asked.resize(most);
  if (asked.empty() && row.owner_id) asked.push_back(row.owner_id);
  return asked;
}

struct Message {
  char const* key;
  law::Words const& title;
  Instant at;
  std::string zone;
};
std::int64_t ask_each(Context const& ctx, db::Tx& tx, cases::Case const& row,
                      std::vector<StaffId> const& people, Message const& message) {
  for (auto const id : people) {
    auto const person = staff::find(tx, id);
    auto const language = person ? person->language : Language::En;
    auto const at = i18n::date_time_text(language, message.at, message.zone);
    cases::ask(
        ctx, tx, row, id, language,
        i18n::message(language, message.key, {{"rule", message.title.in(language)}, {"when", at}}));
  }
  return static_cast<std::int64_t>(people.size());
}

std::optional<cases::Case> open_case(db::Tx& tx, CaseId id) {
  auto row = cases::find_living(tx, id);
  return row && row->open ? row : std::nullopt;
}

/// Hours by the clock; days by the rule's own calendar.
Instant call_by(law::Clock const& counted, law::Following const& what, law::Pack const& pack) {
  auto rule = *counted.rule;
  law::Rule alone{.id = rule.id, .start = {{.event = "fault.notified"}}};
  alone.amount = {.fixed = what.what->within, .given = true};
  alone.calendar = law::is_elapsed(what.what->within.unit) ? "" : rule.calendar;
  alone.provenance = rule.provenance;
  law::Params params;
  params.zone = counted.zone;
  params.state_days = counted.days;
  std::vector<law::Event> const from{{"fault.notified", what.at}};
  auto const due = law::due(pack, alone, from, params, what.at);
  return due.ok() && due->due_at ? *due->due_at : what.at;
}

std::string zone_of(law::Clock const& counted, law::Pack const& pack) {
  return counted.zone ? counted.zone->name() : pack.zone;
}

}  // namespace

std::optional<LegalCall> call_of(db::Tx& tx, LegalConsequenceId id) {
  return tx.find<LegalCall>(sql::find_call, id);
}

void call_somebody(Context const& ctx, db::Tx& tx, LegalConsequence const& row,
                   law::Clock const& counted, law::Following const& what, law::Pack const& pack) {
  auto const of_case = open_case(tx, row.case_id);
  if (!of_case || row.at + kStillNews < ctx.now || call_of(tx, row.id)) return;
  LegalCall call{.consequence_id = row.id, .call_by_at = call_by(counted, what, pack)};
  call.made_at = ctx.now;
  call.asked = ask_each(
      ctx, tx, *of_case, supervisors(ctx, tx, *of_case, Whom::Team),
      {"clocks.ask_supervisor", counted.rule->title, call.call_by_at, zone_of(counted, pack)});
  tx.insert(sql::insert_call, call);
  jobs::add(ctx, tx, kCallTimer, row.id.text(), call.call_by_at);  // over already: at once
}

void ring_call(Context const& ctx, db::Tx& tx, LegalConsequenceId id) {
  auto const seen = tx.find<LegalConsequence>(sql::find_consequence, id);
  auto const of_case = seen ? open_case(tx, seen->case_id) : std::nullopt;
  if (!of_case) return;
  auto const held = cases::lock(tx, of_case->id);
  auto const row = tx.find<LegalConsequence>(sql::find_consequence, id);
  auto const call = call_of(tx, id);
  if (!held || !held->open || !call || call->missed_at || row->state != "told") return;
  auto const clock = tx.find<LegalClock>(sql::find_clock, row->clock_id);
  auto const pack = pack_of(tx, clock->pack_id);
  auto const* rule = law::find_any_edition(*pack, clock->rule_id);
  if (!rule) return;
  tx.run(sql::miss_call, id, call->call_by_at);
  ask_each(ctx, tx, *held, supervisors(ctx, tx, *held, Whom::Everyone),
           {"clocks.ask_supervisor_again", rule->title, call->call_by_at, pack->zone});
  jobs::record(ctx, tx,
               {.kind = "legal_call.missed",
                .at = call->call_by_at,
                .case_id = held->id.value,
                .payload = {{"consequence_id", id.text()}, {"rule_id", rule->id}}});
}

void warn_somebody(Context const& ctx, db::Tx& tx, LegalClock const& clock,
                   law::Clock const& counted, law::Pack const& pack) {
  auto const of_case = open_case(tx, clock.case_id);
  if (!of_case || !counted.due_at) return;
  auto const people = of_case->owner_id ? std::vector{of_case->owner_id}
                                        : supervisors(ctx, tx, *of_case, Whom::Team);
  ask_each(ctx, tx, *of_case, people,
           {"clocks.warn_of_clock", counted.rule->title, *counted.due_at, zone_of(counted, pack)});
}

}  // namespace vefa::clocks
