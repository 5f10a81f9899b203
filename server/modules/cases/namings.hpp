// Which unit a case is about, as it was said: every word of it is kept, the newest counts.
#pragma once
#include "modules/cases/her_word.hpp"

namespace vefa::cases {

struct UnitNaming {
  CaseId case_id;
  std::int64_t n = 1;
  UnitId unit_id;                // none: about none
  InteractionId interaction_id;  // her message in which she says so; none: staff's own reading
  std::string reason;            // why somebody else's; what she said
  Instant named_at;
  std::string named_by;
};
BOOST_DESCRIBE_STRUCT(UnitNaming, (),
                      (case_id, n, unit_id, interaction_id, reason, named_at, named_by))

/// None where nothing is said: never, or it was forgotten.
std::optional<UnitNaming> newest_naming(db::Tx& tx, CaseId id);
/// Every unit that the case was ever said to be about, also one forgotten since; at most 200.
std::vector<UnitId> units_named(db::Tx& tx, CaseId id);

/// Cases about it, newest first, merged and closed ones too; at most 100.
std::vector<CaseId> of_unit(db::Tx& tx, UnitId unit);

/// What is said of the unit of a case.
struct UnitOfCase {
  std::optional<UnitId> unit_id;  // none: it is about none of her units, by her own word
  std::optional<InteractionId> interaction_id;  // hers, on this case: where she says so
  std::optional<Text<500>> reason;              // why somebody else's; what she says
};
BOOST_DESCRIBE_STRUCT(UnitOfCase, (), (unit_id, interaction_id, reason))
/// The case must be locked. By a word of hers, later than another unit was named, she is written to
/// what was taken down. Errors: not_found; cases.unit_of_another (reason): it is another customer's
/// and no reason is given; cases.none_needs_her_word (interaction_id); those of `check_her_word`,
/// her words at `reason`.
Result<UnitNaming> say_unit(Context const& ctx, db::Tx& tx, Case const& row,
                            UnitOfCase const& input);
/// It is said no more; what was said before stays known. Errors: not_found.
Result<void> forget_unit(Context const& ctx, db::Tx& tx, Case const& row);

/// Whatever was said to be about a unit that was joined into another is about that one. Once more
/// it changes nothing.
void move_to_unit(db::Tx& tx, UnitId lost, UnitId kept);

/// The kept case of two knows what was said on both, and goes on with what was said last on itself,
/// else on the other.
void join_namings(db::Tx& tx, CaseId from, CaseId into);

}  // namespace vefa::cases
