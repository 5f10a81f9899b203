#include "http/router.hpp"

#include <stdexcept>

#include "base/text.hpp"
#include "http/url.hpp"

namespace vefa::http {

namespace {

constexpr std::size_t kMethods = 5;
constexpr std::array<std::string_view, kMethods> kMethodNames{"GET", "POST", "PUT", "PATCH",
                                                              "DELETE"};
constexpr std::size_t kMaxSegments = 32;

/// Segments of a raw path, decoded; nothing when the path can name no route.
std::optional<std::vector<std::string>> segments_of(std::string_view path) {
  if (path.empty() || path[0] != '/') return std::nullopt;
  std::vector<std::string> out;
  if (path.size() == 1) return out;
  for (auto const& raw : split(path.substr(1), '/')) {
    auto segment = percent_decode(raw, Plus::IsPlus);
    if (!segment || segment->empty() || *segment == "." || *segment == ".." ||
        segment->find('/') != std::string::npos || segment->find('\\') != std::string::npos)
      return std::nullopt;
    if (out.size() == kMaxSegments) return std::nullopt;
    out.push_back(std::move(*segment));
  }
  return out;
}

}  // namespace

std::optional<Method> parse_method(std::string_view method) {
  if (method == "HEAD") return Method::Get;
  for (std::size_t i = 0; i < kMethods; ++i)
    if (kMethodNames[i] == method) return static_cast<Method>(i);
  return std::nullopt;
}

std::string_view name_of(Method method) { return kMethodNames[static_cast<std::size_t>(method)]; }

struct Router::Node {
  struct Leaf {
    Route const* route = nullptr;
    std::vector<std::string> names;  // of its parameters, in order
  };
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::unique_ptr<Node> tail;
  std::array<Leaf, kMethods> leaves;

  bool has_leaf() const {
    for (auto const& leaf : leaves)
      if (leaf.route) return true;
    return false;
  }
};

Router::Router(Routes const& routes) : root_(std::make_unique<Node>()) {
  for (auto const& route : routes.all()) add(route);
}
Router::~Router() = default;

void Router::add(Route const& route) {
  std::string const path = route.full_path();
  if (path.empty() || path[0] != '/') throw std::logic_error("the route " + path + " lacks a /");
  Node* node = root_.get();
  std::vector<std::string> names;
  for (auto const& segment :
       path == "/" ? std::vector<std::string>() : split(path.substr(1), '/')) {
    if (segment.empty()) throw std::logic_error("the route " + path + " has an empty segment");
    bool const braces = segment.front() == '{' && segment.back() == '}' && segment.size() > 2;
    std::unique_ptr<Node>* next = nullptr;
    if (braces && segment[segment.size() - 2] == '*') {
      names.push_back(segment.substr(1, segment.size() - 3));
      next = &node->tail;
    } else if (braces) {
      names.push_back(segment.substr(1, segment.size() - 2));
      next = &node->parameter;
    } else {
      next = &node->literals[segment];
    }
    if (!*next) *next = std::make_unique<Node>();
    node = next->get();
  }
  auto& leaf = node->leaves[static_cast<std::size_t>(route.method)];
  if (leaf.route)
    throw std::logic_error("two routes for " + std::string(name_of(route.method)) + " " + path);
  leaf = {&route, std::move(names)};
}

Router::Node const* Router::walk(Node const& node, std::vector<std::string> const& segments,
                                 std::size_t at, std::vector<std::string>& values) {
  if (at == segments.size()) return node.has_leaf() ? &node : nullptr;
  auto literal = node.literals.find(segments[at]);
  if (literal != node.literals.end())
    if (auto const* found = walk(*literal->second, segments, at + 1, values)) return found;
  if (node.parameter) {
    values.push_back(segments[at]);
    if (auto const* found = walk(*node.parameter, segments, at + 1, values)) return found;
    values.pop_back();
  }
  if (node.tail) {
    values.push_back(
        join({segments.begin() + static_cast<std::ptrdiff_t>(at), segments.end()}, "/"));
    return node.tail.get();
  }
  return nullptr;
}

Match Router::find(std::string_view method, std::string_view path) const {
  auto segments = segments_of(path);
  if (!segments) return {};
  std::vector<std::string> values;
  Node const* node = walk(*root_, *segments, 0, values);
  if (!node) return {};
  Match match;
  for (std::size_t i = 0; i < kMethods; ++i) {
    if (!node->leaves[i].route) continue;
    if (!match.allow.empty()) match.allow += ", ";
    match.allow += i == 0 ? "GET, HEAD" : kMethodNames[i];
  }
  auto wanted = parse_method(method);
  if (!wanted) return match;
  auto const& leaf = node->leaves[static_cast<std::size_t>(*wanted)];
  match.route = leaf.route;
  if (match.route)
    for (std::size_t i = 0; i < values.size(); ++i)
      match.params.emplace_back(leaf.names[i], std::move(values[i]));
  return match;
}

}  // namespace vefa::http
