#include "base/json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vefa {
namespace wire {
namespace {

constexpr std::size_t kMaxProblems = 20;
constexpr std::size_t kMaxNameInPath = 64;

bool refuse_type(std::string const& path, char const* expected, Problems& problems) {
  problems.add(path, "wire.wrong_type", {{"expected", expected}});
  return false;
}

/// A short text (id, instant, date, …) as it stands.
bool read_token(Json const& in, std::string const& path, char const* expected,
                std::string_view& token, Problems& problems) {
  if (!in.is_string()) return refuse_type(path, expected, problems);
  auto const& text = in.get_string();
  token = {text.data(), text.size()};
  return true;
}

}  // namespace

void Problems::add(std::string const& path, std::string key, Args args) {
  if (list_.size() < kMaxProblems) list_.push_back(invalid(path, std::move(key), std::move(args)));
}

Error Problems::take() {
  Error first = std::move(list_.front());
  first.also.assign(std::make_move_iterator(list_.begin() + 1),
                    std::make_move_iterator(list_.end()));
  list_.clear();
  return first;
}

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out += text.substr(plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += kDigits[c >> 4];
        out += kDigits[c & 15];
    }
  }
  out += text.substr(plain);
  out += '"';
}

void append_integer(std::string& out, std::int64_t value) {
  char digits[24];
  auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";  // JSON has no word for it
    return;
  }
  char digits[32];
  auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

std::string type_name_of(std::string_view pretty_function) {
  auto const at = pretty_function.find("T = ");
  std::string_view rest = pretty_function.substr(at + 4);
  rest.remove_suffix(1);  // the closing bracket
  constexpr std::string_view kUnnamed = "(anonymous namespace)";
  std::string out;
  std::string word;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    char const c = rest[i];
    if (rest.substr(i).starts_with(kUnnamed)) {
      i += kUnnamed.size() - 1;
      continue;
    }
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
      word += c;
      continue;
    }
    // `vefa::` and `cases::` go; a type that holds another stays in its name.
    if (c == ':' && !word.empty() && std::islower(static_cast<unsigned char>(word[0])))
      word.clear();
    out += word;
    word.clear();
  }
  return out + word;
}

bool read_text(Json const& in, std::string const& path, std::size_t min, std::size_t max,
               std::string& out, Problems& problems) {
  std::string_view raw;
  if (!read_token(in, path, "text", raw, problems)) return false;
  if (!is_utf8(raw)) {
    problems.add(path, "wire.bad_utf8");
    return false;
  }
  out = trim(normalize(raw));
  std::size_t const length = length_of(out);
  if (length < min) {
    problems.add(path, "wire.too_short", {{"limit", std::to_string(min)}});
    return false;
  }
  if (length > max) {
    problems.add(path, "wire.too_long", {{"limit", std::to_string(max)}});
    return false;
  }
  return true;
}

bool read_integer(Json const& in, std::string const& path, std::int64_t min, std::int64_t max,
                  std::int64_t& out, Problems& problems) {
  if (!in.is_int64() && !in.is_uint64()) return refuse_type(path, "integer", problems);
  if (in.is_uint64() || in.get_int64() < min || in.get_int64() > max) {
    problems.add(path, "wire.out_of_range",
                 {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
    return false;
  }
  out = in.get_int64();
  return true;
}

bool read_number(Json const& in, std::string const& path, double& out, Problems& problems) {
  if (!in.is_number()) return refuse_type(path, "number", problems);
  out = in.to_number<double>();
  return std::isfinite(out) || refuse_type(path, "number", problems);
}

bool read_bool(Json const& in, std::string const& path, bool& out, Problems& problems) {
  if (!in.is_bool()) return refuse_type(path, "boolean", problems);
  out = in.get_bool();
  return true;
}

bool read_id(Json const& in, std::string const& path, std::string_view prefix, std::int64_t& out,
             Problems& problems) {
  std::string_view text;
  if (!read_token(in, path, "id", text, problems)) return false;
  if (text.size() > prefix.size() && text.starts_with(prefix) && text[prefix.size()] == '_') {
    if (auto const value = parse_id_digits(text.substr(prefix.size() + 1))) {
      out = *value;
      return true;
    }
  }
  problems.add(path, "wire.bad_id", {{"expected", std::string(prefix) + "_…"}});
  return false;
}

bool read_instant(Json const& in, std::string const& path, Instant& out, Problems& problems) {
  std::string_view text;
  if (!read_token(in, path, "instant", text, problems)) return false;
  auto const instant = parse_instant(text);
  if (!instant) {
    problems.add(path, "wire.bad_instant");
    return false;
  }
  out = *instant;
  return true;
}

bool read_date(Json const& in, std::string const& path, LocalDate& out, Problems& problems) {
  std::string_view text;
  if (!read_token(in, path, "date", text, problems)) return false;
  auto const date = parse_date(text);
  if (!date) {
    problems.add(path, "wire.bad_date");
    return false;
  }
  out = *date;
  return true;
}

bool read_language(Json const& in, std::string const& path, Language& out, Problems& problems) {
  std::string_view text;
  if (!read_token(in, path, "language", text, problems)) return false;
  auto const language = parse_language(text);
  if (!language) {
    std::vector<std::string> allowed;
    for (Language const l : kLanguages) allowed.emplace_back(tag(l));
    problems.add(path, "wire.bad_language", {{"allowed", join(allowed, ", ")}});
    return false;
  }
  out = *language;
  return true;
}

JsonObject const* read_object(Json const& in, std::string const& path, Problems& problems) {
  if (!in.is_object()) refuse_type(path, "object", problems);
  return in.if_object();
}

boost::json::array const* read_array(Json const& in, std::string const& path, std::size_t max,
                                     Problems& problems) {
  auto const* array = in.if_array();
  if (!array) {
    refuse_type(path, "list", problems);
    return nullptr;
  }
  if (array->size() > max) {
    problems.add(path, "wire.too_many_items", {{"limit", std::to_string(max)}});
    return nullptr;
  }
  return array;
}

std::string child(std::string const& path, std::string_view member) {
  std::string const name(prefix_of(member, kMaxNameInPath));
  return path.empty() ? name : path + "." + name;
}

std::string child(std::string const& path, std::size_t index) {
  return path + "[" + std::to_string(index) + "]";
}

std::string text_of(std::span<Enumerator const> all, std::int64_t value) {
  for (auto const& one : all)
    if (one.value == value) return snake_case(one.name);
  return {};
}

Enumerator const* find_enumerator(std::span<Enumerator const> all, std::string_view text) {
  for (auto const& one : all)
    if (is_snake_case_of(text, one.name)) return &one;
  return nullptr;
}

std::vector<std::string> texts_of(std::span<Enumerator const> all) {
  std::vector<std::string> texts;
  texts.reserve(all.size());
  for (auto const& one : all) texts.push_back(snake_case(one.name));
  return texts;
}

Enumerator const* read_enumerator(Json const& in, std::string const& path,
                                  std::span<Enumerator const> all, Problems& problems) {
  std::string text;
  if (!read_text(in, path, 0, 100, text, problems)) return nullptr;
  auto const* found = find_enumerator(all, text);
  if (!found) problems.add(path, "wire.not_one_of", {{"allowed", join(texts_of(all), ", ")}});
  return found;
}

JsonObject text_schema(std::size_t min, std::size_t max) {
  JsonObject schema{{"type", "string"}, {"maxLength", max}};
  if (min > 0) schema["minLength"] = min;
  return schema;
}

JsonObject id_schema(std::string_view prefix) {
  return {{"type", "string"}, {"pattern", "^" + std::string(prefix) + "_[0-9A-HJKMNP-TV-Z]{13}$"}};
}

JsonObject list_schema(JsonObject item, std::size_t max) {
  return {{"type", "array"}, {"items", std::move(item)}, {"maxItems", max}};
}

JsonObject map_schema(JsonObject item) {
  return {{"type", "object"}, {"additionalProperties", std::move(item)}};
}

JsonObject enum_schema(std::span<Enumerator const> all) {
  boost::json::array values;
  for (auto& text : texts_of(all)) values.emplace_back(text);
  return {{"type", "string"}, {"enum", values}};
}

JsonObject optional_schema(JsonObject inner) {
  if (auto* type = inner.if_contains("type");
      type && type->is_string() && !inner.contains("enum")) {
    inner["type"] = boost::json::array{*type, "null"};
    return inner;
  }
  return {{"anyOf", boost::json::array{inner, JsonObject{{"type", "null"}}}}};
}

JsonObject page_schema(JsonObject item) {
  JsonObject members{{"items", JsonObject{{"type", "array"}, {"items", std::move(item)}}},
                     {"next_cursor", JsonObject{{"type", boost::json::array{"string", "null"}}}}};
  return {{"type", "object"},
          {"required", boost::json::array{"items", "next_cursor"}},
          {"properties", members}};
}

namespace {

bool refuse_unknown(JsonObject const& object, std::string const& path,
                    std::span<MemberReader const> members, Problems& problems) {
  for (auto const& [name, value] : object) {
    auto const is_it = [&](MemberReader const& member) { return name == member.name; };
    if (std::none_of(members.begin(), members.end(), is_it))
      problems.add(child(path, name), "wire.unknown_field");
  }
  return false;
}

}  // namespace

bool read_members(Json const& in, std::string const& path, std::span<MemberReader const> members,
                  void* object, Problems& problems) {
  auto const* given = read_object(in, path, problems);
  if (!given) return false;
  bool good = true;
  std::size_t known = 0;
  for (auto const& member : members) {
    auto const* value = given->if_contains(member.name);
    if (value) ++known;
    if (value && (!value->is_null() || member.is_optional)) {
      good &= member.read(*value, child(path, member.name), object, problems);
    } else if (!member.is_optional) {
      problems.add(child(path, member.name), "wire.required");
      good = false;
    }
  }
  if (known != given->size()) good = refuse_unknown(*given, path, members, problems);
  return good;
}

void write_members(std::string& out, std::span<MemberWriter const> members, void const* object) {
  char separator = '{';
  for (auto const& member : members) {
    out += separator;
    separator = ',';
    append_string(out, member.name);
    out += ':';
    member.write(out, object);
  }
  out += separator == '{' ? "{}" : "}";
}

JsonObject struct_schema(std::string const& name, std::span<MemberSchema const> members,
                         Components& components) {
  if (!components.contains(name)) {
    components[name] = {};  // a type may contain itself
    JsonObject properties;
    boost::json::array required;
    for (auto const& member : members) {
      properties[member.name] = member.schema(components);
      if (!member.is_optional) required.emplace_back(member.name);
    }
    JsonObject s{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
    if (!required.empty()) s["required"] = required;
    components[name] = s;
  }
  return {{"$ref", "#/components/schemas/" + name}};
}

}  // namespace wire

Result<Json> parse_json(std::string_view text) {
  constexpr std::size_t kMaxDepth = 32;
  if (!is_utf8(text)) return invalid("", "wire.bad_utf8");
  boost::json::parse_options options;
  options.max_depth = kMaxDepth;
  boost::json::parser parser({}, options);
  boost::json::error_code error;
  std::size_t const read = parser.write_some(text.data(), text.size(), error);
  bool const whole = !error && text.find_first_not_of(" \t\r\n", read) == std::string_view::npos;
  if (!whole) return invalid("", "wire.bad_json", {{"at", std::to_string(read)}});
  return Json(parser.release());
}

}  // namespace vefa
