#include "modules/staff/rules.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/crypto.hpp"
#include "base/id.hpp"
#include "base/text.hpp"

namespace vefa::staff {
namespace {

constexpr std::size_t kShortestPassword = 12;
constexpr std::size_t kLongestPassword = 256;
constexpr std::size_t kFewestCharacters = 4;
constexpr std::int64_t kTotpStepSeconds = 30;

// The commonest of at least 12 characters in published leaks, and their likes in our four
// languages, folded. A password that is one of these, or one of these repeated or with digits
// around it, is refused.
constexpr std::array<std::string_view, 48> kCommonest{
    "123456789012", "1234567890",   "0123456789",     "qwertyuiop",   "qwertzuiop",
    "asdfghjkl",    "1q2w3e4r5t6y", "q1w2e3r4t5y6",   "qazwsxedcrfv", "zxcvbnm",
    "1qaz2wsx3edc", "password",     "passw0rd",       "p@ssw0rd",     "iloveyou",
    "letmein",      "welcome",      "administrator",  "admin",        "changeme",
    "superman",     "football",     "basketball",     "princess",     "sunshine",
    "dragon",       "monkey",       "trustno1",       "computer",     "internet",
    "secret",       "sifre",        "parola",         "galatasaray",  "fenerbahce",
    "besiktas",     "trabzonspor",  "istanbul",       "turkiye",      "seniseviyorum",
    "jelszo",       "budapest",     "magyarorszag",   "szeretlek",    "ferencvaros",
    "israel",       "jerusalem",    "customerservice"};

bool is_common(std::string const& folded) {
  std::string core;
  for (char c : folded)
    if (std::string_view(" .,!?-_*+#$&/").find(c) == std::string_view::npos) core += c;
  for (auto word : kCommonest) {
    // What is left once every occurrence is taken out must be more than a year or a few digits.
    std::string rest = core;
    for (auto at = rest.find(word); at != std::string::npos; at = rest.find(word))
      rest.erase(at, word.size());
    bool const digits_only = std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; });
    if (rest.size() < core.size() && (rest.size() <= 2 || (digits_only && rest.size() <= 8)))
      return true;
  }
  return false;
}

bool contains_own(std::string const& folded, std::string const& own) {
  std::string const part = fold(own);
  return part.size() >= 4 && folded.find(part) != std::string::npos;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (unsigned char c : text) {
    bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += static_cast<char>(c);
    } else {
      out += '%' + hex(std::string_view(reinterpret_cast<char const*>(&c), 1));
    }
  }
  return out;
}

}  // namespace

Duration pause_after(std::int64_t attempts) {
  if (attempts < kFreeAttempts) return Duration{0};
  Duration pause = kFirstPause;
  for (std::int64_t n = kFreeAttempts; n < attempts && pause < kLongestPause; ++n) pause *= 2;
  return std::min(pause, kLongestPause);
}

Result<void> check_password(std::string const& password, std::string const& email,
                            std::string const& name, std::string const& field) {
  auto const length = length_of(password);
  if (length < kShortestPassword)
    return invalid(field, "staff.password_short", {{"least", std::to_string(kShortestPassword)}});
  if (length > kLongestPassword)
    return invalid(field, "staff.password_long", {{"most", std::to_string(kLongestPassword)}});
  std::string const folded = fold(password);
  if (contains_own(folded, email) || contains_own(folded, email.substr(0, email.find('@'))) ||
      contains_own(folded, name))
    return invalid(field, "staff.password_personal");
  std::set<char> const different(folded.begin(), folded.end());
  if (different.size() < kFewestCharacters || is_common(folded))
    return invalid(field, "staff.password_common");
  return {};
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Instant now) {
  std::int64_t const seconds = now.ms / 1000;
  if (!verify_totp(secret, code, seconds)) return std::nullopt;
  std::int64_t const step = seconds / kTotpStepSeconds;
  // `verify_totp` takes a step to each side: two steps away, only the nearer neighbour still fits.
  if (verify_totp(secret, code, (step - 2) * kTotpStepSeconds)) return step - 1;
  if (verify_totp(secret, code, (step + 2) * kTotpStepSeconds)) return step + 1;
  return step;
}

std::string totp_uri(std::string_view secret, std::string const& company,
                     std::string const& email) {
  return "otpauth://totp/" + percent_encoded(company) + ":" + percent_encoded(email) +
         "?secret=" + base32(secret) + "&issuer=" + percent_encoded(company);
}

Permissions all_permissions() {
  Permissions all;
  all.set();
  all.reset(static_cast<std::size_t>(Permission::Public));
  return all;
}

Permissions role_permissions(std::vector<Permission> const& chosen) {
  Permissions set;
  for (auto p : chosen)
    if (p != Permission::Public && p != Permission::Self) set.set(static_cast<std::size_t>(p));
  return set;
}

bool covers(Permissions const& holder, Permissions const& wanted) {
  return (wanted & ~holder).none();
}

std::vector<Money> highest(std::vector<Money> const& limits) {
  std::vector<Money> out;
  for (auto const& limit : limits) {
    if (limit.minor <= 0) continue;
    auto same = std::ranges::find(out, limit.currency, &Money::currency);
    if (same == out.end()) {
      out.push_back(limit);
    } else {
      same->minor = std::max(same->minor, limit.minor);
    }
  }
  return out;
}

bool is_email(std::string const& text) {
  auto const at = text.find('@');
  if (text.size() > 254 || at == std::string::npos || at == 0 || at + 1 == text.size())
    return false;
  if (text.find('@', at + 1) != std::string::npos) return false;
  return std::ranges::none_of(text, [](unsigned char c) {
    return c <= ' ' || c == 0x7f || c == ',' || c == ';' || c == '<' || c == '>' || c == '"';
  });
}

std::vector<std::string> new_recovery_codes() {
  std::vector<std::string> codes;
  for (int i = 0; i < 10; ++i) {
    std::int64_t bits = 0;
    for (unsigned char c : random_bytes(7)) bits = bits << 8 | c;
    // The last ten of the thirteen digits: five bits each, all of them random.
    std::string const digits = id_digits(bits).substr(3);
    codes.push_back(digits.substr(0, 5) + "-" + digits.substr(5));
  }
  return codes;
}

std::string plain_recovery_code(std::string_view typed) {
  std::string plain;
  for (char c : typed) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    plain += c;
  }
  return plain;
}

}  // namespace vefa::staff
