// The one way in and out of JSON: described structs.
//
// A struct is described once, by BOOST_DESCRIBE_STRUCT(T, (), (members…)); from that come its
// decoder with errors that name the field, its encoder and its JSON schema. Enumerators are written
// in snake case. A missing value and null are the same for an optional member; every other member
// is required. Unknown fields are refused. What is encoded always has every member, null where
// there is nothing.
#pragma once
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/id.hpp"
#include "base/language.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace vefa {

using Json = boost::json::value;
using JsonObject = boost::json::object;

/// Text of `Min` to `Max` characters (Unicode scalar values), normalised and trimmed when decoded.
template <std::size_t Max, std::size_t Min = 0>
struct Text {
  std::string value;
  operator std::string const&() const { return value; }
  bool empty() const { return value.empty(); }
};

/// At most `Max` items.
template <class T, std::size_t Max>
struct List : std::vector<T> {
  using std::vector<T>::vector;
};

/// One page of a list; `next_cursor` is empty on the last.
template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next_cursor;
};

namespace wire {

/// Collects the refusals of one input; at most 20, so that rubbish does not become a long answer.
class Problems {
 public:
  void add(std::string const& path, std::string key, Args args = {});
  bool empty() const { return list_.empty(); }
  /// One error with the others in `also`. Only when not empty.
  Error take();

 private:
  std::vector<Error> list_;
};

/// Appends JSON to a string; escapes as RFC 8259 wants. Input must be UTF-8.
void append_string(std::string& out, std::string_view text);
void append_integer(std::string& out, std::int64_t value);
void append_number(std::string& out, double value);

/// Name of a described type in the schema, without its namespaces.
std::string type_name_of(std::string_view pretty_function);
template <class T>
std::string type_name() {
  return type_name_of(__PRETTY_FUNCTION__);
}

// Non-template parts of the decoders; each adds a problem and answers false when it does not fit.
bool read_text(Json const& in, std::string const& path, std::size_t min, std::size_t max,
               std::string& out, Problems& problems);
bool read_integer(Json const& in, std::string const& path, std::int64_t min, std::int64_t max,
                  std::int64_t& out, Problems& problems);
bool read_number(Json const& in, std::string const& path, double& out, Problems& problems);
bool read_bool(Json const& in, std::string const& path, bool& out, Problems& problems);
bool read_id(Json const& in, std::string const& path, std::string_view prefix, std::int64_t& out,
             Problems& problems);
bool read_instant(Json const& in, std::string const& path, Instant& out, Problems& problems);
bool read_date(Json const& in, std::string const& path, LocalDate& out, Problems& problems);
bool read_language(Json const& in, std::string const& path, Language& out, Problems& problems);
JsonObject const* read_object(Json const& in, std::string const& path, Problems& problems);
boost::json::array const* read_array(Json const& in, std::string const& path, std::size_t max,
                                     Problems& problems);
std::string child(std::string const& path, std::string_view member);
std::string child(std::string const& path, std::size_t index);

template <class T>
struct Codec;

template <class T>
constexpr bool is_described_enum = boost::describe::has_describe_enumerators<T>::value;
template <class T>
constexpr bool is_described_struct =
    boost::describe::has_describe_members<T>::value && !std::is_union_v<T>;
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};

/// `InProgress` → `in_progress`; nothing for a value that is not described.
template <class E>
std::string enum_text(E value) {
  std::string found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (d.value == value) found = snake_case(d.name);
  });
  return found;
}
template <class E>
std::optional<E> parse_enum(std::string_view text) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (!found && snake_case(d.name) == text) found = d.value;
  });
  return found;
}
template <class E>
std::vector<std::string> enum_texts() {
  std::vector<std::string> all;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto d) { all.push_back(snake_case(d.name)); });
  return all;
}

/// The schemas met so far, by name; for the `components` of openapi.json.
using Components = std::map<std::string, JsonObject>;

template <>
struct Codec<std::string> {
  static bool read(Json const& in, std::string const& path, std::string& out, Problems& problems) {
    return read_text(in, path, 0, 10000, out, problems);
  }
  static void write(std::string& out, std::string const& v) { append_string(out, v); }
  static JsonObject schema(Components&) { return {{"type", "string"}}; }
};

template <std::size_t Max, std::size_t Min>
struct Codec<Text<Max, Min>> {
  static bool read(Json const& in, std::string const& path, Text<Max, Min>& out, Problems& p) {
    return read_text(in, path, Min, Max, out.value, p);
  }
  static void write(std::string& out, Text<Max, Min> const& v) { append_string(out, v.value); }
  static JsonObject schema(Components&) {
    JsonObject s{{"type", "string"}, {"maxLength", Max}};
    if (Min > 0) s["minLength"] = Min;
    return s;
  }
};

template <>
struct Codec<bool> {
  static bool read(Json const& in, std::string const& path, bool& out, Problems& problems) {
    return read_bool(in, path, out, problems);
  }
  static void write(std::string& out, bool v) { out += v ? "true" : "false"; }
  static JsonObject schema(Components&) { return {{"type", "boolean"}}; }
};

template <class T>
  requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
struct Codec<T> {
  // Beyond 2^53 a reader in JavaScript would see another number.
  static constexpr std::int64_t kMax = sizeof(T) == 8 ? (1LL << 53) : std::numeric_limits<T>::max();
  static constexpr std::int64_t kMin = std::is_unsigned_v<T> ? 0 : -kMax;
  static bool read(Json const& in, std::string const& path, T& out, Problems& problems) {
    std::int64_t v = 0;
    if (!read_integer(in, path, kMin, kMax, v, problems)) return false;
    out = static_cast<T>(v);
    return true;
  }
  static void write(std::string& out, T v) { append_integer(out, static_cast<std::int64_t>(v)); }
  static JsonObject schema(Components&) { return {{"type", "integer"}}; }
};

template <>
struct Codec<double> {
  static bool read(Json const& in, std::string const& path, double& out, Problems& problems) {
    return read_number(in, path, out, problems);
  }
  static void write(std::string& out, double v) { append_number(out, v); }
  static JsonObject schema(Components&) { return {{"type", "number"}}; }
};

template <class Tag>
struct Codec<Id<Tag>> {
  static bool read(Json const& in, std::string const& path, Id<Tag>& out, Problems& problems) {
    return read_id(in, path, Tag::kPrefix, out.value, problems);
  }
  static void write(std::string& out, Id<Tag> v) {
    if (v) {
      append_string(out, v.text());
    } else {
      out += "null";
    }
  }
  static JsonObject schema(Components&) {
    return {{"type", "string"},
            {"pattern", "^" + std::string(Tag::kPrefix) + "_[0-9A-HJKMNP-TV-Z]{13}$"}};
  }
};

template <>
struct Codec<Instant> {
  static bool read(Json const& in, std::string const& path, Instant& out, Problems& problems) {
    return read_instant(in, path, out, problems);
  }
  static void write(std::string& out, Instant v) { append_string(out, to_text(v)); }
  static JsonObject schema(Components&) { return {{"type", "string"}, {"format", "date-time"}}; }
};

template <>
struct Codec<LocalDate> {
  static bool read(Json const& in, std::string const& path, LocalDate& out, Problems& problems) {
    return read_date(in, path, out, problems);
  }
  static void write(std::string& out, LocalDate v) { append_string(out, to_text(v)); }
  static JsonObject schema(Components&) { return {{"type", "string"}, {"format", "date"}}; }
};

template <>
struct Codec<Language> {
  static bool read(Json const& in, std::string const& path, Language& out, Problems& problems) {
    return read_language(in, path, out, problems);
  }
  static void write(std::string& out, Language v) { append_string(out, tag(v)); }
  static JsonObject schema(Components&) {
    return {{"type", "string"}, {"enum", {"en", "tr", "hu", "he"}}};
  }
};

/// Free JSON, e.g. the payload of an event. Only objects are accepted.
template <>
struct Codec<JsonObject> {
  static bool read(Json const& in, std::string const& path, JsonObject& out, Problems& problems) {
    auto const* object = read_object(in, path, problems);
    if (object) out = *object;
    return object != nullptr;
  }
  static void write(std::string& out, JsonObject const& v) { out += boost::json::serialize(v); }
  static JsonObject schema(Components&) { return {{"type", "object"}}; }
};

template <class E>
  requires is_described_enum<E>
struct Codec<E> {
  static bool read(Json const& in, std::string const& path, E& out, Problems& problems) {
    std::string text;
    if (!read_text(in, path, 0, 100, text, problems)) return false;
    auto found = parse_enum<E>(text);
    if (!found) {
      problems.add(path, "wire.not_one_of", {{"allowed", join(enum_texts<E>(), ", ")}});
      return false;
    }
    out = *found;
    return true;
  }
  static void write(std::string& out, E v) { append_string(out, enum_text(v)); }
  static JsonObject schema(Components&) {
    boost::json::array values;
    for (auto& text : enum_texts<E>()) values.emplace_back(text);
    return {{"type", "string"}, {"enum", values}};
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static bool read(Json const& in, std::string const& path, std::optional<T>& out, Problems& p) {
    if (in.is_null()) return true;
    return Codec<T>::read(in, path, out.emplace(), p);
  }
  static void write(std::string& out, std::optional<T> const& v) {
    if (v) {
      Codec<T>::write(out, *v);
    } else {
      out += "null";
    }
  }
  static JsonObject schema(Components& components) {
    JsonObject inner = Codec<T>::schema(components);
    if (auto* type = inner.if_contains("type");
        type && type->is_string() && !inner.contains("enum")) {
      inner["type"] = boost::json::array{*type, "null"};
      return inner;
    }
    return {{"anyOf", boost::json::array{inner, JsonObject{{"type", "null"}}}}};
  }
};

template <class V, class T, std::size_t Max>
struct SequenceCodec {
  static bool read(Json const& in, std::string const& path, V& out, Problems& problems) {
    auto const* array = read_array(in, path, Max, problems);
    if (!array) return false;
    bool good = true;
    out.clear();  // the member's default gives way
    out.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i)
      good &= Codec<T>::read((*array)[i], child(path, i), out.emplace_back(), problems);
    return good;
  }
  static void write(std::string& out, V const& v) {
    out += '[';
    bool first = true;
    for (auto const& item : v) {
      if (!first) out += ',';
      first = false;
      Codec<T>::write(out, item);
    }
    out += ']';
  }
  static JsonObject schema(Components& components) {
    return {{"type", "array"}, {"items", Codec<T>::schema(components)}, {"maxItems", Max}};
  }
};
template <class T>
struct Codec<std::vector<T>> : SequenceCodec<std::vector<T>, T, 1000> {};
template <class T, std::size_t Max>
struct Codec<List<T, Max>> : SequenceCodec<List<T, Max>, T, Max> {};

/// Texts by name, e.g. custom fields.
template <class T>
struct Codec<std::map<std::string, T>> {
  static bool read(Json const& in, std::string const& path, std::map<std::string, T>& out,
                   Problems& problems) {
    auto const* object = read_object(in, path, problems);
    if (!object) return false;
    bool good = true;
    out.clear();
    for (auto const& [name, value] : *object)
      good &= Codec<T>::read(value, child(path, name), out[std::string(name)], problems);
    return good;
  }
  static void write(std::string& out, std::map<std::string, T> const& v) {
    out += '{';
    bool first = true;
    for (auto const& [name, value] : v) {
      if (!first) out += ',';
      first = false;
      append_string(out, name);
      out += ':';
      Codec<T>::write(out, value);
    }
    out += '}';
  }
  static JsonObject schema(Components& components) {
    return {{"type", "object"}, {"additionalProperties", Codec<T>::schema(components)}};
  }
};

template <class T>
struct Codec<Page<T>> {
  static void write(std::string& out, Page<T> const& v) {
    out += "{\"items\":";
    Codec<std::vector<T>>::write(out, v.items);
    out += ",\"next_cursor\":";
    Codec<std::optional<std::string>>::write(out, v.next_cursor);
    out += '}';
  }
  static JsonObject schema(Components& components) {
    JsonObject members{
        {"items", JsonObject{{"type", "array"}, {"items", Codec<T>::schema(components)}}},
        {"next_cursor", JsonObject{{"type", boost::json::array{"string", "null"}}}}};
    return {{"type", "object"},
            {"required", boost::json::array{"items", "next_cursor"}},
            {"properties", members}};
  }
};

template <class T>
  requires is_described_struct<T>
struct Codec<T> {
  using Members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;

  static bool read(Json const& in, std::string const& path, T& out, Problems& problems) {
    auto const* object = read_object(in, path, problems);
    if (!object) return false;
    bool good = true;
    std::size_t known = 0;
    boost::mp11::mp_for_each<Members>([&](auto d) {
      using Member = std::remove_cvref_t<decltype(out.*d.pointer)>;
      auto const* value = object->if_contains(d.name);
      if (value) ++known;
      if (value && (!value->is_null() || is_optional<Member>::value)) {
        good &= Codec<Member>::read(*value, child(path, d.name), out.*d.pointer, problems);
      } else if (!is_optional<Member>::value) {
        problems.add(child(path, d.name), "wire.required");
        good = false;
      }
    });
    if (known != object->size()) good = refuse_unknown(*object, path, problems);
    return good;
  }
  static void write(std::string& out, T const& v) {
    char separator = '{';
    boost::mp11::mp_for_each<Members>([&](auto d) {
      out += separator;
      separator = ',';
      append_string(out, d.name);
      out += ':';
      Codec<std::remove_cvref_t<decltype(v.*d.pointer)>>::write(out, v.*d.pointer);
    });
    out += separator == '{' ? "{}" : "}";
  }
  static JsonObject schema(Components& components) {
    std::string const name = type_name<T>();
    if (!components.contains(name)) {
      components[name] = {};  // a type may contain itself
      JsonObject properties;
      boost::json::array required;
      boost::mp11::mp_for_each<Members>([&](auto d) {
        using Member = std::remove_cvref_t<decltype(std::declval<T>().*d.pointer)>;
        properties[d.name] = Codec<Member>::schema(components);
        if (!is_optional<Member>::value) required.emplace_back(d.name);
      });
      JsonObject s{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
      if (!required.empty()) s["required"] = required;
      components[name] = s;
    }
    return {{"$ref", "#/components/schemas/" + name}};
  }

 private:
  static bool refuse_unknown(JsonObject const& object, std::string const& path,
                             Problems& problems) {
    for (auto const& [name, value] : object) {
      bool found = false;
      boost::mp11::mp_for_each<Members>([&](auto d) { found |= name == d.name; });
      if (!found) problems.add(child(path, name), "wire.unknown_field");
    }
    return false;
  }
};

}  // namespace wire

/// Parses and decodes. `Invalid` names each field that does not fit (at most 20).
template <class T>
Result<T> from_json(Json const& in) {
  wire::Problems problems;
  T out{};
  if (!wire::Codec<T>::read(in, "", out, problems)) return problems.take();
  return out;
}
/// As above from text, which need not be UTF-8 nor JSON; nesting is bounded.
Result<Json> parse_json(std::string_view text);
template <class T>
Result<T> from_json_text(std::string_view text) {
  auto json = parse_json(text);
  if (!json) return std::move(json).error();
  return from_json<T>(*json);
}
template <class T>
std::string to_json_text(T const& value) {
  std::string out;
  wire::Codec<T>::write(out, value);
  return out;
}

}  // namespace vefa
