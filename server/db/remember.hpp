// What a company seldom changes (its profile, standards, routing, roles) is read by almost every
// use-case. It is kept in memory, and is still exactly what the transaction would read: one row
// counts the changes, in the transaction of each change, and every transaction that asks for
// something remembered reads it once.
//
//   db::Remembered const kRules{"routing_rules"};
//   auto const rules = db::remember<std::vector<Rule>>(
//       tx, kRules, "", [&] { return tx.list<Rule>(sql::all_rules); });
//
// Nobody has to say that something changed: a statement that writes one of the tables counts by
// itself. Loading may read the named tables alone; another is a std::logic_error at the first load.
#pragma once
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "db/database.hpp"

namespace vefa::db {

/// One kind of thing that is remembered. A constant at namespace scope, so that every process knows
/// all of its tables before its first statement.
class Remembered {
 public:
  Remembered(std::initializer_list<char const*> tables);
  Remembered(Remembered const&) = delete;
  Remembered& operator=(Remembered const&) = delete;
  std::vector<std::string> const& tables() const { return tables_; }

 private:
  std::vector<std::string> tables_;
};

/// What is kept of one database. Safe to use from several threads.
class Memory {
 public:
  using Kept = std::shared_ptr<void const>;
  /// Nothing unless it was kept at this very version.
  Kept find(Remembered const& what, std::string_view key, std::int64_t version);
  /// Does not replace what is newer.
  void keep(Remembered const& what, std::string_view key, std::int64_t version, Kept thing);
  /// After a commit failed: versions may come again with other contents.
  void forget();

 private:
  static constexpr std::size_t kMost = 2000;
  struct Entry {
    std::int64_t version = 0;
    Kept thing;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

/// Made when first asked for, gone with `forget_database`.
Memory& memory_of(Database& database);

/// For the backends: what each statement means for what is remembered, and the end of a database.
void note_statement(Tx& tx, Statement const& statement);
void forget_database(Database& database);

/// The tables that a statement reads or writes, in lower case.
std::vector<std::string> tables_of(std::string_view sql);
/// Counts a change that no statement of a module made: migrations.
void count_change(Tx& tx);

/// As this transaction sees it; 0 when it has itself changed what is remembered, and has to read.
std::int64_t remembered_version(Tx& tx);

/// While it lives, what this thread reads is loaded to be remembered: from these tables alone.
class Loading {
 public:
  explicit Loading(std::vector<std::string> const* tables);
  ~Loading();
  Loading(Loading const&) = delete;
  Loading& operator=(Loading const&) = delete;

 private:
  std::vector<std::string> const* const before_;
};

/// Loads it, or answers what was loaded before, if nothing that is remembered changed since.
/// `key` tells apart what differs within one kind: a team, a language.
template <class T, class Load>
std::shared_ptr<T const> remember(Tx& tx, Remembered const& what, std::string_view key,
                                  Load const& load) {
  auto const version = remembered_version(tx);
  auto& memory = memory_of(tx.database());
  if (version != 0)
    if (auto found = memory.find(what, key, version))
      return std::static_pointer_cast<T const>(std::move(found));
  Loading const loading(&what.tables());
  auto made = std::make_shared<T const>(load());
  if (version != 0) memory.keep(what, key, version, made);
  return made;
}

}  // namespace vefa::db
