// What people of four languages say to a service department, for companies that are made up.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "base/language.hpp"

namespace vefa::generate {

/// The words of one language. `{product}` and `{part}` stand for one of `products` and `parts`.
struct Phrases {
  Language language;
  std::vector<char const*> given_names;
  std::vector<char const*> family_names;
  std::vector<char const*> products;
  std::vector<char const*> parts;
  std::array<std::vector<char const*>, 8> subjects;  // by cases::CaseKind, in its order
  std::vector<char const*> greetings;                // of the customer
  std::vector<char const*> concerns;
  std::vector<char const*> follow_ups;  // when she writes again
  std::vector<char const*> thanks;
  std::vector<char const*> answers;
  std::vector<char const*> solutions;  // of the last answer
  std::vector<char const*> notes;      // among colleagues
  char const* acknowledgement;
  char const* apology;
  char const* serial;  // "Serial number: "
};

/// In the order of how many customers speak it: Turkish, Hungarian, Hebrew, English.
std::array<Phrases, 4> const& phrases();

/// The phrase with its product and part put in.
std::string filled(char const* phrase, std::string_view product, std::string_view part);

/// With its first letter as a capital, by the language's rule (i → İ in Turkish).
std::string capitalised(std::string const& text, Language language);

}  // namespace vefa::generate
