#include "db/sqlite/connection.hpp"

#include <sqlite3.h>

#include <thread>

#include "db/rest.hpp"
#include "db/sqlite/word_counts.hpp"
#include "db/statements.hpp"
#include "db/statistics.hpp"

namespace vefa::db::sqlite {
namespace {

// The kernel maps sixteen pages where one is read; a connection that soon rests again reads few.
constexpr int kUsesUntilMapped = 200;

// Process-wide settings of the library, before its first use.
void initialize_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    // The count of all memory is a lock shared by all connections, and nobody reads it.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    // No pages set aside for a connection that may never copy one: reading maps the file.
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0);
    sqlite3_initialize();
  });
}

ConstraintError::Kind kind_of(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return ConstraintError::Kind::Unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return ConstraintError::Kind::ForeignKey;
    case SQLITE_CONSTRAINT_NOTNULL:
      return ConstraintError::Kind::NotNull;
    default:
      return ConstraintError::Kind::Check;
  }
}

Value value_of(sqlite3_stmt* row, int column) {
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(row, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(row, column);
    case SQLITE_TEXT: {
      auto const* text = reinterpret_cast<char const*>(sqlite3_column_text(row, column));
      return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
    }
    case SQLITE_BLOB: {
      auto const* bytes = static_cast<char const*>(sqlite3_column_blob(row, column));
      auto const size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
      return Bytes{size == 0 ? std::string() : std::string(bytes, size)};
    }
    default:
      return std::monostate{};
  }
}

int bind(sqlite3_stmt* statement, int slot, Value const& value) {
  if (auto const* whole = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(statement, slot, *whole);
  if (auto const* real = std::get_if<double>(&value))
    return sqlite3_bind_double(statement, slot, *real);
  // The values outlive the statement's run, after which the bindings are cleared.
  if (auto const* text = std::get_if<std::string>(&value))
    return sqlite3_bind_text64(statement, slot, text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  if (auto const* bytes = std::get_if<Bytes>(&value))
    return sqlite3_bind_blob64(statement, slot, bytes->data.data(), bytes->data.size(),
                               SQLITE_STATIC);
  return sqlite3_bind_null(statement, slot);
}

}  // namespace

Connection::Prepared::~Prepared() { sqlite3_finalize(handle); }

// Binds, and gives the statement back for its next use whatever happens.
class Connection::Use {
 public:
  Use(Connection& connection, Statement const& statement, std::vector<Value> const& values)
      : prepared(connection.prepared(statement, ad_hoc_)) {
    check_parameter_count(statement, prepared.slots.size(), values.size());
    check_texts(statement, values);
    mark_run(Engine::Sqlite, statement);
    if (prepared.writes) ++connection.writes_;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (prepared.slots[i] && bind(prepared.handle, prepared.slots[i], values[i]) != SQLITE_OK)
        connection.fail(statement.name);
  }
  ~Use() {
    sqlite3_reset(prepared.handle);
    sqlite3_clear_bindings(prepared.handle);
  }

 private:
  std::unique_ptr<Prepared> ad_hoc_;

 public:
  Prepared& prepared;
};

Connection::Connection(File const& file, Role role)
    : optimize_at_end_(role == Role::Writer && file.durable) {
  initialize_library();
  int const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  int const code = sqlite3_open_v2(file.path.c_str(), &db_, flags, nullptr);
  if (code != SQLITE_OK) {
    std::string const why = db_ ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
    sqlite3_close_v2(db_);
    throw Unavailable(fmt::format(
        "The database file {} cannot be opened ({}). Check that its folder exists and that this "
        "user may write there.",
        file.path, why));
  }
  try {
    set_up(file, role);
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

Connection::~Connection() {
  // Fresh statistics for the planner, from a bounded look at each index that changed; they can wait
  // for another time where somebody writes.
  if (optimize_at_end_) {
    sqlite3_busy_timeout(db_, 0);
    sqlite3_exec(db_, "PRAGMA analysis_limit=400; PRAGMA optimize", nullptr, nullptr, nullptr);
    sqlite3_exec(db_, kForgetSmallTables, nullptr, nullptr, nullptr);
  }
  cache_.clear();
  commands_.clear();
  sqlite3_close_v2(db_);
}

void Connection::let_go() noexcept {
  cache_.clear();
  commands_.clear();
  sqlite3_exec(db_, "PRAGMA mmap_size=0", nullptr, nullptr, nullptr);
  is_mapped_ = false;
  uses_ = 0;
  if (are_many_schemas()) {
    sqlite3_exec(db_, "PRAGMA writable_schema=RESET", nullptr, nullptr, nullptr);
    schema_.reset();
  }
  sqlite3_db_release_memory(db_);
  give_memory_back();
}

void Connection::map() {
  exec("PRAGMA mmap_size=268435456");
  is_mapped_ = true;
}

void Connection::use() {
  if (!schema_) schema_.emplace();
  if (!is_mapped_ && ++uses_ >= kUsesUntilMapped) map();
}

void Connection::set_up(File const& file, Role role) {
  schema_.emplace();
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, 5000);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  int const cache_kib = std::max(2048, file.page_cache_mb * (role == Role::Writer ? 1024 : 256));
  exec(fmt::format("PRAGMA cache_size=-{}", cache_kib));
  // SQLite does not wait here for another process that is making the same change.
  for (int tries = 0;; ++tries) {
    try {
      exec("PRAGMA journal_mode=WAL");
      break;
    } catch (Unavailable const&) {
      if (tries == 500) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  exec(file.durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF");
  exec("PRAGMA foreign_keys=ON");
  if (!connections_rest()) map();
  exec("PRAGMA temp_store=MEMORY");
  // The search index is an FTS5 table kept by triggers of our own schema; SQLite runs those only in
  // a schema that it trusts.
  exec("PRAGMA trusted_schema=ON");
  exec("PRAGMA journal_size_limit=67108864");
  // Checkpoints belong to the write lane, after it has answered.
  exec("PRAGMA wal_autocheckpoint=0");
  if (role == Role::Writer)
    sqlite3_wal_hook(
        db_,
        [](void* self, sqlite3*, char const*, int frames) {
          static_cast<Connection*>(self)->log_frames_ = frames;
          return SQLITE_OK;
        },
        this);
  if (role == Role::Reader) exec("PRAGMA query_only=ON");
  add_word_counts(db_);
  Statement const ask{"db.foreign_keys", "PRAGMA foreign_keys", "", -1};
  if (fetch(ask, {}).rows.at(0).at(0) != Value(std::int64_t{1}))
    throw Unavailable(
        "This SQLite library was built without foreign keys; use Debian's libsqlite3.");
}

void Connection::exec(std::string const& sql) {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql.c_str());
}

void Connection::command(char const* literal) {
  auto found = std::find_if(commands_.begin(), commands_.end(),
                            [&](auto const& known) { return known.first == literal; });
  if (found == commands_.end()) {
    auto made = prepare({literal, literal, literal, -1});
    found = commands_.insert(commands_.end(), {literal, std::move(made)});
  }
  sqlite3_stmt* const handle = found->second->handle;
  bool const done = sqlite3_step(handle) == SQLITE_DONE;
  if (sqlite3_reset(handle) != SQLITE_OK || !done) fail(literal);
}

std::int64_t Connection::execute(Statement const& statement, std::vector<Value> const& values) {
  Use const use(*this, statement, values);
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(use.prepared.handle);
  if (code != SQLITE_DONE) fail(statement.name);
  return sqlite3_changes64(db_);
}

Rows Connection::fetch(Statement const& statement, std::vector<Value> const& values) {
  Use const use(*this, statement, values);
  Rows answer{{}, use.prepared.columns};
  auto const width = static_cast<int>(answer.columns->size());
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(use.prepared.handle)) == SQLITE_ROW) {
    auto& row = answer.rows.emplace_back();
    row.reserve(static_cast<std::size_t>(width));
    for (int i = 0; i < width; ++i) row.push_back(value_of(use.prepared.handle, i));
  }
  if (code != SQLITE_DONE) fail(statement.name);
  return answer;
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

void Connection::checkpoint() {
  int const code =
      sqlite3_wal_checkpoint_v2(db_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && code != SQLITE_BUSY) fail("checkpoint");
}

int Connection::status(int what) const {
  int now = 0;
  int highest = 0;
  if (sqlite3_db_status(db_, what, &now, &highest, 0) != SQLITE_OK) fail("status");
  return now;
}

bool Connection::breaks_foreign_keys() const { return status(SQLITE_DBSTATUS_DEFERRED_FKS) != 0; }
int Connection::schema_bytes() const { return status(SQLITE_DBSTATUS_SCHEMA_USED); }

std::unique_ptr<Connection::Prepared> Connection::prepare(Statement const& statement) {
  auto made = std::make_unique<Prepared>();
  unsigned const flags = statement.index < 0 ? 0 : SQLITE_PREPARE_PERSISTENT;
  char const* rest = nullptr;
  if (sqlite3_prepare_v3(db_, statement.sqlite, -1, flags, &made->handle, &rest) != SQLITE_OK)
    fail(statement.name);
  if (!made->handle || std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string::npos)
    throw std::logic_error(fmt::format("{} is not one statement", statement.name));
  made->writes = sqlite3_stmt_readonly(made->handle) == 0;
  auto const used = parameters_of(statement.sqlite);
  for (std::size_t n = 1; n <= used.size(); ++n) {
    auto const name = fmt::format("${}", n);
    made->slots.push_back(sqlite3_bind_parameter_index(made->handle, name.c_str()));
  }
  std::vector<std::string> columns;
  columns.reserve(static_cast<std::size_t>(sqlite3_column_count(made->handle)));
  for (int i = 0; i < sqlite3_column_count(made->handle); ++i)
    columns.emplace_back(sqlite3_column_name(made->handle, i));
  made->columns = std::make_shared<std::vector<std::string> const>(std::move(columns));
  return made;
}

Connection::Prepared& Connection::prepared(Statement const& statement,
                                           std::unique_ptr<Prepared>& ad_hoc) {
  if (statement.index < 0) {
    ad_hoc = prepare(statement);
    return *ad_hoc;
  }
  auto const slot = static_cast<std::size_t>(statement.index);
  if (slot >= cache_.size()) cache_.resize(std::max(slot + 1, all_statements().size()));
  if (!cache_[slot]) cache_[slot] = prepare(statement);
  return *cache_[slot];
}

void Connection::fail(char const* what) const {
  int const code = sqlite3_extended_errcode(db_);
  auto const text = fmt::format("{}: {}", what, sqlite3_errmsg(db_));
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      throw ConstraintError(kind_of(code), text);
    case SQLITE_FULL:
      throw Unavailable("The disk of the database is full (" + text + ").");
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_NOMEM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PERM:
    case SQLITE_INTERRUPT:
      throw Unavailable("The database file cannot be used now (" + text + ").");
    default:
      throw std::runtime_error(text);
  }
}

}  // namespace vefa::db::sqlite
