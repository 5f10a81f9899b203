// Units: the installed base. One piece with a serial number, whose it is, how it was sold.
//
// A serial is unique by manufacturer in its normalised form and is kept as it was given. One that
// nobody knows makes a *provisional* unit, which a person confirms later; nobody is turned away.
// Two rows of one piece are joined by `merge`: the losing row stays, points to the kept one, and
// every look-up follows it. Verbs record `unit.*` and `sale.*` events; their payloads hold ids and
// days, never names or addresses.
#pragma once
#include "base/context.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "db/database.hpp"
#include "modules/customers/customers.hpp"
#include "modules/ids.hpp"

namespace vefa::units {

enum class UnitState { Active, Provisional, Scrapped, Merged };
BOOST_DESCRIBE_ENUM(UnitState, Active, Provisional, Scrapped, Merged)
enum class How { Sale, Registration, Resale, Correction, Import };
BOOST_DESCRIBE_ENUM(How, Sale, Registration, Resale, Correction, Import)
enum class SaleState { Valid, Voided };
BOOST_DESCRIBE_ENUM(SaleState, Valid, Voided)
enum class CommissionedBy { Seller, Agent, Consumer };
BOOST_DESCRIBE_ENUM(CommissionedBy, Seller, Agent, Consumer)
enum class Proof { NothingYet, Photo, EInvoice, Receipt, Certificate };
BOOST_DESCRIBE_ENUM(Proof, NothingYet, Photo, EInvoice, Receipt, Certificate)
enum class ReadingSource { Customer, Staff, Technician, Device, Import };
BOOST_DESCRIBE_ENUM(ReadingSource, Customer, Staff, Technician, Device, Import)

struct Unit {
  UnitId id;
  std::int64_t version = 1;
  UnitState state = UnitState::Active;
  UnitId merged_into;              // none unless merged
  ManufacturerId manufacturer_id;  // none: not known yet
  ProductId product_id;            // none: not known yet
  std::string serial;              // as it was given; empty: it has none
  UnitId parent_id;                // the unit it is built into
  std::string description;         // of one whose product is not known
  std::optional<LocalDate> manufactured_on;
  Instant created_at;
  Instant updated_at;
  std::string created_by;
};
BOOST_DESCRIBE_STRUCT(Unit, (),
                      (id, version, state, merged_into, manufacturer_id, product_id, serial,
                       parent_id, description, manufactured_on, created_at, updated_at, created_by))

struct Ownership {
  OwnershipId id;
  UnitId unit_id;
  CustomerId customer_id;
  LocalDate from_on;
  std::optional<LocalDate> until_on;  // exclusive; none: hers today
  How how = How::Registration;
  Instant recorded_at;
  std::string recorded_by;
};
BOOST_DESCRIBE_STRUCT(Ownership, (),
                      (id, unit_id, customer_id, from_on, until_on, how, recorded_at, recorded_by))

struct Sale {
  SaleId id;
  std::int64_t version = 1;
  UnitId unit_id;
  CustomerId customer_id;  // none: not told
  SaleState state = SaleState::Valid;
  std::string seller;
  std::string number;  // of the invoice or the receipt
  LocalDate sold_on;
  std::optional<LocalDate> delivered_on;
  std::optional<LocalDate> commissioned_on;
  std::optional<CommissionedBy> commissioned_by;
  std::optional<std::int64_t> price_minor;
  std::string currency;  // ISO 4217
  std::string country;   // whose law it is under
  bool consumer = true;  // bought by a consumer, not for a business
  bool used_goods = false;
  Proof proof = Proof::NothingYet;
  BlobId proof_blob_id;
  std::string proof_type;
  Instant recorded_at;
  std::string recorded_by;
  std::string void_reason;
};
BOOST_DESCRIBE_STRUCT(Sale, (),
                      (id, version, unit_id, customer_id, state, seller, number, sold_on,
                       delivered_on, commissioned_on, commissioned_by, price_minor, currency,
                       country, consumer, used_goods, proof, proof_blob_id, proof_type, recorded_at,
                       recorded_by, void_reason))

struct Reading {
  ReadingId id;
  UnitId unit_id;
  std::string meter;
  Instant at;
  std::int64_t value = 0;
  std::int64_t total = 0;  // runs on across replaced meters
  bool replaced = false;   // the first of a new meter
  ReadingSource source = ReadingSource::Staff;
  std::string note;
  Instant recorded_at;
  std::string recorded_by;
  std::optional<Instant> voided_at;  // it was mistyped: nothing is counted by it
  std::string voided_by;
  std::string void_reason;
};
BOOST_DESCRIBE_STRUCT(Reading, (),
                      (id, unit_id, meter, at, value, total, replaced, source, note, recorded_at,
                       recorded_by, voided_at, voided_by, void_reason))

struct Place {
  UnitPlaceId id;
  UnitId unit_id;
  CustomerId customer_id;
  LocalDate from_on;
  std::string country;
  std::string place;
  Instant recorded_at;
  std::string recorded_by;
};
BOOST_DESCRIBE_STRUCT(Place, (),
                      (id, unit_id, customer_id, from_on, country, place, recorded_at, recorded_by))

// --- Finding -----------------------------------------------------------------------------------

/// The row itself, merged ones included.
std::optional<Unit> find_exact(db::Tx& tx, UnitId id);
/// The unit an id means today: follows merges.
std::optional<Unit> find(db::Tx& tx, UnitId id);
/// Until the end of the transaction nobody else changes its owner or its meters, joins it into
/// another, or uses what covers it.
void hold(db::Tx& tx, UnitId id);
/// Exactly this serial, however it is spaced and signed; never a merged one.
std::optional<Unit> find_by_serial(db::Tx& tx, ManufacturerId manufacturer,
                                   std::string_view serial);
/// Exactly this serial, whoever made them; at most 20.
std::vector<Unit> of_serial(db::Tx& tx, std::string_view serial);
/// Those whose serials differ from this one at most in letters which look alike, whoever made them.
std::vector<Unit> lookalikes(db::Tx& tx, std::string_view serial);
/// What a serial as typed or read aloud may mean: exact ones first, then those that differ in
/// letters which look alike (O and 0, I and 1, B and 8). At most 20; merged ones never.
std::vector<Unit> look_up(db::Tx& tx, std::string_view serial);

/// Oldest first; at most 200. Those of rows merged into it too.
std::vector<Ownership> ownerships(db::Tx& tx, UnitId id);
std::optional<Ownership> owner_today(db::Tx& tx, UnitId id);
/// Hers today, newest first; at most 200.
std::vector<Unit> of_customer(db::Tx& tx, CustomerId id);
/// Oldest first, voided ones too; at most 200.
std::vector<Sale> sales(db::Tx& tx, UnitId id);
std::optional<Sale> find_sale(db::Tx& tx, SaleId id);
/// The first valid sale: what a term that begins with the sale counts from.
std::optional<Sale> first_sale(db::Tx& tx, UnitId id);
/// The newest reading of each meter, by meter; at most 200.
std::vector<Reading> newest_readings(db::Tx& tx, UnitId id);

// --- Writing -----------------------------------------------------------------------------------

struct NewUnit {
  std::optional<ProductId> product_id;
  std::optional<Text<200>> manufacturer;  // of one whose product is not known; made when new
  std::optional<Text<100>> serial;
  std::optional<Text<500>> description;
  std::optional<UnitId> parent_id;
  std::optional<LocalDate> manufactured_on;
};
BOOST_DESCRIBE_STRUCT(NewUnit, (),
                      (product_id, manufacturer, serial, description, parent_id, manufactured_on))
/// Errors: units.needs_something, units.serial_taken (Conflict, with what the other one is),
/// units.bad_serial, units.made_in_future, not_found.
Result<Unit> create(Context const& ctx, db::Tx& tx, NewUnit const& input,
                    UnitState state = UnitState::Active);

struct NewSale {
  std::optional<CustomerId> customer_id;  // none: the owner of today
  LocalDate sold_on;
  std::optional<Text<200>> seller;
  std::optional<Text<100>> number;
  std::optional<LocalDate> delivered_on;
  std::optional<LocalDate> commissioned_on;
  std::optional<CommissionedBy> commissioned_by;
  std::optional<Text<20>> price;    // decimal
  std::optional<Text<3>> currency;  // none: the company's
  std::optional<Text<2>> country;   // none: the company's
  std::optional<bool> consumer;     // none: yes
  std::optional<bool> used_goods;   // none: no
  std::optional<Proof> proof;       // none: nothing yet
};
BOOST_DESCRIBE_STRUCT(NewSale, (),
                      (customer_id, sold_on, seller, number, delivered_on, commissioned_on,
                       commissioned_by, price, currency, country, consumer, used_goods, proof))
/// Records a sale, and its buyer as the owner where the unit has none. Errors: not_found;
/// units.sale_in_future, units.delivery_in_future, units.sold_before_made, units.bad_price,
/// units.bad_currency, units.bad_country, units.commissioning_incomplete.
Result<Sale> add_sale(Context const& ctx, db::Tx& tx, UnitId id, NewSale const& input);
/// Keeps the file and says what it is. Errors: not_found, units.sale_voided, units.not_a_proof.
Result<Sale> prove_sale(Context const& ctx, db::Tx& tx, SaleId id, Proof proof,
                        std::string const& bytes, std::string const& declared_type);
/// A unit that is new together with its sale. The errors of both; those of the sale at `sale.…`.
Result<Unit> create_sold(Context const& ctx, db::Tx& tx, NewUnit const& input, NewSale const& sale);

struct NewPlace {
  Text<500, 1> place;
  std::optional<Text<2>> country;
  std::optional<LocalDate> from_on;  // none: today
};
BOOST_DESCRIBE_STRUCT(NewPlace, (), (place, country, from_on))
/// Errors: not_found; units.moved_in_future, units.bad_country.
Result<Place> put_in_place(Context const& ctx, db::Tx& tx, UnitId id, NewPlace const& input);

/// One call for what an agent does on the phone in under a minute.
struct Registration {
  std::optional<CustomerId> customer_id;           // or
  std::optional<customers::NewCustomer> customer;  // a new one
  std::optional<UnitId> unit_id;                   // one in the books; or
  std::optional<ProductId> product_id;             // or
  std::optional<Text<20>> gtin;                    // or
  std::optional<Text<200>> manufacturer;           // with a description, where nothing is known
  std::optional<Text<100>> serial;
  std::optional<Text<500>> description;
  std::optional<NewSale> sale;
  std::optional<Text<500>> place;  // where it stands
};
BOOST_DESCRIBE_STRUCT(Registration, (),
                      (customer_id, customer, unit_id, product_id, gtin, manufacturer, serial,
                       description, sale, place))
enum class Registered {
  Known,        // the unit was in the books, and is hers now
  Provisional,  // nobody knew it: it is hers, and a person confirms it later; so is one whose
                // serial she who owns it could not read
  Again,        // it was hers before
  Waiting       // it is another's in the books: a person decides
};
BOOST_DESCRIBE_ENUM(Registered, Known, Provisional, Again, Waiting)
struct RegistrationOutcome {
  Registered outcome = Registered::Known;
  UnitId unit_id;
  CustomerId customer_id;
  SaleId sale_id;    // none without a sale
  ClaimId claim_id;  // of one that waits
};
BOOST_DESCRIBE_STRUCT(RegistrationOutcome, (), (outcome, unit_id, customer_id, sale_id, claim_id))
/// Errors: units.needs_customer, units.needs_something, catalogue.bad_gtin, those of a sale.
Result<RegistrationOutcome> register_unit(Context const& ctx, db::Tx& tx,
                                          Registration const& input);

/// Hands a unit to another owner from a day on (none: today). Errors: units.no_owner,
/// units.same_owner, units.resale_too_early.
Result<Ownership> transfer(Context const& ctx, db::Tx& tx, UnitId id, CustomerId to,
                           std::optional<LocalDate> from_on, How how);

/// Joins `lost` into `kept`; both histories stay. Records `unit.merged` of `kept` with
/// {"merged_unit_id": …}. Errors: units.merge_same, units.not_living, units.merge_owners,
/// units.merge_makers, stale.
Result<Unit> merge(Context const& ctx, db::Tx& tx, UnitId kept, std::int64_t kept_version,
                   UnitId lost, std::string_view reason);

// --- Links -------------------------------------------------------------------------------------

/// The secret part of a link by which whoever holds it registers one unit, or one of a product.
std::string link_token(UnitId id);
std::string link_token(ProductId id);
/// Nothing unless the token was made by this server, for this kind.
std::optional<UnitId> unit_of_token(std::string_view token);
std::optional<ProductId> product_of_token(std::string_view token);

/// What this module knows of a person, and how it forgets her; for customers::Parts.
/// She owns or owned a unit, bought or claimed one.
bool has_ties(db::Tx& tx, CustomerId id);
customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::units
