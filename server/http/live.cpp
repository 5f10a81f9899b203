#include "http/live.hpp"

#include "http/queries.hpp"
#include "http/server.hpp"

namespace vefa::http {
namespace {

constexpr std::int64_t kMaxMissed = 1000;
constexpr std::int64_t kLookBackMs = 10000;

// The wire's prefixes; modules/ids.hpp is above this room, so a test compares them.
struct CaseTag {
  static constexpr std::string_view kPrefix = "cas";
};
struct CustomerTag {
  static constexpr std::string_view kPrefix = "cus";
};
struct StaffTag {
  static constexpr std::string_view kPrefix = "stf";
};

constexpr char const* kReset = "event: reset\ndata: {}\n\n";

}  // namespace

struct LiveEvent {
  jobs::EventId id;
  std::string kind;
  Instant at;
  std::string actor_kind;
  std::optional<std::string> actor_id;
  std::string actor_name;
  Id<CaseTag> case_id;
  Id<CustomerTag> customer_id;
  JsonObject payload;
};
BOOST_DESCRIBE_STRUCT(LiveEvent, (),
                      (id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id,
                       payload))

namespace {

/// Who works here and with which rights is not for everyone who works on cases. Webhooks and
/// mailboxes name hosts and accounts of other systems.
std::optional<Permission> guard_of(std::string_view kind) {
  static constexpr std::pair<std::string_view, Permission> kGuards[] = {
      {"staff.", Permission::StaffRead},
      {"role.", Permission::StaffRead},
      {"api_token.", Permission::StaffRead},
      {"webhook.", Permission::IntegrationsWrite},
      {"mailbox.", Permission::ChannelsWrite}};
  for (auto const& [prefix, permission] : kGuards)
    if (kind.starts_with(prefix)) return permission;
  return std::nullopt;
}

bool is_mentioned(Actor const& actor, jobs::Event const& event) {
  auto const* mentioned = event.payload.if_contains("mentioned");
  if (!mentioned || !mentioned->is_array() || actor.kind != ActorKind::Staff) return false;
  std::string const me = Id<StaffTag>{actor.id}.text();
  return std::any_of(mentioned->get_array().begin(), mentioned->get_array().end(),
                     [&](auto const& one) { return one == Json(me); });
}

}  // namespace

bool may_see(Actor const& actor, jobs::Event const& event) {
  if (event.case_id == 0 && event.customer_id == 0)
    if (auto const guard = guard_of(event.kind)) return actor.may(*guard);
  if (event.case_id == 0 && event.customer_id != 0) return actor.may(Permission::CustomersRead);
  if (actor.may(Permission::CasesReadAll)) return true;
  if (!actor.may(Permission::CasesRead)) return false;
  return event.team_id == 0 || is_mentioned(actor, event) ||
         std::find(actor.teams.begin(), actor.teams.end(), event.team_id) != actor.teams.end();
}

std::string event_text(jobs::Event const& e) {
  LiveEvent out{.id = e.id,
                .kind = e.kind,
                .at = e.at,
                .actor_kind = e.actor_kind,
                .actor_id = std::nullopt,
                .actor_name = e.actor_name,
                .case_id = {e.case_id},
                .customer_id = {e.customer_id},
                .payload = e.payload};
  if (e.actor_id != 0 && e.actor_kind == "staff") out.actor_id = Id<StaffTag>{e.actor_id}.text();
  if (e.actor_id != 0 && e.actor_kind == "customer")
    out.actor_id = Id<CustomerTag>{e.actor_id}.text();
  return "id: " + e.id.text() + "\ndata: " + to_json_text(out) + "\n\n";
}

void LiveStream::detach() {
  if (feed_) feed_->forget(handle_);
  feed_ = nullptr;
}

void LiveStream::attach(jobs::LiveFeed& feed) {
  feed_ = &feed;
  handle_ = feed.listen([weak = weak_from_this()](jobs::Event const& event) {
    if (auto self = weak.lock()) self->push(event);
  });
}

bool LiveStream::wanted(jobs::Event const& event) const {
  if (viewer_ && !may_see(*viewer_, event)) return false;
  if (kinds_.empty()) return true;
  return std::any_of(kinds_.begin(), kinds_.end(), [&](std::string const& kind) {
    if (kind.ends_with('*'))
      return std::string_view(event.kind)
          .starts_with(std::string_view(kind).substr(0, kind.size() - 1));
    return kind == event.kind;
  });
}

void LiveStream::push(jobs::Event const& event) {
  std::function<void()> wake;
  {
    std::lock_guard const lock(mutex_);
    if (ended_ || !wanted(event)) return;
    if (owed_.size() >= capacity_) {
      owed_.clear();
      text_ = kReset;
      ended_ = true;
    } else {
      owed_.push_back(event);
    }
    wake = wake_;
  }
  if (wake) wake();
}

void LiveStream::begin(Actor viewer, std::vector<jobs::Event> const& missed, bool too_much) {
  std::lock_guard const lock(mutex_);
  viewer_ = std::move(viewer);
  if (too_much) text_ += kReset;
  for (auto const& event : missed) {
    replayed_.insert(event.id.value);
    if (wanted(event)) text_ += event_text(event);
  }
}

void LiveStream::set_viewer(Actor viewer) {
  std::lock_guard const lock(mutex_);
  viewer_ = std::move(viewer);
}

std::string LiveStream::take() {
  std::deque<jobs::Event> owed;
  std::string text;
  {
    std::lock_guard const lock(mutex_);
    if (!viewer_) return {};
    std::erase_if(owed_,
                  [&](auto const& e) { return !wanted(e) || replayed_.contains(e.id.value); });
    owed.swap(owed_);
    text.swap(text_);
  }
  for (auto const& event : owed) text += event_text(event);
  return text;
}

bool LiveStream::ended() const {
  std::lock_guard const lock(mutex_);
  return ended_;
}

void LiveStream::end() {
  std::function<void()> wake;
  {
    std::lock_guard const lock(mutex_);
    ended_ = true;
    wake = wake_;
  }
  if (wake) wake();
}

void LiveStream::on_ready(std::function<void()> wake) {
  std::lock_guard const lock(mutex_);
  wake_ = std::move(wake);
}

void Company::add_stream(std::shared_ptr<LiveStream> const& stream) {
  std::unique_lock lock(streams_mutex_);
  if (streams_.size() >= streams_looked_at_) {
    std::erase_if(streams_, [](auto const& one) { return one.expired(); });
    streams_looked_at_ = std::max<std::size_t>(64, 2 * streams_.size());
  }
  streams_.push_back(stream);
  bool const is_over = streams_ended_;
  lock.unlock();
  if (is_over) stream->end();
}

void Company::end_streams() {
  std::vector<std::weak_ptr<LiveStream>> all;
  {
    std::lock_guard const lock(streams_mutex_);
    streams_ended_ = true;
    all.swap(streams_);
  }
  for (auto const& one : all)
    if (auto const stream = one.lock()) stream->end();
}

Missed list_missed(db::Tx& tx, std::string_view last_event_id) {
  if (last_event_id.empty()) return {};
  auto last = jobs::EventId::parse(last_event_id);
  if (!last) return {{}, true};
  std::int64_t after = last->value;
  if (tx.engine() == db::Engine::Postgres)
    after -= kLookBackMs << (IdSource::kNodeBits + IdSource::kSequenceBits);
  auto events = tx.list<jobs::Event>(sql::list_events_after, after, kMaxMissed + 2);
  std::erase_if(events, [&](auto const& e) { return e.id == *last; });
  if (events.size() > kMaxMissed) return {{}, true};
  return {std::move(events), false};
}

}  // namespace vefa::http
