// One connection: requests in, answers out, in order. Private to the listener.
#pragma once
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <unordered_set>

#include "http/edge.hpp"
#include "http/transport.hpp"

namespace vefa::http {

class Connection;

/// What the connections of one I/O thread share; only touched on that thread.
struct Hall {
  Edge* edge = nullptr;
  ServerOptions const* options = nullptr;
  std::shared_ptr<asio::io_context> io;
  std::unordered_set<Connection*> connections;
  bool closing = false;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Hall> hall, std::unique_ptr<Transport> transport, bool secure);
  ~Connection();

  /// Lives until the client or the server has had enough.
  Awaitable<void> serve();
  /// Cuts it when its time is over. Called every quarter of a second.
  void check_deadline(std::chrono::steady_clock::time_point now);
  /// The server stops: closes when idle, else after the answer.
  void wind_down();
  /// At once.
  void cut();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Clock_ = std::chrono::steady_clock;
  enum class Stage { Idle, Head, Body, Working, Writing, Live, Closing };

  Awaitable<bool> serve_one();
  /// More bytes into the buffer; false at the end or after a cut.
  Awaitable<bool> fill(std::size_t at_least_room);
  Awaitable<bool> read_head(Parser& parser);
  Awaitable<bool> read_body(Parser& parser, Exchange const& ex);
  Awaitable<bool> send(std::string head, std::string_view body, bool keep);
  Awaitable<bool> send(Exchange const& ex, Response const& response, bool keep);
  std::string head_of(Exchange const& ex, Response const& response, bool keep) const;
  Awaitable<bool> refuse_and_close(Exchange const& ex, int status, Error error);
  Awaitable<bool> answer(ExchangePtr ex, bool keep);
  Awaitable<void> stream(ExchangePtr ex);
  Awaitable<void> wait_for(ExchangePtr ex, void (Edge::*work)(ExchangePtr const&, Answered));
  /// Takes what the client still sends, so that it reads our last answer before the reset.
  Awaitable<void> linger();
  ExchangePtr exchange_of(Parser& parser) const;
  void expires_in(Duration time) { deadline_ = Clock_::now() + time; }
  void never_expires() { deadline_ = Clock_::time_point::max(); }

  std::shared_ptr<Hall> hall_;
  std::unique_ptr<Transport> transport_;
  bool secure_;
  std::string remote_address_;
  boost::beast::flat_buffer buffer_;
  Stage stage_ = Stage::Idle;
  Clock_::time_point deadline_ = Clock_::time_point::max();
  bool timed_out_ = false;
  std::function<void()> interrupt_;  // ends the wait of a live stream
};

}  // namespace vefa::http
