// Every file of the corpora, and with it every finding of the past, through its target.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "fuzz/targets.hpp"

namespace vefa::fuzz {
namespace {

std::string bytes_of(std::filesystem::path const& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class Corpus : public testing::TestWithParam<Target> {};

TEST_P(Corpus, breaks_no_promise_of_its_reader) {
  auto const& target = GetParam();
  std::size_t files = 0;
  for (auto const& entry :
       std::filesystem::directory_iterator("fuzz/corpus/" + std::string(target.name))) {
    ++files;
    EXPECT_EQ(target.check(bytes_of(entry.path())), "") << entry.path();
  }
  EXPECT_GE(files, 10u);
}
INSTANTIATE_TEST_SUITE_P(All, Corpus, testing::ValuesIn(kTargets),
                         [](auto const& info) { return std::string(info.param.name); });

TEST(UnsafeIn, sees_what_must_not_come_through) {
  EXPECT_EQ(unsafe_in("<p dir=\"rtl\">a &lt; b<br></p>"), "");
  EXPECT_EQ(unsafe_in("<a href=\"https://a.example/?x=1&amp;y\" rel=\"noopener\">a</a>"), "");
  for (std::string_view html :
       {"<script>x</script>", "<p onclick=\"x\">", "<a href=\"javascript:x\">a</a>",
        "<img src=\"https://a.example/x.png\">", "<p style=\"background:url(x)\">", "<p", "a > b",
        "<svg>", "<p title='x'>", "<img src=\"data:text/html;base64,AA\">", "<p a\nb=\"c\">"})
    EXPECT_NE(unsafe_in(html), "") << html;
}

}  // namespace
}  // namespace vefa::fuzz
