// For the tests of this room: a small company with a real database behind a real server.
#pragma once
#include <gtest/gtest.h>

#include <atomic>

#include "http/server.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::http {

struct ThingTag {
  static constexpr std::string_view kPrefix = "thg";
};
using ThingId = Id<ThingTag>;

enum class Colour { DarkRed, Green };
BOOST_DESCRIBE_ENUM(Colour, DarkRed, Green)

struct NewThing {
  Text<20, 1> name;
  std::int64_t size = 0;
  std::optional<Colour> colour;
};
BOOST_DESCRIBE_STRUCT(NewThing, (), (name, size, colour))

struct Thing {
  ThingId id;
  std::string name;
  std::int64_t size = 0;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, name, size, version))

struct ThingFilter {
  std::optional<std::int64_t> limit;
  std::optional<Colour> colour;
  std::optional<bool> large;
  std::vector<std::string> names;
};
BOOST_DESCRIBE_STRUCT(ThingFilter, (), (limit, colour, large, names))

struct Echo {
  std::optional<std::int64_t> limit;
  std::optional<Colour> colour;
  std::optional<bool> large;
  std::vector<std::string> names;
  std::string language;
  std::int64_t actor_id = 0;
};
BOOST_DESCRIBE_STRUCT(Echo, (), (limit, colour, large, names, language, actor_id))

/// A feed whose events the test says itself.
class TestFeed final : public jobs::LiveFeed {
 public:
  std::uint64_t listen(Listener listener) override {
    std::lock_guard const lock(mutex_);
    listeners_[++last_] = std::move(listener);
    return last_;
  }
  void forget(std::uint64_t handle) override {
    std::lock_guard const lock(mutex_);
    listeners_.erase(handle);
  }
  void publish(jobs::Event const& event) {
    std::lock_guard const lock(mutex_);
    for (auto const& [handle, listener] : listeners_) listener(event);
  }
  std::size_t listeners() {
    std::lock_guard const lock(mutex_);
    return listeners_.size();
  }

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, Listener> listeners_;
  std::uint64_t last_ = 0;
};

/// Tokens: `agent` (staff 1, team 7, may read and write cases), `reader` (staff 2, only reads),
/// `hebrew` (staff 3, her language is Hebrew), `boss` (staff 9, everything).
class House {
 public:
  explicit House(std::unique_ptr<db::Database> database, ServerOptions options = {});
  ~House();

  int port() const { return server->port(); }
  std::int64_t count(char const* sql) const;
  void add_event(std::int64_t id, std::string kind, std::int64_t team);

  std::unique_ptr<db::Database> database;
  FakeClock clock{Instant{1'800'000'000'000}};
  IdSource ids{1};
  TestFeed feed;
  Routes routes;
  std::shared_ptr<Company> company;
  std::unique_ptr<Server> server;
  std::atomic<int> slow_calls = 0;
  std::atomic<bool> revoked = false;
};

}  // namespace vefa::http
