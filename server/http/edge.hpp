// What happens between a request that was read and the answer that is written; no sockets here.
#pragma once
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/idempotency.hpp"
#include "http/live.hpp"
#include "http/metrics.hpp"
#include "http/rate_limit.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "http/workers.hpp"

namespace vefa::http {

/// One request on its way.
struct Exchange {
  Request request;
  Match match = {};
  std::shared_ptr<Company> company = {};
  Language language = Language::En;
  std::string request_id = {};
  Call call = {};
  Result<Input> input = Input();
  Result<Response> answer = Response();
  Response response = {};
  std::shared_ptr<LiveStream> live = {};  // set: the answer is this stream
  bool is_replay = false;
  int races = 0;
  bool is_mutation() const { return request.method != "GET" && request.method != "HEAD"; }
  std::string_view host() const;  // without the port
};
using ExchangePtr = std::shared_ptr<Exchange>;
using Answered = std::function<void()>;

class Edge {
 public:
  Edge(Routes const& routes, Companies companies, ServerOptions const& options);

  /// The head was read: finds route and company, checks what needs no body. An answer when it ends
  /// here.
  std::optional<Response> admit(Exchange& ex, std::optional<std::uint64_t> content_length);
  /// A refusal in the exchange's language.
  Response refuse(Exchange const& ex, int status, Error const& error) const;
  Response refuse(Exchange const& ex, Error const& error) const;
  /// The body was read. Sets `response` or `live`, then calls `answered`: here, or on another
  /// thread.
  void run(ExchangePtr const& ex, Answered answered);
  /// Looks again who listens; ends the stream when the session is gone.
  void recheck(ExchangePtr const& ex, Answered answered);
  /// The headers that every answer has, but for those it brings itself, as lines.
  void append_headers(std::string& out, Exchange const& ex, Response const& response) const;

  Metrics& metrics() { return metrics_; }
  std::size_t body_limit(Exchange const& ex) const;

 private:
  void set_client(Exchange& ex) const;
  bool from_trusted_proxy(Exchange const& ex) const;
  void dispatch(ExchangePtr const& ex, Answered answered);
  void open_company(ExchangePtr const& ex, Answered answered);
  void read(ExchangePtr const& ex, Answered answered);
  void write(ExchangePtr const& ex, Answered answered);
  void write_audit(ExchangePtr const& ex, Answered answered);
  void slow(ExchangePtr const& ex, Answered answered);
  void live(ExchangePtr const& ex, Answered answered);
  Result<Response> plain(Exchange& ex);
  Result<Response> answer_in_tx(Exchange& ex, db::Tx& tx);
  Result<Response> answer_slowly(Exchange& ex);
  Result<Response> run_claimed(Exchange& ex, std::optional<IdempotencyClaim> const& claim);
  /// Finds the actor and checks the permission.
  Result<void> identify(Exchange& ex, db::Tx& tx);
  Result<std::optional<IdempotencyClaim>> claim_for(Exchange const& ex) const;
  Result<Response> read_metrics(Exchange const& ex) const;
  /// Turns the outcome into `response`.
  void settle(Exchange& ex, std::exception_ptr failure) const;

  Router router_;
  Companies companies_;
  ServerOptions options_;
  Metrics metrics_;
  RateLimit per_address_;
  RateLimit per_account_;
  Workers workers_;  // last: its threads use the others
};

/// An audit row of this exchange's request.
void audit(db::Tx& tx, Exchange const& ex);
/// The refusal for what was thrown; logs what nobody should see.
Error error_of(std::exception_ptr failure, std::string_view request_id, std::string_view route);

}  // namespace vefa::http
