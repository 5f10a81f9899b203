#include "law/pack.hpp"

#include <algorithm>

#include "calendar/zone.hpp"

namespace vefa::law {
namespace {

LocalDate plus_months(LocalDate date, std::int64_t months) {
  using namespace std::chrono;
  auto const month = year{date.year} / date.month + std::chrono::months{months};
  auto const last = static_cast<unsigned>((month / std::chrono::last).day());
  auto const on = std::min(static_cast<unsigned>(date.day), last);
  return {static_cast<int>(month.year()), static_cast<int>(static_cast<unsigned>(month.month())),
          static_cast<int>(on)};
}

}  // namespace

Rule const* find_rule(Pack const& pack, std::string_view id, LocalDate on) {
  auto at =
      std::lower_bound(pack.rules.begin(), pack.rules.end(), id,
                       [](Rule const& rule, std::string_view wanted) { return rule.id < wanted; });
  for (; at != pack.rules.end() && at->id == id; ++at)
    if (at->effective.holds(on)) return &*at;
  return nullptr;
}

Rule const* find_any_edition(Pack const& pack, std::string_view id) {
  auto const at =
      std::lower_bound(pack.rules.begin(), pack.rules.end(), id,
                       [](Rule const& rule, std::string_view wanted) { return rule.id < wanted; });
  return at != pack.rules.end() && at->id == id ? &*at : nullptr;
}

Days const* own_days(Pack const& pack) {
  auto found = pack.calendars.find(pack.own_calendar);
  if (pack.own_calendar.empty() && pack.calendars.size() == 1) found = pack.calendars.begin();
  return found == pack.calendars.end() ? nullptr : &found->second.days;
}

ParameterValue const* find_value(Pack const& pack, std::string_view parameter, LocalDate on) {
  auto const found = pack.parameters.find(parameter);
  if (found == pack.parameters.end()) return nullptr;
  for (auto const& value : found->second.values)
    if (value.effective.holds(on)) return &value;
  return nullptr;
}

ProductGroup const* find_group(Pack const& pack, std::string_view code, LocalDate on) {
  for (auto const& group : pack.groups)
    if (group.code == code && group.effective.holds(on)) return &group;
  return nullptr;
}

Document const* find_document(Pack const& pack, std::string_view id, LocalDate on) {
  for (auto const& document : pack.documents)
    if (document.id == id && document.effective.holds(on)) return &document;
  return nullptr;
}

LocalDate plus(LocalDate date, Amount const& amount) {
  switch (amount.unit) {
    case Unit::Year:
      return plus_months(date, 12 * amount.count);
    case Unit::Month:
      return plus_months(date, amount.count);
    case Unit::Week:
      return calendar::plus_days(date, static_cast<int>(7 * amount.count));
    default:
      return calendar::plus_days(date, static_cast<int>(amount.count));
  }
}

std::optional<LocalDate> kept_until(Document const& document, LocalDate made_on) {
  if (!document.kept) return std::nullopt;
  LocalDate from = made_on;
  if (document.kept_from == KeptFrom::YearEnd) from = {made_on.year + 1, 1, 1};
  if (document.kept_from == KeptFrom::YearReport) from = {made_on.year + 1, 6, 1};
  return plus(from, *document.kept);
}

ConsentRule const* find_consent(Pack const& pack, std::string_view channel,
                                std::string_view content, LocalDate on) {
  auto const names = [](std::vector<std::string> const& list, std::string_view wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
  };
  ConsentRule const* strictest = nullptr;
  for (auto const& consent : pack.consents) {
    if (!consent.effective.holds(on) || !names(consent.channels, channel) ||
        !names(consent.contents, content))
      continue;
    // An opt-in asks for more than a look into a registry, and that for more than nothing.
    auto const weight = [](ConsentNeed need) {
      return need == ConsentNeed::OptIn ? 2 : need == ConsentNeed::RegistryCheck ? 1 : 0;
    };
    if (!strictest || weight(consent.need) > weight(strictest->need)) strictest = &consent;
  }
  return strictest;
}

}  // namespace vefa::law
