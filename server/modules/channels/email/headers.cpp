#include "modules/channels/email/headers.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.hpp"
#include "modules/channels/email/charset.hpp"
#include "modules/channels/email/gmime_ptr.hpp"

namespace vefa::email {
namespace {

constexpr std::size_t kMaxHeaderBytes = 64u << 10;

/// A run of a header: plain bytes, or an encoded word's bytes with its charset.
struct Piece {
  std::string bytes;
  std::string charset;
  bool encoded = false;
};

std::string unfold(std::string_view raw) {
  raw = raw.substr(0, kMaxHeaderBytes);
  std::string out;
  out.reserve(raw.size());
  for (char c : raw) {
    if (c == '\r' || c == '\n' || c == '\0') continue;
    out += c == '\t' ? ' ' : c;
  }
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string decode_q(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_') {
      out += ' ';
    } else if (text[i] == '=' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
               hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string decode_b(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  for (char c : text) {
    int value = -1;
    if (c >= 'A' && c <= 'Z') value = c - 'A';
    if (c >= 'a' && c <= 'z') value = c - 'a' + 26;
    if (c >= '0' && c <= '9') value = c - '0' + 52;
    if (c == '+' || c == '-') value = 62;
    if (c == '/' || c == '_') value = 63;
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    have += 6;
    if (have >= 8) out += static_cast<char>(bits >> (have -= 8) & 0xFF);
  }
  return out;
}

/// Reads `=?charset?B?text?=` at `at`; moves `at` behind it.
std::optional<Piece> read_encoded_word(std::string_view text, std::size_t& at) {
  if (text.substr(at, 2) != "=?") return std::nullopt;
  auto const charset_end = text.find('?', at + 2);
  if (charset_end == std::string_view::npos || charset_end == at + 2 ||
      charset_end + 2 >= text.size() || text[charset_end + 2] != '?')
    return std::nullopt;
  char const kind = static_cast<char>(text[charset_end + 1] | 32);
  if (kind != 'b' && kind != 'q') return std::nullopt;
  auto const end = text.find("?=", charset_end + 3);
  if (end == std::string_view::npos) return std::nullopt;
  auto const body = text.substr(charset_end + 3, end - charset_end - 3);
  Piece piece{kind == 'b' ? decode_b(body) : decode_q(body),
              std::string(text.substr(at + 2, charset_end - at - 2)), true};
  at = end + 2;
  return piece;
}

std::vector<Piece> pieces_of(std::string_view raw) {
  std::string const text = unfold(raw);
  std::vector<Piece> pieces;
  std::size_t at = 0;
  while (at < text.size()) {
    if (auto word = read_encoded_word(text, at)) {
      bool const blank_between = pieces.size() >= 2 && !pieces.back().encoded &&
                                 pieces[pieces.size() - 2].encoded &&
                                 pieces.back().bytes.find_first_not_of(' ') == std::string::npos;
      if (blank_between) pieces.pop_back();
      if (!pieces.empty() && pieces.back().encoded && pieces.back().charset == word->charset) {
        pieces.back().bytes += word->bytes;
      } else {
        pieces.push_back(std::move(*word));
      }
      continue;
    }
    if (pieces.empty() || pieces.back().encoded) pieces.push_back({});
    pieces.back().bytes += text[at++];
  }
  return pieces;
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\t', ' ');
  return text;
}

std::string text_of(Piece const& piece, std::optional<Language> hint) {
  return one_line(decode_text(piece.bytes, piece.encoded ? piece.charset : "", hint).text);
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

void collect(InternetAddressList* list, std::vector<Address>& out, int depth) {
  int const count = internet_address_list_length(list);
  for (int i = 0; i < count && out.size() < kMaxAddresses; ++i) {
    auto* address = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(address)) {
      auto* members = internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address));
      if (members && depth < 3) collect(members, out, depth + 1);
      continue;
    }
    char const* spec = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
    if (!spec || !*spec) continue;
    char const* name = internet_address_get_name(address);
    Address one{trim(decode_text(spec, "").text),
                name ? trim(one_line(decode_text(name, "").text)) : std::string()};
    if (one.name == one.address) one.name.clear();
    if (!one.address.empty()) out.push_back(std::move(one));
  }
}

enum class PrefixKind { Reply, Forward };
struct Prefix {
  std::string_view folded;  // by base/text's fold
  PrefixKind kind;
};
// Sources: the subject prefixes of Outlook, Gmail, Apple Mail, Thunderbird, Yahoo and their
// translations.
constexpr auto kPrefixes = std::to_array<Prefix>({
    {"re", PrefixKind::Reply},
    {"fwd", PrefixKind::Forward},
    {"fw", PrefixKind::Forward},
    {"ynt", PrefixKind::Reply},
    {"yanit", PrefixKind::Reply},
    {"cvp", PrefixKind::Reply},
    {"ilt", PrefixKind::Forward},
    {"ilet", PrefixKind::Forward},
    {"iletilen", PrefixKind::Forward},
    {"yonl", PrefixKind::Forward},
    {"va", PrefixKind::Reply},
    {"vala", PrefixKind::Reply},
    {"valasz", PrefixKind::Reply},
    {"val", PrefixKind::Reply},
    {"tov", PrefixKind::Forward},
    {"tovabb", PrefixKind::Forward},
    {"tovabbitas", PrefixKind::Forward},
    {"tovabbitva", PrefixKind::Forward},
    {"tovabbitott", PrefixKind::Forward},
    {"tovabbitott uzenet", PrefixKind::Forward},
    {"השב", PrefixKind::Reply},
    {"תגובה", PrefixKind::Reply},
    {"תשובה", PrefixKind::Reply},
    {"בעניין", PrefixKind::Reply},
    {"העבר", PrefixKind::Forward},
    {"הועבר", PrefixKind::Forward},
    {"העברה", PrefixKind::Forward},
    {"aw", PrefixKind::Reply},
    {"antw", PrefixKind::Reply},
    {"antwort", PrefixKind::Reply},
    {"wg", PrefixKind::Forward},
});

/// `Re[2]`, `Re(3)`, `Re^4`, `Re 2` without their counter.
std::string_view without_counter(std::string_view word) {
  auto const end = word.find_first_of("[(^");
  if (end != std::string_view::npos && end > 0) {
    auto const rest = word.substr(end);
    if (rest.find_first_not_of("[]()^0123456789 ") == std::string_view::npos)
      word = word.substr(0, end);
  }
  while (!word.empty() && (word.back() == ' ' || (word.back() >= '0' && word.back() <= '9')))
    word.remove_suffix(1);
  return word;
}

/// The prefix a subject begins with; moves `subject` behind it.
std::optional<PrefixKind> take_prefix(std::string_view& subject) {
  constexpr std::size_t kLongestPrefix = 48;  // bytes
  auto colon = subject.substr(0, kLongestPrefix).find(':');
  std::size_t width = 1;
  if (colon == std::string_view::npos) {
    colon = subject.substr(0, kLongestPrefix).find("\uFF1A");
    width = 3;
  }
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string const word = fold(trim(without_counter(subject.substr(0, colon))));
  for (auto const& prefix : kPrefixes) {
    // Spelling varies only in marks and case, which fold takes away.
    if (word != fold(prefix.folded)) continue;
    subject.remove_prefix(colon + width);
    return prefix.kind;
  }
  return std::nullopt;
}

std::string_view left_trimmed(std::string_view text) {
  for (;;) {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    text.remove_prefix(first);
    bool const mark = text.starts_with("\u200F") || text.starts_with("\u200E") ||
                      text.starts_with("\u202B") || text.starts_with("\u202A") ||
                      text.starts_with("\u202C");
    if (!mark) return text;
    text.remove_prefix(3);
  }
}

}  // namespace

std::string decode_header(std::string_view raw, std::optional<Language> hint) {
  std::string out;
  for (auto const& piece : pieces_of(raw)) out += text_of(piece, hint);
  return trim(out);
}

std::string clean_structured(std::string_view raw, std::optional<Language> hint) {
  std::string out;
  for (auto const& piece : pieces_of(raw)) {
    std::string const text =
        piece.encoded || !is_ascii(piece.bytes) ? text_of(piece, hint) : piece.bytes;
    if (!piece.encoded) {
      out += text;
      continue;
    }
    GText const encoded(g_base64_encode(reinterpret_cast<guchar const*>(text.data()), text.size()));
    out += "=?UTF-8?B?";
    out += encoded.get();
    out += "?=";
  }
  return out;
}

std::vector<Address> parse_addresses(std::string_view raw, std::optional<Language> hint) {
  start_gmime();
  std::vector<Address> out;
  std::string const clean = clean_structured(raw, hint);
  GPtr<InternetAddressList> const list(internet_address_list_parse(nullptr, clean.c_str()));
  if (list) collect(list.get(), out, 0);
  return out;
}

std::vector<std::string> parse_message_ids(std::string_view raw) {
  constexpr std::size_t kLongestId = 998;
  std::string const text = unfold(raw);
  std::vector<std::string> ids;
  std::size_t at = 0;
  while ((at = text.find('<', at)) != std::string::npos) {
    auto const end = text.find('>', at);
    if (end == std::string::npos) break;
    std::string id;
    for (char c : text.substr(at + 1, end - at - 1))
      if (c > ' ' && c != '<') id += c;
    if (!id.empty() && id.size() <= kLongestId && is_ascii(id) &&
        std::find(ids.begin(), ids.end(), id) == ids.end())
      ids.push_back(std::move(id));
    at = end + 1;
  }
  if (ids.empty()) {
    std::string const bare = trim(text);
    bool const plain = !bare.empty() && bare.size() <= kLongestId && is_ascii(bare) &&
                       bare.find_first_of(" <>()") == std::string::npos &&
                       bare.find('@') != std::string::npos;
    if (plain) ids.push_back(bare);
  }
  if (ids.size() > kMaxReferences)
    ids.erase(ids.begin() + 1, ids.end() - static_cast<std::ptrdiff_t>(kMaxReferences - 1));
  return ids;
}

std::string strip_subject(std::string_view subject) {
  auto rest = left_trimmed(subject);
  while (take_prefix(rest)) rest = left_trimmed(rest);
  return trim(rest);
}

bool is_forward_subject(std::string_view subject) {
  auto rest = left_trimmed(subject);
  return take_prefix(rest) == PrefixKind::Forward;
}

}  // namespace vefa::email
