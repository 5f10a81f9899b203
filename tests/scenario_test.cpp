// Tells every tests/scenarios/*.scenario on both databases (those that begin with `# postgres only`
// on PostgreSQL alone).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/databases.hpp"
#include "tests/support/scenario.hpp"

namespace vefa::testing {
namespace {

struct Told {
  std::string file;
  db::Engine engine;
};

bool is_for_postgres_only(std::string const& file) {
  std::ifstream in(file);
  std::string first;
  std::getline(in, first);
  return first.starts_with("# postgres only");
}

std::vector<Told> all_scenarios() {
  std::vector<Told> out;
  for (auto const& entry :
       std::filesystem::directory_iterator(VEFA_SOURCE_DIR "/tests/scenarios")) {
    if (entry.path().extension() != ".scenario") continue;
    if (!is_for_postgres_only(entry.path().string()))
      out.push_back({entry.path().string(), db::Engine::Sqlite});
    out.push_back({entry.path().string(), db::Engine::Postgres});
  }
  std::sort(out.begin(), out.end(), [](auto const& a, auto const& b) {
    return std::pair(a.file, a.engine) < std::pair(b.file, b.engine);
  });
  return out;
}

class Scenario : public ::testing::TestWithParam<Told> {};

TEST_P(Scenario, goes_as_told) {
  auto const wrong = tell_scenario(GetParam().file, GetParam().engine);
  EXPECT_TRUE(wrong.empty()) << wrong;
}

INSTANTIATE_TEST_SUITE_P(, Scenario, ::testing::ValuesIn(all_scenarios()), [](auto const& info) {
  return std::filesystem::path(info.param.file).stem().string() +
         (info.param.engine == db::Engine::Sqlite ? "_sqlite" : "_postgres");
});

}  // namespace
}  // namespace vefa::testing
