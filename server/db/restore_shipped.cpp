#include <sqlite3.h>

#include <charconv>
#include <filesystem>
#include <fstream>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "db/files.hpp"
#include "db/shipping.hpp"
#include "db/sqlite/generation.hpp"

namespace vefa::db {
namespace {

namespace fs = std::filesystem;

using sqlite::Base;
using sqlite::kFrameHeaderBytes;
using sqlite::kLogHeaderBytes;

/// `RUN-OFFSET-INSTANT-SHA.wal`
struct Piece {
  std::string file;  // its name in the depot
  std::int64_t run = 0;
  std::int64_t offset = 0;
  Instant at;
  std::string sha;
};

std::int64_t number_in(std::string const& text) {
  std::int64_t out = -1;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::optional<Base> base_of(Depot& from, std::string const& generation) {
  auto const text = from.get(generation + "/base.json");
  if (!text) return std::nullopt;
  auto base = from_json_text<Base>(*text);
  if (!base.ok()) throw Unavailable(generation + "/base.json cannot be read.");
  return std::move(*base);
}

/// The newest whose base is whole and not younger than `until`.
std::string generation_for(Depot& from, Instant until) {
  std::string best;
  std::optional<Instant> first;
  for (auto const& generation : from.folders_in("")) {
    auto const base = base_of(from, generation);
    if (!base) continue;
    if (!first || base->usable_from < *first) first = base->usable_from;
    if (base->usable_from <= until && generation > best) best = generation;
  }
  if (!best.empty()) return best;
  throw Unavailable(first ? fmt::format("It reaches back to {} only.", to_text(*first))
                          : "It holds no whole copy of a database.");
}

/// In the order they were written.
std::vector<Piece> pieces_of(Depot& from, std::string const& generation, Instant until) {
  std::vector<Piece> all;
  for (auto const& name : from.files_in(generation)) {
    auto const parts = split(name.substr(0, name.rfind('.')), '-');
    if (!name.ends_with(".wal") || parts.size() != 4) continue;
    Piece piece{fmt::format("{}/{}", generation, name),
                number_in(parts[0]),
                number_in(parts[1]),
                {number_in(parts[2])},
                parts[3]};
    if (piece.at <= until) all.push_back(std::move(piece));
  }
  std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) {
    return std::tuple(a.run, a.offset, b.at) < std::tuple(b.run, b.offset, a.at);
  });
  // One that was written twice: the newer.
  auto const same = [](auto const& a, auto const& b) {
    return a.run == b.run && a.offset == b.offset;
  };
  all.erase(std::unique(all.begin(), all.end(), same), all.end());
  return all;
}

/// Frames up to the last that ends a commit: a server that died left half of one, perhaps.
std::int64_t frames_committed(std::string const& log) {
  auto const frame = kFrameHeaderBytes + sqlite::number_at(log, 8);
  std::int64_t committed = 0;
  auto const size = static_cast<std::int64_t>(log.size());
  for (std::int64_t n = 1, at = kLogHeaderBytes; at + frame <= size; ++n, at += frame)
    if (sqlite::number_at(log, static_cast<std::size_t>(at + 4)) != 0) committed = n;
  return committed;
}

struct Closer {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

/// Has SQLite itself take the log into the database, and counts what it took.
void take_in(std::string const& database, std::string const& log) {
  sqlite3* opened = nullptr;
  int const code = sqlite3_open_v2(database.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
  std::unique_ptr<sqlite3, Closer> const db(opened);
  auto const expected = frames_committed(log);
  sqlite3_exec(db.get(), "PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
  int frames = 0;
  int moved = 0;
  bool const read = code == SQLITE_OK &&
                    sqlite3_exec(db.get(), "SELECT 1 FROM sqlite_schema", nullptr, nullptr,
                                 nullptr) == SQLITE_OK &&
                    sqlite3_wal_checkpoint_v2(db.get(), "main", SQLITE_CHECKPOINT_PASSIVE, &frames,
                                              &moved) == SQLITE_OK;
  if (!read || frames != expected || moved != expected)
    throw Unavailable(fmt::format("SQLite took {} of {} pages of the log: a piece was changed.",
                                  moved, expected));
}

/// The bytes of one run of the log, from piece `i` on, which moves behind them.
std::string log_of_run(Depot& from, std::vector<Piece> const& pieces, std::size_t& i) {
  std::string log;
  for (auto const run = pieces[i].run; i < pieces.size() && pieces[i].run == run; ++i) {
    auto const read = from.get(pieces[i].file);
    if (!read) throw Unavailable(pieces[i].file + " is gone.");
    auto const& bytes = *read;
    if (hex(sha256(bytes)).substr(0, 16) != pieces[i].sha)
      throw Unavailable(pieces[i].file + " is not what was written.");
    if (pieces[i].offset != static_cast<std::int64_t>(log.size()))
      throw Unavailable("A piece before " + pieces[i].file + " is missing.");
    log += bytes;
  }
  return log;
}

void apply(Depot& from, std::string const& database, std::vector<Piece> const& pieces) {
  std::int64_t run = 0;  // the first is 1 where the log was empty when the generation began
  for (std::size_t i = 0; i < pieces.size(); ++run) {
    if (i == 0 && pieces[0].run == 1) run = 1;
    if (pieces[i].run != run)
      throw Unavailable("The pieces of a run before " + pieces[i].file + " are missing.");
    auto const log = log_of_run(from, pieces, i);
    // Made durable once, at the end.
    std::ofstream(database + "-wal", std::ios::binary) << log;
    take_in(database, log);
  }
}

}  // namespace

Instant restore_shipped(Depot& from, Instant until, std::string const& to) {
  auto const generation = generation_for(from, until);
  auto const base = base_of(from, generation).value();
  auto const pieces = pieces_of(from, generation, until);
  std::string const beside = to + ".part";
  for (char const* end : {"", "-wal", "-shm"}) fs::remove(beside + end);
  from.get_file(generation + "/base.db", beside);
  if (files::fingerprint(beside).sha256 != base.sha256)
    throw Unavailable(generation + "/base.db is not the copy that was made.");
  apply(from, beside, pieces);
  if (fs::exists(to)) throw Unavailable(to + " is there already.");
  files::sync(beside);
  fs::rename(beside, to);
  files::sync(fs::absolute(to).parent_path().string());
  Instant stands = base.usable_from;
  for (auto const& piece : pieces) stands = std::max(stands, piece.at);
  return stands;
}

}  // namespace vefa::db
