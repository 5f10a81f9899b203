// The HTTP edge: listener, sessions at the edge, limits; answers the routes of a program for the
// companies it holds. All of Asio and Beast is behind this header.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "http/api.hpp"
#include "jobs/jobs.hpp"

namespace vefa::http {

/// What a request says of who asks: a Bearer token, or the session cookie. Never empty.
struct Credentials {
  std::string token;
  bool from_cookie = false;
  std::string remote_address;
  Instant now;
};

/// Whom the credentials name.
struct Identity {
  Actor actor;
  std::optional<Language> language;  // the actor's own; else Accept-Language decides
  std::int64_t session_id = 0;       // of the session or the API token
  bool by_token = false;             // an API token
};

/// Runs inside the request's own transaction (a reader's for reads). Refuses with
/// `Unauthenticated`.
using Authenticate = std::function<Result<Identity>(db::Tx&, Credentials const&)>;

class LiveStream;

/// What the edge needs of one company. Its parts outlive every request, as the pointer is held.
struct Company {
  virtual ~Company() = default;
  /// Ends each live stream, so that nobody holds the company any longer; what is added later ends
  /// at once. Their listeners come again by themselves.
  void end_streams();
  void add_stream(std::shared_ptr<LiveStream> const& stream);

  db::Database* database = nullptr;
  Clock const* clock = nullptr;
  IdSource* ids = nullptr;
  jobs::LiveFeed* feed = nullptr;  // null: no live stream
  Authenticate authenticate;
  Language language = Language::En;  // when neither actor nor request names one

 private:
  std::mutex streams_mutex_;
  std::vector<std::weak_ptr<LiveStream>> streams_;
  std::size_t streams_looked_at_ = 64;  // beyond so many, those that are gone are taken out
  bool streams_ended_ = false;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  int port = 0;  // 0: a free one, see Server::port
  int threads = 2;
  int slow_threads = 4;  // for Kind::Slow and for opening companies

  // TLS when both are set; PEM files.
  std::string certificate_file;
  std::string key_file;

  int max_connections = 10000;
  std::size_t max_header_bytes = 16 * 1024;
  Duration idle_timeout = std::chrono::seconds(75);    // between requests
  Duration header_timeout = std::chrono::seconds(10);  // first byte to the end of the header
  Duration stall_timeout = std::chrono::seconds(20);   // between two pieces of a body or an answer
  std::int64_t min_body_bytes_per_second = 4096;       // slower uploads are cut
  Duration heartbeat = std::chrono::seconds(15);       // of live streams
  Duration live_recheck = std::chrono::seconds(60);    // of a live listener's rights
  std::size_t live_queue = 256;                        // events a slow listener may owe

  // Token buckets; 0 per second: unlimited.
  double requests_per_second_per_address = 0;
  double burst_per_address = 200;
  double requests_per_second_per_account = 0;
  double burst_per_account = 400;
  /// Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
  std::vector<std::string> trusted_proxies;

  /// Reading /metrics: from loopback without a proxy, or with this Bearer token when it is set.
  std::string metrics_token;
};

/// The company of a host name (without the port), already open; null when it is not open or
/// unknown. Called on I/O threads: must not wait.
using FindCompany = std::function<std::shared_ptr<Company>(std::string_view host)>;

struct Companies {
  FindCompany find_open;
  /// Opens it when need be; null when no company has this host. May wait, may throw
  /// db::Unavailable.
  FindCompany open;
};

class Server {
 public:
  /// Listens at once. Throws std::runtime_error, with a sentence that says what to do, when the
  /// address cannot be used. `routes` must outlive the server.
  static std::unique_ptr<Server> start(Routes const& routes, Companies companies,
                                       ServerOptions options);
  virtual ~Server() = default;
  virtual int port() const = 0;
  /// Takes no more connections, answers what was accepted, then closes; at most `at_most`, then
  /// cuts. True when all was answered. Afterwards no handler runs.
  virtual bool stop(Duration at_most) = 0;
  /// Prometheus' text format.
  virtual std::string metrics() const = 0;
};

/// Routes of the edge itself: /healthz, /readyz, /metrics, /api, /api/openapi.json, /api/v1/live.
/// Added last, since the description lists the others.
void add_edge_routes(Routes& routes);

/// Removes stored answers older than a day; at most 1,000 a call; answers how many. For a timer.
std::int64_t forget_old_answers(db::Tx& tx, Instant now);

}  // namespace vefa::http
