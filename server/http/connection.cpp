#include "http/connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

namespace vefa::http {
namespace {

namespace beast = boost::beast;
using namespace std::chrono_literals;

constexpr std::size_t kReadSize = 16 * 1024;
constexpr std::size_t kBodyReadSize = 128 * 1024;
constexpr auto kLinger = 2s;

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

bool is_clean(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 32 || c == 127; });
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  if (!is_clean(name) || !is_clean(value)) return;  // no header may begin another
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

Connection::Connection(std::shared_ptr<Hall> hall, std::unique_ptr<Transport> transport,
                       bool secure)
    : hall_(std::move(hall)), transport_(std::move(transport)), secure_(secure) {
  error_code error;
  auto const remote = transport_->socket().remote_endpoint(error);
  if (!error) remote_address_ = remote.address().to_string();
  hall_->connections.insert(this);
  hall_->edge->metrics().open_connections.fetch_add(1, std::memory_order_relaxed);
}

Connection::~Connection() {
  hall_->connections.erase(this);
  hall_->edge->metrics().open_connections.fetch_sub(1, std::memory_order_relaxed);
}

void Connection::check_deadline(Clock_::time_point now) {
  if (now < deadline_) return;
  timed_out_ = true;
  error_code ignored;
  transport_->socket().cancel(ignored);
}

void Connection::wind_down() {
  error_code ignored;
  if (stage_ == Stage::Idle) transport_->socket().cancel(ignored);
  if (interrupt_) interrupt_();
}

void Connection::cut() {
  error_code ignored;
  transport_->socket().close(ignored);
}

Awaitable<void> Connection::serve() {
  expires_in(hall_->options->header_timeout);
  stage_ = Stage::Head;
  bool good = co_await transport_->handshake();
  while (good) good = co_await serve_one();
  stage_ = Stage::Closing;
}

Awaitable<bool> Connection::fill(std::size_t room) {
  error_code error;
  auto const n = co_await transport_->read_some(buffer_.prepare(room), error);
  buffer_.commit(n);
  co_return !error;
}

Awaitable<bool> Connection::serve_one() {
  timed_out_ = false;
  if (buffer_.size() == 0) {
    stage_ = Stage::Idle;
    // What arrived before the stop is answered; only silence is closed.
    error_code error;
    if (hall_->closing && transport_->socket().available(error) == 0) co_return false;
    expires_in(hall_->closing ? Duration(500) : hall_->options->idle_timeout);
    bool more = co_await fill(kReadSize);
    if (!more && hall_->closing && !timed_out_ && transport_->socket().available(error) > 0)
      more = co_await fill(kReadSize);
    if (!more) co_return false;
  }
  stage_ = Stage::Head;
  expires_in(hall_->options->header_timeout);
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(hall_->options->max_header_bytes));
  parser.body_limit(boost::none);
  if (!co_await read_head(parser)) co_return false;
  ExchangePtr ex = exchange_of(parser);
  std::optional<std::uint64_t> length;
  if (auto const given = parser.content_length()) length = *given;
  auto early = hall_->edge->admit(*ex, length);
  bool const unread = !parser.is_done() && !(length && *length == 0);
  bool const keep = parser.get().keep_alive() && !hall_->closing;
  if (early) {
    hall_->edge->metrics().count(ex->match.route, early->status, 0ns);
    bool const good = co_await send(*ex, *early, keep && !unread);
    if (good && unread) co_await linger();
    co_return good&& keep && !unread;
  }
  if (!co_await read_body(parser, *ex)) co_return false;
  ex->request.body = std::move(parser.get().body());
  co_return co_await answer(ex, keep);
}

Awaitable<bool> Connection::read_head(Parser& parser) {
  for (;;) {
    error_code error;
    buffer_.consume(parser.put(buffer_.data(), error));
    if (parser.is_header_done()) co_return true;
    Exchange nobody;
    nobody.request_id = "none";
    if (error == beast::http::error::header_limit)
      co_return co_await refuse_and_close(
          nobody, 431,
          invalid("", "http.header_too_large",
                  {{"limit", std::to_string(hall_->options->max_header_bytes)}}));
    if (error && error != beast::http::error::need_more)
      co_return co_await refuse_and_close(nobody, 400, invalid("", "http.malformed"));
    if (!co_await fill(kReadSize)) {
      if (timed_out_) co_await refuse_and_close(nobody, 408, invalid("", "http.too_slow"));
      co_return false;
    }
  }
}

Awaitable<bool> Connection::read_body(Parser& parser, Exchange const& ex) {
  stage_ = Stage::Body;
  std::size_t const limit = hall_->edge->body_limit(ex);
  parser.body_limit(limit);
  bool const waits = view(parser.get()[beast::http::field::expect]) == "100-continue";
  if (waits && !parser.is_done() && buffer_.size() == 0 &&
      !co_await send("HTTP/1.1 100 Continue\r\n\r\n", {}, true))
    co_return false;
  auto const begun = Clock_::now();
  std::uint64_t got = 0;
  while (!parser.is_done()) {
    error_code error;
    std::size_t const used = buffer_.size() ? parser.put(buffer_.data(), error) : 0;
    buffer_.consume(used);
    got += used;
    if (parser.is_done()) break;
    if (error == beast::http::error::body_limit)
      co_return co_await refuse_and_close(ex, 413,
                                          {.code = Code::TooLarge,
                                           .key = "error.too_large",
                                           .args = {{"limit", std::to_string(limit)}}});
    if (error && error != beast::http::error::need_more)
      co_return co_await refuse_and_close(ex, 400, invalid("", "http.malformed"));
    if (used > 0 && !error) continue;
    // Whoever trickles bytes is cut as well as who stalls.
    auto const slowest = begun + hall_->options->stall_timeout +
                         std::chrono::seconds(got / static_cast<std::uint64_t>(
                                                        hall_->options->min_body_bytes_per_second));
    deadline_ = std::min(Clock_::now() + hall_->options->stall_timeout, slowest);
    if (!co_await fill(kBodyReadSize)) {
      if (timed_out_) co_await refuse_and_close(ex, 408, invalid("", "http.too_slow"));
      co_return false;
    }
  }
  co_return true;
}

ExchangePtr Connection::exchange_of(Parser& parser) const {
  auto ex = std::make_shared<Exchange>();
  auto const& message = parser.get();
  auto& request = ex->request;
  request.method = view(message.method_string());
  std::string_view const target = view(message.target());
  auto const question = target.find('?');
  request.path = target.substr(0, question);
  if (question != std::string_view::npos) request.query = target.substr(question + 1);
  for (auto const& field : message) {
    std::string name(view(field.name_string()));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    request.headers.emplace_back(std::move(name), view(field.value()));
  }
  request.remote_address = remote_address_;
  request.secure = secure_;
  return ex;
}

Awaitable<bool> Connection::send(std::string head, std::string_view body, bool keep) {
  expires_in(hall_->options->stall_timeout + std::chrono::seconds(body.size() / 16384));
  error_code error;
  std::array<asio::const_buffer, 2> const bytes{asio::buffer(head),
                                                asio::buffer(body.data(), body.size())};
  co_await transport_->write(bytes, error);
  if (!error && !keep) co_await transport_->finish();
  co_return !error;
}

std::string Connection::head_of(Exchange const& ex, Response const& response, bool keep) const {
  std::string out;
  out.reserve(768);
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  auto const reason =
      beast::http::obsolete_reason(static_cast<beast::http::status>(response.status));
  out.append(reason.data(), reason.size()).append("\r\n");
  bool const bodiless = response.status == 204 || response.status == 304 || ex.live;
  if (!bodiless) append_header(out, "Content-Length", std::to_string(response.body.size()));
  if (!response.content_type.empty()) append_header(out, "Content-Type", response.content_type);
  for (auto const& [name, value] : response.headers) append_header(out, name, value);
  hall_->edge->append_headers(out, ex, response);
  if (!keep) out += "Connection: close\r\n";
  out += "\r\n";
  return out;
}

Awaitable<bool> Connection::send(Exchange const& ex, Response const& response, bool keep) {
  bool const bodiless =
      ex.request.method == "HEAD" || response.status == 204 || response.status == 304;
  std::string_view const body = bodiless ? std::string_view() : std::string_view(response.body);
  co_return co_await send(head_of(ex, response, keep), body, keep);
}

Awaitable<bool> Connection::refuse_and_close(Exchange const& ex, int status, Error error) {
  timed_out_ = false;
  auto& metrics = hall_->edge->metrics();
  if (status == 408) metrics.cut_connections.fetch_add(1, std::memory_order_relaxed);
  metrics.count(ex.match.route, status, 0ns);
  Response const response = hall_->edge->refuse(ex, status, error);
  if (co_await send(ex, response, false)) co_await linger();
  co_return false;
}

Awaitable<void> Connection::linger() {
  stage_ = Stage::Closing;
  expires_in(kLinger);
  buffer_.consume(buffer_.size());
  auto const until = Clock_::now() + kLinger;
  while (Clock_::now() < until && co_await fill(kBodyReadSize)) buffer_.consume(buffer_.size());
}

Awaitable<void> Connection::wait_for(ExchangePtr ex,
                                     void (Edge::*work)(ExchangePtr const&, Answered)) {
  auto executor = hall_->io->get_executor();
  // By value throughout: with awaitables the initiation runs later than the call.
  auto start = [edge = hall_->edge, ex, work, executor, io = hall_->io](auto handler) {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    (edge->*work)(
        ex, [shared, executor, io] { asio::post(executor, [shared] { std::move (*shared)(); }); });
  };
  co_await asio::async_initiate<asio::use_awaitable_t<Executor> const, void()>(start, kAwait);
}

Awaitable<bool> Connection::answer(ExchangePtr ex, bool keep) {
  stage_ = Stage::Working;
  never_expires();
  auto const begun = Clock_::now();
  co_await wait_for(ex, &Edge::run);
  hall_->edge->metrics().count(ex->match.route, ex->live ? 200 : ex->response.status,
                               Clock_::now() - begun);
  if (ex->live) {
    co_await stream(ex);
    ex->live->detach();
    ex->company.reset();
    co_return false;
  }
  stage_ = Stage::Writing;
  keep = keep && !hall_->closing;
  bool const sent = co_await send(*ex, ex->response, keep);
  // Here and not with the last owner, which may be a thread of this company's own database.
  ex->company.reset();
  co_return sent&& keep;
}

Awaitable<void> Connection::stream(ExchangePtr ex) {
  Response opening{200, "text/event-stream", "", {{"X-Accel-Buffering", "no"}}};
  if (!co_await send(head_of(*ex, opening, false), "retry: 3000\n\n", true)) co_return;
  hall_->edge->metrics().live_listeners.fetch_add(1, std::memory_order_relaxed);
  auto timer =
      std::make_shared<asio::basic_waitable_timer<Clock_, asio::wait_traits<Clock_>, Executor>>(
          hall_->io->get_executor());
  interrupt_ = [timer] { timer->cancel(); };
  ex->live->on_ready(
      [timer, io = hall_->io] { asio::post(io->get_executor(), [timer] { timer->cancel(); }); });
  auto checked = Clock_::now();
  bool good = ex->request.method != "HEAD";
  while (good && !hall_->closing) {
    stage_ = Stage::Live;
    std::string text = ex->live->take();
    if (text.empty() && ex->live->ended()) break;
    if (text.empty()) {
      error_code ignored;
      never_expires();
      timer->expires_after(hall_->options->heartbeat);
      co_await timer->async_wait(asio::redirect_error(kAwait, ignored));
      text = ex->live->take();
      if (text.empty() && !ignored) text = ": still here\n\n";
    }
    if (Clock_::now() - checked > hall_->options->live_recheck) {
      co_await wait_for(ex, &Edge::recheck);
      checked = Clock_::now();
    }
    good = text.empty() || co_await send("", text, true);
  }
  ex->live->on_ready({});
  interrupt_ = {};
  hall_->edge->metrics().live_listeners.fetch_sub(1, std::memory_order_relaxed);
}

}  // namespace vefa::http
