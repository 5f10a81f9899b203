// A clock that stands still until it is moved over HTTP: for scenarios and demonstrations, never in
// production.
#pragma once
#include "http/api.hpp"
#include "main/companies.hpp"

namespace vefa {

class ManualClock {
 public:
  /// Starts at the wall clock's whole second.
  ManualClock();
  Clock const& clock() const { return clock_; }
  /// `GET /test/clock`, `POST /test/clock {now | advance_seconds}`: moves it, and answers when
  /// every job that has become due was done.
  void add_routes(http::Routes& routes, Companies& companies);

 private:
  FakeClock clock_;
};

}  // namespace vefa
