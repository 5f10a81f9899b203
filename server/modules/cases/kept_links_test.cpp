// What staff read of a text that holds her links.
#include <gtest/gtest.h>

#include "base/server_key.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/cases/links.hpp"
#include "tests/support/databases.hpp"

namespace vefa::cases {
namespace {

class KeptLinks : public vefa::testing::OnBothDatabases {
 protected:
  void SetUp() override {
    set_server_key(std::string(32, 'k'));
    database_ = fresh();
    install_links(nullptr);
  }
  void TearDown() override { install_links(nullptr); }
  std::string read(std::string const& text) {
    std::string out;
    database_->read_now([&](db::Tx& tx) { out = for_staff(tx, text); });
    return out;
  }
  std::unique_ptr<db::Database> database_;
};
VEFA_ON_BOTH_DATABASES(KeptLinks);

TEST_P(KeptLinks, are_left_out_of_what_staff_read_and_nothing_else_is) {
  auto const page = links_of("https://anka.example", CaseId{123456789});
  auto const text = "Yes: " + page.yes + "\nNo: " + page.no + "\n> " + page.page;
  EXPECT_EQ(read(text), text) << "unless the company keeps them from staff";
  install_links([](db::Tx&) { return true; });
  EXPECT_EQ(read(text),
            "Yes: https://anka.example/c/…?solved=yes\nNo: https://anka.example/c/…?solved=no\n"
            "> https://anka.example/c/…");
  for (std::string const other : {"", "/c/", "see /c/abc and a/c/d",
                                  "https://x.example/c/0123456789"
                                  "abcdefghijklmnopqrstuvwxyz-_",
                                  "/c//c//c/"})
    EXPECT_EQ(read(other), other);
  EXPECT_TRUE(holds_link(text));
  EXPECT_FALSE(holds_link("https://anka.example/c/0123456789abcdefghijklmnopqrstuvwxyz"));
}

}  // namespace
}  // namespace vefa::cases
