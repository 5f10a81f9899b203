// What a module's api.cpp needs: the route table and what a handler is given. No Beast here.
//
// A route line says handler, path, permission and a sentence. The handler's name is the
// operation's, its signature says the rest; the types of body, query and answer give codec,
// validation and api/openapi.json:
//
//   routes.post<open_case>("/cases", Permission::CasesWrite, "Opens a case for a customer.")
//       .status(201);
//   Result<CaseView> open_case(Call const& call, db::Tx& tx, NewCase const& body);
//
//   routes.get<list_cases>("/cases", Permission::CasesRead, "Lists cases, newest first.");
//   Result<Page<CaseView>> list_cases(Call const& call, db::Tx& tx, Query<CaseFilter> const&
//   filter);
//
// A handler takes the Call, the Tx (slow: the Database; plain: nothing) and then, in any order and
// each at most once, a described body and a `Query<Q>`. It answers `Result<T>` (JSON),
// `Result<void>` (204) or `Result<Response>` (as it is).
//
// The platform decodes, opens the transaction, finds the actor, checks the permission, runs the
// handler, commits, encodes: one trip to the database a request. A write is answered when it is
// durable, and is audited in its own transaction. A handler may run twice (retry).
#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"

namespace vefa::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// One HTTP request, fully read.
struct Request {
  std::string method;
  std::string path;   // without the query, still percent-encoded
  std::string query;  // raw, without the `?`
  Headers headers;    // names in lower case
  std::string body;
  std::string remote_address;  // the client's, also behind a trusted proxy
  bool secure = false;         // came over TLS, here or at a trusted proxy

  std::string_view header(std::string_view lower_case_name) const;  // empty when absent
  /// The value of a cookie; empty when absent.
  std::string_view cookie(std::string_view name) const;
  /// `https://host[:port]`: how the client reached us; for links in answers.
  std::string origin() const;
};

/// An answer that is not JSON of a described type: a page, a file, a redirect, a cookie.
struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  Headers headers;
};

/// JSON of a described value with a status and headers of one's own.
template <class T>
Response json_answer(T const& value, int status = 200, Headers headers = {}) {
  return {status, "application/json", to_json_text(value), std::move(headers)};
}

/// The name of the cookie that carries a session's token.
inline constexpr std::string_view kSessionCookie = "vefa_session";
/// A Set-Cookie value: HttpOnly, SameSite=Lax, Path=/, Secure when the request was. An empty token
/// with 0 seconds removes it.
std::string session_cookie(Request const& request, std::string_view token, std::int64_t seconds);

/// What a handler is given besides its input.
struct Call {
  Context ctx;
  Request const* request = nullptr;                              // never null
  std::vector<std::pair<std::string, std::string>> params = {};  // of the path, decoded
  std::int64_t session_id = 0;  // the session or the API token that was used; 0: no login
  bool by_token = false;        // an API token

  /// A path parameter as an id; NotFound (not Invalid: nothing is revealed) when it is none.
  template <class IdType>
  Result<IdType> id(std::string_view name) const {
    auto id = IdType::parse(param(name));
    if (!id) return not_found(std::string(name));
    return *id;
  }
  /// Empty when the path has no such parameter.
  std::string_view param(std::string_view name) const;
};

/// The query, decoded into a described struct whose members are all optional or lists. An empty
/// value is the same as none; lists are separated by commas (`?tags=a,b`) or repeated. The errors
/// are a body's.
template <class Q>
struct Query {
  Q value;
  Q const* operator->() const { return &value; }
  Q const& operator*() const { return value; }
};

enum class Method { Get, Post, Put, Patch, Delete };
/// Read: on a reader. AuditedRead: the same, answered after an audit row of it is durable. Write:
/// on the write lane, with its audit row. Slow: outside a transaction, on one of a few threads.
/// Plain: on the I/O thread without a database, must not wait. Live: the stream of events.
enum class Kind { Read, AuditedRead, Write, Slow, Plain, Live };

/// What a route decoded from a request; owned by the route's own type.
using Input = std::shared_ptr<void const>;

/// The untyped form of a route, as the router and the description see it.
struct Route {
  Method method;
  std::string path;  // `/cases/{case}`; a last `{name*}` takes the whole rest
  Permission permission;
  Kind kind;
  std::string name;          // operation id: the handler's name
  std::string summary;       // one English sentence
  bool is_absolute = false;  // not below /api/v1
  bool is_raw = false;       // any content type; the handler reads request->body
  bool is_secret = false;
  bool is_passing = false;
  bool is_uncounted = false;
  bool has_body = false;     // a described body
  bool checks_query = true;  // refuses parameters it does not know
  int success_status = 200;
  std::size_t body_limit = 1 << 20;  // bytes
  std::function<Result<Input>(Call const&)> decode;
  std::function<Result<Response>(Call const&, db::Tx&, void const*)> in_tx;       // Read and Write
  std::function<Result<Response>(Call const&, db::Database&, void const*)> slow;  // Slow
  std::function<Result<Response>(Call const&, void const*)> plain;                // Plain
  // Schemas for the description; each may be null.
  wire::Schema body_schema = nullptr;
  wire::Schema query_schema = nullptr;  // of the struct, in full
  wire::Schema answer_schema = nullptr;

  /// Status of success, instead of 200.
  Route& status(int code);
  /// Largest body in bytes, instead of 1 MiB; beyond, 413.
  Route& max_body(std::size_t bytes);
  /// The handler reads the body itself; any content type.
  Route& raw();
  /// `path` stands alone, not below /api/v1; not part of api/openapi.json.
  Route& absolute();
  /// The path or the answer holds a secret (a login, a new token, a signed link): the answer is
  /// never stored for a replay, and the audit names the route's template instead of the path.
  Route& secret();
  /// What it writes is over within a minute (who looks at what): no audit row, no stored answer.
  Route& passing();
  /// From memory, many at once: not counted against the address, behind which an office may sit.
  Route& uncounted();
  /// `/api/v1/cases/{case}`.
  std::string full_path() const;
};

/// The list of all routes. Stays where it is: routes are held by address.
class Routes {
 public:
  Routes() = default;
  Routes(Routes const&) = delete;
  Routes& operator=(Routes const&) = delete;

  template <auto Handler>
  Route& get(std::string path, Permission p, std::string summary);
  template <auto Handler>
  Route& get_audited(std::string path, Permission p, std::string summary);
  template <auto Handler>
  Route& post(std::string path, Permission p, std::string summary);
  template <auto Handler>
  Route& put(std::string path, Permission p, std::string summary);
  template <auto Handler>
  Route& patch(std::string path, Permission p, std::string summary);
  template <auto Handler>
  Route& del(std::string path, Permission p, std::string summary);
  /// For work that must wait outside a transaction: passwords, testing a mailbox.
  template <auto Handler>
  Route& slow_post(std::string path, Permission p, std::string summary);

  /// Any of the above with a handler that carries state (a lambda), so that its name must be said:
  /// `routes.add(Method::Get, Kind::Read, "/x", Permission::Self, "read_x", [&](…) {…}, "…")`.
  template <class F>
  Route& add(Method method, Kind kind, std::string path, Permission p, std::string name, F handler,
             std::string summary);
  /// A route as it is.
  Route& add(Route route);

  std::deque<Route> const& all() const { return routes_; }

 private:
  std::deque<Route> routes_;
};

/// HTTP's status of a refusal.
int status_of(Code code);
/// The refusal as application/problem+json (RFC 9457): type, title, status, detail, instance,
/// `code`, and `errors` [{field, key, detail}] in `language`.
Response problem(Error const& error, Language language, std::string_view request_id);
/// The same under a status that no Code has, e.g. 405, 415.
Response problem(int status, Error const& error, Language language, std::string_view request_id);

}  // namespace vefa::http

#include "http/typed_routes.hpp"
