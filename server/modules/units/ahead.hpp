// What was read ahead of units in this use-case: by their serials, and whose those that are known
// are, and how they were sold.
#pragma once
#include "db/ahead.hpp"
#include "modules/units/store.hpp"

namespace vefa::units {

struct ReadAhead {
  db::Ahead<std::vector<Unit>> by_serial;           // normalised; whoever made them, oldest first
  db::Ahead<std::vector<Unit>> by_lookalike;        // likewise
  db::Ahead<std::optional<Ownership>> owner_today;  // by the unit's id
  db::Ahead<std::vector<Sale>> sales;               // likewise
};
/// Nothing where nobody read ahead.
ReadAhead const* read_ahead(db::Tx& tx);
/// It is written, or what is of it: it is read anew.
void forget_ahead(db::Tx& tx, Unit const& unit);
void forget_ahead(db::Tx& tx, UnitId id);

}  // namespace vefa::units
