#include "http/url.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/text.hpp"
#include "fuzz/targets.hpp"
#include "http/api.hpp"
#include "http/router.hpp"
#include "modules/audit/audit.hpp"
#include "modules/cases/queue.hpp"

namespace vefa::fuzz {
namespace {

/// The routes that api/openapi.json tells of, and one that takes the rest of a path.
http::Routes const& all_routes() {
  static http::Routes routes;
  if (!routes.all().empty()) return routes;
  std::ifstream in("api/openapi.json");
  std::string const text{std::istreambuf_iterator<char>(in), {}};
  auto const description = boost::json::parse(text);
  for (auto const& [path, verbs] : description.at("paths").as_object())
    for (auto const& [verb, about] : verbs.as_object()) {
      std::string name(verb);
      for (char& c : name) c = static_cast<char>(c - 'a' + 'A');
      auto const method = http::parse_method(name);
      if (!method) throw std::logic_error("no method: " + name);
      routes.add({.method = *method, .path = std::string(path), .is_absolute = true});
    }
  routes.add({.method = http::Method::Get, .path = "/files/{path*}", .is_absolute = true});
  return routes;
}

/// The path that leads to a route with these parameters.
std::string path_of(http::Match const& match) {
  std::string path;
  std::size_t next = 0;
  for (auto const& segment : split(match.route->full_path().substr(1), '/')) {
    path += '/';
    if (!segment.starts_with('{')) {
      path += segment;
      continue;
    }
    std::string value;
    for (auto const& piece : split(match.params.at(next++).second, '/'))
      value += (value.empty() ? "" : "/") + http::percent_encode(piece);
    path += value;
  }
  return path;
}

std::string check_path(std::string_view method, std::string_view path) {
  static http::Router const router(all_routes());
  auto const match = router.find(method, path);
  if (!match.route) return {};
  for (auto const& [name, value] : match.params) {
    if (!is_utf8(value) || value.empty()) return "a bad parameter: " + value;
    for (auto const& piece : split(value, '/'))
      if (piece.empty() || piece == "." || piece == "..") return "a way out: " + value;
  }
  if (match.params.empty()) return {};
  auto const again = router.find(method, path_of(match));
  bool const same = again.route == match.route && again.params == match.params;
  return same ? "" : "the way back leads elsewhere: " + path_of(match);
}

template <class Q>
std::string check_as(http::Request const& request) {
  http::Query<Q> query;
  auto const read = http::typed::decode_part(request, query);
  if (!read) return is_utf8(read.error().field) ? "" : "a refusal names no UTF-8";
  return is_utf8(to_json_text(*query)) ? "" : "a query is no UTF-8";
}

std::string check_query(std::string_view text) {
  auto const pairs = http::parse_query(text);
  if (pairs) {
    std::string written;
    for (auto const& [name, value] : *pairs)
      written += "&" + http::percent_encode(name) + "=" + http::percent_encode(value);
    if (http::parse_query(written) != pairs) return "written again it differs: " + written;
  }
  http::Request request;
  request.query = text;
  if (auto why = check_as<cases::QueueFilter>(request); !why.empty()) return why;
  return check_as<audit::AuditFilter>(request);
}

}  // namespace

std::string check_url(std::string_view request) {
  auto const line = request.substr(0, request.find('\n'));
  auto const query = request.substr(std::min(line.size() + 1, request.size()));
  auto const space = std::min(line.find(' '), line.size());
  auto const path = line.substr(std::min(space + 1, line.size()));
  if (auto why = check_path(line.substr(0, space), path); !why.empty()) return why;
  http::Request cookies;
  cookies.headers.emplace_back("cookie", std::string(query));
  static_cast<void>(cookies.cookie("session"));
  return check_query(query);
}

}  // namespace vefa::fuzz
