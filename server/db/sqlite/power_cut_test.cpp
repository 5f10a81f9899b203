// What a power cut leaves: writes that were not synced are lost, wholly, partly, or not at all.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>

#include "db/database.hpp"
#include "db/migrate.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/vefa_process.hpp"

namespace vefa::db {
namespace {

/// Bytes that a write replaced, until the file is synced.
struct Unsynced {
  sqlite3_int64 offset;
  std::string before;
  sqlite3_int64 size_before;  // of the file
};

/// A disk under SQLite whose power can be cut: SQLite's own file system, but what was not synced is
/// remembered.
class Disk {
 public:
  static Disk& instance() {
    static Disk disk;
    return disk;
  }
  /// All files that are opened from here on are on this disk.
  void plug_in() {
    off_ = false;
    unsynced_.clear();
    sqlite3_vfs_register(&vfs_, 1);
  }
  void unplug() { sqlite3_vfs_unregister(&vfs_); }
  /// From this instant nothing reaches the disk.
  void cut_power() { off_ = true; }
  bool is_off() const { return off_; }

  /// Takes a random part of what was not synced back, newest first, as if it had never arrived.
  void lose_unsynced(std::mt19937& random) {
    for (auto const& [path, writes] : unsynced_) {
      std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
      for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
        if (random() % 2 == 0) continue;
        auto const kept = random() % (write->before.size() + 1);  // a torn write
        file.seekp(write->offset);
        file.write(write->before.data(), static_cast<std::streamsize>(kept));
      }
      file.close();
      if (!writes.empty() && random() % 2 == 0)
        std::filesystem::resize_file(path, static_cast<std::uintmax_t>(writes.front().size_before));
    }
    unsynced_.clear();
  }

  void remember(std::string const& path, Unsynced write) {
    std::lock_guard const lock(mutex_);
    unsynced_[path].push_back(std::move(write));
  }
  void synced(std::string const& path) {
    std::lock_guard const lock(mutex_);
    unsynced_[path].clear();
  }
  sqlite3_vfs& real() { return *real_; }

 private:
  Disk();

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  std::atomic<bool> off_ = false;
  std::mutex mutex_;
  std::map<std::string, std::vector<Unsynced>> unsynced_;
};

/// SQLite gives the memory: this, then the real file.
struct File {
  sqlite3_file base;
  std::string* path;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
File* file_of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real_of(sqlite3_file* file) { return file_of(file)->real(); }

int close_file(sqlite3_file* file) {
  delete std::exchange(file_of(file)->path, nullptr);
  return real_of(file)->pMethods->xClose(real_of(file));
}

int write_file(sqlite3_file* file, void const* bytes, int count, sqlite3_int64 offset) {
  if (Disk::instance().is_off()) return SQLITE_IOERR_WRITE;
  auto* real = real_of(file);
  Unsynced write{offset, std::string(static_cast<std::size_t>(count), '\0'), 0};
  real->pMethods->xFileSize(real, &write.size_before);
  int const read = real->pMethods->xRead(real, write.before.data(), count, offset);
  if (read != SQLITE_OK && read != SQLITE_IOERR_SHORT_READ) return read;
  Disk::instance().remember(*file_of(file)->path, std::move(write));
  return real->pMethods->xWrite(real, bytes, count, offset);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (Disk::instance().is_off()) return SQLITE_IOERR_TRUNCATE;
  return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

int sync_file(sqlite3_file* file, int flags) {
  if (Disk::instance().is_off()) return SQLITE_IOERR_FSYNC;
  int const code = real_of(file)->pMethods->xSync(real_of(file), flags);
  if (code == SQLITE_OK) Disk::instance().synced(*file_of(file)->path);
  return code;
}

/// The rest is the real file's.
sqlite3_io_methods const kMethods{
    .iVersion = 3,
    .xClose = close_file,
    .xRead = [](sqlite3_file* f, void* to, int n,
                sqlite3_int64 at) { return real_of(f)->pMethods->xRead(real_of(f), to, n, at); },
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize =
        [](sqlite3_file* f, sqlite3_int64* size) {
          return real_of(f)->pMethods->xFileSize(real_of(f), size);
        },
    .xLock = [](sqlite3_file* f, int l) { return real_of(f)->pMethods->xLock(real_of(f), l); },
    .xUnlock = [](sqlite3_file* f, int l) { return real_of(f)->pMethods->xUnlock(real_of(f), l); },
    .xCheckReservedLock =
        [](sqlite3_file* f, int* out) {
          return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
        },
    .xFileControl =
        [](sqlite3_file* f, int op, void* arg) {
          return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
        },
    .xSectorSize = [](sqlite3_file* f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); },
    // Nothing is promised of writes that were not synced.
    .xDeviceCharacteristics = [](sqlite3_file*) { return 0; },
    .xShmMap =
        [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
          return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
        },
    .xShmLock =
        [](sqlite3_file* f, int offset, int n, int flags) {
          return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
        },
    .xShmBarrier = [](sqlite3_file* f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); },
    .xShmUnmap = [](sqlite3_file* f,
                    int remove) { return real_of(f)->pMethods->xShmUnmap(real_of(f), remove); },
    .xFetch = [](sqlite3_file* f, sqlite3_int64 at, int n,
                 void** out) { return real_of(f)->pMethods->xFetch(real_of(f), at, n, out); },
    .xUnfetch = [](sqlite3_file* f, sqlite3_int64 at,
                   void* page) { return real_of(f)->pMethods->xUnfetch(real_of(f), at, page); }};

int open_file(sqlite3_vfs*, char const* name, sqlite3_file* file, int flags, int* out_flags) {
  auto& real = Disk::instance().real();
  file_of(file)->path = nullptr;
  file->pMethods = nullptr;
  int const code = real.xOpen(&real, name, real_of(file), flags, out_flags);
  if (code != SQLITE_OK) return code;
  file_of(file)->path = new std::string(name ? name : "");
  file->pMethods = &kMethods;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, char const* name, int sync) {
  if (Disk::instance().is_off()) return SQLITE_IOERR_DELETE;
  auto& real = Disk::instance().real();
  return real.xDelete(&real, name, sync);
}

Disk::Disk() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
  vfs_.zName = "power-cut";
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.xOpen = open_file;
  vfs_.xDelete = delete_file;
  vfs_.pNext = nullptr;
}

constexpr int kRounds = 20;
constexpr std::int64_t kWritesAtMost = 400;

/// Writes until the power is cut; answers what was acknowledged.
std::vector<std::int64_t> write_until_cut(Options const& options, std::int64_t first,
                                          std::mt19937& random) {
  auto& disk = Disk::instance();
  disk.plug_in();
  auto const database = open_unmigrated(options);
  std::mutex mutex;
  std::vector<std::int64_t> acknowledged;
  auto const cut_after = 1 + random() % kWritesAtMost;
  for (std::int64_t n = 0; n < kWritesAtMost; ++n) {
    if (static_cast<std::uint64_t>(n) == cut_after) disk.cut_power();
    auto const id = first + n;
    database->write(
        [id](Tx& tx) {
          tx.run(testing::ad_hoc("INSERT INTO words (id, word) VALUES ($1, $2)"), id,
                 std::string(700, static_cast<char>('a' + id % 26)));
          return Outcome::Commit;
        },
        [&, id](std::exception_ptr failure) {
          std::lock_guard const lock(mutex);
          if (!failure) acknowledged.push_back(id);
        });
    if (n % 40 == 39) {
      try {
        database->read_now([](Tx&) {});
        database->write_now([](Tx&) { return Outcome::Rollback; });
      } catch (Unavailable const&) {
        // The power is off.
      }
    }
  }
  disk.cut_power();
  database->close();
  disk.unplug();
  return acknowledged;
}

TEST(PowerCut, what_was_acknowledged_is_there_and_the_file_is_whole) {
  auto const seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  auto const folder = testing::temporary_folder();
  Options const options{.url = "sqlite:" + folder + "/company.db", .readers = 1};
  {
    auto const database = open_unmigrated(options);
    database->write_now([](Tx& tx) {
      tx.run(testing::ad_hoc("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT) STRICT"));
      tx.run(testing::ad_hoc("CREATE INDEX words_by_word ON words (word, id)"));
      return Outcome::Commit;
    });
    database->close();
  }
  std::size_t count = 0;
  for (int round = 0; round < kRounds; ++round) {
    auto const kept = write_until_cut(options, (round + 1) * 10'000, random);
    Disk::instance().lose_unsynced(random);
    std::filesystem::remove(folder + "/company.db-shm");  // memory, which a power cut empties
    count += kept.size();
    auto const database = open_unmigrated(options);
    database->read_now([&](Tx& tx) {
      EXPECT_EQ(tx.scalar<std::string>(testing::ad_hoc("PRAGMA integrity_check")), "ok");
      for (auto const id : kept)
        EXPECT_TRUE(
            tx.scalar<std::int64_t>(testing::ad_hoc("SELECT id FROM words WHERE id = $1"), id))
            << id << " was acknowledged in round " << round << " and is lost";
    });
    database->close();
  }
  EXPECT_GT(count, 0u);
  EXPECT_LT(count, static_cast<std::size_t>(kRounds * kWritesAtMost)) << "no cut was felt";
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace vefa::db
