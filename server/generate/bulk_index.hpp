// Indexes are written at the end, each in one go: kept up row by row they cost several times the
// rows, and SQLite's full-text index, flushed to disk after every use-case, ten times all the rest.
#pragma once
#include <functional>

#include "db/database.hpp"

namespace vefa::generate {

/// The indexes of a company's large tables, but for those that keys and constraints need, while
/// they are away. Nobody else may use the database meanwhile; a run that is broken off leaves a
/// database to throw away.
class SuspendedIndexes {
 public:
  /// Takes them away.
  explicit SuspendedIndexes(db::Database& database);
  /// Writes them anew, of all rows, and has the database look at its tables as its planner needs
  /// it. `progress` hears what is being written.
  void resume(std::function<void(std::string const& what)> const& progress);

 private:
  void resume_words(std::function<void(std::string const& what)> const& progress);

  db::Database& database_;
  std::vector<std::pair<std::string, std::string>> definitions_;  // name, statement
  std::string trigger_;                                           // SQLite's
};

}  // namespace vefa::generate
