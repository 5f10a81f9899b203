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

TEST(CoverageByLaw, time_in_repair_is_added_by_the_laws_own_clock) {
  Row const row{"tr", "fridge", "2024-10-20", "2024-10-29", "", 2'499'990, "TRY", "", "", ""};
  auto sold = sold_as(row);
  sold.facts.repairs = {{day("2025-03-01"), day("2025-03-21")}};
  EXPECT_THAT(given(pack("tr"), sold),
              ElementsAre(std::pair(std::string("TR-01"), std::string("2026-11-18"))));
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
