// What a rule comes to when what starts it happens on a given day: for whoever looks the law up.
#pragma once
#include "law/pack.hpp"

namespace vefa::law {

/// Told in words as a clock is, counted from noon of that day; the rule alone where nothing starts
/// it. NotFound for a rule that the pack has in no edition; Refused as `due` refuses.
Result<std::vector<std::string>> tell_example(Language language, Pack const& pack,
                                              std::string const& rule_id, LocalDate on);

}  // namespace vefa::law
