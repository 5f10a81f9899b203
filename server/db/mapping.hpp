// Values to columns and rows to structs; included by database.hpp alone.
#pragma once
#include <array>
#include <span>

#include "db/database.hpp"

namespace vefa::db {

template <class T>
struct Column;

template <>
struct Column<std::string> {
  static Value out(std::string const& v) { return v; }
  static std::string in(Value&& v) { return std::get<std::string>(std::move(v)); }
};
template <>
struct Column<Bytes> {
  static Value out(Bytes const& v) { return v; }
  static Bytes in(Value&& v) { return std::get<Bytes>(std::move(v)); }
};
template <>
struct Column<double> {
  static Value out(double v) { return v; }
  static double in(Value&& v) {
    if (auto* whole = std::get_if<std::int64_t>(&v)) return static_cast<double>(*whole);
    return std::get<double>(v);
  }
};
template <class T>
  requires(std::is_integral_v<T>)
struct Column<T> {
  static Value out(T v) { return static_cast<std::int64_t>(v); }
  static T in(Value&& v) { return static_cast<T>(std::get<std::int64_t>(v)); }
};
template <class Tag>
struct Column<Id<Tag>> {
  static Value out(Id<Tag> v) {
    if (!v) return std::monostate{};
    return v.value;
  }
  static Id<Tag> in(Value&& v) {
    if (std::holds_alternative<std::monostate>(v)) return {};
    return {std::get<std::int64_t>(v)};
  }
};
template <>
struct Column<Instant> {
  static Value out(Instant v) { return v.ms; }
  static Instant in(Value&& v) { return {std::get<std::int64_t>(v)}; }
};
template <>
struct Column<Duration> {
  static Value out(Duration v) { return static_cast<std::int64_t>(v.count()); }
  static Duration in(Value&& v) { return Duration{std::get<std::int64_t>(v)}; }
};
template <>
struct Column<LocalDate> {
  static Value out(LocalDate v) { return to_text(v); }
  static LocalDate in(Value&& v) { return parse_date(std::get<std::string>(v)).value(); }
};
template <>
struct Column<Language> {
  static Value out(Language v) { return std::string(tag(v)); }
  static Language in(Value&& v) { return parse_language(std::get<std::string>(v)).value(); }
};
template <>
struct Column<JsonObject> {
  static Value out(JsonObject const& v) { return boost::json::serialize(v); }
  static JsonObject in(Value&& v) {
    return boost::json::parse(std::get<std::string>(v)).as_object();
  }
};
template <class E>
  requires(wire::is_described_enum<E> && !std::is_same_v<E, Language>)
struct Column<E> {
  static Value out(E v) { return wire::enum_text(v); }
  static E in(Value&& v) { return wire::parse_enum<E>(std::get<std::string>(v)).value(); }
};
template <class T>
struct Column<std::optional<T>> {
  static Value out(std::optional<T> const& v) {
    if (!v) return std::monostate{};
    return Column<T>::out(*v);
  }
  static std::optional<T> in(Value&& v) {
    if (std::holds_alternative<std::monostate>(v)) return std::nullopt;
    return Column<T>::in(std::move(v));
  }
};
template <std::size_t Max, std::size_t Min>
struct Column<Text<Max, Min>> {
  static Value out(Text<Max, Min> const& v) { return v.value; }
  static Text<Max, Min> in(Value&& v) { return {std::get<std::string>(std::move(v))}; }
};
template <>
struct Column<std::nullopt_t> {
  static Value out(std::nullopt_t) { return std::monostate{}; }
};

template <class T>
Value to_value(T const& v) {
  if constexpr (std::is_convertible_v<T const&, std::string_view>) {
    return std::string(std::string_view(v));
  } else {
    return Column<T>::out(v);
  }
}
template <class T>
T from_value(Value&& v) {
  return Column<T>::in(std::move(v));
}

/// They are moved out of where they stand.
std::vector<Value> moved(std::span<Value> values);
template <class... A>
std::vector<Value> values_from(A const&... args) {
  std::array<Value, sizeof...(A)> values{to_value(args)...};
  return moved(values);
}

/// Refuses a statement whose columns do not bear the members' names in order; throws
/// std::logic_error naming both.
void check_columns(Statement const& s, std::vector<std::string> const& columns,
                   std::span<char const* const> members);

template <class Row>
using MembersOf = boost::describe::describe_members<Row, boost::describe::mod_public |
                                                             boost::describe::mod_inherited>;

// A row's members without their types: what walks over them is compiled once, not for each row.
using MemberOut = Value (*)(void const* row);
using MemberIn = void (*)(void* row, Value&& value);
std::vector<Value> values_of_members(std::span<MemberOut const> members, void const* row);
void fill_members(std::span<MemberIn const> members, std::vector<Value>& values, void* row);

template <class Row, class D>
Value member_out(void const* row) {
  return to_value(static_cast<Row const*>(row)->*D::pointer);
}
template <class Row, class D>
void member_in(void* row, Value&& value) {
  auto& member = static_cast<Row*>(row)->*D::pointer;
  member = from_value<std::remove_cvref_t<decltype(member)>>(std::move(value));
}
template <class Row>
struct RowTable {
  template <template <class...> class L, class... D>
  static constexpr std::array<char const*, sizeof...(D)> names(L<D...>) {
    return {D::name...};
  }
  template <template <class...> class L, class... D>
  static constexpr std::array<MemberOut, sizeof...(D)> outs(L<D...>) {
    return {member_out<Row, D>...};
  }
  template <template <class...> class L, class... D>
  static constexpr std::array<MemberIn, sizeof...(D)> ins(L<D...>) {
    return {member_in<Row, D>...};
  }
};

template <class Row>
std::vector<Value> values_of(Row const& row) {
  static constexpr auto kOuts = RowTable<Row>::outs(MembersOf<Row>());
  return values_of_members(kOuts, &row);
}

template <class Row>
std::vector<Row> Tx::rows_as(Statement const& s, Rows&& answer) {
  static constexpr auto kNames = RowTable<Row>::names(MembersOf<Row>());
  static constexpr auto kIns = RowTable<Row>::ins(MembersOf<Row>());
  // Compared at every run: a few short names cost less than looking up whether they were compared.
  check_columns(s, *answer.columns, kNames);
  std::vector<Row> out(answer.rows.size());
  for (std::size_t i = 0; i < out.size(); ++i) fill_members(kIns, answer.rows[i], &out[i]);
  return out;
}

}  // namespace vefa::db
