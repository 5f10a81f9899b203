// Sales and owners: who bought it when and where, whose it is since.
#include "base/file_type.hpp"
#include "base/text.hpp"
#include "db/blobs.hpp"
#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/units/ahead.hpp"
#include "modules/units/bringing_in.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/rules.hpp"
#include "modules/units/sales.hpp"

namespace vefa::units {

using customers::change_within_law;

namespace {

template <std::size_t Max>
std::string text_or_empty(std::optional<Text<Max>> const& text) {
  return text ? text->value : std::string();
}

Result<Sale> draft(Context const& ctx, db::Tx& tx, Unit const& unit, NewSale const& input) {
  auto const profile = company::profile(tx);
  Sale sale{.id = ctx.new_id<SaleId>(),
            .unit_id = unit.id,
            .seller = text_or_empty(input.seller),
            .number = text_or_empty(input.number),
            .sold_on = input.sold_on,
            .delivered_on = input.delivered_on,
            .commissioned_on = input.commissioned_on,
            .commissioned_by = input.commissioned_by,
            .country = profile.country,
            .consumer = input.consumer.value_or(true),
            .used_goods = input.used_goods.value_or(false),
            .proof = input.proof.value_or(Proof::NothingYet),
            .recorded_at = ctx.now,
            .recorded_by = actor_name(ctx)};
  auto const currency = text_or_empty(input.currency);
  TRY(take_price(sale, text_or_empty(input.price), currency.empty() ? profile.currency : currency));
  TRY(take_country(sale, input.country));
  TRY(check_days(unit, sale, company::today(ctx, tx)));
  return sale;
}

/// Of a unit that nobody else changes meanwhile; `owner` is hers of today.
Result<Sale> sell(Context const& ctx, db::Tx& tx, Unit const& unit,
                  std::optional<Ownership> const& owner, NewSale const& input) {
  auto sale = TRY(draft(ctx, tx, unit, input));
  if (input.customer_id) sale.customer_id = TRY(living_customer(tx, *input.customer_id));
  if (!input.customer_id && owner) sale.customer_id = owner->customer_id;
  forget_ahead(tx, unit.id);
  tx.insert(sql::insert_sale, sale);
  if (sale.customer_id && !owner)
    begin_ownership(ctx, tx, unit.id, sale.customer_id, sale.sold_on, How::Sale);
  record_sale(ctx, tx, sale, "sold", {{"number", {nullptr, sale.number}}});
  return sale;
}

}  // namespace

Result<Sale> add_sale(Context const& ctx, db::Tx& tx, UnitId id, NewSale const& input) {
  return add_sale(ctx, tx, id, input, nullptr);
}

Result<Sale> add_sale(Context const& ctx, db::Tx& tx, UnitId id, NewSale const& input,
                      customers::HerWord const* her_word) {
  auto const unit = TRY(load(tx, id));
  hold(tx, unit.id);
  Sale sale;
  TRY(change_within_law(ctx, tx, {.unit_id = unit.id, .customer_id = {}}, her_word,
                        [&]() -> Result<void> {
                          sale = TRY(sell(ctx, tx, unit, owner_today(tx, id), input));
                          return {};
                        }));
  return sale;
}

Result<void> check_new(Context const& ctx, db::Tx& tx, NewUnit const& input,
                       std::optional<NewSale> const& sale) {
  auto const unit = TRY(draft_unit(ctx, tx, input));
  if (!sale) return {};
  auto sold = draft(ctx, tx, unit, *sale);
  if (sold.ok()) return {};
  Error error = std::move(sold).error();
  prefix_field(error, "sale");
  return error;
}

Result<Unit> create_sold(Context const& ctx, db::Tx& tx, NewUnit const& input,
                         NewSale const& sale) {
  auto unit = TRY(create(ctx, tx, input));
  auto sold = sell(ctx, tx, unit, std::nullopt, sale);
  if (sold.ok()) return unit;
  Error error = std::move(sold).error();
  prefix_field(error, "sale");
  return error;
}

Result<Sale> prove_sale(Context const& ctx, db::Tx& tx, SaleId id, Proof proof,
                        std::string const& bytes, std::string const& declared_type) {
  auto sale = TRY(load_sale(tx, id));
  if (bytes.empty() || proof == Proof::NothingYet) return invalid("", "units.not_a_proof");
  if (sale.proof_blob_id) blobs::erase(ctx, tx, sale.proof_blob_id);
  sale.proof = proof;
  sale.proof_type = true_media_type(bytes, declared_type, "");
  sale.proof_blob_id = blobs::put(ctx, tx, bytes);
  TRY(save_sale(tx, sale));
  record_sale(ctx, tx, sale, "proof_given", {});
  return sale;
}

Result<Ownership> transfer(Context const& ctx, db::Tx& tx, UnitId id, CustomerId to,
                           std::optional<LocalDate> from_on, How how) {
  auto const unit = TRY(load(tx, id));
  hold(tx, unit.id);
  auto const customer = TRY(living_customer(tx, to));
  auto const today = company::today(ctx, tx);
  auto const from = from_on.value_or(today);
  if (from > today) return invalid("from_on", "units.sale_in_future", {{"today", to_text(today)}});
  auto const before = owner_today(tx, id);
  if (before && before->customer_id == customer)
    return refused("units.same_owner", {}, "customer_id");
  if (before && from < before->from_on)
    return invalid("from_on", "units.resale_too_early", {{"from", to_text(before->from_on)}});
  if (before) tx.run(sql::end_ownership, before->id, from);
  auto const now = begin_ownership(ctx, tx, id, customer, from, how);
  JsonObject more{{"from_on", to_text(from)}};
  if (before) more["was_customer_id"] = before->customer_id.text();
  record(ctx, tx, id, customer, "transferred", {}, std::move(more));
  return now;
}

Result<Claim> decide_claim(Context const& ctx, db::Tx& tx, ClaimId id, ClaimState decision,
                           std::string const& reason) {
  auto claim = tx.find<Claim>(sql::find_claim, id);
  if (!claim) return not_found("claim");
  if (tx.change(sql::decide_claim, id, decision, ctx.now, actor_name(ctx), reason) == 0)
    return refused("units.claim_decided", {{"who", claim->decided_by}});
  if (decision == ClaimState::Accepted) {
    auto const owner = owner_today(tx, claim->unit_id);
    // Her day of purchase, unless the books know a later owner: then the day of the decision.
    bool const fits = !owner || claim->sold_on >= owner->from_on;
    auto const handed =
        transfer(ctx, tx, claim->unit_id, claim->customer_id,
                 fits ? std::optional(claim->sold_on) : std::nullopt, How::Registration);
    if (!handed.ok() && handed.error().key != "units.same_owner") return handed.error();
  }
  record(ctx, tx, claim->unit_id, claim->customer_id, "claim_decided", {},
         {{"claim_id", id.text()}, {"decision", wire::enum_text(decision)}});
  return *tx.find<Claim>(sql::find_claim, id);
}

}  // namespace vefa::units
