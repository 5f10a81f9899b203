// The grammar of IMAP's answers; for imap.cpp and its tests.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace vefa::email {

/// An atom, a string or literal, NIL (empty), or a list.
struct ImapValue {
  enum class Kind { Atom, Text, List };
  Kind kind = Kind::Atom;
  std::string text;
  std::vector<ImapValue> items;

  bool is(std::string_view upper_case) const;
  std::uint64_t number() const;  // 0 when it is none
};

/// One answer, e.g. `* 12 FETCH (UID 5)`, as its top-level values.
using ImapAnswer = std::vector<ImapValue>;

/// Reads answers from bytes as they arrive; literals of any kind are part of their answer.
class ImapReader {
 public:
  /// Appends at least one byte to the buffer, or throws.
  using Fill = std::function<void(std::string& buffer)>;
  explicit ImapReader(Fill fill, std::uint64_t max_literal_bytes);

  /// The next whole answer. Throws TransportFailure for what exceeds the limits or is no IMAP.
  ImapAnswer next();
  /// Bytes that wait to be read.
  bool has_input() const { return at_ < buffer_.size(); }

 private:
  char peek();
  char take();
  ImapValue read_value(int depth);
  ImapValue read_quoted();
  ImapValue read_literal();
  ImapValue read_atom();
  std::string read_rest_of_line();

  Fill fill_;
  std::uint64_t max_literal_bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t taken_ = 0;  // of this answer, without literals
};

}  // namespace vefa::email
