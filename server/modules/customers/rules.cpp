#include "modules/customers/rules.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "modules/customers/contact_rules.hpp"

namespace vefa::customers {
namespace {

std::string unquoted(std::string_view text) {
  std::string out = trim(normalize(text));
  auto strip = [&](std::string_view open, std::string_view close) {
    if (out.size() > open.size() + close.size() && out.starts_with(open) && out.ends_with(close))
      out = trim(out.substr(open.size(), out.size() - open.size() - close.size()));
  };
  strip("\"", "\"");
  strip("'", "'");
  strip("“", "”");
  for (auto& c : out)
    if (c == '\n' || c == '\t') c = ' ';
  return out;
}

int points_of(Resemblance reason) {
  switch (reason) {
    case Resemblance::SameEmail:
      return 60;
    case Resemblance::SamePhone:
      return 50;
    case Resemblance::SameSocial:
      return 50;
    case Resemblance::SameName:
      return 35;
    case Resemblance::SamePostal:
      return 25;
    case Resemblance::SameBirthday:
      return 25;
    case Resemblance::SameOrganisation:
      return 25;
    case Resemblance::SameDomain:
      return 10;
  }
  return 0;
}

template <class Set>
bool share(Set const& a, Set const& b) {
  return std::any_of(a.begin(), a.end(), [&](auto const& item) { return b.contains(item); });
}

std::set<std::string> own_domains(Likeness const& one) {
  std::set<std::string> all;
  for (auto const& [kind, value] : one.contacts)
    if (kind == ContactKind::Email)
      if (auto domain = own_domain(value); !domain.empty()) all.insert(domain);
  return all;
}

bool share_contact(Likeness const& a, Likeness const& b, ContactKind kind) {
  return std::any_of(a.contacts.begin(), a.contacts.end(), [&](auto const& point) {
    return point.first == kind && b.contacts.contains(point);
  });
}

}  // namespace

Name read_header_name(std::string_view text) {
  Name name{unquoted(text), {}, {}};
  if (!is_name(name.display)) return {};
  auto const comma = name.display.find(',');
  if (comma != std::string::npos && name.display.find(',', comma + 1) == std::string::npos) {
    std::string family = trim(name.display.substr(0, comma));
    std::string given = trim(name.display.substr(comma + 1));
    // "Vefa Kft., Budapest" is a company's line, not a person's name.
    bool const is_person = is_name(family) && is_name(given) && !family.ends_with('.');
    if (is_person) return {given + " " + family, given, family};
  }
  return name;
}

std::string full_name(std::string_view given, std::string_view family, Language language) {
  auto const first = language == Language::Hu ? family : given;
  auto const second = language == Language::Hu ? given : family;
  return trim(std::string(first) + " " + std::string(second));
}

bool is_name(std::string_view display_name) {
  if (display_name.find('@') != std::string_view::npos) return false;
  int32_t at = 0;
  auto const size = static_cast<int32_t>(display_name.size());
  while (at < size) {
    UChar32 c = 0;
    U8_NEXT(display_name.data(), at, size, c);
    if (c >= 0 && u_isalpha(c)) return true;
  }
  return false;
}

std::string folded_name(std::string_view display_name) {
  std::vector<std::string> words;
  std::string const folded = fold(display_name);
  std::string word;
  auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  int32_t at = 0;
  auto const size = static_cast<int32_t>(folded.size());
  while (at < size) {
    int32_t const start = at;
    UChar32 c = 0;
    U8_NEXT(folded.data(), at, size, c);
    if (c >= 0 && u_isalnum(c)) {
      word.append(folded, static_cast<std::size_t>(start), static_cast<std::size_t>(at - start));
    } else {
      finish();
    }
  }
  finish();
  std::sort(words.begin(), words.end());
  return join(words, " ");
}

Score compare(Likeness const& a, Likeness const& b) {
  Score score;
  auto add_if = [&](bool holds, Resemblance reason) {
    if (!holds) return;
    score.points += points_of(reason);
    score.reasons.push_back(reason);
  };
  if (a.kind != b.kind) return score;
  add_if(share_contact(a, b, ContactKind::Email), Resemblance::SameEmail);
  add_if(share_contact(a, b, ContactKind::Phone), Resemblance::SamePhone);
  add_if(share_contact(a, b, ContactKind::Social), Resemblance::SameSocial);
  add_if(!a.folded_name.empty() && a.folded_name == b.folded_name, Resemblance::SameName);
  add_if(share_contact(a, b, ContactKind::Postal), Resemblance::SamePostal);
  add_if(share(a.birthdays, b.birthdays), Resemblance::SameBirthday);
  add_if(share(a.organisations, b.organisations), Resemblance::SameOrganisation);
  add_if(share(own_domains(a), own_domains(b)), Resemblance::SameDomain);
  score.points = std::min(score.points, 100);
  return score;
}

}  // namespace vefa::customers
