#include "db/sqlite/copy.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "db/database.hpp"

namespace vefa::db::sqlite {
namespace {

using Handle = std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)>;

Handle open_file(std::string const& path, int flags) {
  sqlite3* db = nullptr;
  int const code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  Handle handle(db, &sqlite3_close_v2);
  if (code != SQLITE_OK)
    throw Unavailable(
        fmt::format("The file {} cannot be opened ({}).", path, sqlite3_errstr(code)));
  sqlite3_busy_timeout(db, 10'000);
  return handle;
}

}  // namespace

void copy_database(std::string const& from, std::string const& to) {
  auto const source = open_file(from, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
  // A reader in a WAL file never checkpoints: that is the server's affair.
  sqlite3_exec(source.get(), "PRAGMA wal_autocheckpoint=0", nullptr, nullptr, nullptr);
  int const fresh = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (fresh < 0) throw Unavailable(fmt::format("The file {} cannot be made anew.", to));
  ::close(fresh);
  auto const target = open_file(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
  sqlite3_exec(target.get(), "PRAGMA synchronous=FULL", nullptr, nullptr, nullptr);
  auto* const backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
  if (!backup)
    throw Unavailable(fmt::format("The copy cannot begin ({}).", sqlite3_errmsg(target.get())));
  // All pages in one step are one snapshot; in several, each write of others would begin it anew.
  int const code = sqlite3_backup_step(backup, -1);
  int const ended = sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE || ended != SQLITE_OK)
    throw Unavailable(fmt::format("The database {} could not be copied to {} ({}).", from, to,
                                  sqlite3_errstr(code != SQLITE_DONE ? code : ended)));
}

}  // namespace vefa::db::sqlite
