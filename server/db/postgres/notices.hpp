// Tells the other processes on the same schema that something was committed, and hears them.
#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

#include "db/postgres/address.hpp"

namespace vefa::db::postgres {

/// One thread and one connection of its own, started when first needed. Many calls of `notify`
/// within 20 ms become one NOTIFY. A lost connection is made again; what was not heard meanwhile is
/// made up for by calling the listener then.
class Notices {
 public:
  explicit Notices(Address address);
  ~Notices();

  void notify();
  /// Called on the thread of the notices; a later call replaces the listener.
  void listen(std::function<void()> listener);
  void close();

 private:
  void start();
  void live();
  void stay_connected();
  void take_in(pg_conn* connection);
  void send(pg_conn* connection);
  void tell();
  void sleep_on(int socket, int milliseconds);

  Address const address_;
  std::string const channel_;
  std::string const self_;  // tells our own notices from those of others
  std::mutex mutex_;
  std::function<void()> listener_;
  std::thread thread_;
  bool closed_ = false;
  std::atomic<bool> owed_ = false;
  std::atomic<bool> stop_ = false;
  int const wake_;  // an eventfd
};

}  // namespace vefa::db::postgres
