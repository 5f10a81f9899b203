#include "base/id.hpp"

#include <algorithm>
#include <array>
#include <atomic>

namespace vefa {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kDigits = 13;
constexpr std::int64_t kEpochMs = 1704067200000;  // 2024-01-01T00:00:00Z

int digit_of(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  // Crockford: what a person misreads on paper is still accepted.
  if (c == 'O') c = '0';
  if (c == 'I' || c == 'L') c = '1';
  auto const at = kAlphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string id_digits(std::int64_t value) {
  std::string digits(kDigits, '0');
  auto rest = static_cast<std::uint64_t>(value);
  for (std::size_t i = kDigits; i-- > 0; rest >>= 5) digits[i] = kAlphabet[rest & 31];
  return digits;
}

std::optional<std::int64_t> parse_id_digits(std::string_view digits) {
  if (digits.size() != kDigits) return std::nullopt;
  std::uint64_t value = 0;
  for (char c : digits) {
    int const digit = digit_of(c);
    if (digit < 0) return std::nullopt;
    if (value >> 58 != 0) return std::nullopt;
    value = value << 5 | static_cast<std::uint64_t>(digit);
  }
  if (value == 0 || value >> 63 != 0) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

struct IdSource::State {
  std::int64_t node;
  std::function<Instant()> now;
  std::atomic<std::int64_t> last{0};  // milliseconds and sequence, without the node
};

IdSource::IdSource(int node) : IdSource(node, wall_now) {}
IdSource::IdSource(int node, std::function<Instant()> now)
    : state_(new State{node & kMaxNode, std::move(now)}) {}
IdSource::~IdSource() { delete state_; }

std::int64_t IdSource::smallest_at(std::int64_t unix_ms) {
  return std::max<std::int64_t>(unix_ms - kEpochMs, 0) << (kNodeBits + kSequenceBits);
}

std::int64_t IdSource::next_value() {
  std::int64_t const floor = (state_->now().ms - kEpochMs) << kSequenceBits;
  std::int64_t last = state_->last.load(std::memory_order_relaxed);
  std::int64_t next = 0;
  do {
    // A full sequence or a clock set back borrows from the future rather than repeating itself.
    next = floor > last ? floor : last + 1;
  } while (!state_->last.compare_exchange_weak(last, next, std::memory_order_relaxed));
  std::int64_t const sequence = next & ((1 << kSequenceBits) - 1);
  std::int64_t const ms = next >> kSequenceBits;
  return ms << (kNodeBits + kSequenceBits) | state_->node << kSequenceBits | sequence;
}

}  // namespace vefa
