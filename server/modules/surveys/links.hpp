// The signed link of a survey: whoever has it may answer it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "modules/surveys/surveys.hpp"

namespace vefa::surveys {

std::string link_token(SurveyId id);
/// Nothing for a token that this server did not make.
std::optional<SurveyId> survey_of_token(std::string_view token);
/// The page; with a rating, that one stands first. A GET changes nothing: docs/decisions/0006.
std::string link_of(std::string const& public_url, SurveyId id, std::int64_t rating);

}  // namespace vefa::surveys
