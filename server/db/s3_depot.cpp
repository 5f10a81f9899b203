#include "db/s3_depot.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "base/log.hpp"
#include "base/text.hpp"
#include "db/database.hpp"
#include "db/s3.hpp"

namespace vefa::db {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kScheme = "s3://";
/// A file lies there as `NAME/NNNNN`, each so long: no single object gets too large for the
/// protocol, and a part that failed is sent again alone.
constexpr std::size_t kPartBytes = std::size_t{32} << 20;
constexpr int kTriesOfPart = 5;
constexpr Duration kFirstPause = std::chrono::milliseconds(200);

/// A file that is gone at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) { fs::remove(path_); }
  ~TemporaryFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  TemporaryFile(TemporaryFile const&) = delete;
  TemporaryFile& operator=(TemporaryFile const&) = delete;
  std::string const& path() const { return path_; }

 private:
  std::string const path_;
};

class S3Depot final : public Depot {
 public:
  S3Depot(std::string const& bucket, std::string prefix, S3Access const& access)
      : prefix_(std::move(prefix)),
        access_(access),
        sender_(bucket, access),
        asker_(bucket, access),
        thread_([this] { send_all(); }) {}
  ~S3Depot() override {
    {
      std::lock_guard const lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  void put(std::string const& name, std::string bytes) override {
    std::lock_guard const lock(mutex_);
    if (waiting_bytes_ + bytes.size() > access_.most_waiting_bytes && !waiting_.empty())
      throw Unavailable(fmt::format("{} MB wait to be sent: {}", waiting_bytes_ >> 20,
                                    trouble_.empty() ? "sending is too slow." : trouble_));
    waiting_bytes_ += bytes.size();
    waiting_.push_back({name, std::move(bytes)});
    ++put_;
    changed_.notify_all();
  }

  files::Fingerprint put_made(std::string const& name, std::string const& workplace,
                              std::function<void(std::string const&)> const& make) override {
    TemporaryFile const file(workplace);
    make(file.path());
    auto print = files::fingerprint(file.path());
    std::ifstream in(file.path(), std::ios::binary);
    std::string part(kPartBytes, '\0');
    for (int number = 0; in; ++number) {
      in.read(part.data(), static_cast<std::streamsize>(kPartBytes));
      auto const got = static_cast<std::size_t>(in.gcount());
      if (got == 0 && number > 0) break;
      put_part(fmt::format("{}/{:05}", name, number), std::string_view(part).substr(0, got));
    }
    return print;
  }

  Instant arrived(Instant now) override {
    std::lock_guard const lock(mutex_);
    marks_.push_back({put_, now});
    while (!marks_.empty() && marks_.front().first <= sent_) {
      arrived_ = std::max(arrived_, marks_.front().second);
      marks_.pop_front();
    }
    return arrived_;
  }

  bool flush(Duration at_most) override {
    std::unique_lock lock(mutex_);
    auto const goal = put_;
    return changed_.wait_for(lock, at_most, [&] { return sent_ >= goal; });
  }

  std::vector<std::string> folders_in(std::string const& folder) override {
    return names(folder, true);
  }
  std::vector<std::string> files_in(std::string const& folder) override {
    return names(folder, false);
  }
  std::optional<std::string> get(std::string const& name) override {
    std::lock_guard const lock(asking_);
    return asker_.get(prefix_ + name);
  }
  void get_file(std::string const& name, std::string const& to) override {
    std::lock_guard const lock(asking_);
    if (fs::exists(to)) throw Unavailable(to + " is there already.");
    std::ofstream out(to, std::ios::binary);
    for (auto const& part : asker_.list(prefix_ + name + "/", false)) {
      auto const bytes = asker_.get(part);
      if (!bytes) throw Unavailable(part + " is gone.");
      out << *bytes;
    }
    out.close();
    if (!out) throw Unavailable(to + " cannot be written.");
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
    files::sync(to);
  }
  void remove_folder(std::string const& folder) override {
    std::lock_guard const lock(asking_);
    asker_.remove(asker_.list(prefix_ + folder + "/", false));
  }

 private:
  struct Waiting {
    std::string name;
    std::string bytes;
  };

  std::vector<std::string> names(std::string const& folder, bool folders) {
    std::lock_guard const lock(asking_);
    auto const below = prefix_ + (folder.empty() ? "" : folder + "/");
    std::vector<std::string> out;
    for (auto name : asker_.list(below, folders)) {
      name = name.substr(below.size());
      if (name.ends_with('/')) name.pop_back();
      if (name.find('/') == std::string::npos) out.push_back(std::move(name));
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  void put_part(std::string const& name, std::string_view bytes) {
    std::lock_guard const lock(asking_);
    for (int tries = 1;; ++tries) {
      try {
        return asker_.put(prefix_ + name, bytes);
      } catch (Unavailable const&) {
        if (tries == kTriesOfPart || is_stopped()) throw;
        std::this_thread::sleep_for(kFirstPause * tries);
      }
    }
  }

  bool is_stopped() {
    std::lock_guard const lock(mutex_);
    return stop_;
  }

  void send_all() {
    Duration pause = kFirstPause;
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return stop_ || !waiting_.empty(); });
      if (stop_) return;
      auto const& next = waiting_.front();  // stays where it is: only this thread takes it away
      lock.unlock();
      auto const trouble = send(next);
      lock.lock();
      trouble_ = trouble;
      if (trouble.empty()) {
        waiting_bytes_ -= waiting_.front().bytes.size();
        waiting_.pop_front();
        ++sent_;
        pause = kFirstPause;
        changed_.notify_all();
        continue;
      }
      log::error("shipping.failed", {{"to", prefix_}, {"why", trouble}});
      changed_.wait_for(lock, pause, [&] { return stop_; });
      pause = std::min(access_.longest_pause, 2 * pause);
    }
  }

  std::string send(Waiting const& one) {
    try {
      sender_.put(prefix_ + one.name, one.bytes);
      return {};
    } catch (std::exception const& e) {
      return e.what();
    }
  }

  std::string const prefix_;  // ends with a slash, or is empty
  S3Access const access_;
  S3Bucket sender_;  // the thread's own
  std::mutex asking_;
  S3Bucket asker_;
  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  std::deque<Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::uint64_t put_ = 0;
  std::uint64_t sent_ = 0;
  std::deque<std::pair<std::uint64_t, Instant>> marks_;  // what was put before the instant
  Instant arrived_;
  std::string trouble_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Depot> open_s3_depot(std::string const& address, S3Access const& access) {
  auto const rest = address.substr(kScheme.size());
  auto const slash = rest.find('/');
  auto const bucket = rest.substr(0, slash);
  std::string prefix = slash == std::string::npos ? "" : rest.substr(slash + 1);
  while (prefix.ends_with('/')) prefix.pop_back();
  if (!prefix.empty()) prefix += '/';
  if (bucket.empty() || access.key.empty() || access.secret.empty())
    throw std::runtime_error(
        "ship_to: an address such as s3://bucket/prefix needs ship_key and ship_secret (and "
        "ship_endpoint where it is not Amazon's)");
  return std::make_unique<S3Depot>(bucket, std::move(prefix), access);
}

}  // namespace vefa::db
