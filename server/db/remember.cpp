#include "db/remember.hpp"

#include <set>

#include "db/gathered.hpp"
#include "db/queries.hpp"
#include "db/statements.hpp"

namespace vefa::db {
namespace {

/// Filled before main by the constants, then only read.
std::set<std::string, std::less<>>& remembered_tables() {
  static auto* const all = new std::set<std::string, std::less<>>;
  return *all;
}

enum class Touch { Reads, Writes };
struct Mention {
  std::string table;
  Touch touch;
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_of_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// Words in lower case, commas and opening brackets; quoted texts and comments are skipped.
std::vector<std::string> words_of(std::string_view sql) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < sql.size();) {
    if (auto const end = end_of_quoted(sql, i); end > i) {
      i = end;
      continue;
    }
    if (sql[i] == ',' || sql[i] == '(') words.emplace_back(1, sql[i]);
    auto const from = i++;
    if (!is_of_word(sql[from])) continue;
    while (i < sql.size() && is_of_word(sql[i])) ++i;
    words.push_back(lower(sql.substr(from, i - from)));
  }
  return words;
}

std::vector<Mention> mentions_of(std::string_view sql) {
  auto words = words_of(sql);
  words.resize(words.size() + 4);  // so that looking ahead needs no care
  std::vector<Mention> out;
  for (std::size_t i = 0; i + 4 < words.size(); ++i) {
    auto const& word = words[i];
    auto const& before = i > 0 ? words[i - 1] : std::string();
    // `DO UPDATE SET`, `FOR UPDATE` name no table.
    bool const writes = word == "into" || (word == "from" && before == "delete") ||
                        (word == "update" && before != "do" && before != "for");
    if (writes) out.push_back({words[i + 1], Touch::Writes});
    if (writes || (word != "from" && word != "join")) continue;
    // One after the other, `a x, b y`; neither a query in brackets nor a function.
    for (auto at = i + 1; at + 3 < words.size(); at += 2) {
      if (words[at] != "(" && words[at + 1] != "(") out.push_back({words[at], Touch::Reads});
      if (words[at + 1] == "as") ++at;
      if (words[at + 1] != ",") ++at;  // its other name
      if (words[at + 1] != ",") break;
    }
  }
  return out;
}

bool writes_one(Statement const& statement) {
  for (auto const& mention : mentions_of(statement.sqlite))
    if (mention.touch == Touch::Writes && remembered_tables().contains(mention.table)) return true;
  return false;
}

bool changes_remembered(Statement const& statement) {
  enum : signed char { Unknown, No, Yes };
  // Never destroyed: threads may still run a statement while the process ends.
  static auto* const known = new std::vector<std::atomic<signed char>>(all_statements().size());
  if (statement.index < 0) return false;  // migrations count by themselves
  auto& mark = (*known)[static_cast<std::size_t>(statement.index)];
  auto found = mark.load(std::memory_order_relaxed);
  if (found == Unknown) {
    found = writes_one(statement) ? Yes : No;
    mark.store(found, std::memory_order_relaxed);
  }
  return found == Yes;
}

/// What one transaction knows of the count.
struct Count {
  std::optional<std::int64_t> seen;
  bool changed = false;
};

struct Memories {
  std::mutex mutex;
  std::unordered_map<Database*, std::unique_ptr<Memory>> of;
};

Memories& memories() {
  static auto* const all = new Memories;
  return *all;
}

thread_local std::vector<std::string> const* t_may_read = nullptr;

std::string key_of(Remembered const& what, std::string_view key) {
  return std::to_string(reinterpret_cast<std::uintptr_t>(&what)).append(".").append(key);
}

}  // namespace

Remembered::Remembered(std::initializer_list<char const*> tables)
    : tables_(tables.begin(), tables.end()) {
  remembered_tables().insert(tables.begin(), tables.end());
}

Memory::Kept Memory::find(Remembered const& what, std::string_view key, std::int64_t version) {
  auto const wanted = key_of(what, key);
  std::lock_guard const lock(mutex_);
  auto const found = entries_.find(wanted);
  if (found == entries_.end() || found->second.version != version) return nullptr;
  return found->second.thing;
}

void Memory::keep(Remembered const& what, std::string_view key, std::int64_t version, Kept thing) {
  auto wanted = key_of(what, key);
  std::lock_guard const lock(mutex_);
  if (entries_.size() >= kMost) entries_.clear();
  auto& entry = entries_[std::move(wanted)];
  if (entry.version <= version) entry = {version, std::move(thing)};
}

void Memory::forget() {
  std::lock_guard const lock(mutex_);
  entries_.clear();
}

Memory& memory_of(Database& database) {
  std::lock_guard const lock(memories().mutex);
  auto& memory = memories().of[&database];
  if (!memory) memory = std::make_unique<Memory>();
  return *memory;
}

void forget_database(Database& database) {
  std::lock_guard const lock(memories().mutex);
  memories().of.erase(&database);
}

Loading::Loading(std::vector<std::string> const* tables)
    : before_(std::exchange(t_may_read, tables)) {}
Loading::~Loading() { t_may_read = before_; }

void note_statement(Tx& tx, Statement const& statement) {
  if (changes_remembered(statement)) {
    auto& count = gathered<Count>(tx);
    if (!count.changed) tx.before_commit([&tx] { count_change(tx); });
    count.changed = true;
  }
  if (!t_may_read) return;
  for (auto const& table : tables_of(statement.sqlite))
    if (std::find(t_may_read->begin(), t_may_read->end(), table) == t_may_read->end())
      throw std::logic_error(
          fmt::format("{} reads {}, which does not stand among the tables of what is remembered",
                      statement.name, table));
}

std::int64_t remembered_version(Tx& tx) {
  auto& count = gathered<Count>(tx);
  if (count.changed) return 0;
  if (!count.seen) {
    Loading const unbounded(nullptr);
    count.seen = tx.scalar<std::int64_t>(sql::remembered_version).value();
  }
  return *count.seen;
}

std::vector<std::string> tables_of(std::string_view sql) {
  std::vector<std::string> out;
  for (auto& mention : mentions_of(sql)) out.push_back(std::move(mention.table));
  return out;
}

void count_change(Tx& tx) { tx.run(sql::count_remembered); }

}  // namespace vefa::db
