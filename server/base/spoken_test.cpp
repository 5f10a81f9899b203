#include "base/spoken.hpp"

#include <gtest/gtest.h>

namespace vefa {
namespace {

TEST(Spoken, words_have_two_letters_or_digits_of_any_script) {
  for (char const* words : {"ok", "İş", "לא", "Nem kell.", "17", "o k", "é1", "好的"})
    EXPECT_TRUE(has_words(words)) << words;
  for (char const* nothing :
       {"", " ", "a", "7", "!?…", "\u202e\u202d", "\u200b\u200b\u2060", "a\u202e",
        "\u00ad\u00ad\u3164\u115f", "\t\n", "-\u0301\u0301", "👍👍"})
    EXPECT_FALSE(has_words(nothing)) << nothing;
}

TEST(Spoken, what_cannot_be_seen_is_left_out_and_lines_stay) {
  EXPECT_EQ(visible("a\u202eb\u200fc\nd\te\u0007"), "abc\nd\te");
  EXPECT_EQ(visible("çözüldü, תודה"), "çözüldü, תודה");
}

}  // namespace
}  // namespace vefa
