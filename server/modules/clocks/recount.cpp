#include "modules/clocks/recount.hpp"

#include <algorithm>

#include "db/ahead.hpp"
#include "db/later.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "law/load.hpp"
#include "law/shelf.hpp"
#include "law/tell.hpp"
#include "modules/cases/held.hpp"
#include "modules/clocks/basis.hpp"
#include "modules/clocks/calling.hpp"
#include "modules/clocks/consequences.hpp"
#include "modules/clocks/moving.hpp"
#include "modules/clocks/promised.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/promises/ahead.hpp"

namespace vefa::clocks {
namespace {

constexpr int kMostCycles = 20;

bool is_counted(law::Rule const& rule) {
  using enum law::RuleKind;
  return !rule.per_contact && (rule.kind == Deadline || rule.kind == Term ||
                               rule.kind == Retention || rule.kind == Right);
}

bool is_open(law::Clock const& clock) {
  using enum law::State;
  if (clock.state == Running || clock.state == Paused || clock.state == Waiting) return true;
  return clock.state == Broken && !clock.stopped_at;
}

/// One law with the company's own standards, ready for many cases.
struct Counter {
  PackInUse law;
  std::optional<PackInUse> floor;  // below which nothing sinks, while nobody approved `law`
  std::map<std::string, law::Amount> own;
  law::PackPtr state;  // the law of the case, where this one holds beside it
};

/// The law of the case, and the Union's behind it in a member state.
std::vector<Counter> counters_of(Context const& ctx, db::Tx& tx, std::string const& code) {
  std::vector<Counter> out;
  for (auto const& one : law::laws_of(code)) {
    auto in_use = pack_in_use(ctx, tx, one);
    if (!in_use && one != code) continue;
    if (!in_use) throw std::runtime_error("no law pack is in use for " + code);
    auto floor = floor_under(ctx, tx, in_use->row);
    Counter counter{
        std::move(*in_use), std::move(floor), {}, out.empty() ? nullptr : out.front().law.pack};
    for (auto const& standard : standards_of(tx, one))
      if (auto const amount = law::parse_amount(standard.amount))
        counter.own[standard.rule_id] = *amount;
    out.push_back(std::move(counter));
  }
  return out;
}

/// Whether it counts at all: one that was dismissed owes nothing until it is open again.
enum class Matters { Yes, WasNoCase };

/// Clocks that count the same by another version than before.
using NewVersions = std::map<LawPackId, std::vector<LegalClockId>>;

void note_versions(db::Tx& tx, NewVersions const& noted) {
  for (auto const& [pack, clocks] : noted) tx.run(sql::note_pack, pack, db::id_list(clocks));
}

/// The clocks of one case by one law: what stands, what should stand.
class CaseClocks {
 public:
  /// The caller writes down what is added to `noted`.
  CaseClocks(Context const& ctx, db::Tx& tx, Counter const& counter, Matter const& matter,
             std::string const& cause, std::vector<Happening> const& happenings, Matters matters,
             NewVersions& noted)
      : ctx_(ctx),
        tx_(tx),
        counter_(counter),
        matter_(matter),
        cause_(cause),
        happenings_(&happenings),
        matters_(matters),
        noted_(noted),
        law_(&counter.law),
        basis_(basis_of(ctx, tx, matter, counter.law.pack, counter.state, happenings)) {
    if (counter.floor)
      below_ = basis_of(ctx, tx, matter, counter.floor->pack, counter.state, happenings);
  }

  void count(std::vector<LegalClock> const& standing,
             std::vector<LegalConsequence> const& consequences) {
    consequences_ = &consequences;
    if (matters_ == Matters::WasNoCase) {
      for (auto const& clock : standing) {
        law_ = &counter_.law;
        if (is_left_out(clock)) turn_to_version_of(clock);
        if (clock.code == counter_.law.row.code) rest(clock);
      }
      return;
    }
    for (auto const& rule : counter_.law.pack->rules) count_rule(rule, standing);
    if (counter_.floor)
      for (auto const& rule : counter_.floor->pack->rules)
        if (!law::find_any_edition(*counter_.law.pack, rule.id)) count_rule(rule, standing);
    for (auto const& clock : standing)
      if (is_left_out(clock)) count_left_out(clock);
  }

 private:
  /// By the version in use, and by its floor.
  bool is_left_out(LegalClock const& clock) const {
    if (clock.code != counter_.law.row.code || clock.cycle >= kAside) return false;
    auto const has = [&](law::PackPtr const& pack) {
      return pack && law::find_any_edition(*pack, clock.rule_id);
    };
    return !has(counter_.law.pack) && !has(counter_.state) &&
           !(counter_.floor && has(counter_.floor->pack));
  }
  void turn_to_version_of(LegalClock const& clock) {
    former_ = PackInUse{tx_.find<PackRow>(sql::find_pack, clock.pack_id).value(),
                        pack_of(tx_, clock.pack_id)};
    law_ = &*former_;
  }
  /// What has begun counts on by the version that it was counted with; nothing begins by it.
  void count_left_out(LegalClock const& clock) {
    turn_to_version_of(clock);
    auto const* rule = law::find_any_edition(*former_->pack, clock.rule_id);
    if (!rule) return;
    below_ = basis_of(ctx_, tx_, matter_, former_->pack, counter_.state, *happenings_);
    with_known_ = seen_by(*rule, *below_);
    count_cycle(clock.rule_id, static_cast<int>(clock.cycle), &clock);
  }

  void count_rule(law::Rule const& rule, std::vector<LegalClock> const& standing) {
    if (!is_counted(rule) || rule.id == last_) return;
    last_ = rule.id;
    // A rule that the state's own pack has too is counted by that one.
    if (counter_.state && law::find_any_edition(*counter_.state, rule.id)) return;
    if (!basis_.known.happenings.empty()) with_known_ = seen_by(rule, basis_);
    for (int cycle = 0; cycle < kMostCycles; ++cycle) {
      auto const then = count_cycle(rule.id, cycle, find(standing, rule.id, cycle));
      if (then == Then::CountOn) continue;
      if (then == Then::CountNoMore) rest_after(cycle, rule.id, standing);
      break;
    }
  }

  std::vector<law::Event> const& seen() const {
    return basis_.known.happenings.empty() && !former_ ? basis_.events : with_known_;
  }
  Basis const& basis() const { return law_ == &counter_.law ? basis_ : *below_; }

  static bool has_begun(law::Clock const& counted, Basis const& basis) {
    return counted.starts_at && counted.state != law::State::NotApplicable &&
           !rests_on_nothing(*counted.rule, counted, basis.events);
  }
  /// By the version in use; while nobody approved it, by the one before where that gives her more.
  Result<law::Clock> count_by_law(std::string const& rule_id, int cycle) {
    if (former_) return law::due(*former_->pack, rule_id, seen(), below_->params, ctx_.now, cycle);
    law_ = &counter_.law;
    auto counted = law::due(*counter_.law.pack, rule_id, seen(), basis_.params, ctx_.now, cycle);
    if (!counter_.floor) return counted;
    auto before = law::due(*counter_.floor->pack, rule_id, seen(), below_->params, ctx_.now, cycle);
    if (!before.ok() || !has_begun(*before, *below_)) return counted;
    bool const stands = counted.ok() && has_begun(*counted, basis_);
    if (stands && !gives_less(*counted, *before)) return counted;
    law_ = &*counter_.floor;
    return before;
  }
  static LegalClock const* find(std::vector<LegalClock> const& standing, std::string const& rule,
                                int cycle) {
    for (auto const& clock : standing)
      if (clock.rule_id == rule && clock.cycle == cycle) return &clock;
    return nullptr;
  }

  enum class Then { CountOn, CountNoMore, LeaveTheRest };

  Then count_cycle(std::string const& rule_id, int cycle, LegalClock const* standing) {
    auto const counted = count_by_law(rule_id, cycle);
    if (!counted) {  // no edition holds, or no data: what stands is left as it was
      if (cause_ != kTakenBack) return Then::LeaveTheRest;
      if (standing) rest(*standing);
      return Then::CountNoMore;
    }
    if (!has_begun(*counted, basis())) {
      if (standing) wait_or_rest(*standing, *counted);
      return Then::CountNoMore;
    }
    auto now = standing ? *standing : fresh(rule_id, cycle, *counted);
    fill(now, *counted);
    auto const own = own_time(*counted, cycle);
    now.own_due_at = own ? std::optional(own->due_at) : std::nullopt;
    write(now, standing, *counted, own);
    return counted->stopped_at ? Then::CountOn : Then::CountNoMore;
  }

  /// It waits for its start; after a mistake it stands as if it had never been told.
  void wait_or_rest(LegalClock const& standing, law::Clock const& counted) {
    bool const rests = standing.state == wire::enum_text(law::State::NotApplicable);
    if (rests || cause_ == kTakenBack || counted.starts_at) return rest(standing);
    auto now = standing;
    fill(now, counted);
    now.own_due_at.reset();
    write(now, &standing, counted, std::nullopt);
  }
  /// It has not begun, whatever stood: what followed and was not decided falls away with it.
  void rest(LegalClock const& standing) {
    auto const* rule = law::find_any_edition(*law_->pack, standing.rule_id);
    if (!rule && counter_.floor)
      rule = law::find_any_edition(*counter_.floor->pack, standing.rule_id);
    if (!rule || standing.state == wire::enum_text(law::State::NotApplicable)) return;
    law::Clock counted;
    counted.rule = rule;
    counted.state = law::State::NotApplicable;
    auto now = standing;
    fill(now, counted);
    now.own_due_at.reset();
    write(now, &standing, counted, std::nullopt);
  }
  void rest_after(int cycle, std::string const& rule_id, std::vector<LegalClock> const& standing) {
    for (int later = cycle + 1; later < kMostCycles; ++later)
      if (auto const* clock = find(standing, rule_id, later)) rest(*clock);
  }

  LegalClock fresh(std::string const& rule_id, int cycle, law::Clock const& counted) const {
    LegalClock clock{.id = ctx_.new_id<LegalClockId>(), .case_id = matter_.case_id};
    clock.code = counter_.law.row.code;
    clock.rule_id = rule_id;
    clock.cycle = cycle;
    clock.kind = wire::enum_text(counted.rule->kind);
    clock.told_until = *counted.starts_at;
    return clock;
  }
  void fill(LegalClock& clock, law::Clock const& counted) const {
    clock.pack_id = law_->row.id;
    clock.state = wire::enum_text(counted.state);
    clock.open = is_open(counted);
    if (counted.starts_at) clock.starts_at = *counted.starts_at;
    clock.due_at = counted.due_at;
    clock.stopped_at = counted.stopped_at;
    clock.doubts = static_cast<std::int64_t>(counted.doubts.size());
  }
  /// The company's own time, where it has one; never later than the law's.
  std::optional<OwnTime> own_time(law::Clock const& counted, int cycle) const {
    auto const own = counter_.own.find(counted.rule->id);
    if (own == counter_.own.end() || !counted.due_at) return std::nullopt;
    auto rule = *counted.rule;
    rule.amount = {.fixed = own->second, .given = true};
    auto const ours = law::due(*law_->pack, rule, seen(), basis().params, ctx_.now, cycle);
    if (!ours || !ours->due_at) return std::nullopt;
    bool const deadline = rule.kind == law::RuleKind::Deadline;
    return OwnTime{.due_at = deadline ? std::min(*ours->due_at, *counted.due_at)
                                      : std::max(*ours->due_at, *counted.due_at),
                   .amount = own->second,
                   .warnings = ours->warnings};
  }

  void write(LegalClock& now, LegalClock const* was, law::Clock const& counted,
             std::optional<OwnTime> const& own) {
    auto const warned = warning_between(counted, now.told_until, ctx_.now);
    now.told_until = std::max(now.told_until, ctx_.now);
    // Before the clock's own row, as everywhere: the case is locked first.
    bool const own_over = own && own->due_at <= ctx_.now && counted.state == law::State::Running;
    bool const stays = was && was->promise_id && same(*was, now) && !looks_again() && !own_over;
    if (!stays) follow(ctx_, tx_, now, counted, *law_, seen(), cause_, own);
    set_timer(now, counted);
    bool const result_changed = was && (was->due_at != now.due_at || was->state != now.state);
    if (!was) {
      tx_.insert(sql::insert_clock, now);
      tell("legal_clock.started", now, *counted.rule, now.starts_at);
    } else if (!same(*was, now)) {
      if (result_changed)
        db::run_later(tx_, sql::insert_result, was->id, was->version, was->pack_id, was->state,
                      was->due_at, ctx_.now, cause_);
      tx_.run(sql::update_clock, now.id, was->version, now.pack_id, now.state, now.open,
              now.starts_at, now.due_at, now.own_due_at, now.stopped_at, now.told_until,
              now.rings_at, now.doubts, now.promise_id);
      if (was->due_at && now.due_at && was->due_at != now.due_at)
        tell("legal_clock.recounted", now, *counted.rule, ctx_.now);
    } else if (counter_.floor && was->pack_id != now.pack_id) {
      noted_[now.pack_id].push_back(now.id);  // by which of the two
    }
    if (!was || was->state != now.state) tell_state(now, *counted.rule, counted.state);
    if (warned) tell("legal_clock.at_risk", now, *counted.rule, *warned);
    // What is owed to the customer is warned of by its promise.
    if (warned && !now.promise_id) warn_somebody(ctx_, tx_, now, counted, *law_->pack);
    reconcile(ctx_, tx_, now, counted, *law_, *consequences_);
  }

  /// The latest warning of a running clock that came and was not told; what was slept through is
  /// told once.
  static std::optional<Instant> warning_between(law::Clock const& counted, Instant after,
                                                Instant until) {
    std::optional<Instant> found;
    if (counted.state != law::State::Running) return found;
    for (auto const& warning : counted.warnings)
      if (warning.at > after && warning.at <= until && (!found || warning.at > *found))
        found = warning.at;
    return found;
  }

  /// Whether nothing worth a row changed. That warnings were looked through is none; a new version
  /// of the pack that counts the same is noted for a whole page at once.
  static bool same(LegalClock const& a, LegalClock const& b) {
    return a.state == b.state && a.open == b.open && a.starts_at == b.starts_at &&
           a.due_at == b.due_at && a.own_due_at == b.own_due_at && a.stopped_at == b.stopped_at &&
           a.rings_at == b.rings_at && a.doubts == b.doubts && a.promise_id == b.promise_id;
  }
  bool looks_again() const {
    return cause_ == kReopened || cause_ == kMerged || cause_ == kTakenBack || cause_ == kTakenUp;
  }

  /// A timer that rings too early is left: it sets itself anew.
  void set_timer(LegalClock& clock, law::Clock const& counted) {
    auto next = counted.next_ring(ctx_.now);
    // Once the company's own time is over, what the law still gives time for is promised.
    if (clock.own_due_at && clock.open) {
      Instant const over = *clock.own_due_at + Duration{1};
      if (over > ctx_.now && (!next || over < *next)) next = over;
    }
    if (!clock.open) next.reset();
    if (!next) {
      if (clock.rings_at) jobs::cancel(tx_, kClockTimer, clock.id.text());
      clock.rings_at.reset();
      return;
    }
    if (clock.rings_at && *clock.rings_at > ctx_.now && *clock.rings_at <= *next) return;
    if (clock.rings_at) jobs::cancel(tx_, kClockTimer, clock.id.text());
    jobs::add(ctx_, tx_, kClockTimer, clock.id.text(), *next);
    clock.rings_at = next;
  }

  void tell_state(LegalClock const& clock, law::Rule const& rule, law::State state) {
    using enum law::State;
    if (state == Kept) tell("legal_clock.kept", clock, rule, *clock.stopped_at);
    if (state == Broken) tell("legal_clock.broken", clock, rule, *clock.due_at);
    if (state == Ended) tell("legal_clock.ended", clock, rule, *clock.due_at);
    if (state == Arisen) tell("legal_clock.arisen", clock, rule, clock.starts_at);
  }
  void tell(char const* kind, LegalClock const& clock, law::Rule const& rule, Instant at) {
    JsonObject payload{{"clock_id", clock.id.text()}, {"rule_id", clock.rule_id}};
    payload["title"] = titles_of(rule);
    if (clock.due_at) payload["due_at"] = to_text(*clock.due_at);
    jobs::record(ctx_, tx_,
                 {.kind = kind, .at = at, .case_id = clock.case_id.value, .payload = payload});
  }

  Context const& ctx_;
  db::Tx& tx_;
  Counter const& counter_;
  Matter const& matter_;
  std::string const& cause_;
  std::vector<Happening> const* happenings_;
  Matters matters_;
  NewVersions& noted_;
  PackInUse const* law_;  // of the rule that is counted: the version in use, its floor, or former_
  Basis basis_;
  std::optional<Basis> below_;          // by the floor, or by former_
  std::optional<PackInUse> former_;     // of a clock whose rule is left out
  std::string_view last_;               // rule that was counted
  std::vector<law::Event> with_known_;  // what the rule sees that is counted
  std::vector<LegalConsequence> const* consequences_ = nullptr;
};

template <class T>
std::vector<T> of_one_case(std::vector<T> const& all, CaseId id) {
  auto const [from, until] =
      std::equal_range(all.begin(), all.end(), id, [](auto const& a, auto const& b) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(a)>, CaseId>) {
          return a.value < b.case_id.value;
        } else {
          return a.case_id.value < b.value;
        }
      });
  return {from, until};
}

}  // namespace

Result<law::Facts> facts_of(JsonObject const& facts, law::Pack const& pack,
                            std::string const& field) {
  law::Facts out;
  for (auto const& [name, value] : facts) {
    std::string const key(name);
    auto const where = wire::child(field, key);
    if (!i18n::has_message("law.fact." + key)) return invalid(where, "clocks.no_such_fact");
    if (value.is_bool()) {
      out[key] = value.as_bool();
    } else if (value.is_int64()) {
      out[key] = value.as_int64();
    } else if (value.is_string()) {
      auto const fact = law::parse_fact(std::string(value.as_string()), pack);
      if (!fact) return invalid(where, "clocks.bad_fact");
      out[key] = *fact;
    } else if (!value.is_null()) {
      return invalid(where, "clocks.bad_fact");
    }
  }
  return out;
}

std::vector<Happening> happenings_of(db::Tx& tx, CaseId id) {
  return tx.list<Happening>(sql::events_between, id, id);
}

std::vector<LegalConsequence> consequences_of(db::Tx& tx, CaseId id) {
  return tx.list<LegalConsequence>(sql::consequences_between, id, id);
}

std::vector<LegalClock> of_case(db::Tx& tx, CaseId id) {
  return tx.list<LegalClock>(sql::clocks_between, id, id);
}

void recount(Context const& ctx, db::Tx& tx, Matter const& matter, std::string const& cause) {
  auto const happenings = happenings_of(tx, matter.case_id);
  auto const standing = of_case(tx, matter.case_id);
  auto const consequences = consequences_of(tx, matter.case_id);
  auto const dismissed = tx.column<CaseId>(sql::dismissed_between, matter.case_id, matter.case_id);
  auto const matters = dismissed.empty() ? Matters::Yes : Matters::WasNoCase;
  NewVersions noted;
  for (auto const& counter : counters_of(ctx, tx, matter.code))
    CaseClocks(ctx, tx, counter, matter, cause, happenings, matters, noted)
        .count(standing, consequences);
  note_versions(tx, noted);
}

namespace {

/// A version that counts the same is noted for the whole page at once; what it leaves out stands by
/// the version that it was counted with, and is explained by that.
void note_version(db::Tx& tx, Counter const& counter, CaseId first, CaseId last,
                  std::vector<LegalClock> const& standing) {
  tx.run(sql::follow_pack, counter.law.row.id, first, last, counter.law.row.code);
  for (auto const& clock : standing) {
    bool const is_left_out = clock.open && clock.code == counter.law.row.code &&
                             !law::find_any_edition(*counter.law.pack, clock.rule_id);
    if (is_left_out) tx.run(sql::keep_pack, clock.id, clock.pack_id);
  }
}

std::vector<PromiseId> promises_of(std::vector<LegalClock> const& clocks) {
  std::vector<PromiseId> out;
  for (auto const& clock : clocks)
    if (clock.promise_id) out.push_back(clock.promise_id);
  return out;
}

}  // namespace

CaseId recount_page(Context const& ctx, db::Tx& tx, std::string const& code, Stretch const& stretch,
                    std::string const& cause) {
  auto const ids =
      tx.column<CaseId>(sql::matter_ids_after, code, stretch.after.value, stretch.until);
  if (ids.empty()) return {};
  auto const first = ids.front();
  auto const last = ids.back();
  cases::Held const held(tx, ids);  // before what is read of them
  auto const matters = tx.list<Matter>(sql::matters_between, code, first, last);
  auto const counters = counters_of(ctx, tx, code);
  auto const happenings = tx.list<Happening>(sql::events_between, first, last);
  auto const standing = tx.list<LegalClock>(sql::clocks_between, first, last);
  auto const consequences = tx.list<LegalConsequence>(sql::consequences_between, first, last);
  auto const dismissed = tx.column<CaseId>(sql::dismissed_between, first, last);
  promises::Known const known(tx, ids, promises_of(standing));
  auto const still_matters = [&](CaseId id) {
    bool const was_none = std::ranges::find(dismissed, id) != dismissed.end();
    return was_none ? Matters::WasNoCase : Matters::Yes;
  };
  NewVersions noted;
  for (auto const& matter : matters)
    for (auto const& counter : counters)
      CaseClocks(ctx, tx, counter, matter, cause, of_one_case(happenings, matter.case_id),
                 still_matters(matter.case_id), noted)
          .count(of_one_case(standing, matter.case_id), of_one_case(consequences, matter.case_id));
  note_versions(tx, noted);
  for (auto const& counter : counters)
    if (!counter.floor) note_version(tx, counter, first, last, standing);
  return last;
}

void ring(Context const& ctx, db::Tx& tx, LegalClockId id) {
  auto const clock = tx.find<LegalClock>(sql::find_clock, id);
  if (!clock || !clock->open) return;
  auto const matter = tx.find<Matter>(sql::find_matter, clock->case_id);
  if (!matter) return;
  cases::lock(tx, matter->case_id);  // one at a time on a case, on several nodes too
  tx.run(sql::touch_matter, matter->case_id);
  recount(ctx, tx, *matter, "time");
}

}  // namespace vefa::clocks
