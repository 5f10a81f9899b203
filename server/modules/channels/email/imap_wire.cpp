#include "modules/channels/email/imap_wire.hpp"

#include <algorithm>

#include "modules/channels/email/transport.hpp"

namespace vefa::email {
namespace {

constexpr std::size_t kMaxAnswerBytes =
    4u << 20;  // without literals; SEARCH of a large folder is long
constexpr int kMaxDepth = 30;

[[noreturn]] void refuse(char const* why) {
  throw TransportFailure(Failure::Permanent, std::string("not IMAP: ") + why);
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

}  // namespace

bool ImapValue::is(std::string_view upper_case) const {
  return kind == Kind::Atom && text.size() == upper_case.size() &&
         std::equal(text.begin(), text.end(), upper_case.begin(),
                    [](char a, char b) { return upper(a) == b; });
}

std::uint64_t ImapValue::number() const {
  if (text.empty() || text.size() > 19 || text.find_first_not_of("0123456789") != std::string::npos)
    return 0;
  return std::stoull(text);
}

ImapReader::ImapReader(Fill fill, std::uint64_t max_literal_bytes)
    : fill_(std::move(fill)), max_literal_bytes_(max_literal_bytes) {}

char ImapReader::peek() {
  if (at_ == buffer_.size()) {
    buffer_.clear();
    at_ = 0;
    fill_(buffer_);
  }
  return buffer_[at_];
}

char ImapReader::take() {
  char const c = peek();
  ++at_;
  if (++taken_ > kMaxAnswerBytes) refuse("the answer is too long");
  return c;
}

ImapAnswer ImapReader::next() {
  taken_ = 0;
  ImapAnswer answer;
  for (;;) {
    char const c = peek();
    if (c == ' ' || c == '\r') {
      take();
    } else if (c == '\n') {
      take();
      if (!answer.empty()) return answer;
    } else {
      answer.push_back(read_value(0));
      // What a human reads may hold anything; it is one value.
      bool const status =
          answer.size() >= 2 &&
          (answer.back().is("OK") || answer.back().is("NO") || answer.back().is("BAD") ||
           answer.back().is("BYE") || answer.back().is("PREAUTH")) &&
          answer.size() == 2;
      bool const go_on = answer.size() == 1 && answer.back().is("+");
      if (status || go_on) {
        answer.push_back({ImapValue::Kind::Text, read_rest_of_line(), {}});
        return answer;
      }
    }
  }
}

std::string ImapReader::read_rest_of_line() {
  std::string text;
  while (peek() != '\n') {
    char const c = take();
    if (c != '\r') text += c;
  }
  take();
  auto const first = text.find_first_not_of(' ');
  return first == std::string::npos ? std::string() : text.substr(first);
}

ImapValue ImapReader::read_value(int depth) {
  if (depth > kMaxDepth) refuse("nested too deeply");
  char const c = peek();
  if (c == '"') return read_quoted();
  if (c == '{' || c == '~') return read_literal();
  if (c != '(') return read_atom();
  take();
  ImapValue list{ImapValue::Kind::List, {}, {}};
  for (;;) {
    char const next = peek();
    if (next == ')') {
      take();
      return list;
    }
    if (next == '\n') refuse("a list is not closed");
    if (next == ' ' || next == '\r') {
      take();
    } else {
      list.items.push_back(read_value(depth + 1));
    }
  }
}

ImapValue ImapReader::read_quoted() {
  ImapValue value{ImapValue::Kind::Text, {}, {}};
  take();
  for (;;) {
    char c = take();
    if (c == '"') return value;
    if (c == '\n') refuse("a text is not closed");
    if (c == '\\') c = take();
    value.text += c;
  }
}

ImapValue ImapReader::read_literal() {
  if (peek() == '~') {
    take();
    if (peek() != '{') refuse("a literal was expected");
  }
  take();
  std::string digits;
  while (peek() != '}') {
    char const c = take();
    if (c == '+') continue;
    if (c < '0' || c > '9' || digits.size() > 18) refuse("a literal without a size");
    digits += c;
  }
  take();
  if (digits.empty()) refuse("a literal without a size");
  if (peek() == '\r') take();
  if (take() != '\n') refuse("a literal without its line");
  std::uint64_t const size = std::stoull(digits);
  if (size > max_literal_bytes_) refuse("a literal is too large");
  ImapValue value{ImapValue::Kind::Text, {}, {}};
  value.text.reserve(size);
  while (value.text.size() < size) {
    peek();
    std::size_t const n = std::min<std::size_t>(size - value.text.size(), buffer_.size() - at_);
    value.text.append(buffer_, at_, n);
    at_ += n;
  }
  return value;
}

ImapValue ImapReader::read_atom() {
  ImapValue value;
  int brackets = 0;  // BODY[HEADER.FIELDS (DATE)]
  for (;;) {
    char const c = peek();
    if (c == '\r' || c == '\n') break;
    if (brackets == 0 && (c == ' ' || c == '(' || c == ')' || c == '"')) break;
    if (c == '[') ++brackets;
    if (c == ']' && brackets > 0) --brackets;
    value.text += take();
  }
  if (value.text.empty()) {
    if (peek() == '\n') return value;
    take();  // a stray closing bracket
    return value;
  }
  if (value.is("NIL")) return {ImapValue::Kind::Text, {}, {}};
  return value;
}

}  // namespace vefa::email
