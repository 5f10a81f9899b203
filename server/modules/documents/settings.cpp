#include "modules/documents/settings.hpp"

#include "db/settings.hpp"
#include "jobs/jobs.hpp"
#include "modules/documents/bookkeeping.hpp"

namespace vefa::documents {
namespace {

constexpr char const* kSetting = "documents";

}  // namespace

DocumentSettings settings(db::Tx& tx) {
  return db::get_setting_as<DocumentSettings>(tx, kSetting).value_or(DocumentSettings{});
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
  auto const years = wanted.bookkeeping_years.value_or(0);
  if (years < 0 || years > 50)
    return invalid("bookkeeping_years", "documents.bad_years", {{"min", "1"}, {"max", "50"}});
  TRY(check_years(ctx, tx, years));
  ++wanted.version;
  db::put_setting(tx, kSetting, parse_json(to_json_text(wanted)).value().as_object());
  jobs::record(ctx, tx, {.kind = "documents.settings_changed"});
  return wanted;
}

}  // namespace vefa::documents
