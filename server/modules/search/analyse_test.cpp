#include "modules/search/analyse.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"
#include "modules/search/families.hpp"
#include "modules/search/rank.hpp"
#include "modules/search/turkish_verbs.hpp"

namespace vefa::search {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<Language> const kAll{Language::Tr, Language::Hu, Language::En};

/// Every token by which a text is found.
std::set<std::string> tokens(std::string_view text, std::vector<Language> const& stemmed = kAll) {
  std::set<std::string> all;
  auto const analysis = analyse(text, stemmed);
  for (auto const& word : analysis.words) {
    all.insert(word.token);
    all.insert(word.variants.begin(), word.variants.end());
  }
  for (auto const& whole : analysis.wholes) all.insert(whole.tokens.begin(), whole.tokens.end());
  return all;
}
bool meet(std::string_view a, std::string_view b) {
  auto const one = tokens(a), other = tokens(b);
  return std::any_of(one.begin(), one.end(),
                     [&](auto const& token) { return other.contains(token); });
}
/// Whether the index of `text` in `language` answers `typed`, as either database would.
bool finds(std::string_view typed, std::string_view text, Language language) {
  std::string body, more;
  auto const analysis = analyse(text, {language});
  for (auto const& word : analysis.words) {
    body += word.token + " ";
    for (auto const& variant : word.variants) more += variant + " ";
  }
  for (auto const& whole : analysis.wholes)
    for (auto const& token : whole.tokens) more += token + " ";
  auto const terms = parse(typed);
  return !terms.all.empty() &&
         std::all_of(terms.all.begin(), terms.all.end(), [&](auto const& term) {
           // A document a thousand years old has no freshness to speak of.
           return score(counts_of({"", body, more}, Terms{{term}}),
                        std::chrono::hours(24 * 365 * 1000)) > 0.1;
         });
}

std::vector<std::string> highlighted(Excerpt const& e) {
  // The tests' texts are within the basic plane but for one, so units are counted by hand there.
  std::vector<std::string> out;
  for (auto const& h : e.highlights) {
    auto const from = prefix_of(e.text, static_cast<std::size_t>(h.begin)).size();
    auto const to = prefix_of(e.text, static_cast<std::size_t>(h.end)).size();
    out.push_back(e.text.substr(from, to - from));
  }
  return out;
}

TEST(Analysis, case_and_marks_make_no_other_word) {
  EXPECT_TRUE(meet("ISITICI", "ısıtıcı"));
  EXPECT_TRUE(meet("Iğdır", "IĞDIR"));
  EXPECT_TRUE(meet("İade", "iade"));
  EXPECT_TRUE(meet("ŰRHAJÓ", "űrhajó"));
  EXPECT_TRUE(meet("שׁוּלְחָן", "שולחן"));
  EXPECT_TRUE(meet("e\u0301lve\u0301s", "élvés")) << "composed or not";
  EXPECT_TRUE(meet("٢٠٢٦", "2026"));
}

TEST(Analysis, a_word_is_found_by_its_other_forms_in_each_language) {
  EXPECT_TRUE(finds("ısıtıcı ", "Isıtıcılarımız çalışmıyor", Language::Tr));
  EXPECT_TRUE(finds("kombiler ", "Kombinin suyu akıyor", Language::Tr));
  EXPECT_TRUE(finds("telefonok ", "a telefon elromlott", Language::Hu));
  EXPECT_TRUE(finds("számla ", "a számlát nem kaptam meg", Language::Hu));
  EXPECT_TRUE(finds("refunds ", "I want a refund", Language::En));
  EXPECT_TRUE(finds("complai", "two complaints", Language::En)) << "as one types";
  EXPECT_FALSE(finds("fridge ", "two complaints", Language::En));
}

TEST(Analysis, hebrew_words_are_found_without_their_prefix_letters) {
  EXPECT_TRUE(finds("מקרר ", "המקרר לא עובד", Language::He));
  EXPECT_TRUE(finds("המקרר ", "מקרר חדש", Language::He));
  EXPECT_TRUE(finds("חשבונית ", "ושבחשבונית כתוב", Language::He));
  EXPECT_THAT(tokens("ושהמקרר"), Contains(encode("מקרר")));
  EXPECT_EQ(tokens("בית").size(), 1u) << "two letters are no word to look for";
}

TEST(Analysis, english_words_of_one_family_meet_though_their_stems_differ) {
  for (auto const& [typed, written] :
       std::vector<std::pair<char const*, char const*>>{{"complaining ", "two complaints"},
                                                        {"complaint ", "she complained twice"},
                                                        {"delivery ", "it was delivered"},
                                                        {"delivering ", "deliveries are late"},
                                                        {"broken ", "it breaks again"},
                                                        {"breaking ", "it broke"},
                                                        {"maintenance ", "maintained every year"},
                                                        {"apology ", "they apologised"},
                                                        {"failure ", "the pump failed"},
                                                        {"paid ", "the payment was late"}})
    EXPECT_TRUE(finds(typed, written, Language::En)) << typed << "in " << written;
  // No letters are cut off by rule: what only looks alike stays apart.
  EXPECT_FALSE(finds("contract ", "the contrast", Language::En));
  EXPECT_FALSE(finds("mess ", "a message", Language::En));
  std::set<std::string> seen;
  for (auto const family : kEnglishFamilies)
    for (auto const& word : split(std::string(family), ' ')) {
      EXPECT_TRUE(seen.insert(word).second) << word << " is of two families";
      EXPECT_TRUE(meet(word, family.substr(0, family.find(' ')))) << word;
    }
}

TEST(Analysis, turkish_verbs_meet_in_every_tense_and_person) {
  for (auto const& [typed, written] : std::vector<std::pair<char const*, char const*>>{
           {"çalışmıyor ", "kombi dünden beri çalışmadı"},
           {"calismiyor ", "çalışmayan cihaz"},
           {"çalışmıyor ", "çalışır durumda"},
           {"çalışamıyor ", "çalışabilir mi"},
           {"soğutmuyor ", "buzdolabı soğutmadı"},
           {"bozuldu ", "üç kez bozulmuş"},
           {"gelmediler ", "teknisyen gelecekti"},
           {"gelmedi ", "kimse gelmiyor"},
           {"bekliyorum ", "iki gün bekledim"},
           {"arıyorum ", "üç kez aradım"},
           {"gidiyor ", "parça geri gitti"},
           {"ödüyorum ", "parasını ödedim"},
           {"açılmıyor ", "kapağı açıldı"},
           {"yapılacak ", "bakım yapılmadı"},
           {"sızdırıyor ", "su sızdırdı"}})
    EXPECT_TRUE(finds(typed, written, Language::Tr)) << typed << "in " << written;
  // A verb's root is no word: verbs meet verbs alone.
  EXPECT_FALSE(finds("acil ", "kapağı açılmıyor", Language::Tr));
  EXPECT_FALSE(finds("gelin ", "teknisyen gelmedi", Language::Tr));
  EXPECT_FALSE(finds("çalıştırdım ", "soğutmadı", Language::Tr));
  for (auto const* word : {"kombi", "su", "de", "ısıtıcı", "servis", "12", "xyor"})
    EXPECT_EQ(turkish_verb_root(fold(word)), "") << word;
}

TEST(Analysis, hebrew_acronyms_are_found_with_and_without_their_sign) {
  for (auto const* written : {"צה\"ל", "צה״ל", "צה”ל", "צה''ל", "צהל"})
    for (auto const* typed : {"צה\"ל ", "צה״ל ", "צה”ל ", "צהל "})
      EXPECT_TRUE(finds(typed, std::string("שירות ב") + written + " מ", Language::He))
          << typed << "in " << written;
  EXPECT_TRUE(finds("תנך ", "ספר תנ״ך", Language::He));
  EXPECT_TRUE(finds("תז ", "מספר הת\"ז שלי", Language::He)) << "two letters, by their sign";
  EXPECT_TRUE(finds("ת\"ז ", "תז 012345678", Language::He));
  EXPECT_TRUE(finds("צ'ק ", "שלחתי צ׳ק", Language::He));
  EXPECT_TRUE(finds("צה\"", "שירות בצה\"ל", Language::He)) << "as one types";
  EXPECT_THAT(tokens("צה\"ל"), ElementsAre(encode("צהל")));
  // A mark around a word is none within it.
  EXPECT_THAT(tokens("\"מקרר\""), Contains(encode("מקרר")));
  EXPECT_THAT(tokens("אמר \"לא\""), ElementsAre(encode("אמר"), encode("לא")));
  EXPECT_THAT(highlighted(excerpt("שירות בצה\"ל היום", parse("צהל "))), ElementsAre("בצה\"ל"));
}

TEST(Analysis, numbers_written_in_pieces_are_found_as_one) {
  EXPECT_TRUE(finds("V10482K", "case V10482-K please", Language::En));
  EXPECT_TRUE(finds("V10482-K", "about V10482-K.", Language::En));
  EXPECT_TRUE(finds("10482", "order 10482", Language::En));
  EXPECT_TRUE(finds("SN-2024/55-A", "serial (SN-2024/55-A), bought", Language::En));
  EXPECT_TRUE(finds("2026-11-22", "on 2026-11-22 12:30", Language::En));
  EXPECT_FALSE(finds("V10483-K", "case V10482-K please", Language::En));
}

TEST(Analysis, addresses_are_found_whole_and_by_their_words) {
  EXPECT_TRUE(finds("Ayse.Yilmaz@example.com", "from <ayse.yilmaz@EXAMPLE.com>:", Language::Tr));
  EXPECT_TRUE(finds("yilmaz", "from ayse.yilmaz@example.com", Language::Tr));
  EXPECT_TRUE(finds("ayse.yilmaz@exam", "from ayse.yilmaz@example.com", Language::Tr));
  EXPECT_FALSE(finds("ali.yilmaz@example.com", "from ayse.yilmaz@example.com", Language::Tr));
}

TEST(Analysis, a_phone_number_is_found_however_it_is_written) {
  for (auto const* written :
       {"0532 123 45 67", "+90 (532) 123-45-67", "905321234567", "0532.123.45.67"})
    for (auto const* typed : {"0532 123 45 67", "+905321234567", "5321234567"})
      EXPECT_TRUE(finds(typed, std::string("call ") + written + " today", Language::En))
          << typed << " in " << written;
  EXPECT_FALSE(finds("0532 123 45 68", "call 0532 123 45 67", Language::En));
  EXPECT_TRUE(finds("+972501234567", "טלפון 050-123-4567", Language::He));
}

TEST(Analysis, tokens_are_letters_and_digits_that_no_parser_changes) {
  for (auto const* text :
       {"İade 007 1e5 x-ray q4 naïve 東京 שלום №5 ½ v1.2.3", "a_b/c\\d 'e' \"f\" -g :h & | !"})
    for (auto const& token : tokens(text)) {
      EXPECT_EQ(token.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"), std::string::npos)
          << token;
      EXPECT_FALSE(token[0] >= '0' && token[0] <= '9') << token;
    }
}

TEST(Analysis, different_words_have_different_tokens_and_beginnings_are_beginnings) {
  std::vector<std::string> const words{"q",   "q9", "qa", "אב",  "א",  "x", "xx",
                                       "x9a", "é",  "7",  "q87", "東", "q8"};
  std::set<std::string> encoded;
  for (auto const& word : words) encoded.insert(encode(word));
  EXPECT_EQ(encoded.size(), words.size());
  EXPECT_TRUE(encode("שולחן").starts_with(encode("שול")));
  EXPECT_TRUE(encode("2026").starts_with(encode("20")));
}

TEST(Analysis, any_bytes_are_answered) {
  EXPECT_THAT(analyse("", kAll).words, IsEmpty());
  EXPECT_NO_THROW(analyse("\xff\xfe \xc3", kAll));
  EXPECT_NO_THROW(analyse(std::string(100'000, '-'), kAll));
  EXPECT_LE(analyse(std::string(5000, 'a'), kAll).words[0].token.size(), 60u);
}

TEST(Analysis, the_language_of_a_text_is_told) {
  EXPECT_EQ(guess_language("Kombim çalışmıyor, lütfen bir usta gönderir misiniz?"), Language::Tr);
  EXPECT_EQ(guess_language("Nem működik a fűtés, kérem, küldjenek szerelőt."), Language::Hu);
  EXPECT_EQ(guess_language("The heating does not work, please send somebody."), Language::En);
  EXPECT_EQ(guess_language("החימום לא עובד, אנא שלחו טכנאי"), Language::He);
  EXPECT_EQ(guess_language("ok"), std::nullopt);
}

TEST(Query, words_quotes_and_the_last_word_are_told_apart) {
  auto const terms = parse("kombi „su akıyor” kaç");
  ASSERT_EQ(terms.all.size(), 3u);
  EXPECT_FALSE(terms.all[0].is_prefix);
  EXPECT_THAT(terms.all[1].phrases, ElementsAre(ElementsAre("su", "akiyor")));
  EXPECT_THAT(terms.all[1].tokens, IsEmpty());
  EXPECT_TRUE(terms.all[2].is_prefix);
  EXPECT_FALSE(parse("kombi ").all[0].is_prefix) << "white space ends the word";
  EXPECT_FALSE(parse("k").all[0].is_prefix) << "one letter begins too many words";
  EXPECT_TRUE(parse("\"su ak").all.back().is_prefix) << "the quotation is still being typed";
  EXPECT_THAT(parse("  \"\" ... ?! ").all, IsEmpty());
}

TEST(Query, what_is_typed_cannot_become_syntax) {
  auto const terms = parse("a\" OR body:* NEAR(x) & !b <-> c:* ' -- \\");
  for (auto const& term : terms.all)
    for (auto const& token : term.tokens)
      EXPECT_EQ(token.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"), std::string::npos);
  EXPECT_EQ(parse(std::string(100'000, 'a') + " b").all.size(), 1u);
  std::string many;
  for (int i = 0; i < 100; ++i) many += "w" + std::to_string(i) + " ";
  EXPECT_LE(parse(many).all.size(), kMostTerms);
}

TEST(Query, each_database_gets_the_same_question) {
  auto const terms = parse("\"a b\" cd");
  EXPECT_EQ(fts5_text(terms, {{"q6kcase", "q6t7"}}),
            "(({subject body} : \"a b\")) AND (\"cd\" OR \"cd\" *) AND (q6kcase OR q6t7)");
  EXPECT_EQ(tsquery_text(terms, {{"q6kcase", "q6t7"}}),
            "((a:A <-> b:A) | (a:B <-> b:B)) & (cd | cd:*) & (q6kcase | q6t7)");
}

TEST(Ranking, the_subject_counts_more_than_the_body_and_fresh_more_than_old) {
  auto const terms = parse("kombi ");
  Duration const week = std::chrono::hours(7 * 24);
  EXPECT_GT(score(counts_of({"kombi", "x", ""}, terms), week),
            score(counts_of({"x", "kombi", ""}, terms), week));
  EXPECT_GT(score(counts_of({"", "kombi kombi", ""}, terms), week),
            score(counts_of({"", "kombi x", ""}, terms), week));
  EXPECT_GT(score(counts_of({"", "kombi", ""}, terms), week),
            score(counts_of({"", "x", "kombi"}, terms), week));
  EXPECT_GT(score(counts_of({"", "kombi", ""}, terms), week),
            score(counts_of({"", "kombi", ""}, terms), 50 * week));
  auto const phrase = parse("\"a b\"");
  EXPECT_GT(score(counts_of({"", "a b", ""}, phrase), week),
            score(counts_of({"", "b a", ""}, phrase), week));
}

TEST(Excerpts, what_was_found_is_marked_in_the_text_as_it_is_written) {
  EXPECT_THAT(highlighted(excerpt("Isıtıcılarım ÇALIŞMIYOR, yardım edin", parse("ısıtıcı çalışm"))),
              ElementsAre("Isıtıcılarım", "ÇALIŞMIYOR"));
  EXPECT_THAT(highlighted(excerpt("המקרר לא עובד", parse("מקרר "))), ElementsAre("המקרר"));
  EXPECT_THAT(highlighted(excerpt("call 0532 123 45 67 now", parse("+905321234567 "))),
              ElementsAre("0532", "123", "45", "67"));
  EXPECT_THAT(highlighted(excerpt("su akıyor, akıyor su", parse("\"su akıyor\" "))),
              ElementsAre("su", "akıyor"));
  auto const nothing = excerpt("kombi", parse("boiler "));
  EXPECT_EQ(nothing.text, "kombi");
  EXPECT_THAT(nothing.highlights, IsEmpty());
}

TEST(Excerpts, offsets_count_as_scripts_do_and_long_texts_are_cut_around_the_find) {
  auto const smile = excerpt("😀 kombi", parse("kombi "));
  ASSERT_EQ(smile.highlights.size(), 1u);
  EXPECT_EQ(smile.highlights[0].begin, 3);
  EXPECT_EQ(smile.highlights[0].end, 8);
  std::string text;
  for (int i = 0; i < 200; ++i) text += "sözcük\n";
  auto const cut = excerpt(text + "kombi " + text, parse("kombi "));
  EXPECT_TRUE(cut.text.starts_with("… "));
  EXPECT_TRUE(cut.text.ends_with(" …"));
  EXPECT_LE(cut.text.size(), 220u);
  EXPECT_THAT(highlighted(cut), ElementsAre("kombi"));
  EXPECT_THAT(cut.text, Not(Contains('\n')));
}

}  // namespace
}  // namespace vefa::search
