// The one way in and out of JSON: described structs.
//
// A struct is described once, by BOOST_DESCRIBE_STRUCT(T, (), (members…)); from that come its
// decoder with errors that name the field, its encoder and its JSON schema. Enumerators are written
// in snake case. A missing value and null are the same for an optional member; every other member
// is required. Unknown fields are refused. What is encoded always has every member, null where
// there is nothing.
#pragma once
#include <array>
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <span>
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

/// An enumerator as its declaration spells it.
struct Enumerator {
  std::int64_t value;
  char const* name;
};
template <template <class...> class L, class... D>
constexpr std::array<Enumerator, sizeof...(D)> enumerators(L<D...>) {
  return {Enumerator{static_cast<std::int64_t>(D::value), D::name}...};
}
template <class E>
inline constexpr auto kEnumerators = enumerators(boost::describe::describe_enumerators<E>());
std::string text_of(std::span<Enumerator const> all, std::int64_t value);
Enumerator const* find_enumerator(std::span<Enumerator const> all, std::string_view text);
std::vector<std::string> texts_of(std::span<Enumerator const> all);

/// `InProgress` → `in_progress`; nothing for a value that is not described.
template <class E>
std::string enum_text(E value) {
  return text_of(kEnumerators<E>, static_cast<std::int64_t>(value));
}
template <class E>
std::optional<E> parse_enum(std::string_view text) {
  auto const* found = find_enumerator(kEnumerators<E>, text);
  return found ? std::optional(static_cast<E>(found->value)) : std::nullopt;
}
template <class E>
std::vector<std::string> enum_texts() {
  return texts_of(kEnumerators<E>);
}

/// The schemas met so far, by name; for the `components` of openapi.json.
using Components = std::map<std::string, JsonObject>;
using Schema = JsonObject (*)(Components&);

Enumerator const* read_enumerator(Json const& in, std::string const& path,
                                  std::span<Enumerator const> all, Problems& problems);
JsonObject text_schema(std::size_t min, std::size_t max);
JsonObject id_schema(std::string_view prefix);
JsonObject list_schema(JsonObject item, std::size_t max);
JsonObject map_schema(JsonObject item);
JsonObject enum_schema(std::span<Enumerator const> all);
/// `inner`, or null.
JsonObject optional_schema(JsonObject inner);
JsonObject page_schema(JsonObject item);

// A struct's members without their types: what walks over them is compiled once, not for each.
struct MemberReader {
  char const* name;
  bool is_optional;
  bool (*read)(Json const& in, std::string const& path, void* object, Problems& problems);
};
struct MemberWriter {
  char const* name;
  void (*write)(std::string& out, void const* object);
};
struct MemberSchema {
  char const* name;
  bool is_optional;
  Schema schema;
};
bool read_members(Json const& in, std::string const& path, std::span<MemberReader const> members,
                  void* object, Problems& problems);
void write_members(std::string& out, std::span<MemberWriter const> members, void const* object);
JsonObject struct_schema(std::string const& name, std::span<MemberSchema const> members,
                         Components& components);

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
  static JsonObject schema(Components&) { return text_schema(Min, Max); }
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
  static JsonObject schema(Components&) { return id_schema(Tag::kPrefix); }
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
    auto const* found = read_enumerator(in, path, kEnumerators<E>, problems);
    if (found) out = static_cast<E>(found->value);
    return found != nullptr;
  }
  static void write(std::string& out, E v) { append_string(out, enum_text(v)); }
  static JsonObject schema(Components&) { return enum_schema(kEnumerators<E>); }
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
    return optional_schema(Codec<T>::schema(components));
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
    return list_schema(Codec<T>::schema(components), Max);
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
    return map_schema(Codec<T>::schema(components));
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
    return page_schema(Codec<T>::schema(components));
  }
};

template <class T>
  requires is_described_struct<T>
struct Codec<T> {
  using Members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                           boost::describe::mod_inherited>;

  static bool read(Json const& in, std::string const& path, T& out, Problems& problems) {
    static constexpr auto kReaders = readers(Members());
    return read_members(in, path, kReaders, &out, problems);
  }
  static void write(std::string& out, T const& v) {
    static constexpr auto kWriters = writers(Members());
    write_members(out, kWriters, &v);
  }
  static JsonObject schema(Components& components) {
    static constexpr auto kSchemas = schemas(Members());
    return struct_schema(type_name<T>(), kSchemas, components);
  }

 private:
  template <class D>
  using Member = std::remove_cvref_t<decltype(std::declval<T>().*D::pointer)>;
  template <class D>
  static bool read_member(Json const& in, std::string const& path, void* object, Problems& p) {
    return Codec<Member<D>>::read(in, path, static_cast<T*>(object)->*D::pointer, p);
  }
  template <class D>
  static void write_member(std::string& out, void const* object) {
    Codec<Member<D>>::write(out, static_cast<T const*>(object)->*D::pointer);
  }
  template <template <class...> class L, class... D>
  static constexpr std::array<MemberReader, sizeof...(D)> readers(L<D...>) {
    return {MemberReader{D::name, is_optional<Member<D>>::value, read_member<D>}...};
  }
  template <template <class...> class L, class... D>
  static constexpr std::array<MemberWriter, sizeof...(D)> writers(L<D...>) {
    return {MemberWriter{D::name, write_member<D>}...};
  }
  template <template <class...> class L, class... D>
  static constexpr std::array<MemberSchema, sizeof...(D)> schemas(L<D...>) {
    return {MemberSchema{D::name, is_optional<Member<D>>::value, Codec<Member<D>>::schema}...};
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
