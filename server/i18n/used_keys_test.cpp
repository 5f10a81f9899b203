// Reads the sources: a message key written there must have its texts.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "i18n/i18n.hpp"

namespace vefa::i18n {
namespace {

/// Index behind the string or character literal that begins at `at`.
std::size_t behind_literal(std::string const& source, std::size_t at) {
  char const quote = source[at];
  for (++at; at < source.size() && source[at] != quote; ++at)
    if (source[at] == '\\') ++at;
  return at + 1;
}

/// The arguments of the call whose opening bracket stands at `open`, split at the outer commas.
std::vector<std::string> arguments_at(std::string const& source, std::size_t open) {
  std::vector<std::string> arguments(1);
  int depth = 0;
  for (std::size_t at = open; at < source.size();) {
    char const c = source[at];
    std::size_t next = at + 1;
    if (c == '"' || c == '\'') next = behind_literal(source, at);
    if (c == '(' || c == '{' || c == '[') ++depth;
    if (c == ')' || c == '}' || c == ']') --depth;
    if (depth == 0) break;
    if (c == ',' && depth == 1) {
      arguments.emplace_back();
    } else if (at != open) {
      arguments.back() += source.substr(at, next - at);
    }
    at = next;
  }
  return arguments;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Calls `found` with where each `word` that stands alone ends. std::regex took a second a hundred
/// files.
void for_each_word(std::string const& text, std::string_view word,
                   std::function<void(std::size_t)> const& found) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    auto const end = at + word.size();
    bool const begins = at == 0 || !is_word(word.front()) || !is_word(text[at - 1]);
    if (begins && (end == text.size() || !is_word(word.back()) || !is_word(text[end]))) found(end);
  }
}

/// Where the bracket of a call stands that follows `at`; npos when another thing follows.
std::size_t bracket_at(std::string const& text, std::size_t at) {
  at = text.find_first_not_of(" \n", at);
  return at != std::string::npos && text[at] == '(' ? at : std::string::npos;
}

/// Keys among the text's literals: `"some.key"`.
void collect_keys(std::string const& text, std::set<std::string>& keys) {
  for (std::size_t at = text.find('"'); at < text.size(); at = text.find('"', at)) {
    auto const end = behind_literal(text, at);
    auto const key = text.substr(at + 1, end - at - 2);
    bool const fits = key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == key.npos;
    if (fits && key.find('.') != key.npos && std::islower(key.front()) != 0) keys.insert(key);
    at = end;
  }
}

/// Keys given to what makes refusals or messages, by the place of the key among the arguments.
std::set<std::string> keys_used_in(std::string const& source) {
  static std::map<std::string, std::size_t> const place{
      {"invalid", 1},      {"refused", 0},       {"message", 1},      {"has_message", 0},
      {"problems.add", 1}, {"problems_.add", 1}, {"Problems.add", 1}, {"p.add", 1}};
  std::set<std::string> keys;
  for (auto const& [name, index] : place) {
    for_each_word(source, name, [&, at_index = index](std::size_t end) {
      auto const open = bracket_at(source, end);
      if (open == std::string::npos) return;
      auto const arguments = arguments_at(source, open);
      if (at_index < arguments.size()) collect_keys(arguments[at_index], keys);
    });
  }
  // Code::Conflict, "some.key"
  for (auto at = source.find("Code::"); at != std::string::npos; at = source.find("Code::", at)) {
    at = std::find_if_not(source.begin() + static_cast<std::ptrdiff_t>(at + 6), source.end(),
                          is_word) -
         source.begin();
    if (source.compare(at, 1, ",") != 0) continue;
    collect_keys(source.substr(at + 1, source.find_first_of(",;}", at + 1) - at - 1), keys);
  }
  return keys;
}

std::string text_of_file(std::filesystem::path const& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

/// A key that ends in `_` or `.` is begun in the source and ended by an enumerator.
bool has_texts(std::string const& key) {
  static auto const all = all_keys();
  if (!key.ends_with('_') && !key.ends_with('.')) return has_message(key);
  auto const found = std::lower_bound(all.begin(), all.end(), key);
  return found != all.end() && found->starts_with(key);
}

TEST(UsedKeys, keys_are_found_where_refusals_are_made) {
  auto const keys = keys_used_in(R"cpp(
    return invalid("a, (b)", "one.key", {{"x", "not.this"}});
    return refused(late ? "two.late" : "two.early", {{"limit", f("nor.this")}});
    problems.add(child(path, "name"), "three.key");
    return Error{Code::Conflict, "four.key", {{"y", "nor.that"}}};
    auto t = i18n::message(language, "five.key", args);
    tx.run(sql::find, "no.event");
  )cpp");
  EXPECT_EQ(keys, (std::set<std::string>{"one.key", "two.late", "two.early", "three.key",
                                         "four.key", "five.key"}));
}

/// Calls `read` with the name and the text of each source that is no test.
void for_each_source(std::function<void(std::string const&, std::string const&)> const& read) {
  std::filesystem::path const root = std::filesystem::path(VEFA_SOURCE_DIR) / "server";
  for (auto const& item : std::filesystem::recursive_directory_iterator(root)) {
    auto const name = item.path().filename().string();
    bool const source = name.ends_with(".cpp") || name.ends_with(".hpp");
    if (source && !name.ends_with("_test.cpp"))
      read(item.path().lexically_relative(root).string(), text_of_file(item.path()));
  }
}

TEST(UsedKeys, every_key_written_in_the_sources_has_its_texts) {
  std::size_t used = 0;
  for_each_source([&](std::string const& name, std::string const& source) {
    for (auto const& key : keys_used_in(source)) {
      ++used;
      EXPECT_TRUE(has_texts(key)) << name << ": " << key << " has no texts in server/i18n/texts/";
    }
  });
  EXPECT_GT(used, 15u);
}

TEST(UsedKeys, every_word_said_to_be_missing_has_its_texts) {
  std::size_t used = 0;
  for_each_source([&](std::string const& name, std::string const& source) {
    auto const look_up = [&](std::size_t open) {
      auto const end = source.find("\")", open);
      if (source.compare(open, 2, "(\"") != 0 || end == std::string::npos) return;
      auto const word = source.substr(open + 2, end - open - 2);
      if (word.empty() || word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") != word.npos)
        return;
      ++used;
      EXPECT_TRUE(has_message("word." + word))
          << name << ": word." << word << " has no texts in words.json";
    };
    for_each_word(source, "not_found", look_up);
    for_each_word(source, "id<", [&](std::size_t at) {
      auto const behind = source.find('>', at);
      if (behind != std::string::npos && source.find_first_of(" (,\n", at) > behind)
        look_up(behind + 1);
    });
  });
  EXPECT_GT(used, 0u);
}

TEST(Words, the_page_of_words_and_the_texts_agree) {
  static std::regex const row(
      R"(\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| [^|]+ \|)");
  std::string const page = text_of_file(std::filesystem::path(VEFA_SOURCE_DIR) / "docs/words.md");
  std::map<std::string, std::vector<std::string>> rows;
  for (std::sregex_iterator it(page.begin(), page.end(), row), end; it != end; ++it) {
    bool const first =
        rows.emplace((*it)[1], std::vector<std::string>{(*it)[2], (*it)[3], (*it)[4], (*it)[5]})
            .second;
    EXPECT_TRUE(first) << (*it)[1] << " stands twice";
  }
  for (auto const& key : all_keys()) {
    if (!key.starts_with("word.")) continue;
    auto const found = rows.find(key.substr(5));
    ASSERT_NE(found, rows.end()) << key << " does not stand in docs/words.md";
    for (Language const language : kLanguages)
      EXPECT_EQ(found->second[static_cast<std::size_t>(language)], message(language, key)) << key;
  }
}

}  // namespace
}  // namespace vefa::i18n
