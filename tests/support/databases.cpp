#include "tests/support/databases.hpp"

#include "base/log.hpp"
#include "tests/support/postgres.hpp"

namespace vefa::testing {

db::Options fresh_options(db::Engine engine) {
  log::set_level(log::Level::Warn);  // a line for each database's migrations would hide the tests
  db::Options options;
  options.url = engine == db::Engine::Sqlite ? "sqlite::memory:" : migrated_postgres_url();
  options.durable = false;
  return options;
}

std::unique_ptr<db::Database> OnBothDatabases::fresh() const {
  auto const options = fresh_options(engine());
  urls_.push_back(options.url);
  return db::open(options);
}

OnBothDatabases::~OnBothDatabases() {
  if (engine() == db::Engine::Sqlite) return;
  for (auto const& url : urls_) drop_postgres(url);
}

}  // namespace vefa::testing
