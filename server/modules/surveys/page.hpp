// The page *rate us*: one press, in her language, without a script.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/surveys/surveys.hpp"

namespace vefa::surveys {

struct Question {
  std::string company_name;
  std::string number;
  std::string subject;
  Language language = Language::En;
  std::string token;
  std::int64_t wanted = 0;  // what the mail's link meant, which stands first; 0: none
};
std::string question_page(Question const& q);

/// After her press: thanks, when she will be called, and room for a word. `rating` is what she
/// said.
std::string thanks_page(Question const& q, std::int64_t rating, std::string const& called_by_when,
                        bool said_more);
/// `key`: surveys.unknown_link or surveys.over.
std::string notice_page(Language language, std::string const& company_name, std::string const& key);

}  // namespace vefa::surveys
