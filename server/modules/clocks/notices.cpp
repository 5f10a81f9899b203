#include "modules/clocks/notices.hpp"

#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "law/tell.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/cases/links.hpp"
#include "modules/clocks/debts.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/company/company.hpp"

namespace vefa::clocks {
namespace {

constexpr char const* kByProgram = "email";

std::string letter(db::Tx& tx, cases::Case const& row, LegalConsequence const& what,
                   law::Rule const& rule, PackInUse const& law) {
  auto const customer = customers::find(tx, row.customer_id);
  bool const formal =
      !customer || customers::addressing(*customer).formality == customers::Formality::Formal;
  bool const is_choice = what.effect == "grant";
  std::string const key = is_choice ? "clocks.letter_choice" : "clocks.letter_owed";
  auto const given = given_in_words(row.language, what);
  return i18n::message(row.language, formal ? key : key + "_informal",
                       {{"rule", rule.title.in(row.language)},
                        {"choices", given},
                        {"amount", given},
                        {"link", cases::links_of(company::profile(tx).public_url, row.id).page},
                        {"source", law::source_words(*law.pack, rule.provenance)}});
}

void record_told(Context const& ctx, db::Tx& tx, LegalConsequence const& row,
                 Notice const& notice) {
  jobs::record(ctx, tx,
               {.kind = "legal_consequence.told",
                .at = notice.told_at,
                .case_id = row.case_id.value,
                .payload = {{"consequence_id", row.id.text()}, {"notice_id", notice.id.text()}}});
}

}  // namespace

std::vector<std::string> choices_of(LegalConsequence const& row) {
  std::vector<std::string> out;
  if (auto const* choices = row.choices.if_contains("choices"); choices && choices->is_array())
    for (auto const& choice : choices->as_array()) out.emplace_back(choice.as_string());
  return out;
}

void notify(Context const& ctx, db::Tx& tx, LegalConsequence const& what, law::Rule const& rule,
            PackInUse const& law) {
  if (what.state != "offered" || what.party != "consumer") return;
  auto const row = cases::find_living(tx, what.case_id);
  if (!row) return;
  auto const text = letter(tx, *row, what, rule, law);
  auto const sent =
      cases::send_letter(ctx, tx, *row, interactions::Purpose::Message,
                         courtesy::TemplateKind::Reply, std::nullopt, {{"text", text}});
  if (!sent) return;
  auto const message = interactions::find(tx, sent);
  auto const to = interactions::recipients(tx, sent);
  Notice const notice{.id = ctx.new_id<LegalNoticeId>(),
                      .consequence_id = what.id,
                      .channel = kByProgram,
                      .address = to.empty() ? "" : to.front().address,
                      .language = row->language,
                      .text = message ? message->text : text,
                      .interaction_id = sent,
                      .told_at = ctx.now,
                      .recorded_at = ctx.now,
                      .told_by_name = "Vefa"};
  tx.insert(sql::insert_notice, notice);
  record_told(ctx, tx, what, notice);
}

Result<Notice> note_notice(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                           NewNotice const& wanted) {
  auto const row = TRY(held_consequence(ctx, tx, id));
  if (row.state == "to_decide") return refused("clocks.not_offered");
  if (row.state != "offered") return refused("clocks.no_longer_owed");
  if (wanted.told_at && *wanted.told_at > ctx.now)
    return invalid("told_at", "clocks.told_in_future");
  auto const living = cases::find_living(tx, row.case_id);
  Notice const notice{
      .id = ctx.new_id<LegalNoticeId>(),
      .consequence_id = id,
      .channel = wanted.channel.value,
      .address = wanted.address ? wanted.address->value : "",
      .language = living ? living->language : ctx.language,
      .text = wanted.text.value,
      .interaction_id = {},
      .told_at = wanted.told_at.value_or(ctx.now),
      .recorded_at = ctx.now,
      .told_by_name = wanted.told_by_name ? wanted.told_by_name->value : ctx.actor.name};
  tx.insert(sql::insert_notice, notice);
  record_told(ctx, tx, row, notice);
  return notice;
}

Result<LegalConsequence> offer(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                               std::string const& reason) {
  if (!ctx.actor.may(Permission::RemediesApprove)) return forbidden();
  auto row = TRY(held_consequence(ctx, tx, id));
  if (row.state == "offered") return refused("clocks.already_offered");
  if (row.state != "to_decide") return refused("clocks.no_longer_owed");
  if (row.effect == "owe" && !row.amount_minor) return refused("clocks.no_amount");
  if (trim(reason).empty()) return invalid("reason", "clocks.reason_needed");
  put_on_offer(ctx, tx, row, reason);
  return row;
}

void put_on_offer(Context const& ctx, db::Tx& tx, LegalConsequence& row,
                  std::string const& reason) {
  tx.run(sql::change_consequence, row.id, row.state, "offered", row.at);
  row.state = "offered";
  jobs::record(ctx, tx,
               {.kind = "legal_consequence.offered",
                .case_id = row.case_id.value,
                .payload = {{"consequence_id", row.id.text()}, {"reason", reason}}});
  auto const clock = tx.find<LegalClock>(sql::find_clock, row.clock_id);
  auto const law = pack_of(tx, clock->pack_id);
  auto const on = law->clock->local(clock->starts_at).date;
  auto const* rule = law::find_rule(*law, clock->rule_id, on);
  if (!rule) rule = law::find_any_edition(*law, clock->rule_id);
  if (rule) notify(ctx, tx, row, *rule, {.row = {}, .pack = law});
  follow_debts(ctx, tx, row.case_id);
}

std::vector<Notice> notices_of_case(db::Tx& tx, CaseId id) {
  return tx.list<Notice>(sql::notices_of_case, id);
}

std::vector<OpenChoice> open_choices(db::Tx& tx, CaseId id, Language language) {
  std::vector<OpenChoice> out;
  for (auto const& row : tx.list<LegalConsequence>(sql::consequences_between, id, id)) {
    if (row.effect != "grant" || row.state != "offered" || row.party != "consumer") continue;
    auto const clock = tx.find<LegalClock>(sql::find_clock, row.clock_id);
    auto const law = pack_of(tx, clock->pack_id);
    OpenChoice choice{.id = row.id, .granted_at = row.at};
    if (auto const* rule = law::find_any_edition(*law, clock->rule_id))
      choice.title = rule->title.in(language);
    for (auto const& name : choices_of(row))
      choice.choices.push_back({name, i18n::message(language, "law.choice." + name)});
    out.push_back(std::move(choice));
  }
  return out;
}

Result<void> choose(Context const& ctx, db::Tx& tx, CaseId id, LegalConsequenceId consequence,
                    std::string const& choice) {
  auto const row = tx.find<LegalConsequence>(sql::find_consequence, consequence);
  bool const hers = row && row->case_id == id && row->party == "consumer" && row->effect == "grant";
  if (!hers) return not_found("legal_consequence");
  auto const of_case = cases::lock(tx, id);
  if (of_case) TRY(cases::check_not_erased(tx, *of_case));
  auto const now = tx.find<LegalConsequence>(sql::find_consequence, consequence);
  if (now->state != "offered") return refused("clocks.no_longer_owed");
  auto const allowed = choices_of(*now);
  if (std::find(allowed.begin(), allowed.end(), choice) == allowed.end())
    return invalid("choice", "clocks.not_a_choice", {{"allowed", in_words(ctx.language, allowed)}});
  auto const customer = customers::find(tx, CustomerId{ctx.actor.id});
  keep_decision(ctx, tx, *now,
                {.consequence_id = consequence,
                 .decision = choice,
                 .reason = {},
                 .channel = "link",
                 .decided_at = ctx.now,
                 .decided_by_kind = "customer",
                 .decided_by_id = ctx.actor.id,
                 .decided_by_name = customer ? customer->display_name : ""});
  return {};
}

}  // namespace vefa::clocks
