// The untyped parts of requests, routes and their input.
#include <charconv>

#include "http/api.hpp"
#include "http/url.hpp"

namespace vefa::http {

std::string_view Request::header(std::string_view lower_case_name) const {
  for (auto const& [name, value] : headers)
    if (name == lower_case_name) return value;
  return {};
}

std::string_view Request::cookie(std::string_view name) const {
  for (auto const& [header_name, value] : headers) {
    if (header_name != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      auto const end = rest.find(';');
      std::string_view piece = rest.substr(0, end);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      while (!piece.empty() && piece.front() == ' ') piece.remove_prefix(1);
      if (piece.size() > name.size() && piece.starts_with(name) && piece[name.size()] == '=')
        return piece.substr(name.size() + 1);
    }
  }
  return {};
}

std::string Request::origin() const {
  return std::string(secure ? "https://" : "http://") + std::string(header("host"));
}

std::string session_cookie(Request const& request, std::string_view token, std::int64_t seconds) {
  return std::string(kSessionCookie) + "=" + std::string(token) +
         "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) +
         (request.secure ? "; Secure" : "");
}

std::string_view Call::param(std::string_view name) const {
  for (auto const& [key, value] : params)
    if (key == name) return value;
  return {};
}

Route& Route::status(int code) {
  success_status = code;
  return *this;
}
Route& Route::max_body(std::size_t bytes) {
  body_limit = bytes;
  return *this;
}
Route& Route::raw() {
  is_raw = true;
  return *this;
}
Route& Route::absolute() {
  is_absolute = true;
  return *this;
}
Route& Route::secret() {
  is_secret = true;
  return *this;
}

Route& Route::passing() {
  is_passing = true;
  return *this;
}

Route& Route::uncounted() {
  is_uncounted = true;
  return *this;
}
std::string Route::full_path() const { return is_absolute ? path : "/api/v1" + path; }

Route& Routes::add(Route route) { return routes_.emplace_back(std::move(route)); }

namespace typed {
namespace {

Error bad_query() { return invalid("", "http.bad_query"); }

Json shaped(std::string const& text, Shape shape) {
  char const* const end = text.data() + text.size();
  if (shape == Shape::Bool && (text == "true" || text == "1")) return true;
  if (shape == Shape::Bool && (text == "false" || text == "0")) return false;
  if (shape == Shape::Integer) {
    std::int64_t value = 0;
    auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc() && stop == end) return value;
  }
  if (shape == Shape::Number) {
    double value = 0;
    auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc() && stop == end) return value;
  }
  return Json(text);  // the decoder refuses it by its type, naming the parameter
}

}  // namespace

Error all_of(std::vector<Error> errors) {
  Error first = std::move(errors.front());
  for (std::size_t i = 1; i < errors.size(); ++i) {
    for (auto& more : errors[i].also) first.also.push_back(std::move(more));
    errors[i].also.clear();
    first.also.push_back(std::move(errors[i]));
  }
  return first;
}

Result<Json> query_json(Request const& request, std::span<Parameter const> parameters) {
  auto pairs = parse_query(request.query);
  if (!pairs) return bad_query();
  JsonObject out;
  for (auto const& p : parameters)
    if (p.is_list) out[p.name] = boost::json::array();
  for (auto& [name, value] : *pairs) {
    auto known = std::find_if(parameters.begin(), parameters.end(),
                              [&](Parameter const& p) { return p.name == name; });
    if (known == parameters.end()) {
      out[name] = value;  // refused by the decoder as unknown
    } else if (value.empty()) {
      continue;
    } else if (known->is_list) {
      for (auto& item : split(value, ','))
        out[name].as_array().push_back(shaped(item, known->shape));
    } else if (out.contains(name)) {
      return invalid(name, "http.repeated_parameter");
    } else {
      out[name] = shaped(value, known->shape);
    }
  }
  return Json(std::move(out));
}

Result<Json> body_json(Request const& request) { return parse_json(request.body); }

Result<void> no_query(Request const& request) {
  if (request.query.empty()) return {};
  auto pairs = parse_query(request.query);
  if (!pairs) return bad_query();
  wire::Problems problems;
  for (auto const& [name, value] : *pairs) problems.add(name, "wire.unknown_field");
  if (problems.empty()) return {};
  return problems.take();
}

std::string handler_name(std::string_view pretty_function) {
  auto const from = pretty_function.find("Handler = ");
  auto name = pretty_function.substr(from + 10);
  name = name.substr(0, name.find_first_of(";]"));
  auto const colons = name.rfind("::");
  if (colons != std::string_view::npos) name = name.substr(colons + 2);
  if (name.starts_with('&')) name.remove_prefix(1);
  return std::string(name);
}

}  // namespace typed
}  // namespace vefa::http
