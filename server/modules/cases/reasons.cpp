#include "modules/cases/reasons.hpp"

namespace vefa::cases {

std::string reason_in(Language language, std::string const& kept) {
  bool const is_key = kept.starts_with("cases.reason_") || kept.starts_with("clocks.reason_");
  return is_key && i18n::has_message(kept) ? i18n::message(language, kept) : kept;
}

std::string hand_over_in(Language language, std::string const& kept) {
  if (kept == "taken") return i18n::message(language, "cases.reason_taken");
  if (kept == "bulk") return i18n::message(language, "cases.reason_bulk");
  if (kept == "macro") return i18n::message(language, "cases.reason_macro");
  if (kept == "owner_left") return i18n::message(language, "cases.reason_owner_left");
  return kept;
}

}  // namespace vefa::cases
