#include "modules/standards/snapshots.hpp"

#include "modules/company/company.hpp"
#include "modules/standards/store.hpp"

namespace vefa::standards {
namespace {

constexpr std::size_t kMaxSnapshots = 1000;

std::mutex mutex;
std::unordered_map<std::string, Snapshot> kept;

Snapshot find_kept(std::string const& key) {
  std::lock_guard const lock(mutex);
  auto const found = kept.find(key);
  return found == kept.end() ? nullptr : found->second;
}

void keep(std::string key, Snapshot snapshot) {
  std::lock_guard const lock(mutex);
  if (kept.size() >= kMaxSnapshots) kept.clear();
  kept.emplace(std::move(key), std::move(snapshot));
}

}  // namespace

std::string zone_or_company(db::Tx& tx, std::optional<std::string> const& zone) {
  return zone ? *zone : company::profile(tx).zone;
}

Snapshot snapshot(db::Tx& tx, WorkCalendarId id, std::string const& fingerprint,
                  std::optional<std::string> const& zone) {
  auto const name = zone_or_company(tx, zone);
  auto key = fingerprint + '@' + name;
  if (auto found = find_kept(key)) return found;
  NewCalendar form;
  load_hours(tx, id, form);
  auto const hours = hours_of(form, name);
  auto made = hours ? calendar::WorkingCalendar::make(*hours)
                    : Result<calendar::WorkingCalendar>(hours.error());
  if (!made)
    throw std::runtime_error("calendar " + id.text() + " cannot be counted in: " +
                             made.error().key + " at " + made.error().field);
  auto shared = std::make_shared<calendar::WorkingCalendar const>(std::move(made).value());
  // Under READ COMMITTED the hours may be newer than the row that named them.
  if (fingerprint_of(form) == fingerprint) keep(std::move(key), shared);
  return shared;
}

}  // namespace vefa::standards
