#include "modules/coverage/law.hpp"

#include <mutex>

#include "law/due.hpp"
#include "law/load.hpp"
#include "law/shelf.hpp"

namespace vefa::coverage {
namespace {

/// A rule under which somebody else than the consumer pays for a repair. The packs' other terms
/// (withdrawal, spare parts) give other rights.
struct Guarantee {
  std::string_view rule;
  std::string_view presumption = {};  // until then she need not show that the defect is an old one
  bool only_alone = false;            // where no other guarantee of the pack holds
  bool after_repair = false;          // only after a repair within the one before it
  std::string_view lends = {};        // the rule by which she has a substitute meanwhile
};
constexpr Guarantee kGuarantees[] = {
    {.rule = "TR-01", .lends = "TR-04"},
    {.rule = "TR-08-limitation", .presumption = "TR-08-presumption", .only_alone = true},
    {.rule = "HU-01-one-year"},
    {.rule = "HU-01-two-years"},
    {.rule = "HU-01-three-years"},
    {.rule = "IL-01"},
    {.rule = "IL-01-water-heater"},
    {.rule = "EU-01-conformity", .presumption = "EU-01-presumption"},
    {.rule = "EU-02", .presumption = "EU-01-presumption", .after_repair = true},
};
/// Of a repair that she paid: what was repaired and fails again.
constexpr std::string_view kOfRepair[] = {"HU-14"};

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
  params.facts["member_state"] = sold.country;
  params.facts["customer"] = std::string(sold.facts.consumer ? "consumer" : "business");
  if (sold.price_minor && sold.currency == pack.currency.text())
    params.facts["price"] = *sold.price_minor;
  if (sold.listed) params.facts["listed"] = *sold.listed;
  for (auto const& code : sold.groups) {
    if (!params.product_group.empty() || !law::find_group(pack, code, on)) continue;
    params.product_group = code;
    params.facts["listed"] = true;
  }
  if (!sold.groups.empty()) params.facts["product_kind"] = sold.groups.front();
  return params;
}

std::int64_t months_of(law::Amount const& amount) {
  return amount.unit == law::Unit::Year ? amount.count * 12 : amount.count;
}

JsonObject names_of(law::Rule const& rule) {
  JsonObject names;
  for (auto const language : kLanguages) names[tag(language)] = rule.title.in(language);
  return names;
}

constexpr Component kCovered[] = {Component::Parts, Component::Labour, Component::Travel,
                                  Component::Shipping};

/// The terms of one pack for one sale.
class Guarantees {
 public:
  Guarantees(law::Pack const& pack, Sold const& sold, LocalDate on,
             std::map<std::string, std::string> const& own_times)
      : pack_(pack),
        sold_(sold),
        own_times_(own_times),
        now_(noon(pack, on)),
        events_(events_of(pack, sold.facts)),
        params_(params_of(pack, sold, on)) {}

  std::vector<Term> all() {
    for (auto const& guarantee : kGuarantees) {
      if (guarantee.only_alone && !terms_.empty()) continue;
      if (guarantee.after_repair) params_.facts["repair_chosen"] = repaired_in_time();
      if (auto term = of_sale(guarantee)) terms_.push_back(std::move(*term));
    }
    for (auto const rule : kOfRepair)
      for (auto const& repair : sold_.facts.repairs)
        if (auto term = of_repair(rule, repair)) terms_.push_back(std::move(*term));
    return std::move(terms_);
  }

 private:
  /// By the law, or by the company's own time where that lasts longer; nothing where it does not
  /// apply.
  std::optional<law::Clock> count(std::string_view rule, std::vector<law::Event> const& events,
                                  law::Params const& params) const {
    if (!law::find_any_edition(pack_, rule)) return std::nullopt;
    auto clock = law::due(pack_, rule, events, params, now_);
    if (!clock.ok() || !clock->rule || clock->state == law::State::NotApplicable)
      return std::nullopt;
    auto const own = own_times_.find(std::string(rule));
    auto const amount = own == own_times_.end() ? std::nullopt : law::parse_amount(own->second);
    if (!amount) return std::move(clock).value();
    auto edition = *clock->rule;
    edition.amount = {.fixed = *amount, .given = true};
    auto const ours = law::due(pack_, edition, events, params, now_);
    if (ours.ok() && (!clock->last_day || (ours->last_day && *ours->last_day > *clock->last_day))) {
      clock->last_day = ours->last_day;
      clock->amount = *amount;
    }
    return std::move(clock).value();
  }

  CoverageLine line_of(Component component, law::Clock const& clock, Payer payer) const {
    auto const own = own_times_.find(clock.rule->id);
    auto const longer = own == own_times_.end() ? std::nullopt : law::parse_amount(own->second);
    CoverageLine line{
        .component = component,
        .payer = payer,
        .start = StartBasis::Delivery,
        .months = std::max(months_of(clock.rule->amount.fixed), longer ? months_of(*longer) : 0),
        .excluded_causes = std::vector<Cause>{Cause::Misuse, Cause::Accident},
        .consumers_only = true};
    if (clock.starts_at && clock.last_day) {
      line.start = StartBasis::Given;
      line.from_on = pack_.clock->local(*clock.starts_at).date;
      line.last_on = clock.last_day;
    }
    return line;
  }

  Term term_of(law::Clock const& clock, Source source, Payer payer) const {
    Term term{.source = source,
              .coverage_id = {},
              .rule = clock.rule->id,
              .names = names_of(*clock.rule),
              .lines = {}};
    term.doubtful = std::any_of(clock.doubts.begin(), clock.doubts.end(), [](auto const& doubt) {
      return doubt.kind == law::DoubtKind::UnsureValue || doubt.kind == law::DoubtKind::MissingFact;
    });
    for (auto const component : kCovered) term.lines.push_back(line_of(component, clock, payer));
    return term;
  }

  std::optional<Term> of_sale(Guarantee const& guarantee) const {
    auto const clock = count(guarantee.rule, events_, params_);
    if (!clock) return std::nullopt;
    auto term = term_of(*clock, Source::Statutory, Payer::Seller);
    if (!guarantee.lends.empty() && law::find_any_edition(pack_, guarantee.lends))
      term.lines.push_back(line_of(Component::Loaner, *clock, Payer::Seller));
    if (guarantee.presumption.empty()) return term;
    if (auto const presumed = count(guarantee.presumption, events_, params_))
      term.presumed_until = presumed->last_day;
    return term;
  }

  /// Whether it was handed in for repair while the last guarantee found still held.
  bool repaired_in_time() const {
    auto const& repairs = sold_.facts.repairs;
    auto const last = terms_.empty() ? std::nullopt : terms_.back().lines.front().last_on;
    return last && std::any_of(repairs.begin(), repairs.end(),
                               [&](RepairTime const& r) { return r.from_on <= *last; });
  }

  std::optional<Term> of_repair(std::string_view rule, RepairTime const& repair) const {
    if (!repair.until_on) return std::nullopt;
    auto params = params_;
    if (repair.fee_minor == 0) return std::nullopt;
    if (repair.fee_minor && repair.fee_currency == pack_.currency.text())
      params.facts["repair_fee"] = *repair.fee_minor;
    auto const clock =
        count(rule, {{.kind = "goods.handed_back", .at = noon(pack_, *repair.until_on)}}, params);
    if (!clock) return std::nullopt;
    auto term = term_of(*clock, Source::Repair, Payer::Company);
    for (auto& line : term.lines) line.only_causes = std::vector<Cause>{Cause::FailedRepair};
    return term;
  }

  law::Pack const& pack_;
  Sold const& sold_;
  std::map<std::string, std::string> const& own_times_;
  Instant now_;
  std::vector<law::Event> events_;
  law::Params params_;
  std::vector<Term> terms_;
};

/// Read once; a pack with a fault is none.
LawInUse program_law(Context const& ctx, db::Tx&, std::string const& code) {
  static std::mutex guard;
  static std::map<std::string, law::PackPtr> read;
  auto const key = code + to_text(ctx.now).substr(0, 4);
  std::lock_guard const lock(guard);
  auto const known = read.find(key);
  if (known != read.end()) return {.pack = known->second};
  auto const files = law::embedded_pack_files(code);
  int const year = std::stoi(to_text(ctx.now).substr(0, 4));
  return {.pack = read[key] = files.empty() ? nullptr : law::load(files, {year, year}).pack};
}

FindLaw& finder() {
  static FindLaw find = program_law;
  return find;
}

/// What one version covers and the other does not speak of (a substitute meanwhile) stays covered.
void take_missing(Term& term, Term const& other) {
  auto const lines = term.lines;
  for (auto const& line : other.lines)
    if (std::ranges::find(lines, line.component, &CoverageLine::component) == lines.end())
      term.lines.push_back(line);
}

}  // namespace

void install(FindLaw find) { finder() = find; }

bool is_guarantee(std::string_view rule_id) {
  auto const is = [&](std::string_view known) { return known == rule_id; };
  return std::any_of(std::begin(kGuarantees), std::end(kGuarantees),
                     [&](Guarantee const& g) { return is(g.rule) || is(g.presumption); }) ||
         std::any_of(std::begin(kOfRepair), std::end(kOfRepair), is);
}

std::vector<Term> terms_by_law(law::Pack const& pack, Sold const& sold, LocalDate on,
                               std::map<std::string, std::string> const& own_times) {
  return Guarantees(pack, sold, on, own_times).all();
}

std::vector<Term> law_of_the_sale(Context const& ctx, db::Tx& tx, Sold const& sold, LocalDate on) {
  std::vector<Term> terms;
  for (auto const& code : law::laws_of(sold.country)) {
    auto const law = finder()(ctx, tx, code);
    if (!law.pack) continue;
    auto here = terms_by_law(*law.pack, sold, on, law.own_times);
    if (law.floor)
      here = not_below(std::move(here), terms_by_law(*law.floor, sold, on, law.own_times));
    for (auto& term : here) terms.push_back(std::move(term));
  }
  return terms;
}

std::vector<Term> not_below(std::vector<Term> terms, std::vector<Term> floor) {
  auto const last_of = [](Term const& term) { return term.lines.front().last_on; };
  std::vector<bool> taken(terms.size());
  for (auto& before : floor) {
    // A repair is a term of its own: those of one rule stand in order.
    auto at = terms.size();
    for (std::size_t i = 0; i < taken.size() && at == terms.size(); ++i)
      if (!taken[i] && terms[i].rule == before.rule) at = i;
    if (at == terms.size()) {
      terms.push_back(std::move(before));
      continue;
    }
    taken[at] = true;
    auto const now = last_of(terms[at]);
    auto const was = last_of(before);
    auto const presumed = std::max(terms[at].presumed_until, before.presumed_until);
    // Where the beginning is not known, the term that names more months is the longer one.
    bool const longer = now && was
                            ? *was > *now
                            : !was && before.lines.front().months > terms[at].lines.front().months;
    if (longer) std::swap(terms[at], before);
    take_missing(terms[at], before);
    terms[at].presumed_until = presumed;
  }
  return terms;
}

}  // namespace vefa::coverage
