#include "modules/catalogue/rules.hpp"

#include <deque>
#include <numeric>

namespace vefa::catalogue {
namespace {

constexpr std::size_t kLongest = 100;  // edges in a line of successors
constexpr std::int64_t kMostOfOne = 1'000'000;

bool is_valid_on(Succession const& edge, LocalDate day) {
  return edge.from_on <= day && (!edge.until_on || day < *edge.until_on);
}

/// The days of a stretch of edges: from, and until (exclusive; none: for good).
struct Days {
  LocalDate from;
  std::optional<LocalDate> until;
  bool empty() const { return until && *until <= from; }
};

Days days_of(Succession const& edge) { return {edge.from_on, edge.until_on}; }

Days both(Days const& a, Days const& b) {
  Days out{std::max(a.from, b.from), a.until};
  if (!out.until || (b.until && *b.until < *out.until)) out.until = b.until;
  return out;
}

bool leads_to(std::vector<Succession> const& edges, ProductId from, ProductId to, Days const& days,
              std::size_t depth) {
  if (from == to) return true;
  if (depth >= kLongest) return true;  // longer than any line of parts: taken for a circle
  for (auto const& edge : edges) {
    if (edge.part_id != from) continue;
    auto const common = both(days, days_of(edge));
    if (!common.empty() && leads_to(edges, edge.successor_id, to, common, depth + 1)) return true;
  }
  return false;
}

Replacement times(Replacement const& so_far, ProductId part, std::int64_t quantity_old,
                  std::int64_t quantity_new, bool use_up_first) {
  Replacement next{part, so_far.quantity_old * quantity_old, so_far.quantity_new * quantity_new,
                   so_far.use_up_first || use_up_first};
  auto const common = std::gcd(next.quantity_old, next.quantity_new);
  next.quantity_old = std::min(next.quantity_old / common, kMostOfOne);
  next.quantity_new = std::min(next.quantity_new / common, kMostOfOne);
  return next;
}

}  // namespace

char gtin_check_digit(std::string_view digits) {
  int sum = 0;
  int weight = 3;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, weight = 4 - weight)
    sum += (*at - '0') * weight;
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::optional<std::string> read_gtin(std::string_view typed) {
  std::string digits;
  for (char const c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c < '0' || c > '9') return std::nullopt;
    digits += c;
  }
  auto const length = digits.size();
  if (length != 8 && length != 12 && length != 13 && length != 14) return std::nullopt;
  auto const body = std::string_view(digits).substr(0, length - 1);
  if (gtin_check_digit(body) != digits.back()) return std::nullopt;
  return digits;
}

std::string gtin_14(std::string_view gtin) {
  return std::string(14 - gtin.size(), '0') + std::string(gtin);
}

bool is_code(std::string_view code) {
  return !code.empty() && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

bool is_web_address(std::string_view url) {
  auto const rest = url.starts_with("https://")  ? url.substr(8)
                    : url.starts_with("http://") ? url.substr(7)
                                                 : std::string_view();
  return !rest.empty() && rest.front() != '/' &&
         rest.find_first_of(" \t\n\"<>") == std::string_view::npos;
}

bool closes_circle(std::vector<Succession> const& others, Succession const& edge) {
  return leads_to(others, edge.successor_id, edge.part_id, days_of(edge), 0);
}

std::optional<Succession> overlapping(std::vector<Succession> const& others,
                                      Succession const& edge) {
  for (auto const& other : others)
    if (other.part_id == edge.part_id && !both(days_of(other), days_of(edge)).empty()) return other;
  return std::nullopt;
}

Replacement successor_on(std::vector<Succession> const& edges, ProductId part, LocalDate day) {
  Replacement now{part, 1, 1, false};
  for (std::size_t step = 0; step < kLongest; ++step) {
    auto const next = std::find_if(edges.begin(), edges.end(), [&](auto const& edge) {
      return edge.part_id == now.part_id && is_valid_on(edge, day);
    });
    if (next == edges.end()) break;
    now =
        times(now, next->successor_id, next->quantity_old, next->quantity_new, next->use_up_first);
  }
  return now;
}

std::vector<Replacement> usable_for(std::vector<Succession> const& edges, ProductId part,
                                    LocalDate day) {
  std::vector<Replacement> found;
  std::set<ProductId> seen{part};
  std::deque<Replacement> open{{part, 1, 1, false}};
  while (!open.empty()) {
    auto const at = open.front();
    open.pop_front();
    auto const visit = [&](ProductId next, std::int64_t old_count, std::int64_t new_count,
                           bool use_up_first) {
      if (!seen.insert(next).second) return;
      open.push_back(times(at, next, old_count, new_count, use_up_first));
      found.push_back(open.back());
    };
    for (auto const& edge : edges) {
      if (!is_valid_on(edge, day)) continue;
      if (edge.part_id == at.part_id)
        visit(edge.successor_id, edge.quantity_old, edge.quantity_new, edge.use_up_first);
      if (edge.successor_id == at.part_id && edge.direction == Direction::TwoWay)
        visit(edge.part_id, edge.quantity_new, edge.quantity_old, edge.use_up_first);
    }
  }
  return found;
}

}  // namespace vefa::catalogue
