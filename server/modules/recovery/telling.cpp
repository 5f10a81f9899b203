// Who is told what of a remedy: the customer, who may approve, who asked.
#include "i18n/i18n.hpp"
#include "modules/recovery/remedies.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::recovery {
namespace {

constexpr std::size_t kMostAsked = 3;

Language language_of(db::Tx& tx, StaffId id) {
  auto const person = staff::find(tx, id);
  return person ? person->language : Language::En;
}

}  // namespace

std::vector<StaffId> who_may_approve(Context const& ctx, db::Tx& tx, cases::Case const& row) {
  auto all = staff::holders_of(tx, Permission::RemediesApprove);
  std::erase(all, StaffId{ctx.actor.id});
  std::vector<StaffId> of_team;
  for (auto const& member : staff::candidates(tx, row.team_id, ctx.now))
    if (std::find(all.begin(), all.end(), member.id) != all.end()) of_team.push_back(member.id);
  auto& asked = of_team.empty() ? all : of_team;
  if (asked.size() > kMostAsked) asked.resize(kMostAsked);
  return asked;
}

std::string in_words(db::Tx& tx, Language language, Remedy const& r) {
  auto const offer = r.offer_id ? find_offer(tx, r.offer_id) : std::nullopt;
  std::string words = offer ? name_in(language, *offer)
                            : i18n::message(language, "recovery.remedy_" + wire::enum_text(r.kind),
                                            {{"amount", i18n::money_text(language, amount_of(r))}});
  return r.what.empty() ? words : words + ": " + r.what;
}

void ask_for_approval(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& r) {
  for (auto const person : who_may_approve(ctx, tx, row)) {
    auto const language = language_of(tx, person);
    cases::ask(ctx, tx, row, person, language,
               i18n::message(language, "recovery.ask_approval",
                             {{"name", ctx.actor.name},
                              {"remedy", in_words(tx, language, r)},
                              {"amount", i18n::money_text(language, amount_of(r))}}));
  }
}

void tell_who_asked(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& r) {
  if (!r.requested_by_id || r.requested_by_id == StaffId{ctx.actor.id}) return;
  auto const language = language_of(tx, r.requested_by_id);
  bool const granted = r.state == RemedyState::Granted;
  cases::ask(
      ctx, tx, row, r.requested_by_id, language,
      i18n::message(
          language, granted ? "recovery.told_granted" : "recovery.told_declined",
          {{"name", ctx.actor.name}, {"remedy", in_words(tx, language, r)}, {"reason", r.reason}}));
}

void tell_customer(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& r) {
  auto const remedy = in_words(tx, row.language, r);
  if (r.recovery_id && r.kind != RemedyKind::Apology) {
    cases::send_letter(ctx, tx, row, interactions::Purpose::Apology,
                       courtesy::TemplateKind::RemedyGranted, std::nullopt, {{"remedy", remedy}});
    return;
  }
  std::string const key =
      r.kind == RemedyKind::Apology ? "recovery.apology_letter" : "recovery.goodwill_letter";
  auto text = i18n::message(row.language, key, {{"remedy", remedy}, {"what", r.what}});
  if (r.evidence == Evidence::Awaited)
    text += "\n\n" + i18n::message(row.language, "recovery.evidence_letter");
  cases::send_letter(ctx, tx, row, interactions::Purpose::Message, courtesy::TemplateKind::Reply,
                     std::nullopt, {{"text", text}});
}

}  // namespace vefa::recovery
