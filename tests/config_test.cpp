#include "main/config.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/support/vefa_process.hpp"

namespace vefa {
namespace {

using ::testing::HasSubstr;

/// What is said of such a file; empty when it is read.
std::string refusal_of(std::string const& toml) {
  auto const file = testing::temporary_folder() + "/vefa.toml";
  std::ofstream(file) << toml;
  try {
    load_config(file, {});
    return {};
  } catch (std::runtime_error const& refused) {
    return refused.what();
  }
}

TEST(ConfigurationFile, that_is_broken_is_refused_in_words_that_name_the_file) {
  EXPECT_EQ(refusal_of("listen = \"127.0.0.1:1\"\n"), "");
  for (auto const* broken : {"[ : [compa\n", "[", "[[company]\n", "listen = \n", "listen = 'a\n",
                             "= 3\n", "[a.]\n", "[[company]]\nname = [\n"}) {
    auto const said = refusal_of(broken);
    EXPECT_THAT(said, HasSubstr("vefa.toml")) << broken;
  }
}

}  // namespace
}  // namespace vefa
