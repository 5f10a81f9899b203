#include "modules/clocks/debts.hpp"

#include <algorithm>

#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/debts.hpp"
#include "modules/clocks/basis.hpp"
#include "modules/clocks/changing.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/company/company.hpp"

namespace vefa::clocks {

struct LegalDebt {
  LegalConsequenceId consequence_id;
  PromiseId promise_id;
  std::string deed;
  Instant owed_at;
  std::optional<Instant> settled_at;
};
BOOST_DESCRIBE_STRUCT(LegalDebt, (), (consequence_id, promise_id, deed, owed_at, settled_at))

namespace {

constexpr char const* kPaid = "paid";
constexpr char const* kChosen = "remedy.chosen";  // from which a row's time is counted anew
constexpr char const* kRepaired = "repair.completed";

std::string deed_of(std::string const& choice) {
  if (choice == "replacement") return "exchange.done";
  if (choice == "loaner") return "loaner.given";
  return "refund.paid";  // the whole price, a part of it, or what is paid back for the contract
}

bool stops(law::Rule const& rule, std::string const& deed) {
  return std::ranges::find(rule.stop, deed) != rule.stop.end();
}

/// The deed of what a rule owes her, where it is one that she may be given a choice of; else empty.
std::string owed_deed(law::Rule const& rule) {
  using enum law::Owed;
  std::string const deed = rule.promise == ReplaceBy   ? "exchange.done"
                           : rule.promise == DeliverBy ? "loaner.given"
                           : rule.promise == SolveBy   ? "refund.paid"
                                                       : "";
  return stops(rule, deed) ? deed : "";
}

bool gives(LegalConsequence const& what, std::string const& deed) {
  return std::ranges::any_of(choices_of(what),
                             [&](auto const& choice) { return deed_of(choice) == deed; });
}

class Debts {
 public:
  Debts(Context const& ctx, db::Tx& tx, cases::Case const& row)
      : ctx_(ctx),
        tx_(tx),
        row_(row),
        known_(tx.list<LegalDebt>(sql::debts_of_case, row.id)),
        decisions_(tx.list<Decision>(sql::decisions_of_case, row.id)),
        told_(happenings_of(tx, row.id)),
        clocks_(of_case(tx, row.id)) {}

  void follow(LegalConsequence const& what) {
    give_way(what);
    auto const* debt = find(known_, what.id);
    if (debt && !debt->settled_at)
      return what.effect == "owe" ? money(what, *debt) : deed(what, *debt);
    if (what.effect == "owe") {
      bool const owed = what.state == "offered" && what.party == "consumer" && what.amount_minor;
      if (owed) owe(what, kPaid, amount_of(what), promises::PromiseKind::SolveBy, debt);
    } else if (!debt) {
      choice(what);
      repair_after_all(what);
    }
  }

  bool is_done(LegalConsequence const& what) const {
    auto const* decision = find(decisions_, what.id);
    if (!decision) return false;
    return has(what, decision->decision) && done_at(what, deed_of(decision->decision));
  }

  void end(LegalConsequence const& what, std::string const& other, std::string const& reason) {
    if (auto const* debt = find(known_, what.id)) {
      tx_.run(sql::remove_debt, what.id);
      bool const is_clocks =
          std::ranges::find(clocks_, debt->promise_id, &LegalClock::promise_id) != clocks_.end();
      if (!is_clocks) cases::drop_debt(ctx_, tx_, debt->promise_id, reason);
    }
    for (auto const& clock : clocks_) {
      auto const* rule = clock.promise_id ? rule_of(clock) : nullptr;
      auto const deed = rule ? owed_deed(*rule) : std::string();
      bool const stays = !other.empty() && rule && stops(*rule, deed_of(other));
      if (!deed.empty() && gives(what, deed) && !stays)
        cases::drop_debt(ctx_, tx_, clock.promise_id, reason);
    }
  }

  bool is_unwanted(LegalClock const& clock, law::Rule const& rule,
                   std::vector<LegalConsequence> const& rows) const {
    auto const deed = owed_deed(rule);
    if (deed.empty()) return false;
    for (auto const& what : rows) {
      auto const* decision = find(decisions_, what.id);
      if (!decision || !gives(what, deed)) continue;
      if (decision->decision == kDeclined) return true;
      if (has(what, decision->decision) && !stops(rule, deed_of(decision->decision))) return true;
      auto const* debt = find(known_, what.id);
      if (debt && debt->deed == deed && debt->promise_id != clock.promise_id) return true;
    }
    return false;
  }

 private:
  template <class T>
  static T const* find(std::vector<T> const& rows, LegalConsequenceId id) {
    auto const at = std::ranges::find(rows, id, &T::consequence_id);
    return at == rows.end() ? nullptr : &*at;
  }
  static bool has(LegalConsequence const& what, std::string const& choice) {
    auto const choices = choices_of(what);
    return std::ranges::find(choices, choice) != choices.end();
  }
  /// Promised, missed and not done, and begun before it was given.
  static bool is_missed(LegalClock const& clock, LegalConsequence const& what) {
    return clock.promise_id && clock.state == "broken" && !clock.stopped_at &&
           clock.starts_at <= what.at;
  }
  LegalClock const& clock_of(LegalConsequence const& what) const {
    return *std::ranges::find(clocks_, what.clock_id, &LegalClock::id);
  }
  law::Rule const* rule_of(LegalClock const& clock) const {
    return law::find_any_edition(*pack_of(tx_, clock.pack_id), clock.rule_id);
  }
  std::string amount_of(LegalConsequence const& what) const {
    auto const currency = Currency::parse(what.currency).value();
    return i18n::money_text(row_.language, {*what.amount_minor, currency});
  }

  /// When it was done, if that was told; what was done before the choice was there is not it.
  std::optional<Instant> done_at(LegalConsequence const& what, std::string const& deed) const {
    for (auto const& one : told_)
      if (one.kind == deed && !one.taken_back_at && one.at >= what.at) return one.at;
    return std::nullopt;
  }
  /// Of a clock of the law that owes that very deed and has not missed it: an exchange within eight
  /// days.
  PromiseId promised_by_law(std::string const& deed) const {
    using enum law::Owed;
    for (auto const& clock : clocks_) {
      auto const* rule = clock.promise_id ? rule_of(clock) : nullptr;
      bool const owes_it = rule && (rule->promise == ReplaceBy || rule->promise == SolveBy ||
                                    rule->promise == DeliverBy);
      bool const does = owes_it && stops(*rule, deed);
      auto const promised = does ? promises::find(tx_, clock.promise_id) : std::nullopt;
      if (promised && promised->state == promises::State::Pending) return promised->id;
    }
    return {};
  }

  /// The money back, or another piece, costs what was paid for it, where the sale is known.
  std::optional<Money> cost_of(std::string const& chosen) const {
    bool const is_whole = chosen == "replacement" || chosen == "refund" || chosen == "termination";
    auto const matter = is_whole ? tx_.find<Matter>(sql::find_matter, row_.id) : std::nullopt;
    auto const law = matter ? law_in_use(ctx_, tx_, matter->code) : nullptr;
    if (!law) return std::nullopt;
    auto const facts = basis_of(ctx_, tx_, *matter, law).params.facts;
    auto const price = facts.find("price");
    auto const* minor = price == facts.end() ? nullptr : std::get_if<std::int64_t>(&price->second);
    return minor ? std::optional(Money{*minor, law->currency}) : std::nullopt;
  }

  std::string made_way_for(std::string const& choice) const {
    return i18n::message(row_.language, "clocks.ended_replaced",
                         {{"choice", decision_in_words(row_.language, choice)}});
  }

  /// What was chosen of it; null: nothing.
  Decision const* chosen_of(LegalConsequence const& what) const {
    auto const* decision = find(decisions_, what.id);
    return what.state == "decided" && decision && has(what, decision->decision) ? decision
                                                                                : nullptr;
  }

  void choice(LegalConsequence const& what) {
    auto const* decision = chosen_of(what);
    if (!decision) return;
    auto const kept_by = deed_of(decision->decision);
    if (done_at(what, kept_by)) return;
    bool const is_new = decision->decision == "replacement";
    auto const cost = cost_of(decision->decision);
    if (auto const promised = promised_by_law(kept_by))
      insert(what, promised, kept_by, ctx_.now, cost);
    else
      owe(what, kept_by, decision_in_words(row_.language, decision->decision),
          is_new ? promises::PromiseKind::ReplaceBy : promises::PromiseKind::SolveBy, nullptr, cost,
          due_by_law(kept_by));
    if (decision->decision != "loaner") drop_repairs(what, decision->decision);
  }

  /// Whoever chose the money or another piece is not owed what was promised anew for the repair
  /// that did not come; nor, of the money, the exchange that did not.
  void drop_repairs(LegalConsequence const& what, std::string const& chosen) {
    for (auto const& clock : clocks_) {
      auto const* rule = is_missed(clock, what) ? rule_of(clock) : nullptr;
      bool const is_money = deed_of(chosen) == "refund.paid";
      if (rule && (rule->promise == law::Owed::RepairBy ||
                   (is_money && rule->promise == law::Owed::ReplaceBy)))
        cases::drop_debt(ctx_, tx_, clock.promise_id, made_way_for(chosen));
    }
  }

  /// Of a clock of the law that owed that very deed, and owes it no more: the time of its row, from
  /// now.
  std::optional<Instant> due_by_law(std::string const& deed) const {
    auto const matter = tx_.find<Matter>(sql::find_matter, row_.id);
    for (auto const& clock : clocks_) {
      auto const* rule = matter && clock.promise_id ? rule_of(clock) : nullptr;
      if (!rule || owed_deed(*rule) != deed) continue;
      auto const basis = basis_of(ctx_, tx_, *matter, pack_of(tx_, clock.pack_id));
      auto anew = *rule;
      law::Start chosen;
      chosen.event = kChosen;
      anew.start = {chosen};
      anew.applies.clear();
      anew.excludes.clear();
      law::Event const now{.kind = kChosen, .at = ctx_.now};
      auto const counted = law::due(*basis.pack, anew, {&now, 1}, basis.params, ctx_.now);
      if (counted && counted->due_at) return counted->due_at;
    }
    return std::nullopt;
  }

  /// Whom the money or another piece was chosen for, and who then wants none of it, is owed the
  /// repair that the law demanded, was missed, and fell away with that choice.
  void repair_after_all(LegalConsequence const& what) {
    auto const* decision = find(decisions_, what.id);
    if (!decision || decision->decision != kDeclined || !had_ended_the_repair(what)) return;
    for (auto const& p : promises::pending_of(tx_, row_.id))
      if (p.kind == promises::PromiseKind::RepairBy) return;
    for (auto const& clock : clocks_) {
      auto const* rule = is_missed(clock, what) ? rule_of(clock) : nullptr;
      if (!rule || rule->promise != law::Owed::RepairBy || !stops(*rule, kRepaired)) continue;
      auto const currency = pack_of(tx_, clock.pack_id)->currency;
      auto const made = cases::owe(ctx_, tx_, row_.id,
                                   {.due_at = cases::debt_due(ctx_, tx_),
                                    .what = rule->title.in(row_.language),
                                    .kind = promises::PromiseKind::RepairBy,
                                    .source = promises::Source::Law});
      if (!made.ok()) throw std::runtime_error(made.error().key);  // by nothing that can be counted
      insert(what, made->id, kRepaired, std::nullopt, Money{0, currency});
      return;
    }
  }
  bool had_ended_the_repair(LegalConsequence const& what) const {
    return std::ranges::any_of(former_decisions(tx_, row_.id), [&](FormerDecision const& one) {
      return one.consequence_id == what.id && has(what, one.decision) && one.decision != "loaner";
    });
  }
  /// The repair that is owed after all gives way to what she chooses later.
  void give_way(LegalConsequence const& what) {
    auto const* debt = find(known_, what.id);
    auto const* decision = debt && debt->deed == kRepaired ? chosen_of(what) : nullptr;
    if (!decision) return;
    if (!debt->settled_at)
      cases::drop_debt(ctx_, tx_, debt->promise_id, made_way_for(decision->decision));
    tx_.run(sql::remove_debt, what.id);
    std::erase_if(known_, [&](LegalDebt const& one) { return one.consequence_id == what.id; });
  }

  void owe(LegalConsequence const& what, std::string const& deed, std::string const& subject,
           promises::PromiseKind kind, LegalDebt const* before,
           std::optional<Money> const& cost = {}, std::optional<Instant> const& due_at = {}) {
    auto const* rule = rule_of(clock_of(what));
    auto const title = rule ? rule->title.in(row_.language) : clock_of(what).rule_id;
    auto const made = cases::owe(ctx_, tx_, row_.id,
                                 {.due_at = due_at.value_or(cases::debt_due(ctx_, tx_)),
                                  .what = subject + " – " + title,
                                  .kind = kind});
    if (!made.ok()) throw std::runtime_error(made.error().key);  // by nothing that can be counted
    if (before)
      tx_.run(sql::renew_debt, what.id, made->id, ctx_.now);
    else
      insert(what, made->id, deed, std::nullopt, cost);
  }

  void insert(LegalConsequence const& what, PromiseId promise, std::string const& deed,
              std::optional<Instant> settled_at, std::optional<Money> const& cost) {
    tx_.run(sql::insert_debt, what.id, promise, deed, ctx_.now, settled_at,
            cost ? std::optional(cost->minor) : std::nullopt,
            cost ? std::string(cost->currency.text()) : std::string());
  }

  void money(LegalConsequence const& what, LegalDebt const& debt) {
    if (what.state == "offered") return;
    auto const* decision = find(decisions_, what.id);
    if (decision && decision->decision == kPaid)
      cases::keep_debt(ctx_, tx_, debt.promise_id, decision->decided_at,
                       decision_in_words(row_.language, kPaid));
    else
      cases::drop_debt(ctx_, tx_, debt.promise_id, "clocks.reason_no_more");
    tx_.run(sql::settle_debt, what.id, ctx_.now);
  }

  void deed(LegalConsequence const& what, LegalDebt const& debt) {
    auto const at = done_at(what, debt.deed);
    if (!at) return;
    cases::keep_debt(ctx_, tx_, debt.promise_id, *at,
                     i18n::message(row_.language, "law.event." + debt.deed));
    tx_.run(sql::settle_debt, what.id, ctx_.now);
  }

  Context const& ctx_;
  db::Tx& tx_;
  cases::Case const& row_;
  std::vector<LegalDebt> known_;
  std::vector<Decision> decisions_;
  std::vector<Happening> told_;
  std::vector<LegalClock> clocks_;
};

std::optional<Debts> debts_on(Context const& ctx, db::Tx& tx, CaseId id,
                              std::optional<cases::Case>& row) {
  row = cases::find(tx, id);
  return row ? std::optional<Debts>(std::in_place, ctx, tx, *row) : std::nullopt;
}

}  // namespace

bool is_done(Context const& ctx, db::Tx& tx, LegalConsequence const& what) {
  std::optional<cases::Case> row;
  auto const debts = debts_on(ctx, tx, what.case_id, row);
  return debts && debts->is_done(what);
}

void end_debt(Context const& ctx, db::Tx& tx, LegalConsequence const& what,
              std::string const& other, std::string const& reason) {
  std::optional<cases::Case> row;
  if (auto debts = debts_on(ctx, tx, what.case_id, row)) debts->end(what, other, reason);
}

bool is_unwanted(Context const& ctx, db::Tx& tx, LegalClock const& clock, law::Rule const& rule) {
  if (owed_deed(rule).empty()) return false;
  auto rows = consequences_of(tx, clock.case_id);
  std::erase_if(rows, [](auto const& row) { return row.effect != "grant"; });
  std::optional<cases::Case> row;
  auto const debts = rows.empty() ? std::nullopt : debts_on(ctx, tx, clock.case_id, row);
  return debts && debts->is_unwanted(clock, rule, rows);
}

void follow_debts(Context const& ctx, db::Tx& tx, CaseId id) {
  auto rows = consequences_of(tx, id);
  std::erase_if(rows, [](auto const& row) { return row.effect != "owe" && row.effect != "grant"; });
  auto const row = rows.empty() ? std::nullopt : cases::find(tx, id);
  if (!row) return;
  Debts debts(ctx, tx, *row);
  for (auto const& what : rows) debts.follow(what);
}

std::vector<LegalConsequenceId> untold_costs(db::Tx& tx, CaseId id) {
  return tx.column<LegalConsequenceId>(sql::untold_costs, id);
}

Result<LegalConsequence> tell_cost(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                                   NewLegalCost const& cost) {
  auto const row = tx.find<LegalConsequence>(sql::find_consequence, id);
  if (!row || !cases::find_readable(ctx, tx, row->case_id).ok())
    return not_found("legal_consequence");
  cases::lock(tx, row->case_id);
  auto const untold = untold_costs(tx, row->case_id);
  if (std::ranges::find(untold, id) == untold.end()) return refused("clocks.cost_is_known");
  auto const currency =
      Currency::parse(cost.currency ? cost.currency->value : company::profile(tx).currency);
  if (!currency) return invalid("currency", "company.bad_currency");
  auto const sum = parse_money(cost.amount.value, *currency);
  if (!sum || sum->minor <= 0) return invalid("amount", "clocks.bad_cost");
  tx.run(sql::tell_cost, id, sum->minor, std::string(currency->text()));
  jobs::record(ctx, tx,
               {.kind = "legal_consequence.cost_told",
                .case_id = row->case_id.value,
                .payload = {{"consequence_id", id.text()},
                            {"amount_minor", sum->minor},
                            {"currency", currency->text()}}});
  return *row;
}

}  // namespace vefa::clocks
