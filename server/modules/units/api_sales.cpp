#include "db/blobs.hpp"
#include "http/api.hpp"
#include "modules/units/api.hpp"
#include "modules/units/views.hpp"

namespace vefa::units {

struct UnitTransfer {
  CustomerId customer_id;
  std::optional<LocalDate> from_on;            // none: today
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(UnitTransfer, (), (customer_id, from_on, her_word))

struct SaleBody : NewSale {
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(SaleBody, (NewSale), (her_word))

struct RegistrationBody : Registration {
  std::optional<customers::HerWord> her_word;  // where by its sale less would be owed, or later
};
BOOST_DESCRIBE_STRUCT(RegistrationBody, (Registration), (her_word))

struct SaleVoid {
  std::int64_t version = 0;
  Text<500, 1> reason;
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(SaleVoid, (), (version, reason, her_word))

struct RegistrationAnswer : RegistrationOutcome {
  std::vector<UnitSummary> looks_like;  // whose serial differs at most in letters that look alike
};
BOOST_DESCRIBE_STRUCT(RegistrationAnswer, (RegistrationOutcome), (looks_like))

struct ProofFilter {
  std::optional<Proof> kind;  // none: photo
};
BOOST_DESCRIBE_STRUCT(ProofFilter, (), (kind))

struct ClaimFilter {
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ClaimFilter, (), (cursor))

struct ClaimDecision {
  std::optional<Text<500>> reason;
};
BOOST_DESCRIBE_STRUCT(ClaimDecision, (), (reason))

namespace {

using customers::word_in;
using http::Call;
using http::Query;
using http::Response;

constexpr std::size_t kLargestFile = 10 << 20;

Result<SaleView> sell_unit(Call const& call, db::Tx& tx, SaleBody const& body) {
  return view_of(
      call.ctx, tx,
      TRY(add_sale(call.ctx, tx, TRY(call.id<UnitId>("unit")), body, word_in(body.her_word))));
}

Result<SaleView> change_unit_sale(Call const& call, db::Tx& tx, SaleChange const& body) {
  return view_of(call.ctx, tx, TRY(change_sale(call.ctx, tx, TRY(call.id<SaleId>("sale")), body)));
}

Result<SaleView> void_unit_sale(Call const& call, db::Tx& tx, SaleVoid const& body) {
  return view_of(call.ctx, tx,
                 TRY(void_sale(call.ctx, tx, TRY(call.id<SaleId>("sale")), body.version,
                               body.reason, word_in(body.her_word))));
}

Result<SaleView> put_proof(Call const& call, db::Tx& tx, Query<ProofFilter> const& filter) {
  return view_of(call.ctx, tx,
                 TRY(prove_sale(call.ctx, tx, TRY(call.id<SaleId>("sale")),
                                filter->kind.value_or(Proof::Photo), call.request->body,
                                std::string(call.request->header("content-type")))));
}

/// Only pictures and PDF are told by their type; all else is bytes to be saved.
std::string shown_type(std::string const& type) {
  for (char const* plain : {"image/png", "image/jpeg", "image/webp", "application/pdf"})
    if (type == plain) return type;
  return "application/octet-stream";
}

Result<Response> read_proof(Call const& call, db::Tx& tx) {
  auto const sale = find_sale(tx, TRY(call.id<SaleId>("sale")));
  if (!sale) return not_found("sale");
  auto bytes = sale->proof_blob_id ? blobs::get(tx, sale->proof_blob_id) : std::nullopt;
  if (!bytes) return not_found("file");
  return Response{200,
                  shown_type(sale->proof_type),
                  std::move(*bytes),
                  {{"Content-Disposition", "attachment; filename=\"proof\""}}};
}

Result<OwnerPeriod> transfer_unit(Call const& call, db::Tx& tx, UnitTransfer const& body) {
  auto const id = TRY(call.id<UnitId>("unit"));
  Ownership o;
  TRY(customers::change_within_law(call.ctx, tx, {.unit_id = id, .customer_id = {}},
                                   word_in(body.her_word), [&]() -> Result<void> {
                                     o = TRY(transfer(call.ctx, tx, id, body.customer_id,
                                                      body.from_on, How::Resale));
                                     return {};
                                   }));
  return OwnerPeriod{o.id,         named(call.ctx, tx, o.customer_id), o.from_on, o.until_on, o.how,
                     o.recorded_by};
}

Result<RegistrationAnswer> register_purchase(Call const& call, db::Tx& tx,
                                             RegistrationBody const& body) {
  RegistrationAnswer answer{TRY(register_unit(call.ctx, tx, body, word_in(body.her_word))), {}};
  if (auto const unit = find(tx, answer.unit_id))
    answer.looks_like = looking_like(call.ctx, tx, *unit);
  return answer;
}

Result<Page<ClaimView>> list_claims(Call const& call, db::Tx& tx,
                                    Query<ClaimFilter> const& filter) {
  return waiting_claims(call.ctx, tx, filter->cursor);
}

Result<ClaimView> decide(Call const& call, db::Tx& tx, ClaimState decision,
                         ClaimDecision const& body) {
  return view_of(call.ctx, tx,
                 TRY(decide_claim(call.ctx, tx, TRY(call.id<ClaimId>("claim")), decision,
                                  body.reason ? body.reason->value : "")));
}

Result<ClaimView> accept_claim(Call const& call, db::Tx& tx, ClaimDecision const& body) {
  return decide(call, tx, ClaimState::Accepted, body);
}

Result<ClaimView> reject_claim(Call const& call, db::Tx& tx, ClaimDecision const& body) {
  return decide(call, tx, ClaimState::Rejected, body);
}

}  // namespace

void add_sale_routes(http::Routes& routes) {
  using enum Permission;
  routes
      .post<register_purchase>("/registrations", UnitsWrite,
                               "Registers a unit, its owner and its sale in one call.")
      .status(201);
  routes.post<sell_unit>("/units/{unit}/sales", UnitsWrite, "Records a sale of a unit.")
      .status(201);
  routes.patch<change_unit_sale>("/sales/{sale}", UnitsWrite,
                                 "Puts a sale right, or adds to it what was learned since.");
  routes.post<void_unit_sale>("/sales/{sale}/void", UnitsWrite,
                              "Voids a sale that was not one, with the reason.");
  routes
      .put<put_proof>("/sales/{sale}/proof", UnitsWrite,
                      "Keeps the photo or the invoice that proves a sale.")
      .raw()
      .max_body(kLargestFile);
  routes.get_audited<read_proof>("/sales/{sale}/proof", CustomersRead,
                                 "The file that proves a sale, as bytes.");
  routes
      .post<transfer_unit>("/units/{unit}/transfer", UnitsWrite,
                           "Hands a unit to another owner from a day on.")
      .status(201);
  routes.get_audited<list_claims>("/claims", CustomersRead,
                                  "Lists those who registered what is another's in the books.");
  routes.post<accept_claim>("/claims/{claim}/accept", UnitsWrite,
                            "Accepts such a registration: the unit is hers from now on.");
  routes.post<reject_claim>("/claims/{claim}/reject", UnitsWrite, "Leaves the unit where it is.");
}

}  // namespace vefa::units
