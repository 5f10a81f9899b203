#include "base/text.hpp"
#include "modules/company/company.hpp"
#include "modules/staff/authority.hpp"
#include "modules/staff/people.hpp"
#include "modules/staff/rules.hpp"

namespace vefa::staff {
namespace {

constexpr std::int64_t kMostRoles = 200;

Currency currency_of(std::string const& code) { return Currency::parse(code).value_or(Currency{}); }

RoleView view_of(RoleRow const& row) {
  RoleView view{
      .id = row.id,
      .version = row.version,
      .key = row.key,
      .name = row.name,
      .permissions = {},
      .authority = decimal_text({row.authority_minor, currency_of(row.authority_currency)}),
      .currency = row.authority_currency,
      .totp_required = row.totp_required};
  auto const set = permissions_of(row);
  for (std::size_t i = 0; i < set.size(); ++i) {
    auto const permission = static_cast<Permission>(i);
    if (set[i] && permission != Permission::Self) view.permissions.push_back(permission);
  }
  return view;
}

Result<Money> limit_of(std::string const& authority, std::string const& currency) {
  auto const known = Currency::parse(currency);
  if (!known) return invalid("currency", "staff.bad_currency");
  auto const limit = parse_money(authority.empty() ? "0" : authority, *known);
  if (!limit || limit->minor < 0) return invalid("authority", "staff.bad_authority");
  return *limit;
}

/// Nobody makes, nor changes, a role with a right that she has not herself.
Result<void> check_own_rights(Context const& ctx, Permissions const& wanted) {
  if (ctx.actor.kind == ActorKind::System || covers(ctx.actor.permissions, wanted)) return {};
  return Error{Code::Forbidden, "staff.more_than_own_rights", {}, "permissions", {}};
}

Result<RoleRow> load_role(db::Tx& tx, RoleId id) {
  auto row = tx.find<RoleRow>(sql::find_role, id);
  if (!row) return not_found("role");
  return std::move(*row);
}

Error name_taken() { return {Code::Conflict, "staff.name_taken", {}, "name", {}}; }

}  // namespace

std::vector<RoleView> list_roles(db::Tx& tx) {
  std::vector<RoleView> views;
  for (auto const& row : tx.list<RoleRow>(sql::list_roles)) views.push_back(view_of(row));
  return views;
}

std::vector<RoleLimit> role_limits(db::Tx& tx) {
  std::vector<RoleLimit> limits;
  for (auto const& row : tx.list<RoleRow>(sql::list_roles))
    limits.push_back(
        {row.id, row.name, {row.authority_minor, currency_of(row.authority_currency)}});
  return limits;
}

Result<void> check_may_change_role(Context const& ctx, db::Tx& tx, RoleId id) {
  return check_own_rights(ctx, permissions_of(TRY(load_role(tx, id))));
}

Result<RoleView> find_role(db::Tx& tx, RoleId id) { return view_of(TRY(load_role(tx, id))); }

Result<RoleView> add_role(Context const& ctx, db::Tx& tx, NewRole const& role) {
  auto const wanted = role_permissions(role.permissions);
  TRY(check_own_rights(ctx, wanted));
  std::string const currency = role.currency ? role.currency->value : company::profile(tx).currency;
  auto const limit = TRY(limit_of(role.authority ? role.authority->value : "", currency));
  if (tx.scalar<std::int64_t>(sql::count_roles).value_or(0) >= kMostRoles)
    return refused("staff.too_many_roles", {{"most", std::to_string(kMostRoles)}});
  auto const id = ctx.new_id<RoleId>();
  bool const free = tx.attempt([&] {
    tx.run(sql::insert_role, id, role.name, fold(role.name.value), to_text(wanted), limit.minor,
           limit.currency.text(), role.totp_required.value_or(false), ctx.now);
  });
  if (!free) return name_taken();
  record(ctx, tx, "role.added", "role", id.text());
  return find_role(tx, id);
}

Result<RoleView> change_role(Context const& ctx, db::Tx& tx, RoleId id, RoleChange const& change) {
  auto row = TRY(load_role(tx, id));
  if (row.version != change.version) return stale(row.version);
  TRY(check_own_rights(ctx, permissions_of(row)));
  if (change.permissions) {
    if (id == kAdministrator) return refused("staff.administrator_is_fixed", {}, "permissions");
    auto const wanted = role_permissions(*change.permissions);
    TRY(check_own_rights(ctx, wanted));
    row.permissions = to_text(wanted);
  }
  if (change.name) row.name = change.name->value;
  if (change.totp_required) row.totp_required = *change.totp_required;
  if (change.authority || change.currency) {
    std::string const currency = change.currency ? change.currency->value : row.authority_currency;
    auto const before = decimal_text({row.authority_minor, currency_of(row.authority_currency)});
    auto const limit = TRY(limit_of(change.authority ? change.authority->value : before, currency));
    row.authority_minor = limit.minor;
    row.authority_currency = limit.currency.text();
  }
  std::int64_t rows = 0;
  bool const free = tx.attempt([&] {
    rows =
        tx.change(sql::update_role, id, change.version, row.name, fold(row.name), row.permissions,
                  row.authority_minor, row.authority_currency, row.totp_required);
  });
  if (!free) return name_taken();
  if (rows == 0) return stale(row.version);
  record(ctx, tx, "role.changed", "role", id.text());
  return find_role(tx, id);
}

Result<void> remove_role(Context const& ctx, db::Tx& tx, RoleId id, std::int64_t version) {
  auto const row = TRY(load_role(tx, id));
  if (!row.key.empty()) return refused("staff.built_in_role");
  if (row.version != version) return stale(row.version);
  TRY(check_own_rights(ctx, permissions_of(row)));
  if (tx.scalar<std::int64_t>(sql::find_holder_of_role, id))
    return Error{Code::Conflict, "staff.role_in_use", {}, {}, {}};
  if (tx.change(sql::delete_role, id, version) == 0) return stale(row.version);
  record(ctx, tx, "role.removed", "role", id.text());
  return {};
}

}  // namespace vefa::staff
