#include "modules/clocks/consequences.hpp"

#include <algorithm>

#include "base/spoken.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "law/tell.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/clocks/calling.hpp"
#include "modules/clocks/debts.hpp"
#include "modules/clocks/notices.hpp"
#include "modules/clocks/queries.hpp"

namespace vefa::clocks {
namespace {

constexpr char const* kOffered = "offered";
constexpr char const* kToDecide = "to_decide";
constexpr char const* kTold = "told";
constexpr char const* kReplaced = "replaced";
constexpr char const* kWithdrawn = "withdrawn";
constexpr char const* kDecided = "decided";

JsonObject as_choices(law::Consequence const& what) {
  boost::json::array choices;
  for (auto const& choice : what.choices) choices.emplace_back(choice);
  return {{"choices", choices}};
}

/// Offered by itself only where the law is sure, a person approved the pack, and the case is known;
/// else a person decides.
std::string state_of(law::Consequence const& what, law::Clock const& counted,
                     PackInUse const& law) {
  bool const tells = what.effect == law::Effect::Call || what.effect == law::Effect::Tell ||
                     what.effect == law::Effect::Issue || what.informational;
  if (tells) return kTold;
  bool const doubtful =
      std::any_of(counted.doubts.begin(), counted.doubts.end(), [](law::Doubt const& doubt) {
        return doubt.kind == law::DoubtKind::MissingFact ||
               doubt.kind == law::DoubtKind::NoDeadline ||
               doubt.kind == law::DoubtKind::UnsureValue;
      });
  return doubtful || !law.row.approved_at ? kToDecide : kOffered;
}

bool is_broken(LegalClock const& clock) {
  return clock.state == wire::enum_text(law::State::Broken);
}

/// Places of one clock are as many at most; a version that puts another effect in a place that is
/// taken has its row beside it.
constexpr std::int64_t kPlaces = 1000;
std::int64_t free_ordinal(std::vector<LegalConsequence> const& of_clock, std::size_t place) {
  auto ordinal = static_cast<std::int64_t>(place);
  while (std::any_of(of_clock.begin(), of_clock.end(),
                     [&](auto const& row) { return row.ordinal == ordinal; }))
    ordinal += kPlaces;
  return ordinal;
}

LegalConsequence row_of(Context const& ctx, LegalClock const& clock, law::Clock const& counted,
                        std::size_t ordinal, PackInUse const& law,
                        std::vector<LegalConsequence> const& of_clock) {
  auto const& following = counted.following[ordinal];
  auto const& what = *following.what;
  LegalConsequence row{.id = ctx.new_id<LegalConsequenceId>(), .clock_id = clock.id};
  row.case_id = clock.case_id;
  row.ordinal = free_ordinal(of_clock, ordinal);
  row.effect = wire::enum_text(what.effect);
  row.at = following.at;
  row.recorded_at = ctx.now;
  row.party = what.effect == law::Effect::Owe ? what.payee : what.chosen_by;
  row.choices = as_choices(what);
  row.document = what.document;
  auto const on = law.pack->clock->local(following.at).date;
  if (auto const money = law::money_of(*law.pack, what, on)) {
    row.amount_minor = money->minor;
    row.currency = std::string(money->currency.text());
  }
  row.overdue = is_broken(clock);
  row.state = state_of(what, counted, law);
  // A sum that the pack does not have for that day is no offer.
  if (what.effect == law::Effect::Owe && !row.amount_minor && row.state == kOffered)
    row.state = kToDecide;
  return row;
}

/// What follows, in four languages: "The consumer may choose: …".
JsonObject words_of(PackInUse const& law, law::Consequence const& what, Instant at) {
  auto const on = law.pack->clock->local(at).date;
  return in_each_language(
      [&](Language l) { return law::consequence_words(l, *law.pack, what, on); });
}

JsonObject decision_words(std::string const& decision) {
  return in_each_language([&](Language l) { return decision_in_words(l, decision); });
}

void tell(Context const& ctx, db::Tx& tx, LegalConsequence const& row, law::Rule const& rule,
          char const* kind, JsonObject words = {}) {
  JsonObject payload{{"consequence_id", row.id.text()},
                     {"rule_id", rule.id},
                     {"title", titles_of(rule)},
                     {"words", std::move(words)},
                     {"effect", row.effect},
                     {"state", row.state},
                     {"party", row.party}};
  if (auto const* choices = row.choices.if_contains("choices")) payload["choices"] = *choices;
  if (!row.document.empty()) payload["document"] = row.document;
  if (row.amount_minor) {
    if (auto const currency = Currency::parse(row.currency))
      payload["amount"] = decimal_text({*row.amount_minor, *currency});
    payload["currency"] = row.currency;
  }
  jobs::record(ctx, tx,
               {.kind = kind, .at = row.at, .case_id = row.case_id.value, .payload = payload});
}

LegalConsequence* find(std::vector<LegalConsequence>& rows, law::Clock const& counted,
                       std::size_t place) {
  for (auto& row : rows)
    if (source_of(row, counted) == &counted.following[place]) return &row;
  return nullptr;
}

bool is_waiting(LegalConsequence const& row) {
  return row.state == kOffered || row.state == kToDecide;
}

void set_state(db::Tx& tx, LegalConsequence& row, std::string state, Instant at) {
  tx.run(sql::change_consequence, row.id, row.state, state, at);
  row.state = std::move(state);
  row.at = at;
}

}  // namespace

std::string decision_in_words(Language language, std::string const& decision) {
  bool const is_choice = i18n::has_message("law.choice." + decision);
  return i18n::message(language, (is_choice ? "law.choice." : "clocks.decision_") + decision);
}

std::string in_words(Language language, std::vector<std::string> const& decisions) {
  std::vector<std::string> words;
  words.reserve(decisions.size());
  for (auto const& one : decisions) words.push_back(decision_in_words(language, one));
  return join(words, ", ");
}

std::vector<std::string> decisions_on(LegalConsequence const& row) {
  if (row.state == kDecided || row.state == kReplaced || row.state == kWithdrawn) return {};
  auto out = choices_of(row);
  if (row.effect == "owe") out.emplace_back("paid");
  if (row.effect == "issue") out.emplace_back("issued");
  if (row.effect == "call" || row.effect == "tell") out.emplace_back("done");
  out.emplace_back("refused");
  return out;
}

law::Following const* source_of(LegalConsequence const& row, law::Clock const& counted) {
  auto const place = static_cast<std::size_t>(row.ordinal % kPlaces);
  if (place >= counted.following.size()) return nullptr;
  auto const& following = counted.following[place];
  bool const same = row.effect == wire::enum_text(following.what->effect) &&
                    row.document == following.what->document;
  return same ? &following : nullptr;
}

JsonObject titles_of(law::Rule const& rule) {
  return in_each_language([&](Language l) { return rule.title.in(l); });
}

void reconcile(Context const& ctx, db::Tx& tx, LegalClock const& clock, law::Clock const& counted,
               PackInUse const& law, std::vector<LegalConsequence> const& of_case) {
  std::vector<LegalConsequence> rows;
  for (auto const& row : of_case)
    if (row.clock_id == clock.id) rows.push_back(row);
  bool const broken = is_broken(clock);
  if (std::any_of(rows.begin(), rows.end(), [&](auto const& row) { return row.overdue != broken; }))
    tx.run(sql::mark_overdue, clock.id, broken);
  bool changes_debts = false;
  for (std::size_t i = 0; i < counted.following.size(); ++i) {
    if (!counted.following[i].is_due) continue;
    auto* standing = find(rows, counted, i);
    bool is_new = false;
    if (!standing) {
      rows.push_back(row_of(ctx, clock, counted, i, law, rows));
      standing = &rows.back();
      tx.insert(sql::insert_consequence, *standing);
      tell(ctx, tx, *standing, *counted.rule, "legal_consequence.came",
           words_of(law, *counted.following[i].what, standing->at));
      is_new = true;
    }
    // The higher sum instead of the lower, not besides.
    bool const replaced = i + 1 < counted.following.size() && counted.following[i + 1].is_due &&
                          counted.following[i + 1].replaces_former;
    bool const rests = standing->state == kWithdrawn || standing->state == kReplaced;
    if (replaced && is_waiting(*standing)) {
      changes_debts = true;
      set_state(tx, *standing, kReplaced, standing->at);
    } else if (!replaced && rests) {
      set_state(tx, *standing, state_of(*counted.following[i].what, counted, law),
                counted.following[i].at);
      is_new = true;
    }
    if (!is_new) continue;
    changes_debts = true;
    notify(ctx, tx, *standing, *counted.rule, law);
    if (standing->effect == wire::enum_text(law::Effect::Call))
      call_somebody(ctx, tx, *standing, counted, counted.following[i], *law.pack);
  }
  for (auto& row : rows) {
    auto const* source = source_of(row, counted);
    bool const stands = source && source->is_due;
    if (!stands && (is_waiting(row) || row.state == kTold)) {
      changes_debts = true;
      set_state(tx, row, kWithdrawn, row.at);
      tell(ctx, tx, row, *counted.rule, "legal_consequence.withdrawn");
    }
  }
  if (changes_debts) follow_debts(ctx, tx, clock.case_id);
}

std::optional<Decision> decision_on(db::Tx& tx, LegalConsequenceId id) {
  return tx.find<Decision>(sql::find_decision, id);
}

void keep_decision(Context const& ctx, db::Tx& tx, LegalConsequence const& row,
                   Decision const& decision, char const* event, JsonObject more) {
  tx.insert(sql::insert_decision, decision);
  tx.run(sql::change_consequence, row.id, row.state, kDecided, row.at);
  more["consequence_id"] = row.id.text();
  more["decision"] = decision.decision;
  more["words"] = decision_words(decision.decision);
  more["reason"] = decision.reason;
  jobs::record(ctx, tx, {.kind = event, .case_id = row.case_id.value, .payload = std::move(more)});
  follow_debts(ctx, tx, row.case_id);
}

void issued(Context const& ctx, db::Tx& tx, CaseId id, Issued const& what) {
  auto const matter = tx.find<Matter>(sql::find_matter, id);
  if (!matter || matter->code != what.country) return;
  for (auto const& row : consequences_of(tx, id)) {
    bool const waits = row.effect == "issue" && row.state == kTold && row.at <= what.made_at;
    if (!waits || std::ranges::find(what.by_law, row.document) == what.by_law.end()) continue;
    keep_decision(ctx, tx, row,
                  {.consequence_id = row.id,
                   .decision = "issued",
                   .reason = {},
                   .channel = {},
                   .decided_at = what.made_at,
                   .decided_by_kind = "staff",
                   .decided_by_id = what.made_by_id,
                   .decided_by_name = what.made_by_name,
                   .document_id = what.document_id});
  }
}

Result<LegalConsequence> held_consequence(Context const& ctx, db::Tx& tx, LegalConsequenceId id) {
  auto row = tx.find<LegalConsequence>(sql::find_consequence, id);
  if (!row || !cases::find_readable(ctx, tx, row->case_id).ok())
    return not_found("legal_consequence");
  // Decisions and recounts of one case follow each other.
  auto const of_case = cases::lock(tx, row->case_id);
  if (of_case) TRY(cases::check_not_erased(tx, *of_case));
  row = tx.find<LegalConsequence>(sql::find_consequence, id);
  if (!row) return not_found("legal_consequence");
  return *row;
}

std::string title_of_rule(db::Tx& tx, Language language, LegalConsequence const& row) {
  auto const clock = tx.find<LegalClock>(sql::find_clock, row.clock_id).value();
  auto const pack = pack_of(tx, clock.pack_id);
  auto const* rule = law::find_any_edition(*pack, clock.rule_id);
  return rule ? rule->title.in(language) : clock.rule_id;
}

std::string given_in_words(Language language, LegalConsequence const& row) {
  auto const currency = Currency::parse(row.currency);
  if (currency && row.amount_minor)
    return i18n::money_text(language, {*row.amount_minor, *currency});
  std::vector<std::string> words;
  for (auto const& choice : choices_of(row)) words.push_back(decision_in_words(language, choice));
  return i18n::list_text(language, words);
}

namespace {

bool is_given_to_her(LegalConsequence const& row) {
  return row.party == "consumer" && (row.effect == "grant" || row.effect == "owe");
}

}  // namespace

bool may_record(Context const& ctx, LegalConsequence const& row, std::string const& decision) {
  bool const by_authority =
      row.state == kToDecide || (decision == "refused" && is_given_to_her(row));
  return !by_authority || ctx.actor.may(Permission::RemediesApprove);
}

namespace {

Result<void> check_decision(Context const& ctx, LegalConsequence const& row,
                            NewDecision const& wanted) {
  if (row.state == kDecided) return Error{Code::Conflict, "clocks.already_decided", {}, {}, {}};
  if (row.state == kReplaced || row.state == kWithdrawn)
    return refused("clocks.no_longer_owed", {}, "decision");
  auto const allowed = decisions_on(row);
  bool const is_refusal = wanted.decision.value == "refused";
  if (!may_record(ctx, row, wanted.decision.value)) return forbidden();
  if (std::find(allowed.begin(), allowed.end(), wanted.decision.value) == allowed.end())
    return invalid("decision", "clocks.not_a_choice",
                   {{"allowed", in_words(ctx.language, allowed)}});
  if ((is_refusal || row.state == kToDecide) && wanted.reason.value.empty())
    return invalid("reason", "clocks.reason_needed");
  if (is_refusal && !has_words(wanted.reason.value)) return invalid("reason", "cases.not_words");
  bool const her_choice = row.party == "consumer" && row.effect == "grant" && !is_refusal;
  if (her_choice && wanted.channel.value.empty())
    return invalid("channel", "clocks.channel_needed");
  return {};
}

/// What was offered to her is not taken from her without a word.
void tell_refused(Context const& ctx, db::Tx& tx, LegalConsequence const& what,
                  std::string const& reason) {
  auto const row = cases::find_living(tx, what.case_id);
  if (!row) return;
  auto const text = i18n::message(row->language, "clocks.letter_refused",
                                  {{"what", given_in_words(row->language, what)},
                                   {"rule", title_of_rule(tx, row->language, what)},
                                   {"reason", reason}});
  cases::send_letter(ctx, tx, *row, interactions::Purpose::Message, courtesy::TemplateKind::Reply,
                     std::nullopt, {{"text", text}});
}

}  // namespace

Result<Decision> decide(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                        NewDecision const& wanted) {
  auto const row = TRY(held_consequence(ctx, tx, id));
  TRY(check_decision(ctx, row, wanted));
  Decision const decision{.consequence_id = id,
                          .decision = wanted.decision.value,
                          .reason = wanted.reason.value,
                          .channel = wanted.channel.value,
                          .decided_at = ctx.now,
                          .decided_by_kind = "staff",
                          .decided_by_id = ctx.actor.id,
                          .decided_by_name = ctx.actor.name};
  keep_decision(ctx, tx, row, decision);
  bool const is_taken = decision.decision == "refused" && row.state == kOffered;
  if (is_taken && is_given_to_her(row)) tell_refused(ctx, tx, row, decision.reason);
  return decision;
}

}  // namespace vefa::clocks
