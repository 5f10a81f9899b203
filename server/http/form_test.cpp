#include "http/form.hpp"

#include <gtest/gtest.h>

namespace vefa::http {
namespace {

constexpr char const* kType = "multipart/form-data; boundary=----WebKitFormBoundaryabc";

std::string multipart(std::initializer_list<std::string> parts) {
  std::string out;
  for (auto const& part : parts) out += "------WebKitFormBoundaryabc\r\n" + part + "\r\n";
  return out + "------WebKitFormBoundaryabc--\r\n";
}

TEST(Form, texts_and_files_come_in_their_order) {
  auto const form = parse_form(
      kType,
      multipart({"Content-Disposition: form-data; name=\"message\"\r\n\r\nmerhaba\r\nşimdi",
                 "Content-Disposition: form-data; name=\"file\"; filename=\"kapı; 1.jpg\"\r\n"
                 "Content-Type: image/jpeg\r\n\r\n" +
                     std::string("\xFF\xD8\xFF\0\r\n--x", 10),
                 "content-disposition: form-data; name=solved\r\n\r\nyes"}));
  ASSERT_TRUE(form);
  ASSERT_EQ(form->size(), 3u);
  EXPECT_EQ(text_of(*form, "message"), "merhaba\r\nşimdi");
  EXPECT_EQ((*form)[1].name, "file");
  EXPECT_EQ((*form)[1].file_name, "kapı; 1.jpg");
  EXPECT_EQ((*form)[1].media_type, "image/jpeg");
  EXPECT_EQ((*form)[1].value, std::string("\xFF\xD8\xFF\0\r\n--x", 10));
  EXPECT_EQ(text_of(*form, "solved"), "yes");
  EXPECT_EQ(text_of(*form, "file"), "") << "a file is no text";
}

TEST(Form, a_file_input_that_was_left_empty_is_no_part) {
  auto const form = parse_form(
      kType, multipart({"Content-Disposition: form-data; name=\"file\"; filename=\"\"\r\n"
                        "Content-Type: application/octet-stream\r\n\r\n"}));
  ASSERT_TRUE(form);
  EXPECT_TRUE(form->empty());
  EXPECT_TRUE(parse_form(kType, "------WebKitFormBoundaryabc--\r\n")->empty());
}

TEST(Form, a_form_without_files_is_read_alike) {
  auto const form = parse_form("application/x-www-form-urlencoded", "message=a+b%20c&solved=yes");
  ASSERT_TRUE(form);
  EXPECT_EQ(text_of(*form, "message"), "a b c");
  EXPECT_EQ(text_of(*form, "solved"), "yes");
  EXPECT_EQ(text_of(*form, "none"), "");
}

TEST(Form, what_is_malformed_is_none) {
  for (std::string const& body :
       {std::string("no boundary"), std::string("------WebKitFormBoundaryabc"),
        std::string("------WebKitFormBoundaryabc\r\nContent-Disposition: form-data; name=\"a\""),
        multipart({"Content-Disposition: form-data\r\n\r\nno name"}),
        multipart({"Content-Disposition: form-data; name=\"a\r\n\r\nno end"}),
        multipart({"Content-Disposition: form-data; name=\"a\"\r\n\r\n\xFF"}),
        multipart({"Content-Disposition: form-data; name=\"\xFF\"\r\n\r\nb"})})
    EXPECT_FALSE(parse_form(kType, body)) << body;
  EXPECT_FALSE(parse_form("multipart/form-data", "------\r\n"));
  EXPECT_FALSE(parse_form("text/plain", "a=%FF"));
  std::string many;
  for (int i = 0; i < 101; ++i)
    many +=
        "------WebKitFormBoundaryabc\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n";
  EXPECT_FALSE(parse_form(kType, many + "------WebKitFormBoundaryabc--"));
}

}  // namespace
}  // namespace vefa::http
