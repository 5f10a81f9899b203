// Who pays, counted on one core: the pure function alone, on units as a company has them.
#include "modules/coverage/rules.hpp"

#include <chrono>

#include "bench/figures.hpp"

namespace vefa::bench {
namespace {

using namespace coverage;

Term statutory() {
  Term term{.source = Source::Statutory, .rule = "TR-01"};
  for (auto const component :
       {Component::Parts, Component::Labour, Component::Travel, Component::Shipping})
    term.lines.push_back({.component = component,
                          .payer = Payer::Seller,
                          .start = StartBasis::Delivery,
                          .months = 24,
                          .excluded_causes = std::vector<Cause>{Cause::Misuse, Cause::Accident},
                          .extended_by_repair = true,
                          .consumers_only = true});
  return term;
}

Term manufacturer() {
  return {.source = Source::Manufacturer,
          .lines = {{.component = Component::Parts, .start = StartBasis::Sale, .months = 36},
                    {.component = Component::Parts,
                     .start = StartBasis::Sale,
                     .months = 120,
                     .included_groups = std::vector<std::string>{"compressor"}},
                    {.component = Component::Labour, .start = StartBasis::Sale, .months = 36},
                    {.component = Component::Travel,
                     .percent = 50,
                     .start = StartBasis::Sale,
                     .months = 24}}};
}

Term extended() {
  return {.source = Source::Extended,
          .lines = {{.component = Component::Parts,
                     .payer = Payer::Provider,
                     .start = StartBasis::Sale,
                     .months = 60,
                     .usage = std::vector<UsageLimit>{{"hours", 20'000}},
                     .excluded_groups = std::vector<std::string>{"glass"}},
                    {.component = Component::Labour,
                     .percent = 80,
                     .payer = Payer::Provider,
                     .start = StartBasis::Sale,
                     .months = 60},
                    {.component = Component::Loaner,
                     .payer = Payer::Company,
                     .start = StartBasis::Sale,
                     .months = 60,
                     .max_visits = 2}}};
}

}  // namespace

void measure_coverage(Plan const& plan, Show const& show) {
  std::vector<Term> const terms{statutory(), manufacturer(), extended()};
  Facts facts{.sold_on = LocalDate{2024, 10, 20},
              .delivered_on = LocalDate{2024, 10, 29},
              .has_proof = true};
  facts.repairs = {{{2025, 3, 1}, LocalDate{2025, 3, 21}}, {{2026, 2, 1}, LocalDate{2026, 2, 9}}};
  Question question{.on = {2024, 11, 1}, .cause = Cause::Defect};
  question.parts = {{ProductId{7}, {"compressor", "refrigerator"}}};
  question.meters["hours"] = 9'000;
  using std::chrono::steady_clock;
  auto const start = steady_clock::now();
  auto const until = start + std::chrono::duration<double>(plan.seconds);
  long decisions = 0;
  std::int64_t paid = 0;  // looked at, so that nothing is left out
  while (steady_clock::now() < until)
    for (int i = 0; i < 500; ++i, ++decisions) {
      question.on = {2024 + i % 8, 1 + i % 12, 1 + i % 28};
      for (auto const& answer : entitle(facts, question, terms).answers)
        paid += answer.customer_percent;
    }
  double const seconds = std::chrono::duration<double>(steady_clock::now() - start).count();
  if (paid < 0) throw std::logic_error("customers are paid");
  show({.name = "coverage.decisions_per_second",
        .value = static_cast<double>(decisions) / seconds,
        .unit = "/s",
        .bar = 50'000});
}

}  // namespace vefa::bench
