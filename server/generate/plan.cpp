#include "generate/plan.hpp"

#include "modules/cases/rules.hpp"

namespace vefa::generate {
namespace {

using promises::Promise;
using promises::PromiseKind;
using promises::Source;
using standards::Duty;

class Life {
 public:
  Life(standards::Counter const& standards, PastIds& ids, Instant until, Story& story)
      : standards_(standards), ids_(ids), until_(until), story_(story), dice_(story.seed) {}

  void live() {
    open();
    auto rounds = dice_.between(1, 7);
    while (answer(rounds == 1)) {
      if (rounds > 1 ? write_again() : end()) {
        rounds = std::max<std::int64_t>(rounds - 1, 1);
      } else {
        break;
      }
    }
    if (row().open) warn(until_);
    point_at_next_promise();
    // Warnings come between what people do.
    std::stable_sort(story_.moments.begin(), story_.moments.end(),
                     [](Moment const& a, Moment const& b) { return a.at < b.at; });
  }

 private:
  cases::Case& row() { return story_.row; }
  Promise& pending() { return story_.promises.back(); }
  template <class IdType>
  IdType id_at(Instant at) {
    return {ids_.at(at)};
  }

  Moment& happen(Happening what, Instant at) {
    story_.moments.push_back({.what = what, .at = at});
    return story_.moments.back();
  }

  std::int64_t promise(PromiseKind kind, Duty duty, Instant at, Source source = Source::Standard,
                       PromiseId recovers = {}) {
    auto due = standards_.compute({.duty = duty,
                                   .case_kind = wire::enum_text(row().kind),
                                   .channel = wire::enum_text(row().channel),
                                   .priority = wire::enum_text(row().priority),
                                   .team_id = row().team_id,
                                   .starts_at = at});
    if (!due.ok()) throw std::runtime_error("no deadline: " + due.error().key);
    Promise p{.id = id_at<PromiseId>(at), .case_id = row().id, .customer_id = row().customer_id};
    p.kind = kind;
    p.source = source;
    p.pending_on_open = 1;
    p.team_id = row().team_id;
    p.owner_id = row().owner_id;
    p.made_at = p.starts_at = at;
    p.made_by_kind = "system";
    p.due_at = due->due_at;
    p.warn_half_at = due->warn_half_at;
    p.warn_late_at = due->warn_late_at;
    p.standard_id = due->standard_id;
    p.standard_version = due->standard_version;
    p.calendar_id = due->calendar_id;
    p.explanation = std::move(due->explanation);
    p.recovers_promise_id = recovers;
    story_.promises.push_back(std::move(p));
    return static_cast<std::int64_t>(story_.promises.size()) - 1;
  }

  /// What the clock of the pending one has said before `at`.
  void warn(Instant at) {
    auto const tell = [&](std::optional<Instant> warned_at, promises::Risk risk) {
      if (!warned_at || *warned_at >= at) return;
      pending().risk = risk;
      auto& moment = happen(Happening::Warned, *warned_at);
      moment.warned = static_cast<std::int64_t>(story_.promises.size()) - 1;
      moment.risk = risk;
    };
    tell(pending().warn_half_at, promises::Risk::Half);
    tell(pending().warn_late_at, promises::Risk::Late);
  }

  std::int64_t settle(promises::State state, Instant at, InteractionId proof, char const* reason,
                      char const* by) {
    warn(at);
    auto& p = pending();
    p.state = state;
    p.pending_on_open.reset();
    p.settled_at = at;
    p.settled_by_kind = by;
    p.settled_by_id = std::string_view(by) == "staff" ? row().owner_id.value : 0;
    p.proof_interaction_id = proof;
    p.reason = reason;
    ++p.version;
    return static_cast<std::int64_t>(story_.promises.size()) - 1;
  }

  void open() {
    auto& moment = happen(Happening::Opened, row().opened_at);
    row().id = id_at<CaseId>(moment.at);
    moment.message = id_at<InteractionId>(moment.at);
    moment.made = promise(PromiseKind::AnswerBy, Duty::AnswerBy, moment.at);
    if (!story_.customer_address.empty() && !cases::is_spoken(row().channel))
      moment.letter = id_at<InteractionId>(moment.at);
    row().last_inbound_at = moment.at;
    row().last_interaction_id = moment.message;
  }

  /// An instant within what is left until the pending deadline; evening and night count too.
  Instant before_due(double from, double to) {
    auto const& p = pending();
    auto const span = static_cast<double>((p.due_at - p.starts_at).count());
    auto const share = from + (to - from) * dice_.share();
    return p.starts_at + Duration(static_cast<std::int64_t>(span * share) + 1000);
  }

  /// False when the present comes first: the promise stays pending.
  bool answer(bool last) {
    while (dice_.chance(6))
      if (!break_promise()) return false;
    auto const at = before_due(0.02, 0.9);
    if (at >= until_) return false;
    if (dice_.chance(55)) note(pending().starts_at, at);
    // A mail goes out by itself when its writer's time to undo is over.
    bool const spoken = cases::is_spoken(channel_of_answer(story_));
    auto const message = id_at<InteractionId>(at);
    auto const settled =
        settle(promises::State::Kept, at, message, "", spoken ? "staff" : "system");
    auto& moment = happen(Happening::Answered, at);
    moment.message = message;
    moment.settled = settled;
    auto const kind = last ? PromiseKind::ConfirmBy : PromiseKind::FollowUpBy;
    moment.made = promise(kind, last ? Duty::ConfirmBy : Duty::FollowUpBy, at);
    if (spoken) {
      pending().made_by_kind = "staff";
      pending().made_by_id = row().owner_id.value;
    }
    if (!row().first_answered_at) row().first_answered_at = at;
    row().last_outbound_at = at;
    row().last_interaction_id = message;
    row().state = last ? cases::State::Solved : cases::State::Open;
    row().solved_at = last ? std::optional(at) : std::nullopt;
    return true;
  }

  void note(Instant from, Instant to) {
    auto const at = from + Duration((to - from).count() / 2);
    happen(Happening::Noted, at).message = id_at<InteractionId>(at);
  }

  bool break_promise() {
    Instant const at = pending().due_at;
    if (at >= until_) return false;
    auto const settled = settle(promises::State::Broken, at, {}, "", "system");
    auto& moment = happen(Happening::Broken, at);
    moment.settled = settled;
    recovery::Recovery r{.id = id_at<RecoveryId>(at), .promise_id = pending().id};
    r.case_id = row().id;
    r.customer_id = row().customer_id;
    r.level = static_cast<std::int64_t>(story_.recoveries.size()) + 1;
    r.opened_at = at;
    if (!story_.customer_address.empty() && r.level <= 2)
      moment.letter = r.apology_interaction_id = id_at<InteractionId>(at);
    moment.made =
        promise(PromiseKind::AnswerBy, Duty::RecoveryAnswerBy, at, Source::Recovery, pending().id);
    r.new_promise_id = pending().id;
    story_.recoveries.push_back(r);
    return true;
  }

  bool write_again() {
    auto const at = before_due(0.02, 0.8);
    if (at >= until_) return false;
    auto const settled = settle(promises::State::Withdrawn, at, {}, "she wrote first", "customer");
    auto& moment = happen(Happening::Wrote, at);
    moment.message = id_at<InteractionId>(at);
    moment.settled = settled;
    moment.reopened = row().state != cases::State::Open;
    moment.made = promise(PromiseKind::AnswerBy, Duty::NextAnswerBy, at);
    row().reopened_count += moment.reopened ? 1 : 0;
    row().state = cases::State::Open;
    row().solved_at.reset();
    row().last_inbound_at = at;
    row().last_interaction_id = moment.message;
    return true;
  }

  /// True when she says it is not solved: it goes on.
  bool end() {
    if (dice_.chance(8)) return write_again();
    bool const by_her = dice_.chance(70);
    Instant const at = by_her ? before_due(0.05, 0.9) : pending().due_at;
    if (at >= until_) return false;
    auto const settled =
        settle(promises::State::Kept, at, {}, by_her ? "she says it is solved" : "silence",
               by_her ? "customer" : "system");
    happen(by_her ? Happening::Verdict : Happening::Silence, at).settled = settled;
    row().state = cases::State::Closed;
    row().open = false;
    row().closed_at = at;
    row().closed_by = by_her ? cases::ClosedBy::Customer : cases::ClosedBy::Silence;
    for (auto& r : story_.recoveries) {
      r.state = by_her ? recovery::RecoveryState::Satisfied : recovery::RecoveryState::Unconfirmed;
      r.settled_at = at;
      ++r.version;
    }
    return false;
  }

  void point_at_next_promise() {
    row().version += std::count_if(
        story_.moments.begin(), story_.moments.end(),
        [](Moment const& m) { return m.what != Happening::Opened && m.what != Happening::Warned; });
    if (!row().open) return;
    row().next_promise_id = pending().id;
    row().next_promise_pending = 1;
    row().next_due_at = pending().due_at;
  }

  standards::Counter const& standards_;
  PastIds& ids_;
  Instant until_;
  Story& story_;
  Dice dice_;
};

}  // namespace

interactions::Channel channel_of_answer(Story const& story) {
  using interactions::Channel;
  if (cases::is_spoken(story.row.channel)) return story.row.channel;
  return story.customer_address.empty() ? Channel::Phone : Channel::Email;
}

void live(standards::Counter const& standards, PastIds& ids, Instant until, Story& story) {
  Life(standards, ids, until, story).live();
}

}  // namespace vefa::generate
