#include "calendar/calendar.hpp"

#include "base/json.hpp"
#include "fuzz/targets.hpp"
#include "modules/standards/forms.hpp"

namespace vefa::fuzz {
namespace {

struct FuzzedPause {
  Instant from;
  Instant until;
};
BOOST_DESCRIBE_STRUCT(FuzzedPause, (), (from, until))
struct Question {
  standards::NewCalendar calendar;
  standards::DutyAmount amount;
  Instant start;
  List<FuzzedPause, 8> pauses;
};
BOOST_DESCRIBE_STRUCT(Question, (), (calendar, amount, start, pauses))

std::string check_due(calendar::WorkingCalendar const& calendar, calendar::Amount const& amount,
                      Instant start, std::vector<calendar::Pause> const& pauses) {
  auto const due = calendar::add_working(calendar, start, amount, pauses);
  if (!due) return {};
  if (due->due_at < start) return "due before the start: " + to_text(due->due_at);
  if (due->steps.size() > calendar::Due::kMaxSteps) return "too long an explanation";
  for (double const share : {0.0, 0.5, 1.0}) {
    auto const at =
        calendar::instant_at_share(calendar, amount.counting, start, due->due_at, share, pauses);
    if (at < start || due->due_at < at) return "a warning out of its time: " + to_text(at);
  }
  if (amount.counting != calendar::Counting::WorkingMinutes) return {};
  auto const counted = calendar::working_time_between(calendar, start, due->due_at, pauses);
  if (counted != std::chrono::minutes(amount.count))
    return fmt::format("{} minutes were asked for, {} ms counted", amount.count, counted.count());
  return {};
}

}  // namespace

std::string check_calendar(std::string_view json) {
  auto question = from_json_text<Question>(json);
  if (!question) return {};
  auto const zone = question->calendar.zone ? question->calendar.zone->value : "UTC";
  auto const hours = standards::hours_of(question->calendar, zone);
  if (!hours) return {};
  auto const calendar = calendar::WorkingCalendar::make(*hours);
  auto const amount = standards::amount_of(question->amount, "amount");
  auto const before = standards::fingerprint_of(question->calendar);
  standards::tidy(question->calendar);
  auto const tidied = standards::fingerprint_of(question->calendar);
  standards::tidy(question->calendar);
  if (standards::fingerprint_of(question->calendar) != tidied) return "not tidy: " + before;
  if (!calendar || !amount) return {};
  auto const open = calendar::next_open(*calendar, question->start);
  if (open && !calendar::is_open(*calendar, *open)) return "closed at " + to_text(*open);
  std::vector<calendar::Pause> pauses;
  for (auto const& pause : question->pauses) pauses.push_back({pause.from, pause.until});
  return check_due(*calendar, *amount, question->start, pauses);
}

}  // namespace vefa::fuzz
