#include "modules/recovery/limits.hpp"

#include <fmt/format.h>

#include "jobs/jobs.hpp"
#include "modules/recovery/offers.hpp"
#include "modules/recovery/queries.hpp"

namespace vefa::recovery {
namespace {

/// A row of remedy_limits.
struct LimitsRow {
  RoleId role_id;
  std::int64_t version = 0;
  Instant changed_at;
  std::string changed_by_name;
  bool gives_unasked = false;
};
BOOST_DESCRIBE_STRUCT(LimitsRow, (), (role_id, version, changed_at, changed_by_name, gives_unasked))

/// A row of remedy_kind_limits.
struct KindLimitRow {
  RemedyKind kind = RemedyKind::Coupon;
  RoleId role_id;
  std::int64_t amount_minor = 0;
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(KindLimitRow, (), (kind, role_id, amount_minor, currency))

Money money_in(KindLimitRow const& row) {
  return {row.amount_minor, Currency::parse(row.currency).value()};
}

std::optional<staff::RoleLimit> find_role(db::Tx& tx, RoleId id) {
  for (auto& role : staff::role_limits(tx))
    if (role.id == id) return std::move(role);
  return std::nullopt;
}

RemedyLimits shown(staff::RoleLimit const& role, std::optional<LimitsRow> const& own,
                   std::vector<KindLimitRow> const& kinds) {
  RemedyLimits out{.role_id = role.id,
                   .name = role.name,
                   .authority = decimal_text(role.most),
                   .currency = std::string(role.most.currency.text()),
                   .version = own ? own->version : 0,
                   .kinds = {},
                   .gives_unasked = own && own->gives_unasked,
                   .changed_at = {},
                   .changed_by_name = own ? own->changed_by_name : std::string()};
  if (own) out.changed_at = own->changed_at;
  for (auto const& row : kinds)
    if (row.role_id == role.id)
      out.kinds.push_back({row.kind, decimal_text(money_in(row)), row.currency});
  return out;
}

Result<std::vector<KindLimitRow>> rows_of(staff::RoleLimit const& role,
                                          RemedyLimitsForm const& form) {
  std::vector<KindLimitRow> rows;
  for (std::size_t i = 0; i < form.kinds.size(); ++i) {
    auto const& wanted = form.kinds[i];
    auto const field = fmt::format("kinds[{}]", i);
    if (wanted.kind == RemedyKind::Apology)
      return invalid(field + ".kind", "recovery.limit_of_an_apology");
    if (std::ranges::find(rows, wanted.kind, &KindLimitRow::kind) != rows.end())
      return invalid(field + ".kind", "recovery.limit_twice");
    auto const currency =
        wanted.currency ? wanted.currency->value : std::string(role.most.currency.text());
    auto const most = money_of(wanted.amount.value, currency);
    if (!most) {
      auto error = most.error();
      error.field = field + "." + error.field;
      return error;
    }
    rows.push_back({wanted.kind, role.id, most->minor, std::string(most->currency.text())});
  }
  return rows;
}

}  // namespace

std::vector<RemedyLimits> limits(db::Tx& tx) {
  auto const own = tx.list<LimitsRow>(sql::list_limits);
  auto const kinds = tx.list<KindLimitRow>(sql::list_kind_limits);
  std::vector<RemedyLimits> out;
  for (auto const& role : staff::role_limits(tx)) {
    auto const row = std::ranges::find(own, role.id, &LimitsRow::role_id);
    out.push_back(shown(role, row == own.end() ? std::nullopt : std::optional(*row), kinds));
  }
  return out;
}

Result<RemedyLimits> save_limits(Context const& ctx, db::Tx& tx, RoleId id,
                                 RemedyLimitsForm const& form) {
  TRY(staff::check_may_change_role(ctx, tx, id));
  auto const role = find_role(tx, id);
  if (!role) return not_found("role");
  auto const rows = TRY(rows_of(*role, form));
  auto const known = tx.find<LimitsRow>(sql::find_limits, id);
  if (form.version != (known ? known->version : 0)) return stale(known ? known->version : 0);
  LimitsRow const now{id, form.version + 1, ctx.now, changer(ctx),
                      form.gives_unasked.value_or(false)};
  // Two that set the first ones at once: the second is stale.
  bool const first = !known && tx.attempt([&] { tx.insert(sql::insert_limits, now); });
  if (!known && !first) return stale(form.version + 1);
  if (known && tx.change(sql::update_limits, id, form.version, now.changed_at, now.changed_by_name,
                         now.gives_unasked) != 1)
    return stale(form.version + 1);
  tx.run(sql::clear_kind_limits, id);
  for (auto const& row : rows) tx.insert(sql::insert_kind_limit, row);
  jobs::record(ctx, tx,
               {.kind = "remedy_limits.changed",
                .payload = {{"role_id", id.text()}, {"version", now.version}}});
  return shown(*role, now, tx.list<KindLimitRow>(sql::kind_limits_of_role, id));
}

bool within_limits(Context const& ctx, db::Tx& tx, Remedy const& remedy) {
  std::vector<staff::KindLimit> of_kind;
  for (auto const& row : tx.list<KindLimitRow>(sql::limits_of_kind, remedy.kind))
    of_kind.push_back({row.role_id, money_in(row)});
  return staff::may_give_of_kind(tx, StaffId{ctx.actor.id}, amount_of(remedy), of_kind);
}

bool gives_unasked(Context const& ctx, db::Tx& tx) {
  auto const person = staff::find(tx, StaffId{ctx.actor.id});
  if (!person) return false;
  auto const rows = tx.list<LimitsRow>(sql::list_limits);
  return std::ranges::any_of(rows, [&](LimitsRow const& row) {
    return row.gives_unasked &&
           std::ranges::find(person->roles, row.role_id) != person->roles.end();
  });
}

}  // namespace vefa::recovery
