// One listener of server-sent events: what it may see, what it owes, what it missed. No I/O.
#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "jobs/jobs.hpp"

namespace vefa::http {

/// The query of /api/v1/live.
struct LiveWish {
  List<std::string, 50> kinds;               // empty: all; a kind may end in `*`
  std::optional<std::string> last_event_id;  // the same as the header Last-Event-ID
};
BOOST_DESCRIBE_STRUCT(LiveWish, (), (kinds, last_event_id))

/// May this actor see this event live? Those of a case by the rule of teams and to whom they
/// mention, those of a customer alone with customers_read, those of people, roles and API tokens
/// with staff_read, of webhooks with integrations_write, of mailboxes with channels_write, the
/// others with cases_read.
bool may_see(Actor const& actor, jobs::Event const& event);
/// An event in the form of a text/event-stream: id and data.
std::string event_text(jobs::Event const& event);

/// `push` comes on database threads, the rest on the connection's thread.
class LiveStream : public std::enable_shared_from_this<LiveStream> {
 public:
  /// At most `capacity` events are owed; `kinds` empty: all; a kind may end in `*`.
  LiveStream(std::size_t capacity, std::vector<std::string> kinds)
      : capacity_(capacity), kinds_(std::move(kinds)) {}

  /// Begins to collect, before it is known what was missed, so that nothing falls between.
  void attach(jobs::LiveFeed& feed);
  /// Must be called before the last owner lets go, and while the feed lives.
  void detach();
  /// Says who listens and what came before; from now on `take` answers.
  void begin(Actor viewer, std::vector<jobs::Event> const& missed, bool missed_too_much);
  /// The rights may have changed.
  void set_viewer(Actor viewer);
  /// Text to be sent now; empty when there is nothing.
  std::string take();
  /// To be closed once `take` was sent: too much was owed, or the listener lost its rights.
  bool ended() const;
  void end();
  /// Called, on any thread, when there may be something to take.
  void on_ready(std::function<void()> wake);

 private:
  void push(jobs::Event const& event);
  bool wanted(jobs::Event const& event) const;

  std::size_t const capacity_;
  std::vector<std::string> const kinds_;
  jobs::LiveFeed* feed_ = nullptr;
  std::uint64_t handle_ = 0;

  mutable std::mutex mutex_;
  std::optional<Actor> viewer_;
  std::deque<jobs::Event> owed_;
  std::set<std::int64_t> replayed_;
  std::string text_;
  bool ended_ = false;
  std::function<void()> wake_;
};

/// What a reconnecting client missed. `too_much` when the id is malformed or more than 1,000
/// followed.
struct Missed {
  std::vector<jobs::Event> events;
  bool too_much = false;
};
/// `last_event_id` is a wire text (`evt_…`); empty: nothing was missed. On PostgreSQL, where ids
/// and commits may be ordered differently, it looks back 10 s, so a client may get an event twice.
Missed list_missed(db::Tx& tx, std::string_view last_event_id);

}  // namespace vefa::http
