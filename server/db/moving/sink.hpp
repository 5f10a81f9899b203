// Where moved rows go: into another database, or into a stream that another server reads.
#pragma once
#include "db/moving/digest.hpp"

namespace vefa::db::moving {

/// Calls come in this order: `put` of every table; `copied`; then as often as need be `drop` and
/// `put` of what changed, and `caught_up`; at last `finish`.
class Sink {
 public:
  virtual ~Sink() = default;
  /// At most a page of rows, none of which is there.
  virtual void put(std::size_t table, std::vector<Row> const& rows) = 0;
  /// Rows with these keys, which need not be there.
  virtual void drop(std::size_t table, std::vector<Row> const& keys) = 0;
  /// Everything of one moment is there. Throws Unavailable when what is there is not what was put.
  virtual void copied() = 0;
  /// What changed since is there.
  virtual void caught_up() = 0;
  /// Nothing follows: `digests` of every table, or their numbers of rows alone. Throws Unavailable
  /// unless it holds the same. Makes all durable.
  virtual void finish(std::vector<Digest> const& digests, bool rows_alone,
                      std::map<std::string, std::int64_t> const& counters) = 0;
};

/// A database that was just made and migrated: empties it, and fills it without its foreign keys,
/// which stand again when `finish` returns.
class DatabaseSink final : public Sink {
 public:
  /// Throws Unavailable unless it has these tables.
  DatabaseSink(std::string const& url, std::vector<Table> tables);
  ~DatabaseSink() override;
  void put(std::size_t table, std::vector<Row> const& rows) override;
  void drop(std::size_t table, std::vector<Row> const& keys) override;
  void copied() override;
  void caught_up() override;
  void finish(std::vector<Digest> const& digests, bool rows_alone,
              std::map<std::string, std::int64_t> const& counters) override;
  /// PostgreSQL looks at each foreign key of every row, beside whoever uses the database already.
  void validate();

 private:
  struct ForeignKey {
    std::string table;
    std::string name;
    std::string definition;
  };
  void begin();
  void commit();
  void empty();
  void drop_foreign_keys();
  std::string insert_of(Table const& table, std::size_t rows) const;

  std::unique_ptr<Session> session_;
  std::vector<Table> const tables_;
  std::vector<Digest> digests_;
  std::vector<ForeignKey> foreign_keys_;
  bool copying_ = true;
  bool writing_ = false;
  std::size_t uncommitted_ = 0;  // rows
};

}  // namespace vefa::db::moving
