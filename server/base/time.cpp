#include "base/time.hpp"

#include <fmt/format.h>

#include <atomic>
#include <charconv>

namespace vefa {
namespace {

using Days = std::chrono::sys_days;

bool read_digits(std::string_view text, std::size_t at, std::size_t count, int& out) {
  if (text.size() < at + count) return false;
  for (std::size_t i = at; i < at + count; ++i)
    if (text[i] < '0' || text[i] > '9') return false;
  std::from_chars(text.data() + at, text.data() + at + count, out);
  return true;
}

std::int64_t days_of(LocalDate d) {
  Days const day = std::chrono::year{d.year} / d.month / d.day;
  return day.time_since_epoch().count();
}

/// Milliseconds of `.123…` at `at`; moves `at` behind the fraction.
std::optional<int> read_fraction(std::string_view text, std::size_t& at) {
  if (at >= text.size() || text[at] != '.') return 0;
  int ms = 0;
  int scale = 100;
  std::size_t const first = ++at;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
    ms += (text[at] - '0') * scale;
  if (at == first) return std::nullopt;
  return ms;
}

/// Minutes of `Z` or `+03:00` at `at`, which must end the text.
std::optional<int> read_offset(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if ((text[at] == 'Z' || text[at] == 'z') && at + 1 == text.size()) return 0;
  if (text[at] != '+' && text[at] != '-') return std::nullopt;
  int hours = 0;
  int minutes = 0;
  if (text.size() != at + 6 || text[at + 3] != ':' || !read_digits(text, at + 1, 2, hours) ||
      !read_digits(text, at + 4, 2, minutes) || hours > 23 || minutes > 59)
    return std::nullopt;
  int const total = hours * 60 + minutes;
  return text[at] == '-' ? -total : total;
}

}  // namespace

std::string to_text(Instant instant) {
  using std::chrono::floor;
  Days const day{floor<std::chrono::days>(Duration{instant.ms})};
  std::chrono::year_month_day const d{day};
  std::int64_t const ms = instant.ms - day.time_since_epoch().count() * 86400000;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(d.year()),
                     static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()), ms / 3600000,
                     ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) return {};
  auto const date = parse_date(text.substr(0, 10));
  int h = 0;
  int m = 0;
  int s = 0;
  if (!date || date->year < 1900 || !read_digits(text, 11, 2, h) || text[13] != ':' ||
      !read_digits(text, 14, 2, m) || text[16] != ':' || !read_digits(text, 17, 2, s))
    return {};
  if (h > 23 || m > 59 || s > 60) return {};
  std::size_t at = 19;
  auto const fraction = read_fraction(text, at);
  if (!fraction) return {};
  auto const offset = read_offset(text, at);
  if (!offset) return {};
  std::int64_t const seconds =
      days_of(*date) * 86400 + h * 3600 + m * 60 + s - static_cast<std::int64_t>(*offset) * 60;
  return Instant{seconds * 1000 + *fraction};
}

std::string to_text(LocalDate d) {
  return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
}

std::optional<LocalDate> parse_date(std::string_view text) {
  LocalDate d;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  if (!read_digits(text, 0, 4, d.year) || !read_digits(text, 5, 2, d.month) ||
      !read_digits(text, 8, 2, d.day))
    return {};
  std::chrono::year_month_day const ymd{std::chrono::year{d.year},
                                        std::chrono::month{static_cast<unsigned>(d.month)},
                                        std::chrono::day{static_cast<unsigned>(d.day)}};
  if (!ymd.ok()) return {};
  return d;
}

Instant wall_now() {
  using std::chrono::system_clock;
  auto const since = system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<Duration>(since).count()};
}

struct FakeClock::State {
  std::atomic<std::int64_t> ms;
};

FakeClock::FakeClock(Instant start) : state_(new State{start.ms}) {}
FakeClock::~FakeClock() = default;
Instant FakeClock::now() const { return {state_->ms.load()}; }
void FakeClock::set(Instant instant) { state_->ms.store(instant.ms); }
void FakeClock::advance(Duration by) { state_->ms.fetch_add(by.count()); }

}  // namespace vefa
