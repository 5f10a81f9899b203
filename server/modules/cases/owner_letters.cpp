#include "modules/cases/owner_letters.hpp"

#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/api.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/links.hpp"
#include "modules/cases/namings.hpp"
#include "modules/cases/steps.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/units/units.hpp"

namespace vefa::cases {
namespace {

std::optional<Case> known_case(db::Tx& tx, CustomerId customer, UnitId unit, Weight weight) {
  for (auto const id : of_unit(tx, unit)) {
    auto row = find(tx, id);
    bool const fits = row && !row->merged_into_id && row->customer_id == customer;
    if (fits && (row->open || weight == Weight::Reminder)) return row;
  }
  return std::nullopt;
}

OwnerLetter written(db::Tx& tx, Case const& row, WriteLetter const& write) {
  return write(row.language, links_of(company::profile(tx).public_url, row.id).page);
}

InteractionId send(Context const& ctx, db::Tx& tx, Case const& row, WriteLetter const& write) {
  auto letter = written(tx, row, write);
  return send_automatic(ctx, tx, row, interactions::Purpose::Message, std::move(letter.subject),
                        std::move(letter.text));
}

/// False where neither can be: nothing is owed on a case that is over.
bool tell_or_owe(Context const& ctx, db::Tx& tx, CaseId id, WriteLetter const& write) {
  auto const row = lock(tx, id).value();
  if (send(ctx, tx, row, write)) return true;
  if (row.open) owe_telling(ctx, tx, row.id, written(tx, row, write).text);
  return row.open;
}

/// It owes her the telling, which its letter keeps at once.
Case open_for_letter(Context const& ctx, db::Tx& tx, customers::Customer const& customer,
                     UnitId unit, WriteLetter const& write) {
  auto letter = write(customer.language, company::profile(tx).public_url);
  auto const opened = receive(ctx, tx,
                              {.customer_id = customer.id,
                               .channel = interactions::Channel::Email,
                               .language = customer.language,
                               .subject = letter.subject,
                               .owed = Owed{.kind = promises::PromiseKind::NotifyBy,
                                            .source = promises::Source::Standard,
                                            .due_at = debt_due(ctx, tx, kDaysToTell),
                                            .what = std::move(letter.text)}});
  if (!opened.ok()) throw std::runtime_error(opened.error().key);
  name_unit(ctx, tx, *find(tx, opened->case_id), unit);
  return *lock(tx, opened->case_id);
}

}  // namespace

void tell_on(Context const& ctx, db::Tx& tx, CaseId id, WriteLetter const& write) {
  tell_or_owe(ctx, tx, id, write);
}

CaseId tell_owner(Context const& ctx, db::Tx& tx, CustomerId id, UnitId unit, Weight weight,
                  WriteLetter const& write) {
  auto const customer = id ? customers::find(tx, id) : std::nullopt;
  if (!customer || customer->state == customers::CustomerState::Erased) return {};
  if (auto const known = known_case(tx, customer->id, unit, weight))
    if (tell_or_owe(ctx, tx, known->id, write)) return known->id;
  auto row = open_for_letter(ctx, tx, *customer, unit, write);
  auto const sent = send(ctx, tx, row, write);
  if (!sent) return row.id;
  for (auto const& owed : promises::pending_of(tx, row.id))
    promises::keep(ctx, tx, owed, ctx.now, {.interaction_id = sent});
  row.last_outbound_at = ctx.now;
  row.last_interaction_id = sent;
  auto const waits = mark_solved(ctx, tx, row, sent, ctx.now);
  if (!waits.ok()) throw std::runtime_error(waits.error().key);
  settle(ctx, tx, row);
  return row.id;
}

CustomerId owner_of(Context const& ctx, db::Tx& tx, UnitId unit) {
  if (auto const owner = units::owner_today(tx, unit)) return owner->customer_id;
  CustomerId buyer;
  for (auto const& sale : units::sales(tx, unit))
    if (sale.customer_id && sale.sold_on <= company::today(ctx, tx)) buyer = sale.customer_id;
  return buyer;
}

namespace {

/// What her unit was given ended, or goes on after all.
void tell_of_coverage(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* text = event.payload.if_contains("ending_id");
  auto const id = text && text->is_string()
                      ? coverage::CoverageEndingId::parse(std::string_view(text->get_string()))
                      : std::nullopt;
  auto const ended = id ? coverage::find_ended(tx, *id) : std::nullopt;
  auto const unit = ended ? units::find(tx, ended->unit_id) : std::nullopt;
  if (!unit) return;
  bool const is_back = event.kind == "coverage.revived";
  auto const write = [&](Language language, std::string const& link) -> OwnerLetter {
    auto const& ending = ended->ending;
    Args args{{"name", coverage::name_in(ended->names, language)},
              {"reason", is_back ? ended->revived.value_or("") : ending.reason},
              {"link", link}};
    if (ending.holds_until_on) {
      args.emplace_back("until", i18n::date_text(language, *ending.holds_until_on));
      args.emplace_back("from",
                        i18n::date_text(language, calendar::plus_days(*ending.holds_until_on, 1)));
    }
    if (is_back)
      return {i18n::message(language, "coverage.revived_subject", args),
              i18n::message(language, "coverage.revived_text", args)};
    return {i18n::message(language, "coverage.ended_subject", args),
            i18n::message(language, "coverage.ended_" + wire::enum_text(ending.cause), args)};
  };
  tell_owner(ctx, tx, owner_of(ctx, tx, unit->id), unit->id, Weight::Notice, write);
}

}  // namespace

void add_owner_jobs(jobs::Registry& registry) {
  registry.subscribe("cases.coverage", {"coverage.ended", "coverage.revived"}, tell_of_coverage);
}

}  // namespace vefa::cases
