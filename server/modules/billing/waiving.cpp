// She wishes to pay for what would be free: by her own word, told to her, taken back when she
// wishes.
#include "i18n/i18n.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/cases/links.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

/// What the newest quote would charge for this component without a promise, tax aside.
struct Freed {
  Instant since;  // when she could first read that it is free
  std::int64_t minor = 0;
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(Freed, (), (since, minor, currency))

void tell_her(Context const& ctx, db::Tx& tx, cases::Case const& row, Waiver const& waiver,
              Freed const& freed) {
  auto const language = row.language;
  auto const currency = Currency::parse(freed.currency).value();
  Args const args{{"component", i18n::message(language, "coverage.component_" +
                                                            wire::enum_text(waiver.component))},
                  {"sum", i18n::money_text(language, {freed.minor, currency})},
                  {"words", waiver.words},
                  {"link", cases::links_of(company::profile(tx).public_url, row.id).page +
                               "/waivers/" + waiver.id.text()}};
  cases::send_automatic(ctx, tx, row, interactions::Purpose::Message,
                        i18n::message(language, "billing.waiver_subject", args),
                        i18n::message(language, "billing.waiver_text", args));
}

}  // namespace

Result<Waiver> waive(Context const& ctx, db::Tx& tx, CaseId case_id, NewWaiver const& input) {
  auto const row = TRY(held_case(ctx, tx, case_id));
  TRY(cases::check_not_erased(tx, row));
  auto const freed = tx.find<Freed>(sql::find_freed, row.id, input.component);
  if (!freed) return invalid("component", "billing.waiver_needs_quote");
  cases::HerWord word{.interaction_id = input.interaction_id, .words = {}};
  word.words.value = input.words.value;
  TRY(cases::check_her_word(tx, row, word, freed->since));
  Waiver const waiver{.id = ctx.new_id<WaiverId>(),
                      .case_id = row.id,
                      .component = input.component,
                      .customer_id = row.customer_id,
                      .interaction_id = input.interaction_id,
                      .words = input.words,
                      .at = ctx.now,
                      .actor = actor_name(ctx),
                      .withdrawn_at = {},
                      .withdrawn_by = {}};
  tx.insert(sql::insert_waiver, waiver);
  tell_her(ctx, tx, row, waiver, *freed);
  record(ctx, tx, "waiver.given", row,
         {{"waiver_id", waiver.id.text()}, {"component", wire::enum_text(input.component)}});
  return waiver;
}

std::optional<Waiver> find_waiver(db::Tx& tx, WaiverId id) {
  return tx.find<Waiver>(sql::find_waiver, id);
}

Result<Waiver> withdraw_waiver(Context const& ctx, db::Tx& tx, WaiverId id) {
  auto const known = find_waiver(tx, id);
  if (!known) return not_found("waiver");
  auto const row = cases::lock(tx, known->case_id).value();
  if (find_waiver(tx, id)->withdrawn_at) return *known;
  if (auto const number = tx.scalar<std::string>(sql::invoice_on_waiver, id))
    return refused("billing.waiver_invoiced", {{"number", *number}});
  tx.run(sql::withdraw_waiver, id, ctx.now, actor_name(ctx));
  record(ctx, tx, "waiver.withdrawn", row, {{"waiver_id", id.text()}});
  return *find_waiver(tx, id);
}

}  // namespace vefa::billing
