#include "tests/support/writers.hpp"

#include "tests/support/http_client.hpp"

namespace vefa::testing {
namespace {

constexpr auto kPause = std::chrono::milliseconds(5);

}  // namespace

FirstDay first_day(int port, std::string const& host) {
  HttpClient client(port, host);
  auto const started = client.post(
      "/api/v1/first-start",
      R"({"company_name": "Firma", "name": "Deniz Kaya", "email": "deniz@firma.example",)"
      R"( "password": "correct horse battery staple", "language": "tr"})");
  if (started.status != 201) throw std::runtime_error("no first start: " + started.body);
  FirstDay out{std::string(started.json().at("token").as_string()), {}};
  client.token = out.token;
  auto const made = client.post(
      "/api/v1/cases",
      R"({"customer": {"kind": "person", "display_name": "Ayşe Yılmaz", "contacts": [{"kind":)"
      R"( "email", "value": "ayse@musteri.example"}]}, "channel": "phone",)"
      R"( "subject": "first", "text": "Soğutmuyor."})");
  if (made.status != 201) throw std::runtime_error("no first case: " + made.body);
  out.customer_id = std::string(made.json().at("customer_id").as_string());
  return out;
}

Writers::Writers(std::size_t clients, FirstDay const& who, std::function<int()> port,
                 std::string host)
    : who_(who), port_(std::move(port)), host_(std::move(host)) {
  for (std::size_t i = 0; i < clients; ++i) threads_.emplace_back([this, i] { write_all(i); });
}

Writers::~Writers() { stop(); }

void Writers::stop() {
  stop_ = true;
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

std::map<std::string, std::string> Writers::acknowledged() const {
  std::lock_guard const lock(mutex_);
  return acknowledged_;
}

std::string Writers::trouble() const {
  std::lock_guard const lock(mutex_);
  return trouble_;
}

std::chrono::milliseconds Writers::longest_wait() const {
  std::lock_guard const lock(mutex_);
  return longest_;
}

bool Writers::wait_for_more(std::size_t more, int seconds) const {
  auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  auto const goal = count_ + more;
  while (count_ < goal) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

void Writers::write_all(std::size_t client) {
  std::unique_ptr<HttpClient> http;
  int port = 0;
  for (std::size_t n = 0; !stop_; ++n) {
    auto const subject = fmt::format("client-{}-case-{}", client, n);
    auto const body =
        fmt::format(R"({{"customer_id": "{}", "channel": "phone", "subject": "{}", "text": "x"}})",
                    who_.customer_id, subject);
    auto const begun = std::chrono::steady_clock::now();
    while (!stop_) {
      if (int const now = port_(); !http || now != port) {
        port = now;
        http = std::make_unique<HttpClient>(port, host_);
        http->token = who_.token;
      }
      auto const answer = http->post("/api/v1/cases", body, {{"Idempotency-Key", subject}});
      if (answer.status == 201) {
        std::lock_guard const lock(mutex_);
        acknowledged_[subject] = std::string(answer.json().at("id").as_string());
        longest_ = std::max(longest_, std::chrono::duration_cast<std::chrono::milliseconds>(
                                          std::chrono::steady_clock::now() - begun));
        ++count_;
        break;
      }
      if (answer.status != 0 && answer.status != 503) {
        std::lock_guard const lock(mutex_);
        if (trouble_.empty()) trouble_ = fmt::format("{}: {}", answer.status, answer.body);
      }
      std::this_thread::sleep_for(kPause);
    }
  }
}

}  // namespace vefa::testing
