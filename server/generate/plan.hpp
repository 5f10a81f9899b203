// The life of one made-up case, from its first message to its end or to the present: decided by
// dice, within the rules that real cases keep. Writes nothing.
#pragma once
#include "generate/dice.hpp"
#include "modules/cases/cases.hpp"
#include "modules/recovery/recovery.hpp"
#include "modules/standards/counter.hpp"

namespace vefa::generate {

enum class Happening { Opened, Wrote, Noted, Warned, Answered, Broken, Verdict, Silence };

/// One moment of a case. Ids of what it brings; none where it brings nothing.
struct Moment {
  Happening what = Happening::Opened;
  Instant at;
  InteractionId message;      // hers, ours, the note
  InteractionId letter;       // what the program says by itself: acknowledgement, apology
  std::int64_t made = -1;     // index in Story::promises
  std::int64_t settled = -1;  // the same
  std::int64_t warned = -1;   // the same
  promises::Risk risk = promises::Risk::None;  // of which it was warned
  bool reopened = false;
};

struct Story {
  std::uint64_t seed = 0;
  std::size_t language = 0;  // index in phrases()
  std::string product;
  std::string part;
  std::string owner_name;
  std::string customer_name;
  std::string customer_address;  // e-mail; empty: none
  cases::Case row;               // as it is at the end
  std::vector<Moment> moments;   // in order of time
  std::vector<promises::Promise> promises;
  std::vector<recovery::Recovery> recoveries;  // one a moment Broken, in order
};

/// How we answer: by mail, but for what is said on the phone or at the desk, or to somebody without
/// an address.
interactions::Channel channel_of_answer(Story const& story);

/// Makes ids of the past: ordered by time, never the same twice.
class PastIds {
 public:
  std::int64_t at(Instant instant) {
    return IdSource::smallest_at(instant.ms) + (count_++ & kMask);
  }

 private:
  static constexpr std::int64_t kMask =
      (std::int64_t{1} << (IdSource::kNodeBits + IdSource::kSequenceBits)) - 1;
  std::int64_t count_ = 0;
};

/// Goes on from `story.row`, which names the customer, kind, team, owner and `opened_at`; nothing
/// happens after `until`. Deadlines are those of the company's standards.
void live(standards::Counter const& standards, PastIds& ids, Instant until, Story& story);

}  // namespace vefa::generate
