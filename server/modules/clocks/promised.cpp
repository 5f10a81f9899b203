#include "modules/clocks/promised.hpp"

#include "i18n/i18n.hpp"
#include "law/load.hpp"
#include "law/tell.hpp"
#include "modules/cases/debts.hpp"
#include "modules/clocks/debts.hpp"

namespace vefa::clocks {
namespace {

using promises::Promise;
using PState = promises::State;

std::optional<promises::PromiseKind> owed_kind(law::Rule const& rule) {
  if (rule.promise == law::Owed::Nothing) return std::nullopt;
  return wire::parse_enum<promises::PromiseKind>(wire::enum_text(rule.promise));
}

void set_warnings(promises::Counted& out, std::vector<law::Warning> const& warnings) {
  out.warn_half_at.reset();
  out.warn_late_at.reset();
  for (auto const& warning : warnings) {
    bool const early = warning.percent > 0 && warning.percent <= 50;
    auto& place = early ? out.warn_half_at : out.warn_late_at;
    if (!place || warning.at < *place) place = warning.at;
  }
}

promises::Counted counted_of(LegalClock const& clock, law::Clock const& counted,
                             PackInUse const& law) {
  promises::Counted out{.due_at = *counted.due_at};
  set_warnings(out, counted.warnings);
  out.explanation = {{"rule", "law"},
                     {"law", clock.code},
                     {"rule_id", clock.rule_id},
                     {"title", titles_of(*counted.rule)},
                     {"source", law::source_words(*law.pack, counted.rule->provenance)},
                     {"pack_version", law.row.pack_version},
                     {"clock_id", clock.id.text()},
                     {"starts_at", to_text(*counted.starts_at)},
                     {"due_at", to_text(*counted.due_at)},
                     {"zone", counted.zone ? counted.zone->name() : law.pack->zone}};
  return out;
}

constexpr char const* kOwnAmount = "own_amount";  // of a promise of the company's own time
constexpr char const* kAfterOwn = "after_own";    // the id of one that was missed

bool is_own(Promise const& p) { return p.explanation.contains(kOwnAmount); }

/// What stopped the clock, in the words of the case's language.
std::string deed_of(Language language, law::Clock const& counted,
                    std::vector<law::Event> const& events) {
  for (auto const& event : events) {
    auto const& stops = counted.rule->stop;
    if (event.at == counted.stopped_at &&
        std::find(stops.begin(), stops.end(), event.kind) != stops.end())
      return i18n::message(language, "law.event." + event.kind);
  }
  return {};
}

class Follower {
 public:
  Follower(Context const& ctx, db::Tx& tx, LegalClock& clock, law::Clock const& counted,
           PackInUse const& law, std::vector<law::Event> const& events, std::string const& cause,
           std::optional<OwnTime> const& own)
      : ctx_(ctx),
        tx_(tx),
        clock_(clock),
        counted_(counted),
        law_(law),
        events_(events),
        cause_(cause),
        own_(own),
        kind_(owed_kind(*counted.rule)) {}

  void follow() {
    if (!kind_ && !clock_.promise_id) return;
    auto const was = clock_.promise_id ? promises::find(tx_, clock_.promise_id) : std::nullopt;
    if (counted_.state == law::State::NotApplicable && was && was->state == PState::Kept) {
      clock_.promise_id = {};  // what was kept was owed by mistake: it says nothing of a new count
      return;
    }
    auto row = was ? cases::lock(tx_, was->case_id) : living();
    if (!row || !row->open) return;
    row_ = &*row;
    promise_ = was ? promises::find(tx_, was->id) : std::nullopt;
    if (counted_.stopped_at && promise_) {
      stop();
    } else if (is_owed()) {
      owe();
    } else if (is_pending()) {
      bool const is_gone = counted_.state == law::State::NotApplicable;
      promises::withdraw(ctx_, tx_, *promise_,
                         is_gone ? "clocks.reason_not_asked" : "clocks.reason_stands_still");
      changed_ = true;
    }
    if (changed_) cases::settle_owing(ctx_, tx_, *row_);
  }

 private:
  std::optional<cases::Case> living() {
    auto const found = cases::find_living(tx_, clock_.case_id);
    return found ? cases::lock(tx_, found->id) : std::nullopt;
  }
  bool is_pending() const { return promise_ && promise_->state == PState::Pending; }
  bool is_owed() const {
    using enum law::State;
    bool const runs = counted_.state == Running || counted_.state == Broken;
    // What begins an amount after its event (an exchange, once thirty days brought no repair) is
    // not owed before it begins.
    auto const& starts = counted_.rule->start;
    bool const later = std::any_of(starts.begin(), starts.end(),
                                   [](law::Start const& start) { return start.later.given; });
    if (later && counted_.starts_at && *counted_.starts_at > ctx_.now) return false;
    return kind_ && counted_.due_at && !counted_.stopped_at && runs;
  }

  /// What is promised: the company's own time while it can still be kept, else the law's.
  bool by_own() const {
    if (!own_ || own_->due_at >= *counted_.due_at) return false;
    if (promise_ && promise_->explanation.contains(kAfterOwn)) return false;
    if (is_pending() && is_own(*promise_)) return true;
    bool const missed = promise_ && promise_->state == PState::Broken && is_own(*promise_);
    return !missed && own_->due_at > ctx_.now;
  }
  promises::Counted promised_now() const {
    auto out = counted_of(clock_, counted_, law_);
    if (by_own() && own_->due_at <= ctx_.now && promise_->due_at > ctx_.now) {
      // The company's time was made shorter than what has passed: what was promised stays.
      return {.due_at = promise_->due_at,
              .warn_half_at = promise_->warn_half_at,
              .warn_late_at = promise_->warn_late_at,
              .explanation = promise_->explanation};
    }
    if (by_own()) {
      out.due_at = own_->due_at;
      set_warnings(out, own_->warnings);
      out.explanation["law_due_at"] = to_text(*counted_.due_at);
      out.explanation["due_at"] = to_text(own_->due_at);
      out.explanation[kOwnAmount] = law::amount_text(own_->amount);
    } else if (promise_ && promise_->explanation.contains(kAfterOwn)) {
      out.explanation[kAfterOwn] = promise_->explanation.at(kAfterOwn);
    } else if (promise_ && promise_->state == PState::Broken && is_own(*promise_)) {
      out.explanation[kAfterOwn] = promise_->id.text();
    }
    return out;
  }
  /// Its own timer rings on and makes it good; what the law still gives time for is owed now.
  void see_own_missed() {
    if (!is_pending() || !is_own(*promise_) || promise_->due_at >= ctx_.now) return;
    promises::mark_broken(ctx_, tx_, *promise_);
    promise_ = promises::find(tx_, promise_->id);
    changed_ = true;
  }

  void owe() {
    see_own_missed();
    if (!is_pending() && is_over_for_her()) return;
    // What she declined until its time was over is counted anew from what she chooses.
    if (!is_pending() && cause_ == kTakenUp && *counted_.due_at <= ctx_.now) return;
    if (is_pending()) {
      auto const now = promises::recount_to(ctx_, tx_, *promise_, promised_now(), cause_);
      changed_ = now.due_at != promise_->due_at;
      return;
    }
    // What is broken was made good already; it is owed anew only where the law gives more time.
    bool const anew =
        !promise_ || promise_->state == PState::Withdrawn ||
        (promise_->state == PState::Broken && counted_.state == law::State::Running) ||
        (promise_->state == PState::Kept && deed_is_gone());
    if (anew) make();
  }
  /// She wants it no more, or says that it is solved while something else is still owed to her.
  bool is_over_for_her() const {
    bool const says_so = promise_ && promise_->state == PState::Withdrawn &&
                         promise_->reason == cases::kSaidSolved &&
                         row_->state == cases::State::Solved;
    return says_so || is_unwanted(ctx_, tx_, clock_, *counted_.rule);
  }
  /// What kept it was taken back, or the case was closed then and is open again.
  bool deed_is_gone() const { return cause_ == kTakenBack || cause_ == kReopened; }

  void make() {
    auto const made = promises::make(ctx_, tx_,
                                     {.case_id = row_->id,
                                      .customer_id = row_->customer_id,
                                      .kind = *kind_,
                                      .source = promises::Source::Law,
                                      .team_id = row_->team_id,
                                      .owner_id = row_->owner_id,
                                      .starts_at = std::min(*counted_.starts_at, *counted_.due_at),
                                      .what = counted_.rule->title.in(row_->language),
                                      .counted = promised_now()});
    if (!made.ok()) throw std::runtime_error(made.error().key);  // by nothing that can be counted
    clock_.promise_id = made->id;
    changed_ = true;
  }

  void stop() {
    // The deed that kept it was taken back, and the one that stands came too late.
    bool const was_late =
        counted_.state == law::State::Broken && !is_pending() && promise_->state != PState::Broken;
    if (was_late && cause_ == kTakenBack) {
      make();
      promise_ = promises::find(tx_, clock_.promise_id);
    }
    auto const deed = deed_of(row_->language, counted_, events_);
    if (is_pending()) {
      changed_ = true;
      if (*counted_.stopped_at <= promise_->due_at) {
        promises::keep(ctx_, tx_, *promise_, *counted_.stopped_at, {.reason = deed});
      } else {
        // Its timer rings on, and finds it broken: she is apologised to, nothing is owed anew.
        promises::mark_broken(ctx_, tx_, *promise_);
      }
    }
    keep_renewed(deed);
  }

  /// What recovery promised in the broken one's place is done by the same deed.
  void keep_renewed(std::string const& deed) {
    std::vector<PromiseId> line{promise_->id};
    if (auto const* own = promise_->explanation.if_contains(kAfterOwn); own && own->is_string())
      if (auto const id = PromiseId::parse(std::string_view(own->as_string()))) line.push_back(*id);
    for (auto const& p : promises::of_case(tx_, row_->id)) {
      if (std::find(line.begin(), line.end(), p.recovers_promise_id) == line.end()) continue;
      line.push_back(p.id);
      if (p.state != PState::Pending) continue;
      promises::keep(ctx_, tx_, p, std::max(*counted_.stopped_at, p.made_at), {.reason = deed});
      changed_ = true;
    }
  }

  Context const& ctx_;
  db::Tx& tx_;
  LegalClock& clock_;
  law::Clock const& counted_;
  PackInUse const& law_;
  std::vector<law::Event> const& events_;
  std::string const& cause_;
  std::optional<OwnTime> const& own_;
  std::optional<promises::PromiseKind> kind_;
  cases::Case* row_ = nullptr;
  std::optional<Promise> promise_;
  bool changed_ = false;
};

}  // namespace

void follow(Context const& ctx, db::Tx& tx, LegalClock& clock, law::Clock const& counted,
            PackInUse const& law, std::vector<law::Event> const& events, std::string const& cause,
            std::optional<OwnTime> const& own) {
  Follower(ctx, tx, clock, counted, law, events, cause, own).follow();
}

void let_go(Context const& ctx, db::Tx& tx, LegalClock const& clock, std::string const& reason) {
  auto const was = clock.promise_id ? promises::find(tx, clock.promise_id) : std::nullopt;
  auto row = was ? cases::lock(tx, was->case_id) : std::nullopt;
  auto const now = row ? promises::find(tx, was->id) : std::nullopt;
  if (!now || now->state != PState::Pending) return;
  promises::withdraw(ctx, tx, *now, reason);
  cases::settle_owing(ctx, tx, *row);
}

}  // namespace vefa::clocks
