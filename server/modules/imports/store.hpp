// Rows of imports, and what an import is set to do.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/imports/mapping.hpp"
#include "modules/imports/queries.hpp"

namespace vefa::imports {

/// Ready: may be changed and started. A run that is done may be undone.
enum class ImportState { Ready, Running, Done, Undoing, Undone };
BOOST_DESCRIBE_ENUM(ImportState, Ready, Running, Done, Undoing, Undone)
/// What to do with a customer who is known by one of the row's contact details.
enum class OnDuplicate { Skip, Update, Create };
BOOST_DESCRIBE_ENUM(OnDuplicate, Skip, Update, Create)

struct ImportSettings {
  Encoding encoding = Encoding::Utf8;
  Delimiter delimiter = Delimiter::Comma;
  bool has_header = true;
  List<Text<80>, kMostColumns> mapping;  // a meaning a column, or empty: left out
  OnDuplicate on_duplicate = OnDuplicate::Skip;
  DateOrder date_order = DateOrder::Dmy;
  Language language = Language::En;  // of customers whose row says none
  std::optional<TeamId> team_id;     // of cases whose row says none; none: by the routing rules
};
BOOST_DESCRIBE_STRUCT(ImportSettings, (),
                      (encoding, delimiter, has_header, mapping, on_duplicate, date_order, language,
                       team_id))

struct ImportRow {
  ImportId id;
  std::int64_t version = 1;
  Target target = Target::Customers;
  std::string name;
  ImportState state = ImportState::Ready;
  BlobId raw_blob_id;
  BlobId text_blob_id;
  std::int64_t size_bytes = 0;
  JsonObject columns;  // {"names": [...]}
  JsonObject settings;
  std::int64_t rows_total = 0;
  std::int64_t rows_done = 0;
  std::int64_t next_offset = 0;
  std::int64_t created_count = 0;
  std::int64_t updated_count = 0;
  std::int64_t skipped_count = 0;
  std::int64_t failed_count = 0;
  std::int64_t removed_count = 0;
  std::int64_t kept_count = 0;
  Instant created_at;
  StaffId created_by;
  std::string created_by_name;
  std::optional<Instant> started_at;
  std::optional<Instant> finished_at;
  std::optional<Instant> undone_at;
};
BOOST_DESCRIBE_STRUCT(ImportRow, (),
                      (id, version, target, name, state, raw_blob_id, text_blob_id, size_bytes,
                       columns, settings, rows_total, rows_done, next_offset, created_count,
                       updated_count, skipped_count, failed_count, removed_count, kept_count,
                       created_at, created_by, created_by_name, started_at, finished_at, undone_at))

enum class Outcome { Created, Updated, Skipped, Failed, Removed, Restored, Kept };
BOOST_DESCRIBE_ENUM(Outcome, Created, Updated, Skipped, Failed, Removed, Restored, Kept)

/// What is wrong with a row, and in which column (from 0; -1: the row as a whole).
struct RowProblem {
  std::int64_t column = -1;
  std::string meaning;
  std::string key;
  JsonObject args;
};
BOOST_DESCRIBE_STRUCT(RowProblem, (), (column, meaning, key, args))

struct KeptRow {
  ImportId import_id;
  std::int64_t row = 0;
  std::int64_t id = 0;
  Outcome outcome = Outcome::Created;
  CustomerId customer_id;
  std::optional<std::int64_t> customer_version;
  bool made_customer = false;
  CaseId case_id;
  std::optional<std::int64_t> case_version;
  JsonObject before;
  JsonObject problems;
  JsonObject cells;
  ProductId product_id;
  UnitId unit_id;
};
BOOST_DESCRIBE_STRUCT(KeptRow, (),
                      (import_id, row, id, outcome, customer_id, customer_version, made_customer,
                       case_id, case_version, before, problems, cells, product_id, unit_id))

JsonObject stored_problems(std::vector<RowProblem> const& problems);
std::vector<RowProblem> problems_of(JsonObject const& stored);
JsonObject stored_texts(char const* name, std::vector<std::string> const& texts);
std::vector<std::string> texts_of(char const* name, JsonObject const& stored);
ImportSettings settings_of(ImportRow const& row);
JsonObject stored(ImportSettings const& settings);

/// The row, held until the end of the transaction.
std::optional<ImportRow> load(db::Tx& tx, ImportId id);
/// Writes all but what never changes, where the version is still `row.version`; raises it. False
/// when it is not.
bool save(db::Tx& tx, ImportRow& row);

}  // namespace vefa::imports
