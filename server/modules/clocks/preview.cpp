#include "modules/clocks/preview.hpp"

#include <algorithm>

#include "law/shelf.hpp"
#include "law/tell.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/basis.hpp"
#include "modules/clocks/queries.hpp"

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

/// By the other version, and by its floor where that gives her more.
std::optional<Instant> due_by(Basis const& basis, std::optional<Basis> const& below,
                              LegalClock const& clock, Instant now) {
  auto const count = [&](Basis const& by) {
    auto const* rule = law::find_any_edition(*by.pack, clock.rule_id);
    return law::due(*by.pack, clock.rule_id, rule ? seen_by(*rule, by) : by.events, by.params, now,
                    static_cast<int>(clock.cycle));
  };
  auto const counted = count(basis);
  auto const before = below ? count(*below) : counted;
  bool const by_floor = below && before.ok() && (!counted.ok() || gives_less(*counted, *before));
  auto const& stands = by_floor ? before : counted;
  return stands.ok() ? stands->due_at : std::nullopt;
}

/// Counts the open clocks of one case by the other version.
void look_at(Context const& ctx, db::Tx& tx, Matter const& matter, law::PackPtr const& next,
             law::PackPtr const& floor, PackPreview& out) {
  ++out.cases_looked_at;
  auto const clocks = of_case(tx, matter.case_id);
  if (clocks.empty()) return;
  auto const happenings = happenings_of(tx, matter.case_id);
  auto const law_of = [&](std::string const& code) {
    return code == next->id ? next : law_in_use(ctx, tx, code);
  };
  std::map<std::string, Basis> by_law;
  std::optional<Basis> below;
  for (auto const& clock : clocks) {
    // The state's days are those that the Union's rules count in there.
    if (!clock.open || (clock.code != next->id && matter.code != next->id)) continue;
    auto const pack = law_of(clock.code);
    if (!pack) continue;
    ++out.clocks_looked_at;
    if (!by_law.contains(clock.code))
      by_law[clock.code] =
          basis_of(ctx, tx, matter, pack, clock.code == matter.code ? nullptr : law_of(matter.code),
                   happenings);
    auto const& basis = by_law[clock.code];
    bool const has_floor = floor && clock.code == next->id;
    if (has_floor && !below) below = basis_of(ctx, tx, matter, floor, basis.state, happenings);
    auto const due_at = due_by(basis, has_floor ? below : std::nullopt, clock, ctx.now);
    auto const* rule = law::find_any_edition(*pack, clock.rule_id);
    if (due_at == clock.due_at) continue;
    ++out.clocks_moved;
    if (out.moved.size() >= kMostMoved || !cases::find_readable(ctx, tx, clock.case_id).ok())
      continue;
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
    out.rules_removed = removed_rules(*now, *next);
  } else {
    compare(ctx.language, law::Pack{}, *next, out);
  }
  auto const floor = floor_beneath(ctx, tx, *next);
  for (auto const& code : codes_under(tx, next->id))
    for (CaseId after{}; out.cases_looked_at < kMostCases;) {
      auto const page = tx.list<Matter>(sql::matters_after, code, after.value);
      for (auto const& matter : page) look_at(ctx, tx, matter, next, floor, out);
      if (page.empty()) break;
      after = page.back().case_id;
    }
  return out;
}

}  // namespace vefa::clocks
