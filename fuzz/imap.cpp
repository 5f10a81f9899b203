#include <algorithm>

#include "fuzz/targets.hpp"
#include "modules/channels/email/imap_wire.hpp"
#include "modules/channels/email/transport.hpp"

namespace vefa::fuzz {
namespace {

constexpr std::size_t kMostAnswers = 1000;

void write(std::string& out, email::ImapValue const& value) {
  out += fmt::format("{}:{}:{}(", static_cast<int>(value.kind), value.text, value.number());
  for (auto const& item : value.items) write(out, item);
  out += ')';
}

/// What a reader makes of bytes that arrive `step` at a time.
std::string read_in_steps(std::string_view answers, std::size_t step) {
  std::string out;
  email::ImapReader reader(
      [&](std::string& buffer) {
        if (answers.empty())
          throw email::TransportFailure(email::Failure::Connection, "the server hung up");
        buffer += answers.substr(0, step);
        answers.remove_prefix(std::min(step, answers.size()));
      },
      1u << 20);
  try {
    for (std::size_t i = 0; i < kMostAnswers; ++i) {
      for (auto const& value : reader.next()) write(out, value);
      out += '\n';
    }
  } catch (email::TransportFailure const& failure) {
    out += failure.what();
  }
  return out;
}

}  // namespace

std::string check_imap(std::string_view answers) {
  std::string const whole = read_in_steps(answers, answers.size() + 1);
  for (std::size_t step : {1, 7})
    if (read_in_steps(answers, step) != whole) return "packets of another size change it: " + whole;
  return {};
}

}  // namespace vefa::fuzz
