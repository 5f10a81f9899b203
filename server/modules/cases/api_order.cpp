// Routes that order the work: hand-over, snooze, merge, split, links, tags, macros, many at once,
// views.
#include "modules/cases/api.hpp"
#include "modules/cases/bulk.hpp"
#include "modules/cases/desk.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/queue.hpp"
#include "modules/cases/views.hpp"

namespace vefa::cases {
namespace {

using http::Call;

Result<CaseView> shown(Call const& call, db::Tx& tx, Result<Case> row) {
  if (!row.ok()) return std::move(row).error();
  return page_of(call.ctx, tx, *row);
}

struct HandOverBody {
  std::int64_t version = 0;
  std::optional<TeamId> team_id;    // absent: the case's own
  std::optional<StaffId> owner_id;  // absent: routing looks for one
  Text<1000> reason;
};
BOOST_DESCRIBE_STRUCT(HandOverBody, (), (version, team_id, owner_id, reason))

Result<CaseView> hand_over_case(Call const& call, db::Tx& tx, HandOverBody const& b) {
  auto const id = TRY(call.id<CaseId>("case"));
  auto row = hand_over(call.ctx, tx, id, b.version, b.team_id.value_or(TeamId{}),
                       b.owner_id.value_or(StaffId{}), b.reason);
  return shown(call, tx, std::move(row));
}

struct AtVersion {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(AtVersion, (), (version))

Result<CaseView> take_case(Call const& call, db::Tx& tx, AtVersion const& b) {
  return shown(call, tx, take(call.ctx, tx, TRY(call.id<CaseId>("case")), b.version));
}

struct SnoozeBody {
  std::int64_t version = 0;
  std::optional<Instant> until;  // absent: wakes it
};
BOOST_DESCRIBE_STRUCT(SnoozeBody, (), (version, until))

Result<CaseView> snooze_case(Call const& call, db::Tx& tx, SnoozeBody const& b) {
  return shown(call, tx, snooze(call.ctx, tx, TRY(call.id<CaseId>("case")), b.version, b.until));
}

struct MergeBody {
  std::int64_t version = 0;
  CaseId into;
};
BOOST_DESCRIBE_STRUCT(MergeBody, (), (version, into))

Result<CaseView> merge_case(Call const& call, db::Tx& tx, MergeBody const& b) {
  return shown(call, tx, merge(call.ctx, tx, TRY(call.id<CaseId>("case")), b.version, b.into));
}

struct SplitBody {
  std::int64_t version = 0;
  List<InteractionId, 200> interactions;
  std::optional<Text<300>> subject;
};
BOOST_DESCRIBE_STRUCT(SplitBody, (), (version, interactions, subject))

Result<CaseView> split_case(Call const& call, db::Tx& tx, SplitBody const& b) {
  return shown(call, tx,
               split(call.ctx, tx, TRY(call.id<CaseId>("case")), b.version, b.interactions,
                     b.subject ? b.subject->value : ""));
}

struct LinkBody {
  CaseId other_case_id;
};
BOOST_DESCRIBE_STRUCT(LinkBody, (), (other_case_id))

Result<void> link_case(Call const& call, db::Tx& tx, LinkBody const& b) {
  return link(call.ctx, tx, TRY(call.id<CaseId>("case")), b.other_case_id);
}

Result<void> unlink_case(Call const& call, db::Tx& tx) {
  auto const other = CaseId::parse(call.param("other"));
  if (!other) return not_found("case");
  return unlink(call.ctx, tx, TRY(call.id<CaseId>("case")), *other);
}

struct TagsBody {
  List<Text<60, 1>, 30> tags;
};
BOOST_DESCRIBE_STRUCT(TagsBody, (), (tags))

Result<void> tag_case(Call const& call, db::Tx& tx, TagsBody const& b) {
  std::vector<std::string> names(b.tags.begin(), b.tags.end());
  return set_tags(call.ctx, tx, TRY(call.id<CaseId>("case")), names);
}

struct TagView {
  TagId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(TagView, (), (id, name))
struct TagList {
  std::vector<TagView> tags;
};
BOOST_DESCRIBE_STRUCT(TagList, (), (tags))

Result<TagList> list_tags(Call const&, db::Tx& tx) {
  return TagList{tx.list<TagView>(sql::all_tags)};
}

struct TagName {
  Text<60, 1> name;
};
BOOST_DESCRIBE_STRUCT(TagName, (), (name))

Result<void> rename_tag(Call const& call, db::Tx& tx, TagName const& b) {
  auto const id = TRY(call.id<TagId>("tag"));
  if (tx.change(sql::rename_tag, id, b.name, fold(b.name.value)) == 0) return not_found("tag");
  return {};
}

Result<void> delete_tag(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<TagId>("tag"));
  tx.run(sql::delete_tag_uses, id);
  if (tx.change(sql::delete_tag, id) == 0) return not_found("tag");
  return {};
}

Result<CaseView> run_macro_on_case(Call const& call, db::Tx& tx) {
  auto row = run_macro(call.ctx, tx, TRY(call.id<CaseId>("case")), TRY(call.id<MacroId>("macro")));
  return shown(call, tx, std::move(row));
}

Result<BulkOutcome> change_many_cases(Call const& call, db::Tx& tx, BulkChange const& b) {
  return change_many(call.ctx, tx, b);
}

struct View {
  ViewId id;
  std::int64_t version = 1;
  StaffId staff_id;
  bool shared = false;
  std::string name;
  JsonObject filter;
};
BOOST_DESCRIBE_STRUCT(View, (), (id, version, staff_id, shared, name, filter))
struct ViewList {
  std::vector<View> views;
};
BOOST_DESCRIBE_STRUCT(ViewList, (), (views))
struct NewView {
  Text<80, 1> name;
  bool shared = false;
  JsonObject filter;  // members of the queue's own query
};
BOOST_DESCRIBE_STRUCT(NewView, (), (name, shared, filter))
struct ViewChange {
  std::int64_t version = 0;
  Text<80, 1> name;
  bool shared = false;
  JsonObject filter;
};
BOOST_DESCRIBE_STRUCT(ViewChange, (), (version, name, shared, filter))

Result<ViewList> list_views(Call const& call, db::Tx& tx) {
  return ViewList{tx.list<View>(sql::views_of, call.ctx.actor.id)};
}

/// A view holds a filter that the queue understands, or none.
Result<void> check_filter(JsonObject const& filter) {
  TRY(from_json<QueueFilter>(filter));
  return {};
}

Result<View> save_view(Call const& call, db::Tx& tx, NewView const& b) {
  TRY(check_filter(b.filter));
  View view{call.ctx.new_id<ViewId>(), 1, StaffId{call.ctx.actor.id}, b.shared, b.name, b.filter};
  tx.run(sql::insert_view, view.id, view.staff_id, view.shared, view.name, view.filter);
  return view;
}

Result<void> change_view(Call const& call, db::Tx& tx, ViewChange const& b) {
  TRY(check_filter(b.filter));
  auto const id = TRY(call.id<ViewId>("view"));
  if (tx.change(sql::change_view, id, b.version, call.ctx.actor.id, b.shared, b.name, b.filter) ==
      1)
    return {};
  for (auto const& view : tx.list<View>(sql::views_of, call.ctx.actor.id))
    if (view.id == id && view.staff_id.value == call.ctx.actor.id) return stale(view.version);
  return not_found("view");
}

Result<void> delete_view(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<ViewId>("view"));
  if (tx.change(sql::delete_view, id, call.ctx.actor.id) == 0) return not_found("view");
  return {};
}

}  // namespace

void add_order_routes(http::Routes& routes) {
  using P = Permission;
  routes.post<hand_over_case>("/cases/{case}/hand-over", P::CasesWrite,
                              "Gives the case and its promises to a team or a person.");
  routes.post<take_case>("/cases/{case}/take", P::CasesWrite, "Takes the case oneself.");
  routes.post<snooze_case>("/cases/{case}/snooze", P::CasesWrite,
                           "Out of the queue until an instant before its next promise.");
  routes.post<merge_case>("/cases/{case}/merge", P::CasesWrite,
                          "Ends the case in another one of the same customer.");
  routes
      .post<split_case>("/cases/{case}/split", P::CasesWrite,
                        "Makes a case of its own of some interactions.")
      .status(201);
  routes.post<link_case>("/cases/{case}/links", P::CasesWrite, "Links a related case.");
  routes.del<unlink_case>("/cases/{case}/links/{other}", P::CasesWrite, "Removes a link.");
  routes.put<tag_case>("/cases/{case}/tags", P::CasesWrite, "Sets the tags of a case, by name.");
  routes.get<list_tags>("/tags", P::CasesRead, "All tags.");
  routes.patch<rename_tag>("/tags/{tag}", P::KnowledgeWrite, "Renames a tag.");
  routes.del<delete_tag>("/tags/{tag}", P::KnowledgeWrite, "Removes a tag from every case.");
  routes.post<run_macro_on_case>("/cases/{case}/macros/{macro}", P::CasesWrite,
                                 "Runs a macro's actions, all or none.");
  routes.post<change_many_cases>("/cases/bulk", P::CasesBulk,
                                 "Changes up to 200 cases, each on its own.");
  routes.get<list_views>("/views", P::CasesRead, "One's own and shared views of the queue.");
  routes.post<save_view>("/views", P::CasesRead, "Saves a view of the queue.").status(201);
  routes.put<change_view>("/views/{view}", P::CasesRead, "Changes one's own view.");
  routes.del<delete_view>("/views/{view}", P::CasesRead, "Removes one's own view.");
}

}  // namespace vefa::cases
