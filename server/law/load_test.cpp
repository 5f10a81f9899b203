// A pack with each class of fault: refused, and the place named.
#include "law/load.hpp"

#include <gtest/gtest.h>

#include "i18n/i18n.hpp"
#include "law/shelf.hpp"

namespace vefa::law {
namespace {

constexpr char const* kTitle = "{en: a, tr: b, hu: c, he: d}";

std::string head() {
  return std::string("pack: {id: XX, version: \"1\", schema: 1, title: ") + kTitle +
         ", zone: Europe/Istanbul, currency: TRY}\n"
         "sources:\n  S: {name: A source}\n"
         "holidays:\n  h:\n    - {id: y, on: 01-01, name: " +
         kTitle +
         "}\n"
         "calendars:\n  c: {title: " +
         kTitle +
         ", working: [mon], holidays: h, years: {from: 2020, through: 2030},"
         " source: {ref: S, confidence: verified_primary}}\n";
}
/// One rule on a line of its own, `more` among its fields.
std::string rule(std::string const& more, std::string const& confidence = "verified_primary") {
  return "  - {id: R, row: R, kind: deadline, title: " + std::string(kTitle) +
         ", start: {event: fault.notified}, amount: 3 day, source: {ref: S, confidence: " +
         confidence + "}" + (more.empty() ? "" : ", ") + more + "}\n";
}
Loaded loaded(std::string const& text, YearsInQuestion years = {2026, 2027}) {
  return load({{"pack.yaml", text}}, years);
}

struct Wrong {
  std::string text;
  char const* key;
  int line;
  char const* field;
};
void expect_refused(std::vector<Wrong> const& cases) {
  for (auto const& c : cases) {
    SCOPED_TRACE(c.text);
    auto const result = loaded(c.text);
    EXPECT_EQ(result.pack, nullptr);
    ASSERT_FALSE(result.faults.empty());
    auto const& fault = result.faults.front();
    EXPECT_EQ(fault.key, c.key);
    EXPECT_EQ(fault.place.file, "pack.yaml");
    EXPECT_EQ(fault.place.line, c.line);
    EXPECT_EQ(fault.field, c.field);
    for (Language const language : kLanguages)
      EXPECT_NE(text_of(language, fault).find(i18n::message(language, fault.key, fault.args)),
                std::string::npos);
  }
}

constexpr int kHeadLines = 8;  // `rules:` stands on the next one, the first rule behind it
constexpr int kRule = kHeadLines + 2;

TEST(LoadingAPack, a_good_one_is_loaded_whole) {
  auto const result = loaded(head() + "rules:\n" + rule(""));
  for (auto const& fault : result.faults) ADD_FAILURE() << text_of(Language::En, fault);
  ASSERT_NE(result.pack, nullptr);
  EXPECT_EQ(result.pack->rules.size(), 1u);
  EXPECT_EQ(result.pack->rules[0].place.line, kRule);
}

TEST(LoadingAPack, the_packs_of_the_program_have_no_faults) {
  for (auto const& name : embedded_packs())
    for (auto const& fault : load(embedded_pack_files(name), {2026, 2027}).faults)
      ADD_FAILURE() << text_of(Language::En, fault);
  EXPECT_EQ(embedded_packs(), (std::vector<std::string>{"eu", "hu", "il", "tr"}));
}

TEST(LoadingAPack, a_fault_in_a_field_is_named_with_file_line_and_field) {
  auto const with = [](std::string const& more) { return head() + "rules:\n" + rule(more); };
  expect_refused({
      {"pack: [", "law.fault.not_yaml", 1, ""},
      {"rules: []\n", "law.fault.absent", 0, "pack"},
      {with("colour: red"), "law.fault.unknown_field", kRule, "rules[0].colour"},
      {with("stop: goods.flown"), "law.fault.unknown_name", kRule, "rules[0].stop"},
      {with("applies: {weather: good}"), "law.fault.unknown_name", kRule,
       "rules[0].applies.weather"},
      {with("applies: {price: {above: \"1 EUR\"}}"), "law.fault.not_a_fact", kRule,
       "rules[0].applies.price"},
      {with("calendar: moon"), "law.fault.unknown_calendar", kRule, "rules.R.calendar"},
      {with("warn_at: soon"), "law.fault.not_a_warning", kRule, "rules[0].warn_at"},
      {with("on_breach: [{issue: letter}]"), "law.fault.unknown_document", kRule, "rules.R"},
      {with("on_breach: [{call: supervisor, grant: refund, chosen_by: seller}]"),
       "law.fault.one_effect", kRule, "rules[0].on_breach[0]"},
      {with("on_breach: [{owe: \"-3 TRY\", payee: consumer}]"), "law.fault.not_money", kRule,
       "rules[0].on_breach[0].owe"},
      {with("on_breach: [{owe: \"3 EUR\", payee: consumer}]"), "law.fault.not_money", kRule,
       "rules[0].on_breach[0].owe"},
      {with("tiers: [{after: 2 hour, owe: \"3 TRY\", payee: consumer}, "
            "{after: 1 hour, owe: \"3 TRY\", payee: consumer}]"),
       "law.fault.tiers_rise", kRule, "rules[0].tiers[1].after"},
      {with("promise: repair_soon"), "law.fault.not_one_of", kRule, "rules[0].promise"},
      {with("promise: repair_by, per_contact: true"), "law.fault.promise_of_deadline", kRule,
       "rules.R.promise"},
      {with("counting: {cutoff: \"25:00\"}"), "law.fault.not_a_time", kRule,
       "rules[0].counting.cutoff"},
      {with("counting: {roll_last_day: next_working}"), "law.fault.calendar_needed", kRule,
       "rules.R.calendar"},
      {with("effective: {from: 2026-02-30}"), "law.fault.not_a_date", kRule,
       "rules[0].effective.from"},
      {with("effective: {from: 2026-02-03, through: 2026-02-02}"), "law.fault.dates_backwards",
       kRule, "rules[0].effective.through"},
      {with("id: S"), "law.fault.twice", kRule, "rules[0].id"},
  });
}

TEST(LoadingAPack, an_amount_a_source_and_a_calendar_must_make_sense) {
  auto const replaced = [](std::string text, std::string const& from, std::string const& to) {
    return text.replace(text.find(from), from.size(), to);
  };
  auto const good = head() + "rules:\n" + rule("");
  expect_refused({
      {replaced(good, "3 day", "3 moons"), "law.fault.not_an_amount", kRule, "rules[0].amount"},
      {replaced(good, "3 day", "-3 hour"), "law.fault.not_an_amount", kRule, "rules[0].amount"},
      {replaced(good, "3 day", "{parameter: p}"), "law.fault.unknown_parameter", kRule, "rules.R"},
      {replaced(good, ", source: {ref: S, confidence: verified_primary}}\n", "}\n"),
       "law.fault.absent", kHeadLines, "calendars.c.source"},
      {replaced(good, "working: [mon]", "working: [moonday]"), "law.fault.not_one_of", kHeadLines,
       "calendars.c.working"},
      {replaced(good, "on: 01-01", "on: 02-30"), "law.fault.not_a_month_day", 6,
       "holidays.h[0].on"},
      {replaced(good, "on: 01-01", "on: 01-01, easter: 1"), "law.fault.one_way_of_dating", 6,
       "holidays.h[0]"},
      {replaced(good, "schema: 1", "schema: 2"), "law.fault.schema", 1, "pack.schema"},
      {replaced(good, "\"1\"", "\"\""), "law.fault.not_a_version", 1, "pack.version"},
      {replaced(good, "\"1\"", "abc"), "law.fault.not_a_version", 1, "pack.version"},
      {replaced(good, "\"1\"", "\"1 2\""), "law.fault.not_a_version", 1, "pack.version"},
      {replaced(good, "\"1\"", "\"1234567890\""), "law.fault.not_a_version", 1, "pack.version"},
      {replaced(good, "\"1\"", "\"1" + std::string(40, '.') + "\""), "law.fault.not_a_version", 1,
       "pack.version"},
      {replaced(good, "currency: TRY", "currency: TRY, calendar: moon"),
       "law.fault.unknown_calendar", 1, "pack.calendar"},
      {replaced(good, "Istanbul", "Atlantis"), "calendar.unknown_zone", 1, "pack.zone"},
      {replaced(good, "{en: a, tr: b, hu: c, he: d}", "{en: a}"), "law.fault.absent", 1,
       "pack.title.tr"},
  });
}

/// `what` before the rules; they begin that many lines later.
std::string with_part(std::string const& what, std::string const& rules) {
  return head() + what + "rules:\n" + rules;
}
/// The parameter p.
std::string parameter(char const* unit, char const* value) {
  return std::string("parameters:\n  p:\n    unit: ") + unit + "\n    title: " + kTitle +
         "\n    values:\n      - {value: " + value +
         ", source: {ref: S, confidence: verified_primary}}\n";
}
std::string instead(std::string text, std::string const& from, std::string const& to) {
  return text.replace(text.rfind(from), from.size(), to);
}

TEST(LoadingAPack, business_days_are_counted_in_a_calendar_wherever_they_stand) {
  auto const amount = [](char const* text) { return instead(rule(""), "3 day", text); };
  auto const start = [](char const* more) {
    return instead(rule(""), "{event: fault.notified}",
                   std::string("{event: fault.notified, ") + more + "}");
  };
  auto const with_days = parameter("business_day", "3");
  std::string const group = std::string("product_groups:\n  - {code: g, title: ") + kTitle +
                            ", usage_life: 20 business_day, source: {ref: S, confidence: "
                            "verified_primary}}\n";
  auto const calendar = "rules.R.calendar";
  expect_refused({
      {head() + "rules:\n" + start("later: 3 business_day"), "law.fault.calendar_needed", kRule,
       calendar},
      {head() + "rules:\n" + start("within: {of: goods.sold, time: 3 business_day}"),
       "law.fault.calendar_needed", kRule, calendar},
      {head() + "rules:\n" + amount("3 business_day, calendar: company"),
       "law.fault.company_counts_hours", kRule, calendar},
      {with_part(with_days, amount("{parameter: p}")), "law.fault.calendar_needed", kRule + 6,
       calendar},
      {with_part(with_days, start("later: {parameter: p}")), "law.fault.calendar_needed", kRule + 6,
       calendar},
      {head() + "rules:\n" + amount("{group: usage_life, otherwise: 20 business_day}"),
       "law.fault.calendar_needed", kRule, calendar},
      {with_part(group, amount("{group: usage_life, otherwise: 20 day}")),
       "law.fault.calendar_needed", kRule + 2, calendar},
      {head() + "rules:\n" + rule("warn_at: -2 business_day"), "law.fault.calendar_needed", kRule,
       calendar},
      {head() + "rules:\n" + rule("on_breach: [{call: supervisor, within: 2 business_day}]"),
       "law.fault.calendar_needed", kRule, calendar},
  });
  for (auto const& text :
       {start("within: {of: goods.sold, time: 3 business_day}"), start("later: 3 business_day"),
        amount("3 business_day"), amount("{group: usage_life, otherwise: 20 business_day}")})
    EXPECT_TRUE(loaded(head() + "rules:\n" + instead(text, "source:", "calendar: c, source:"))
                    .faults.empty())
        << text;
}

TEST(LoadingAPack, a_time_is_one_that_can_be_counted) {
  auto const amount = [](char const* text) { return instead(rule(""), "3 day", text); };
  auto const start = [](char const* more) {
    return instead(rule(""), "{event: fault.notified}",
                   std::string("{event: fault.notified, ") + more + "}");
  };
  auto const all = [](std::string const& text) { return head() + "rules:\n" + text; };
  expect_refused({
      {with_part(parameter("moon", "3"), amount("{parameter: p}")),
       "law.fault.parameter_is_no_time", kRule + 6, "rules.R.amount"},
      {with_part(parameter("day", "-3"), amount("{parameter: p}")), "law.fault.out_of_bounds",
       kHeadLines + 6, "parameters.p.value"},
      {with_part(parameter("day", "9000000000000000000"), rule("")), "law.fault.out_of_bounds",
       kHeadLines + 6, "parameters.p.values[0].value"},
      {all(amount("-3 business_day, calendar: c")), "law.fault.not_backwards", kRule,
       "rules.R.amount"},
      {all(start("later: -3 day")), "law.fault.not_backwards", kRule, "rules.R.start.later"},
      {all(start("within: {of: goods.sold, time: -3 day}")), "law.fault.not_backwards", kRule,
       "rules.R.start.within"},
      {all(amount("3 hour, calendar: company, late_message: 3 day")),
       "law.fault.late_message_in_hours", kRule, "rules.R.late_message"},
      {all(amount("3 hour, late_message: 3 hour")), "law.fault.late_message_in_hours", kRule,
       "rules.R.late_message"},
      {all(rule("calendar: company")), "law.fault.company_counts_hours", kRule, "rules.R.calendar"},
      {all(rule("calendar: company, counting: {roll_last_day: next_working}")),
       "law.fault.company_counts_hours", kRule, "rules.R.calendar"},
      {all(amount("3 hour, warn_at: -2 day")), "law.fault.warning_in_days", kRule,
       "rules.R.warn_at"},
      {all(rule("reset: {event: visit.postponed, notice: {days_before: 5000000000}}")),
       "law.fault.out_of_bounds", kRule, "rules.R.reset.notice.days_before"},
      {all(rule("reset: {event: visit.postponed, no_later_than: {rules: [Q]}}")),
       "law.fault.no_such_deadline", kRule, "rules.R.reset.no_later_than"},
      {all(rule("reset: {event: visit.postponed, no_later_than: {rules: [R]}}")),
       "law.fault.no_such_deadline", kRule, "rules.R.reset.no_later_than"},
      {all(rule("applies: {customer: []}")), "law.fault.absent", kRule, "rules.R.applies.customer"},
      {instead(all(rule("")), "from: 2020, through: 2030",
               "from: -2147483648, through: 2147483647"),
       "law.years_out_of_range", kHeadLines, "calendars.c.years"},
  });
}

TEST(LoadingAPack, two_consents_that_ask_for_different_things_at_once_are_refused) {
  auto const consents = [](std::string const& first, std::string const& second) {
    auto const one = [](char const* id, std::string const& more) {
      return std::string("  - {id: ") + id + ", row: R, channels: [sms, email], " + more +
             ", source: {ref: S, confidence: verified_primary}}\n";
    };
    return "consents:\n" + one("a", first) + one("b", second);
  };
  auto const strict = "contents: [marketing, greeting], needs: opt_in";
  auto const second = kHeadLines + 3;
  EXPECT_TRUE(
      loaded(with_part(consents(strict, "contents: [maintenance_notice], needs: none"), rule("")))
          .faults.empty());
  EXPECT_TRUE(loaded(with_part(consents("contents: [marketing], needs: opt_in, effective: "
                                        "{through: 2026-05-31}",
                                        "contents: [marketing], needs: none, effective: "
                                        "{from: 2026-06-01}"),
                               rule("")))
                  .faults.empty());
  expect_refused({{with_part(consents(strict, "contents: [greeting], needs: none"), rule("")),
                   "law.fault.consents_contradict", second, "consents.b"}});
}

TEST(LoadingAPack, effective_dates_neither_overlap_nor_leave_a_gap) {
  auto const two = [](char const* first, char const* second) {
    return head() + "rules:\n" + rule(std::string("effective: ") + first) +
           rule(std::string("effective: ") + second);
  };
  EXPECT_TRUE(loaded(two("{through: 2026-05-31}", "{from: 2026-06-01}")).faults.empty());
  expect_refused({
      {two("{through: 2026-05-31}", "{from: 2026-05-31}"), "law.fault.dates_overlap", kRule + 1,
       "rules.R.effective"},
      {two("{from: 2026-01-01}", "{from: 2026-05-31}"), "law.fault.dates_overlap", kRule + 1,
       "rules.R.effective"},
      {two("{through: 2026-05-31}", "{from: 2026-06-02}"), "law.fault.dates_gap", kRule + 1,
       "rules.R.effective"},
  });
}

TEST(LoadingAPack, a_value_that_is_not_sure_pays_nobody_without_a_named_approval) {
  auto const pays = "on_breach: [{owe: \"300 TRY\", payee: consumer}]";
  auto const told = "on_breach: [{owe: \"300 TRY\", payee: consumer, informational: true}]";
  for (auto const* sure : {"verified_primary", "verified_secondary"})
    EXPECT_TRUE(loaded(head() + "rules:\n" + rule(pays, sure)).faults.empty());
  EXPECT_TRUE(loaded(head() + "rules:\n" + rule(told, "recalled")).faults.empty());
  EXPECT_TRUE(loaded(head() + "rules:\n" +
                     rule(pays, "recalled, approved_by: Counsel, approved_on: 2026-11-01"))
                  .faults.empty());
  expect_refused({
      {head() + "rules:\n" + rule(pays, "recalled"), "law.fault.money_unapproved", kRule,
       "rules.R.source.approved_by"},
      {head() + "rules:\n" + rule(pays, "conflict, alternatives: [{says: x, ref: S}]"),
       "law.fault.money_unapproved", kRule, "rules.R.source.approved_by"},
      {head() + "rules:\n" + rule(pays, "recalled, approved_by: Counsel"),
       "law.fault.approval_is_half", kRule, "rules[0].source.approved_by"},
      {head() + "rules:\n" + rule("", "conflict"), "law.fault.conflict_of_one", kRule,
       "rules[0].source.alternatives"},
  });
}

TEST(LoadingAPack, what_money_is_counted_by_is_sure_or_approved_too) {
  auto const pays = "on_breach: [{owe: \"300 TRY\", payee: consumer}]";
  auto const replaced = [](std::string text, std::string const& from, std::string const& to) {
    return text.replace(text.rfind(from), from.size(), to);
  };
  auto const recalled_days =
      replaced(head(), "confidence: verified_primary", "confidence: recalled") + "rules:\n";
  std::string const group = std::string("product_groups:\n  - {code: g, title: ") + kTitle +
                            ", repair: 20 day, source: {ref: S, confidence: recalled}}\n";
  std::string const delay = std::string("parameters:\n  p:\n    unit: day\n    title: ") + kTitle +
                            "\n    values:\n      - {value: 3, source: {ref: S, confidence: "
                            "recalled}}\n";
  auto const by_group = replaced(rule(std::string("calendar: c, ") + pays), "amount: 3 day",
                                 "amount: {group: repair}");
  auto const by_delay = replaced(rule(pays), "{event: fault.notified}",
                                 "{event: fault.notified, later: {parameter: p}}");
  EXPECT_TRUE(loaded(recalled_days + rule("calendar: c")).faults.empty()) << "it pays nobody";
  EXPECT_TRUE(loaded(recalled_days + rule(pays)).faults.empty()) << "it counts in other days";
  expect_refused({
      {recalled_days + rule(std::string("calendar: c, ") + pays), "law.fault.money_unapproved",
       kHeadLines, "rules.R.source.approved_by"},
      {with_part(group, by_group), "law.fault.money_unapproved", kHeadLines + 2,
       "rules.R.source.approved_by"},
      {with_part(delay, by_delay), "law.fault.money_unapproved", kHeadLines + 6,
       "rules.R.source.approved_by"},
  });
}

TEST(LoadingAPack, what_is_owed_is_a_sum_in_the_packs_currency) {
  auto const sum = [](char const* unit, char const* value) {
    return std::string("parameters:\n  p:\n    unit: ") + unit + "\n    title: " + kTitle +
           "\n    values:\n      - {value: " + value +
           ", source: {ref: S, confidence: verified_primary}}\n";
  };
  auto const owes = rule("on_breach: [{owe: {parameter: p}, payee: consumer}]");
  EXPECT_TRUE(loaded(with_part(sum("TRY", "5"), owes)).faults.empty());
  constexpr int kAfter = kRule + 6;
  expect_refused({
      {with_part(sum("TRY", "-5"), owes), "law.fault.owed_is_nothing", kHeadLines + 6,
       "parameters.p.value"},
      {with_part(sum("TRY", "0"), owes), "law.fault.owed_is_nothing", kHeadLines + 6,
       "parameters.p.value"},
      {with_part(sum("EUR", "5"), owes), "law.fault.owed_is_no_money", kAfter, "rules.R"},
      {with_part(sum("kilogram", "5"), owes), "law.fault.owed_is_no_money", kAfter, "rules.R"},
  });
}

TEST(LoadingAPack, a_calendar_with_decrees_tells_of_each_of_its_years) {
  auto const swaps = [](std::string const& items) {
    auto text = head();
    text.insert(text.find("calendars:"), "swaps:\n  d:\n" + items);
    return text.replace(text.find("holidays: h, years"), 11, "holidays: h, swaps: d") + "rules:\n" +
           rule("");
  };
  std::string const decree =
      "    - {year: 2020, days: [{off: 2020-08-21, work: 2020-08-29}], source: {ref: S, "
      "confidence: "
      "verified_primary}}\n";
  EXPECT_TRUE(loaded(swaps(decree + "    - {from: 2021, through: 2030, decree: unknown}\n"))
                  .faults.empty());
  auto const same_day = std::string(decree).replace(decree.find("2020-08-29"), 10, "2020-08-21");
  expect_refused({
      {swaps(decree), "law.fault.no_decree_for_year", kHeadLines + 3, "calendars.c.swaps"},
      {swaps(decree + "    - {from: 2022, through: 2030, decree: unknown}\n"),
       "law.fault.no_decree_for_year", kHeadLines + 4, "calendars.c.swaps"},
      {swaps(decree + "    - {from: 2021, through: 2030, decree: later}\n"),
       "law.fault.not_an_unknown_decree", 10, "swaps.d[1].decree"},
      {swaps(same_day), "law.fault.not_a_swap", 9, "swaps.d[0].days"},
  });
}

TEST(LoadingAPack, what_was_loaded_before_stays_readable_though_new_ones_are_asked_for_more) {
  auto const text =
      head() + "rules:\n" + rule("on_breach: [{owe: \"300 TRY\", payee: consumer}]", "recalled");
  EXPECT_EQ(loaded(text).pack, nullptr);
  auto const kept = pack_kept({{"pack.yaml", text}});
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->rules.size(), 1u);
  EXPECT_EQ(pack_kept({{"pack.yaml", "pack: ["}}), nullptr);
}

TEST(LoadingAPack, a_rule_is_found_by_its_id_whatever_else_is_wrong) {
  std::vector<PackFile> const files{{"pack.yaml", "pack: ["},
                                    {"rules.yaml", "rules:\n" + rule("colour: red")}};
  EXPECT_TRUE(names_rule(files, "R"));
  EXPECT_FALSE(names_rule(files, "S"));
}

TEST(LoadingAPack, a_calendar_must_have_data_for_the_years_in_question) {
  auto const result = loaded(head() + "rules:\n" + rule(""), {2030, 2031});
  ASSERT_EQ(result.faults.size(), 1u);
  EXPECT_EQ(result.faults[0].key, "law.fault.no_data_for_year");
  EXPECT_EQ(result.faults[0].place.line, kHeadLines);
  EXPECT_EQ(result.faults[0].field, "calendars.c.years");
  EXPECT_EQ(result.faults[0].args[0].second, "2031");
}

}  // namespace
}  // namespace vefa::law
