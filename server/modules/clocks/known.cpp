#include "modules/clocks/known.hpp"

#include <algorithm>

#include "calendar/zone.hpp"
#include "law/shelf.hpp"
#include "modules/cases/namings.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/clocks/basis.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/units/counting.hpp"

namespace vefa::clocks {
namespace {

constexpr std::size_t kMostHappenings = 200;

bool asks(std::vector<law::Condition> const& conditions, std::string_view fact) {
  return std::ranges::any_of(conditions, [&](auto const& one) { return one.fact == fact; });
}
bool asks(law::Pack const& pack, std::string_view fact) {
  return std::ranges::any_of(pack.rules, [&](law::Rule const& rule) {
    return !rule.per_contact && (asks(rule.applies, fact) || asks(rule.excludes, fact));
  });
}
bool starts_with(law::Rule const& rule, std::string_view kind) {
  return std::ranges::any_of(rule.start, [&](auto const& start) { return start.event == kind; });
}
/// Whether some rule that is counted on a case begins with it.
bool counts_from(law::Pack const& pack, std::string_view kind) {
  return std::ranges::any_of(pack.rules, [&](law::Rule const& rule) {
    return !rule.per_contact && starts_with(rule, kind);
  });
}

/// A group of the catalogue is written "e-bike", a kind of product in a pack "e_bike".
std::string as_kind(std::string code) {
  std::ranges::replace(code, '-', '_');
  return code;
}
bool names_kind(law::Pack const& pack, std::string const& kind) {
  auto const names = [&](std::vector<law::Condition> const& conditions) {
    return std::ranges::any_of(conditions, [&](law::Condition const& one) {
      return one.fact == "product_kind" &&
             std::ranges::find(one.values, law::Fact(kind)) != one.values.end();
    });
  };
  return std::ranges::any_of(pack.rules, [&](law::Rule const& rule) {
    return names(rule.applies) || names(rule.excludes);
  });
}

bool is_by(coverage::Term const& term, std::string const& code) {
  using enum coverage::Source;
  if (term.source == Manufacturer || term.source == Retailer) return true;
  return term.source == Statutory && term.rule.starts_with(code + "-");
}

/// Hers, else the company's.
std::string country_of(db::Tx& tx, cases::Case const& row) {
  auto const who = customers::find(tx, row.customer_id);
  return who && !who->country.empty() ? who->country : company::profile(tx).country;
}

class Looking {
 public:
  Looking(Context const& ctx, db::Tx& tx, cases::Case const& row, law::Pack const& pack)
      : ctx_(ctx), tx_(tx), row_(row), pack_(pack), laws_(laws_in_use(ctx, tx, pack.id)) {
    for (auto const& one : happenings_of(tx, row.id))
      if (!one.taken_back_at && told_.size() < kMostHappenings) told_.push_back(one);
  }

  KnownOfCase look() {
    auto const unit = cases::unit_of(tx_, row_.id);
    if (!unit && row_.kind != cases::CaseKind::Complaint) return {};
    if (!unit) {
      sold_.country = country_of(tx_, row_);
      learn("member_state", sold_.country);
      add_case();
      return std::move(out_);
    }
    auto const found =
        coverage::ask(ctx_, tx_, unit, {.on = day_of_notice(), .cause = {}, .parts = {}});
    if (!found.ok()) return {};
    sold_ = coverage::how_sold(ctx_, tx_, unit, found->facts);
    learn_goods();
    learn_warranty(*found);
    learn_case();
    stays_ = coverage::stays(tx_, unit);
    learn_fee();
    add_sale(found->facts);
    add_stays();
    add_former_cases(unit);
    add_case();
    std::ranges::stable_sort(out_.happenings, {}, &KnownHappening::at);
    if (out_.happenings.size() > kMostHappenings) out_.happenings.resize(kMostHappenings);
    return std::move(out_);
  }

 private:
  /// The case's own, and the Union's beside it.
  template <class Test>
  bool any_law(Test const& test) const {
    return std::ranges::any_of(laws_, [&](law::PackPtr const& law) { return test(*law); });
  }
  template <class T>
  void learn(char const* fact, T const& value) {
    if (any_law([&](law::Pack const& law) { return asks(law, fact); })) out_.facts[fact] = value;
  }

  /// On which she told of it: what covers the unit is asked of that day.
  LocalDate day_of_notice() const {
    auto at = row_.opened_at;
    for (auto const& one : told_)
      if (one.kind == "fault.notified" || one.kind == "claim.made") at = std::min(at, one.at);
    auto const zone = calendar::Zone::find(company::profile(tx_).zone).value();
    return std::min(zone.local(at).date, company::today(ctx_, tx_));
  }

  void learn_goods() {
    auto const day = pack_.clock->local(row_.opened_at).date;
    std::string kind;
    std::string own_group;  // the group that the case's own law names: what it lists
    for (auto const& code : sold_.groups) {
      if (own_group.empty() && law::find_group(pack_, code, day)) own_group = code;
      bool const is_known =
          any_law([&](law::Pack const& law) { return law::find_group(law, code, day) != nullptr; });
      if (out_.product_group.empty() && is_known) out_.product_group = code;
      bool const is_named =
          any_law([&](law::Pack const& law) { return names_kind(law, as_kind(code)); });
      if (kind.empty() && is_named) kind = as_kind(code);
    }
    if (!sold_.groups.empty()) learn("product_kind", kind.empty() ? sold_.groups.front() : kind);
    if (!own_group.empty())
      learn("listed", true);
    else if (sold_.listed)
      learn("listed", *sold_.listed);
    learn("member_state", sold_.country);
    auto const currency = Currency::parse(sold_.currency);
    if (sold_.price_minor && currency && *currency == pack_.currency)
      learn("price", decimal_text({*sold_.price_minor, *currency}) + " " + sold_.currency);
    bool consumer = sold_.facts.consumer;
    if (!sold_.facts.sold_on) {
      auto const who = customers::find(tx_, row_.customer_id);
      consumer = !who || who->kind == customers::CustomerKind::Person;
    }
    learn("customer", consumer ? "consumer" : "business");
  }

  /// Known once the day is known from which it counts; a day that is not known is no "no".
  std::optional<bool> in_warranty(coverage::Found const& found, std::string const& code) const {
    using enum coverage::Flag;
    bool const start_unknown =
        std::ranges::find(found.entitlement.flags, StartUnknown) != found.entitlement.flags.end();
    if (start_unknown || !found.facts.sold_on) return std::nullopt;
    for (auto const& answer : found.entitlement.answers) {
      using enum coverage::Component;
      if (answer.component != Parts && answer.component != Labour) continue;
      for (auto const& reason : answer.reasons)
        if (reason.verdict == coverage::Verdict::Covers &&
            is_by(found.terms[static_cast<std::size_t>(reason.term)], code))
          return true;
    }
    return false;
  }

  void learn_warranty(coverage::Found const& found) {
    auto const of_country = law::laws_of(sold_.country);
    // Of another country's guarantee this law knows nothing.
    bool const is_there = std::ranges::find(of_country, pack_.id) != of_country.end();
    auto const own = is_there ? in_warranty(found, pack_.id) : std::nullopt;
    if (own) learn("in_warranty", *own);
    for (auto const& code : of_country) {
      auto const theirs = code == pack_.id ? std::nullopt : in_warranty(found, code);
      if (theirs && theirs != own) out_.by_law[code] = JsonObject{{"in_warranty", *theirs}};
    }
  }

  bool is_in_warranty() const {
    auto const* known = out_.facts.if_contains("in_warranty");
    return !known || known->as_bool();
  }

  /// Where it is repaired follows from what happened first: a visit was agreed, or it was handed
  /// in.
  void learn_case() {
    for (auto const& one : told_) {
      bool const is_visit = one.kind == "visit.agreed";
      if (!is_visit && one.kind != "goods.handed_over") continue;
      learn("place", is_visit ? "home" : "station");
      break;
    }
    if (row_.kind == cases::CaseKind::Installation) learn("visit_purpose", "installation");
    if (row_.kind == cases::CaseKind::Repair && out_.facts.contains("in_warranty") &&
        is_in_warranty())
      learn("visit_purpose", "warranty");
  }

  void learn_fee() {
    for (auto const& stay : stays_) {
      auto const currency = Currency::parse(stay.time.fee_currency.value_or(""));
      if (stay.case_id != row_.id || !stay.time.fee_minor || !currency) continue;
      if (*currency == pack_.currency)
        learn("repair_fee", decimal_text({*stay.time.fee_minor, *currency}) + " " +
                                std::string(currency->text()));
    }
  }

  void add(char const* kind, std::optional<LocalDate> const& day, KnownFrom from,
           JsonObject facts = {}) {
    if (!day) return;
    auto const noon = pack_.clock->instant(*day, 720, calendar::Edge::Start);
    out_.happenings.push_back({kind, std::min(noon, ctx_.now), std::move(facts), from});
  }

  void add_sale(coverage::Facts const& facts) {
    add("goods.sold", facts.sold_on, KnownFrom::Sale);
    add("goods.bought", facts.sold_on, KnownFrom::Sale);
    add("goods.delivered", facts.delivered_on ? facts.delivered_on : facts.sold_on,
        KnownFrom::Sale);
    add("goods.commissioned", facts.commissioned_on, KnownFrom::Sale,
        {{"by", facts.commissioned_by_us ? "agent" : "consumer"}});
    add("installation.completed", facts.commissioned_on, KnownFrom::Sale);
  }

  bool is_told(char const* kind, LocalDate day) const {
    return std::ranges::any_of(told_, [&](Happening const& one) {
      return one.kind == kind && pack_.clock->local(one.at).date == day;
    });
  }
  /// Of this case: as if it had been told here, unless it was.
  void add_own_stay(coverage::RepairTime const& time) {
    if (!is_told("goods.handed_over", time.from_on))
      add("goods.handed_over", time.from_on, KnownFrom::Stay);
    if (time.until_on && !is_told("goods.handed_back", *time.until_on))
      add("goods.handed_back", time.until_on, KnownFrom::Stay);
  }

  /// What was handed back before this case came was repaired.
  void add_stays() {
    auto const day = pack_.clock->local(row_.opened_at).date;
    for (auto const& stay : stays_) {
      if (stay.case_id == row_.id) add_own_stay(stay.time);
      if (stay.case_id == row_.id || stay.time.from_on > day) continue;
      add("goods.handed_over", stay.time.from_on, KnownFrom::Repair);
      add("goods.handed_back", stay.time.until_on, KnownFrom::Repair);
      bool const is_over = stay.time.until_on && *stay.time.until_on <= day;
      if (!stay.case_id && is_over) add("repair.completed", stay.time.until_on, KnownFrom::Repair);
    }
  }

  void add_former_cases(UnitId unit) {
    for (auto const id : cases::of_unit(tx_, unit)) {
      if (id == row_.id) continue;
      bool is_told = false;
      for (auto const& one : happenings_of(tx_, id)) {
        // What went back unrepaired was in the house, and is no repair.
        if (one.kind == kReturnedUnrepaired && !one.taken_back_at) is_told = true;
        if (one.kind != "repair.completed" || one.taken_back_at) continue;
        is_told = true;
        if (one.at <= row_.opened_at)
          out_.happenings.push_back({one.kind, one.at, {}, KnownFrom::OtherCase});
      }
      for (auto const& stay : stays_) {
        bool const is_over = stay.case_id == id && stay.time.until_on &&
                             *stay.time.until_on <= pack_.clock->local(row_.opened_at).date;
        if (!is_told && is_over) add("repair.completed", stay.time.until_on, KnownFrom::OtherCase);
      }
    }
  }

  /// What she told by coming at all: a fault, which is a claim where somebody else may have to pay
  /// for it; a complaint.
  void add_case() {
    auto const opened = [&](char const* kind) {
      if (any_law([&](law::Pack const& law) { return counts_from(law, kind); }))
        out_.happenings.push_back({kind, row_.opened_at, {}, KnownFrom::Case});
    };
    if (row_.kind == cases::CaseKind::Complaint) opened("complaint.received");
    if (row_.kind != cases::CaseKind::Repair) return;
    opened("fault.notified");
    if (!is_in_warranty()) return;
    opened("claim.made");
    opened("remedy.requested");
  }

  Context const& ctx_;
  db::Tx& tx_;
  cases::Case const& row_;
  law::Pack const& pack_;
  std::vector<law::PackPtr> laws_;
  std::vector<Happening> told_;
  coverage::Sold sold_;
  std::vector<coverage::Stay> stays_;
  KnownOfCase out_;
};

bool decides(law::Rule const& rule, std::string const& kind) {
  return std::ranges::any_of(rule.start, [&](law::Start const& start) {
    return start.within_of == kind || start.preceded_by == kind;
  });
}
bool pauses(law::Rule const& rule, std::string const& kind) {
  return std::ranges::any_of(
      rule.pause, [&](auto const& pause) { return pause.from == kind || pause.until == kind; });
}

}  // namespace

std::string law_for(Context const& ctx, db::Tx& tx, cases::Case const& row) {
  auto const unit = cases::unit_of(tx, row.id);
  auto const sale =
      unit ? units::sale_that_counts(tx, unit, company::today(ctx, tx)) : std::nullopt;
  for (auto const& code : law::laws_of(sale ? sale->country : country_of(tx, row)))
    if (pack_in_use(ctx, tx, code)) return code;
  return {};
}

bool is_for_it(db::Tx& tx, cases::Case const& row, law::Pack const& pack) {
  bool const complains =
      row.kind == cases::CaseKind::Complaint && counts_from(pack, "complaint.received");
  return complains || cases::unit_of(tx, row.id);
}

KnownOfCase look_up(Context const& ctx, db::Tx& tx, cases::Case const& row, law::Pack const& pack) {
  return Looking(ctx, tx, row, pack).look();
}

KnownOfCase known_of(Matter const& matter) {
  if (matter.known.empty()) return {};
  auto known = from_json_text<KnownOfCase>(boost::json::serialize(matter.known));
  return known.ok() ? std::move(known).value() : KnownOfCase{};
}

bool is_seen(law::Rule const& rule, KnownHappening const& one) {
  bool const is_of_case = one.from == KnownFrom::Case || one.from == KnownFrom::Stay;
  if (is_of_case || decides(rule, one.kind) || pauses(rule, one.kind)) return true;
  bool const lasts = rule.kind == law::RuleKind::Term || rule.kind == law::RuleKind::Retention;
  // What is guaranteed of a repair begins with the deed of that repair, which is told.
  return one.from == KnownFrom::Sale && lasts && !starts_with(rule, "goods.handed_back");
}

JsonObject facts_under(Matter const& matter, KnownOfCase const& known, std::string const& code) {
  auto facts = known.facts;
  if (auto const* more = known.by_law.if_contains(code); more && more->is_object())
    for (auto const& [name, value] : more->as_object()) facts[name] = value;
  for (auto const& [name, value] : matter.facts) facts[name] = value;
  return facts;
}

std::string group_under(Matter const& matter, KnownOfCase const& known) {
  bool const is_said =
      !matter.product_group.empty() || matter.contradictions.contains("product_group");
  return is_said ? matter.product_group : known.product_group;
}

bool rests_on_nothing(law::Rule const& rule, law::Clock const& counted,
                      std::vector<law::Event> const& told) {
  if (rule.kind != law::RuleKind::Term && rule.kind != law::RuleKind::Retention) return false;
  bool const is_told = std::ranges::any_of(
      told, [&](law::Event const& event) { return starts_with(rule, event.kind); });
  return !is_told && std::ranges::any_of(counted.doubts, [](law::Doubt const& doubt) {
    return doubt.kind == law::DoubtKind::MissingFact;
  });
}

}  // namespace vefa::clocks
