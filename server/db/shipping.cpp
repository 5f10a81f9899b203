#include "db/shipping.hpp"

#include <sqlite3.h>

#include "db/sqlite/log_shipper.hpp"

namespace vefa::db {
namespace {

using sqlite::LogShipper;
using sqlite::Watchable;

/// Keeps a connection of its own, so that the log is never taken away as that of a database that
/// nobody uses.
class ShippingOfFile final : public Shipping {
 public:
  ShippingOfFile(Watchable& database, ShipOptions options)
      : database_(database),
        shipper_(std::make_shared<LogShipper>(database.path(), std::move(options))) {
    if (sqlite3_open_v2(database.path().c_str(), &holder_,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
      throw Unavailable("The database " + database.path() + " cannot be opened for shipping.");
    sqlite3_busy_timeout(holder_, 5000);
    // Opens the log, and says how much is in it.
    int frames = 0;
    sqlite3_exec(holder_, "SELECT 1 FROM sqlite_schema", nullptr, nullptr, nullptr);
    sqlite3_wal_checkpoint_v2(holder_, "main", SQLITE_CHECKPOINT_PASSIVE, &frames, nullptr);
    database_.watch_log(shipper_);
    shipper_->start(std::max(frames, 0));
  }
  ~ShippingOfFile() override {
    shipper_->stop();
    database_.watch_log(nullptr);
    sqlite3_close_v2(holder_);
  }
  Instant safe_until() const override { return shipper_->safe_until(); }

 private:
  Watchable& database_;
  std::shared_ptr<LogShipper> const shipper_;
  sqlite3* holder_ = nullptr;
};

}  // namespace

std::unique_ptr<Shipping> ship(Database& database, ShipOptions options) {
  auto* const file = dynamic_cast<Watchable*>(&database);
  if (!file) return nullptr;
  return std::make_unique<ShippingOfFile>(*file, std::move(options));
}

}  // namespace vefa::db
