// Pages of a list that is ordered by an instant and, among equals, by id: what waits over all
// cases. The cursor is the last row shown: "1764000000000.lcl_…".
#pragma once
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace vefa::http {

struct PageWish {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 100; absent: 50
};
BOOST_DESCRIBE_STRUCT(PageWish, (), (cursor, limit))

/// Behind which a page begins; at first before everything.
struct Place {
  Instant at{std::numeric_limits<std::int64_t>::min()};
  std::int64_t id = 0;
};

/// Invalid: wire.out_of_range (limit).
inline Result<std::int64_t> limit_of(PageWish const& wish) {
  auto const limit = wish.limit.value_or(50);
  if (limit < 1 || limit > 100)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "100"}});
  return limit;
}

/// Invalid: error.bad_cursor (cursor).
template <class IdType>
Result<Place> place_of(PageWish const& wish) {
  if (!wish.cursor || wish.cursor->empty()) return Place{};
  auto const parts = split(*wish.cursor, '.');
  auto const id = parts.size() == 2 ? IdType::parse(parts[1]) : std::nullopt;
  if (!id || parts[0].empty() || parts[0].size() > 15 ||
      parts[0].find_first_not_of("0123456789") != std::string::npos)
    return invalid("cursor", "error.bad_cursor");
  return Place{{std::stoll(parts[0])}, id->value};
}

/// Of `rows`, which are one more than `limit` where there are more; `at_of` is what orders them,
/// `show` makes of a row what is shown, or nothing where the reader may not see it.
template <class Shown, class Row, class AtOf, class Show>
Page<Shown> page_of(std::vector<Row> rows, std::int64_t limit, AtOf at_of, Show show) {
  Page<Shown> page;
  if (static_cast<std::int64_t>(rows.size()) > limit) {
    rows.pop_back();
    page.next_cursor = std::to_string(at_of(rows.back()).ms) + "." + rows.back().id.text();
  }
  for (auto& row : rows)
    if (std::optional<Shown> shown = show(std::move(row))) page.items.push_back(std::move(*shown));
  return page;
}

}  // namespace vefa::http
