#include "modules/billing/settings.hpp"

#include "db/settings.hpp"
#include "jobs/jobs.hpp"
#include "modules/billing/ties.hpp"

namespace vefa::billing {
namespace {

constexpr char const* kSetting = "billing";

}  // namespace

BillingSettings settings(db::Tx& tx) {
  return db::get_setting_as<BillingSettings>(tx, kSetting).value_or(BillingSettings{});
}

bool answers_are_hers_alone(db::Tx& tx) { return settings(tx).own_answers_only; }

Result<BillingSettings> change_settings(Context const& ctx, db::Tx& tx, BillingSettings wanted) {
  auto const before = settings(tx);
  if (wanted.version != before.version) return stale(before.version);
  auto const percent = wanted.own_cancel_percent.value_or(0);
  if (percent < 0 || percent > 100) return invalid("own_cancel_percent", "billing.bad_percent");
  ++wanted.version;
  db::put_setting(tx, kSetting, parse_json(to_json_text(wanted)).value().as_object());
  jobs::record(ctx, tx,
               {.kind = "billing.settings_changed",
                .payload = {{"own_answers_only", wanted.own_answers_only},
                            {"own_cancel_percent", percent}}});
  return wanted;
}

}  // namespace vefa::billing
