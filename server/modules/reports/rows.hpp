// Rows that several reports read, and where a report looks.
#pragma once
#include "modules/company/company.hpp"
#include "modules/reports/rules.hpp"

namespace vefa::reports {

struct TeamRow {
  TeamId team_id;
  std::string name;
  std::string state;
};
BOOST_DESCRIBE_STRUCT(TeamRow, (), (team_id, name, state))

/// The zone that was wished, or the company's.
Result<calendar::Zone> zone_of(std::optional<std::string> const& wished,
                               company::Profile const& profile);

}  // namespace vefa::reports
