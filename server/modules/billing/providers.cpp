// The test provider: signs as webhooks do (Standard Webhooks), so that a shop can try the whole way
// without anybody's contract.
#include "modules/billing/providers.hpp"

#include <charconv>

#include "base/crypto.hpp"
#include "base/json.hpp"
#include "base/server_key.hpp"
#include "modules/webhooks/webhooks.hpp"

namespace vefa::billing {
namespace {

constexpr std::int64_t kTolerance = 300;  // seconds

struct PaymentNotice {
  std::optional<NoticeKind> kind;  // none: a payment
  InvoiceId invoice_id;
  Text<100, 1> reference;
  Text<20, 1> amount;
  Text<3, 3> currency;
};
BOOST_DESCRIBE_STRUCT(PaymentNotice, (), (kind, invoice_id, reference, amount, currency))

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (unsigned char const c : bytes) {
    out += kDigits[c >> 4];
    out += kDigits[c & 15];
  }
  return out;
}

class TestProvider : public PaymentProvider {
 public:
  std::string_view name() const override { return "test"; }
  std::string secret() const override {
    return "whsec_" + hex(hmac_sha256(server_key(), "payment-provider:test"));
  }
  Result<ProviderNotice> read(Context const& ctx, ProviderMessage const& message) const override {
    std::int64_t at = 0;
    auto const* end = message.timestamp.data() + message.timestamp.size();
    auto const parsed = std::from_chars(message.timestamp.data(), end, at);
    if (parsed.ec != std::errc() || parsed.ptr != end)
      return invalid("webhook-timestamp", "billing.not_signed");
    auto const signature = webhooks::signature({secret()}, message.id, at, message.body);
    if (!equal_secret(signature, message.signature))
      return Error{Code::Unauthenticated, "billing.not_signed", {}, "webhook-signature", {}};
    auto const now = ctx.now.ms / 1000;
    if (at < now - kTolerance || at > now + kTolerance)
      return invalid("webhook-timestamp", "billing.too_old");
    auto const notice = TRY(from_json_text<PaymentNotice>(std::string(message.body)));
    return ProviderNotice{notice.kind.value_or(NoticeKind::Payment), notice.invoice_id,
                          notice.reference, notice.amount, notice.currency};
  }
};

}  // namespace

std::vector<PaymentProvider const*> const& payment_providers() {
  static TestProvider const test;
  static std::vector<PaymentProvider const*> const all{&test};
  return all;
}

PaymentProvider const* find_provider(std::string_view name) {
  for (auto const* provider : payment_providers())
    if (provider->name() == name) return provider;
  return nullptr;
}

}  // namespace vefa::billing
