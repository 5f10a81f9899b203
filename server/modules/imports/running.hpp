// Use-cases on whole imports.
#pragma once
#include "modules/imports/row.hpp"

namespace vefa::imports {

/// The largest file.
inline constexpr std::size_t kLargestFile = 64 << 20;
/// The file, and what was said in it, is forgotten after so long; what came of it stays.
inline constexpr Duration kFileKept = std::chrono::hours(24) * 30;

/// A file, read as far as it must be to propose how it is to be taken. Without a transaction, since
/// a large one takes a second.
struct ReadFile {
  ImportSettings settings;  // without a mapping
  std::vector<std::string> columns;
  std::vector<CsvRow> sample;  // the first rows
  std::int64_t rows = 0;       // without the headings
};
/// Invalid: imports.is_spreadsheet, is_empty, is_no_text, too_many_columns, no_rows.
Result<ReadFile> read_file(std::string_view bytes, Language likely);
/// The same by settings that a person chose.
Result<ReadFile> read_file_by(std::string_view bytes, ImportSettings settings);

/// Stores the file with a mapping proposed.
Result<ImportRow> take_file(Context const& ctx, db::Tx& tx, Target target, std::string const& name,
                            std::string_view bytes, ReadFile file);
/// Changes a ready import; `file` is there where it was read anew. Stale; Refused
/// (imports.not_ready); Invalid for a meaning that is none, or given twice, or none of what a row
/// needs (imports.nothing_to_know_by).
Result<ImportRow> change(Context const& ctx, db::Tx& tx, ImportId id, std::int64_t version,
                         ImportSettings const& settings, std::optional<ReadFile> file);
/// Forgets a file that was not started.
Result<void> discard(Context const& ctx, db::Tx& tx, ImportId id);

/// The first rows as they would be: brought in, and undone by the caller, who rolls back.
struct TriedRow {
  std::int64_t row = 0;
  std::vector<std::string> cells;
  Brought brought;
  std::string customer_name;
  std::string case_number;
};
Result<std::vector<TriedRow>> try_rows(Context const& ctx, db::Tx& tx, ImportId id,
                                       std::int64_t most);

/// Starts the job. `text`: the file in UTF-8. Refused: imports.not_ready.
Result<ImportRow> start(Context const& ctx, db::Tx& tx, ImportId id, std::int64_t version,
                        std::string_view text);
/// Takes everything out again that nobody touched since. Refused: imports.not_done.
Result<ImportRow> undo(Context const& ctx, db::Tx& tx, ImportId id, std::int64_t version);

/// One batch of undoing; true when none is left.
bool undo_batch(Context const& ctx, db::Tx& tx, ImportRow& import);

}  // namespace vefa::imports
