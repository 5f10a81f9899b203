#include "modules/units/counting.hpp"

#include "modules/units/queries.hpp"

namespace vefa::units {
namespace {

struct Total {
  std::string meter;
  std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(Total, (), (meter, total))

MeterTotals by_meter(std::vector<Total> const& rows) {
  MeterTotals totals;
  for (auto const& row : rows) totals[row.meter] = row.total;
  return totals;
}

CustomerId owner_on(db::Tx& tx, UnitId id, LocalDate on) {
  CustomerId owner;
  for (auto const& period : ownerships(tx, id))
    if (period.from_on <= on) owner = period.customer_id;
  return owner;
}

/// Where none begins a consumer's guarantee: what the owner of that day bought, else the first. Of
/// one that was sold to a business and is another's today nothing is known: nobody said that she is
/// no consumer.
std::optional<Sale> other_sale(db::Tx& tx, std::vector<Sale> const& valid, UnitId id,
                               LocalDate on) {
  auto first = first_sale(tx, id);
  auto const owner = first && !first->consumer ? owner_on(tx, id, on) : CustomerId{};
  if (!owner) return first;
  for (auto const& sale : valid)
    if (sale.customer_id == owner) return sale;
  return std::nullopt;
}

}  // namespace

std::vector<Sale> sales_that_count(db::Tx& tx, UnitId id, LocalDate on) {
  auto valid = sales(tx, id);
  std::erase_if(
      valid, [&](Sale const& sale) { return sale.state != SaleState::Valid || on < sale.sold_on; });
  auto counting = valid;
  std::erase_if(counting, [](Sale const& sale) { return !sale.consumer || sale.used_goods; });
  if (counting.empty())
    if (auto other = other_sale(tx, valid, id, on)) counting.push_back(std::move(*other));
  return counting;
}

std::optional<Sale> sale_that_counts(db::Tx& tx, UnitId id, LocalDate on) {
  auto counting = sales_that_count(tx, id, on);
  if (counting.empty()) return std::nullopt;
  return std::move(counting.front());
}

MeterTotals totals_before(db::Tx& tx, UnitId id, Instant at) {
  return by_meter(tx.list<Total>(sql::totals_before, id, at));
}

MeterTotals totals_from(db::Tx& tx, UnitId id, Instant at) {
  return by_meter(tx.list<Total>(sql::totals_from, id, at));
}

}  // namespace vefa::units
