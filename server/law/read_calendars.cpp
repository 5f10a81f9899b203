// `holidays:` (named sets), `swaps:` (decrees) and `calendars:` of a pack's file.
#include "law/read.hpp"

namespace vefa::law {
namespace {

constexpr std::array<std::string_view, 13> kHebrewMonths{
    "tishri", "heshvan", "kislev", "tevet", "shevat", "adar_1", "adar",
    "nisan",  "iyar",    "sivan",  "tamuz", "av",     "elul"};

struct SwapList {
  std::vector<Swap> swaps;
  std::set<int> years;          // of a decree
  std::set<int> unknown_years;  // said to have none that is known
};
using HolidaySets = std::map<std::string, std::vector<Holiday>>;
using SwapSets = std::map<std::string, SwapList>;

/// "10-29" → month and day; of the Hebrew calendar "nisan-15".
bool read_month_day(Map& in, char const* name, Holiday& holiday) {
  auto const node = in.take(name);
  auto const text = scalar(node).value_or("");
  auto const dash = text.rfind('-');
  auto const month_text = text.substr(0, dash);
  auto const day = dash == std::string::npos ? std::nullopt : whole_number(text.substr(dash + 1));
  auto const month = holiday.by == HolidayBy::Hebrew
                         ? std::optional<std::int64_t>(
                               std::find(kHebrewMonths.begin(), kHebrewMonths.end(), month_text) -
                               kHebrewMonths.begin())
                         : whole_number(month_text);
  std::int64_t const most = holiday.by == HolidayBy::Fixed ? 31 : 30;
  bool const good = day && month && *day >= 1 && *day <= most && *month <= 12 &&
                    (holiday.by == HolidayBy::Hebrew || *month >= 1);
  if (!good) {
    in.fault(node, name, "law.fault.not_a_month_day");
    return false;
  }
  if (holiday.by == HolidayBy::Fixed) {
    auto const leap_year = fmt::format("2024-{:02}-{:02}", *month, *day);
    if (!parse_date(leap_year)) in.fault(node, name, "law.fault.not_a_month_day");
  }
  holiday.month = static_cast<int>(*month);
  holiday.day = static_cast<int>(*day);
  return true;
}

void read_when(Map& in, YAML::Node const& node, Holiday& holiday) {
  int ways = 0;
  auto const way = [&](char const* name, HolidayBy by) {
    if (!in.has(name)) return;
    ++ways;
    holiday.by = by;
    read_month_day(in, name, holiday);
  };
  way("on", HolidayBy::Fixed);
  way("islamic", HolidayBy::Islamic);
  way("hebrew", HolidayBy::Hebrew);
  if (auto const offset = in.integer("easter")) {
    ++ways;
    holiday.by = HolidayBy::Easter;
    holiday.offset_days = static_cast<int>(std::clamp<std::int64_t>(*offset, -100, 100));
  }
  if (ways != 1) in.fault(node, "", "law.fault.one_way_of_dating");
}

void read_shift(Map& in, Holiday& holiday) {
  auto shift = in.map("shift");
  for (auto const& [name, node] : shift.all()) {
    auto const weekday = parse_weekday(name);
    auto const by = whole_number(scalar(node).value_or(""));
    if (!weekday || !by || *by < -6 || *by > 6) {
      shift.fault(node, name, "law.fault.not_a_shift");
    } else {
      holiday.shift_days[*weekday] = static_cast<int>(*by);
    }
  }
}

/// A list of first days; each belongs to its own year.
void read_published(Map& in, Holiday& holiday) {
  for (auto const& node : in.list("published")) {
    auto const date = parse_date(scalar(node).value_or(""));
    if (date) {
      holiday.published[date->year].push_back(calendar::day_number(*date));
    } else {
      in.fault(node, "published", "law.fault.not_a_date");
    }
  }
}

Holiday read_holiday(Map in, YAML::Node const& node) {
  Holiday holiday{.id = in.text("id", true)};
  holiday.names = in.words("name", true).texts;
  read_when(in, node, holiday);
  holiday.days = static_cast<int>(std::clamp<std::int64_t>(in.integer("days").value_or(1), 1, 30));
  holiday.half_from_minute = in.minute("half_from");
  holiday.eve_from_minute = in.minute("eve_from");
  if (auto const year = in.integer("from_year")) holiday.from_year = static_cast<int>(*year);
  if (auto const year = in.integer("through_year")) holiday.through_year = static_cast<int>(*year);
  read_shift(in, holiday);
  read_published(in, holiday);
  in.finish();
  return holiday;
}

HolidaySets read_sets(Map& top) {
  HolidaySets sets;
  auto in = top.map("holidays");
  for (auto const& [name, node] : in.all()) {
    if (!node.IsSequence()) in.fault(node, name, "law.fault.not_a_list");
    std::size_t index = 0;
    for (auto const& item : node)
      sets[name].push_back(read_holiday(in.child(item, wire::child(name, index++)), item));
  }
  return sets;
}

/// `{from: 2027, through: 2032, decree: unknown}`: said, so that nobody takes silence for none.
void read_unknown(Map& of, YAML::Node const& item, SwapList& list) {
  auto const from = of.integer("from");
  auto const through = of.integer("through");
  if (of.text("decree") != "unknown" || !from || !through || *through < *from || *from < 0 ||
      *through > 9999 || *through - *from > Days::kMostYears) {
    of.fault(item, "decree", "law.fault.not_an_unknown_decree");
  } else {
    for (auto year = *from; year <= *through; ++year)
      list.unknown_years.insert(static_cast<int>(year));
  }
  of.finish();
}

/// Each year of a calendar that has decrees is one of a decree, or one whose decree is said to be
/// unknown.
void expect_every_year(Map& in, DaysPlan const& plan, SwapList const& swaps) {
  if (!in.faults().of_new()) return;
  for (int year = plan.first_year; year <= plan.last_year; ++year) {
    if (swaps.years.contains(year) || swaps.unknown_years.contains(year)) continue;
    in.fault(in.take("swaps"), "swaps", "law.fault.no_decree_for_year",
             {{"year", std::to_string(year)}});
    return;
  }
}

SwapSets read_swaps(Map& top, Pack const& pack) {
  SwapSets sets;
  auto in = top.map("swaps");
  for (auto const& [name, node] : in.all()) {
    std::size_t index = 0;
    for (auto const& item : node) {
      auto of = in.child(item, wire::child(name, index++));
      auto& list = sets[name];
      if (of.has("decree")) {
        read_unknown(of, item, list);
        continue;
      }
      auto const year = of.integer("year");
      auto const decree = read_provenance(of, pack);
      if (!year) of.fault(item, "year", "law.fault.absent");
      list.years.insert(static_cast<int>(year.value_or(0)));
      for (auto const& pair : of.list("days")) {
        auto both = of.child(pair, "days");
        auto const off = both.date("off");
        auto const work = both.date("work");
        bool const is_none = in.faults().of_new() && off && work && *off == *work;
        if (!off || !work || off->year != year || is_none) {
          both.fault(pair, "", "law.fault.not_a_swap");
        } else {
          list.swaps.push_back(
              {calendar::day_number(*off), calendar::day_number(*work), decree.act});
        }
        both.finish();
      }
      of.finish();
    }
  }
  return sets;
}

void add_holidays(Map& in, HolidaySets const& sets, DaysPlan& plan) {
  auto const left_out = in.texts("leave_out");
  std::set<std::string> unused(left_out.begin(), left_out.end());
  for (auto const& name : in.texts("holidays")) {
    auto const found = sets.find(name);
    if (found == sets.end()) {
      in.fault(in.take("holidays"), "holidays", "law.fault.unknown_set", {{"name", name}});
      continue;
    }
    for (auto const& holiday : found->second) {
      unused.erase(holiday.id);
      if (std::find(left_out.begin(), left_out.end(), holiday.id) == left_out.end())
        plan.holidays.push_back(holiday);
    }
  }
  for (auto const& name : unused)
    in.fault(in.take("leave_out"), "leave_out", "law.fault.unknown_set", {{"name", name}});
}

DaysPlan read_plan(Map& in, Pack const& pack, HolidaySets const& sets, SwapSets const& swaps) {
  DaysPlan plan{.zone = pack.zone};
  for (auto const& text : in.texts("working")) {
    auto const weekday = parse_weekday(text);
    if (weekday) {
      plan.working_weekdays.push_back(*weekday);
    } else {
      in.fault(in.take("working"), "working", "law.fault.not_one_of",
               {{"allowed", "mon, tue, wed, thu, fri, sat, sun"}});
    }
  }
  add_holidays(in, sets, plan);
  if (auto const name = in.text("swaps"); !name.empty()) {
    auto const found = swaps.find(name);
    if (found == swaps.end()) {
      in.fault(in.take("swaps"), "swaps", "law.fault.unknown_set", {{"name", name}});
    } else {
      plan.swaps = found->second.swaps;
      plan.swap_years = found->second.years;
    }
  }
  auto const half = in.text("half_days");
  if (half == "do_not_count") plan.half_days = HalfDays::DoNotCount;
  if (!half.empty() && half != "do_not_count" && half != "count_as_full")
    in.fault(in.take("half_days"), "half_days", "law.fault.not_one_of",
             {{"allowed", "count_as_full, do_not_count"}});
  auto years = in.child(in.need("years"), "years");
  auto const year = [&](char const* name) {
    auto const written = years.integer(name).value_or(0);
    return static_cast<int>(std::clamp<std::int64_t>(written, 0, 9999));
  };
  plan.first_year = year("from");
  plan.last_year = year("through");
  years.finish();
  if (auto const found = swaps.find(in.text("swaps")); found != swaps.end())
    expect_every_year(in, plan, found->second);
  return plan;
}

}  // namespace

void read_calendars(Map& top, Pack& pack) {
  auto const sets = read_sets(top);
  auto const swaps = read_swaps(top, pack);
  auto in = top.map("calendars");
  for (auto const& [name, node] : in.all()) {
    auto item = in.child(node, name);
    auto plan = read_plan(item, pack, sets, swaps);
    plan.id = name;
    LawCalendar calendar{.title = item.words("title", true)};
    calendar.provenance = read_provenance(item, pack);
    calendar.place = item.place(node);
    item.finish();
    auto days = Days::make(std::move(plan));
    if (!days) {
      in.fault(node, name + "." + days.error().field, days.error().key, days.error().args);
    } else {
      calendar.days = std::move(days).value();
      pack.calendars[name] = std::move(calendar);
    }
  }
}

}  // namespace vefa::law
