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

}  // namespace

std::vector<Sale> sales_that_count(db::Tx& tx, UnitId id, LocalDate on) {
  auto counting = sales(tx, id);
  std::erase_if(counting, [&](Sale const& sale) {
    return sale.state != SaleState::Valid || !sale.consumer || sale.used_goods || on < sale.sold_on;
  });
  if (counting.empty())
    if (auto first = first_sale(tx, id)) counting.push_back(std::move(*first));
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
