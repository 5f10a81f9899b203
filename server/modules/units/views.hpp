// What the routes show of units: names of people only to those who may read them.
#pragma once
#include "modules/units/store.hpp"

namespace vefa::units {

/// A customer as she is named here.
struct Named {
  CustomerId id;  // none, and no name, for those who may not read customers
  std::string display_name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, display_name))

struct UnitSummary {
  UnitId id;
  std::int64_t version = 1;
  UnitState state = UnitState::Active;
  std::string serial;
  ProductId product_id;
  std::string title;  // brand and model; else the maker, else what was said of it
  std::string name;   // of the product, in the reader's language
  std::optional<Named> owner;
  std::optional<LocalDate> owned_from;
};
BOOST_DESCRIBE_STRUCT(UnitSummary, (),
                      (id, version, state, serial, product_id, title, name, owner, owned_from))

struct OwnerPeriod {
  OwnershipId id;
  Named customer;
  LocalDate from_on;
  std::optional<LocalDate> until_on;
  How how = How::Registration;
  std::string recorded_by;
};
BOOST_DESCRIBE_STRUCT(OwnerPeriod, (), (id, customer, from_on, until_on, how, recorded_by))

struct SaleView {
  SaleId id;
  std::int64_t version = 1;
  Named customer;
  SaleState state = SaleState::Valid;
  std::string seller;
  std::string number;
  LocalDate sold_on;
  std::optional<LocalDate> delivered_on;
  std::optional<LocalDate> commissioned_on;
  std::optional<CommissionedBy> commissioned_by;
  std::optional<std::string> price;  // decimal
  std::string currency;
  std::string country;
  bool consumer = true;
  bool used_goods = false;
  Proof proof = Proof::NothingYet;
  bool has_file = false;
  Instant recorded_at;
  std::string recorded_by;
  std::string void_reason;
};
BOOST_DESCRIBE_STRUCT(SaleView, (),
                      (id, version, customer, state, seller, number, sold_on, delivered_on,
                       commissioned_on, commissioned_by, price, currency, country, consumer,
                       used_goods, proof, has_file, recorded_at, recorded_by, void_reason))

struct PlaceView {
  LocalDate from_on;
  std::string country;
  std::string place;
};
BOOST_DESCRIBE_STRUCT(PlaceView, (), (from_on, country, place))

struct ClaimView {
  ClaimId id;
  UnitId unit_id;
  Named customer;
  ClaimState state = ClaimState::Waiting;
  Instant at;
  LocalDate sold_on;
  std::optional<Instant> decided_at;
  std::string decided_by;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ClaimView, (),
                      (id, unit_id, customer, state, at, sold_on, decided_at, decided_by, reason))

struct UnitView {
  UnitSummary summary;
  std::string description;
  std::string manufacturer;
  std::optional<UnitSummary> parent;
  std::vector<UnitSummary> children;
  std::optional<LocalDate> manufactured_on;
  std::optional<std::int64_t> legal_life_months;  // usage life by law, of its product
  std::vector<OwnerPeriod> owners;                // oldest first
  std::vector<SaleView> sales;                    // oldest first
  std::vector<PlaceView> places;                  // oldest first
  std::vector<Reading> meters;                    // the newest of each
  std::vector<ClaimView> claims;
  std::vector<UnitId> merged;           // rows joined into this one
  std::vector<UnitSummary> looks_like;  // whose serial differs at most in letters that look alike
  Instant created_at;
  std::string created_by;
};
BOOST_DESCRIBE_STRUCT(UnitView, (),
                      (summary, description, manufacturer, parent, children, manufactured_on,
                       legal_life_months, owners, sales, places, meters, claims, merged, looks_like,
                       created_at, created_by))

struct UnitFilter {
  std::optional<Text<100>> serial;  // as typed or read aloud; exact ones first, then look-alikes
  std::optional<bool> exact;        // true: without look-alikes
  std::optional<ProductId> product;
  std::optional<UnitState> state;     // provisional: those that wait for a person
  std::optional<std::int64_t> limit;  // 1 to 200; none: 50
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(UnitFilter, (), (serial, exact, product, state, limit, cursor))

/// Other units that may be the same piece: their serials differ at most in letters which look
/// alike, and nothing says that another made them. At most 20.
std::vector<UnitSummary> looking_like(Context const& ctx, db::Tx& tx, Unit const& unit);

Named named(Context const& ctx, db::Tx& tx, CustomerId id);
UnitSummary summary_of(Context const& ctx, db::Tx& tx, Unit const& unit);
UnitView view_of(Context const& ctx, db::Tx& tx, Unit const& unit);
SaleView view_of(Context const& ctx, db::Tx& tx, Sale const& sale);
ClaimView view_of(Context const& ctx, db::Tx& tx, Claim const& claim);
/// Newest first. Errors: error.bad_cursor, wire.out_of_range.
Result<Page<UnitSummary>> list_page(Context const& ctx, db::Tx& tx, UnitFilter const& filter);
struct ReadingFilter {
  std::optional<std::int64_t> limit;  // 1 to 200; none: 50
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ReadingFilter, (), (limit, cursor))
/// What its meters showed, those of rows merged into it too; newest first. Errors: as above.
Result<Page<Reading>> readings_page(db::Tx& tx, Unit const& unit, ReadingFilter const& filter);
/// Those that wait, oldest first.
Result<Page<ClaimView>> waiting_claims(Context const& ctx, db::Tx& tx,
                                       std::optional<std::string> const& cursor);

}  // namespace vefa::units
