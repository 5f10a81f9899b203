// Point-in-time copies of SQLite: a whole copy once a day, and what was written since, as pieces of
// the write-ahead log, brought to a folder or an S3 address every second.
//
// It holds generations, named by the instant they began at (ms). Each has `base.db`,
// `base.json` once the base is whole, and pieces `RUN-OFFSET-INSTANT-SHA.wal`: bytes of the log
// from an offset within one run of it (SQLite begins its log anew from time to time), which ends
// with a commit, and holds every commit that was answered before the instant.
#pragma once
#include <memory>
#include <string>

#include "db/database.hpp"
#include "db/depot.hpp"

namespace vefa::db {

struct ShipOptions {
  std::string to;   // a folder, or s3://bucket/prefix
  S3Access access;  // for the latter
  Duration every = std::chrono::seconds(1);
  Duration whole_every = std::chrono::hours(24);
  Duration keep = std::chrono::hours(24 * 7);  // how far back one can go
};

/// Goes on until it is let go, and brings the rest then. What cannot be written is logged
/// and tried again; the server works on, and a new whole copy is made once it can be.
class Shipping {
 public:
  virtual ~Shipping() = default;
  /// Everything answered before this instant can be brought back; zero before the first whole copy.
  virtual Instant safe_until() const = 0;
};

/// To be called before the database's first use after it was opened. Null for PostgreSQL, whose log
/// is its own affair.
std::unique_ptr<Shipping> ship(Database& database, ShipOptions options);

/// Makes the file `to`, which must not exist, as the database was at `until`; answers the instant
/// it stands at: all that was answered before it is there. Throws Unavailable with a sentence when
/// the address holds nothing of that time, or a piece is missing or was changed.
Instant restore_shipped(Depot& from, Instant until, std::string const& to);

}  // namespace vefa::db
