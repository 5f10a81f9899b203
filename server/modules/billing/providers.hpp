// Who tells us that somebody paid, or was paid back. One interface for all of them.
#pragma once
#include <string>
#include <vector>

#include "base/context.hpp"
#include "base/result.hpp"
#include "modules/ids.hpp"

namespace vefa::billing {

/// A message of a provider, as it came.
struct ProviderMessage {
  std::string_view id;         // header webhook-id
  std::string_view timestamp;  // header webhook-timestamp, seconds
  std::string_view signature;  // header webhook-signature
  std::string_view body;
};

/// Whither the money went.
enum class NoticeKind { Payment, Refund };
BOOST_DESCRIBE_ENUM(NoticeKind, Payment, Refund)

/// What it says: this much was paid for this invoice, or back to her, under the provider's own
/// reference. A payment and a refund may bear the same one.
struct ProviderNotice {
  NoticeKind kind = NoticeKind::Payment;
  InvoiceId invoice_id;
  std::string reference;
  std::string amount;  // decimal
  std::string currency;
};

/// A provider is asked for nothing here; it tells.
class PaymentProvider {
 public:
  virtual ~PaymentProvider() = default;
  virtual std::string_view name() const = 0;
  /// With what it signs; for the administrator who sets it up.
  virtual std::string secret() const = 0;
  /// Errors: billing.not_signed, billing.too_old; those of a body that cannot be read.
  virtual Result<ProviderNotice> read(Context const& ctx, ProviderMessage const& message) const = 0;
};

/// All there are; constant.
std::vector<PaymentProvider const*> const& payment_providers();
PaymentProvider const* find_provider(std::string_view name);

}  // namespace vefa::billing
