#include "base/html.hpp"

#include <gtest/gtest.h>

namespace vefa {
namespace {

TEST(Html, text_stays_text_in_an_element_and_in_an_attribute) {
  EXPECT_EQ(escaped_html("<a href=\"x\" title='y'> & co."),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt; &amp; co.");
  EXPECT_EQ(escaped_html(std::string_view("a\0b", 3)), "ab");
  EXPECT_EQ(escaped_html("Şikâyet – תלונה"), "Şikâyet – תלונה");
}

}  // namespace
}  // namespace vefa
