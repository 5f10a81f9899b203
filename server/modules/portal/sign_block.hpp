// The part of a page in which she signs: her name and a tick are enough, and a script adds a place
// to draw in.
#pragma once
#include <map>
#include <string>

#include "base/language.hpp"

namespace vefa::portal {

struct SignBlock {
  std::string title;  // in her language
  std::string name;
  std::string drawn;  // a PNG in base64, as it came; empty
  bool is_ticked = false;
  bool is_open = false;
  std::string explain;  // why and what she signs, in her language
  std::string tick;     // beside the box
  /// What was wrong, in words: under "name", "drawn" or "tick".
  std::map<std::string, std::string> wrong = {};
};
std::string sign_block(SignBlock const& block, Language language);
/// The script that goes with it; without it the page works too.
std::string sign_script();

}  // namespace vefa::portal
