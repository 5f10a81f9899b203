#include "db/sqlite/log_shipper.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "db/files.hpp"
#include "db/sqlite/copy.hpp"
#include "db/sqlite/generation.hpp"

namespace vefa::db::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kPieceBytes = 8 << 20;
/// Beyond so many frames the log is emptied, shipped or not: a full folder must not fill the disk.
constexpr std::int64_t kMostFrames = 65'536;
constexpr auto kPauseAfterTrouble = std::chrono::seconds(10);
constexpr Duration kRestWithin = std::chrono::seconds(10);  // at the end
constexpr char const* kFramesLost = "frames of the log were lost meanwhile";

}  // namespace

LogShipper::LogShipper(std::string path, ShipOptions options)
    : path_(std::move(path)),
      options_(std::move(options)),
      depot_(open_depot(options_.to, options_.access)) {}

LogShipper::~LogShipper() { stop(); }

void LogShipper::start(int frames) {
  log_ = ::open((path_ + "-wal").c_str(), O_RDONLY | O_CLOEXEC);
  if (log_ < 0) throw Unavailable("The log of " + path_ + " cannot be read.");
  files::write_whole(marker_of(path_), "", 0600);
  header_ = read_header();
  frames_ = frames;
  thread_ = std::thread([this] { live(); });
}

void LogShipper::stop() {
  {
    std::lock_guard const lock(mutex_);
    if (stop_) return;
    stop_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (base_.joinable()) base_.join();
  if (log_ < 0) return;
  try {
    std::lock_guard const copying(copying_);
    ship_all();
    if (!depot_->flush(kRestWithin)) throw Unavailable(options_.to + " does not take it.");
  } catch (std::exception const& e) {
    log::error("shipping.rest_lost", {{"why", e.what()}});
  }
  std::error_code ignored;
  fs::remove(marker_of(path_), ignored);
  ::close(log_);
}

void LogShipper::committed(int frames) {
  std::lock_guard const lock(mutex_);
  if (auto const now = read_header(); now != header_) {
    for (auto& one : generations_) {
      one.broken |= one.shipped < frames_;
      ++one.run;
      one.shipped = 0;
    }
    header_ = now;
  }
  frames_ = frames;
}

bool LogShipper::may_checkpoint() {
  std::unique_lock const copying(copying_, std::try_to_lock);
  bool all = copying.owns_lock();
  if (all) {
    try {
      ship_all();
    } catch (std::exception const&) {
      all = false;  // told by the thread that tries again
    }
  }
  std::lock_guard const lock(mutex_);
  return all || frames_ > kMostFrames;
}

Instant LogShipper::safe_until() const {
  std::lock_guard const lock(mutex_);
  return safe_until_;
}

void LogShipper::live() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    lock.unlock();
    auto pause = options_.every;
    try {
      look();
    } catch (std::exception const& e) {
      log::error("shipping.failed", {{"database", path_}, {"why", e.what()}});
      pause = kPauseAfterTrouble;
    }
    lock.lock();
    changed_.wait_for(lock, pause, [&] { return stop_; });
  }
}

void LogShipper::look() {
  bool must_begin = false;
  {
    std::lock_guard const lock(mutex_);
    std::erase_if(generations_, [](auto const& one) { return one.broken; });
    must_begin =
        !base_under_way_ &&
        (generations_.empty() || wall_now() - generations_.back().began > options_.whole_every);
  }
  if (must_begin) begin_generation();
  std::lock_guard const copying(copying_);
  ship_all();
}

void LogShipper::begin_generation() {
  if (base_.joinable()) base_.join();
  auto const now = wall_now();
  auto const folder = std::to_string(now.ms);
  {
    std::lock_guard const lock(mutex_);
    generations_.push_back({.folder = folder, .began = now});
    base_under_way_ = true;
  }
  base_ = std::thread([this, folder] {
    try {
      make_base(folder);
    } catch (std::exception const& e) {
      log::error("shipping.no_base", {{"database", path_}, {"why", e.what()}});
      std::lock_guard const lock(mutex_);
      for (auto& one : generations_) one.broken |= one.folder == folder;
    }
    std::lock_guard const lock(mutex_);
    base_under_way_ = false;
  });
}

void LogShipper::make_base(std::string const& folder) {
  auto const print = depot_->put_made(folder + "/base.db", path_ + "-base",
                                      [&](std::string const& to) { copy_database(path_, to); });
  Instant usable;
  {
    // What was written while it was copied belongs to it.
    std::lock_guard const copying(copying_);
    usable = ship_all();
  }
  {
    std::lock_guard const lock(mutex_);
    if (!living(folder)) throw Unavailable(kFramesLost);
  }
  depot_->put(folder + "/base.json", to_json_text(Base{print.sha256, print.bytes, usable}) + "\n");
  if (!finish_base(folder, usable)) {
    depot_->remove_folder(folder);
    throw Unavailable(kFramesLost);
  }
  forget_old();
}

bool LogShipper::finish_base(std::string const& folder, Instant usable) {
  std::lock_guard const lock(mutex_);
  auto* const made = living(folder);
  if (!made) return false;
  made->whole = true;
  std::erase_if(generations_, [&](auto const& one) { return one.folder != folder; });
  safe_until_ = std::max(safe_until_, depot_->arrived(usable));
  return true;
}

LogShipper::Generation* LogShipper::living(std::string const& folder) {
  auto const is_it = [&](auto const& one) { return one.folder == folder && !one.broken; };
  auto const found = std::find_if(generations_.begin(), generations_.end(), is_it);
  return found == generations_.end() ? nullptr : &*found;
}

Instant LogShipper::ship_all() {
  auto const now = wall_now();
  std::vector<Generation> all;
  {
    std::lock_guard const lock(mutex_);
    all = generations_;
  }
  bool safe = false;
  for (auto& one : all) {
    safe |= ship(one, now) && one.whole;
  }
  // Where pieces travel, what was sent a while ago has arrived by now.
  auto const arrived = safe ? depot_->arrived(now) : Instant{};
  std::lock_guard const lock(mutex_);
  safe_until_ = std::max(safe_until_, arrived);
  return now;
}

/// False when nothing is brought there any more, or the log began anew meanwhile.
bool LogShipper::ship(Generation& to, Instant now) {
  Header header;
  std::int64_t frames = 0;
  {
    // At one moment: the log may have begun anew since the list was read.
    std::lock_guard const lock(mutex_);
    auto const* const as_it_is = living(to.folder);
    if (!as_it_is) return false;
    to = *as_it_is;
    header = header_;
    frames = frames_;
  }
  if (frames <= to.shipped || header.salts.empty()) return true;
  std::int64_t const frame = kFrameHeaderBytes + header.page_bytes;
  std::int64_t from = to.shipped == 0 ? 0 : kLogHeaderBytes + to.shipped * frame;
  std::int64_t const end = kLogHeaderBytes + frames * frame;
  for (; from < end; from = std::min(end, from + kPieceBytes)) {
    auto bytes = read_log(from, std::min(end, from + kPieceBytes));
    {
      std::lock_guard const lock(mutex_);
      if (read_header() != header || header_ != header) {
        if (auto* const one = living(to.folder)) one->broken = true;
        return false;
      }
    }
    // Where a later piece of the same commit fails, all are written once more.
    auto const name = fmt::format("{}/{:08}-{:012}-{:015}-{}.wal", to.folder, to.run, from, now.ms,
                                  hex(sha256(bytes)).substr(0, 16));
    depot_->put(name, std::move(bytes));
  }
  std::lock_guard const lock(mutex_);
  auto* const one = living(to.folder);
  if (one && one->run == to.run) one->shipped = frames;
  return one != nullptr;
}

std::string LogShipper::read_log(std::int64_t from, std::int64_t to) const {
  std::string bytes(static_cast<std::size_t>(to - from), '\0');
  ssize_t const got = ::pread(log_, bytes.data(), bytes.size(), from);
  if (got != static_cast<ssize_t>(bytes.size()))
    throw Unavailable("The log of " + path_ + " is shorter than it was.");
  return bytes;
}

LogShipper::Header LogShipper::read_header() const {
  std::string bytes(kLogHeaderBytes, '\0');
  if (::pread(log_, bytes.data(), bytes.size(), 0) != kLogHeaderBytes) return {};
  return {bytes.substr(16, 8), number_at(bytes, 8)};
}

/// A generation goes once the one after it reaches back far enough; at once when it never got
/// whole.
void LogShipper::forget_old() {
  auto all = depot_->folders_in("");
  std::reverse(all.begin(), all.end());
  std::optional<Instant> reaches_back_to;
  for (auto const& folder : all) {
    auto const base = depot_->get(folder + "/base.json");
    if (reaches_back_to && (!base || *reaches_back_to < wall_now() - options_.keep)) {
      depot_->remove_folder(folder);
    } else if (base) {
      reaches_back_to = from_json_text<Base>(*base).value().usable_from;
    }
  }
}

}  // namespace vefa::db::sqlite
