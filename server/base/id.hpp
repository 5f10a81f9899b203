// Identifiers of rows: 63 bits, ordered by time, made by the program, typed by what they name.
#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace vefa {

/// The text after the prefix: 13 digits of Crockford's base 32, upper bits first, so that texts
/// sort as the numbers do.
std::string id_digits(std::int64_t value);
/// The inverse of `id_digits`; nothing when the text is not 13 such digits of a positive number.
std::optional<std::int64_t> parse_id_digits(std::string_view digits);

/// An identifier of one kind of row. `Tag::kPrefix` is its prefix on the wire (`cas_…`).
/// The zero value means "none"; it never names a row.
template <class Tag>
struct Id {
  std::int64_t value = 0;

  auto operator<=>(Id const&) const = default;
  explicit operator bool() const { return value != 0; }

  /// The wire form, e.g. `cas_01J9ZK3W4X7QP`; the empty text for "none".
  std::string text() const {
    if (value == 0) return {};
    return std::string(Tag::kPrefix) + "_" + id_digits(value);
  }
  /// Nothing unless `text` has this kind's prefix and 13 valid digits.
  static std::optional<Id> parse(std::string_view text) {
    std::string_view const prefix = Tag::kPrefix;
    if (text.size() <= prefix.size() + 1 || !text.starts_with(prefix) || text[prefix.size()] != '_')
      return std::nullopt;
    auto digits = parse_id_digits(text.substr(prefix.size() + 1));
    if (!digits) return std::nullopt;
    return Id{*digits};
  }
};

/// Makes identifiers: 41 bits of milliseconds since 2024-01-01 UTC, 10 bits of node, 12 bits of
/// sequence. Never gives the same number twice within a node, nor a smaller one after a larger,
/// even when the clock is set back. Safe to use from several threads.
class IdSource {
 public:
  static constexpr int kNodeBits = 10;
  static constexpr int kSequenceBits = 12;
  static constexpr int kMaxNode = (1 << kNodeBits) - 1;

  explicit IdSource(int node = 0);
  /// With a clock of one's own instead of the machine's; for tests.
  IdSource(int node, std::function<Instant()> now);
  ~IdSource();
  IdSource(IdSource const&) = delete;
  IdSource& operator=(IdSource const&) = delete;

  std::int64_t next_value();
  /// No id made at this instant of the wall clock, or later, on any node is smaller.
  static std::int64_t smallest_at(std::int64_t unix_ms);
  template <class Tag>
  Id<Tag> next() {
    return Id<Tag>{next_value()};
  }

 private:
  struct State;
  State* state_;
};

}  // namespace vefa

template <class Tag>
struct std::hash<vefa::Id<Tag>> {
  std::size_t operator()(vefa::Id<Tag> id) const noexcept {
    return std::hash<std::int64_t>{}(id.value);
  }
};
