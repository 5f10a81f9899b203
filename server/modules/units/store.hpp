// Rows of units and what belongs to them.
#pragma once
#include "modules/customers/held_by_law.hpp"
#include "modules/units/units.hpp"

namespace vefa::units {

/// A unit as stored: with what is derived from its serial.
struct UnitRow : Unit {
  std::string normalized_serial;
  std::string lookalike_serial;
};
BOOST_DESCRIBE_STRUCT(UnitRow, (Unit), (normalized_serial, lookalike_serial))
UnitRow with_keys(Unit const& unit);

enum class ClaimState { Waiting, Accepted, Rejected };
BOOST_DESCRIBE_ENUM(ClaimState, Waiting, Accepted, Rejected)
struct Claim {
  ClaimId id;
  UnitId unit_id;
  CustomerId customer_id;
  ClaimState state = ClaimState::Waiting;
  Instant at;
  LocalDate sold_on;
  std::optional<Instant> decided_at;
  std::string decided_by;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Claim, (),
                      (id, unit_id, customer_id, state, at, sold_on, decided_at, decided_by,
                       reason))

struct UnitMergeTag {
  static constexpr std::string_view kPrefix = "umg";
};
struct UnitHistoryTag {
  static constexpr std::string_view kPrefix = "uch";
};
struct UnitHistoryRow {
  Id<UnitHistoryTag> id;
  UnitId unit_id;  // the row it happened to; another than the kept one after a merge
  CustomerId customer_id;
  Instant at;
  std::string actor;
  std::string what;  // the event's kind without `unit.`
  JsonObject details;
};
BOOST_DESCRIBE_STRUCT(UnitHistoryRow, (), (id, unit_id, customer_id, at, actor, what, details))

/// Who acts, as history shows her.
std::string actor_name(Context const& ctx);
/// Writes the history row with its details and the event `unit.<what>` with ids and days only.
void record(Context const& ctx, db::Tx& tx, UnitId id, CustomerId customer, std::string const& what,
            JsonObject const& details, JsonObject more = {});
std::vector<UnitHistoryRow> history(db::Tx& tx, UnitId id, Id<UnitHistoryTag> before,
                                    std::int64_t limit);

/// A unit as told, with all that is wrong with it found, and nothing written: its maker, where the
/// product is not known, is still to be named.
Result<Unit> draft_unit(Context const& ctx, db::Tx& tx, NewUnit const& input);
/// Puts `prefix` before the fields of a refusal that came of a part of an input.
void prefix_field(Error& error, std::string const& prefix);
/// Inserts; false when the serial is another's of this manufacturer.
bool insert(db::Tx& tx, Unit const& unit);
/// Writes `unit` where its version is still `unit.version`, then raises that; stale, or
/// units.serial_taken.
Result<void> save(Context const& ctx, db::Tx& tx, Unit& unit);
/// The living unit of this version, for changing it: not_found, units.not_living, stale.
Result<Unit> load(db::Tx& tx, UnitId id, std::int64_t version);
/// The same without a version.
Result<Unit> load(db::Tx& tx, UnitId id);
std::vector<UnitId> merged_into(db::Tx& tx, UnitId id);
/// Names the unit that has it by what stands on its plate and what it is.
Error serial_taken(db::Tx& tx, Unit const& unit);

/// The living customer, whom until the end of the transaction nobody merges: not_found.
Result<CustomerId> living_customer(db::Tx& tx, CustomerId id);
/// Makes her the owner; the unit has none.
Ownership begin_ownership(Context const& ctx, db::Tx& tx, UnitId unit, CustomerId customer,
                          LocalDate from_on, How how);

std::vector<Place> places(db::Tx& tx, UnitId id);
std::vector<Claim> claims(db::Tx& tx, UnitId id);

struct NewReading {
  Text<40, 1> meter;
  std::int64_t value = 0;
  std::optional<Instant> at;  // none: now; not in the future
  std::optional<bool> replaced;
  std::optional<ReadingSource> source;
  std::optional<Text<500>> note;
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(NewReading, (), (meter, value, at, replaced, source, note, her_word))
/// Errors: units.meter_runs_back, units.meter_not_replaced_yet, units.read_in_future,
/// wire.out_of_range; those of customers::change_within_law.
Result<Reading> read_meter(Context const& ctx, db::Tx& tx, UnitId id, NewReading const& input);

struct ReadingVoid {
  Text<500, 1> reason;
  std::optional<std::int64_t> value;           // what it showed then; none: nothing was read
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(ReadingVoid, (), (reason, value, her_word))
/// It was mistyped: nothing is counted by it any more, the right value stands in its place, and
/// what was counted on from it is put right. Errors: not_found, units.reading_voided,
/// units.reading_begins_meter, and as of reading a meter.
Result<Reading> void_reading(Context const& ctx, db::Tx& tx, UnitId id, ReadingId which,
                             ReadingVoid const& input);

/// Members that are absent stay as they are.
struct UnitChange {
  std::int64_t version = 0;
  std::optional<ProductId> product_id;
  std::optional<Text<100>> serial;  // a slip of the pen is mended; both forms stay in the history
  std::optional<Text<500>> description;
  std::optional<UnitId> parent_id;
  std::optional<LocalDate> manufactured_on;
  std::optional<bool> no_product;  // true: it is not known, nor who made it; it waits for a person
  std::optional<bool> no_parent;   // true: it is built into nothing
  std::optional<bool> no_manufactured_on;
  std::optional<bool> confirmed;  // of a provisional one: it exists, and is what we say it is
  std::optional<bool> scrapped;
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(UnitChange, (),
                      (version, product_id, serial, description, parent_id, manufactured_on,
                       no_product, no_parent, no_manufactured_on, confirmed, scrapped, her_word))
/// Errors: as of creating; units.needs_product to confirm, units.parent_in_itself; those of
/// customers::change_within_law.
Result<Unit> change(Context const& ctx, db::Tx& tx, UnitId id, UnitChange const& input);

/// As without her word; where by it less would be owed by law on an open case, or later, her word
/// says so. Errors: also those of customers::change_within_law.
Result<Sale> add_sale(Context const& ctx, db::Tx& tx, UnitId id, NewSale const& input,
                      customers::HerWord const* her_word);
Result<RegistrationOutcome> register_unit(Context const& ctx, db::Tx& tx, Registration const& input,
                                          customers::HerWord const* her_word);

/// Members that are absent stay as they are; what was before stays in the history.
struct SaleChange {
  std::int64_t version = 0;
  std::optional<LocalDate> sold_on;
  std::optional<CustomerId> customer_id;
  std::optional<bool> no_customer;  // true: who bought it is not known
  std::optional<Text<20>> price;    // decimal; empty: not known
  std::optional<Text<3>> currency;
  std::optional<Text<2>> country;
  std::optional<bool> consumer;
  std::optional<bool> used_goods;
  std::optional<LocalDate> delivered_on;
  std::optional<bool> no_delivered_on;
  std::optional<LocalDate> commissioned_on;
  std::optional<CommissionedBy> commissioned_by;
  std::optional<bool> no_commissioning;  // true: nothing of it but what is told with this
  std::optional<Text<200>> seller;
  std::optional<Text<100>> number;
  std::optional<Proof> proof;
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(SaleChange, (),
                      (version, sold_on, customer_id, no_customer, price, currency, country,
                       consumer, used_goods, delivered_on, no_delivered_on, commissioned_on,
                       commissioned_by, no_commissioning, seller, number, proof, her_word))
/// Whoever owns it by this sale, and nobody said otherwise since, owns it from the corrected day;
/// another buyer owns it in place of the one that stood there. Errors: as of selling.
Result<Sale> change_sale(Context const& ctx, db::Tx& tx, SaleId id, SaleChange const& input);
/// Errors: not_found, stale, units.sale_voided; those of customers::change_within_law.
Result<Sale> void_sale(Context const& ctx, db::Tx& tx, SaleId id, std::int64_t version,
                       std::string const& reason, customers::HerWord const* her_word);

/// Errors: not_found; units.claim_decided. Accepting hands the unit over.
Result<Claim> decide_claim(Context const& ctx, db::Tx& tx, ClaimId id, ClaimState decision,
                           std::string const& reason);

}  // namespace vefa::units
