// Routing: which team a new concern goes to, and who of it takes it.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::routing {

struct Concern {
  std::string case_kind;  // snake case
  std::string channel;
  Language language = Language::En;
  MailboxId mailbox_id;
  TeamId team_id;  // already known (the mailbox's, a hand-over); none: by rule
};
struct Target {
  TeamId team_id;
  std::vector<std::string> skills;  // whoever takes it must have all of them
};
/// The first rule that fits gives team and skills; without one, the default team. A known team is
/// kept and gets the skills of the first rule that fits it.
Target target(db::Tx& tx, Concern const& concern);

/// One who could take it.
struct Candidate {
  StaffId id;
  bool available = false;
  std::int64_t open_cases = 0;
  std::int64_t max_open = 0;
  std::vector<std::string> skills;
  std::vector<Language> languages;
};
/// Of those who are available, have the skills and room: who speaks the language, and of these the
/// one with the smallest share of her room taken (equal shares: the lower id). Where nobody speaks
/// it, it is given to one who does not rather than to nobody. None when nobody has room: the team
/// owns it.
StaffId choose(std::vector<Candidate> const& candidates, std::vector<std::string> const& skills,
               Language language);

/// A rule as it is set; members that are empty fit everything.
struct Rule {
  std::optional<std::string> case_kind;
  std::optional<std::string> channel;
  std::optional<Language> language;
  std::optional<MailboxId> mailbox_id;
  TeamId team_id;
  std::string skills;  // separated by spaces, folded
};
BOOST_DESCRIBE_STRUCT(Rule, (), (case_kind, channel, language, mailbox_id, team_id, skills))
struct RuleList {
  std::int64_t version = 1;
  List<Rule, 200> rules;  // in the order in which they are tried
};
BOOST_DESCRIBE_STRUCT(RuleList, (), (version, rules))
RuleList rules(db::Tx& tx);
/// Replaces all of them, where nobody has replaced them since `version` (else Stale). Invalid names
/// the rule whose team does not exist. Records `routing.changed`.
Result<RuleList> set_rules(Context const& ctx, db::Tx& tx, RuleList wanted);

void add_routes(http::Routes& routes);

}  // namespace vefa::routing
