// How the company bills.
#pragma once
#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"

namespace vefa::billing {

struct BillingSettings {
  std::int64_t version = 1;
  // She answers quotes by her own link or her signature alone: no clerk takes her word down.
  bool own_answers_only = false;
  // Of the price, kept at most where a sale is cancelled though no law gives that; none: nothing.
  std::optional<std::int64_t> own_cancel_percent = {};
};
BOOST_DESCRIBE_STRUCT(BillingSettings, (), (version, own_answers_only, own_cancel_percent))

BillingSettings settings(db::Tx& tx);
/// Answers that were taken down before stay. Records `billing.settings_changed`. Errors: stale;
/// billing.bad_percent (own_cancel_percent: 0 to 100).
Result<BillingSettings> change_settings(Context const& ctx, db::Tx& tx, BillingSettings wanted);

}  // namespace vefa::billing
