#include "http/api.hpp"

#include "law/tell.hpp"
#include "modules/cases/cases.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/clocks/debts.hpp"
#include "modules/clocks/dismissing.hpp"
#include "modules/clocks/notices.hpp"
#include "modules/clocks/packs_api.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/views.hpp"

namespace vefa::clocks {

struct MatterBody {
  Text<8, 2> code;  // of a pack: TR, HU, IL, EU
  std::optional<JsonObject> facts;
  std::optional<Text<60>> product_group;  // a name of the vocabulary's groups; empty: not known
  /// Kinds of happenings that the program knows of and that did not happen so, in place of those
  /// said before.
  std::optional<List<std::string, 20>> not_so;
  std::optional<Text<500>> reason;  // of what stands against what the program knows
  /// Where something that the law owes her would end or come later by it, and the writer may not
  /// approve remedies: in which she says so.
  std::optional<cases::HerWord> her_word;
};
BOOST_DESCRIBE_STRUCT(MatterBody, (), (code, facts, product_group, not_so, reason, her_word))

struct HappeningBody {
  Text<60, 3> kind;
  std::optional<Instant> at;        // none: now
  std::optional<Instant> about_at;  // the instant it speaks of
  std::optional<JsonObject> facts;
  std::optional<Text<40>> channel;
  std::optional<Text<500>> note;
  std::optional<InteractionId> interaction_id;  // hers, on this case: where she says so
};
BOOST_DESCRIBE_STRUCT(HappeningBody, (), (kind, at, about_at, facts, channel, note, interaction_id))

struct CaseLaw {
  std::optional<Matter> matter;  // none: nobody said which law governs the case
  std::string proposed;          // the law of the sale's, her or the company's country; empty
  std::vector<KnownFact> known;  // by the program itself, with what a person says otherwise
  std::vector<WordedKnown> known_happenings;
  std::optional<KnownProduct> product;
  std::vector<WordedHappening> happenings;
  std::vector<TitledClock> clocks;
  std::vector<WordedConsequence> consequences;
  std::vector<Notice> notices;  // how she was told what she is given
  std::vector<WordedDecision> decisions;
  std::vector<WordedFormer> former_decisions;  // that another took the place of, the oldest first
  std::vector<Dismissal> dismissals;           // when it was no case, the newest first
  bool is_real_claim = false;                  // larger authority alone may dismiss it
};
BOOST_DESCRIBE_STRUCT(CaseLaw, (),
                      (matter, proposed, known, known_happenings, product, happenings, clocks,
                       consequences, notices, decisions, former_decisions, dismissals,
                       is_real_claim))

struct Explained {
  LegalClock clock;
  std::vector<std::string> sentences;  // in the reader's language, in order
  std::vector<FormerResult> former;    // what it was before, the oldest first
};
BOOST_DESCRIBE_STRUCT(Explained, (), (clock, sentences, former))

struct LanguageQuery {
  std::optional<Language> language;  // none: the reader's
};
BOOST_DESCRIBE_STRUCT(LanguageQuery, (), (language))

namespace {

using http::Call;
using http::Query;

std::vector<Notice> notices_for_staff(db::Tx& tx, CaseId id) {
  auto out = notices_of_case(tx, id);
  for (auto& one : out) one.text = cases::for_staff(tx, std::move(one.text));
  return out;
}

CaseLaw view_of(Call const& call, db::Tx& tx, CaseId id) {
  auto const language = call.ctx.language;
  auto const matter = tx.find<Matter>(sql::find_matter, id);
  auto clocks = titled(tx, of_case(tx, id), language);
  // Its own law first, the Union's behind it.
  if (matter)
    std::stable_partition(clocks.begin(), clocks.end(),
                          [&](auto const& clock) { return clock.code == matter->code; });
  std::vector<WordedConsequence> consequences;
  auto const rows = consequences_of(tx, id);
  for (auto const& clock : clocks) {
    bool const has_any = std::any_of(rows.begin(), rows.end(),
                                     [&](auto const& row) { return row.clock_id == clock.id; });
    if (!matter || !has_any) continue;
    for (auto& row : worded(call.ctx, tx, *matter, clock, rows))
      consequences.push_back(std::move(row));
  }
  auto const row = cases::find(tx, id);
  return {matter,
          row ? law_for(call.ctx, tx, *row) : "",
          matter ? known_facts(call.ctx, tx, *matter) : std::vector<KnownFact>{},
          matter ? known_happenings(*matter, language) : std::vector<WordedKnown>{},
          matter ? product_of(call.ctx, tx, *matter) : std::nullopt,
          worded(call.ctx, happenings_of(tx, id)),
          std::move(clocks),
          std::move(consequences),
          notices_for_staff(tx, id),
          worded(tx.list<Decision>(sql::decisions_of_case, id), language),
          worded(former_decisions(tx, id), language),
          dismissals_of(tx, id),
          row && matter && is_real_claim(tx, *row)};
}

Result<CaseLaw> read_case_law(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<CaseId>("case"));
  TRY(cases::find_readable(call.ctx, tx, id));
  return view_of(call, tx, id);
}

Result<CaseLaw> set_case_law(Call const& call, db::Tx& tx, MatterBody const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  NewMatter wanted{.code = body.code.value, .facts = body.facts.value_or(JsonObject{})};
  if (body.product_group) wanted.product_group = body.product_group->value;
  if (body.not_so) wanted.not_so = std::vector<std::string>(*body.not_so);
  if (body.reason) wanted.reason = body.reason->value;
  TRY(take_up(call.ctx, tx, id, std::move(wanted), body.her_word ? &*body.her_word : nullptr));
  return view_of(call, tx, id);
}

Result<CaseLaw> add_happening(Call const& call, db::Tx& tx, HappeningBody const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  NewHappening what{.kind = body.kind.value, .at = body.at, .about_at = body.about_at};
  what.facts = body.facts.value_or(JsonObject{});
  if (body.channel) what.channel = body.channel->value;
  if (body.note) what.note = body.note->value;
  what.interaction_id = body.interaction_id.value_or(InteractionId{});
  TRY(happened(call.ctx, tx, id, what));
  return view_of(call, tx, id);
}

Result<CaseLaw> dismiss_case(Call const& call, db::Tx& tx, NewDismissal const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  TRY(dismiss(call.ctx, tx, id, body));
  return view_of(call, tx, id);
}

struct TakingBack {
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(TakingBack, (), (reason))

Result<CaseLaw> take_back_happening(Call const& call, db::Tx& tx, TakingBack const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  TRY(take_back(call.ctx, tx, id, TRY(call.id<LawEventId>("law_event")), body.reason));
  return view_of(call, tx, id);
}

Result<Explained> explain_legal_clock(Call const& call, db::Tx& tx,
                                      Query<LanguageQuery> const& query) {
  auto const id = TRY(call.id<LegalClockId>("legal_clock"));
  auto const clock = tx.find<LegalClock>(sql::find_clock, id);
  if (!clock) return not_found("legal_clock");
  auto const readable = cases::find_readable(call.ctx, tx, clock->case_id);
  if (!readable.ok()) return not_found("legal_clock");
  auto const matter = tx.find<Matter>(sql::find_matter, clock->case_id);
  if (!matter) return not_found("legal_clock");
  auto const again = TRY(counted_again(call.ctx, tx, *matter, *clock));
  auto const language = query->language.value_or(call.ctx.language);
  auto sentences = law::tell(language, *again.basis.pack, again.clock);
  if (auto own = own_time_words(tx, language, *clock, *again.basis.pack); !own.empty())
    sentences.push_back(std::move(own));
  return Explained{*clock, std::move(sentences), tx.list<FormerResult>(sql::results_of, id)};
}

Result<Decision> decide_consequence(Call const& call, db::Tx& tx, NewDecision const& body) {
  return decide(call.ctx, tx, TRY(call.id<LegalConsequenceId>("legal_consequence")), body);
}

Result<LegalConsequence> change_consequence(Call const& call, db::Tx& tx,
                                            DecisionChange const& body) {
  return change_decision(call.ctx, tx, TRY(call.id<LegalConsequenceId>("legal_consequence")), body);
}

Result<Notice> add_notice(Call const& call, db::Tx& tx, NewNotice const& body) {
  return note_notice(call.ctx, tx, TRY(call.id<LegalConsequenceId>("legal_consequence")), body);
}

struct Offering {
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(Offering, (), (reason))

Result<LegalConsequence> offer_consequence(Call const& call, db::Tx& tx, Offering const& body) {
  return offer(call.ctx, tx, TRY(call.id<LegalConsequenceId>("legal_consequence")), body.reason);
}

Result<LegalConsequence> tell_consequence_cost(Call const& call, db::Tx& tx,
                                               NewLegalCost const& body) {
  return tell_cost(call.ctx, tx, TRY(call.id<LegalConsequenceId>("legal_consequence")), body);
}

}  // namespace

void add_routes(http::Routes& routes) {
  using P = Permission;
  add_pack_routes(routes);
  add_list_routes(routes);
  routes.get<read_case_law>(
      "/cases/{case}/law", P::CasesRead,
      "The law of a case: what is known, what happened, its clocks and what followed.");
  routes.put<set_case_law>("/cases/{case}/law", P::CasesWrite,
                           "Says which law governs a case, or what more is known of it.");
  routes
      .post<add_happening>("/cases/{case}/law/events", P::CasesWrite,
                           "Notes what happened; every clock of the case is counted anew.")
      .status(201);
  routes.post<take_back_happening>(
      "/cases/{case}/law/events/{law_event}/taking-back", P::CasesWrite,
      "Takes back what was noted by mistake; the clocks are counted as if it had never been.");
  routes
      .post<dismiss_case>("/cases/{case}/law/dismissal", P::CasesWrite,
                          "Closes what was no case (spam, a double, a mistake): the law’s promises "
                          "are withdrawn, nobody is told.")
      .status(201);
  routes.get<explain_legal_clock>(
      "/legal-clocks/{legal_clock}", P::CasesRead,
      "A legal clock in words: rule, source, each skipped day and why; and what it was before.");
  routes
      .post<decide_consequence>("/legal-consequences/{legal_consequence}/decision", P::CasesWrite,
                                "Records what was chosen, paid, issued or refused, and why.")
      .status(201);
  routes.post<change_consequence>(
      "/legal-consequences/{legal_consequence}/change", P::CasesWrite,
      "Changes what was decided, or says that she declines it, on her word; or takes it up again.");
  routes
      .post<add_notice>("/legal-consequences/{legal_consequence}/notices", P::CasesWrite,
                        "Notes how the customer was told: what, when, by which way, where to.")
      .status(201);
  routes.post<tell_consequence_cost>("/legal-consequences/{legal_consequence}/cost", P::CasesWrite,
                                     "Tells what something that was chosen costs the company.");
  routes.post<offer_consequence>("/legal-consequences/{legal_consequence}/offer",
                                 P::RemediesApprove,
                                 "Offers to the customer what the law leaves to a person.");
}

}  // namespace vefa::clocks
