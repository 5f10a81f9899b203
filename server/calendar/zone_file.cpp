#include "calendar/zone_file.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "calendar/zone.hpp"

namespace vefa::calendar {
namespace {

constexpr char const* kZoneDirectory = "/usr/share/zoneinfo/";
constexpr std::size_t kMaxFileBytes = 1 << 20;
constexpr int kLastYear = 2199;
constexpr std::int64_t kBeginning = INT64_MIN / 4;
constexpr std::int64_t kEnd = INT64_MAX / 4;
constexpr std::int64_t kMsOfDay = 86400000;

/// Big-endian numbers from bytes; reading past the end gives zeroes and `failed`.
struct Reader {
  std::string_view bytes;
  bool failed = false;

  std::string_view take(std::size_t count) {
    if (count > bytes.size()) {
      failed = true;
      return {};
    }
    auto const taken = bytes.substr(0, count);
    bytes.remove_prefix(count);
    return taken;
  }
  std::int64_t number(std::size_t count) {
    auto const raw = take(count);
    std::uint64_t value = 0;
    if (!raw.empty() && (raw[0] & 0x80) != 0) value = ~std::uint64_t{0};
    for (char c : raw) value = value << 8 | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(value);
  }
};

struct Header {
  char version = 0;
  std::size_t ut_flags = 0, standard_flags = 0, leaps = 0, times = 0, types = 0, letters = 0;

  std::size_t body_bytes(std::size_t time_bytes) const {
    return times * (time_bytes + 1) + types * 6 + letters + leaps * (time_bytes + 4) +
           standard_flags + ut_flags;
  }
};

std::optional<Header> read_header(Reader& in) {
  if (in.take(4) != "TZif") return std::nullopt;
  auto const version = in.take(16);
  Header h;
  if (!version.empty()) h.version = version[0];
  for (auto* count : {&h.ut_flags, &h.standard_flags, &h.leaps, &h.times, &h.types, &h.letters}) {
    auto const read = in.number(4);
    if (read < 0 || read > static_cast<std::int64_t>(kMaxFileBytes)) return std::nullopt;
    *count = static_cast<std::size_t>(read);
  }
  if (in.failed) return std::nullopt;
  return h;
}

/// The rule for the years after the listed changes: a POSIX TZ text, `CET-1CEST,M3.5.0,M10.5.0/3`.
class Footer {
 public:
  explicit Footer(std::string_view text) : rest_(text) {}

  /// Appends the changes after the last of `periods`, up to kLastYear.
  bool extend(std::vector<Period>& periods) {
    std::int64_t standard = 0;
    if (!skip_name() || !read_offset(standard)) return false;
    if (rest_.empty()) return true;
    std::int64_t summer = standard + 3600000;
    if (!skip_name()) return false;
    if (!rest_.empty() && rest_[0] != ',' && !read_offset(summer)) return false;
    Rule to_summer;
    Rule to_standard;
    if (!read_rule(to_summer) || !read_rule(to_standard) || !rest_.empty()) return false;
    std::vector<Period> more;
    std::int64_t const after = periods.back().from_ms;
    for (int year = 1970; year <= kLastYear; ++year) {
      more.push_back({to_summer.wall_ms(year) - standard, summer});
      more.push_back({to_standard.wall_ms(year) - summer, standard});
    }
    std::ranges::stable_sort(more, {}, &Period::from_ms);
    for (auto const& period : more) {
      if (period.from_ms <= after) continue;
      // Summer time all year ends at the instant at which it begins again.
      if (period.from_ms == periods.back().from_ms) periods.pop_back();
      periods.push_back(period);
    }
    return true;
  }

 private:
  struct Rule {
    enum class Form { MonthWeekDay, DayWithoutLeap, DayOfYear } form = Form::MonthWeekDay;
    int month = 1, week = 1, day = 0;
    std::int64_t time_ms = 7200000;

    std::int64_t wall_ms(int year) const { return day_in(year) * kMsOfDay + time_ms; }
    int day_in(int year) const {
      int const first = day_number({year, 1, 1});
      if (form == Form::DayOfYear) return first + day;
      // A day without leap counts 1 March as 60 in every year.
      if (form == Form::DayWithoutLeap)
        return day < 60 ? first + day - 1 : day_number({year, 3, 1}) + day - 60;
      int const month_first = day_number({year, month, 1});
      int const next_month =
          month == 12 ? day_number({year + 1, 1, 1}) : day_number({year, month + 1, 1});
      int const sunday_based = (weekday_of(month_first) + 1) % 7;
      int found = month_first + (day - sunday_based + 7) % 7 + (week - 1) * 7;
      while (found >= next_month) found -= 7;
      return found;
    }
  };

  bool skip_name() {
    std::size_t end = 0;
    if (!rest_.empty() && rest_[0] == '<') {
      end = rest_.find('>');
      if (end == std::string_view::npos) return false;
      ++end;
    } else {
      while (end < rest_.size() && std::isalpha(static_cast<unsigned char>(rest_[end]))) ++end;
    }
    if (end < 3) return false;
    rest_.remove_prefix(end);
    return true;
  }
  bool read_number(int& out) {
    std::size_t digits = 0;
    out = 0;
    while (digits < rest_.size() && digits < 4 && rest_[digits] >= '0' && rest_[digits] <= '9')
      out = out * 10 + (rest_[digits++] - '0');
    rest_.remove_prefix(digits);
    return digits > 0;
  }
  bool skip(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool read_time(std::int64_t& out) {
    bool const negative = skip('-');
    if (!negative) skip('+');
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (!read_number(hours)) return false;
    if (skip(':') && !read_number(minutes)) return false;
    if (skip(':') && !read_number(seconds)) return false;
    out = (hours * 3600LL + minutes * 60LL + seconds) * (negative ? -1000 : 1000);
    return true;
  }
  /// POSIX counts westward: `CET-1` is an hour ahead of UTC.
  bool read_offset(std::int64_t& out) {
    if (!read_time(out)) return false;
    out = -out;
    return true;
  }
  bool read_rule(Rule& rule) {
    if (!skip(',')) return false;
    if (skip('M')) {
      if (!read_number(rule.month) || !skip('.') || !read_number(rule.week) || !skip('.') ||
          !read_number(rule.day) || rule.month < 1 || rule.month > 12)
        return false;
    } else {
      rule.form = skip('J') ? Rule::Form::DayWithoutLeap : Rule::Form::DayOfYear;
      if (!read_number(rule.day)) return false;
    }
    return !skip('/') || read_time(rule.time_ms);
  }

  std::string_view rest_;
};

std::vector<Period> merge_equal(std::vector<Period> const& periods) {
  std::vector<Period> out;
  for (auto const& period : periods)
    if (out.empty() || out.back().offset_ms != period.offset_ms) out.push_back(period);
  return out;
}

bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 64 || !std::isupper(static_cast<unsigned char>(name[0])))
    return false;
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '_' || c == '-' || c == '+' || c == '/';
  });
}

}  // namespace

std::optional<std::vector<Period>> read_zone(std::string_view tzif) {
  Reader in{tzif};
  auto const old = read_header(in);
  if (!old || old->version < '2') return std::nullopt;
  in.take(old->body_bytes(4));
  auto const header = read_header(in);
  if (!header || header->types == 0 || header->body_bytes(8) > in.bytes.size()) return std::nullopt;
  std::vector<std::int64_t> times(header->times);
  for (auto& time : times) time = in.number(8);
  auto const kinds = in.take(header->times);
  std::vector<std::int64_t> offsets(header->types);
  for (auto& offset : offsets) {
    offset = in.number(4) * 1000;
    in.take(2);
  }
  std::vector<Period> periods{{kBeginning, offsets[0]}};
  for (std::size_t i = 0; i < times.size(); ++i) {
    auto const kind = static_cast<unsigned char>(kinds[i]);
    if (kind >= offsets.size() || times[i] > kEnd / 1000) return std::nullopt;
    if (i > 0 && times[i] <= times[i - 1]) return std::nullopt;
    if (times[i] > kBeginning / 1000) periods.push_back({times[i] * 1000, offsets[kind]});
  }
  in.take(header->letters + header->leaps * 12 + header->standard_flags + header->ut_flags);
  auto footer = in.bytes;
  if (footer.size() < 2 || footer.front() != '\n' || footer.back() != '\n') return std::nullopt;
  footer = footer.substr(1, footer.size() - 2);
  if (!footer.empty() && !Footer(footer).extend(periods)) return std::nullopt;
  return merge_equal(periods);
}

std::optional<std::string> load_zone_file(std::string_view name) {
  if (!is_zone_name(name)) return std::nullopt;
  std::string const path = kZoneDirectory + std::string(name);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                       &std::fclose);
  if (!file) return std::nullopt;
  std::string bytes(kMaxFileBytes, '\0');
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
  if (!bytes.starts_with("TZif")) return std::nullopt;
  return bytes;
}

}  // namespace vefa::calendar
