#include "modules/coverage/rules.hpp"

#include <algorithm>

#include "calendar/zone.hpp"

namespace vefa::coverage {
namespace {

constexpr std::int64_t kMostMonths = 1200;
constexpr std::int64_t kCommissioningMonths = 6;  // Source: HU-01

using calendar::date_of;
using calendar::day_number;

std::optional<LocalDate> sale_or_delivery(Facts const& f) {
  return f.delivered_on ? f.delivered_on : f.sold_on;
}

std::optional<LocalDate> begin_of(CoverageLine const& line, Facts const& f) {
  switch (line.start) {
    case StartBasis::Sale:
      return f.sold_on ? f.sold_on : f.delivered_on;
    case StartBasis::Delivery:
      return sale_or_delivery(f);
    case StartBasis::Commissioning: {
      auto const handed = sale_or_delivery(f);
      bool const counts =
          f.commissioned_on && (f.commissioned_by_us || !handed ||
                                *f.commissioned_on <= plus_months(*handed, kCommissioningMonths));
      return counts ? f.commissioned_on : handed;
    }
    case StartBasis::Registration:
      return f.registered_on ? f.registered_on : f.sold_on;
    case StartBasis::Manufacture:
      return f.manufactured_on;
    case StartBasis::Given:
      return line.from_on;
  }
  return std::nullopt;
}

/// Days in repair that began by `last_day`, those that follow on from the added ones too. Days of
/// two repairs at once count once.
std::int64_t days_in_repair(std::vector<RepairTime> const& repairs, int first_day, int last_day,
                            int on) {
  std::vector<std::pair<int, int>> times;
  times.reserve(repairs.size());
  for (auto const& repair : repairs) {
    int const from = std::max(day_number(repair.from_on), first_day);
    int const until = repair.until_on ? day_number(*repair.until_on) : on;
    if (until > from) times.emplace_back(from, until);
  }
  std::sort(times.begin(), times.end());
  std::int64_t days = 0;
  int counted_until = first_day;
  for (auto const& [from, until] : times) {
    if (from > last_day + days) break;
    int const begin = std::max(from, counted_until);
    if (until <= begin) continue;
    days += until - begin;
    counted_until = until;
  }
  return days;
}

bool is_in(std::optional<std::vector<std::string>> const& groups, AskedPart const& part) {
  if (!groups) return false;
  for (auto const& code : part.groups)
    if (std::find(groups->begin(), groups->end(), code) != groups->end()) return true;
  return false;
}

/// What holds of a line whatever the part: its time, and the verdict so far.
struct Judged {
  LineReason reason;
  bool start_unknown = false;
  bool meter_unknown = false;
};

enum class InUse { Within, Over, Unknown };

InUse in_use(CoverageLine const& line, Question const& question) {
  bool unknown = false;
  bool within = false;
  bool over = false;
  for (auto const& limit : *line.usage) {
    auto const meter = question.meters.find(limit.meter);
    if (meter == question.meters.end()) {
      unknown = true;
    } else if (meter->second > limit.amount) {
      over = true;
    } else {
      within = true;
    }
  }
  bool const at_all = line.ends == Ends::AtAll;
  if (at_all) return within ? InUse::Within : unknown ? InUse::Unknown : InUse::Over;
  return over ? InUse::Over : unknown ? InUse::Unknown : InUse::Within;
}

/// The verdict of time and use together.
Verdict by_term(CoverageLine const& line, Stretch const& stretch, Question const& question,
                Judged& out) {
  bool const is_timed = line.months || line.last_on;
  out.start_unknown = is_timed && !stretch.last_on;
  if (stretch.from_on && question.on < *stretch.from_on) return Verdict::NotBegun;
  bool const time_over = stretch.last_on && question.on > *stretch.last_on;
  if (!line.usage || line.usage->empty()) return time_over ? Verdict::OverInTime : Verdict::Covers;
  auto const use = in_use(line, question);
  bool const use_over = use == InUse::Over;
  out.meter_unknown = use == InUse::Unknown;
  if (line.ends == Ends::AtAll) {
    bool const all_over = use_over && (time_over || !is_timed);
    return all_over ? Verdict::OverInUse : Verdict::Covers;
  }
  if (time_over) return Verdict::OverInTime;
  return use_over ? Verdict::OverInUse : Verdict::Covers;
}

Verdict by_conditions(CoverageLine const& line, Term const& term, Facts const& facts,
                      Question const& question) {
  if (line.consumers_only.value_or(false) && !facts.consumer) return Verdict::ConsumersOnly;
  if (!line.transferable.value_or(true) && !facts.first_owner) return Verdict::NotTransferable;
  if (line.excluded_causes && question.cause != Cause::Unknown &&
      std::find(line.excluded_causes->begin(), line.excluded_causes->end(), question.cause) !=
          line.excluded_causes->end())
    return Verdict::CauseExcluded;
  if (line.only_causes && question.cause != Cause::Unknown &&
      std::find(line.only_causes->begin(), line.only_causes->end(), question.cause) ==
          line.only_causes->end())
    return Verdict::CauseExcluded;
  if (line.max_visits && term.used_visits >= *line.max_visits) return Verdict::VisitsUsedUp;
  if (line.max_amount_minor && term.used_amount_minor >= *line.max_amount_minor)
    return Verdict::AmountUsedUp;
  return Verdict::Covers;
}

Verdict by_part(CoverageLine const& line, AskedPart const* part) {
  if (line.component != Component::Parts) return Verdict::Covers;
  if (!part) {
    bool const some = line.part_id || line.included_groups;
    return some ? Verdict::PartNotIncluded : Verdict::Covers;
  }
  if (line.part_id && *line.part_id != part->part_id) return Verdict::PartNotIncluded;
  if (line.included_groups && !is_in(line.included_groups, *part)) return Verdict::PartNotIncluded;
  if (is_in(line.excluded_groups, *part)) return Verdict::PartExcluded;
  return Verdict::Covers;
}

/// Judges each line once; the parts are asked for afterwards.
class Judge {
 public:
  Judge(Facts const& facts, Question const& question, std::vector<Term> const& terms)
      : facts_(facts), question_(question), terms_(terms) {
    for (std::size_t t = 0; t < terms.size(); ++t) order_.push_back(t);
    std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return terms[a].source < terms[b].source;
    });
    for (auto const t : order_)
      for (std::size_t l = 0; l < terms[t].lines.size(); ++l) judged_.push_back(judge(t, l));
  }

  ComponentAnswer answer(Component component, AskedPart const* part) {
    ComponentAnswer answer{.component = component};
    if (part) answer.part_id = part->part_id;
    std::size_t paid_by = terms_.size();
    for (auto const& judged : judged_) {
      auto const t = static_cast<std::size_t>(judged.reason.term);
      auto const& line = terms_[t].lines[static_cast<std::size_t>(judged.reason.line)];
      if (line.component != component) continue;
      LineReason reason = judged.reason;
      if (reason.verdict == Verdict::Covers) reason.verdict = by_part(line, part);
      answer.reasons.push_back(reason);
      if (reason.verdict != Verdict::Covers) continue;
      pay(answer, t, line, paid_by);
      note(judged, terms_[t]);
    }
    return answer;
  }

  std::vector<Flag> flags() const {
    std::vector<Flag> all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Flag>>([&](auto d) {
      if (flagged_[static_cast<std::size_t>(d.value)]) all.push_back(d.value);
    });
    return all;
  }

 private:
  Judged judge(std::size_t t, std::size_t l) const {
    auto const& line = terms_[t].lines[l];
    auto const stretch = stretch_of(line, facts_, question_.on);
    Judged out{.reason = {static_cast<std::int64_t>(t), static_cast<std::int64_t>(l),
                          Verdict::Covers, stretch.from_on, stretch.last_on, stretch.repair_days}};
    out.reason.verdict = by_term(line, stretch, question_, out);
    if (out.reason.verdict == Verdict::Covers)
      out.reason.verdict = by_conditions(line, terms_[t], facts_, question_);
    return out;
  }

  /// Of two lines of one term the better one counts; terms add up, to the whole at most.
  static void pay(ComponentAnswer& answer, std::size_t t, CoverageLine const& line,
                  std::size_t& paid_by) {
    std::optional<std::int64_t> left;
    if (line.max_amount_minor) left = *line.max_amount_minor;
    if (paid_by == t && !answer.shares.empty()) {
      auto& mine = answer.shares.back();
      std::int64_t const more = std::min(line.percent - mine.percent, answer.customer_percent);
      if (more <= 0) return;
      mine.percent += more;
      mine.payer = line.payer;
      mine.limit_minor = left;
      answer.customer_percent -= more;
      return;
    }
    std::int64_t const percent = std::min(line.percent, answer.customer_percent);
    if (percent <= 0) return;
    answer.shares.push_back({static_cast<std::int64_t>(t), line.payer, percent, left});
    answer.customer_percent -= percent;
    paid_by = t;
  }

  void note(Judged const& judged, Term const& term) {
    flag(Flag::ProofMissing, !facts_.has_proof);
    flag(Flag::StartUnknown, judged.start_unknown);
    flag(Flag::UnitProvisional, facts_.provisional);
    flag(Flag::CauseUnknown, question_.cause == Cause::Unknown);
    flag(Flag::MeterUnknown, judged.meter_unknown);
    flag(Flag::LawDoubtful, term.doubtful);
    flag(Flag::PresumptionOver, term.presumed_until && question_.on > *term.presumed_until);
  }
  void flag(Flag flag, bool is) { flagged_[static_cast<std::size_t>(flag)] |= is; }

  Facts const& facts_;
  Question const& question_;
  std::vector<Term> const& terms_;
  std::vector<std::size_t> order_;
  std::vector<Judged> judged_;
  std::array<bool, 7> flagged_{};
};

Error bad_line(char const* field, char const* key) { return invalid(field, key); }

bool meet(std::vector<std::string> const& a, std::vector<std::string> const& b) {
  return std::any_of(a.begin(), a.end(), [&](auto const& code) {
    return std::find(b.begin(), b.end(), code) != b.end();
  });
}

}  // namespace

LocalDate plus_months(LocalDate day, std::int64_t months) {
  std::int64_t const month = std::int64_t{day.year} * 12 + (day.month - 1) + months;
  LocalDate out{static_cast<int>(month / 12), static_cast<int>(month % 12) + 1, 1};
  bool const leap = (out.year % 4 == 0 && out.year % 100 != 0) || out.year % 400 == 0;
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int const length = out.month == 2 && leap ? 29 : kDays[out.month - 1];
  out.day = std::min(day.day, length);
  return out;
}

Stretch stretch_of(CoverageLine const& line, Facts const& facts, LocalDate on) {
  Stretch out{.from_on = begin_of(line, facts)};
  std::optional<LocalDate> last = line.last_on;
  if (!last && line.months && out.from_on) last = plus_months(*out.from_on, *line.months);
  if (!last) return out;
  if (line.extended_by_repair.value_or(false) && out.from_on && !facts.repairs.empty())
    out.repair_days =
        days_in_repair(facts.repairs, day_number(*out.from_on), day_number(*last), day_number(on));
  out.last_on = date_of(day_number(*last) + static_cast<int>(out.repair_days));
  return out;
}

Stretch stretch_of(std::vector<CoverageLine> const& lines, Facts const& facts, LocalDate on) {
  Stretch all;
  bool begin_known = true;
  bool end_known = true;
  for (auto const& line : lines) {
    auto const one = stretch_of(line, facts, on);
    bool const by_use = line.ends == Ends::AtAll && line.usage && !line.usage->empty();
    begin_known = begin_known && one.from_on;
    end_known = end_known && one.last_on && !by_use;
    if (one.from_on) all.from_on = std::min(all.from_on.value_or(*one.from_on), *one.from_on);
    if (one.last_on) all.last_on = std::max(all.last_on.value_or(*one.last_on), *one.last_on);
  }
  if (!begin_known) all.from_on.reset();
  if (!end_known) all.last_on.reset();
  return all;
}

Entitlement entitle(Facts const& facts, Question const& question, std::vector<Term> const& terms) {
  Judge judge(facts, question, terms);
  Entitlement out;
  out.answers.reserve(4 + std::max<std::size_t>(1, question.parts.size()));
  if (question.parts.empty()) out.answers.push_back(judge.answer(Component::Parts, nullptr));
  for (auto const& part : question.parts)
    out.answers.push_back(judge.answer(Component::Parts, &part));
  for (auto const component :
       {Component::Labour, Component::Travel, Component::Shipping, Component::Loaner})
    out.answers.push_back(judge.answer(component, nullptr));
  out.flags = judge.flags();
  return out;
}

CoverageLine fitted_part_line(ProductId part, LocalDate fitted_on, std::int64_t months, Payer payer,
                              std::vector<CoverageLine> const& before) {
  CoverageLine line{.component = Component::Parts,
                    .payer = payer,
                    .start = StartBasis::Given,
                    .months = months,
                    .excluded_causes = std::vector<Cause>{Cause::Misuse, Cause::Accident},
                    .part_id = part,
                    .from_on = fitted_on};
  for (auto const& earlier : before) {
    bool const is_same = earlier.part_id == part && earlier.from_on && earlier.months;
    if (!is_same || *earlier.from_on > fitted_on) continue;
    bool const still_held = fitted_on <= plus_months(*earlier.from_on, *earlier.months);
    if (still_held && *earlier.from_on < *line.from_on) line.from_on = earlier.from_on;
  }
  return line;
}

Result<void> check(CoverageLine const& line) {
  if (line.percent < 1 || line.percent > 100) return bad_line("percent", "coverage.bad_percent");
  if (line.payer == Payer::Customer) return bad_line("payer", "coverage.bad_payer");
  if (line.months && (*line.months < 1 || *line.months > kMostMonths))
    return bad_line("months", "coverage.bad_months");
  bool const bounded = line.months || line.last_on || (line.usage && !line.usage->empty()) ||
                       line.max_visits || line.max_amount_minor;
  if (!bounded) return bad_line("months", "coverage.endless");
  if (line.usage)
    for (auto const& limit : *line.usage)
      if (limit.amount < 1 || limit.meter.empty()) return bad_line("usage", "coverage.bad_limit");
  if (line.max_visits && *line.max_visits < 1) return bad_line("max_visits", "coverage.bad_limit");
  if (line.max_amount_minor && *line.max_amount_minor < 1)
    return bad_line("max_amount_minor", "coverage.bad_limit");
  if (line.included_groups && line.excluded_groups &&
      meet(*line.included_groups, *line.excluded_groups))
    return bad_line("excluded_groups", "coverage.group_in_and_out");
  if (line.start == StartBasis::Given && !line.from_on)
    return bad_line("from_on", "coverage.needs_from");
  if (line.last_on && (!line.from_on || *line.last_on < *line.from_on))
    return bad_line("last_on", "coverage.bad_last");
  return {};
}

}  // namespace vefa::coverage
