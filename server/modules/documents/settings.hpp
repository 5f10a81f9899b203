// What the company says on all its documents.
#pragma once
#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"

namespace vefa::documents {

struct DocumentSettings {  // NOLINT(clang-analyzer-core.uninitialized.Assign): it has a value
  std::int64_t version = 1;
  Text<1000> station_contacts;                            // address, phone, registry number; lines
  std::map<std::string, Text<4000>> station_liabilities;  // by language tag
  std::int64_t kept_years = 5;                            // where no law says how long; 1 to 50
  // Quotes and invoices; none or 0: as long as the law on books says.
  std::optional<std::int64_t> bookkeeping_years = {};
};
BOOST_DESCRIBE_STRUCT(DocumentSettings, (),
                      (version, station_contacts, station_liabilities, kept_years,
                       bookkeeping_years))

DocumentSettings settings(db::Tx& tx);
/// Records `documents.settings_changed`. Errors: stale; documents.bad_language for a tag that is
/// none of ours; documents.bad_years; documents.shorter_than_law (bookkeeping_years).
Result<DocumentSettings> change_settings(Context const& ctx, db::Tx& tx, DocumentSettings wanted);

}  // namespace vefa::documents
