// For files of many units: what they will look up is read ahead, each is checked before anything is
// written, and all of it can be taken out again.
#pragma once
#include <functional>

#include "modules/units/units.hpp"

namespace vefa::units {

/// What is asked of these serials in this use-case is read now, in a statement a kind: units that
/// bear them, those that look alike, whose the former are today, and how they were sold.
void look_ahead(db::Tx& tx, std::vector<std::string> const& serials);

/// What `create`, or with a sale `create_sold`, would refuse but for a serial that is another's;
/// nothing is written.
Result<void> check_new(Context const& ctx, db::Tx& tx, NewUnit const& input,
                       std::optional<NewSale> const& sale);

// --- Taking out --------------------------------------------------------------------------------

/// What other modules have on a unit; handed over once in main/wiring.cpp.
struct Parts {
  /// Why it may not go: the first thing of theirs on it that is newer than `after`, an id (0: that
  /// ever was), and that somebody made or used.
  std::vector<std::function<std::optional<Error>(db::Tx&, UnitId, std::int64_t after)>> ties;
  /// Takes back what they gave it by themselves when it was sold by these sales, which go.
  std::vector<std::function<void(db::Tx&, UnitId, std::vector<SaleId> const& sales)>> gifts;
};
void install(Parts parts);

/// What was done to it itself after `after`, an id; oldest first, at most 100.
struct Touch {
  std::string what;  // the event's kind without `unit.`
  std::string actor;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Touch, (), (what, actor, at))
std::vector<Touch> touches_since(db::Tx& tx, UnitId id, std::int64_t after);

/// Removes a unit that an import brought in and that nobody has touched since (the caller knows),
/// with its sales, owners and places, as if it had never come in. Records `unit.removed`. Refused:
/// units.not_living, units.holds_others, or what stands on it (Parts::ties).
Result<void> take_out(Context const& ctx, db::Tx& tx, UnitId id);

/// What a row of a file added to a unit that was there.
struct Added {
  std::optional<SaleId> sale_id;
  std::optional<OwnershipId> ownership_id;
  std::optional<UnitPlaceId> place_id;
};
BOOST_DESCRIBE_STRUCT(Added, (), (sale_id, ownership_id, place_id))
/// Removes that again; `after` is the id of the row. Records `unit.taken_back`. Refused: as above.
Result<void> take_back(Context const& ctx, db::Tx& tx, UnitId id, Added const& added,
                       std::int64_t after);

/// Whether a unit is of this product; for catalogue::Parts.
bool names_product(db::Tx& tx, ProductId id);

}  // namespace vefa::units
