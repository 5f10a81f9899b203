#include "generate/staffing.hpp"

#include <fmt/format.h>

#include "generate/generate.hpp"
#include "generate/phrases.hpp"
#include "i18n/i18n.hpp"
#include "modules/staff/people.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::generate {
namespace {

constexpr std::int64_t kCasesOfAgent = 20'000;  // in three years
constexpr std::int64_t kMostOpen = 10'000;
constexpr std::array<char const*, 4> kTeams{"Türkçe", "Magyar", "עברית", "English"};

template <class T>
T required(Result<T> result) {
  if (!result.ok())
    throw std::runtime_error("the company cannot be staffed: " +
                             i18n::message(Language::En, result.error()));
  return std::move(result).value();
}

StaffId employ(Context const& ctx, db::Tx& tx, Wanted const& wanted, std::string const& name,
               std::string const& email, Language language, RoleId role, TeamId team) {
  staff::NewPerson person{.name = {name}, .email = {email}, .language = language};
  person.roles.push_back(role);
  person.languages.emplace().push_back(language);
  person.teams.emplace().push_back(team);
  person.max_open = kMostOpen;
  auto const id = required(staff::add_active(ctx, tx, person, wanted.password_hash));
  if (role == staff::kAgent) required(staff::set_presence(ctx, tx, id, {}));
  return id;
}

}  // namespace

Staffing hire(Context const& ctx, db::Tx& tx, Wanted const& wanted) {
  Staffing out;
  Dice dice(wanted.seed);
  std::int64_t count = 0;
  for (std::size_t i = 0; i < kTeams.size(); ++i) {
    auto const& words = phrases()[i];
    auto& team = out.teams[i];
    team.id = required(staff::add_team(ctx, tx, {.name = {kTeams[i]}})).id;
    for (auto agents = 1 + wanted.cases / kCasesOfAgent / 4; agents > 0; --agents) {
      auto const name = std::string(dice.of(words.given_names)) + " " + dice.of(words.family_names);
      auto const email = fmt::format("agent{}@anka.example", ++count);
      team.agents.push_back(
          {employ(ctx, tx, wanted, name, email, words.language, staff::kAgent, team.id), name});
    }
  }
  employ(ctx, tx, wanted, "Deniz Kaya", "manager@anka.example", Language::Tr,
         staff::kServiceManager, out.teams[0].id);
  return out;
}

}  // namespace vefa::generate
