// Signed links and codes by which a customer registers a unit without a login.
#include "base/crypto.hpp"
#include "base/server_key.hpp"
#include "base/text.hpp"
#include "modules/units/her_link.hpp"
#include "modules/units/units.hpp"

namespace vefa::units {
namespace {

constexpr std::size_t kDigits = 13;
constexpr std::size_t kSignatureBytes = 16;

std::string token_of(std::string_view purpose, std::int64_t id) {
  auto const digits = id_digits(id);
  auto const mac = hmac_sha256(server_key(), std::string(purpose) + ":" + digits);
  return digits + base64url(std::string_view(mac).substr(0, kSignatureBytes));
}

std::optional<std::int64_t> id_of(std::string_view purpose, std::string_view token) {
  if (token.size() <= kDigits) return std::nullopt;
  auto const id = parse_id_digits(token.substr(0, kDigits));
  if (!id || !equal_secret(token_of(purpose, *id), token)) return std::nullopt;
  return id;
}

}  // namespace

std::string link_token(UnitId id) { return token_of("unit-link", id.value); }
std::string link_token(ProductId id) { return token_of("product-link", id.value); }

std::string link_token(HerLink const& link) {
  auto const digits = id_digits(link.customer_id.value) +
                      (link.unit_id ? id_digits(link.unit_id.value) : std::string());
  auto const mac = hmac_sha256(server_key(), "devices-link:" + digits);
  return digits + base64url(std::string_view(mac).substr(0, kSignatureBytes));
}

std::optional<HerLink> her_link_of_token(std::string_view token) {
  // 16 bytes are 22 letters: what stands before them is one id or two.
  constexpr std::size_t kSigned = 22;
  if (token.size() != kDigits + kSigned && token.size() != 2 * kDigits + kSigned)
    return std::nullopt;
  auto const customer = parse_id_digits(token.substr(0, kDigits));
  auto const unit = token.size() == kDigits + kSigned
                        ? std::optional<std::int64_t>(0)
                        : parse_id_digits(token.substr(kDigits, kDigits));
  if (!customer || !unit) return std::nullopt;
  HerLink const link{CustomerId{*customer}, UnitId{*unit}};
  return equal_secret(link_token(link), token) ? std::optional(link) : std::nullopt;
}

std::optional<UnitId> unit_of_token(std::string_view token) {
  auto const id = id_of("unit-link", token);
  return id ? std::optional(UnitId{*id}) : std::nullopt;
}

std::optional<ProductId> product_of_token(std::string_view token) {
  auto const id = id_of("product-link", token);
  return id ? std::optional(ProductId{*id}) : std::nullopt;
}

}  // namespace vefa::units
