// Serves the web client: /app/assets/* for good, any other path below /app as its one page.
#include "http/edge_web.hpp"
#include "base/crypto.hpp"
#include "base/text.hpp"
#include "base/web_files.hpp"

namespace vefa::http {
namespace {

constexpr std::string_view kNoncePlace = "{{nonce}}";
constexpr char const* kNotBuilt =
    "This program was built without its screens. Build them and the program with: ./dev build\n";

std::string media_type(std::string_view path) {
  constexpr std::pair<std::string_view, char const*> kTypes[] = {
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".json", "application/json"},
      {".woff2", "font/woff2"},
      {".png", "image/png"}};
  for (auto const& [ending, type] : kTypes)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

/// Is this coding named, without a weight of zero?
bool accepts(std::string_view header, std::string_view coding) {
  for (auto const& part : split(std::string(header), ',')) {
    auto const fields = split(part, ';');
    if (fields.empty() || trim(fields[0]) != coding) continue;
    std::string const weight = fields.size() > 1 ? trim(fields[1]) : "q=1";
    return weight.find_first_of("123456789") != std::string::npos;
  }
  return false;
}

Response file_answer(Request const& request, WebFile const& file) {
  auto const wish = request.header("accept-encoding");
  Response answer{200, media_type(file.path), {}, {{"Vary", "Accept-Encoding"}}};
  // Its name holds a sum of its bytes, so it never changes.
  bool const is_named_by_sum = file.path.starts_with("assets/");
  answer.headers.emplace_back("Cache-Control", is_named_by_sum
                                                   ? "public, max-age=31536000, immutable"
                                                   : "public, max-age=3600");
  if (!file.brotli.empty() && accepts(wish, "br")) {
    answer.headers.emplace_back("Content-Encoding", "br");
    answer.body = file.brotli;
  } else if (!file.gzip.empty() && accepts(wish, "gzip")) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = file.gzip;
  } else {
    answer.body = file.plain;
  }
  return answer;
}

/// The one page. Its styles are let in by a number that is used once; scripts come as files alone.
Response start_page() {
  auto const* index = web_file("index.html");
  if (!index) return {404, "text/plain; charset=utf-8", kNotBuilt, {}};
  std::string const nonce = base64url(random_bytes(16));
  std::string html(index->plain);
  for (auto at = html.find(kNoncePlace); at != std::string::npos; at = html.find(kNoncePlace))
    html.replace(at, kNoncePlace.size(), nonce);
  return {200,
          "text/html; charset=utf-8",
          std::move(html),
          {{"Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce +
                "'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
                "connect-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; "
                "form-action 'self'; frame-ancestors 'none'"},
           {"Cache-Control", "no-cache"}}};
}

Result<Response> show_app(Call const& call) {
  std::string const path(call.param("path"));
  if (auto const* file = path == "index.html" ? nullptr : web_file(path))
    return file_answer(*call.request, *file);
  if (path.starts_with("assets/")) return not_found("route");
  return start_page();
}

Result<Response> show_start(Call const&) {
  return Response{303, "text/plain; charset=utf-8", {}, {{"Location", "/app"}}};
}

}  // namespace

void add_web_routes(Routes& routes) {
  routes
      .add(Method::Get, Kind::Plain, "/", Permission::Public, "show_start", show_start,
           "Leads to the screens.")
      .absolute();
  routes
      .add(Method::Get, Kind::Plain, "/app", Permission::Public, "show_app_root", show_app,
           "The screens.")
      .absolute();
  routes
      .add(Method::Get, Kind::Plain, "/app/{path*}", Permission::Public, "show_app", show_app,
           "A page of the screens, or a file of theirs.")
      .absolute()
      .uncounted();
}

}  // namespace vefa::http
