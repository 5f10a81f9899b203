// The device that her case is about, on her own page: what it is, what is free for her and until
// when, and its manuals.
#pragma once
#include "modules/catalogue/manuals.hpp"
#include "modules/coverage/free.hpp"
#include "modules/portal/portal.hpp"
#include "modules/units/units.hpp"

namespace vefa::cases {
struct Case;
}

namespace vefa::portal {

struct Device {
  std::string title;
  std::string kind;                    // what it is called in her language; may be empty
  std::string serial;                  // empty: none
  std::optional<LocalDate> bought_on;  // none: not known, or the device is not hers
  std::vector<coverage::FreeComponent> free;
  std::vector<coverage::Flag> flags;
  std::vector<catalogue::Manual> manuals;  // in her language, else all there are
};

/// The unit that the case names, as the customer may see it; nothing where it names none.
std::optional<Device> device_of(Context const& ctx, db::Tx& tx, cases::Case const& row);
/// Any unit, as this customer may see it.
Device device_of(Context const& ctx, db::Tx& tx, units::Unit const& unit, CustomerId customer,
                 Language language);
/// As HTML, without a script; everything that comes from people is escaped.
std::string device_section(Device const& device, Language language);
/// Its parts, for a page that has a heading of its own: what it is; what is free for her, and what
/// she can do so that it is certain; its manuals.
std::string device_lines(Device const& device, Language language);
std::string device_covered(Device const& device, Language language);
std::string device_manuals(Device const& device, Language language);

}  // namespace vefa::portal
