// Rows of customers and what belongs to them.
#pragma once
#include "modules/customers/contact_rules.hpp"
#include "modules/customers/profile.hpp"

namespace vefa::customers {

/// A customer as stored: with what is derived from the name.
struct CustomerRow : Customer {
  std::string folded_name;
  std::string sort_key;
};
BOOST_DESCRIBE_STRUCT(CustomerRow, (Customer), (folded_name, sort_key))
/// `collation`: the company's language.
CustomerRow with_keys(Customer const& customer, Language collation);

struct MergeRow {
  MergeId id;
  CustomerId kept_id;
  CustomerId lost_id;
  Instant at;
  std::string actor;
  std::string reason;
  JsonObject moved;
};
BOOST_DESCRIBE_STRUCT(MergeRow, (), (id, kept_id, lost_id, at, actor, reason, moved))

struct HistoryTag {
  static constexpr std::string_view kPrefix = "chg";
};
struct HistoryRow {
  Id<HistoryTag> id;
  CustomerId customer_id;  // the row it happened to; another than the kept one after a merge
  Instant at;
  std::string actor;
  std::string what;    // the event's kind without `customer.`
  JsonObject details;  // {"field": [before, after]}; {} once erased
};
BOOST_DESCRIBE_STRUCT(HistoryRow, (), (id, customer_id, at, actor, what, details))

/// Who acts, as history shows her: her name, or `system`, `anonymous`.
std::string actor_name(Context const& ctx);

/// Writes the history row with its values and the event `customer.<what>` without them; the event's
/// `fields` are the names in `details`, `more` is added to its payload.
void record(Context const& ctx, db::Tx& tx, CustomerId id, std::string const& what,
            JsonObject const& details, JsonObject more = {});
/// Newest first, of the customer and of rows merged into it; `before` 0: from the newest.
std::vector<HistoryRow> history(db::Tx& tx, CustomerId id, Id<HistoryTag> before,
                                std::int64_t limit);

/// Writes `customer` where its version is still `customer.version`, then raises that; the refusal
/// is stale.
Result<void> save(Context const& ctx, db::Tx& tx, Customer& customer);
/// The active customer of this version, for changing it: not_found, customers.not_active, stale.
Result<Customer> load_active(db::Tx& tx, CustomerId id, std::int64_t version);
/// The same without a version.
Result<Customer> load_active(db::Tx& tx, CustomerId id);
std::vector<CustomerId> merged_into(db::Tx& tx, CustomerId id);

/// What is wrong with a contact point that she is to have; nothing is written.
Result<ContactValue> read_new(db::Tx& tx, Customer const& customer, NewContact const& input);
/// To one whose contact points are known: `existing`, to which it is added; `value` was read from
/// `input`.
Result<ContactPoint> add_contact(Context const& ctx, db::Tx& tx, Customer const& customer,
                                 std::vector<ContactPoint>& existing, NewContact const& input,
                                 ContactValue const& value);
std::optional<ContactPoint> load_contact(db::Tx& tx, ContactPointId id);
/// Stale when it was changed meanwhile; raises `point.version`.
Result<void> save_contact(db::Tx& tx, ContactPoint& point);
/// After a contact point left a customer: the oldest other one of that value leads where it stands.
void let_oldest_lead(db::Tx& tx, ContactKind kind, std::string const& normalized);
/// After a primary contact point left: the oldest of that kind becomes primary.
void choose_primary(db::Tx& tx, CustomerId id, ContactKind kind);

}  // namespace vefa::customers
