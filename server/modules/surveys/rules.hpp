// Pure decisions of surveys.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/surveys/surveys.hpp"

namespace vefa::surveys {

/// Whether a case that closed is to be asked about: by now, it is still closed, somebody answered
/// her, and nobody has asked her (or heard her) within the policy's days or since it closed.
bool is_to_be_asked(SurveyPolicy const& policy, cases::Case const& row,
                    std::optional<Instant> last_asked, Instant now);
/// Her newest word on being asked is a no. Silence is none: the question is part of the service.
bool does_not_wish(std::vector<customers::Consent> const& consents);
bool is_low(SurveyPolicy const& policy, std::int64_t rating);

}  // namespace vefa::surveys
