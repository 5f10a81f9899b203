// What costs the customer nothing, and until when: never more than is covered. A pure function.
#pragma once
#include "modules/coverage/coverage.hpp"

namespace vefa::coverage {

/// A stretch of days on which a component costs the customer nothing.
struct FreeComponent {
  Component component = Component::Parts;
  std::optional<LocalDate> last_on;     // of the stretch: then something of it ends; none: no end
  bool limited = false;                 // only up to a use, a number of visits or an amount
  std::vector<Cause> not_for;           // faults of these causes cost her
  std::vector<std::string> not_groups;  // parts of these groups (codes) cost her
  bool operator==(FreeComponent const&) const = default;
};
BOOST_DESCRIBE_STRUCT(FreeComponent, (), (component, last_on, limited, not_for, not_groups))
/// What costs her nothing, in the order of components: the first stretch of each begins with the
/// day asked of, the next one, where less is free, behind it. What she pays a share of is not among
/// it. A pure function of what was found.
std::vector<FreeComponent> free_of(Found const& found);
/// The same as it is told to her: a sentence for all that ends on one day and in one way; one
/// sentence where nothing is free.
std::vector<std::string> said_to_her(std::vector<FreeComponent> const& free, Language language);

}  // namespace vefa::coverage
