// Routes of what one keeps for oneself: saved views of the queue, mentions.
#include "modules/cases/api.hpp"
#include "modules/cases/mentions.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/queue.hpp"

namespace vefa::cases {
namespace {

using http::Call;
using http::Query;

struct View {
  ViewId id;
  std::int64_t version = 1;
  StaffId staff_id;
  bool shared = false;
  TeamId team_id;
  std::string name;
  JsonObject filter;
};
BOOST_DESCRIBE_STRUCT(View, (), (id, version, staff_id, shared, team_id, name, filter))
struct ViewList {
  std::vector<View> views;
};
BOOST_DESCRIBE_STRUCT(ViewList, (), (views))
struct NewView {
  Text<80, 1> name;
  bool shared = false;            // with everyone
  std::optional<TeamId> team_id;  // with one of one's own teams alone
  JsonObject filter;              // members of the queue's own query
};
BOOST_DESCRIBE_STRUCT(NewView, (), (name, shared, team_id, filter))
struct ViewChange : NewView {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ViewChange, (NewView), (version))

/// One's own, those shared with everyone, and those of one's teams; by name.
std::vector<View> views_for(Actor const& actor, db::Tx& tx) {
  auto views = tx.list<View>(sql::views_of, actor.id);
  for (auto const team : actor.teams)
    for (auto& view : tx.list<View>(sql::views_of_team, team, actor.id))
      views.push_back(std::move(view));
  std::sort(views.begin(), views.end(), [](View const& a, View const& b) {
    return std::tie(a.name, a.id) < std::tie(b.name, b.id);
  });
  return views;
}

Result<ViewList> list_views(Call const& call, db::Tx& tx) {
  return ViewList{views_for(call.ctx.actor, tx)};
}

/// A view holds a filter that the queue understands, or none, and is shared in one way.
Result<void> check_view(Actor const& actor, NewView const& view) {
  TRY(from_json<QueueFilter>(view.filter));
  if (!view.team_id) return {};
  if (view.shared) return invalid("team_id", "cases.view_shared_twice");
  auto const& teams = actor.teams;
  if (std::find(teams.begin(), teams.end(), view.team_id->value) == teams.end())
    return invalid("team_id", "cases.not_your_team");
  return {};
}

Result<View> save_view(Call const& call, db::Tx& tx, NewView const& b) {
  TRY(check_view(call.ctx.actor, b));
  View view{call.ctx.new_id<ViewId>(),
            1,
            StaffId{call.ctx.actor.id},
            b.shared,
            b.team_id.value_or(TeamId{}),
            b.name,
            b.filter};
  tx.insert(sql::insert_view, view);
  return view;
}

Result<void> change_view(Call const& call, db::Tx& tx, ViewChange const& b) {
  TRY(check_view(call.ctx.actor, b));
  auto const id = TRY(call.id<ViewId>("view"));
  auto const me = call.ctx.actor.id;
  if (tx.change(sql::change_view, id, b.version, me, b.shared, b.team_id, b.name, b.filter) == 1)
    return {};
  for (auto const& view : views_for(call.ctx.actor, tx))
    if (view.id == id && view.staff_id.value == me) return stale(view.version);
  return not_found("view");
}

Result<void> delete_view(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<ViewId>("view"));
  if (tx.change(sql::delete_view, id, call.ctx.actor.id) == 0) return not_found("view");
  return {};
}

struct MentionsWish {
  std::optional<bool> unread;  // true: those alone
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 100; none: 50
};
BOOST_DESCRIBE_STRUCT(MentionsWish, (), (unread, cursor, limit))

Result<Page<Mention>> list_mentions(Call const& call, db::Tx& tx, Query<MentionsWish> const& wish) {
  return mentions(call.ctx, tx, wish->cursor.value_or(""), wish->limit.value_or(50),
                  wish->unread.value_or(false));
}

struct ReadMentions {
  std::optional<List<InteractionId, 200>> interactions;  // absent: all
};
BOOST_DESCRIBE_STRUCT(ReadMentions, (), (interactions))

Result<void> mark_mentions_read(Call const& call, db::Tx& tx, ReadMentions const& b) {
  StaffId const me{call.ctx.actor.id};
  if (!b.interactions) {
    interactions::see_all_mentions(tx, me, call.ctx.now);
    return {};
  }
  for (auto const id : *b.interactions) interactions::see_mention(tx, me, id, call.ctx.now);
  return {};
}

}  // namespace

void add_view_routes(http::Routes& routes) {
  using P = Permission;
  routes.get<list_views>("/views", P::CasesRead,
                         "One's own views of the queue, and those shared with one.");
  routes.post<save_view>("/views", P::CasesRead, "Saves a view of the queue.").status(201);
  routes.put<change_view>("/views/{view}", P::CasesRead, "Changes one's own view.");
  routes.del<delete_view>("/views/{view}", P::CasesRead, "Removes one's own view.");
  routes.get<list_mentions>("/mentions", P::CasesRead,
                            "Where one was mentioned, what is unread first.");
  routes.post<mark_mentions_read>("/mentions/seen", P::CasesRead,
                                  "Marks mentions as read, those named or all.");
}

}  // namespace vefa::cases
