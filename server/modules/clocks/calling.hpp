// Who is told that the law wants somebody now: a supervisor where a rule calls one, the owner of
// the case where a clock is near its end and no promise warns of it.
#pragma once
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {

/// Somebody was called, by when, and whether nobody had said by then what was done.
struct LegalCall {
  LegalConsequenceId consequence_id;
  Instant call_by_at;
  std::int64_t asked = 0;  // how many people
  Instant made_at;
  std::optional<Instant> missed_at;
};
BOOST_DESCRIBE_STRUCT(LegalCall, (), (consequence_id, call_by_at, asked, made_at, missed_at))
std::optional<LegalCall> call_of(db::Tx& tx, LegalConsequenceId id);

/// Asks those who may decide, of the case's team first, by a note on the case; the instant by which
/// the rule wants it done is kept, and rings. Nobody is asked of a case that is closed, or of what
/// lies more than a week back: that stands in the list alone.
void call_somebody(Context const& ctx, db::Tx& tx, LegalConsequence const& row,
                   law::Clock const& counted, law::Following const& what, law::Pack const& pack);
/// Its instant passed: where nobody said what was done, all who may decide are asked. Records
/// `legal_call.missed`.
void ring_call(Context const& ctx, db::Tx& tx, LegalConsequenceId id);

/// The owner of the case, else those who may decide, is told that a clock is near its end.
void warn_somebody(Context const& ctx, db::Tx& tx, LegalClock const& clock,
                   law::Clock const& counted, law::Pack const& pack);

inline constexpr char const* kCallTimer = "law.call";

}  // namespace vefa::clocks
