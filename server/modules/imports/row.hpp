// One row of a file becomes a customer, a case of one, a product, or a unit with its sale.
#pragma once
#include "modules/company/company.hpp"
#include "modules/imports/store.hpp"

namespace vefa::imports {

/// What all rows of a batch need, looked up once.
struct Bearings {
  Target target = Target::Customers;
  ImportSettings settings;
  std::vector<std::string> columns;
  company::Profile profile;
  std::vector<fields::Field> customer_fields;
  std::vector<fields::Field> case_fields;
  std::map<std::string, TeamId> teams;        // active ones, by folded name
  std::map<std::string, std::string> groups;  // codes of product groups, by each folded name
};
Bearings bearings_of(db::Tx& tx, ImportRow const& import);

/// What became of a row.
struct Brought {
  Outcome outcome = Outcome::Created;
  CustomerId customer_id;
  std::int64_t customer_version = 0;
  bool made_customer = false;
  CaseId case_id;
  std::int64_t case_version = 0;
  std::optional<Instant> due_at;  // of an open case's promise
  ProductId product_id;
  UnitId unit_id;
  JsonObject before;  // what an update replaced
  std::vector<RowProblem> problems;
};

/// Brings one row in, by the use-cases of the modules that own what it becomes; where it is refused
/// nothing of it stays, and `problems` names each wrong cell.
Brought bring_in(Context const& ctx, db::Tx& tx, Bearings const& bearings, CsvRow const& row);

}  // namespace vefa::imports
