#include "modules/standards/rules.hpp"

#include <algorithm>

namespace vefa::standards {
namespace {

// The words of cases and interactions, which stand above this module.
constexpr std::string_view kCaseKinds[] = {"question",     "suggestion",  "complaint", "repair",
                                           "installation", "maintenance", "order",     "return"};
constexpr std::string_view kChannels[] = {"email",  "phone",  "chat", "desk",  "letter",
                                          "social", "portal", "api",  "system"};
constexpr std::string_view kPriorities[] = {"low", "normal", "high", "urgent"};
constexpr std::int64_t kMaxRank = 10000;

bool allows(std::string const& condition, std::string const& word) {
  if (condition.empty()) return true;
  auto const words = split(condition, ' ');
  return std::find(words.begin(), words.end(), word) != words.end();
}

template <std::size_t N>
void check_words(wire::Problems& problems, char const* field, List<Word, 20> const& words,
                 std::string_view const (&known)[N]) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (std::find(known, known + N, words[i].value) == known + N)
      problems.add(wire::child(field, i), "wire.not_one_of",
                   {{"allowed", fmt::format("{}", fmt::join(known, known + N, ", "))}});
}

void check_warnings(wire::Problems& problems, NewStandard const& form) {
  auto const half = form.warn_half_percent.value_or(kDefaultHalfPercent);
  auto const late = form.warn_late_percent.value_or(kDefaultLatePercent);
  if (half < 1 || half > 98)
    problems.add("warn_half_percent", "wire.out_of_range", {{"min", "1"}, {"max", "98"}});
  else if (late <= half || late > 99)
    problems.add("warn_late_percent", "wire.out_of_range",
                 {{"min", std::to_string(half + 1)}, {"max", "99"}});
}

void check_amounts(wire::Problems& problems, NewStandard const& form, bool is_default) {
  std::set<Duty> seen;
  for (std::size_t i = 0; i < form.amounts.size(); ++i) {
    auto const field = wire::child("amounts", i);
    auto const amount = amount_of(form.amounts[i], field);
    if (!amount) problems.add(amount.error().field, amount.error().key, amount.error().args);
    if (!seen.insert(form.amounts[i].duty).second)
      problems.add(wire::child(field, "duty"), "standards.duty_twice");
  }
  if (form.amounts.empty()) problems.add("amounts", "standards.no_amounts");
  if (!is_default) return;
  for (auto const duty : {Duty::AnswerBy, Duty::NextAnswerBy, Duty::FollowUpBy, Duty::ConfirmBy,
                          Duty::RecoveryAnswerBy})
    if (!seen.contains(duty))
      problems.add("amounts", "standards.default_lacks_duty", {{"duty", wire::enum_text(duty)}});
}

}  // namespace

bool fits(Fit const& standard, Need const& need) {
  return allows(standard.case_kinds, need.case_kind) && allows(standard.channels, need.channel) &&
         allows(standard.priorities, need.priority) && allows(standard.teams, need.team_id.text());
}

Fit const* choose(std::vector<Fit> const& by_rank, Need const& need) {
  for (auto const& standard : by_rank) {
    if (!fits(standard, need)) continue;
    if (standard.counting) return &standard;
    if (need.duty == Duty::SolveBy) return nullptr;
  }
  return nullptr;
}

calendar::Amount amount_of(Fit const& fit) {
  return {*fit.counting, fit.count.value_or(0), fit.day_end.value_or(calendar::DayEnd::EndOfWork),
          static_cast<int>(fit.at_minute.value_or(0)),
          fit.last_day.value_or(calendar::LastDay::AsItFalls)};
}

Result<void> check(NewStandard const& form, bool is_default) {
  wire::Problems problems;
  if (form.rank < 0 || form.rank > kMaxRank)
    problems.add("rank", "wire.out_of_range", {{"min", "0"}, {"max", std::to_string(kMaxRank)}});
  check_words(problems, "case_kinds", form.case_kinds, kCaseKinds);
  check_words(problems, "channels", form.channels, kChannels);
  check_words(problems, "priorities", form.priorities, kPriorities);
  if (is_default && !(form.case_kinds.empty() && form.channels.empty() && form.priorities.empty() &&
                      form.teams.empty()))
    problems.add({}, "standards.default_has_conditions");
  check_warnings(problems, form);
  check_amounts(problems, form, is_default);
  if (!problems.empty()) return problems.take();
  return {};
}

bool is_warned_of(Duty duty) { return duty != Duty::ConfirmBy; }

}  // namespace vefa::standards
