#include "main/manual_clock.hpp"

namespace vefa {
namespace {

struct ClockMove {
  std::optional<Instant> now;
  std::optional<std::int64_t> advance_seconds;
};
BOOST_DESCRIBE_STRUCT(ClockMove, (), (now, advance_seconds))

struct ClockView {
  Instant now;
  bool idle = true;
};
BOOST_DESCRIBE_STRUCT(ClockView, (), (now, idle))

constexpr Duration kPatience = std::chrono::seconds(20);

}  // namespace

ManualClock::ManualClock() : clock_({wall_now().ms / 1000 * 1000}) {}

void ManualClock::add_routes(http::Routes& routes, Companies& companies) {
  using http::Call;
  routes
      .add(
          http::Method::Post, http::Kind::Slow, "/test/clock", Permission::Public, "move_clock",
          [this, &companies](Call const&, db::Database&,
                             ClockMove const& move) -> Result<ClockView> {
            if (move.now) {
              clock_.set(*move.now);
            } else if (move.advance_seconds) {
              clock_.advance(std::chrono::seconds(*move.advance_seconds));
            }
            companies.wake_all();
            bool const idle = companies.wait_idle(kPatience);
            return ClockView{clock_.now(), idle};
          },
          "Moves the manual clock and waits for what became due.")
      .absolute();
  routes
      .add(
          http::Method::Get, http::Kind::Read, "/test/clock", Permission::Public, "read_clock",
          [this](Call const&, db::Tx&) -> Result<ClockView> { return ClockView{clock_.now()}; },
          "Reads the manual clock.")
      .absolute();
}

}  // namespace vefa
