// What a provider tells.
#pragma once
#include "modules/billing/billing.hpp"
#include "modules/billing/providers.hpp"

namespace vefa::billing {

/// Told twice under one reference, it is taken once. Errors: those of `pay` and `refund`;
/// not_found; billing.reference_taken (Conflict: another payment, or refund, bears it).
Result<Bill> take_notice(Context const& ctx, db::Tx& tx, PaymentProvider const& provider,
                         ProviderNotice const& notice);

}  // namespace vefa::billing
