#include "modules/coverage/law.hpp"

#include <mutex>

#include "law/due.hpp"
#include "law/shelf.hpp"

namespace vefa::coverage {
namespace {

/// Rules under which somebody else than the consumer pays for a repair. The packs' other terms
/// (presumptions, withdrawal, spare parts) give other rights.
constexpr std::string_view kGuarantees[] = {
    "TR-01", "HU-01-one-year", "HU-01-two-years",    "HU-01-three-years",
    "IL-01", "EU-01",          "IL-01-water-heater",
};

Instant noon(law::Pack const& pack, LocalDate day) {
  return pack.clock->instant(day, 720, calendar::Edge::Start);
}

std::vector<law::Event> events_of(law::Pack const& pack, Facts const& facts) {
  std::vector<law::Event> events;
  auto const add = [&](char const* kind, std::optional<LocalDate> const& day,
                       law::Facts more = {}) {
    if (day) events.push_back({.kind = kind, .at = noon(pack, *day), .facts = std::move(more)});
  };
  auto const handed = facts.delivered_on ? facts.delivered_on : facts.sold_on;
  add("goods.sold", facts.sold_on);
  add("goods.delivered", handed);
  add("goods.commissioned", facts.commissioned_on,
      {{"by", std::string(facts.commissioned_by_us ? "agent" : "consumer")}});
  add("installation.completed", facts.commissioned_on);
  for (auto const& repair : facts.repairs) {
    add("goods.handed_over", repair.from_on);
    add("goods.handed_back", repair.until_on);
  }
  std::stable_sort(events.begin(), events.end(),
                   [](auto const& a, auto const& b) { return a.at < b.at; });
  return events;
}

law::Params params_of(law::Pack const& pack, Sold const& sold, LocalDate on) {
  law::Params params;
  params.facts["customer"] = std::string(sold.facts.consumer ? "consumer" : "business");
  if (sold.price_minor && sold.currency == pack.currency.text())
    params.facts["price"] = *sold.price_minor;
  for (auto const& code : sold.groups) {
    if (!params.product_group.empty() || !law::find_group(pack, code, on)) continue;
    params.product_group = code;
    params.facts["listed"] = true;
  }
  if (!sold.groups.empty()) params.facts["product_kind"] = sold.groups.front();
  return params;
}

std::int64_t months_of(law::Rule const& rule) {
  auto const& amount = rule.amount.fixed;
  return amount.unit == law::Unit::Year ? amount.count * 12 : amount.count;
}

CoverageLine line_of(law::Clock const& clock, Component component) {
  return {.component = component,
          .payer = Payer::Seller,
          .start = StartBasis::Delivery,
          .months = months_of(*clock.rule),
          .excluded_causes = std::vector<Cause>{Cause::Misuse, Cause::Accident},
          .consumers_only = true};
}

JsonObject names_of(law::Rule const& rule) {
  JsonObject names;
  for (auto const language : kLanguages) names[tag(language)] = rule.title.in(language);
  return names;
}

/// Read once; a pack with a fault is none.
law::PackPtr own_pack(std::string const& code, int year) {
  static std::mutex guard;
  static std::map<std::string, law::PackPtr> read;
  std::lock_guard const lock(guard);
  auto const known = read.find(code);
  if (known != read.end()) return known->second;
  auto const files = law::embedded_pack_files(code);
  auto pack = files.empty() ? nullptr : law::load(files, law::years_from(year)).pack;
  return read[code] = pack;
}

}  // namespace

std::vector<Term> terms_by_law(law::Pack const& pack, Sold const& sold, LocalDate on) {
  std::vector<Term> terms;
  auto const now = noon(pack, on);
  auto const events = events_of(pack, sold.facts);
  auto const params = params_of(pack, sold, on);
  for (auto const rule_id : kGuarantees) {
    if (!law::find_any_edition(pack, rule_id)) continue;
    auto const clock = law::due(pack, rule_id, events, params, now);
    if (!clock.ok() || !clock->rule || clock->state == law::State::NotApplicable) continue;
    Term term{
        .source = Source::Statutory, .rule = std::string(rule_id), .names = names_of(*clock->rule)};
    term.doubtful = std::any_of(clock->doubts.begin(), clock->doubts.end(), [](auto const& doubt) {
      return doubt.kind == law::DoubtKind::UnsureValue || doubt.kind == law::DoubtKind::MissingFact;
    });
    for (auto const component :
         {Component::Parts, Component::Labour, Component::Travel, Component::Shipping}) {
      auto line = line_of(*clock, component);
      if (clock->starts_at && clock->last_day) {
        line.start = StartBasis::Given;
        line.from_on = pack.clock->local(*clock->starts_at).date;
        line.last_on = clock->last_day;
      }
      term.lines.push_back(std::move(line));
    }
    terms.push_back(std::move(term));
  }
  return terms;
}

std::vector<Term> law_of_the_packs(Context const& ctx, Sold const& sold, LocalDate on) {
  int const year = std::stoi(to_text(ctx.now).substr(0, 4));
  auto const pack = own_pack(sold.country, year);
  return pack ? terms_by_law(*pack, sold, on) : std::vector<Term>{};
}

}  // namespace vefa::coverage
