#include "modules/cases/queue.hpp"

#include <charconv>

#include "base/text.hpp"
#include "modules/cases/queries.hpp"

namespace vefa::cases {
namespace {

constexpr std::int64_t kDefaultLimit = 50;
constexpr std::int64_t kMostLimit = 100;

/// Where a page begins: behind this deadline and id. Closed cases go by id alone, downwards.
struct Place {
  std::int64_t due_ms = 0;
  std::int64_t id = 0;
};

std::string cursor_of(Case const& row) {
  return std::to_string(row.next_due_at ? row.next_due_at->ms : 0) + "." + row.id.text();
}

Result<Place> place_of(QueueFilter const& f, bool closed) {
  if (!f.cursor || f.cursor->empty())
    return closed ? Place{0, std::numeric_limits<std::int64_t>::max()}
                  : Place{std::numeric_limits<std::int64_t>::min(), 0};
  auto const dot = f.cursor->find('.');
  Place place;
  auto const end = f.cursor->data() + std::min(dot, f.cursor->size());
  auto const read = std::from_chars(f.cursor->data(), end, place.due_ms);
  auto const id = dot == std::string::npos
                      ? std::nullopt
                      : CaseId::parse(std::string_view(*f.cursor).substr(dot + 1));
  if (!id || read.ec != std::errc{} || read.ptr != end)
    return invalid("cursor", "error.bad_cursor");
  place.id = id->value;
  return place;
}

/// One look-up of a page: of a person, of a team, or of anyone.
struct Look {
  db::Statement const& statement;
  std::optional<std::int64_t> owner;
  std::optional<std::int64_t> team;  // with an owner: narrows hers
};

template <class E>
std::optional<std::string> word(std::optional<E> const& value) {
  if (!value) return std::nullopt;
  return wire::enum_text(*value);
}

std::vector<Case> run(Context const& ctx, db::Tx& tx, Look const& look, QueueFilter const& f,
                      Place const& place, TagId tag, std::int64_t limit) {
  std::optional<std::string> language;
  if (f.language) language = std::string(vefa::tag(*f.language));
  bool const unowned = f.owner == "none";
  auto const state = f.state.value_or(State::Open);
  if (tag && state == State::Closed)
    return tx.list<Case>(sql::closed_with_tag, tag, place.id, look.team, look.owner, word(f.kind),
                         word(f.channel), word(f.priority), language, unowned, limit);
  auto const list = [&](std::optional<std::int64_t> who, auto const&... more) {
    return tx.list<Case>(look.statement, who, state, place.due_ms, place.id, word(f.kind),
                         word(f.channel), word(f.priority), language, tag, unowned,
                         f.snoozed.value_or(false), ctx.now, limit, more...);
  };
  return look.owner ? list(look.owner, look.team) : list(look.team);
}

/// Which look-ups together are the page: one owner, one team, each of the actor's teams, or all.
Result<std::vector<Look>> looks(Context const& ctx, QueueFilter const& f, bool closed) {
  auto const& of_team = closed ? sql::closed_of_team : sql::queue_of_team;
  auto const& of_owner = closed ? sql::closed_of_owner : sql::queue_of_owner;
  auto const& of_anyone = closed ? sql::closed_of_anyone : sql::queue_of_anyone;
  if (f.owner && *f.owner != "none") {
    auto const person =
        *f.owner == "me" ? std::optional(StaffId{ctx.actor.id}) : StaffId::parse(*f.owner);
    if (!person) return invalid("owner", "cases.bad_owner");
    std::optional<std::int64_t> team;
    if (f.team_id) team = f.team_id->value;
    return std::vector<Look>{{of_owner, person->value, team}};
  }
  auto const& teams = ctx.actor.teams;
  bool const all = ctx.actor.may(Permission::CasesReadAll);
  if (f.team_id) {
    bool const hers = std::find(teams.begin(), teams.end(), f.team_id->value) != teams.end();
    if (!all && !hers) return not_found("team");
    return std::vector<Look>{{of_team, {}, f.team_id->value}};
  }
  if (all) return std::vector<Look>{{of_anyone, {}, {}}};
  std::vector<Look> out;
  for (auto const team : teams) out.push_back({of_team, {}, team});
  return out;
}

Page<Case> page_of(std::vector<Case> rows, std::int64_t limit) {
  Page<Case> page;
  if (static_cast<std::int64_t>(rows.size()) > limit) {
    rows.resize(static_cast<std::size_t>(limit));
    page.next_cursor = cursor_of(rows.back());
  }
  page.items = std::move(rows);
  return page;
}

Result<Page<Case>> of_one_customer(Context const& ctx, db::Tx& tx, QueueFilter const& f,
                                   Place const& place, std::int64_t limit) {
  auto rows = tx.list<Case>(sql::cases_of_customer, *f.customer_id, place.id, limit + 1);
  auto page = page_of(std::move(rows), limit);
  std::erase_if(page.items, [&](Case const& row) { return !can_read(tx, ctx.actor, row); });
  return page;
}

}  // namespace

Result<Page<Case>> queue(Context const& ctx, db::Tx& tx, QueueFilter const& f) {
  bool const downwards = f.state == State::Closed || f.customer_id.has_value();
  auto const place = TRY(place_of(f, downwards));
  auto const limit = f.limit.value_or(kDefaultLimit);
  if (limit < 1 || limit > kMostLimit)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "100"}});
  if (f.customer_id) return of_one_customer(ctx, tx, f, place, limit);
  TagId tag;
  if (f.tag) {
    auto const found = tx.scalar<TagId>(sql::tag_named, fold(*f.tag));
    if (!found) return Page<Case>{};
    tag = *found;
  }
  auto const all_looks = TRY(looks(ctx, f, downwards));
  std::vector<Case> rows;
  for (auto const& look : all_looks)
    for (auto& row : run(ctx, tx, look, f, place, tag, limit + 1)) rows.push_back(std::move(row));
  auto const before = [&](Case const& a, Case const& b) {
    if (downwards) return a.id > b.id;
    return std::pair(*a.next_due_at, a.id) < std::pair(*b.next_due_at, b.id);
  };
  if (all_looks.size() > 1) std::sort(rows.begin(), rows.end(), before);
  auto page = page_of(std::move(rows), limit);
  // Another person's cases show only as far as the actor may read them.
  std::erase_if(page.items, [&](Case const& row) { return !may_read(ctx.actor, row); });
  return page;
}

Counts counts(Context const& ctx, db::Tx& tx) {
  auto const count = [&](db::Statement const& statement, auto const&... values) {
    return tx.scalar<std::int64_t>(statement, values...).value_or(0);
  };
  Instant const tomorrow = ctx.now + std::chrono::hours(24);
  Counts out;
  out.mine = count(sql::count_of_owner, ctx.actor.id);
  out.mine_due_today = count(sql::count_due_of_owner, ctx.actor.id, tomorrow);
  out.unread_mentions = interactions::unread_mentions(tx, StaffId{ctx.actor.id});
  for (auto const team : ctx.actor.teams)
    out.teams.push_back({TeamId{team}, count(sql::count_of_team, team),
                         count(sql::count_unowned_of_team, team),
                         count(sql::count_due_of_team, team, tomorrow)});
  return out;
}

}  // namespace vefa::cases
