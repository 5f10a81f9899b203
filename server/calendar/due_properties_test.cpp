// Laws of counting, on generated calendars. The seed is printed; VEFA_SEED repeats a run.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "calendar/calendar.hpp"

namespace vefa::calendar {
namespace {

constexpr int kRounds = 400;

class Generator {
 public:
  Generator() {
    char const* wanted = std::getenv("VEFA_SEED");
    seed_ =
        wanted ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : std::random_device{}();
    fmt::print("seed {}\n", seed_);
    random_.seed(seed_);
  }
  std::string trace() const { return fmt::format("VEFA_SEED={}", seed_); }

  std::int64_t between(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }
  bool one_in(int n) { return between(1, n) == 1; }

  /// A valid calendar that opens each week: what overlaps is thrown again.
  WorkingCalendar calendar(std::vector<std::string> const& zones) {
    for (;;) {
      Hours hours;
      hours.zone = zones[static_cast<std::size_t>(between(0, std::ssize(zones) - 1))];
      for (int weekday = 0; weekday < 7; ++weekday)
        for (auto span : spans()) hours.week.push_back({weekday, span});
      if (hours.week.empty()) continue;
      int const first = day_number({2026, 1, 1});
      for (int i = 0, n = static_cast<int>(between(0, 20)); i < n; ++i) {
        int const from = first + static_cast<int>(between(0, 700));
        hours.exceptions.push_back({date_of(from), date_of(from + static_cast<int>(between(0, 9))),
                                    "exception", one_in(2) ? spans() : std::vector<Span>{},
                                    one_in(2) ? ExceptionDays::EveryDay : ExceptionDays::OpenDays});
      }
      if (auto made = WorkingCalendar::make(hours)) return std::move(made).value();
    }
  }
  Instant start() {
    return {parse_instant("2026-01-01T00:00:00Z")->ms + between(0, 365LL * 86400) * 1000 +
            (one_in(3) ? between(0, 999) : 0)};
  }
  std::vector<Pause> pauses(Instant around) {
    std::vector<Pause> all;
    for (std::int64_t i = 0, n = between(0, 4); i < n; ++i) {
      auto const from = around + Duration{between(-86400000, 10LL * 86400000)};
      all.push_back({from, from + Duration{between(0, 3LL * 86400000)}});
    }
    return all;
  }
  Amount minutes() {
    return {Counting::WorkingMinutes, one_in(10) ? 0 : between(1, one_in(5) ? 20000 : 900)};
  }
  Amount any_days() {
    return {one_in(2) ? Counting::WorkingDays : Counting::CalendarDays, between(0, 12),
            static_cast<DayEnd>(between(0, 3)), static_cast<int>(between(0, 1439)),
            one_in(2) ? LastDay::AsItFalls : LastDay::MovesToWorkingDay};
  }

 private:
  std::vector<Span> spans() {
    if (one_in(4)) return {};
    if (one_in(8)) return {{0, 1440}};
    if (one_in(5))
      return {{static_cast<int>(between(1200, 1380)), static_cast<int>(between(1, 300))}};
    int const noon = static_cast<int>(between(660, 780));
    std::vector<Span> day{{static_cast<int>(between(360, 600)), noon}};
    if (one_in(2))
      day.push_back(
          {noon + static_cast<int>(between(0, 60)), static_cast<int>(between(900, 1190))});
    return day;
  }

  unsigned seed_;
  std::mt19937 random_;
};

std::vector<std::string> const kZones{"Europe/Budapest", "Asia/Jerusalem", "Europe/Istanbul",
                                      "America/New_York", "Australia/Lord_Howe"};

TEST(WorkingTimeLaws, the_working_time_up_to_the_due_instant_is_the_amount) {
  Generator random;
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < kRounds; ++round) {
    auto const calendar = random.calendar(kZones);
    auto const start = random.start();
    auto const amount = random.minutes();
    auto const pauses = random.pauses(start);
    auto const due = add_working(calendar, start, amount, pauses);
    ASSERT_TRUE(due.ok()) << due.error().key;
    ASSERT_EQ(working_time_between(calendar, start, due->due_at, pauses),
              std::chrono::minutes(amount.count))
        << to_text(start) << ' ' << amount.count;
    Duration told{};
    for (auto const& step : due->steps) told += step.counted;
    if (due->steps.size() < Due::kMaxSteps) {
      ASSERT_EQ(told, std::chrono::minutes(amount.count));
    }
  }
}

TEST(WorkingTimeLaws, nothing_is_due_in_closed_time_or_before_its_start) {
  Generator random;
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < kRounds; ++round) {
    auto const calendar = random.calendar(kZones);
    auto const start = random.start();
    auto amount = random.one_in(2) ? random.minutes() : random.any_days();
    if (amount.counting == Counting::CalendarDays) amount.counting = Counting::WorkingDays;
    if (amount.day_end == DayEnd::Midnight) amount.day_end = DayEnd::EndOfWork;
    auto const due = add_working(calendar, start, amount);
    ASSERT_TRUE(due.ok()) << due.error().key;
    ASSERT_GE(due->due_at, start);
    ASSERT_TRUE(is_open(calendar, due->due_at) || is_open(calendar, due->due_at - Duration{1}))
        << to_text(start) << " → " << to_text(due->due_at);
  }
}

TEST(WorkingTimeLaws, a_later_start_or_a_larger_amount_is_never_due_earlier) {
  Generator random;
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < kRounds; ++round) {
    auto const calendar = random.calendar(kZones);
    auto const start = random.start();
    auto const later = start + Duration{random.between(0, 3LL * 86400000)};
    auto const amount = random.minutes();
    auto larger = amount;
    larger.count += random.between(0, 600);
    auto const due = add_working(calendar, start, amount)->due_at;
    ASSERT_LE(due, add_working(calendar, later, amount)->due_at);
    ASSERT_LE(due, add_working(calendar, start, larger)->due_at);
    auto days = random.any_days();
    auto more = days;
    more.count += random.between(0, 5);
    ASSERT_LE(add_working(calendar, start, days)->due_at,
              add_working(calendar, start, more)->due_at);
    days.day_end = DayEnd::EndOfWork;
    ASSERT_LE(add_working(calendar, start, days)->due_at,
              add_working(calendar, later, days)->due_at);
  }
}

TEST(WorkingTimeLaws, two_amounts_one_after_the_other_are_their_sum) {
  Generator random;
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < kRounds; ++round) {
    auto const calendar = random.calendar(kZones);
    auto const start = random.start();
    auto first = random.minutes();
    auto second = random.minutes();
    first.count += 1;
    second.count += 1;
    auto sum = first;
    sum.count += second.count;
    auto const half_way = add_working(calendar, start, first)->due_at;
    ASSERT_EQ(add_working(calendar, half_way, second)->due_at,
              add_working(calendar, start, sum)->due_at);
  }
}

TEST(WorkingTimeLaws, pauses_put_off_by_exactly_their_working_length) {
  Generator random;
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < kRounds; ++round) {
    auto const calendar = random.calendar(kZones);
    auto const start = random.start();
    auto amount = random.any_days();
    amount.counting = Counting::WorkingDays;
    if (random.one_in(2)) amount = random.minutes();
    auto const pauses = random.pauses(start);
    auto const without = add_working(calendar, start, amount)->due_at;
    auto const with = add_working(calendar, start, amount, pauses)->due_at;
    ASSERT_GE(with, without);
    // What it was put off by is what the pauses took of the time up to the new instant.
    auto const whole = working_time_between(calendar, start, with);
    auto const running = working_time_between(calendar, start, with, pauses);
    ASSERT_EQ(working_time_between(calendar, without, with), whole - running);
  }
}

TEST(WorkingTimeLaws, open_is_what_the_clock_on_the_wall_says) {
  Generator random;
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < kRounds; ++round) {
    // Zones without changes, where the wall alone decides.
    auto const calendar = random.calendar({"Europe/Istanbul", "UTC", "Asia/Kathmandu"});
    for (int i = 0; i < 20; ++i) {
      auto const at = random.start();
      auto const local = calendar.zone().local(at);
      auto const ms = local.since_midnight.count();
      bool open = false;
      for (int back = 0; back < 2; ++back)
        for (auto const& span : calendar.hours_of(day_number(local.date) - back).spans)
          open |= ms + back * 86400000LL >= span.opens_minute * 60000LL &&
                  ms + back * 86400000LL < span.closes_minute * 60000LL;
      ASSERT_EQ(is_open(calendar, at), open) << to_text(at);
      auto const next = next_open(calendar, at);
      ASSERT_TRUE(next.has_value());
      ASSERT_TRUE(is_open(calendar, *next));
      ASSERT_EQ(working_time_between(calendar, at, *next).count(), 0);
    }
  }
}

TEST(WorkingTimeLaws, a_share_of_the_time_is_used_at_its_instant) {
  Generator random;
  SCOPED_TRACE(random.trace());
  for (int round = 0; round < kRounds; ++round) {
    auto const calendar = random.calendar(kZones);
    auto const start = random.start();
    auto const pauses = random.pauses(start);
    auto const amount = random.minutes();
    auto const due = add_working(calendar, start, amount, pauses)->due_at;
    auto const half = instant_at_share(calendar, amount.counting, start, due, 0.5, pauses);
    auto const late = instant_at_share(calendar, amount.counting, start, due, 0.8, pauses);
    ASSERT_EQ(working_time_between(calendar, start, half, pauses).count(), amount.count * 30000);
    ASSERT_EQ(working_time_between(calendar, start, late, pauses).count(), amount.count * 48000);
    ASSERT_LE(half, late);
    ASSERT_LE(late, due);
  }
}

}  // namespace
}  // namespace vefa::calendar
