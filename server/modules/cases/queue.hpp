// The queue: who has what to do, by deadline.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// Which cases; members that are none do not narrow. The query parameters of `GET /cases`.
struct QueueFilter {
  std::optional<TeamId> team_id;
  std::optional<std::string> owner;       // a person's id, "me" or "none"
  std::optional<CustomerId> customer_id;  // all of hers, newest first; nothing else narrows then
  std::optional<State> state;             // none: open
  std::optional<CaseKind> kind;
  std::optional<interactions::Channel> channel;
  std::optional<Priority> priority;
  std::optional<Language> language;
  std::optional<std::string> tag;
  std::optional<bool> snoozed;  // true: snoozed ones too
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 100; none: 50
};
BOOST_DESCRIBE_STRUCT(QueueFilter, (),
                      (team_id, owner, customer_id, state, kind, channel, priority, language, tag,
                       snoozed, cursor, limit))

/// A page by deadline (closed ones: newest first), of what the actor may read. NotFound for a team
/// or a person that is not hers to see; Invalid for a bad cursor, limit or owner.
Result<Page<Case>> queue(Context const& ctx, db::Tx& tx, QueueFilter const& filter);

/// The figures beside the queues, each counted to 1,000.
struct TeamCount {
  TeamId team_id;
  std::int64_t open = 0;
  std::int64_t unowned = 0;
  std::int64_t due_today = 0;
};
BOOST_DESCRIBE_STRUCT(TeamCount, (), (team_id, open, unowned, due_today))
struct Counts {
  std::int64_t mine = 0;
  std::int64_t mine_due_today = 0;  // within the next 24 hours
  std::int64_t unread_mentions = 0;
  std::vector<TeamCount> teams;  // the actor's
};
BOOST_DESCRIBE_STRUCT(Counts, (), (mine, mine_due_today, unread_mentions, teams))
Counts counts(Context const& ctx, db::Tx& tx);

}  // namespace vefa::cases
