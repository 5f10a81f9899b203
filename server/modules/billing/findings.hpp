// What was found to have caused a fault: the ground on which a guarantee does not pay.
#pragma once
#include "modules/billing/billing.hpp"

namespace vefa::billing {

struct CauseFindingTag {
  static constexpr std::string_view kPrefix = "cfd";
};
using CauseFindingId = Id<CauseFindingTag>;

struct CauseFinding {
  CauseFindingId id;
  CaseId case_id;
  CustomerId customer_id;
  coverage::Cause cause = coverage::Cause::Unknown;
  std::string reason;            // as it was told to her
  InteractionId interaction_id;  // the note with the photograph, or her message
  bool is_her_word = false;
  InteractionId told_interaction_id;  // by which she was told; none: there is no address
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(CauseFinding, (),
                      (id, case_id, customer_id, cause, reason, interaction_id, is_her_word,
                       told_interaction_id, at, actor))

struct NewCauseFinding {
  coverage::Cause cause = coverage::Cause::Misuse;
  Text<1000, 1> reason;                         // what was seen; she is told of it
  std::optional<AttachmentId> photo_id;         // an upload of one's own; or
  std::optional<InteractionId> interaction_id;  // her message on this case in which she says so
};
BOOST_DESCRIBE_STRUCT(NewCauseFinding, (), (cause, reason, photo_id, interaction_id))
/// Keeps it, with a note that holds the photograph, and tells her what was found and that she may
/// object. Errors: not_found; billing.finding_needs_ground (photo_id) where neither is given;
/// billing.finding_needs_cause (cause); those of
/// `cases::her_message`, later than another cause was found (interaction_id).
Result<CauseFinding> find_cause(Context const& ctx, db::Tx& tx, CaseId case_id,
                                NewCauseFinding const& input);
/// Newest first; at most 100.
std::vector<CauseFinding> findings_of_case(db::Tx& tx, CaseId id);
/// Whether the newest finding on the case says that it was this.
bool is_found(db::Tx& tx, CaseId id, coverage::Cause cause);

}  // namespace vefa::billing
