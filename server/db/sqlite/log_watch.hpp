// What the write lane tells about SQLite's write-ahead log to whoever brings it elsewhere.
#pragma once
#include <memory>
#include <string>

namespace vefa::db::sqlite {

/// Called on the write lane: must be short.
class LogWatch {
 public:
  virtual ~LogWatch() = default;
  /// After each commit, before it is answered: how many frames the log holds now.
  virtual void committed(int frames) = 0;
  /// Whether the log's frames may be moved into the database, after which it may begin anew.
  virtual bool may_checkpoint() = 0;
};

/// A database whose log can be watched.
class Watchable {
 public:
  virtual ~Watchable() = default;
  virtual void watch_log(std::shared_ptr<LogWatch> watch) = 0;
  virtual std::string path() const = 0;
};

/// Stands beside a database whose log is shipped: other processes then leave the log as it is.
inline std::string marker_of(std::string const& path) { return path + "-shipped"; }

}  // namespace vefa::db::sqlite
