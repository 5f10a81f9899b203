#include "modules/coverage/law.hpp"

#include <gmock/gmock.h>

#include "law/shelf.hpp"
#include "modules/coverage/rules.hpp"

namespace vefa::coverage {
namespace {

using ::testing::ElementsAre;

LocalDate day(char const* text) { return parse_date(text).value(); }

law::PackPtr pack(char const* name) {
  auto const loaded = law::load(law::embedded_pack_files(name), law::years_from(2026));
  EXPECT_TRUE(loaded.pack) << name;
  return loaded.pack;
}

struct Row {
  char const* pack;
  char const* group;
  char const* sold_on;
  char const* delivered_on;
  char const* commissioned_on;  // by an agent; empty: not
  std::int64_t price_minor;     // 0: not known
  char const* currency;
  char const* rule;
  char const* last_on;
  char const* why;
};

Sold sold_as(Row const& row) {
  Sold sold{.country = row.pack, .groups = {row.group}, .currency = row.currency};
  sold.facts.sold_on = day(row.sold_on);
  sold.facts.delivered_on = day(row.delivered_on);
  if (*row.commissioned_on) {
    sold.facts.commissioned_on = day(row.commissioned_on);
    sold.facts.commissioned_by_us = true;
  }
  if (row.price_minor > 0) sold.price_minor = row.price_minor;
  return sold;
}

std::vector<std::pair<std::string, std::string>> given(law::PackPtr const& pack, Sold const& sold) {
  std::vector<std::pair<std::string, std::string>> out;
  for (auto const& term : terms_by_law(*pack, sold, day("2026-11-22"))) {
    auto const last = term.lines.at(0).last_on;
    out.emplace_back(term.rule, last ? to_text(*last) : "?");
  }
  return out;
}

TEST(CoverageByLaw, guarantees_end_on_the_days_that_were_worked_out_by_hand) {
  for (auto const& row : {
           Row{"tr", "fridge", "2024-10-20", "2024-10-29", "", 2'499'990, "TRY", "TR-01",
               "2026-10-29", "two years from the delivery"},
           Row{"hu", "fridge", "2023-05-10", "2023-05-12", "", 9'000'000, "HUF", "HU-01-one-year",
               "2024-05-12", "90,000 forints in 2023: one year"},
           Row{"hu", "fridge", "2025-05-10", "2025-05-12", "", 9'000'000, "HUF", "HU-01-two-years",
               "2027-05-12", "90,000 forints in 2025: two years"},
           Row{"hu", "fridge", "2025-05-10", "2025-05-12", "2025-06-01", 30'000'000, "HUF",
               "HU-01-three-years", "2028-06-01", "300,000 forints, from the commissioning by us"},
           Row{"il", "fridge", "2026-01-05", "2026-01-10", "2026-01-20", 200'000, "ILS", "IL-01",
               "2027-01-20", "a year from the end of the installation"},
           Row{"il", "water_heater", "2026-01-05", "2026-01-10", "", 200'000, "ILS",
               "IL-01-water-heater", "2030-01-10", "four years"},
       })
    EXPECT_THAT(given(pack(row.pack), sold_as(row)),
                ElementsAre(std::pair(std::string(row.rule), std::string(row.last_on))))
        << row.why;
}

/// By every law that holds where it was sold: rule, last day.
std::vector<std::pair<std::string, std::string>> floor_of(Sold const& sold) {
  std::vector<std::pair<std::string, std::string>> out;
  for (auto const& code : law::laws_of(sold.country)) {
    if (law::embedded_pack_files(code).empty()) continue;
    for (auto const& term : given(pack(code.c_str()), sold)) out.push_back(term);
  }
  return out;
}
using Ends = std::vector<std::pair<std::string, std::string>>;

TEST(CoverageByLaw, in_a_member_state_the_unions_guarantee_stands_beside_the_states_own) {
  struct Case {
    Row row;
    Ends ends;
    char const* why;
  };
  for (auto const& [row, ends, why] : {
           Case{{"DE", "fridge", "2025-03-28", "2025-03-31", "", 50'000, "EUR", "", "", ""},
                {{"EU-01-conformity", "2027-03-31"}},
                "500 euros in Germany: two years from the delivery"},
           Case{{"DE", "fridge", "2024-02-29", "2024-02-29", "", 50'000, "EUR", "", "", ""},
                {{"EU-01-conformity", "2026-02-28"}},
                "from a leap day: 2026 has no 29 February"},
           Case{{"HU", "kettle", "2025-05-10", "2025-05-12", "", 900'000, "HUF", "", "", ""},
                {{"EU-01-conformity", "2027-05-12"}},
                "9,000 forints: below the mandatory guarantee, the Union's two years"},
           Case{{"HU", "kettle", "2025-05-10", "2025-05-12", "", 1'000'000, "HUF", "", "", ""},
                {{"HU-01-two-years", "2027-05-12"}, {"EU-01-conformity", "2027-05-12"}},
                "10,000 forints: both"},
           Case{{"HU", "fridge", "2023-05-10", "2023-05-12", "", 9'000'000, "HUF", "", "", ""},
                {{"HU-01-one-year", "2024-05-12"}, {"EU-01-conformity", "2025-05-12"}},
                "90,000 forints in 2023: a year of the state's, then the Union's second"},
           Case{{"TR", "fridge", "2024-10-20", "2024-10-29", "", 2'499'990, "TRY", "", "", ""},
                {{"TR-01", "2026-10-29"}},
                "Turkey is no member"},
           Case{{"US", "fridge", "2024-10-20", "2024-10-29", "", 50'000, "USD", "", "", ""},
                {},
                "no pack is known"},
       })
    EXPECT_EQ(floor_of(sold_as(row)), ends) << why;
}

TEST(CoverageByLaw, a_repair_adds_a_year_once_where_the_union_says_so) {
  Row const row{"DE", "washer", "2026-08-01", "2026-08-03", "", 50'000, "EUR", "", "", ""};
  auto sold = sold_as(row);
  EXPECT_EQ(floor_of(sold), (Ends{{"EU-01-conformity", "2028-08-03"}}));
  // Handed in on the last day: two years and twelve months, and not more for a second repair.
  sold.facts.repairs = {{day("2028-08-03"), day("2028-08-20")}};
  Ends const longer{{"EU-01-conformity", "2028-08-03"}, {"EU-02", "2029-08-03"}};
  EXPECT_EQ(floor_of(sold), longer);
  sold.facts.repairs.push_back({day("2029-01-03"), day("2029-01-20")});
  EXPECT_EQ(floor_of(sold), longer);
  sold.facts.repairs = {{day("2028-08-04"), day("2028-08-20")}};
  EXPECT_EQ(floor_of(sold), (Ends{{"EU-01-conformity", "2028-08-03"}})) << "a day late";
  sold.facts.sold_on = day("2026-07-30");
  sold.facts.repairs = {{day("2028-08-03"), day("2028-08-20")}};
  EXPECT_EQ(floor_of(sold), (Ends{{"EU-01-conformity", "2028-08-03"}})) << "bought the day before";
}

TEST(CoverageByLaw, after_the_presumption_it_is_a_yes_that_says_so) {
  Row const row{"DE", "washer", "2025-03-28", "2025-03-31", "", 50'000, "EUR", "", "", ""};
  auto const sold = sold_as(row);
  auto const flags = [&](char const* on) {
    auto const terms = terms_by_law(*pack("eu"), sold, day(on));
    auto const found = entitle(sold.facts, {.on = day(on), .cause = Cause::Defect}, terms);
    EXPECT_EQ(found.answers.at(0).customer_percent, 0) << on;
    return found.flags;
  };
  EXPECT_THAT(flags("2026-03-31"), ::testing::Not(::testing::Contains(Flag::PresumptionOver)));
  EXPECT_THAT(flags("2026-04-01"), ::testing::Contains(Flag::PresumptionOver));
}

TEST(CoverageByLaw, goods_that_no_list_names_have_the_liability_for_defects) {
  Row const row{"TR", "carpet", "2025-08-30", "2025-08-31", "", 2'499'990, "TRY", "", "", ""};
  auto sold = sold_as(row);
  EXPECT_EQ(floor_of(sold), (Ends{{"TR-01", "2027-08-31"}})) << "not known: taken as listed";
  sold.listed = false;
  EXPECT_EQ(floor_of(sold), (Ends{{"TR-08-limitation", "2027-08-31"}}));
  auto const terms = terms_by_law(*pack("tr"), sold, day("2026-11-22"));
  EXPECT_EQ(to_text(*terms.at(0).presumed_until), "2026-02-28") << "six months, clamped";
  sold.groups = {"fridge"};
  EXPECT_EQ(floor_of(sold), (Ends{{"TR-01", "2027-08-31"}})) << "the pack names fridges";
}

TEST(CoverageByLaw, a_repair_that_she_paid_is_guaranteed_for_what_fails_again) {
  Row const row{"HU", "fridge", "2020-05-10", "2020-05-12", "", 9'000'000, "HUF", "", "", ""};
  auto sold = sold_as(row);
  auto const with_fee = [&](std::optional<std::int64_t> minor, char const* currency = "HUF") {
    sold.facts.repairs = {{day("2026-08-20"), day("2026-08-31"), minor, currency}};
    return given(pack("hu"), sold);
  };
  Ends const half_a_year{{"HU-14", "2027-02-28"}};
  EXPECT_EQ(with_fee(2'000'100), half_a_year) << "20,001 forints: six months, clamped";
  EXPECT_EQ(with_fee(2'000'000), Ends{}) << "above 20,000 alone";
  EXPECT_EQ(with_fee(0), Ends{}) << "a free repair";
  EXPECT_EQ(with_fee(std::nullopt), half_a_year) << "not known: believed";
  EXPECT_EQ(with_fee(10'000, "EUR"), half_a_year) << "another currency: not known";
  with_fee(2'000'100);
  auto const hers = [&](Cause cause, char const* on) {
    auto const terms = terms_by_law(*pack("hu"), sold, day(on));
    return entitle(sold.facts, {.on = day(on), .cause = cause}, terms)
        .answers.at(0)
        .customer_percent;
  };
  EXPECT_EQ(hers(Cause::FailedRepair, "2027-02-28"), 0);
  EXPECT_EQ(hers(Cause::FailedRepair, "2027-03-01"), 100);
  EXPECT_EQ(hers(Cause::Defect, "2026-11-22"), 100) << "another fault";
  EXPECT_EQ(hers(Cause::Unknown, "2026-11-22"), 0) << "a provisional yes";
  sold.facts.repairs = {{day("2026-08-20"), std::nullopt, 2'000'100, "HUF"}};
  EXPECT_EQ(given(pack("hu"), sold), Ends{}) << "still there";
}

TEST(CoverageByLaw, the_companys_own_time_counts_where_it_is_longer) {
  Row const row{"tr", "fridge", "2024-10-20", "2024-10-29", "", 2'499'990, "TRY", "", "", ""};
  auto sold = sold_as(row);
  auto const last_of = [&](char const* own) {
    auto const terms = terms_by_law(*pack("tr"), sold, day("2026-11-22"), {{"TR-01", own}});
    return to_text(*terms.at(0).lines.at(0).last_on);
  };
  EXPECT_EQ(last_of("36 month"), "2027-10-29");
  EXPECT_EQ(last_of("1 year"), "2026-10-29") << "never less than the law";
  sold.facts.repairs = {{day("2025-03-01"), day("2025-03-21")}};
  EXPECT_EQ(last_of("36 month"), "2027-11-18") << "and twenty days of repair";
}

/// What no term of coverage is made of, and why.
std::map<std::string_view, char const*> const kOtherRights{
    {"EU-04", "an offer that binds"},
    {"EU-05-parts", "that parts can be had"},
    {"IL-04-parts", "that parts can be had"},
    {"IL-04-parts-dear", "that parts can be had"},
    {"IL-04-parts-heater", "that parts can be had"},
    {"IL-04-parts-heater-dear", "that parts can be had"},
    {"IL-04-parts-listed", "that parts can be had"},
    {"IL-05-postpone", "a visit that is put off"},
    {"IL-10", "withdrawal"},
    {"IL-10-protected", "withdrawal"},
    {"IL-11-registry", "a look into a registry"},
    {"TR-09-withdrawal", "withdrawal"},
    {"TR-09-withdrawal-not-told", "withdrawal"},
    {"TR-12-certificate", "that a station's certificate holds"},
    {"TR-13", "that parts can be had"},
    {"TR-16-complaint-after-answer", "a complaint to the Board"},
    {"TR-16-complaint-latest", "a complaint to the Board"},
};

TEST(CoverageByLaw, each_term_of_a_pack_is_a_guarantee_or_is_said_to_be_another_right) {
  for (auto const& name : law::embedded_packs()) {
    auto const read = pack(name.c_str());
    for (auto const& rule : read->rules)
      if (rule.kind == law::RuleKind::Term)
        EXPECT_NE(is_guarantee(rule.id), kOtherRights.contains(rule.id)) << rule.id;
  }
}

TEST(CoverageByLaw, a_pack_that_nobody_approved_gives_no_less_than_the_one_before) {
  Row const row{"tr", "fridge", "2024-10-20", "2024-10-29", "", 2'499'990, "TRY", "", "", ""};
  auto const sold = sold_as(row);
  auto const own = terms_by_law(*pack("tr"), sold, day("2026-11-22"));
  auto const lasting = [&](law::Amount amount) {
    auto draft = *pack("tr");
    for (auto& rule : draft.rules)
      if (rule.id == "TR-01") rule.amount.fixed = amount;
    return terms_by_law(draft, sold, day("2026-11-22"));
  };
  auto const last_of = [&](std::vector<Term> const& terms) {
    EXPECT_EQ(terms.size(), 1u);
    return to_text(*terms.at(0).lines.at(0).last_on);
  };
  EXPECT_EQ(last_of(lasting({6, law::Unit::Month})), "2025-04-29");
  EXPECT_EQ(last_of(not_below(lasting({6, law::Unit::Month}), own)), "2026-10-29");
  EXPECT_EQ(last_of(not_below(lasting({3, law::Unit::Year}), own)), "2027-10-29") << "more is more";
  auto without = *pack("tr");
  std::erase_if(without.rules, [](law::Rule const& rule) { return rule.id.starts_with("TR-0"); });
  EXPECT_EQ(last_of(not_below(terms_by_law(without, sold, day("2026-11-22")), own)), "2026-10-29");
  auto lending = *pack("tr");
  std::erase_if(lending.rules, [](law::Rule const& rule) { return rule.id == "TR-04"; });
  auto const silent = terms_by_law(lending, sold, day("2026-11-22"));
  EXPECT_EQ(silent.at(0).lines.back().component, Component::Shipping);
  EXPECT_EQ(not_below(silent, own).at(0).lines.back().component, Component::Loaner)
      << "what the draft does not speak of stays covered";
}

TEST(CoverageByLaw, time_in_repair_is_added_by_the_laws_own_clock) {
  Row const row{"tr", "fridge", "2024-10-20", "2024-10-29", "", 2'499'990, "TRY", "", "", ""};
  auto sold = sold_as(row);
  sold.facts.repairs = {{day("2025-03-01"), day("2025-03-21")}};
  EXPECT_THAT(given(pack("tr"), sold),
              ElementsAre(std::pair(std::string("TR-01"), std::string("2026-11-18"))));
}

TEST(CoverageByLaw, the_substitute_that_the_law_demands_is_paid_by_the_seller) {
  Row const row{"tr", "fridge", "2024-10-20", "2024-10-29", "", 2'499'990, "TRY", "", "", ""};
  auto const hers = [&](char const* pack_name, char const* on) {
    auto sold = sold_as(row);
    sold.country = pack_name;
    auto const terms = terms_by_law(*pack(pack_name), sold, day(on));
    return entitle(sold.facts, {.on = day(on), .cause = Cause::Defect}, terms)
        .answers.back()
        .customer_percent;
  };
  EXPECT_EQ(hers("tr", "2026-10-29"), 0) << "TR-04, on the last day of the guarantee";
  EXPECT_EQ(hers("tr", "2026-10-30"), 100);
  EXPECT_EQ(hers("hu", "2025-01-29"), 100) << "no rule of that law lends one";
}

TEST(CoverageByLaw, a_business_has_no_consumers_guarantee) {
  Row const row{"tr", "fridge", "2024-10-20", "2024-10-29", "", 2'499'990, "TRY", "", "", ""};
  auto sold = sold_as(row);
  sold.facts.consumer = false;
  EXPECT_THAT(given(pack("tr"), sold), ElementsAre());
}

TEST(CoverageByLaw, where_no_sale_is_known_the_guarantee_holds_and_says_so) {
  Sold const sold{.country = "TR", .groups = {"fridge"}, .currency = "TRY"};
  auto const terms = terms_by_law(*pack("tr"), sold, day("2026-11-22"));
  ASSERT_EQ(terms.size(), 1U);
  Question question{.on = day("2026-11-22"), .cause = Cause::Defect};
  auto const e = entitle({}, question, terms);
  EXPECT_EQ(e.answers.at(0).customer_percent, 0);
  EXPECT_THAT(e.flags, ::testing::Contains(Flag::StartUnknown));
}

}  // namespace
}  // namespace vefa::coverage
