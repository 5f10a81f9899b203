#include "http/edge.hpp"

#include "base/crypto.hpp"
#include "base/log.hpp"
#include "http/queries.hpp"

namespace vefa::http {
namespace {

/// People type addresses of the screens: there a slash at the end is none. To the API it is an id
/// that is missing.
std::string_view as_meant(std::string_view path) {
  bool const typed = path.starts_with("/app") && path.ends_with('/');
  return typed ? path.substr(0, path.size() - 1) : path;
}

constexpr int kMaxRaces = 3;

constexpr std::string_view kContentSecurityPolicy =
    "Content-Security-Policy: default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n";
constexpr std::string_view kGuards =
    "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n";

Error unavailable() { return {.code = Code::Unavailable, .key = "error.unavailable"}; }
Error too_many(int seconds) {
  return {.code = Code::TooMany,
          .key = "error.too_many",
          .args = {{"seconds", std::to_string(seconds)}}};
}
Error unauthenticated() { return {.code = Code::Unauthenticated, .key = "error.unauthenticated"}; }

/// Unlike those of every other process and request; not a secret.
std::string new_request_id() {
  static std::string const process = base64url(random_bytes(6));
  static std::atomic<std::uint64_t> count{0};
  return process + "-" + std::to_string(count.fetch_add(1, std::memory_order_relaxed));
}

std::string request_id_of(Request const& request) {
  std::string_view const given = request.header("x-request-id");
  bool const sane = !given.empty() && given.size() <= 64 &&
                    std::all_of(given.begin(), given.end(), [](unsigned char c) {
                      return std::isalnum(c) || c == '-' || c == '_' || c == '.';
                    });
  return sane ? std::string(given) : new_request_id();
}

bool is_json(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  while (type.ends_with(' ')) type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return type == "application/json" ||
         (type.starts_with("application/") && type.ends_with("+json"));
}

std::optional<Credentials> credentials_of(Exchange const& ex) {
  auto const& request = ex.request;
  std::string_view const authorization = request.header("authorization");
  constexpr std::string_view kBearer = "bearer ";
  bool const bearer =
      authorization.size() > kBearer.size() &&
      std::equal(kBearer.begin(), kBearer.end(), authorization.begin(),
                 [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  if (bearer)
    return Credentials{std::string(authorization.substr(kBearer.size())), false,
                       request.remote_address, ex.call.ctx.now};
  if (auto cookie = request.cookie(kSessionCookie); !cookie.empty())
    return Credentials{std::string(cookie), true, request.remote_address, ex.call.ctx.now};
  return std::nullopt;
}

/// May the same request, sent twice at once, have been committed in the meantime? On PostgreSQL the
/// twin's rows can be met before its key is.
bool lost_to_its_twin(Exchange const& ex, std::exception_ptr failure) {
  try {
    std::rethrow_exception(failure);
  } catch (IdempotencyRace const&) {
    return true;
  } catch (db::ConstraintError const&) {
    return !ex.request.header("idempotency-key").empty();
  } catch (...) {
    return false;
  }
}

/// The stored answer; whatever this run wrote is undone.
Response replay(Exchange& ex, Response& stored) {
  ex.is_replay = true;
  return std::move(stored);
}

/// A page of another site can send the cookie, but neither this header nor our origin.
bool is_forged(Exchange const& ex) {
  if (!ex.is_mutation() || ex.request.header("x-vefa-request") == "1") return false;
  std::string_view const origin = ex.request.header("origin");
  return origin.empty() || origin != ex.request.origin();
}

}  // namespace

std::string_view Exchange::host() const {
  std::string_view const host = request.header("host");
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

Edge::Edge(Routes const& routes, Companies companies, ServerOptions const& options)
    : router_(routes),
      companies_(std::move(companies)),
      options_(options),
      metrics_(routes),
      per_address_(options.requests_per_second_per_address, options.burst_per_address),
      per_account_(options.requests_per_second_per_account, options.burst_per_account),
      workers_(options.slow_threads) {}

bool Edge::from_trusted_proxy(Exchange const& ex) const {
  auto const& all = options_.trusted_proxies;
  return std::find(all.begin(), all.end(), ex.request.remote_address) != all.end();
}

void Edge::set_client(Exchange& ex) const {
  if (!from_trusted_proxy(ex)) return;
  // The last entry is the one our own proxy wrote; those before it are the client's own words.
  std::string_view const forwarded = ex.request.header("x-forwarded-for");
  auto const comma = forwarded.rfind(',');
  std::string const client =
      trim(comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1));
  ex.request.secure |= ex.request.header("x-forwarded-proto") == "https";
  if (!client.empty() && client.size() <= 64) ex.request.remote_address = client;
}

std::size_t Edge::body_limit(Exchange const& ex) const {
  return ex.match.route ? ex.match.route->body_limit : 0;
}

std::optional<Response> Edge::admit(Exchange& ex, std::optional<std::uint64_t> content_length) {
  ex.request_id = request_id_of(ex.request);
  set_client(ex);
  if (companies_.find_open) ex.company = companies_.find_open(ex.host());
  ex.language = negotiate_language(ex.request.header("accept-language"),
                                   ex.company ? ex.company->language : Language::En);
  ex.match = router_.find(ex.request.method, as_meant(ex.request.path));
  if (!ex.match.route || !ex.match.route->is_uncounted) {
    auto const& address = ex.request.remote_address;
    int const wait = per_address_.take(address, std::chrono::steady_clock::now());
    if (wait > 0) return refuse(ex, too_many(wait));
  }
  if (!ex.match.route && ex.match.allow.empty()) return refuse(ex, not_found("route"));
  if (!ex.match.route) {
    auto answer = refuse(ex, 405,
                         {.code = Code::Invalid,
                          .key = "error.method_not_allowed",
                          .args = {{"allowed", ex.match.allow}}});
    answer.headers.emplace_back("Allow", ex.match.allow);
    return answer;
  }
  if (content_length && *content_length > ex.match.route->body_limit)
    return refuse(ex, {.code = Code::TooLarge,
                       .key = "error.too_large",
                       .args = {{"limit", std::to_string(ex.match.route->body_limit)}}});
  bool const typed = ex.match.route->has_body && !ex.match.route->is_raw;
  if (typed && !is_json(ex.request.header("content-type")))
    return refuse(ex, 415,
                  {.code = Code::Invalid,
                   .key = "error.unsupported_media",
                   .args = {{"expected", "application/json"}}});
  return std::nullopt;
}

Response Edge::refuse(Exchange const& ex, Error const& error) const {
  return refuse(ex, status_of(error.code), error);
}

Response Edge::refuse(Exchange const& ex, int status, Error const& error) const {
  Response answer = problem(status, error, ex.language, ex.request_id);
  if (error.code == Code::Unauthenticated)
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (error.code == Code::Unavailable) answer.headers.emplace_back("Retry-After", "2");
  if (error.code == Code::TooMany) {
    std::string seconds = "1";
    for (auto const& [name, value] : error.args)
      if (name == "seconds") seconds = value;
    answer.headers.emplace_back("Retry-After", seconds);
  }
  return answer;
}

void Edge::append_headers(std::string& out, Exchange const& ex, Response const& response) const {
  auto const is_own = [&](std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [&](auto const& header) { return header.first == name; });
  };
  out.append("X-Request-Id: ").append(ex.request_id).append("\r\n");
  out.append(kGuards);
  if (!is_own("Content-Security-Policy")) out.append(kContentSecurityPolicy);
  if (ex.request.secure) out.append("Strict-Transport-Security: max-age=31536000\r\n");
  if (is_own("Cache-Control")) return;
  bool const page = ex.match.route && ex.match.route->kind == Kind::Plain && response.status < 400;
  out.append(page ? "Cache-Control: no-cache\r\n" : "Cache-Control: no-store\r\n");
}

void Edge::run(ExchangePtr const& ex, Answered answered) {
  if (ex->company || ex->match.route->kind == Kind::Plain) return dispatch(ex, std::move(answered));
  open_company(ex, std::move(answered));
}

void Edge::open_company(ExchangePtr const& ex, Answered answered) {
  bool const taken = workers_.submit([this, ex, answered] {
    std::exception_ptr failure;
    try {
      if (companies_.open) ex->company = companies_.open(ex->host());
    } catch (...) {
      failure = std::current_exception();
    }
    if (ex->company) return dispatch(ex, answered);
    ex->answer = Error{.code = Code::NotFound,
                       .key = "http.unknown_host",
                       .args = {{"host", std::string(ex->host())}}};
    settle(*ex, failure);
    answered();
  });
  if (taken) return;
  ex->response = refuse(*ex, unavailable());
  answered();
}

void Edge::dispatch(ExchangePtr const& ex, Answered answered) {
  auto const& route = *ex->match.route;
  Context& ctx = ex->call.ctx;
  ctx.request_id = ex->request_id;
  ctx.language = ex->language;
  ctx.actor.kind = ActorKind::Anonymous;
  ctx.now = ex->company ? ex->company->clock->now() : wall_now();
  ctx.ids = ex->company ? ex->company->ids : nullptr;
  ex->call.request = &ex->request;
  ex->call.params = std::move(ex->match.params);
  // Decoded here, on the I/O thread, so that the write lane is spared; reported only to those who
  // may.
  if (route.decode) ex->input = route.decode(ex->call);
  switch (route.kind) {
    case Kind::Plain:
      try {
        ex->answer = plain(*ex);
        settle(*ex, nullptr);
      } catch (...) {
        settle(*ex, std::current_exception());
      }
      return answered();
    case Kind::Read:
    case Kind::AuditedRead:
      return read(ex, std::move(answered));
    case Kind::Write:
      return write(ex, std::move(answered));
    case Kind::Slow:
      return slow(ex, std::move(answered));
    case Kind::Live:
      return live(ex, std::move(answered));
  }
}

Result<Response> Edge::plain(Exchange& ex) {
  auto const& route = *ex.match.route;
  if (!route.plain) return read_metrics(ex);
  if (route.permission != Permission::Public) return unauthenticated();
  if (!ex.input) return ex.input.error();
  return route.plain(ex.call, ex.input->get());
}

Result<Response> Edge::read_metrics(Exchange const& ex) const {
  auto const given = credentials_of(ex);
  bool const local = options_.metrics_token.empty() && (ex.request.remote_address == "127.0.0.1" ||
                                                        ex.request.remote_address == "::1");
  bool const known = !options_.metrics_token.empty() && given && !given->from_cookie &&
                     equal_secret(given->token, options_.metrics_token);
  if (!local && !known) return unauthenticated();
  return Response{200, "text/plain; version=0.0.4; charset=utf-8", metrics_.text(), {}};
}

Result<void> Edge::identify(Exchange& ex, db::Tx& tx) {
  auto const& route = *ex.match.route;
  Context& ctx = ex.call.ctx;
  bool const open = route.permission == Permission::Public;
  ctx.actor = {.kind = ActorKind::Anonymous};
  ctx.language = ex.language;
  ex.call.session_id = 0;
  auto given = credentials_of(ex);
  if (given && given->from_cookie && is_forged(ex)) {
    if (!open) return Error{.code = Code::Forbidden, .key = "http.forged"};
    given.reset();
  }
  if (!given) return open ? Result<void>() : unauthenticated();
  auto identity = ex.company->authenticate(tx, *given);
  if (!identity) return open ? Result<void>() : std::move(identity).error();
  ctx.actor = std::move(identity->actor);
  if (identity->language) ctx.language = *identity->language;
  ex.call.session_id = identity->session_id;
  ex.call.by_token = identity->by_token;
  std::string const account =
      std::to_string(static_cast<int>(ctx.actor.kind)) + ":" + std::to_string(ctx.actor.id);
  if (int const wait = per_account_.take(account, std::chrono::steady_clock::now()))
    return too_many(wait);
  bool const may = open ||
                   (route.permission == Permission::Self && ctx.actor.kind == ActorKind::Staff) ||
                   ctx.actor.may(route.permission);
  return may ? Result<void>() : forbidden();
}

Result<std::optional<IdempotencyClaim>> Edge::claim_for(Exchange const& ex) const {
  auto const& route = *ex.match.route;
  if (route.is_secret || route.is_passing) return std::optional<IdempotencyClaim>();
  auto key = idempotency_key(ex.request);
  if (!key) return std::move(key).error();
  if (!*key) return std::optional<IdempotencyClaim>();
  return std::optional(claim_of(ex.request, ex.call.ctx.actor, **key));
}

Result<Response> Edge::answer_in_tx(Exchange& ex, db::Tx& tx) {
  auto const& route = *ex.match.route;
  auto known = identify(ex, tx);
  if (!known) return std::move(known).error();
  std::optional<IdempotencyClaim> claim;
  if (route.kind == Kind::Write) {
    claim = TRY(claim_for(ex));
    if (claim)
      if (auto stored = TRY(find_answer(tx, *claim, ex.call.ctx.now))) return replay(ex, *stored);
  }
  if (!ex.input) return ex.input.error();
  auto answer = route.in_tx(ex.call, tx, ex.input->get());
  // Refused, perhaps, because its twin was committed after the look above: then that answer holds.
  if (!answer && claim && tx.engine() == db::Engine::Postgres)
    if (auto stored = TRY(find_answer(tx, *claim, ex.call.ctx.now))) return replay(ex, *stored);
  if (!answer || route.kind != Kind::Write) return answer;
  if (!route.is_passing) audit(tx, ex);
  if (claim) store_answer(tx, *claim, *answer, ex.call.ctx.now);
  return answer;
}

void Edge::read(ExchangePtr const& ex, Answered answered) {
  metrics_.reads_waiting.fetch_add(1, std::memory_order_relaxed);
  ex->company->database->read(
      [this, ex](db::Tx& tx) { ex->answer = answer_in_tx(*ex, tx); },
      [this, ex, answered = std::move(answered)](std::exception_ptr failure) {
        metrics_.reads_waiting.fetch_sub(1, std::memory_order_relaxed);
        bool const audited = ex->match.route->kind == Kind::AuditedRead;
        if (audited && !failure && ex->answer.ok()) return write_audit(ex, answered);
        settle(*ex, failure);
        answered();
      });
}

void Edge::write_audit(ExchangePtr const& ex, Answered answered) {
  ex->company->database->write(
      [ex](db::Tx& tx) {
        audit(tx, *ex);
        return db::Outcome::Commit;
      },
      [this, ex, answered = std::move(answered)](std::exception_ptr failure) {
        settle(*ex, failure);
        answered();
      });
}

void Edge::write(ExchangePtr const& ex, Answered answered) {
  metrics_.writes_waiting.fetch_add(1, std::memory_order_relaxed);
  ex->company->database->write(
      [this, ex](db::Tx& tx) {
        ex->is_replay = false;
        ex->answer = answer_in_tx(*ex, tx);
        return ex->answer.ok() && !ex->is_replay ? db::Outcome::Commit : db::Outcome::Rollback;
      },
      [this, ex, answered = std::move(answered)](std::exception_ptr failure) {
        metrics_.writes_waiting.fetch_sub(1, std::memory_order_relaxed);
        if (failure && lost_to_its_twin(*ex, failure) && ++ex->races < kMaxRaces)
          return write(ex, answered);
        settle(*ex, failure);
        answered();
      });
}

void Edge::slow(ExchangePtr const& ex, Answered answered) {
  metrics_.slow_waiting.fetch_add(1, std::memory_order_relaxed);
  bool const taken = workers_.submit([this, ex, answered] {
    std::exception_ptr failure;
    try {
      ex->answer = answer_slowly(*ex);
    } catch (...) {
      failure = std::current_exception();
    }
    settle(*ex, failure);
    metrics_.slow_waiting.fetch_sub(1, std::memory_order_relaxed);
    answered();
  });
  if (taken) return;
  metrics_.slow_waiting.fetch_sub(1, std::memory_order_relaxed);
  ex->response = refuse(*ex, unavailable());
  answered();
}

Result<Response> Edge::answer_slowly(Exchange& ex) {
  auto& database = *ex.company->database;
  std::optional<IdempotencyClaim> claim;
  auto stored = database.read_result([&](db::Tx& tx) -> Result<std::optional<Response>> {
    auto known = identify(ex, tx);
    if (!known) return std::move(known).error();
    claim = TRY(claim_for(ex));
    if (!claim) return std::optional<Response>();
    return find_answer(tx, *claim, ex.call.ctx.now);
  });
  if (!stored) return std::move(stored).error();
  if (*stored) return std::move(**stored);
  if (!ex.input) return ex.input.error();
  return run_claimed(ex, claim);
}

Result<Response> Edge::run_claimed(Exchange& ex, std::optional<IdempotencyClaim> const& claim) {
  auto& database = *ex.company->database;
  auto release = [&] {
    if (!claim) return;
    database.write_now([&](db::Tx& tx) {
      release_claim(tx, *claim);
      return db::Outcome::Commit;
    });
  };
  if (claim)
    database.write_now([&](db::Tx& tx) {
      claim_answer(tx, *claim, ex.call.ctx.now);
      return db::Outcome::Commit;
    });
  try {
    auto answer = ex.match.route->slow(ex.call, database, ex.input->get());
    if (!answer) {
      release();
      return answer;
    }
    database.write_now([&](db::Tx& tx) {
      audit(tx, ex);
      if (claim) settle_answer(tx, *claim, *answer);
      return db::Outcome::Commit;
    });
    return answer;
  } catch (...) {
    release();
    throw;
  }
}

}  // namespace vefa::http
