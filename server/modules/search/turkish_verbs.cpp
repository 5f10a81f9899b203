#include "modules/search/turkish_verbs.hpp"

#include <unordered_set>
#include <vector>

namespace vefa::search {
namespace {

using Words = std::vector<std::string_view>;

constexpr std::size_t kShortestEnding = 2;
constexpr std::size_t kLeastRoot = 2;
constexpr std::size_t kLeastRootOfShort =
    3;  // before an ending of two letters, which nouns have too

/// Every ending, folded. Vowels follow the root's (i and ı, u and ü are one letter when folded).
class Endings {
 public:
  Endings() {
    Words const present{"",      "um",  "im",  "sun", "sin", "uz",  "iz", "sunuz",
                        "siniz", "lar", "ler", "dur", "dir", "tur", "tir"};
    Words const past{"", "m", "n", "k", "niz", "nuz", "lar", "ler"};
    add({"iyor", "uyor", "miyor", "muyor"}, present);
    add({"iyordu", "uyordu", "miyordu", "muyordu", "iyorsa", "uyorsa", "miyorsa", "muyorsa"}, past);
    add({"di", "ti", "du", "tu", "madi", "medi", "misti", "mustu"}, past);
    add({"mis", "mus", "mamis", "memis"}, present);
    Words const future{"", "sin", "siniz", "lar", "ler", "ti", "tir"};
    add({"acak", "ecek", "yacak", "yecek", "mayacak", "meyecek"}, future);
    add({"acag", "eceg", "yacag", "yeceg", "mayacag", "meyeceg"}, {"im", "iz", "i"});
    // Without -di: "sızdırdı" is the past of "sızdır", not the habit of "sız".
    Words const habit{"", "im", "sin", "iz", "siniz", "lar", "ler", "sa", "se"};
    add({"ir", "ur", "ar", "er"}, habit);
    add({"maz", "mez"}, {"", "sin", "siniz", "lar", "ler", "di", "dim", "sa", "se"});
    add({"mam", "mem", "mayiz", "meyiz"}, {""});
    add({"sa", "se", "masa", "mese"}, past);
    add({"mak", "mek"}, {"", "ta", "te", "tan", "ten", "la", "le"});
    add({"ma", "me", "mama", "meme"}, {"", "si", "sini", "sina", "sine", "ya", "ye", "yi"});
    add({"an", "en", "yan", "yen", "mayan", "meyen"}, {"", "lar", "ler", "i"});
    add({"digi", "dugu", "tigi", "tugu", "madigi", "medigi"}, {"", "m", "n", "nde", "miz", "niz"});
    add({"ip", "up", "yip", "yup", "madan", "meden", "arak", "erek", "mali", "meli"}, {""});
  }
  bool has(std::string_view ending) const { return all_.contains(std::string(ending)); }
  std::size_t longest() const { return longest_; }

 private:
  void add(Words const& tenses, Words const& persons) {
    for (auto const tense : tenses)
      for (auto const person : persons) {
        auto const ending = std::string(tense) + std::string(person);
        longest_ = std::max(longest_, ending.size());
        all_.insert(ending);
      }
  }

  std::unordered_set<std::string> all_;
  std::size_t longest_ = 0;
};

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

std::string plain(std::string_view root) {
  for (std::string_view const ability : {"abil", "ebil"})
    if (root.size() > ability.size() + kLeastRoot && root.ends_with(ability))
      root.remove_suffix(ability.size());
  if (is_vowel(root.back())) root.remove_suffix(1);
  std::string out(root);
  if (out.ends_with('d')) out.back() = 't';
  return out;
}

}  // namespace

std::string turkish_verb_root(std::string_view folded) {
  static Endings const endings;
  for (char const c : folded)
    if (c < 'a' || c > 'z' || c == 'q' || c == 'x') return {};
  auto const most = std::min(endings.longest(), folded.size());
  for (std::size_t length = most; length >= kShortestEnding; --length) {
    auto const root = folded.substr(0, folded.size() - length);
    if (root.size() < (length == kShortestEnding ? kLeastRootOfShort : kLeastRoot)) continue;
    if (!endings.has(folded.substr(root.size()))) continue;
    auto out = plain(root);
    return out.size() < kLeastRoot ? std::string() : out;
  }
  return {};
}

}  // namespace vefa::search
