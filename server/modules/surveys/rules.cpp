#include "modules/surveys/rules.hpp"

namespace vefa::surveys {

bool is_to_be_asked(SurveyPolicy const& policy, cases::Case const& row,
                    std::optional<Instant> last_asked, Instant now) {
  if (!policy.enabled || row.open || row.merged_into_id || !row.first_answered_at) return false;
  if (!last_asked) return true;
  if (*last_asked >= *row.closed_at) return false;
  return now - *last_asked >= std::chrono::days(policy.at_most_every_days);
}

bool does_not_wish(std::vector<customers::Consent> const& consents) {
  using customers::ConsentChannel;
  bool withdrawn = false;
  for (auto const& c : consents) {  // oldest first
    if (c.purpose != customers::ConsentPurpose::Surveys) continue;
    if (c.channel == ConsentChannel::Any || c.channel == ConsentChannel::Email)
      withdrawn = c.decision == customers::ConsentDecision::Withdrawn;
  }
  return withdrawn;
}

bool is_low(SurveyPolicy const& policy, std::int64_t rating) {
  return rating <= policy.low_at_most;
}

}  // namespace vefa::surveys
