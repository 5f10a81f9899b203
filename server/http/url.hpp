// Percent-encoding and query strings.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vefa::http {

enum class Plus { IsPlus, IsSpace };  // a plus sign means a space in queries and forms only

/// Nothing when an escape is malformed, or the outcome is no UTF-8 or holds a NUL.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

/// Everything but letters, digits and -._~ escaped (RFC 3986's unreserved characters).
std::string percent_encode(std::string_view text);

/// Pairs of a query or an urlencoded form in their order; nothing as above. At most 100 pairs are
/// read.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query);

}  // namespace vefa::http
