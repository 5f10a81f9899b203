#include "modules/company/rules.hpp"

#include <algorithm>

#include "base/money.hpp"
#include "calendar/zone.hpp"

namespace vefa::company {
namespace {

constexpr std::size_t kMaxName = 120;
constexpr std::size_t kMaxSignature = 2000;
constexpr std::size_t kMaxUrl = 200;
constexpr std::int64_t kMaxUndoSeconds = 120;
constexpr std::int64_t kMaxReopenLimit = 1000;
constexpr std::int64_t kMaxRemedyMinor = 100'000'000;
// The kinds that recovery can grant without asking which article or appointment it is.
constexpr std::string_view kRemedyKinds[] = {"", "money", "coupon", "free_service", "shipping"};

bool is_capitals(std::string_view text, std::size_t min, std::size_t max) {
  return text.size() >= min && text.size() <= max &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_public_url(std::string_view url) {
  if (url.empty()) return true;
  for (std::string_view scheme : {"https://", "http://"})
    if (url.starts_with(scheme)) {
      auto const rest = url.substr(scheme.size());
      return !rest.empty() && rest[0] != '/' && url.size() <= kMaxUrl &&
             rest.find_first_of(" \t\n?#\"<>\\") == std::string_view::npos;
    }
  return false;
}

void check_length(wire::Problems& problems, std::string const& field, std::string const& text,
                  std::size_t min, std::size_t max) {
  auto const length = length_of(text);
  if (length < min) problems.add(field, "wire.too_short", {{"limit", std::to_string(min)}});
  if (length > max) problems.add(field, "wire.too_long", {{"limit", std::to_string(max)}});
}

void check_range(wire::Problems& problems, std::string const& field, std::int64_t value,
                 std::int64_t max) {
  if (value < 0 || value > max)
    problems.add(field, "wire.out_of_range", {{"min", "0"}, {"max", std::to_string(max)}});
}

void check_languages(wire::Problems& problems, Profile const& p) {
  auto const count = [&](Language l) {
    return std::count(p.languages.begin(), p.languages.end(), l);
  };
  if (count(p.default_language) == 0)
    problems.add("languages", "company.default_language_missing",
                 {{"language", std::string(tag(p.default_language))}});
  for (auto const language : kLanguages)
    if (count(language) > 1)
      problems.add("languages", "company.language_twice",
                   {{"language", std::string(tag(language))}});
}

void check_by_language(wire::Problems& problems, std::string const& field,
                       std::map<std::string, std::string> const& texts, std::size_t max) {
  for (auto const& [language, text] : texts) {
    auto const known = parse_language(language);
    if (!known || tag(*known) != language)
      problems.add(wire::child(field, language), "wire.bad_language",
                   {{"allowed", "en, tr, hu, he"}});
    check_length(problems, wire::child(field, language), text, 0, max);
  }
}

}  // namespace

Profile tidied(Profile p) {
  p.name = trim(p.name);
  while (p.public_url.ends_with('/')) p.public_url.pop_back();
  for (auto* texts : {&p.sender_names, &p.signatures}) {
    for (auto& [language, text] : *texts) text = trim(text);
    std::erase_if(*texts, [](auto const& entry) { return entry.second.empty(); });
  }
  return p;
}

Result<void> check(Profile const& p) {
  wire::Problems problems;
  check_length(problems, "name", p.name, 1, kMaxName);
  check_languages(problems, p);
  if (!calendar::Zone::find(p.zone))
    problems.add("zone", "calendar.unknown_zone", {{"zone", std::string(prefix_of(p.zone, 64))}});
  if (!is_capitals(p.country, 2, 2)) problems.add("country", "company.bad_country");
  if (!Currency::parse(p.currency)) problems.add("currency", "company.bad_currency");
  if (!is_public_url(p.public_url)) problems.add("public_url", "company.bad_url");
  if (!is_capitals(p.case_number_prefix, 1, 3))
    problems.add("case_number_prefix", "company.bad_prefix");
  check_range(problems, "undo_send_seconds", p.undo_send_seconds, kMaxUndoSeconds);
  check_range(problems, "reopen_limit", p.reopen_limit, kMaxReopenLimit);
  check_by_language(problems, "sender_names", p.sender_names, kMaxName);
  check_by_language(problems, "signatures", p.signatures, kMaxSignature);
  if (std::find(std::begin(kRemedyKinds), std::end(kRemedyKinds), p.remedy_kind) ==
      std::end(kRemedyKinds))
    problems.add("remedy_kind", "wire.not_one_of",
                 {{"allowed", "money, coupon, free_service, shipping"}});
  check_range(problems, "remedy_minor", p.remedy_minor, kMaxRemedyMinor);
  if (!problems.empty()) return problems.take();
  return {};
}

std::vector<std::string> changed_members(Profile const& before, Profile const& after) {
  std::vector<std::string> names;
  boost::mp11::mp_for_each<wire::Codec<Profile>::Members>([&](auto d) {
    if (std::string_view(d.name) != "version" && before.*d.pointer != after.*d.pointer)
      names.emplace_back(d.name);
  });
  return names;
}

}  // namespace vefa::company
