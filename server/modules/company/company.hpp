// The company's own profile: one row of settings that other modules read.
#pragma once
#include <boost/describe.hpp>
#include <map>
#include <string>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::company {

struct Profile {
  std::int64_t version = 1;
  std::string name = "Vefa";
  Language default_language = Language::En;
  std::vector<Language> languages = {Language::En, Language::Tr, Language::Hu, Language::He};
  std::string zone = "Europe/Istanbul";  // IANA name
  std::string country = "TR";            // ISO 3166-1; region of national phone numbers
  std::string currency = "TRY";          // ISO 4217
  std::string public_url = "";           // for signed links, e.g. https://service.example.com
  std::string case_number_prefix = "V";  // 1 to 3 letters A-Z
  std::int64_t undo_send_seconds = 10;   // 0 to 120
  std::int64_t reopen_limit = 5;         // further messages on a closed case open a new one
  std::map<std::string, std::string> sender_names = {};  // by language tag; else the name
  std::map<std::string, std::string> signatures = {};    // by language tag
  std::string remedy_kind = "coupon";  // proposed for a broken promise; empty: none
  std::int64_t remedy_minor = 10000;   // its amount, minor units of the currency
};
BOOST_DESCRIBE_STRUCT(Profile, (),
                      (version, name, default_language, languages, zone, country, currency,
                       public_url, case_number_prefix, undo_send_seconds, reopen_limit,
                       sender_names, signatures, remedy_kind, remedy_minor))

/// One look-up of one row, which always exists; the defaults above until they are changed.
Profile profile(db::Tx& tx);

/// The day it is where the company is.
LocalDate today(Context const& ctx, db::Tx& tx);

/// Replaces the profile whose version `wanted.version` is, and answers it as it is now. Records
/// `company.changed`, whose payload names the members that changed. Refuses what `check` refuses,
/// and an older version (Stale).
Result<Profile> change(Context const& ctx, db::Tx& tx, Profile wanted);

/// The name customers see as the sender in this language.
std::string sender_name(Profile const& profile, Language language);
/// The words under a letter in this language; the sender's name where there are none.
std::string signature(Profile const& profile, Language language);

void add_routes(http::Routes& routes);

}  // namespace vefa::company
