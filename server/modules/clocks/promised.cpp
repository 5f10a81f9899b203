#include "modules/clocks/promised.hpp"

#include "i18n/i18n.hpp"
#include "law/tell.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/consequences.hpp"

namespace vefa::clocks {
namespace {

using promises::Promise;
using PState = promises::State;

std::optional<promises::PromiseKind> owed_kind(law::Rule const& rule) {
  if (rule.promise == law::Owed::Nothing) return std::nullopt;
  return wire::parse_enum<promises::PromiseKind>(wire::enum_text(rule.promise));
}

promises::Counted counted_of(LegalClock const& clock, law::Clock const& counted,
                             PackInUse const& law) {
  promises::Counted out{.due_at = *counted.due_at};
  for (auto const& warning : counted.warnings) {
    bool const early = warning.percent > 0 && warning.percent <= 50;
    auto& place = early ? out.warn_half_at : out.warn_late_at;
    if (!place || warning.at < *place) place = warning.at;
  }
  out.explanation = {{"rule", "law"},
                     {"law", clock.code},
                     {"rule_id", clock.rule_id},
                     {"title", titles_of(*counted.rule)},
                     {"source", law::source_words(*law.pack, counted.rule->provenance)},
                     {"pack_version", law.row.pack_version},
                     {"clock_id", clock.id.text()},
                     {"starts_at", to_text(*counted.starts_at)},
                     {"due_at", to_text(*counted.due_at)},
                     {"zone", law.pack->zone}};
  return out;
}

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
           PackInUse const& law, std::vector<law::Event> const& events, std::string const& cause)
      : ctx_(ctx),
        tx_(tx),
        clock_(clock),
        counted_(counted),
        law_(law),
        events_(events),
        cause_(cause),
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
                         is_gone ? "the law does not ask for it" : "the law’s clock stands still");
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

  void owe() {
    if (is_pending()) {
      auto const now =
          promises::recount_to(ctx_, tx_, *promise_, counted_of(clock_, counted_, law_), cause_);
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
                                      .counted = counted_of(clock_, counted_, law_)});
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
  std::optional<promises::PromiseKind> kind_;
  cases::Case* row_ = nullptr;
  std::optional<Promise> promise_;
  bool changed_ = false;
};

}  // namespace

void follow(Context const& ctx, db::Tx& tx, LegalClock& clock, law::Clock const& counted,
            PackInUse const& law, std::vector<law::Event> const& events, std::string const& cause) {
  Follower(ctx, tx, clock, counted, law, events, cause).follow();
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
