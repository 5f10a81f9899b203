// Routes that order the work: hand-over, snooze, merge, split, links, tags, macros, many at once.
#include "modules/cases/api.hpp"
#include "modules/cases/bulk.hpp"
#include "modules/cases/desk.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/views.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::cases {
namespace {

using http::Call;
using http::Query;

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

using TagNames = List<Text<60, 1>, 30>;
struct TagsBody {
  TagNames tags;
  std::optional<TagNames> instead_of;  // as the writer saw them: what others set since then stays
};
BOOST_DESCRIBE_STRUCT(TagsBody, (), (tags, instead_of))

Result<void> tag_case(Call const& call, db::Tx& tx, TagsBody const& b) {
  auto const id = TRY(call.id<CaseId>("case"));
  std::vector<std::string> const names(b.tags.begin(), b.tags.end());
  if (!b.instead_of) return set_tags(call.ctx, tx, id, names);
  return change_tags(call.ctx, tx, id, {b.instead_of->begin(), b.instead_of->end()}, names);
}

struct TagView {
  TagId id;
  std::int64_t version = 1;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(TagView, (), (id, version, name))
struct TagList {
  std::vector<TagView> tags;
};
BOOST_DESCRIBE_STRUCT(TagList, (), (tags))

Result<TagList> list_tags(Call const&, db::Tx& tx) {
  return TagList{tx.list<TagView>(sql::all_tags)};
}

struct VersionQuery {
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(VersionQuery, (), (version))

struct TagName {
  std::int64_t version = 0;
  Text<60, 1> name;
};
BOOST_DESCRIBE_STRUCT(TagName, (), (version, name))

/// Nobody has changed the tag since this version.
Result<void> check_tag(db::Tx& tx, TagId id, std::int64_t version) {
  auto const now = tx.scalar<std::int64_t>(sql::version_of_tag, id);
  if (!now) return not_found("tag");
  if (*now != version) return stale(*now);
  return {};
}

Result<void> rename_tag(Call const& call, db::Tx& tx, TagName const& b) {
  auto const id = TRY(call.id<TagId>("tag"));
  TRY(check_tag(tx, id, b.version));
  std::int64_t changed = 0;
  bool const is_free = tx.attempt(
      [&] { changed = tx.change(sql::rename_tag, id, b.version, b.name, fold(b.name.value)); });
  if (!is_free) return Error{Code::Conflict, "cases.tag_taken", {{"name", b.name}}, "name", {}};
  if (changed == 0) return stale(b.version + 1);
  return {};
}

Result<void> delete_tag(Call const& call, db::Tx& tx, Query<VersionQuery> const& query) {
  auto const id = TRY(call.id<TagId>("tag"));
  if (!query->version) return invalid("version", "wire.required");
  TRY(check_tag(tx, id, *query->version));
  tx.run(sql::delete_tag_uses, id);
  tx.change(sql::delete_tag, id);
  return {};
}

Result<CaseView> run_macro_on_case(Call const& call, db::Tx& tx) {
  auto row = run_macro(call.ctx, tx, TRY(call.id<CaseId>("case")), TRY(call.id<MacroId>("macro")));
  return shown(call, tx, std::move(row));
}

Result<BulkOutcome> change_many_cases(Call const& call, db::Tx& tx, BulkChange const& b) {
  return change_many(call.ctx, tx, b);
}

struct HandOver {
  Instant at;
  std::string by_kind;
  std::int64_t by_id = 0;
  TeamId from_team_id;
  StaffId from_owner_id;
  TeamId to_team_id;
  StaffId to_owner_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(HandOver, (),
                      (at, by_kind, by_id, from_team_id, from_owner_id, to_team_id, to_owner_id,
                       reason))
struct Holder {
  TeamId team_id;
  std::string team_name;
  StaffId owner_id;  // none: the team itself
  std::string owner_name;
};
BOOST_DESCRIBE_STRUCT(Holder, (), (team_id, team_name, owner_id, owner_name))
struct HandOverView {
  Instant at;
  std::string by_kind;  // staff, system
  StaffId by_id;
  std::string by_name;
  Holder from;
  Holder to;
  std::string
      reason;  // in the words of who handed over; of the program: taken, bulk, macro, owner_left
};
BOOST_DESCRIBE_STRUCT(HandOverView, (), (at, by_kind, by_id, by_name, from, to, reason))
struct HandOverList {
  std::vector<HandOverView> items;
};
BOOST_DESCRIBE_STRUCT(HandOverList, (), (items))

Holder holder_of(db::Tx& tx, TeamId team, StaffId owner) {
  auto const found = staff::find_team(tx, team);
  return {team, found ? found->name : "", owner, owner ? staff::name_of(tx, owner) : ""};
}

Result<HandOverList> list_hand_overs(Call const& call, db::Tx& tx) {
  auto const row = TRY(find_readable(call.ctx, tx, TRY(call.id<CaseId>("case"))));
  HandOverList out;
  for (auto const& h : tx.list<HandOver>(sql::hand_overs_of, row.id)) {
    HandOverView view{h.at,
                      h.by_kind,
                      {},
                      "",
                      holder_of(tx, h.from_team_id, h.from_owner_id),
                      holder_of(tx, h.to_team_id, h.to_owner_id),
                      h.reason};
    if (h.by_kind == "staff") view.by_id = StaffId{h.by_id};
    if (view.by_id) view.by_name = staff::name_of(tx, view.by_id);
    out.items.push_back(std::move(view));
  }
  return out;
}

}  // namespace

void add_order_routes(http::Routes& routes) {
  using P = Permission;
  routes.post<hand_over_case>("/cases/{case}/hand-over", P::CasesWrite,
                              "Gives the case and its promises to a team or a person.");
  routes.get<list_hand_overs>("/cases/{case}/hand-overs", P::CasesRead,
                              "Who gave the case to whom, when and why, oldest first.");
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
}

}  // namespace vefa::cases
