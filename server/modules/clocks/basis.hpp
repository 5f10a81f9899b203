// By what the clocks of a case are counted under one law.
#pragma once
#include "modules/clocks/known.hpp"
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {

/// What a count of one case goes by. Holds what `params` points into.
struct Basis {
  law::PackPtr pack;
  law::PackPtr state;  // whose public holidays the Union's rules leave out; none: of the law itself
  std::shared_ptr<calendar::WorkingCalendar const>
      hours;  // of the case, where a rule counts in them
  law::Params params;
  std::vector<law::Event> events;  // that were told
  KnownOfCase known;               // without what a person takes back
};
/// `state` is the law of the case where `pack` is the Union's beside it; null otherwise.
Basis basis_of(Context const& ctx, db::Tx& tx, Matter const& matter, law::PackPtr pack,
               law::PackPtr state, std::vector<Happening> const& happenings);
/// The same of what stands on the case, by the state's law as it is in use.
Basis basis_of(Context const& ctx, db::Tx& tx, Matter const& matter, law::PackPtr pack);

/// What a rule sees: what was told, and what is known besides. What is known of the sale and of
/// former repairs decides whether and how long something runs; it starts no deadline: only what was
/// told, or the case itself, does.
std::vector<law::Event> seen_by(law::Rule const& rule, Basis const& basis);

/// The laws of the case as they are in use: its own first, the Union's behind it in a member state.
std::vector<law::PackPtr> laws_in_use(Context const& ctx, db::Tx& tx, std::string const& code);

}  // namespace vefa::clocks
