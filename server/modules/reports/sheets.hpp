// Reports as sheets, in the reader's language.
#pragma once
#include "modules/reports/reports.hpp"
#include "modules/reports/sheet.hpp"

namespace vefa::reports {

/// A line a point: its days, its group, its figures.
Sheet sheet_of(Language language, Trends const& trends);
/// A line a broken promise, with a column of its cost for each currency. `teams` by id.
Sheet sheet_of(Language language, RecoveryPage const& page,
               std::vector<std::pair<TeamId, std::string>> const& teams);

}  // namespace vefa::reports
