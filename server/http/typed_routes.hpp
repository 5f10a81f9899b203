// From a handler's signature to an untyped Route; included by api.hpp alone.
#pragma once
#include "http/api.hpp"

namespace vefa::http {

namespace typed {

template <class T>
struct is_query : std::false_type {};
template <class Q>
struct is_query<Query<Q>> : std::true_type {};

enum class Shape { Text, Integer, Number, Bool };
/// How a query parameter's text becomes JSON.
struct Parameter {
  char const* name;
  Shape shape;
  bool is_list;
};

template <class T>
struct ShapeOf {
  static constexpr Shape kShape = std::is_same_v<T, bool>       ? Shape::Bool
                                  : std::is_integral_v<T>       ? Shape::Integer
                                  : std::is_floating_point_v<T> ? Shape::Number
                                                                : Shape::Text;
  static constexpr bool kIsList = false;
};
template <class T>
struct ShapeOf<std::optional<T>> : ShapeOf<T> {};
template <class T>
struct ShapeOf<std::vector<T>> : ShapeOf<T> {
  static constexpr bool kIsList = true;
};
template <class T, std::size_t Max>
struct ShapeOf<List<T, Max>> : ShapeOf<T> {
  static constexpr bool kIsList = true;
};

/// The query as JSON for a struct of these members: absent lists are empty, other absences stay
/// absent.
Result<Json> query_json(Request const& request, std::span<Parameter const> parameters);
/// The body as JSON; NotFound never, Invalid when it is not JSON.
Result<Json> body_json(Request const& request);
/// Refuses any parameter.
Result<void> no_query(Request const& request);
/// One error with the others in `also`; `errors` has one at least.
Error all_of(std::vector<Error> errors);

template <class Q, class D>
constexpr Parameter parameter() {
  using Member = std::remove_cvref_t<decltype(std::declval<Q>().*D::pointer)>;
  static_assert(wire::is_optional<Member>::value || ShapeOf<Member>::kIsList,
                "a query's members are optional or lists");
  return {D::name, ShapeOf<Member>::kShape, ShapeOf<Member>::kIsList};
}
template <class Q, template <class...> class L, class... D>
constexpr std::array<Parameter, sizeof...(D)> parameters(L<D...>) {
  return {parameter<Q, D>()...};
}
template <class Q>
Result<void> decode_part(Request const& request, Query<Q>& out) {
  static constexpr auto kParameters = parameters<Q>(typename wire::Codec<Q>::Members());
  out.value = TRY(from_json<Q>(TRY(query_json(request, kParameters))));
  return {};
}
template <class B>
Result<void> decode_part(Request const& request, B& out) {
  out = TRY(from_json<B>(TRY(body_json(request))));
  return {};
}

/// `F` split into what it answers, what it runs in, and its inputs.
template <class F>
struct Signature : Signature<decltype(&F::operator())> {};
template <class R, class Where, class... In>
struct Signature<R (*)(Call const&, Where&, In...)> {
  using Answer = typename R::value_type;
  using Inputs = std::tuple<std::remove_cvref_t<In>...>;
  using Place = Where;
};
template <class R>
struct Signature<R (*)(Call const&)> {
  using Answer = typename R::value_type;
  using Inputs = std::tuple<>;
  using Place = void;
};
template <class C, class R, class... A>
struct Signature<R (C::*)(A...) const> : Signature<R (*)(A...)> {};

template <class Tuple>
struct Decoder;
template <class... In>
struct Decoder<std::tuple<In...>> {
  static constexpr bool kHasQuery = (is_query<In>::value || ...);
  static constexpr bool kHasBody = (!is_query<In>::value || ...);
  static_assert((0 + ... + !is_query<In>::value) <= 1, "a handler takes one body");
  static_assert((0 + ... + is_query<In>::value) <= 1, "a handler takes one query");

  /// All inputs are decoded even when one fails, so that the client learns everything at once.
  static Result<Input> decode(Request const& request, bool checks_query) {
    if constexpr (!kHasQuery) {
      if (checks_query) {
        auto none = no_query(request);
        if (!none) return std::move(none).error();
      }
    }
    auto parts = std::make_shared<std::tuple<In...>>();
    std::vector<Error> errors;
    std::apply(
        [&](auto&... part) {
          [[maybe_unused]] auto take = [&](auto result) {
            if (!result) errors.push_back(std::move(result).error());
          };
          (take(decode_part(request, part)), ...);
        },
        *parts);
    if (errors.empty()) return Input(std::move(parts));
    return all_of(std::move(errors));
  }
};

template <class T>
Result<Response> encode(Result<T>&& result, int status) {
  if (!result) return std::move(result).error();
  if constexpr (std::is_void_v<T>) {
    return Response{status == 200 ? 204 : status, "", "", {}};
  } else if constexpr (std::is_same_v<T, Response>) {
    return std::move(result).value();
  } else {
    return Response{status, "application/json", to_json_text(*result), {}};
  }
}

template <class T>
void describe_input(Route& route) {
  if constexpr (is_query<T>::value) {
    using Q = std::remove_cvref_t<decltype(std::declval<T>().value)>;
    route.query_schema = wire::Codec<Q>::schema;
  } else {
    route.has_body = true;
    route.body_schema = wire::Codec<T>::schema;
  }
}

/// `open_case` out of `… [Handler = &vefa::cases::(anonymous namespace)::open_case]`.
std::string handler_name(std::string_view pretty_function);
template <auto Handler>
std::string name_of_handler() {
  return handler_name(__PRETTY_FUNCTION__);
}

template <class Call_, class Inputs, class F, class Place>
auto call_with(F const& handler, Call_ const& call, Place& place, void const* input) {
  auto const& parts = *static_cast<Inputs const*>(input);
  return std::apply([&](auto const&... part) { return handler(call, place, part...); }, parts);
}

}  // namespace typed

template <class F>
Route& Routes::add(Method method, Kind kind, std::string path, Permission p, std::string name,
                   F handler, std::string summary) {
  using S = typed::Signature<F>;
  using Inputs = typename S::Inputs;
  using Answer = typename S::Answer;
  Route& route = add(Route{.method = method,
                           .path = std::move(path),
                           .permission = p,
                           .kind = kind,
                           .name = std::move(name),
                           .summary = std::move(summary)});
  Route const* self = &route;
  route.checks_query = !std::is_same_v<Answer, Response>;
  [&]<class... In>(std::tuple<In...>*) {
    (typed::describe_input<In>(route), ...);
  }(static_cast<Inputs*>(nullptr));
  route.decode = [self](Call const& call) {
    return typed::Decoder<Inputs>::decode(*call.request, self->checks_query && !self->is_raw);
  };
  if constexpr (std::is_same_v<typename S::Place, db::Tx>) {
    route.in_tx = [self, handler](Call const& call, db::Tx& tx, void const* input) {
      return typed::encode(typed::call_with<Call, Inputs>(handler, call, tx, input),
                           self->success_status);
    };
  } else if constexpr (std::is_same_v<typename S::Place, db::Database>) {
    route.slow = [self, handler](Call const& call, db::Database& database, void const* input) {
      return typed::encode(typed::call_with<Call, Inputs>(handler, call, database, input),
                           self->success_status);
    };
  } else {
    route.plain = [self, handler](Call const& call, void const*) {
      return typed::encode(handler(call), self->success_status);
    };
  }
  if constexpr (!std::is_void_v<Answer> && !std::is_same_v<Answer, Response>)
    route.answer_schema = wire::Codec<Answer>::schema;
  return route;
}

#define VEFA_ROUTE_VERB(verb, method, kind)                                                  \
  template <auto Handler>                                                                    \
  Route& Routes::verb(std::string path, Permission p, std::string summary) {                 \
    return add(method, kind, std::move(path), p, typed::name_of_handler<Handler>(), Handler, \
               std::move(summary));                                                          \
  }
VEFA_ROUTE_VERB(get, Method::Get, Kind::Read)
VEFA_ROUTE_VERB(get_audited, Method::Get, Kind::AuditedRead)
VEFA_ROUTE_VERB(post, Method::Post, Kind::Write)
VEFA_ROUTE_VERB(put, Method::Put, Kind::Write)
VEFA_ROUTE_VERB(patch, Method::Patch, Kind::Write)
VEFA_ROUTE_VERB(del, Method::Delete, Kind::Write)
VEFA_ROUTE_VERB(slow_post, Method::Post, Kind::Slow)
#undef VEFA_ROUTE_VERB

}  // namespace vefa::http
