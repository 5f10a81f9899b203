#include "base/log.hpp"

#include <gtest/gtest.h>

#include "base/json.hpp"

namespace vefa {
namespace {

TEST(Log, a_line_is_one_json_object_whatever_the_fields_hold) {
  testing::internal::CaptureStderr();
  log::info("mail.sent", {{"to", "a\"b\\c\nd"}, {"bytes", "\xFF\x80z"}, {"name", "ışık %s {}"}});
  std::string const line = testing::internal::GetCapturedStderr();
  ASSERT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  auto const json = parse_json(line);
  ASSERT_TRUE(json.ok()) << line;
  auto const& object = json->as_object();
  EXPECT_EQ(object.at("level"), "info");
  EXPECT_EQ(object.at("event"), "mail.sent");
  EXPECT_EQ(object.at("to"), "a\"b\\c\nd");
  EXPECT_EQ(object.at("bytes"), "\uFFFD\uFFFDz");
  EXPECT_EQ(object.at("name"), "ışık %s {}");
  EXPECT_TRUE(parse_instant(object.at("at").as_string().c_str()));
}

TEST(Log, what_is_below_the_level_is_not_written) {
  testing::internal::CaptureStderr();
  log::debug("not.written");
  log::set_level(log::Level::Error);
  log::warn("nor.this");
  log::error("but.this");
  log::set_level(log::Level::Info);
  std::string const lines = testing::internal::GetCapturedStderr();
  EXPECT_EQ(lines.find("not.written"), std::string::npos);
  EXPECT_EQ(lines.find("nor.this"), std::string::npos);
  EXPECT_NE(lines.find("\"level\":\"error\",\"event\":\"but.this\""), std::string::npos);
}

}  // namespace
}  // namespace vefa
