#include "modules/clocks/preview.hpp"

#include <algorithm>

#include "law/tell.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {
namespace {

constexpr std::size_t kMostMoved = 20;

std::string edition_of(law::Rule const& rule) {
  return rule.id + " " + (rule.effective.from_on ? to_text(*rule.effective.from_on) : "");
}

law::Rule const* same_edition(law::Pack const& pack, law::Rule const& rule) {
  auto const wanted = edition_of(rule);
  for (auto const& one : pack.rules)
    if (edition_of(one) == wanted) return &one;
  return nullptr;
}

std::vector<std::string> without(std::vector<std::string> const& all,
                                 std::vector<std::string> const& others) {
  std::vector<std::string> out;
  for (auto const& sentence : all)
    if (std::find(others.begin(), others.end(), sentence) == others.end()) out.push_back(sentence);
  return out;
}

void compare(Language language, law::Pack const& now, law::Pack const& next, PackPreview& out) {
  auto const add = [&](law::Rule const& rule, RuleChange change, std::vector<std::string> before,
                       std::vector<std::string> after) {
    out.rules.push_back({rule.id, rule.title.in(language), rule.effective.from_on, change,
                         std::move(before), std::move(after)});
  };
  for (auto const& rule : next.rules) {
    auto const words = law::tell_rule(language, next, rule);
    auto const* former = same_edition(now, rule);
    if (!former) {
      add(rule, RuleChange::Added, {}, words);
      continue;
    }
    auto const former_words = law::tell_rule(language, now, *former);
    if (words == former_words)
      ++out.rules_alike;
    else
      add(rule, RuleChange::Changed, without(former_words, words), without(words, former_words));
  }
  for (auto const& rule : now.rules)
    if (!same_edition(next, rule))
      add(rule, RuleChange::Removed, law::tell_rule(language, now, rule), {});
}

/// Counts the open clocks of one case by the other version.
void look_at(Context const& ctx, db::Tx& tx, Matter const& matter, law::Pack const& next,
             PackPreview& out) {
  ++out.cases_looked_at;
  auto const clocks = of_case(tx, matter.case_id);
  auto const facts = facts_of(matter.facts, next, "facts");
  if (clocks.empty() || !facts.ok()) return;
  law::Params params;
  params.facts = *facts;
  params.product_group = matter.product_group;
  auto const events = law_events_of(happenings_of(tx, matter.case_id), next);
  for (auto const& clock : clocks) {
    if (!clock.open) continue;
    ++out.clocks_looked_at;
    auto const counted =
        law::due(next, clock.rule_id, events, params, ctx.now, static_cast<int>(clock.cycle));
    auto const due_at = counted.ok() ? counted->due_at : std::nullopt;
    if (due_at == clock.due_at) continue;
    ++out.clocks_moved;
    if (out.moved.size() >= kMostMoved || !cases::find_readable(ctx, tx, clock.case_id).ok())
      continue;
    auto const* rule = law::find_any_edition(next, clock.rule_id);
    out.moved.push_back(
        {clock.case_id, rule ? rule->title.in(ctx.language) : clock.rule_id, clock.due_at, due_at});
  }
}

}  // namespace

Result<PackPreview> preview(Context const& ctx, db::Tx& tx, std::vector<FileOfPack> const& files) {
  auto const next = TRY(read_files(ctx, files));
  PackPreview out{.code = next->id, .pack_version = next->version};
  auto const now = law_in_use(ctx, tx, next->id);
  if (now) {
    out.version_in_use = now->version;
    out.is_same = now->fingerprint == next->fingerprint;
    compare(ctx.language, *now, *next, out);
  } else {
    compare(ctx.language, law::Pack{}, *next, out);
  }
  for (CaseId after{}; out.cases_looked_at < kMostCases;) {
    auto const page = tx.list<Matter>(sql::matters_after, next->id, after.value);
    for (auto const& matter : page) look_at(ctx, tx, matter, *next, out);
    if (page.empty()) break;
    after = page.back().case_id;
  }
  return out;
}

}  // namespace vefa::clocks
