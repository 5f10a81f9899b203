#include "modules/sale_promises/rules.hpp"

#include <gtest/gtest.h>

namespace vefa::sale_promises {
namespace {

LocalDate on(char const* text) { return parse_date(text).value(); }

SalePromiseTerms visits() {
  SalePromiseTerms terms;
  terms.quantity = 2;
  terms.months = 12;
  return terms;
}

TEST(SalePromiseRules, a_promise_begins_with_what_it_says) {
  units::Sale sale{.sold_on = on("2026-01-31")};
  auto terms = visits();
  terms.months = 1;
  EXPECT_EQ(window_of(terms, sale), (Window{on("2026-01-31"), on("2026-02-28")}));
  terms.begins = Begins::Delivery;
  EXPECT_EQ(window_of(terms, sale).from_on, on("2026-01-31"));
  sale.delivered_on = on("2026-02-10");
  EXPECT_EQ(window_of(terms, sale), (Window{on("2026-02-10"), on("2026-03-10")}));
  terms.begins = Begins::Commissioning;
  EXPECT_EQ(window_of(terms, sale).from_on, on("2026-02-10"));
  sale.commissioned_on = on("2026-02-12");
  EXPECT_EQ(window_of(terms, sale).from_on, on("2026-02-12"));
  terms.begins.reset();
  terms.from_on = on("2026-05-01");
  terms.last_on = on("2026-05-31");
  EXPECT_EQ(window_of(terms, sale), (Window{on("2026-05-01"), on("2026-05-31")}));
}

TEST(SalePromiseRules, it_covers_what_it_names_and_without_names_all) {
  auto terms = visits();
  EXPECT_TRUE(covers(terms, Component::Loaner, {}));
  EXPECT_TRUE(covers_all_of(terms, Component::Parts));
  terms.components.emplace();
  terms.components->push_back(Component::Parts);
  EXPECT_FALSE(covers(terms, Component::Labour, {}));
  terms.part_groups.emplace();
  terms.part_groups->push_back({"filters"});
  EXPECT_TRUE(covers(terms, Component::Parts, {"filters", "parts"}));
  EXPECT_FALSE(covers(terms, Component::Parts, {"compressors"}));
  EXPECT_FALSE(covers(terms, Component::Parts, {})) << "a part that nobody named is none of them";
  EXPECT_FALSE(covers_all_of(terms, Component::Parts));
  terms.form = Form::Dated;
  EXPECT_FALSE(covers(terms, Component::Parts, {"filters"}));
}

TEST(SalePromiseRules, it_is_for_cases_of_its_kinds) {
  auto terms = visits();
  EXPECT_TRUE(is_for(terms, cases::CaseKind::Question));
  terms.case_kinds.emplace();
  terms.case_kinds->push_back(cases::CaseKind::Maintenance);
  EXPECT_TRUE(is_for(terms, cases::CaseKind::Maintenance));
  EXPECT_FALSE(is_for(terms, cases::CaseKind::Question));
}

TEST(SalePromiseRules, a_template_counts_days_from_the_sale) {
  SalePromiseTerms terms;
  terms.form = Form::Dated;
  terms.within_days = 3;
  EXPECT_EQ(due_by_template(terms, on("2026-02-27")).on, on("2026-03-02"));
  EXPECT_EQ(due_by_template(terms, on("2026-02-27")).minute_of_day, 1440);
  terms.before = Text<5>{"12:00"};
  EXPECT_EQ(due_by_template(terms, on("2026-02-27")).minute_of_day, 720);
}

TEST(SalePromiseRules, she_is_reminded_a_month_before_and_of_a_short_time_when_a_third_is_left) {
  auto const on = [](std::optional<LocalDate> from, std::optional<LocalDate> last) {
    auto const day = remind_on({from, last});
    return day ? to_text(*day) : std::string("never");
  };
  EXPECT_EQ(on(LocalDate{2024, 1, 10}, LocalDate{2027, 1, 10}), "2026-12-11");
  EXPECT_EQ(on(LocalDate{2026, 1, 1}, LocalDate{2026, 1, 31}), "2026-01-21");
  EXPECT_EQ(on(LocalDate{2026, 1, 1}, LocalDate{2026, 1, 3}), "never")
      << "she has just heard of it";
  EXPECT_EQ(on({}, LocalDate{2026, 12, 31}), "2026-12-01");
  EXPECT_EQ(on(LocalDate{2026, 1, 1}, {}), "never");
}

}  // namespace
}  // namespace vefa::sale_promises
