// Surveys: how content is she? Asked by mail some days after a case closes, answered by one press
// on a page without a login; what she says stands on the case, and who is unhappy is called.
#pragma once
#include <boost/describe.hpp>
#include <optional>

#include "base/context.hpp"
#include "db/database.hpp"
#include "modules/customers/customers.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa {
struct SurveyTag {
  static constexpr std::string_view kPrefix = "srv";
};
using SurveyId = Id<SurveyTag>;
struct SurveyAnswerTag {
  static constexpr std::string_view kPrefix = "sra";
};
using SurveyAnswerId = Id<SurveyAnswerTag>;
}  // namespace vefa

namespace vefa::surveys {

/// The best rating; 1 is the worst. Kept with each answer, so that figures stay true when it
/// changes.
inline constexpr std::int64_t kScale = 5;
/// A link is good for this long after she was asked.
inline constexpr Duration kOpenFor = std::chrono::days(90);

/// How the company asks; the setting `surveys`.
struct SurveyPolicy {
  std::int64_t version = 1;
  bool enabled = false;
  std::int64_t after_days = 1;           // after closing; 0: at once; at most 60
  std::int64_t at_most_every_days = 30;  // one customer is asked once in so many; at most 730
  std::int64_t low_at_most = 2;          // a rating up to this is low: she is called; 1 to 3
  std::optional<StaffId> called_by;      // who calls; none: who has the case
};
BOOST_DESCRIBE_STRUCT(SurveyPolicy, (),
                      (version, enabled, after_days, at_most_every_days, low_at_most, called_by))
SurveyPolicy policy(db::Tx& tx);
/// Records `surveys.policy_changed`. Stale; Invalid with the field: wire.out_of_range,
/// surveys.no_public_url (a link must lead somewhere), surveys.not_a_colleague.
Result<SurveyPolicy> change_policy(Context const& ctx, db::Tx& tx, SurveyPolicy wanted);

enum class Via { Mail, Verdict };
BOOST_DESCRIBE_ENUM(Via, Mail, Verdict)
struct Survey {
  SurveyId id;
  CaseId case_id;
  CustomerId customer_id;
  Via via = Via::Mail;
  Instant asked_at;
  InteractionId interaction_id;
  std::int64_t scale = kScale;
  std::optional<std::int64_t> rating;
  std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(Survey, (),
                      (id, case_id, customer_id, via, asked_at, interaction_id, scale, rating,
                       answered_at))
std::optional<Survey> find(db::Tx& tx, SurveyId id);

/// Asks about a closed case by mail, records `survey.asked`. Nothing (none) when surveys are off,
/// the case is open again or was never answered, she cannot be written to, does not wish to be
/// asked, was asked lately, or has said it already.
SurveyId ask(Context const& ctx, db::Tx& tx, CaseId id);

struct Rating {
  std::int64_t rating = 0;  // 1 to kScale
  std::string comment = {};
};
/// Her word; said again, the newest counts. Her comment stands on the case as an interaction.
/// Records `survey.answered`. A low rating promises her a call (cases::call_back); answers when it
/// is due. NotFound; Invalid: wire.out_of_range; Refused: surveys.over.
Result<std::optional<Instant>> answer(Context const& ctx, db::Tx& tx, SurveyId id,
                                      Rating const& said);

/// This module's share of what is known of a person.
customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::surveys
