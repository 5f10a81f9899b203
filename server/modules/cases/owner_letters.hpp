// What the owner of a unit is told in writing about it, where no concern of hers asked for it.
#pragma once
#include <functional>

#include "modules/cases/cases.hpp"

namespace vefa::cases {

struct OwnerLetter {
  std::string subject;
  std::string text;
};
/// In this language; `link` leads to where she answers.
using WriteLetter = std::function<OwnerLetter(Language language, std::string const& link)>;

/// A notice goes to a case that is open, so that a mail which does not arrive is somebody's duty; a
/// reminder may stand on one that is over, where it can be written.
enum class Weight { Notice, Reminder };

/// Writes to the customer (none: nothing is done) on her newest case about the unit, else on a new
/// one that waits for her word as a solved one does: her answer opens it, her silence closes it.
/// Where the program has no way to write to her a person owes it to her to tell. Answers the case;
/// none for nobody, and for one whose file was erased.
CaseId tell_owner(Context const& ctx, db::Tx& tx, CustomerId customer, UnitId unit, Weight weight,
                  WriteLetter const& write);

/// The same on this case, which is open.
void tell_on(Context const& ctx, db::Tx& tx, CaseId id, WriteLetter const& write);

/// The unit's owner of today, else who bought it last; none.
CustomerId owner_of(Context const& ctx, db::Tx& tx, UnitId unit);

}  // namespace vefa::cases
