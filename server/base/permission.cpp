#include "base/permission.hpp"

#include <array>

#include "base/text.hpp"

namespace vefa {
namespace {

constexpr auto kCount = static_cast<std::size_t>(Permission::Count);

std::array<std::string, kCount> const& names() {
  static auto const all = [] {
    std::array<std::string, kCount> out;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>(
        [&](auto d) { out[static_cast<std::size_t>(d.value)] = snake_case(d.name); });
    return out;
  }();
  return all;
}

static_assert(boost::mp11::mp_size<boost::describe::describe_enumerators<Permission>>::value ==
                  kCount,
              "every permission is described");

}  // namespace

std::string_view name_of(Permission permission) {
  return names().at(static_cast<std::size_t>(permission));
}

std::optional<Permission> parse_permission(std::string_view name) {
  for (std::size_t i = 0; i < kCount; ++i)
    if (names()[i] == name) return static_cast<Permission>(i);
  return std::nullopt;
}

std::string to_text(Permissions const& permissions) {
  std::string out;
  for (std::size_t i = 0; i < kCount; ++i) {
    if (!permissions[i]) continue;
    if (!out.empty()) out += ' ';
    out += names()[i];
  }
  return out;
}

Permissions parse_permissions(std::string_view text) {
  Permissions set;
  for (auto const& name : split(text, ' '))
    if (auto const permission = parse_permission(name))
      set.set(static_cast<std::size_t>(*permission));
  return set;
}

}  // namespace vefa
