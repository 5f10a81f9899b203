#include "modules/routing/routing.hpp"

#include "base/text.hpp"
#include "db/remember.hpp"
#include "db/settings.hpp"
#include "jobs/jobs.hpp"
#include "modules/routing/queries.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::routing {
namespace {

db::Remembered const kRules{"routing_rules"};
constexpr char const* kSetting = "routing";

struct Kept {
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (version))

std::shared_ptr<std::vector<Rule> const> known_rules(db::Tx& tx) {
  return db::remember<std::vector<Rule>>(tx, kRules, "",
                                         [&] { return tx.list<Rule>(sql::all_rules); });
}

bool fits(Rule const& r, Concern const& c) {
  return (!r.case_kind || *r.case_kind == c.case_kind) && (!r.channel || *r.channel == c.channel) &&
         (!r.language || *r.language == c.language) &&
         (!r.mailbox_id || *r.mailbox_id == c.mailbox_id) && (!c.team_id || r.team_id == c.team_id);
}

bool speaks(Candidate const& c, Language language) {
  return std::find(c.languages.begin(), c.languages.end(), language) != c.languages.end();
}

bool can_take(Candidate const& c, std::vector<std::string> const& skills) {
  if (!c.available || c.open_cases >= c.max_open) return false;
  return std::all_of(skills.begin(), skills.end(), [&](auto const& skill) {
    return std::find(c.skills.begin(), c.skills.end(), skill) != c.skills.end();
  });
}

/// True when `a` has a smaller share of her room taken than `b`.
bool has_more_room(Candidate const& a, Candidate const& b) {
  auto const left = a.open_cases * b.max_open;
  auto const right = b.open_cases * a.max_open;
  return left != right ? left < right : a.id < b.id;
}

}  // namespace

Target target(db::Tx& tx, Concern const& concern) {
  auto const by_rank = known_rules(tx);
  for (auto const& rule : *by_rank)
    if (fits(rule, concern)) {
      Target found{rule.team_id, {}};
      for (auto& skill : split(rule.skills, ' '))
        if (!skill.empty()) found.skills.push_back(std::move(skill));
      return found;
    }
  return {concern.team_id ? concern.team_id : staff::default_team(tx).id, {}};
}

StaffId choose(std::vector<Candidate> const& candidates, std::vector<std::string> const& skills,
               Language language) {
  Candidate const* best = nullptr;
  for (auto const& c : candidates) {
    if (!can_take(c, skills)) continue;
    bool const better = best == nullptr || (speaks(c, language) && !speaks(*best, language)) ||
                        (speaks(c, language) == speaks(*best, language) && has_more_room(c, *best));
    if (better) best = &c;
  }
  return best ? best->id : StaffId{};
}

RuleList rules(db::Tx& tx) {
  RuleList out{db::get_setting_as<Kept>(tx, kSetting).value_or(Kept{}).version, {}};
  for (auto const& rule : *known_rules(tx)) out.rules.push_back(rule);
  return out;
}

Result<RuleList> set_rules(Context const& ctx, db::Tx& tx, RuleList wanted) {
  auto const before = rules(tx).version;
  if (wanted.version != before) return stale(before);
  tx.run(sql::delete_rules);
  std::int64_t rank = 0;
  for (auto& rule : wanted.rules) {
    if (!staff::find_team(tx, rule.team_id))
      return invalid("rules[" + std::to_string(rank) + "].team_id", "routing.no_team");
    rule.skills = fold(rule.skills);
    tx.run(sql::insert_rule, rank++, rule.case_kind, rule.channel, rule.language, rule.mailbox_id,
           rule.team_id, rule.skills);
  }
  ++wanted.version;
  db::put_setting(tx, kSetting, {{"version", wanted.version}});
  jobs::record(ctx, tx, {.kind = "routing.changed"});
  return wanted;
}

}  // namespace vefa::routing
