#include "modules/customers/contact_rules.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uidna.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <set>

#include "modules/customers/phone.hpp"

namespace vefa::customers {
namespace {

constexpr std::size_t kLongestLocal = 64;  // octets, RFC 5321
constexpr std::size_t kLongestAddress = 254;

/// A Turkish keyboard in capitals writes İ where the address has i.
std::string without_dotted_capitals(std::string text) {
  constexpr std::string_view kDotted = "İ";
  for (auto at = text.find(kDotted); at != std::string::npos; at = text.find(kDotted, at))
    text.replace(at, kDotted.size(), "i");
  return text;
}

std::string case_folded(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  auto const* composed = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string out;
  composed
      ->normalize(icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())}),
                  status)
      .toUTF8String(out);
  return out;
}

/// Empty when it is no host name.
std::string ascii_domain(std::string_view domain) {
  UErrorCode status = U_ZERO_ERROR;
  static UIDNA const* const idna = [] {
    UErrorCode opening = U_ZERO_ERROR;
    return uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_USE_STD3_RULES, &opening);
  }();
  char out[256];
  UIDNAInfo facts = UIDNA_INFO_INITIALIZER;
  int32_t const size = uidna_nameToASCII_UTF8(
      idna, domain.data(), static_cast<int32_t>(domain.size()), out, sizeof out, &facts, &status);
  if (U_FAILURE(status) || facts.errors != 0 || size <= 0) return {};
  return {out, static_cast<std::size_t>(size)};
}

bool is_local_part(std::string_view local) {
  if (local.empty() || local.size() > kLongestLocal) return false;
  if (local.size() > 2 && local.front() == '"' && local.back() == '"') return true;
  constexpr std::string_view kForbidden = " \t\n()<>[]:;,\\\"@";
  return local.find_first_of(kForbidden) == std::string_view::npos && local.front() != '.' &&
         local.back() != '.';
}

struct Network {
  std::string_view host;
  std::string_view name;
};
constexpr Network kNetworks[] = {
    {"instagram.com", "instagram"}, {"facebook.com", "facebook"},
    {"fb.com", "facebook"},         {"x.com", "x"},
    {"twitter.com", "x"},           {"linkedin.com", "linkedin"},
    {"youtube.com", "youtube"},     {"tiktok.com", "tiktok"},
    {"t.me", "telegram"},           {"wa.me", "whatsapp"},
};

std::optional<ContactValue> read_social_parts(std::string_view network, std::string_view handle) {
  while (handle.starts_with('@')) handle.remove_prefix(1);
  constexpr std::size_t kLongestHandle = 100;
  bool const is_word = !network.empty() && network.size() <= 30 &&
                       network.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") ==
                           std::string_view::npos;
  if (!is_word || handle.empty() || length_of(handle) > kLongestHandle) return std::nullopt;
  if (handle.find_first_of(" \t\n") != std::string_view::npos) return std::nullopt;
  std::string const shown = std::string(network) + ":" + std::string(handle);
  return ContactValue{shown, std::string(network) + ":" + case_folded(handle)};
}

std::optional<ContactValue> read_social_address(std::string_view rest) {
  for (std::string_view const prefix : {"www.", "m."})
    if (rest.starts_with(prefix)) rest.remove_prefix(prefix.size());
  auto const slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  std::string const host = case_folded(rest.substr(0, slash));
  auto path = rest.substr(slash + 1);
  // linkedin.com/in/name, linkedin.com/company/name
  for (std::string_view const folder : {"in/", "company/"})
    if (path.starts_with(folder)) path.remove_prefix(folder.size());
  path = path.substr(0, path.find_first_of("/?#"));
  for (auto const& network : kNetworks)
    if (network.host == host) return read_social_parts(network.name, path);
  return read_social_parts(host, path);
}

}  // namespace

std::optional<ContactValue> read_email(std::string_view text) {
  std::string typed = trim(normalize(text));
  if (case_folded(std::string_view(typed).substr(0, 7)) == "mailto:") typed.erase(0, 7);
  auto const at = typed.rfind('@');
  if (at == std::string::npos || typed.size() > kLongestAddress) return std::nullopt;
  std::string const local = without_dotted_capitals(typed.substr(0, at));
  std::string const domain = ascii_domain(without_dotted_capitals(typed.substr(at + 1)));
  if (!is_local_part(local) || domain.empty()) return std::nullopt;
  return ContactValue{typed, case_folded(local) + "@" + domain};
}

bool has_public_domain(std::string_view normalized_email) {
  auto const domain = normalized_email.substr(normalized_email.rfind('@') + 1);
  auto const dot = domain.rfind('.');
  return dot != std::string_view::npos && dot > 0 && domain.size() - dot > 2;
}

std::optional<ContactValue> read_social(std::string_view text) {
  std::string const typed = trim(normalize(text));
  if (auto const scheme = typed.find("://"); scheme != std::string::npos)
    return read_social_address(std::string_view(typed).substr(scheme + 3));
  auto const colon = typed.find(':');
  if (colon == std::string::npos) return std::nullopt;
  return read_social_parts(case_folded(std::string_view(typed).substr(0, colon)),
                           std::string_view(typed).substr(colon + 1));
}

std::optional<ContactValue> read_postal(PostalAddress const& address) {
  std::string const street = trim(address.street);
  std::string const city = trim(address.city);
  if (street.empty() || city.empty()) return std::nullopt;
  std::vector<std::string> parts{join(split(street, '\n'), ", ")};
  for (auto const& part :
       {address.district, address.postal_code, std::optional(city), address.country})
    if (part && !trim(*part).empty()) parts.push_back(trim(*part));
  std::string const shown = join(parts, ", ");
  std::string compared;
  for (char c : fold(shown))
    if (static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)))
      compared += c;
  return ContactValue{shown, compared};
}

std::optional<ContactValue> read_contact(ContactKind kind, std::string_view text,
                                         std::string_view region) {
  switch (kind) {
    case ContactKind::Email:
      return read_email(text);
    case ContactKind::Social:
      return read_social(text);
    case ContactKind::Phone: {
      auto const phone = parse_phone(text, region);
      if (!phone) return std::nullopt;
      return ContactValue{phone->shown, phone->e164};
    }
    case ContactKind::Postal:
      break;
  }
  return std::nullopt;
}

std::string own_domain(std::string_view normalized_email) {
  static constexpr std::string_view kPublic[] = {
      "gmail.com",    "googlemail.com", "outlook.com",  "hotmail.com",  "hotmail.com.tr",
      "live.com",     "msn.com",        "yahoo.com",    "yahoo.com.tr", "icloud.com",
      "me.com",       "mac.com",        "aol.com",      "gmx.com",      "gmx.net",
      "proton.me",    "protonmail.com", "mail.com",     "yandex.com",   "yandex.com.tr",
      "mynet.com",    "freemail.hu",    "citromail.hu", "indamail.hu",  "t-online.hu",
      "upcmail.hu",   "vipmail.hu",     "walla.co.il",  "walla.com",    "netvision.net.il",
      "bezeqint.net", "012.net.il",     "zahav.net.il"};
  auto const domain = normalized_email.substr(normalized_email.rfind('@') + 1);
  for (auto const known : kPublic)
    if (domain == known) return {};
  return std::string(domain);
}

std::optional<std::string> read_country(std::string_view text) {
  std::string code = trim(text);
  for (auto& c : code) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  static std::set<std::string> const known = [] {
    std::set<std::string> all;
    for (auto const* at = uloc_getISOCountries(); *at; ++at) all.insert(*at);
    return all;
  }();
  if (!known.contains(code)) return std::nullopt;
  return code;
}

}  // namespace vefa::customers
