#include "db/sqlite/word_counts.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "db/database.hpp"

namespace vefa::db::sqlite {
namespace {

constexpr std::size_t kMostGroups = 26;
constexpr int kMostColumns = 8;

struct Group {
  std::array<int, kMostColumns> counts{};
  std::int64_t last_place = -1;
};

struct Place {
  int phrase = 0;
  int column = 0;
  int word = 0;
};

/// Phrases of one group at one place are counted once; places come in order.
void count(std::array<Group, kMostGroups>& groups, std::string_view letters, Place const& at) {
  auto const phrase = static_cast<std::size_t>(at.phrase);
  char const letter = phrase < letters.size() ? letters[phrase] : '-';
  if (letter < 'a' || letter > 'z' || at.column >= kMostColumns) return;
  auto& group = groups[static_cast<std::size_t>(letter - 'a')];
  auto const place = (std::int64_t{at.column} << 32) + at.word;
  if (group.last_place == place) return;
  group.last_place = place;
  ++group.counts[static_cast<std::size_t>(at.column)];
}

void word_counts(Fts5ExtensionApi const* api, Fts5Context* found, sqlite3_context* answer,
                 int given, sqlite3_value** values) {
  if (given != 2) return sqlite3_result_error(answer, "word_counts takes groups and most", -1);
  auto const* text = reinterpret_cast<char const*>(sqlite3_value_text(values[0]));
  std::string_view const letters = text ? text : "";
  int const most = sqlite3_value_int(values[1]);
  int places = 0;
  int code = api->xInstCount(found, &places);
  std::array<Group, kMostGroups> groups;
  for (int i = 0; code == SQLITE_OK && i < places; ++i) {
    Place at;
    code = api->xInst(found, i, &at.phrase, &at.column, &at.word);
    if (code == SQLITE_OK && at.word < most) count(groups, letters, at);
  }
  if (code != SQLITE_OK) return sqlite3_result_error_code(answer, code);
  int const columns = std::min(api->xColumnCount(found), kMostColumns);
  std::size_t used = 0;
  for (char const letter : letters)
    if (letter >= 'a' && letter <= 'z')
      used = std::max(used, static_cast<std::size_t>(letter - 'a') + 1);
  fmt::memory_buffer out;
  for (std::size_t group = 0; group < used; ++group)
    for (int column = 0; column < columns; ++column)
      fmt::format_to(std::back_inserter(out), "{}{}", out.size() == 0 ? "" : " ",
                     groups[group].counts[static_cast<std::size_t>(column)]);
  sqlite3_result_text(answer, out.data(), static_cast<int>(out.size()), SQLITE_TRANSIENT);
}

fts5_api* api_of(sqlite3* db) {
  fts5_api* api = nullptr;
  sqlite3_stmt* ask = nullptr;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &ask, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(ask, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(ask);
  }
  sqlite3_finalize(ask);
  return api;
}

}  // namespace

void add_word_counts(sqlite3* db) {
  auto* const api = api_of(db);
  if (!api || api->xCreateFunction(api, "word_counts", nullptr, word_counts, nullptr) != SQLITE_OK)
    throw Unavailable("This SQLite library was built without FTS5; use Debian's libsqlite3.");
}

}  // namespace vefa::db::sqlite
