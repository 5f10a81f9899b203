#include "modules/coverage/rules.hpp"

#include <gmock/gmock.h>

#include <random>

#include "calendar/zone.hpp"
#include "modules/coverage/free.hpp"

namespace vefa::coverage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

LocalDate day(char const* text) { return parse_date(text).value(); }
RepairTime stay(char const* from, char const* until) {
  return {day(from), until ? std::optional(day(until)) : std::nullopt};
}

TEST(CoverageRules, months_are_of_the_calendar_and_clamped) {
  struct Row {
    char const* from;
    std::int64_t months;
    char const* to;
  };
  for (auto const& row : {Row{"2024-01-31", 1, "2024-02-29"}, Row{"2023-01-31", 1, "2023-02-28"},
                          Row{"2024-02-29", 12, "2025-02-28"}, Row{"2024-02-29", 24, "2026-02-28"},
                          Row{"2024-02-29", 48, "2028-02-29"}, Row{"2025-12-15", 1, "2026-01-15"},
                          Row{"2026-11-22", 24, "2028-11-22"}, Row{"1999-12-31", 2, "2000-02-29"},
                          Row{"2099-12-31", 2, "2100-02-28"}, Row{"2025-10-31", 120, "2035-10-31"}})
    EXPECT_EQ(to_text(plus_months(day(row.from), row.months)), row.to) << row.from;
}

/// Two years from delivery, time in repair added. Source: TR-01.
CoverageLine tr_guarantee(Component component = Component::Parts) {
  return {.component = component,
          .payer = Payer::Seller,
          .start = StartBasis::Delivery,
          .months = 24,
          .excluded_causes = std::vector<Cause>{Cause::Misuse, Cause::Accident},
          .extended_by_repair = true};
}

TEST(CoverageRules, time_in_repair_is_added_as_the_law_says) {
  // Delivered on 29 October 2024; by hand: two years end with 29 October 2026.
  Facts facts{.sold_on = day("2024-10-20"), .delivered_on = day("2024-10-29")};
  auto const last = [&](std::vector<RepairTime> repairs, char const* on = "2026-12-31") {
    facts.repairs = std::move(repairs);
    return to_text(*stretch_of(tr_guarantee(), facts, day(on)).last_on);
  };
  EXPECT_EQ(last({}), "2026-10-29");
  EXPECT_EQ(last({stay("2025-03-01", "2025-03-21")}), "2026-11-18") << "20 days";
  EXPECT_EQ(last({stay("2025-03-01", "2025-03-01")}), "2026-10-29") << "back on the same day";
  EXPECT_EQ(last({stay("2024-02-20", "2024-03-01"), stay("2026-10-25", "2026-11-10")}),
            "2026-11-14")
      << "one before the delivery counts nothing, one over the end its 16 days";
  EXPECT_EQ(last({stay("2026-10-30", "2026-11-10")}), "2026-10-29") << "begun after the end";
  EXPECT_EQ(last({stay("2025-03-01", "2025-03-21"), stay("2026-11-02", "2026-11-05")}),
            "2026-11-21")
      << "begun in the days that the first one added: 20 and 3";
  EXPECT_EQ(last({stay("2025-03-01", "2025-03-21"), stay("2025-03-11", "2025-03-31")}),
            "2026-11-28")
      << "days of two repairs at once count once: 30";
  EXPECT_EQ(last({stay("2026-10-20", nullptr)}, "2026-11-20"), "2026-11-29") << "still there: 31";
}

TEST(CoverageRules, a_term_begins_with_what_it_says) {
  Facts facts{.sold_on = day("2025-01-05"), .delivered_on = day("2025-01-10")};
  auto const begin = [&](StartBasis start) {
    CoverageLine line{.start = start, .months = 12};
    auto const from = stretch_of(line, facts, day("2026-01-01")).from_on;
    return from ? to_text(*from) : "?";
  };
  EXPECT_EQ(begin(StartBasis::Sale), "2025-01-05");
  EXPECT_EQ(begin(StartBasis::Delivery), "2025-01-10");
  // Source: HU-01. Half a year after 10 January is 10 July.
  EXPECT_EQ(begin(StartBasis::Commissioning), "2025-01-10") << "never commissioned: the handover";
  facts.commissioned_on = day("2025-07-10");
  EXPECT_EQ(begin(StartBasis::Commissioning), "2025-07-10") << "by herself, within half a year";
  facts.commissioned_on = day("2025-07-11");
  EXPECT_EQ(begin(StartBasis::Commissioning), "2025-01-10") << "by herself, later";
  facts.commissioned_by_us = true;
  EXPECT_EQ(begin(StartBasis::Commissioning), "2025-07-11") << "by us, whenever";
  EXPECT_EQ(begin(StartBasis::Manufacture), "?");
  EXPECT_EQ(begin(StartBasis::Registration), "2025-01-05");
  facts.delivered_on.reset();
  EXPECT_EQ(begin(StartBasis::Delivery), "2025-01-05") << "no delivery is known: the sale";
}

Term term(Source source, std::vector<CoverageLine> lines) {
  return {.source = source, .coverage_id = {}, .rule = {}, .names = {}, .lines = std::move(lines)};
}
ComponentAnswer const& of(Entitlement const& e, Component component) {
  for (auto const& answer : e.answers)
    if (answer.component == component) return answer;
  throw std::logic_error("no such answer");
}
Facts bought(char const* on) { return {.sold_on = day(on), .has_proof = true}; }
Question asked(char const* on, Cause cause = Cause::Defect) {
  return {.on = day(on), .cause = cause, .parts = {}, .meters = {}};
}

TEST(CoverageRules, each_component_has_its_own_payer_and_its_own_end) {
  std::vector<Term> const terms{
      term(
          Source::Manufacturer,
          {{.component = Component::Parts, .start = StartBasis::Sale, .months = 60},
           {.component = Component::Labour, .percent = 50, .start = StartBasis::Sale, .months = 36},
           {.component = Component::Travel, .start = StartBasis::Sale, .months = 12}}),
      term(Source::Extended, {{.component = Component::Labour,
                               .percent = 80,
                               .payer = Payer::Provider,
                               .start = StartBasis::Sale,
                               .months = 48}})};
  auto const e = entitle(bought("2023-11-22"), asked("2026-11-22"), terms);
  EXPECT_THAT(of(e, Component::Parts).shares,
              ElementsAre(CoverageShare{0, Payer::Manufacturer, 100, std::nullopt}));
  EXPECT_THAT(of(e, Component::Labour).shares,
              ElementsAre(CoverageShare{0, Payer::Manufacturer, 50, std::nullopt},
                          CoverageShare{1, Payer::Provider, 50, std::nullopt}))
      << "the last day of 36 months counts; the rest is the provider's";
  EXPECT_EQ(of(e, Component::Labour).customer_percent, 0);
  EXPECT_EQ(of(e, Component::Travel).customer_percent, 100);
  EXPECT_EQ(of(e, Component::Travel).reasons.at(0).verdict, Verdict::OverInTime);
  EXPECT_EQ(of(e, Component::Travel).reasons.at(0).last_on, day("2024-11-22"));
  EXPECT_THAT(of(e, Component::Loaner).reasons, IsEmpty());
  EXPECT_THAT(e.flags, IsEmpty());
  auto const next_day = entitle(bought("2023-11-22"), asked("2026-11-23"), terms);
  EXPECT_THAT(of(next_day, Component::Labour).shares,
              ElementsAre(CoverageShare{1, Payer::Provider, 80, std::nullopt}));
  EXPECT_EQ(of(next_day, Component::Labour).customer_percent, 20);
}

TEST(CoverageRules, missing_proof_is_a_yes_with_a_flag_and_never_a_silent_no) {
  std::vector<Term> const terms{term(Source::Manufacturer, {{.months = 24}})};
  auto facts = bought("2025-11-22");
  facts.has_proof = false;
  auto const e = entitle(facts, asked("2026-11-22", Cause::Unknown), terms);
  EXPECT_EQ(of(e, Component::Parts).customer_percent, 0);
  EXPECT_THAT(e.flags, ElementsAre(Flag::ProofMissing, Flag::CauseUnknown));
  auto const nothing = entitle({.provisional = true}, asked("2026-11-22"), terms);
  EXPECT_EQ(of(nothing, Component::Parts).customer_percent, 0) << "not even the day is known";
  EXPECT_THAT(nothing.flags,
              ElementsAre(Flag::ProofMissing, Flag::StartUnknown, Flag::UnitProvisional));
  auto const over = entitle(facts, asked("2027-11-23"), terms);
  EXPECT_EQ(of(over, Component::Parts).customer_percent, 100);
  EXPECT_EQ(of(over, Component::Parts).reasons.at(0).verdict, Verdict::OverInTime)
      << "and says why";
  EXPECT_THAT(over.flags, IsEmpty()) << "nothing rests on the proof";
}

TEST(CoverageRules, time_and_use_end_a_line_at_any_or_at_all) {
  CoverageLine line{.months = 24, .usage = std::vector<UsageLimit>{{"km", 100'000}}};
  auto const verdict = [&](char const* on, std::optional<std::int64_t> km) {
    auto question = asked(on);
    if (km) question.meters["km"] = *km;
    auto const e = entitle(bought("2024-11-22"), question, {term(Source::Manufacturer, {line})});
    return of(e, Component::Parts).reasons.at(0).verdict;
  };
  EXPECT_EQ(verdict("2026-11-22", 100'000), Verdict::Covers);
  EXPECT_EQ(verdict("2026-11-22", 100'001), Verdict::OverInUse);
  EXPECT_EQ(verdict("2026-11-23", 10), Verdict::OverInTime);
  EXPECT_EQ(verdict("2026-11-22", std::nullopt), Verdict::Covers) << "not read: believed";
  line.ends = Ends::AtAll;
  EXPECT_EQ(verdict("2026-11-22", 100'001), Verdict::Covers);
  EXPECT_EQ(verdict("2027-11-22", 99'000), Verdict::Covers);
  EXPECT_EQ(verdict("2027-11-22", 100'001), Verdict::OverInUse);
}

TEST(CoverageRules, groups_causes_caps_owners_and_businesses_are_asked_in_turn) {
  CoverageLine line{.months = 24,
                    .included_groups = std::vector<std::string>{"compressor"},
                    .excluded_causes = std::vector<Cause>{Cause::Misuse},
                    .max_visits = 2,
                    .max_amount_minor = 10'000,
                    .transferable = false,
                    .consumers_only = true};
  auto facts = bought("2026-01-01");
  auto question = asked("2026-11-22");
  auto the_term = term(Source::Manufacturer, {line});
  question.parts = {{ProductId{7}, {"hermetic", "compressor"}}, {ProductId{8}, {"seal"}}};
  auto const first = [&] { return entitle(facts, question, {the_term}).answers.at(0); };
  EXPECT_EQ(first().reasons.at(0).verdict, Verdict::Covers) << "its group's group is included";
  EXPECT_EQ(first().shares.at(0).limit_minor, 10'000);
  auto const e = entitle(facts, question, {the_term});
  EXPECT_EQ(e.answers.at(1).reasons.at(0).verdict, Verdict::PartNotIncluded);
  question.cause = Cause::Misuse;
  EXPECT_EQ(first().reasons.at(0).verdict, Verdict::CauseExcluded);
  question.cause = Cause::Defect;
  the_term.used_visits = 2;
  EXPECT_EQ(first().reasons.at(0).verdict, Verdict::VisitsUsedUp);
  the_term.used_visits = 1;
  the_term.used_amount_minor = 10'000;
  EXPECT_EQ(first().reasons.at(0).verdict, Verdict::AmountUsedUp);
  the_term.used_amount_minor = 0;
  facts.first_owner = false;
  EXPECT_EQ(first().reasons.at(0).verdict, Verdict::NotTransferable);
  facts.first_owner = true;
  facts.consumer = false;
  EXPECT_EQ(first().reasons.at(0).verdict, Verdict::ConsumersOnly);
  facts.consumer = true;
  the_term.lines[0].included_groups.reset();
  the_term.lines[0].excluded_groups = std::vector<std::string>{"hermetic"};
  EXPECT_EQ(first().reasons.at(0).verdict, Verdict::PartExcluded);
  question.on = day("2025-12-31");
  EXPECT_EQ(first().reasons.at(0).verdict, Verdict::NotBegun);
}

TEST(CoverageRules, a_replaced_part_keeps_the_longer_of_its_own_and_the_units_remainder) {
  ProductId const pump{5};
  auto const unit_term = term(Source::Manufacturer, {{.start = StartBasis::Sale, .months = 24}});
  auto const covered = [&](char const* fitted, std::int64_t months, char const* on) {
    auto const own = fitted_part_line(pump, day(fitted), months, Payer::Company, {});
    auto question = asked(on);
    question.parts = {{pump, {"pump"}}};
    auto const e =
        entitle(bought("2025-01-01"), question, {unit_term, term(Source::Repair, {own})});
    return e.answers.at(0).customer_percent == 0;
  };
  // The unit's two years end with 1 January 2027.
  EXPECT_TRUE(covered("2025-06-01", 6, "2027-01-01")) << "the unit's remainder is longer";
  EXPECT_FALSE(covered("2025-06-01", 6, "2027-01-02"));
  EXPECT_TRUE(covered("2026-12-01", 6, "2027-06-01")) << "its own is longer";
  EXPECT_FALSE(covered("2026-12-01", 6, "2027-06-02"));
}

TEST(CoverageRules, a_repeated_repair_does_not_restart_the_clock) {
  ProductId const pump{5};
  auto const first = fitted_part_line(pump, day("2025-01-10"), 12, Payer::Company, {});
  auto const again = fitted_part_line(pump, day("2025-12-01"), 12, Payer::Company, {first});
  EXPECT_EQ(again.from_on, day("2025-01-10"));
  auto const third = fitted_part_line(pump, day("2026-01-10"), 12, Payer::Company, {first, again});
  EXPECT_EQ(third.from_on, day("2025-01-10")) << "on the last day";
  auto const later = fitted_part_line(pump, day("2026-01-11"), 12, Payer::Company, {first, again});
  EXPECT_EQ(later.from_on, day("2026-01-11")) << "that was over: a new one";
  auto const other = fitted_part_line(ProductId{6}, day("2025-12-01"), 12, Payer::Company, {first});
  EXPECT_EQ(other.from_on, day("2025-12-01")) << "another part";
}

TEST(CoverageRules, a_line_that_makes_no_sense_is_refused_by_name) {
  CoverageLine const good{.months = 12};
  EXPECT_TRUE(check(good).ok());
  auto const key = [](CoverageLine const& line) { return check(line).error().key; };
  auto with = [&](auto change) {
    CoverageLine line = good;
    change(line);
    return key(line);
  };
  EXPECT_EQ(with([](CoverageLine& l) { l.percent = 0; }), "coverage.bad_percent");
  EXPECT_EQ(with([](CoverageLine& l) { l.percent = 101; }), "coverage.bad_percent");
  EXPECT_EQ(with([](CoverageLine& l) { l.payer = Payer::Customer; }), "coverage.bad_payer");
  EXPECT_EQ(with([](CoverageLine& l) { l.months = 0; }), "coverage.bad_months");
  EXPECT_EQ(with([](CoverageLine& l) { l.months.reset(); }), "coverage.endless");
  EXPECT_EQ(with([](CoverageLine& l) { l.usage = {{"km", 0}}; }), "coverage.bad_limit");
  EXPECT_EQ(with([](CoverageLine& l) { l.max_visits = -1; }), "coverage.bad_limit");
  EXPECT_EQ(with([](CoverageLine& l) {
              l.included_groups = {"a"};
              l.excluded_groups = {"a"};
            }),
            "coverage.group_in_and_out");
  EXPECT_EQ(with([](CoverageLine& l) { l.start = StartBasis::Given; }), "coverage.needs_from");
  EXPECT_EQ(with([](CoverageLine& l) {
              l.from_on = LocalDate{2026, 1, 2};
              l.last_on = LocalDate{2026, 1, 1};
            }),
            "coverage.bad_last");
}

// --- Properties over generated units, questions and terms ----------------------------------------

class Generated {
 public:
  explicit Generated(unsigned seed) : random_(seed) {}

  Facts facts() {
    Facts f{.sold_on = some_day(0.8),
            .delivered_on = some_day(0.6),
            .commissioned_on = some_day(0.4),
            .commissioned_by_us = chance(0.5),
            .registered_on = some_day(0.7),
            .manufactured_on = some_day(0.7),
            .consumer = chance(0.8),
            .first_owner = chance(0.7),
            .has_proof = chance(0.6),
            .provisional = chance(0.2)};
    for (int i = upto(4); i > 0; --i) f.repairs.push_back(repair());
    return f;
  }
  RepairTime repair() {
    auto const from = any_day();
    return {from, chance(0.9) ? std::optional(calendar::plus_days(from, upto(40))) : std::nullopt};
  }
  Question question() {
    Question q{.on = any_day(), .cause = static_cast<Cause>(upto(7)), .parts = {}, .meters = {}};
    for (int i = upto(3); i > 0; --i)
      q.parts.push_back({ProductId{1 + upto(3)}, {group(), group()}});
    if (chance(0.6)) q.meters["km"] = upto(2000);
    return q;
  }
  CoverageLine line() {
    CoverageLine l{.component = static_cast<Component>(upto(5)),
                   .percent = 1 + upto(100),
                   .payer = static_cast<Payer>(upto(4)),
                   .start = static_cast<StartBasis>(upto(6)),
                   .months = 1 + upto(60)};
    if (chance(0.3)) l.usage = std::vector<UsageLimit>{{"km", 1 + upto(2000)}};
    if (chance(0.3)) l.ends = Ends::AtAll;
    if (chance(0.2)) l.included_groups = std::vector<std::string>{group()};
    if (chance(0.2)) l.excluded_groups = std::vector<std::string>{group()};
    if (chance(0.3)) l.excluded_causes = std::vector<Cause>{static_cast<Cause>(1 + upto(6))};
    if (chance(0.2)) l.max_visits = 1 + upto(3);
    if (chance(0.5)) l.extended_by_repair = true;
    if (chance(0.2)) l.transferable = false;
    if (chance(0.2)) l.consumers_only = true;
    if (l.start == StartBasis::Given) l.from_on = any_day();
    return l;
  }
  std::vector<Term> terms() {
    std::vector<Term> all;
    for (int i = upto(5); i > 0; --i) all.push_back(one_term(static_cast<Source>(upto(6))));
    return all;
  }
  Term one_term(Source source) {
    Term t = term(source, {});
    for (int i = 1 + upto(4); i > 0; --i) t.lines.push_back(line());
    t.used_visits = upto(3);
    return t;
  }
  int upto(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  bool chance(double p) { return random_() < p * static_cast<double>(std::mt19937::max()); }

 private:
  LocalDate any_day() { return calendar::plus_days({2022, 1, 1}, upto(2200)); }
  std::optional<LocalDate> some_day(double p) {
    return chance(p) ? std::optional(any_day()) : std::nullopt;
  }
  std::string group() { return std::string(1, static_cast<char>('a' + upto(4))); }
  std::mt19937 random_;
};

constexpr int kRounds = 20'000;

TEST(CoverageProperties,
     a_further_term_never_costs_the_customer_and_never_takes_the_statutes_share) {
  Generated some(20261128);
  for (int round = 0; round < kRounds; ++round) {
    auto const facts = some.facts();
    auto const question = some.question();
    auto terms = some.terms();
    terms.insert(terms.begin(), some.one_term(Source::Statutory));
    auto const before = entitle(facts, question, terms);
    auto more = terms;
    more.push_back(some.one_term(static_cast<Source>(some.upto(6))));
    auto const after = entitle(facts, question, more);
    auto const law_alone = entitle(facts, question, {terms[0]});
    ASSERT_EQ(before.answers.size(), after.answers.size());
    for (std::size_t i = 0; i < before.answers.size(); ++i) {
      auto const& a = before.answers[i];
      ASSERT_LE(after.answers[i].customer_percent, a.customer_percent) << "round " << round;
      ASSERT_LE(a.customer_percent, law_alone.answers[i].customer_percent) << "round " << round;
      std::int64_t paid = a.customer_percent;
      for (auto const& share : a.shares) paid += share.percent;
      ASSERT_EQ(paid, 100) << "the shares are the whole";
    }
  }
}

TEST(CoverageProperties, more_time_in_repair_never_brings_an_end_nearer) {
  Generated some(41);
  for (int round = 0; round < kRounds; ++round) {
    auto facts = some.facts();
    auto const line = some.line();
    auto const on = some.question().on;
    auto const before = stretch_of(line, facts, on);
    facts.repairs.push_back(some.repair());
    auto const after = stretch_of(line, facts, on);
    ASSERT_EQ(before.last_on.has_value(), after.last_on.has_value());
    if (before.last_on) ASSERT_GE(*after.last_on, *before.last_on) << "round " << round;
    ASSERT_EQ(before.from_on, after.from_on);
  }
}

TEST(CoverageProperties, the_order_in_which_repairs_are_told_changes_nothing) {
  Generated some(43);
  for (int round = 0; round < kRounds; ++round) {
    auto facts = some.facts();
    auto const line = some.line();
    auto const on = some.question().on;
    auto const before = stretch_of(line, facts, on);
    std::reverse(facts.repairs.begin(), facts.repairs.end());
    ASSERT_EQ(before.last_on, stretch_of(line, facts, on).last_on) << "round " << round;
  }
}

TEST(CoverageProperties, what_is_not_known_never_makes_a_no) {
  Generated some(47);
  for (int round = 0; round < kRounds; ++round) {
    auto const facts = some.facts();
    auto question = some.question();
    auto const terms = some.terms();
    auto const known = entitle(facts, question, terms);
    question.cause = Cause::Unknown;
    question.meters.clear();
    auto without_proof = facts;
    without_proof.has_proof = false;
    auto const believed = entitle(without_proof, question, terms);
    for (std::size_t i = 0; i < known.answers.size(); ++i)
      ASSERT_LE(believed.answers[i].customer_percent, known.answers[i].customer_percent)
          << "round " << round;
  }
}

TEST(CoverageProperties, the_same_inputs_give_the_same_answer_also_out_of_json) {
  Generated some(53);
  for (int round = 0; round < 2'000; ++round) {
    auto const facts = some.facts();
    auto const question = some.question();
    auto const terms = some.terms();
    auto const again = [](auto const& value) {
      using T = std::remove_cvref_t<decltype(value)>;
      return from_json_text<T>(to_json_text(value)).value();
    };
    auto const first = entitle(facts, question, terms);
    ASSERT_EQ(first, entitle(again(facts), again(question), again(terms))) << "round " << round;
    ASSERT_EQ(first, again(first));
  }
}

TEST(CoverageFree, a_stretch_ends_when_anything_of_it_stops_being_free) {
  // Sold on 1 March 2025: all by the seller for two years, then half the labour by the maker.
  std::vector<Term> const terms{
      term(Source::Statutory,
           {{.component = Component::Parts, .payer = Payer::Seller, .months = 24},
            {.component = Component::Labour, .payer = Payer::Seller, .months = 24},
            {.component = Component::Travel, .payer = Payer::Seller, .months = 12}}),
      term(Source::Manufacturer, {{.component = Component::Parts,
                                   .months = 72,
                                   .excluded_groups = std::vector<std::string>{"hose"},
                                   .excluded_causes = std::vector<Cause>{Cause::Misuse}},
                                  {.component = Component::Labour, .percent = 50, .months = 48}})};
  Found found{bought("2025-03-01"), asked("2026-11-28", Cause::Unknown), terms, {}};
  FreeComponent const later{Component::Parts, day("2031-03-01"), false, {Cause::Misuse}, {"hose"}};
  EXPECT_THAT(free_of(found),
              ElementsAre(FreeComponent{Component::Parts, day("2027-03-01"), false, {}, {}}, later,
                          FreeComponent{Component::Labour, day("2027-03-01"), false, {}, {}}))
      << "travel is over; of labour a half is not free; hoses are, as long as the law pays";
  EXPECT_THAT(said_to_her(free_of(found), Language::En),
              ElementsAre("Free of charge through 1 March 2027: parts and labour.",
                          "Free of charge through 1 March 2031: parts. This does not hold for "
                          "misuse. Some parts are excepted; we tell you before we order them."));
  found.question.on = day("2027-03-02");
  EXPECT_THAT(free_of(found), ElementsAre(later));
  found.question.on = day("2031-03-02");
  EXPECT_THAT(free_of(found), IsEmpty());
  EXPECT_THAT(said_to_her({}, Language::Tr),
              ElementsAre("Bu cihazda şu anda ücretsiz bir kalem yok."));
}

TEST(CoverageFree, what_holds_up_to_a_limit_says_so) {
  auto const free = [](CoverageLine const& line) {
    Found found{bought("2026-01-01"), asked("2026-11-28"), {term(Source::Extended, {line})}, {}};
    return free_of(found).at(0);
  };
  EXPECT_FALSE(free({.months = 24}).limited);
  EXPECT_TRUE(free({.months = 24, .max_visits = 3}).limited);
  EXPECT_TRUE(free({.months = 24, .max_amount_minor = 50'000}).limited);
  EXPECT_TRUE(free({.months = 24, .usage = std::vector<UsageLimit>{{"km", 100}}}).limited);
  auto const at_all =
      free({.months = 24, .usage = std::vector<UsageLimit>{{"km", 100}}, .ends = Ends::AtAll});
  EXPECT_FALSE(at_all.limited) << "the time alone is sure";
  EXPECT_EQ(at_all.last_on, day("2028-01-01"));
}

TEST(CoverageProperties, what_is_told_to_be_free_is_free_on_each_day_of_it_and_not_on_the_next) {
  Generated some(20261130);
  int ended = 0;
  for (int i = 0; i < kRounds / 2; ++i) {
    Found found{some.facts(), some.question(), some.terms(), {}};
    found.question.parts.clear();
    for (auto& repair : found.facts.repairs)
      if (!repair.until_on) repair.until_on = std::max(repair.from_on, found.question.on);
    auto const percent_on = [&](LocalDate on, Component component, Cause cause) {
      Question question = found.question;
      question.on = on;
      if (question.cause == Cause::Unknown) question.cause = cause;
      return of(entitle(found.facts, question, found.terms), component).customer_percent;
    };
    std::map<Component, LocalDate> next;  // the first day that nothing told of yet
    for (auto const& free : free_of(found)) {
      auto& on = next.try_emplace(free.component, found.question.on).first->second;
      auto const last = free.last_on.value_or(calendar::plus_days(on, 400));
      for (; on <= last; on = calendar::plus_days(on, 1 + some.upto(60)))
        for (int c = 0; c < 7; ++c) {
          auto const cause = static_cast<Cause>(c);
          bool const told =
              std::find(free.not_for.begin(), free.not_for.end(), cause) == free.not_for.end();
          ASSERT_TRUE(!told || percent_on(on, free.component, cause) == 0) << i << to_text(on);
        }
      ASSERT_EQ(percent_on(last, free.component, Cause::Unknown), 0) << i;
      on = calendar::plus_days(last, 1);
      if (free.last_on) ++ended;
    }
    auto const all = free_of(found);
    for (auto const& answer : entitle(found.facts, found.question, found.terms).answers)
      ASSERT_EQ(next.contains(answer.component), answer.customer_percent == 0) << i;
    for (auto const& [component, on] : next) {
      auto const last = std::find_if(all.rbegin(), all.rend(), [c = component](auto const& free) {
        return free.component == c;
      });
      if (last->last_on)
        ASSERT_GT(percent_on(on, component, Cause::Unknown), 0) << i << to_text(on);
    }
  }
  EXPECT_GT(ended, 500);
}

}  // namespace
}  // namespace vefa::coverage
