// The company's own profile: one row of settings that other modules read.
#pragma once
#include <boost/describe.hpp>
#include <map>
#include <string>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"

namespace vefa::company {

struct Profile {
  std::int64_t version = 1;
  std::string name = "Vefa";
  Language default_language = Language::En;
  std::vector<Language> languages = {Language::En, Language::Tr, Language::Hu, Language::He};
  std::string zone = "Europe/Istanbul";       // IANA name
  std::string country = "TR";                 // ISO 3166-1; region of national phone numbers
  std::string currency = "TRY";               // ISO 4217
  std::string public_url = "";                // for signed links, e.g. https://service.example.com
  std::string case_number_prefix = "V";       // 1 to 3 letters A-Z
  std::int64_t undo_send_seconds = 10;        // 0 to 120
  std::int64_t reopen_limit = 5;              // further messages on a closed case open a new one
  std::map<std::string, std::string> sender_names = {};   // by language tag; else the name
  std::map<std::string, std::string> signatures = {};     // by language tag
  std::string remedy_kind = "coupon";         // proposed for a broken promise; empty: none
  std::int64_t remedy_minor = 10000;          // its amount, minor units of the currency
};

/// One look-up; the defaults where nothing was set.
Profile profile(db::Tx& tx);

}  // namespace vefa::company
