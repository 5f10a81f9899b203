// What a module's api.cpp needs: the route table and what a handler is given. No Beast here.
//
// A route line says verb, path, permission, handler and a sentence. The handler's signature says the
// rest; the body's and the answer's types give codec, validation and api/openapi.json:
//
//   routes.post("/cases", Permission::CasesWrite, open_case, "Opens a case for a customer.");
//   Result<CaseView> open_case(Call const& call, db::Tx& tx, NewCase const& body);
//
// The platform opens the transaction, decodes the body, runs the handler, commits, encodes. A write is
// answered when it is durable. `get` runs on a reader; `get_audited` too, and adds an audit row of the
// read before it answers; `post`, `put`, `patch`, `del` run on the write lane. `slow_post` is for work
// that must wait outside a transaction (passwords, testing a mailbox): its handler gets the Database.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"

namespace vefa::http {

/// One HTTP request, fully read.
struct Request {
  std::string method;
  std::string path;                                   // without the query, still percent-encoded
  std::string query;                                  // raw
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  std::string remote_address;

  std::string_view header(std::string_view lower_case_name) const;  // empty when absent
};

/// An answer that is not JSON of a described type: a page, a file, a redirect.
struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// What a handler is given besides its body.
struct Call {
  Context ctx;
  Request const* request = nullptr;
  std::vector<std::pair<std::string, std::string>> params;  // of the path, decoded

  /// A path parameter as an id; NotFound (not Invalid: nothing is revealed) when it is none.
  template <class IdType>
  Result<IdType> id(std::string_view name) const {
    auto id = IdType::parse(param(name));
    if (!id) return not_found(std::string(name));
    return *id;
  }
  std::string_view param(std::string_view name) const;
  /// The query decoded into a described struct whose members are all optional; the same errors as a body.
  template <class Q>
  Result<Q> query() const {
    return from_query<Q>(*this);
  }
  Json query_json(std::vector<std::string> const& integers, std::vector<std::string> const& lists) const;

  template <class Q>
  static Result<Q> from_query(Call const& call);
};

enum class Method { Get, Post, Put, Patch, Delete };
enum class Kind { Read, AuditedRead, Write, Slow };

/// The untyped form of a route, as the router and the description see it.
struct Route {
  Method method;
  std::string path;                 // `/cases/{case}`, below /api/v1 unless `absolute`
  bool absolute = false;
  Permission permission;
  Kind kind;
  std::string name;                 // operation id: the handler's name
  std::string summary;              // one English sentence
  std::size_t max_body = 1 << 20;   // bytes
  bool raw_body = false;            // the handler reads request->body itself
  std::function<Result<Response>(Call const&, db::Tx&)> in_tx;         // all kinds but Slow
  std::function<Result<Response>(Call const&, db::Database&)> slow;    // Slow
  // Writes into the OpenAPI document: request body (may be empty), query parameters, answer.
  std::function<JsonObject(wire::Components&)> body_schema;
  std::function<JsonObject(wire::Components&)> query_schema;
  std::function<JsonObject(wire::Components&)> answer_schema;
};

class Routes {
 public:
  template <class F>
  Route& get(std::string path, Permission p, F handler, std::string summary);
  template <class F>
  Route& get_audited(std::string path, Permission p, F handler, std::string summary);
  template <class F>
  Route& post(std::string path, Permission p, F handler, std::string summary);
  template <class F>
  Route& put(std::string path, Permission p, F handler, std::string summary);
  template <class F>
  Route& patch(std::string path, Permission p, F handler, std::string summary);
  template <class F>
  Route& del(std::string path, Permission p, F handler, std::string summary);
  template <class F>
  Route& slow_post(std::string path, Permission p, F handler, std::string summary);

  std::vector<Route> const& all() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

/// The refusal as application/problem+json (RFC 9457): type, title, status, detail, instance, `code`,
/// and `errors` [{field, key, detail}] in `language`.
Response problem(Error const& error, Language language, std::string_view request_id);

}  // namespace vefa::http

#include "http/typed_routes.hpp"
