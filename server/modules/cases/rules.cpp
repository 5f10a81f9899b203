#include "modules/cases/rules.hpp"

#include <fmt/format.h>

#include <set>

#include "base/text.hpp"

namespace vefa::cases {
namespace {

// 31 is prime, so that one wrong digit and each swap of two neighbours are found; no O, I, L, U, V.
constexpr std::string_view kCheckSigns = "0123456789ABCDEFGHJKMNPQRSTWXYZ";

char check_sign(std::int64_t sequence) {
  std::string const digits = std::to_string(sequence);
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i)
    sum += (digits[i] - '0') * static_cast<int>(digits.size() - i + 1);
  return kCheckSigns[static_cast<std::size_t>(sum) % kCheckSigns.size()];
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || c == '-'; }

}  // namespace

std::string case_number(std::string const& prefix, std::int64_t sequence) {
  return fmt::format("{}{}-{}", prefix, sequence, check_sign(sequence));
}

std::string number_in(std::string_view text, std::string const& prefix) {
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  for (auto at = upper.find(prefix); at != std::string::npos; at = upper.find(prefix, at + 1)) {
    if (at > 0 && is_word(upper[at - 1])) continue;
    std::size_t end = at + prefix.size();
    std::size_t const first = end;
    while (end < upper.size() && is_digit(upper[end])) ++end;
    if (end == first || end - first > 15 || end + 1 >= upper.size() || upper[end] != '-') continue;
    if (end + 2 < upper.size() && is_word(upper[end + 2])) continue;
    auto const sequence = std::stoll(upper.substr(first, end - first));
    auto number = upper.substr(at, end + 2 - at);
    if (number == case_number(prefix, sequence)) return number;
  }
  return {};
}

Joining joining(Case const& row, std::int64_t reopen_limit) {
  if (row.state == State::Open) return Joining::Joins;
  if (row.state == State::Closed && row.reopened_count >= reopen_limit)
    return Joining::OpensAnother;
  return Joining::Reopens;
}

Result<Instant> send_time(Instant now, Duration undo, std::optional<Instant> wanted,
                          std::optional<Instant> due_at) {
  if (wanted && *wanted > now) {
    if (due_at && *wanted > *due_at)
      return refused("cases.send_after_due", {{"due", to_text(*due_at)}}, "send_at");
    return *wanted;
  }
  Instant const at = now + undo;
  // The time to undo is not bought with the customer's promise.
  if (due_at && *due_at > now && at > *due_at) return *due_at;
  return at;
}

bool is_spoken(interactions::Channel channel) {
  using interactions::Channel;
  return channel == Channel::Phone || channel == Channel::Desk || channel == Channel::Letter ||
         channel == Channel::Social || channel == Channel::Chat;
}

bool sounds_alike(std::string const& a, std::string const& b) {
  auto const words = [](std::string const& text) {
    std::set<std::string> out;
    for (auto& word : split(fold(text), ' '))
      if (length_of(word) > 2) out.insert(std::move(word));
    return out;
  };
  auto const left = words(a);
  auto const right = words(b);
  if (left.empty() || right.empty()) return false;
  std::size_t shared = 0;
  for (auto const& word : left) shared += right.count(word);
  return shared * 2 >= std::min(left.size(), right.size());
}

void close(Case& row, ClosedBy by, Instant at) {
  row.state = State::Closed;
  row.open = false;
  row.closed_at = at;
  row.closed_by = by;
  row.next_promise_id = {};
  row.next_promise_pending.reset();
  row.next_due_at.reset();
  row.snoozed_until.reset();
}

void reopen(Case& row) {
  row.state = State::Open;
  row.open = true;
  row.solved_at.reset();
  row.closed_at.reset();
  row.closed_by.reset();
  row.snoozed_until.reset();
  ++row.reopened_count;
}

}  // namespace vefa::cases
