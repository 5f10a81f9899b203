// Rows that may speak of one person.
#pragma once
#include "modules/customers/rules.hpp"

namespace vefa::customers {

struct Duplicate {
  CustomerId customer_id;
  std::string display_name;
  std::int64_t score = 0;            // 0…100
  std::vector<Resemblance> reasons;  // strongest first
};
BOOST_DESCRIBE_STRUCT(Duplicate, (), (customer_id, display_name, score, reasons))

/// Other active customers worth a look (score from kWorthShowing on), best first; at most 20.
std::vector<Duplicate> find_duplicates(db::Tx& tx, Customer const& customer);

}  // namespace vefa::customers
