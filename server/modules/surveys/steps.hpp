// Steps that several use-cases of this module share.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/surveys/surveys.hpp"

namespace vefa::surveys {

/// "very content": what a rating means, in her language.
std::string rating_words(Language language, std::int64_t rating);
void record(Context const& ctx, db::Tx& tx, std::string kind, cases::Case const& row,
            JsonObject payload);
/// Who rates low is promised a call, and told so; answers when it is due. Nothing otherwise.
std::optional<Instant> make_good(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                 std::int64_t rating);

}  // namespace vefa::surveys
