// Finds the route of a method and a path.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/api.hpp"

namespace vefa::http {

std::optional<Method> parse_method(std::string_view method);  // HEAD is Get
std::string_view name_of(Method method);

/// What a path leads to.
struct Match {
  Route const* route = nullptr;  // null: no such path, or none for this method
  std::vector<std::pair<std::string, std::string>> params = {};
  std::string allow = {};  // the path exists, for these methods: `GET, HEAD, POST`
};

/// A tree of path segments; literal segments win over parameters. Built once, then read by all
/// threads.
class Router {
 public:
  /// Throws std::logic_error when two routes have one method and one path, or a template is
  /// malformed.
  explicit Router(Routes const& routes);
  ~Router();
  /// `path` is raw. A segment that is not UTF-8, holds `/` or NUL when decoded, or is `.` or `..`
  /// leads nowhere.
  Match find(std::string_view method, std::string_view path) const;

 private:
  struct Node;
  void add(Route const& route);
  static Node const* walk(Node const& node, std::vector<std::string> const& segments,
                          std::size_t at, std::vector<std::string>& values);
  std::unique_ptr<Node> root_;
};

}  // namespace vefa::http
