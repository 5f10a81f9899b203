// Reads the sources: a message key written there must have its texts.
#include <gtest/gtest.h>

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

void collect_keys(std::string const& text, std::set<std::string>& keys) {
  static std::regex const literal(R"re("([a-z][a-z0-9_]*\.[a-z0-9_.]*)")re");
  for (std::sregex_iterator it(text.begin(), text.end(), literal), end; it != end; ++it)
    keys.insert((*it)[1]);
}

/// Keys given to what makes refusals or messages, by the place of the key among the arguments.
std::set<std::string> keys_used_in(std::string const& source) {
  static std::regex const call(
      R"((\b(invalid|refused|message|has_message)|\b[pP]roblems_?\.add|\bp\.add)\s*\()");
  static std::regex const error(R"(\bCode::[A-Z]\w*\s*,)");
  static std::map<std::string, std::size_t> const place{
      {"invalid", 1}, {"refused", 0}, {"message", 1}, {"has_message", 0}};
  std::set<std::string> keys;
  for (std::sregex_iterator it(source.begin(), source.end(), call), end; it != end; ++it) {
    auto const open = static_cast<std::size_t>(it->position() + it->length() - 1);
    auto const arguments = arguments_at(source, open);
    auto const named = place.find((*it)[2]);
    std::size_t const index = named == place.end() ? 1 : named->second;
    if (index < arguments.size()) collect_keys(arguments[index], keys);
  }
  for (std::sregex_iterator it(source.begin(), source.end(), error), end; it != end; ++it) {
    auto const from = static_cast<std::size_t>(it->position() + it->length());
    collect_keys(source.substr(from, source.find_first_of(",;}", from) - from), keys);
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
  static std::regex const call(R"re((\bnot_found|\bid<[\w:]+>)\("([a-z_]+)"\))re");
  std::size_t used = 0;
  for_each_source([&](std::string const& name, std::string const& source) {
    for (std::sregex_iterator it(source.begin(), source.end(), call), end; it != end; ++it) {
      ++used;
      std::string const key = "word." + std::string((*it)[2]);
      EXPECT_TRUE(has_message(key)) << name << ": " << key << " has no texts in words.json";
    }
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
