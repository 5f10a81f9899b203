#include "http/openapi.hpp"

#include <set>
#include <stdexcept>

#include "base/permission.hpp"
#include "http/router.hpp"

namespace vefa::http {
namespace {

using boost::json::array;

constexpr char const* kAbout =
    "Customer service that keeps its word: cases, promises, interactions. Every write takes an "
    "Idempotency-Key; writes to an existing thing carry its version and get 409 when it is stale; "
    "lists are paged by cursor. With the session's cookie a write needs the header "
    "X-Vefa-Request: 1. Errors are problem+json (RFC 9457) in the language of the account or of "
    "Accept-Language, and name each field.";

JsonObject text_schema() { return {{"type", "string"}}; }

JsonObject problem_schema() {
  JsonObject error{
      {"type", "object"},
      {"required", array{"field", "key", "detail"}},
      {"properties",
       JsonObject{{"field", text_schema()}, {"key", text_schema()}, {"detail", text_schema()}}}};
  array codes;
  for (char const* code : {"invalid", "unauthenticated", "forbidden", "not_found", "conflict",
                           "stale", "refused", "too_large", "too_many", "unavailable", "internal"})
    codes.emplace_back(code);
  JsonObject members{{"type", text_schema()},
                     {"title", text_schema()},
                     {"status", JsonObject{{"type", "integer"}}},
                     {"detail", text_schema()},
                     {"instance", text_schema()},
                     {"code", JsonObject{{"type", "string"}, {"enum", codes}}},
                     {"errors", JsonObject{{"type", "array"}, {"items", error}}}};
  return {{"type", "object"},
          {"required", array{"type", "title", "status", "detail", "instance", "code", "errors"}},
          {"properties", members}};
}

/// `cases` of `/cases/{case}`.
std::string tag_of(Route const& route) {
  std::string const path = route.path.substr(1);
  return path.substr(0, path.find('/'));
}

void add_path_parameters(array& out, std::string const& path) {
  for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
    std::string name = path.substr(at + 1, path.find('}', at) - at - 1);
    if (name.ends_with('*')) name.pop_back();
    out.push_back(
        JsonObject{{"name", name}, {"in", "path"}, {"required", true}, {"schema", text_schema()}});
  }
}

/// What a route's types need, into the whole. Types of two modules may share a name only when they
/// look the same on the wire.
void join_components(wire::Components& whole, wire::Components const& own, Route const& route) {
  for (auto const& [name, schema] : own) {
    auto const [known, is_new] = whole.emplace(name, schema);
    if (!is_new && known->second != schema)
      throw std::logic_error("two types are named " + name +
                             " on the wire and differ, one of them in " + route.name +
                             ": rename one");
  }
}

/// A schema by `describe`, and what it needs joined into the whole.
JsonObject described(wire::Schema describe, wire::Components& whole, Route const& route) {
  wire::Components own;
  JsonObject schema = describe(own);
  join_components(whole, own, route);
  return schema;
}

/// The members of the query's struct as parameters. Their own schema needs no component.
void add_query_parameters(array& out, Route const& route, wire::Components& components) {
  wire::Components own;
  std::string const ref(route.query_schema(own).at("$ref").as_string());
  std::string const name = ref.substr(ref.rfind('/') + 1);
  for (auto const& [member, schema] : own.at(name).at("properties").as_object()) {
    JsonObject parameter{
        {"name", member}, {"in", "query"}, {"required", false}, {"schema", schema}};
    auto const* type = schema.is_object() ? schema.as_object().if_contains("type") : nullptr;
    if (type && *type == "array") {
      parameter["style"] = "form";
      parameter["explode"] = false;
    }
    out.push_back(std::move(parameter));
  }
  own.erase(name);
  join_components(components, own, route);
}

struct Refusal {
  char const* status;
  char const* name;
  char const* says;
};
constexpr Refusal kRefusals[] = {
    {"401", "Unauthenticated", "Not signed in."},
    {"403", "Forbidden", "Not allowed."},
    {"404", "NotFound", "Does not exist, or is not yours to see."},
    {"409", "Conflict", "Stale, or something else stands in the way."},
    {"413", "TooLarge", "The body is too large."},
    {"422", "Refused", "Does not fit, or a rule says no."},
    {"429", "TooMany", "Too many requests; Retry-After says when."},
    {"503", "Unavailable", "Try again later; Retry-After says when."},
};

JsonObject refusals() {
  JsonObject const schema{{"schema", JsonObject{{"$ref", "#/components/schemas/Problem"}}}};
  JsonObject out;
  for (auto const& refusal : kRefusals)
    out[refusal.name] = JsonObject{{"description", refusal.says},
                                   {"content", JsonObject{{"application/problem+json", schema}}}};
  return out;
}

void add_refusals(JsonObject& out, std::initializer_list<std::string_view> statuses) {
  for (auto const& refusal : kRefusals)
    for (auto const status : statuses)
      if (status == refusal.status)
        out[status] = JsonObject{{"$ref", std::string("#/components/responses/") + refusal.name}};
}

JsonObject responses_of(Route const& route, wire::Components& components) {
  JsonObject out;
  JsonObject good{{"description", "Done."}};
  int status = route.success_status;
  if (route.kind == Kind::Live) {
    good["content"] = JsonObject{{"text/event-stream", JsonObject{{"schema", text_schema()}}}};
  } else if (route.answer_schema) {
    good["content"] =
        JsonObject{{"application/json",
                    JsonObject{{"schema", described(route.answer_schema, components, route)}}}};
  } else if (route.checks_query && status == 200) {
    status = 204;
  }
  out[std::to_string(status)] = std::move(good);
  bool const named = route.path.find('{') != std::string::npos;
  bool const writes = route.kind == Kind::Write || route.kind == Kind::Slow;
  if (route.permission != Permission::Public) add_refusals(out, {"401", "403"});
  if (named) add_refusals(out, {"404"});
  if (writes) add_refusals(out, {"409"});
  if (route.has_body || route.is_raw) add_refusals(out, {"413"});
  if (route.has_body || route.query_schema) add_refusals(out, {"422"});
  add_refusals(out, {"429", "503"});
  return out;
}

JsonObject operation_of(Route const& route, wire::Components& components) {
  JsonObject out{{"operationId", route.name},
                 {"tags", array{tag_of(route)}},
                 {"summary", route.summary},
                 {"x-permission", name_of(route.permission)}};
  array parameters;
  add_path_parameters(parameters, route.path);
  if (route.query_schema) add_query_parameters(parameters, route, components);
  if ((route.kind == Kind::Write || route.kind == Kind::Slow) && !route.is_secret &&
      !route.is_passing)
    parameters.push_back(JsonObject{{"$ref", "#/components/parameters/IdempotencyKey"}});
  if (!parameters.empty()) out["parameters"] = std::move(parameters);
  JsonObject content;
  if (route.is_raw)
    content["*/*"] = JsonObject{{"schema", JsonObject{{"type", "string"}, {"format", "binary"}}}};
  if (route.has_body && !route.is_raw)
    content["application/json"] =
        JsonObject{{"schema", described(route.body_schema, components, route)}};
  if (!content.empty()) {
    out["requestBody"] = JsonObject{{"required", true}, {"content", std::move(content)}};
    out["x-max-bytes"] = route.body_limit;
  }
  out["responses"] = responses_of(route, components);
  if (route.permission == Permission::Public) out["security"] = array();
  return out;
}

JsonObject shared_parts(wire::Components components) {
  JsonObject schemas;
  components.emplace("Problem", problem_schema());
  for (auto& [name, schema] : components) schemas[name] = std::move(schema);
  JsonObject key{{"name", "Idempotency-Key"},
                 {"in", "header"},
                 {"required", false},
                 {"description", "The same key and request get the same answer for a day."},
                 {"schema", JsonObject{{"type", "string"}, {"minLength", 1}, {"maxLength", 200}}}};
  JsonObject security{
      {"token", JsonObject{{"type", "http"}, {"scheme", "bearer"}}},
      {"session", JsonObject{{"type", "apiKey"}, {"in", "cookie"}, {"name", kSessionCookie}}}};
  return {{"schemas", std::move(schemas)},
          {"responses", refusals()},
          {"parameters", JsonObject{{"IdempotencyKey", std::move(key)}}},
          {"securitySchemes", std::move(security)}};
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return out;
}

void append_pretty(std::string& out, Json const& value, std::size_t depth) {
  std::string const inner((depth + 1) * 2, ' '), outer(depth * 2, ' ');
  bool first = true;
  auto separate = [&] {
    out += first ? "\n" : ",\n";
    out += inner;
    first = false;
  };
  if (value.is_object() && !value.as_object().empty()) {
    out += '{';
    for (auto const& [name, member] : value.as_object()) {
      separate();
      wire::append_string(out, name);
      out += ": ";
      append_pretty(out, member, depth + 1);
    }
    out += "\n" + outer + "}";
  } else if (value.is_array() && !value.as_array().empty()) {
    out += '[';
    for (auto const& item : value.as_array()) {
      separate();
      append_pretty(out, item, depth + 1);
    }
    out += "\n" + outer + "]";
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

JsonObject openapi(Routes const& routes) {
  std::map<std::string, std::map<Method, Route const*>> by_path;
  std::set<std::string> names;
  for (auto const& route : routes.all()) {
    if (route.is_absolute) continue;
    if (!names.insert(route.name).second)
      throw std::logic_error("two operations have the name " + route.name);
    by_path[route.path][route.method] = &route;
  }
  wire::Components components;
  JsonObject paths;
  for (auto const& [path, methods] : by_path) {
    JsonObject item;
    for (auto const& [method, route] : methods)
      item[lower(name_of(method))] = operation_of(*route, components);
    paths[path] = std::move(item);
  }
  return {{"openapi", "3.1.0"},
          {"info", JsonObject{{"title", "Vefa"}, {"version", "1"}, {"description", kAbout}}},
          {"servers", array{JsonObject{{"url", "/api/v1"}}}},
          {"security", array{JsonObject{{"token", array()}}, JsonObject{{"session", array()}}}},
          {"paths", std::move(paths)},
          {"components", shared_parts(std::move(components))}};
}

std::string openapi_text(Routes const& routes) {
  std::string out;
  append_pretty(out, openapi(routes), 0);
  return out + "\n";
}

}  // namespace vefa::http
