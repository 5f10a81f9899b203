#include "modules/documents/settings.hpp"

#include "db/settings.hpp"
#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/documents/demands.hpp"

namespace vefa::documents {
namespace {

constexpr char const* kSetting = "documents";

}  // namespace

DocumentSettings settings(db::Tx& tx) {
  return db::get_setting_as<DocumentSettings>(tx, kSetting).value_or(DocumentSettings{});
}

Letterhead letterhead(Context const& ctx, db::Tx& tx) {
  auto const now = settings(tx);
  return {now.station_contacts.value,
          plus(company::today(ctx, tx), {now.kept_years, law::Unit::Year})};
}

Result<DocumentSettings> change_settings(Context const& ctx, db::Tx& tx, DocumentSettings wanted) {
  auto const before = settings(tx);
  if (wanted.version != before.version) return stale(before.version);
  for (auto const& [language, text] : wanted.station_liabilities)
    if (!parse_language(language))
      return invalid("station_liabilities." + language, "documents.bad_language",
                     {{"value", language}});
  if (wanted.kept_years < 1 || wanted.kept_years > 50)
    return invalid("kept_years", "documents.bad_years", {{"min", "1"}, {"max", "50"}});
  ++wanted.version;
  db::put_setting(tx, kSetting, parse_json(to_json_text(wanted)).value().as_object());
  jobs::record(ctx, tx, {.kind = "documents.settings_changed"});
  return wanted;
}

}  // namespace vefa::documents
