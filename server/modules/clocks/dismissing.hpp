// A case under a law that was none: spam, a double, opened by mistake.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/clocks/clocks.hpp"

namespace vefa::clocks {

enum class NoCase { Spam, Double, Mistake };
BOOST_DESCRIBE_ENUM(NoCase, Spam, Double, Mistake)

struct DismissalTag {
  static constexpr std::string_view kPrefix = "lds";
};
using DismissalId = Id<DismissalTag>;
struct Dismissal {
  DismissalId id;
  CaseId case_id;
  NoCase kind = NoCase::Spam;
  std::string reason;
  Instant dismissed_at;
  std::string dismissed_by;
  std::optional<Instant> lifted_at;  // open again
};
BOOST_DESCRIBE_STRUCT(Dismissal, (),
                      (id, case_id, kind, reason, dismissed_at, dismissed_by, lifted_at))

/// Why it is no matter for everybody to dismiss: her goods were handed in, she was written to what
/// the law gives her, she chose, she was answered, or something promised was broken.
bool is_real_claim(db::Tx& tx, cases::Case const& row);

struct NewDismissal {
  std::int64_t version = 0;  // of the case
  NoCase kind = NoCase::Spam;
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(NewDismissal, (), (version, kind, reason))
/// Closes the case. What the law promised is withdrawn with the reason, its clocks rest, what
/// followed and was not decided falls away, nobody is told; open again, it owes again. Errors:
/// those of `cases::close_as_no_case`; Invalid cases.not_words (reason); Refused clocks.no_law;
/// Forbidden clocks.no_case_by_authority for a real claim without RemediesApprove.
Result<Dismissal> dismiss(Context const& ctx, db::Tx& tx, CaseId id, NewDismissal const& wanted);
/// It owes again; the caller counts.
void lift_dismissal(Context const& ctx, db::Tx& tx, CaseId id);
/// Newest first; at most 50.
std::vector<Dismissal> dismissals_of(db::Tx& tx, CaseId id);

}  // namespace vefa::clocks
