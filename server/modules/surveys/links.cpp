#include "modules/surveys/links.hpp"

#include "base/crypto.hpp"
#include "base/server_key.hpp"
#include "base/text.hpp"

namespace vefa::surveys {
namespace {

constexpr std::size_t kDigits = 13;

std::string signature(std::string_view digits) {
  auto const mac = hmac_sha256(server_key(), "survey-link:" + std::string(digits));
  return base64url(std::string_view(mac).substr(0, 16));
}

}  // namespace

std::string link_token(SurveyId id) {
  auto const digits = id_digits(id.value);
  return digits + signature(digits);
}

std::optional<SurveyId> survey_of_token(std::string_view token) {
  if (token.size() <= kDigits) return std::nullopt;
  auto const digits = token.substr(0, kDigits);
  auto const value = parse_id_digits(digits);
  if (!value || !equal_secret(signature(digits), token.substr(kDigits))) return std::nullopt;
  return SurveyId{*value};
}

std::string link_of(std::string const& public_url, SurveyId id, std::int64_t rating) {
  return public_url + "/r/" + link_token(id) + "?rating=" + std::to_string(rating);
}

}  // namespace vefa::surveys
