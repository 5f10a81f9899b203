#include "tests/support/databases.hpp"

#include "base/log.hpp"
#include "tests/support/postgres.hpp"

namespace vefa::testing {

db::Options fresh_options(db::Engine engine) {
  log::set_level(log::Level::Warn);  // a line for each database's migrations would hide the tests
  db::Options options;
  options.url = engine == db::Engine::Sqlite ? "sqlite::memory:" : fresh_postgres_url();
  options.durable = false;
  return options;
}

}  // namespace vefa::testing
