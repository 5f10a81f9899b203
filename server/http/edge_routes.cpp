// The edge's own routes: health, metrics, the live stream, the description and its page.
#include "base/embedded.hpp"
#include "http/edge_web.hpp"
#include "http/live.hpp"
#include "http/openapi.hpp"
#include "http/queries.hpp"
#include "http/server.hpp"

namespace vefa::http {
namespace {

constexpr char const* kHtml = "text/html; charset=utf-8";
constexpr char const* kText = "text/plain; charset=utf-8";

Result<Response> healthz(Call const&) { return Response{200, kText, "ok\n", {}}; }

Result<Response> readyz(Call const&, db::Tx& tx) {
  if (!tx.scalar<std::int64_t>(sql::answer_ping))
    return Error{.code = Code::Unavailable, .key = "error.unavailable"};
  return Response{200, kText, "ready\n", {}};
}

/// A page that is built into the program.
void add_page(Routes& routes, std::string path, std::string name, char const* type,
              std::string_view file, std::string summary) {
  routes
      .add(
          Method::Get, Kind::Plain, std::move(path), Permission::Public, std::move(name),
          [type, bytes = embedded_file(file)](Call const&) -> Result<Response> {
            return Response{200, type, std::string(bytes), {}};
          },
          std::move(summary))
      .absolute();
}

void add_live(Routes& routes) {
  Route live{.method = Method::Get,
             .path = "/live",
             .permission = Permission::Self,
             .kind = Kind::Live,
             .name = "listen_live",
             .summary = "Streams what happens, as server-sent events; resumes by Last-Event-ID."};
  live.decode = [](Call const& call) {
    return typed::Decoder<std::tuple<Query<LiveWish>>>::decode(*call.request, true);
  };
  live.query_schema = wire::Codec<LiveWish>::schema;
  routes.add(std::move(live));
}

}  // namespace

void add_edge_routes(Routes& routes) {
  add_live(routes);
  add_web_routes(routes);
  routes
      .add(Method::Get, Kind::Plain, "/healthz", Permission::Public, "healthz", healthz,
           "The process is alive.")
      .absolute();
  routes
      .add(Method::Get, Kind::Read, "/readyz", Permission::Public, "readyz", readyz,
           "The company's database answers.")
      .absolute();
  // Without a handler: the edge answers, from its own counters.
  routes
      .add(Route{.method = Method::Get,
                 .path = "/metrics",
                 .permission = Permission::Public,
                 .kind = Kind::Plain,
                 .name = "metrics",
                 .summary = "Counters in Prometheus' text format."})
      .absolute();
  add_page(routes, "/api", "api_page", kHtml, "server/pages/api.html", "The API, readable.");
  add_page(routes, "/api/page.css", "api_page_css", "text/css; charset=utf-8",
           "server/pages/api.css", "Its style.");
  add_page(routes, "/api/page.js", "api_page_js", "text/javascript; charset=utf-8",
           "server/pages/api.js", "Its script.");
  // Written at the first call, since routes may still be added until the server starts.
  struct Once {
    std::once_flag flag;
    std::string text;
  };
  routes
      .add(
          Method::Get, Kind::Plain, "/api/openapi.json", Permission::Public, "openapi",
          [&routes, once = std::make_shared<Once>()](Call const&) -> Result<Response> {
            std::call_once(once->flag, [&] { once->text = openapi_text(routes); });
            return Response{200, "application/json", once->text, {}};
          },
          "This description.")
      .absolute();
}

}  // namespace vefa::http
