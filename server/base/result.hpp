// What a use-case answers: a value, or a refusal that names the field and the way out.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vefa {

/// The closed set of refusals; one table in http/ maps them to status codes.
enum class Code {
  Invalid,          // 422: the input cannot be understood; `field` says where
  Unauthenticated,  // 401: who are you?
  Forbidden,        // 403: you are known, and may not
  NotFound,         // 404: does not exist, or is not yours to see
  Conflict,         // 409: another row or request stands in the way
  Stale,            // 409: you hold an older version
  Refused,          // 422: a rule of the house or of the law says no; `key` names it
  TooLarge,         // 413
  TooMany,          // 429: slow down
  Unavailable,      // 503: try again later
  Internal          // 500: our fault
};

/// Named arguments of a message, e.g. {{"limit", "200"}}.
using Args = std::vector<std::pair<std::string, std::string>>;

/// A refusal. `key` names a message in i18n (four languages) that says what is wrong and what to do
/// now.
struct Error {  // NOLINT(clang-analyzer-core.uninitialized.Assign): its code has a value
  Code code = Code::Internal;
  std::string key;
  Args args = {};
  std::string field = {};        // path in the input: `contacts[2].phone`; empty: the whole
  std::vector<Error> also = {};  // further refusals of the same input
};

inline Error invalid(std::string field, std::string key, Args args = {}) {
  return {Code::Invalid, std::move(key), std::move(args), std::move(field), {}};
}
inline Error refused(std::string key, Args args = {}, std::string field = {}) {
  return {Code::Refused, std::move(key), std::move(args), std::move(field), {}};
}
/// `what` is a word of docs/words.md, e.g. "case"; it shows as the argument {what}.
inline Error not_found(std::string what) {
  return {Code::NotFound, "error.not_found", {{"what", std::move(what)}}, {}, {}};
}
inline Error forbidden() { return {Code::Forbidden, "error.forbidden", {}, {}, {}}; }
inline Error stale(std::int64_t current_version) {
  return {Code::Stale, "error.stale", {{"version", std::to_string(current_version)}}, {}, {}};
}

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : error_(std::move(error)) {}
  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  T& value() & { return value_.value(); }
  T const& value() const& { return value_.value(); }
  T&& value() && { return std::move(value_).value(); }
  T& operator*() & { return value(); }
  T const& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  T const* operator->() const { return &value(); }
  Error const& error() const& { return error_.value(); }
  Error&& error() && { return std::move(error_).value(); }

 private:
  // Two optionals, one of them full: a variant took the compiler four times as long for each type.
  std::optional<T> value_;
  std::optional<Error> error_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}
  bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }
  void value() const {}
  Error const& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

 private:
  Error error_;
  bool ok_ = true;
};

/// `auto x = TRY(f());` — the value, or return the refusal to the caller.
#define TRY(expression)                                             \
  ({                                                                \
    auto vefa_result_ = (expression);                               \
    if (!vefa_result_.ok()) return std::move(vefa_result_).error(); \
    std::move(vefa_result_).value();                                \
  })

}  // namespace vefa
