// The listener: one I/O thread, io_context and SO_REUSEPORT socket each.
#include "http/server.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>

#include "base/log.hpp"
#include "http/connection.hpp"

namespace vefa::http {
namespace {

using namespace std::chrono_literals;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr auto kSweepEvery = 250ms;
constexpr int kBacklog = 4096;

[[noreturn]] void cannot_listen(ServerOptions const& options, std::string const& why) {
  throw std::runtime_error("cannot listen on " + options.address + " port " +
                           std::to_string(options.port) + " (" + why +
                           "): stop what uses it, or choose another address or port");
}

asio::ip::tcp::endpoint endpoint_of(ServerOptions const& options) {
  error_code error;
  auto const address = asio::ip::make_address(options.address, error);
  if (error) cannot_listen(options, "not an IP address");
  return {address, static_cast<asio::ip::port_type>(options.port)};
}

/// One I/O thread.
class Lane {
 public:
  Lane(Edge& edge, ServerOptions const& options, std::shared_ptr<asio::ssl::context> tls)
      : io_(std::make_shared<asio::io_context>(1)),
        hall_(std::make_shared<Hall>()),
        options_(options),
        tls_(std::move(tls)),
        acceptor_(*io_),
        sweeper_(*io_) {
    hall_->edge = &edge;
    hall_->options = &options_;
    hall_->io = io_;
  }

  /// Answers the endpoint, whose port may have been chosen by the system.
  asio::ip::tcp::endpoint listen(asio::ip::tcp::endpoint endpoint) {
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.set_option(ReusePort(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(kBacklog, error);
    if (error) cannot_listen(options_, error.message());
    return acceptor_.local_endpoint();
  }
  void start() {
    asio::co_spawn(*io_, accept_all(), asio::detached);
    asio::co_spawn(*io_, sweep(), asio::detached);
    thread_ = std::thread([io = io_] { io->run(); });
  }
  /// Ready once nothing new is taken.
  std::future<void> begin_stop() {
    auto promise = std::make_shared<std::promise<void>>();
    asio::post(*io_, [this, promise] {
      take_the_backlog();
      hall_->closing = true;
      error_code ignored;
      acceptor_.close(ignored);
      for (auto* connection : hall_->connections) connection->wind_down();
      promise->set_value();
    });
    return promise->get_future();
  }
  void cut_all() {
    asio::post(*io_, [this] {
      for (auto* connection : hall_->connections) connection->cut();
    });
  }
  void join() {
    asio::post(*io_, [this] {
      done_ = true;
      sweeper_.cancel();
    });
    thread_.join();
  }

 private:
  Awaitable<void> accept_all() {
    while (!hall_->closing) {
      error_code error;
      Socket socket(*io_);
      co_await acceptor_.async_accept(socket, asio::redirect_error(kAwait, error));
      if (!error) {
        welcome(std::move(socket));
      } else if (error == asio::error::operation_aborted || !acceptor_.is_open()) {
        co_return;
      } else {  // most likely out of descriptors: let some go first
        log::warn("http.accept_failed", {{"why", error.message()}});
        Timer pause(*io_, 100ms);
        co_await pause.async_wait(asio::redirect_error(kAwait, error));
      }
    }
  }
  // What the kernel has accepted for us would be reset by closing the listener.
  void take_the_backlog() {
    error_code error;
    acceptor_.non_blocking(true, error);
    while (!error) {
      Socket socket(*io_);
      acceptor_.accept(socket, error);
      if (!error) welcome(std::move(socket));
    }
  }
  void welcome(Socket socket) {
    auto& metrics = hall_->edge->metrics();
    if (metrics.open_connections >= options_.max_connections) {
      metrics.refused_connections.fetch_add(1, std::memory_order_relaxed);
      return;  // closed by its destructor
    }
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    auto transport =
        tls_ ? tls_transport(std::move(socket), *tls_) : plain_transport(std::move(socket));
    auto connection = std::make_shared<Connection>(hall_, std::move(transport), tls_ != nullptr);
    asio::co_spawn(*io_, connection->serve(), [connection](std::exception_ptr failure) {
      if (!failure) return;
      try {
        std::rethrow_exception(failure);
      } catch (std::exception const& e) {
        log::error("http.connection_failed", {{"what", e.what()}});
      }
    });
  }
  Awaitable<void> sweep() {
    while (!done_) {
      error_code ignored;
      sweeper_.expires_after(kSweepEvery);
      co_await sweeper_.async_wait(asio::redirect_error(kAwait, ignored));
      auto const now = SteadyClock::now();
      for (auto* connection : hall_->connections) connection->check_deadline(now);
    }
  }

  std::shared_ptr<asio::io_context> io_;
  std::shared_ptr<Hall> hall_;
  ServerOptions const& options_;
  std::shared_ptr<asio::ssl::context> tls_;
  Acceptor acceptor_;
  Timer sweeper_;
  bool done_ = false;
  std::thread thread_;
};

class ListeningServer final : public Server {
 public:
  ListeningServer(Routes const& routes, Companies companies, ServerOptions options)
      : options_(std::move(options)), edge_(routes, std::move(companies), options_) {
    std::shared_ptr<asio::ssl::context> tls;
    if (!options_.certificate_file.empty())
      tls = tls_context(options_.certificate_file, options_.key_file);
    auto endpoint = endpoint_of(options_);
    refuse_to_share(endpoint);
    for (int i = 0; i < std::max(1, options_.threads); ++i) {
      lanes_.push_back(std::make_unique<Lane>(edge_, options_, tls));
      endpoint = lanes_.back()->listen(endpoint);
    }
    port_ = endpoint.port();
    for (auto& lane : lanes_) lane->start();
  }
  ~ListeningServer() override { ListeningServer::stop(0ms); }

  int port() const override { return port_; }
  std::string metrics() const override { return edge_.metrics().text(); }

  bool stop(Duration at_most) override {
    if (lanes_.empty()) return true;
    std::vector<std::future<void>> begun;
    for (auto& lane : lanes_) begun.push_back(lane->begin_stop());
    for (auto& one : begun) one.wait();
    auto const& open = edge_.metrics().open_connections;
    auto const until = SteadyClock::now() + at_most;
    // A pause of 2 ms at the end of a process is cheaper than a signal at each connection's end.
    while (open > 0 && SteadyClock::now() < until) std::this_thread::sleep_for(2ms);
    bool const all_answered = open == 0;
    for (auto& lane : lanes_) lane->cut_all();
    // A handler at work cannot be stopped, only awaited.
    while (open > 0) std::this_thread::sleep_for(2ms);
    for (auto& lane : lanes_) lane->join();
    lanes_.clear();
    return all_answered;
  }

 private:
  /// SO_REUSEPORT would let a second server of the same user share the port in silence.
  void refuse_to_share(asio::ip::tcp::endpoint const& endpoint) const {
    if (options_.port == 0) return;
    asio::io_context io;
    Acceptor probe(io);
    error_code error;
    probe.open(endpoint.protocol(), error);
    if (!error) probe.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) probe.bind(endpoint, error);
    if (error) cannot_listen(options_, error.message());
  }

  ServerOptions const options_;
  mutable Edge edge_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  int port_ = 0;
};

}  // namespace

std::unique_ptr<Server> Server::start(Routes const& routes, Companies companies,
                                      ServerOptions options) {
  return std::make_unique<ListeningServer>(routes, std::move(companies), std::move(options));
}

}  // namespace vefa::http
