#include "modules/company/company.hpp"

#include "calendar/zone.hpp"
#include "db/remember.hpp"
#include "jobs/jobs.hpp"
#include "modules/company/queries.hpp"
#include "modules/company/rules.hpp"

namespace vefa::company {
namespace {

using Texts = std::map<std::string, std::string>;

db::Remembered const kProfile{"company"};

/// The row, in the order of its columns; lists and maps as text.
struct ProfileRow {
  std::int64_t version = 1;
  std::string name;
  Language default_language = Language::En;
  std::string languages;
  std::string zone;
  std::string country;
  std::string currency;
  std::string public_url;
  std::string case_number_prefix;
  std::int64_t undo_send_seconds = 0;
  std::int64_t reopen_limit = 0;
  JsonObject sender_names;
  JsonObject signatures;
  std::string remedy_kind;
  std::int64_t remedy_minor = 0;
};
BOOST_DESCRIBE_STRUCT(ProfileRow, (),
                      (version, name, default_language, languages, zone, country, currency,
                       public_url, case_number_prefix, undo_send_seconds, reopen_limit,
                       sender_names, signatures, remedy_kind, remedy_minor))

std::vector<Language> languages_of(std::string const& tags) {
  std::vector<Language> languages;
  for (auto const& tag : split(tags, ' '))
    if (auto const language = parse_language(tag)) languages.push_back(*language);
  return languages;
}

std::string text_of(std::vector<Language> const& languages) {
  std::vector<std::string> tags;
  for (auto const language : languages) tags.emplace_back(tag(language));
  return join(tags, " ");
}

Texts texts_of(JsonObject const& object) {
  Texts texts;
  for (auto const& [language, text] : object) texts.emplace(language, text.as_string());
  return texts;
}

JsonObject object_of(Texts const& texts) {
  JsonObject object;
  for (auto const& [language, text] : texts) object[language] = text;
  return object;
}

ProfileRow row_of(Profile const& p) {
  return {p.version,
          p.name,
          p.default_language,
          text_of(p.languages),
          p.zone,
          p.country,
          p.currency,
          p.public_url,
          p.case_number_prefix,
          p.undo_send_seconds,
          p.reopen_limit,
          object_of(p.sender_names),
          object_of(p.signatures),
          p.remedy_kind,
          p.remedy_minor};
}

Profile profile_of(ProfileRow const& r) {
  return {r.version,
          r.name,
          r.default_language,
          languages_of(r.languages),
          r.zone,
          r.country,
          r.currency,
          r.public_url,
          r.case_number_prefix,
          r.undo_send_seconds,
          r.reopen_limit,
          texts_of(r.sender_names),
          texts_of(r.signatures),
          r.remedy_kind,
          r.remedy_minor};
}

std::string const& of_language(Texts const& texts, Language language,
                               std::string const& otherwise) {
  auto const found = texts.find(std::string(tag(language)));
  return found == texts.end() ? otherwise : found->second;
}

}  // namespace

Profile profile(db::Tx& tx) {
  return *db::remember<Profile>(
      tx, kProfile, "", [&] { return profile_of(tx.find<ProfileRow>(sql::find_profile).value()); });
}

LocalDate today(Context const& ctx, db::Tx& tx) {
  return calendar::Zone::find(profile(tx).zone).value().local(ctx.now).date;
}

Result<Profile> change(Context const& ctx, db::Tx& tx, Profile wanted) {
  wanted = tidied(std::move(wanted));
  TRY(check(wanted));
  auto const before = profile(tx);
  if (before.version != wanted.version) return stale(before.version);
  auto const names = changed_members(before, wanted);
  if (names.empty()) return before;
  if (tx.update(sql::update_profile, row_of(wanted)) == 0) return stale(before.version + 1);
  ++wanted.version;
  jobs::record(ctx, tx,
               {.kind = "company.changed",
                .payload = {{"version", wanted.version},
                            {"members", boost::json::array(names.begin(), names.end())}}});
  return wanted;
}

std::string sender_name(Profile const& profile, Language language) {
  return of_language(profile.sender_names, language, profile.name);
}

std::string signature(Profile const& profile, Language language) {
  return of_language(profile.signatures, language, sender_name(profile, language));
}

}  // namespace vefa::company
