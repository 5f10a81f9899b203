#include "db/moving.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "db/look.hpp"
#include "db/moving/capture.hpp"
#include "db/moving/sink.hpp"
#include "db/settings.hpp"

namespace vefa::db {
namespace moving {
namespace {

using Steady = std::chrono::steady_clock;

constexpr char const* kMovedTo = "moved_to";
constexpr std::size_t kKeysAtOnce = 40;

class Mover final : public Moving {
 public:
  Mover(std::string const& from, std::string const& to, MoveOptions options)
      : reader_(open_session(from)),
        writer_(open_session(from)),
        tables_(tables_of(*reader_)),
        sink_(to, tables_),
        options_(std::move(options)) {}

  ~Mover() override {
    if (!capturing_) return;
    try {
      reader_->end();
      writer_->end();
      stop_capture(*writer_, tables_);
    } catch (std::exception const&) {
      // The database is away; the next move takes away what stayed.
    }
  }

  void copy() override {
    auto const begun = Steady::now();
    capturing_ = true;
    start_capture(*writer_, tables_);
    reader_->begin_reading();
    for (std::size_t i = 0; i < tables_.size(); ++i) copy_table(i);
    reader_->end();
    sink_.copied();
    copying_took_ = std::chrono::duration_cast<Duration>(Steady::now() - begun);
  }

  std::int64_t catch_up() override {
    reader_->begin_reading();
    auto const changes = read_changes(*reader_, tables_);
    // First away with all, then all anew: one row may have taken over another's unique value.
    for (auto const& [place, keys] : changes.keys) sink_.drop(place, keys);
    for (auto const& [place, keys] : changes.keys) put_changed(place, keys);
    reader_->end();
    sink_.caught_up();
    forget_changes(*writer_, changes.ids);
    std::int64_t rows = 0;
    for (auto const& [place, keys] : changes.keys) rows += static_cast<std::int64_t>(keys.size());
    return rows;
  }

  Moved finish() override {
    lock();
    catch_up();
    Moved out{.tables = static_cast<std::int64_t>(tables_.size()),
              .compared_all = copying_took_ <= options_.compare_all_within};
    std::vector<Digest> digests;
    digests.reserve(tables_.size());
    for (auto const& table : tables_) {
      Digest digest;
      if (out.compared_all)
        digest = digest_of(*writer_, table);
      else
        digest.rows = std::get<std::int64_t>(
            writer_->fetch("SELECT COUNT(*) FROM " + quoted(table.name)).at(0).at(0));
      out.rows += digest.rows;
      digests.push_back(digest);
    }
    sink_.finish(digests, !out.compared_all, counters_of(*writer_));
    return out;
  }

  void retire(std::string const& now_at) override {
    writer_->run("INSERT INTO settings (key, value, version) VALUES ($1, $2, 1)",
                 {std::string(kMovedTo), to_json_text(JsonObject{{"to", now_at}})});
    writer_->commit();
    stop_capture(*writer_, tables_);
    capturing_ = false;
  }

  void validate() override { sink_.validate(); }

 private:
  void copy_table(std::size_t place) {
    std::int64_t rows = 0;
    read_rows(*reader_, tables_[place], [&](std::vector<Row> const& page) {
      if (options_.is_stopped && options_.is_stopped())
        throw Unavailable("The move was stopped; nothing was switched.");
      sink_.put(place, page);
      rows += static_cast<std::int64_t>(page.size());
      if (options_.tell) options_.tell(tables_[place].name, rows);
    });
  }

  void put_changed(std::size_t place, std::vector<Row> const& keys) {
    auto const& table = tables_[place];
    in_parts(keys, std::min(kKeysAtOnce, page_of(table)),
             [&](std::size_t count, Row const& values) {
               auto const rows =
                   reader_->fetch(fmt::format("SELECT {} FROM {} WHERE {}", table.column_list(),
                                              quoted(table.name), table.has_one_of(count)),
                                  values);
               if (!rows.empty()) sink_.put(place, rows);
             });
  }

  /// Until the end, or until `retire`.
  void lock() {
    writer_->begin_writing();
    if (writer_->engine() == Engine::Sqlite) return;
    std::vector<std::string> names;
    names.reserve(tables_.size());
    for (auto const& table : tables_) names.push_back(quoted(table.name));
    writer_->run("LOCK TABLE " + join(names, ", ") + " IN EXCLUSIVE MODE");
  }

  std::unique_ptr<Session> const reader_;
  std::unique_ptr<Session> const writer_;
  std::vector<Table> const tables_;
  DatabaseSink sink_;
  MoveOptions const options_;
  Duration copying_took_{};
  bool capturing_ = false;
};

}  // namespace
}  // namespace moving

std::unique_ptr<Moving> begin_move(std::string const& from, std::string const& to,
                                   MoveOptions options) {
  return std::make_unique<moving::Mover>(from, to, std::move(options));
}

bool has_tables(Database& database) {
  std::int64_t tables = 0;
  database.read_now([&](Tx& tx) {
    tables = tx.scalar<std::int64_t>(
                   {"moving.tables", "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table'",
                    "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()", -1})
                 .value_or(0);
  });
  return tables > 0;
}

void drop_all(std::string const& url) {
  auto const session = moving::open_session(url);
  auto const schema = moving::texts(session->fetch("SELECT CAST(current_schema() AS TEXT)"));
  session->run("DROP SCHEMA " + moving::quoted(schema.at(0)) + " CASCADE");
}

namespace {

std::string read_moved_to(Tx& tx) {
  auto const found = get_setting(tx, moving::kMovedTo);
  if (!found) return {};
  auto const* text = found->if_contains("to");
  return text && text->is_string() ? std::string(text->get_string()) : std::string();
}

}  // namespace

std::string moved_to(Database& database) {
  std::string to;
  database.read_now([&](Tx& tx) { to = read_moved_to(tx); });
  return to;
}

void require_not_moved(Database& database) {
  std::string to;
  look_now(database, [&](Tx& tx) { to = read_moved_to(tx); });
  if (to.empty()) return;
  throw Unavailable(fmt::format(
      "The company of this database was moved to {}: serve it from there, and name that database "
      "in the configuration or in companies.toml.",
      to));
}

}  // namespace vefa::db
