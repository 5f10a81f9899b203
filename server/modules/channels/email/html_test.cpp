#include "modules/channels/email/html.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"

namespace vefa::email {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Row {
  char const* html;
  char const* safe;
};

TEST(Html, what_was_made_safe_stays_the_same_when_it_is_read_again) {
  for (char const* html : {"<img src='cid:a@b'><img src='https://x.example/p.png' alt='a'>",
                           "<pre>\n\na\n</pre>", "<a href='https://a.example'><div><a>b</a></div>",
                           "<p>a<table><tr><td><p>b</table><div>c</div></p>", "<img src='cid:'>",
                           "<b><p>a</b>b</p>c"}) {
    std::string const once = read_html(html).html;
    EXPECT_EQ(read_html(once).html, once) << html;
  }
}

TEST(Html, a_long_word_for_a_picture_is_cut_between_letters) {
  std::string page = "<img src='cid:a@b' alt='a";
  for (int i = 0; i < 600; ++i) page += "ş";
  auto const safe = read_html(page + "'>").html;
  EXPECT_TRUE(is_utf8(safe));
  EXPECT_THAT(safe, HasSubstr("şşş\">"));
}

TEST(Html, formatting_that_multiplies_itself_is_not_parsed_to_the_end) {
  std::string page = "<p>";
  for (int i = 0; i < 5000; ++i) page += "<font color=c" + std::to_string(i) + ">";
  for (int i = 0; i < 5000; ++i) page += "<p>words";
  auto const read = read_html(page);
  EXPECT_TRUE(read.too_complex);
  EXPECT_EQ(read.html, "");
  EXPECT_THAT(read.text, HasSubstr("words"));
}

TEST(Html, only_allowed_elements_and_attributes_are_written_again) {
  Row const rows[] = {
      {"<p onclick=x()>a<b>c</b></p>", "<p>a<b>c</b></p>"},
      {"<script>alert(1)</script>a", "a"},
      {"<style>p{}</style><p>a</p>", "<p>a</p>"},
      {"<p style='color:red;position:fixed;background:url(x)'>a</p>",
       "<p style=\"color:red;\">a</p>"},
      {"<p style='color:expression(alert(1))'>a</p>", "<p>a</p>"},
      {"<a href='javascript:x()'>a</a>", "<a>a</a>"},
      {"<a href='java\tscript:x()'>a</a>", "<a>a</a>"},
      {"<a href='jav&#x0A;ascript:x()'>a</a>", "<a>a</a>"},
      {"<a href='vbscript:x'>a</a>", "<a>a</a>"},
      {"<a href='/x'>a</a>", "<a>a</a>"},
      {"<a href='mailto:a@b.example'>a</a>",
       "<a href=\"mailto:a@b.example\" rel=\"noopener noreferrer nofollow\">a</a>"},
      {"<a href='https://x.example/\"onmouseover=y'>a</a>",
       "<a href=\"https://x.example/&quot;onmouseover=y\" target=\"_blank\" "
       "rel=\"noopener noreferrer nofollow\">a</a>"},
      {"<img src='https://x.example/p.png' onerror=x>",
       "<img data-remote-src=\"https://x.example/p.png\" alt=\"\">"},
      {"<img src='//x.example/p.png'>",
       "<img data-remote-src=\"https://x.example/p.png\" alt=\"\">"},
      {"<img src='cid:a@b'>", "<img data-cid=\"a@b\" alt=\"\">"},
      {"<img src='javascript:x'>", ""},
      {"<img src='data:image/svg+xml;base64,AAAA'>", ""},
      {"<img srcset='https://x.example/p.png 2x'>", ""},
      {"<form action=x><input name=a><button>b</button>c</form>", "c"},
      {"<iframe src=x></iframe><object data=x>y</object><embed src=x>z", "z"},
      {"<svg><a xlink:href='javascript:x'><text>t</text></a></svg>z", "z"},
      {"<math><mtext></mtext></math>z", "z"},
      {"<x-thing>words</x-thing>", "words"},
      {"<div dir=RTL lang=he id=a class=b>ש</div>", "<div dir=\"rtl\" lang=\"he\">ש</div>"},
      {"a & b &lt;script&gt;", "a &amp; b &lt;script&gt;"},
      {"<p title='\"><script>x</script>'>a</p>",
       "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">a</p>"},
      {"<!--[if mso]><script>x</script><![endif]-->a", "a"},
      {"<td background='http://x.example/y'>a</td>", "a"},
      {"<noscript><p title='</noscript><img src=x onerror=y>'>n</p></noscript>",
       "<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=y&gt;\">n</p>"},
      {"<template><img src=x onerror=y></template>a", "a"},
      {"<plaintext><b>a", ""},
  };
  for (auto const& row : rows) EXPECT_EQ(read_html(row.html).html, row.safe) << row.html;
}

TEST(Html, what_was_made_safe_stays_as_it_is) {
  for (auto const* html :
       {"<p>a<b>c</b></p>", "<table><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>",
        "<ul><li>a</li><li>b</li></ul>", "<p style=\"color:red;\">a &amp; b</p>"})
    EXPECT_EQ(read_html(read_html(html).html).html, html);
}

TEST(Html, remote_pictures_are_announced) {
  EXPECT_TRUE(read_html("<img src='http://x.example/a'>").remote_pictures);
  EXPECT_FALSE(read_html("<img src='cid:a'>").remote_pictures);
}

TEST(Html, becomes_text_with_its_paragraphs_lists_and_quotations) {
  Row const rows[] = {
      {"<p>One</p><p>Two</p>", "One\n\nTwo"},
      {"<div>One</div><div>Two</div>", "One\nTwo"},
      {"One<br>Two<br><br>Three", "One\nTwo\n\nThree"},
      {"<ul><li>a</li><li>b</li></ul>", "- a\n- b"},
      {"<p>a   b\n c</p>", "a b c"},
      {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
      {"new<blockquote>old<blockquote>older</blockquote></blockquote>", "new\n> old\n>> older"},
      {"<a href='https://x.example/path'>here</a>", "here <https://x.example/path>"},
      {"<a href='https://x.example/'>x.example</a>", "x.example"},
      {"<pre>a\n  b</pre>", "a\n  b"},
      {"a&nbsp;b", "a b"},
      {"<head><title>t</title></head><body>x</body>", "x"},
  };
  for (auto const& row : rows) EXPECT_EQ(read_html(row.html).text, row.safe) << row.html;
}

TEST(Html, made_to_be_expensive_is_not_parsed) {
  std::string deep;
  for (int i = 0; i < 200000; ++i) deep += "<b>";
  auto const result = read_html(deep + "words");
  EXPECT_TRUE(result.too_complex);
  EXPECT_EQ(result.html, "");
  EXPECT_EQ(result.text, "words");
}

TEST(Html, deep_but_bounded_nesting_is_walked) {
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "<div>";
  auto const result = read_html(deep + "words");
  EXPECT_FALSE(result.too_complex);
  EXPECT_EQ(result.text, "words");
}

}  // namespace
}  // namespace vefa::email
