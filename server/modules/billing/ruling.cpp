// Who pays for each line: coverage is asked first, then what was promised at the sale.
#include <map>

#include "calendar/zone.hpp"
#include "modules/billing/store.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

/// Care, setting up and delivery have no fault behind them, unless somebody says which: what
/// answers for faults does not pay for them.
bool has_fault(cases::CaseKind kind, coverage::Cause cause) {
  using enum cases::CaseKind;
  bool const is_service = kind == Maintenance || kind == Installation || kind == Order;
  return !is_service || cause != coverage::Cause::Unknown;
}

bool answers_for_faults(coverage::Source source) {
  return source != coverage::Source::Extended && source != coverage::Source::Goodwill;
}

/// One quote asks coverage once for its parts by name, and once for a part that has none.
class Ruling {
 public:
  Ruling(Context const& ctx, db::Tx& tx, cases::Case const& row, RuledBy const& by)
      : ctx_(ctx), tx_(tx), row_(row), by_(by) {}

  Result<void> ask(std::vector<Line> const& lines) {
    has_fault_ = has_fault(row_.kind, by_.cause);
    coverage::Asked asked{.on = told_on(), .cause = by_.cause, .parts = {}};
    bool nameless = false;
    for (auto const& line : lines) {
      if (line.component == Component::Parts && !line.part_id) nameless = true;
      if (!line.part_id) continue;
      if (!asked.parts) asked.parts.emplace();
      if (std::find(asked.parts->begin(), asked.parts->end(), line.part_id) == asked.parts->end())
        asked.parts->push_back(line.part_id);
    }
    bool const by_name = asked.parts.has_value();
    named_ = TRY(decide(asked));
    if (!by_name || !nameless) return {};
    asked.parts.reset();
    general_ = TRY(decide(asked));
    return {};
  }

  Result<void> cover(Line& line, bool is_waived) {
    bool const asks_general = general_ && line.component == Component::Parts && !line.part_id;
    auto const& decision = asks_general ? *general_ : *named_;
    line.coverage_decision_id = decision.id;
    auto const* answer = answer_for(decision, line);
    if (!answer) return {};
    std::vector<coverage::CoverageShare> shares;
    std::vector<Share> asked;
    for (auto const& share : answer->shares) {
      auto const& term = decision.found.terms.at(static_cast<std::size_t>(share.term));
      if (!has_fault_ && answers_for_faults(term.source)) continue;
      if (is_waived && term.source != coverage::Source::Statutory) continue;
      TRY(check_currency(line, term));
      shares.push_back(share);
      asked.push_back({share.percent, left_of(share, term)});
    }
    auto const paid = split(line.full_minor, asked);
    for (std::size_t i = 0; i < paid.size(); ++i)
      if (paid[i] > 0)
        pay(line, shares[i], decision.found.terms.at(static_cast<std::size_t>(shares[i].term)),
            paid[i]);
    return {};
  }

 private:
  Result<coverage::Decision> decide(coverage::Asked const& asked) {
    if (by_.trace == Trace::Kept) return coverage::decide(ctx_, tx_, by_.unit, asked, row_.id);
    coverage::Decision trial;
    trial.found = TRY(coverage::ask(ctx_, tx_, by_.unit, asked));
    return trial;
  }

  /// No rate stands anywhere by which a limit in one currency could be taken in another.
  Result<void> check_currency(Line const& line, coverage::Term const& term) const {
    bool const is_limited = std::any_of(term.lines.begin(), term.lines.end(), [](auto const& l) {
      return l.max_amount_minor.has_value();
    });
    auto const of = term.currency.value_or(by_.currency);
    if (!is_limited || line.full_minor == 0 || of == by_.currency) return {};
    return refused("billing.cap_in_other_currency",
                   {{"term", called(term.names)}, {"of", of}, {"currency", by_.currency}},
                   "currency");
  }

  /// In the reader's language, else in the first there is.
  std::string called(JsonObject const& names) const {
    auto const* own = names.if_contains(tag(ctx_.language));
    if (!own && !names.empty()) own = &names.begin()->value();
    return own && own->is_string() ? std::string(own->get_string()) : std::string();
  }

  LocalDate told_on() const {
    auto const zone = calendar::Zone::find(company::profile(tx_).zone).value();
    return std::min(zone.local(row_.opened_at).date, company::today(ctx_, tx_));
  }

  static coverage::ComponentAnswer const* answer_for(coverage::Decision const& decision,
                                                     Line const& line) {
    for (auto const& answer : decision.found.entitlement.answers)
      if (answer.component == line.component &&
          answer.part_id.value_or(ProductId{}) == line.part_id)
        return &answer;
    return nullptr;
  }

  /// Of a cap, less what was used before and by the lines above.
  std::optional<std::int64_t> left_of(coverage::CoverageShare const& share,
                                      coverage::Term const& term) const {
    if (!share.limit_minor) return std::nullopt;
    auto const used = used_.find(term.coverage_id.value_or(CoverageId{}));
    return *share.limit_minor - term.used_amount_minor - (used == used_.end() ? 0 : used->second);
  }

  void pay(Line& line, coverage::CoverageShare const& share, coverage::Term const& term,
           std::int64_t minor) {
    line.covered_minor += minor;
    if (term.coverage_id) used_[*term.coverage_id] += minor;
    line.why.push_back({.because = Because::Coverage,
                        .minor = minor,
                        .source = term.source,
                        .payer = share.payer,
                        .percent = share.percent,
                        .names = term.names,
                        .rule = term.rule,
                        .coverage_id = term.coverage_id});
  }

  Context const& ctx_;
  db::Tx& tx_;
  cases::Case const& row_;
  RuledBy const& by_;
  bool has_fault_ = true;
  std::optional<coverage::Decision> named_;
  std::optional<coverage::Decision> general_;
  std::map<CoverageId, std::int64_t> used_;
};

std::vector<std::string> groups_of(db::Tx& tx, ProductId part) {
  auto const product = catalogue::find(tx, part);
  return product ? catalogue::group_codes(tx, product->group_id) : std::vector<std::string>{};
}

void promise(Context const& ctx, db::Tx& tx, cases::Case const& row, UnitId unit, Line& line) {
  auto const left = line.full_minor - line.covered_minor;
  if (left == 0) return;
  auto const free =
      sale_promises::free_by(ctx, tx, row, unit, line.component, groups_of(tx, line.part_id));
  if (!free) return;
  bool const is_remedy = free->promise.origin == sale_promises::Origin::Remedy;
  LineWhy why{.because = is_remedy ? Because::Remedy : Because::Promise,
              .minor = left,
              .source = {},
              .payer = {},
              .names = {},
              .rule = {},
              .coverage_id = {}};
  for (auto const& [language, name] : free->promise.terms.names) why.names[language] = name.value;
  line.promised_minor = left;
  line.sale_promise_id = free->promise.id;
  line.why.push_back(std::move(why));
}

}  // namespace

Result<void> rule(Context const& ctx, db::Tx& tx, cases::Case const& row, coverage::Cause cause,
                  std::string const& currency, std::vector<Line>& lines) {
  RuledBy const by{.unit = cases::unit_of(tx, row.id), .cause = cause, .currency = currency};
  TRY(rule_by(ctx, tx, row, by, lines));
  return check_other_readings(ctx, tx, row, by, lines);
}

Result<void> rule_by(Context const& ctx, db::Tx& tx, cases::Case const& seen, RuledBy const& by,
                     std::vector<Line>& lines) {
  auto row = seen;
  row.kind = by.kind.value_or(seen.kind);
  Ruling ruling(ctx, tx, row, by);
  if (by.unit) TRY(ruling.ask(lines));
  for (auto& line : lines) {
    auto const waiver = waiver_for(tx, row.id, line.component);
    if (by.unit) TRY(ruling.cover(line, waiver.has_value()));
    if (waiver) {
      line.waiver_id = waiver->id;
      line.why.push_back({.because = Because::Waiver,
                          .source = {},
                          .payer = {},
                          .names = {},
                          .rule = {},
                          .coverage_id = {}});
    } else if (by.unit) {
      promise(ctx, tx, row, by.unit, line);
    }
    settle(line);
  }
  return {};
}

Result<void> reserve_promises(Context const& ctx, db::Tx& tx, cases::Case const& row,
                              std::vector<Line> const& lines) {
  for (auto const& line : lines)
    if (line.sale_promise_id)
      TRY(sale_promises::reserve(ctx, tx, line.sale_promise_id, row.id, "a quote rests on it"));
  return {};
}

}  // namespace vefa::billing
