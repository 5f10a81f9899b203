// Brings pieces of one database's log into generations.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "db/shipping.hpp"
#include "db/sqlite/log_watch.hpp"

namespace vefa::db::sqlite {

class LogShipper final : public LogWatch {
 public:
  LogShipper(std::string path, ShipOptions options);
  ~LogShipper() override;

  void committed(int frames) override;
  bool may_checkpoint() override;
  Instant safe_until() const;
  void start(int frames);
  /// Brings the rest and ends.
  void stop();

 private:
  /// Where pieces go; two while a new whole copy is being made.
  struct Generation {
    std::string folder;  // its name in the depot
    Instant began;
    std::int64_t run = 0;
    std::int64_t shipped = 0;  // frames of this run
    bool whole = false;        // its base is there
    bool broken = false;       // frames of it were lost
  };
  struct Header {
    std::string salts;  // another one after the log began anew; empty: no log yet
    std::int64_t page_bytes = 0;
    bool operator==(Header const&) const = default;
  };

  void live();
  void look();
  void begin_generation();
  void make_base(std::string const& folder);
  /// False when it is no longer written to: nobody may be led to it then.
  bool finish_base(std::string const& folder, Instant usable);
  /// Null when it is no longer written to, since frames of it were lost. Under the mutex.
  Generation* living(std::string const& folder);
  /// All that was answered before the instant it answers is brought, where nothing is broken.
  Instant ship_all();
  bool ship(Generation& to, Instant now);
  std::string read_log(std::int64_t from, std::int64_t to) const;
  Header read_header() const;
  void forget_old();

  std::string const path_;
  ShipOptions const options_;
  std::unique_ptr<Depot> const depot_;
  int log_ = -1;              // of the -wal file
  mutable std::mutex mutex_;  // of what follows, held for a moment
  std::condition_variable changed_;
  bool stop_ = false;
  Header header_;
  std::int64_t frames_ = 0;
  std::vector<Generation> generations_;
  Instant safe_until_;
  std::mutex copying_;  // held while bytes are read from the log
  std::thread thread_;
  std::thread base_;
  bool base_under_way_ = false;
};

}  // namespace vefa::db::sqlite
