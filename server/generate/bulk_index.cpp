#include "generate/bulk_index.hpp"

#include <fmt/format.h>

#include "db/statistics.hpp"

namespace vefa::generate {
namespace {

constexpr std::array<char const*, 12> kTables{"cases",
                                              "promises",
                                              "interactions",
                                              "interaction_recipients",
                                              "case_participants",
                                              "verdicts",
                                              "events",
                                              "recoveries",
                                              "remedies",
                                              "customers",
                                              "contact_points",
                                              "search_documents"};

/// The keys between open cases and their promises are checked in both directions while rows come
/// in; without these SQLite would look through both tables for each open case.
constexpr std::array<std::string_view, 2> kKept{"cases_next_promises", "promises_of_case"};

constexpr char const* kIndexesOfSqlite =
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = "
    "$1 "
    "ORDER BY name";
constexpr char const* kIndexesOfPostgres =
    "SELECT CAST(i.indexname AS TEXT) AS name, i.indexdef AS sql FROM pg_indexes i "
    "WHERE i.schemaname = current_schema() AND i.tablename = $1 AND NOT EXISTS ("
    "SELECT 1 FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace "
    "WHERE c.conname = i.indexname AND n.nspname = i.schemaname) ORDER BY i.indexname";

/// FTS5 holds so much in memory before it writes a segment; `kUsual…` are what it has otherwise
/// (server/migrations/0290_search_merging.sql).
constexpr std::int64_t kBytesOfSegment = 256 << 20;
constexpr std::int64_t kUsualBytes = 1 << 20;
constexpr std::int64_t kMostSegments = 2000;
constexpr std::int64_t kUsualSegments = 32;
constexpr std::int64_t kUsualMerge = 16;
constexpr std::int64_t kDocumentsAtOnce = 400'000;
/// More than one piece, so that merging makes one segment above what comes in: FTS5 would merge a
/// single one, however large, in one go with the first small ones that follow.
constexpr std::int64_t kFewestPieces = 4;
constexpr std::int64_t kPagesAtOnce = 100'000;  // merged

struct Index {
  std::string name;
  std::string sql;
};
BOOST_DESCRIBE_STRUCT(Index, (), (name, sql))

db::Statement once(std::string const& sql) {
  return {"generate.index", sql.c_str(), sql.c_str(), -1};
}

template <class F>
void write(db::Database& database, F const& f) {
  database.write_now([&](db::Tx& tx) {
    f(tx);
    return db::Outcome::Commit;
  });
}

void set_up_words(db::Tx& tx, char const* option, std::int64_t value) {
  tx.run(once("INSERT INTO search_index (search_index, rank) VALUES ($1, $2)"), option, value);
}

/// Up to which document, of those after `after`; 0 when there is none.
std::int64_t index_words(db::Tx& tx, std::int64_t after, std::int64_t at_once) {
  auto const last =
      tx.scalar<std::int64_t>(once("SELECT MAX(id) FROM (SELECT id FROM search_documents "
                                   "WHERE id > $1 ORDER BY id LIMIT $2)"),
                              after, at_once);
  if (!last) return 0;
  tx.run(once("INSERT INTO search_index (rowid, subject, body, more, facets) "
              "SELECT id, subject, body, more, facets FROM search_documents "
              "WHERE id > $1 AND id <= $2 ORDER BY id"),
         after, *last);
  return *last;
}

/// One more piece of the way to a single segment; false when it is one.
bool merge_words(db::Tx& tx, bool is_first) {
  static std::string const kChanges = "SELECT total_changes()";
  auto const before = tx.scalar<std::int64_t>(once(kChanges)).value();
  set_up_words(tx, "merge", is_first ? -kPagesAtOnce : kPagesAtOnce);
  // FTS5 itself says so: fewer than two changes is nothing to merge.
  return tx.scalar<std::int64_t>(once(kChanges)).value() - before >= 2;
}

}  // namespace

SuspendedIndexes::SuspendedIndexes(db::Database& database) : database_(database) {
  bool const sqlite = database.engine() == db::Engine::Sqlite;
  write(database, [&](db::Tx& tx) {
    for (auto const* table : kTables)
      for (auto const& index :
           tx.list<Index>(once(sqlite ? kIndexesOfSqlite : kIndexesOfPostgres), table)) {
        if (std::find(kKept.begin(), kKept.end(), index.name) != kKept.end()) continue;
        tx.run(once("DROP INDEX " + index.name));
        definitions_.emplace_back(index.name, index.sql);
      }
    if (!sqlite) return;
    trigger_ = tx.scalar<std::string>(once("SELECT sql FROM sqlite_master WHERE type = 'trigger' "
                                           "AND name = 'search_documents_added'"))
                   .value();
    tx.run(once("DROP TRIGGER search_documents_added"));
  });
}

void SuspendedIndexes::resume(std::function<void(std::string const& what)> const& progress) {
  for (auto const& [name, sql] : definitions_) {
    progress(name);
    write(database_, [&, &text = sql](db::Tx& tx) { tx.run(once(text)); });
  }
  if (!trigger_.empty()) resume_words(progress);
  progress("statistics");
  write(database_, [&](db::Tx& tx) {
    for (auto const& look : db::look_at_everything(tx.engine())) tx.run(once(look));
  });
}

void SuspendedIndexes::resume_words(std::function<void(std::string const& what)> const& progress) {
  std::int64_t at_once = kDocumentsAtOnce;
  write(database_, [&](db::Tx& tx) {
    auto const all = tx.scalar<std::int64_t>(once("SELECT COUNT(*) FROM search_documents"));
    at_once = std::clamp<std::int64_t>(all.value() / kFewestPieces, 1, kDocumentsAtOnce);
    set_up_words(tx, "hashsize", kBytesOfSegment);
    set_up_words(tx, "automerge", 0);
    set_up_words(tx, "crisismerge", kMostSegments);
  });
  std::int64_t count = 0;
  for (std::int64_t after = 0, last = 0;; after = last, count += at_once) {
    progress(fmt::format("words of documents from {} on", count));
    write(database_, [&](db::Tx& tx) { last = index_words(tx, after, at_once); });
    if (last == 0) break;
  }
  progress("words, merged");
  bool more = true;
  for (bool is_first = true; more; is_first = false)
    write(database_, [&](db::Tx& tx) { more = merge_words(tx, is_first); });
  write(database_, [&](db::Tx& tx) {
    set_up_words(tx, "hashsize", kUsualBytes);
    set_up_words(tx, "automerge", kUsualMerge);
    set_up_words(tx, "crisismerge", kUsualSegments);
    tx.run(once(trigger_));
  });
}

}  // namespace vefa::generate
