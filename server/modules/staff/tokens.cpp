#include "modules/staff/access.hpp"
#include "modules/staff/people.hpp"
#include "modules/staff/rules.hpp"

namespace vefa::staff {
namespace {

constexpr std::int64_t kMostTokens = 100;
constexpr std::int64_t kPage = 100;

struct ApiTokenRow {
  ApiTokenId id;
  std::int64_t version = 1;
  StaffId staff_id;
  std::string name;
  std::string scopes;
  Instant created_at;
  std::optional<Instant> expires_at;
  std::optional<Instant> last_used_at;
};
BOOST_DESCRIBE_STRUCT(ApiTokenRow, (),
                      (id, version, staff_id, name, scopes, created_at, expires_at, last_used_at))

ApiTokenView view_of(ApiTokenRow row) {
  ApiTokenView view{row.id, row.version,    row.staff_id,   std::move(row.name),
                    {},     row.created_at, row.expires_at, row.last_used_at};
  auto const set = parse_permissions(row.scopes);
  for (std::size_t i = 0; i < set.size(); ++i)
    if (set[i]) view.scopes.push_back(static_cast<Permission>(i));
  return view;
}

bool may_see(Context const& ctx, StaffId owner) {
  return ctx.actor.may(Permission::IntegrationsWrite) ||
         (ctx.actor.kind == ActorKind::Staff && ctx.actor.id == owner.value);
}

}  // namespace

Result<ApiTokenMade> add_api_token(Context const& ctx, db::Tx& tx, NewApiToken const& input) {
  StaffId const owner{ctx.actor.id};
  if (ctx.actor.kind != ActorKind::Staff) return forbidden();
  Permissions scopes;
  for (auto scope : input.scopes) scopes.set(static_cast<std::size_t>(scope));
  scopes.reset(static_cast<std::size_t>(Permission::Public));
  if (scopes.none()) return invalid("scopes", "staff.scope_needed");
  if (!covers(ctx.actor.permissions, scopes))
    return Error{Code::Forbidden, "staff.more_than_own_rights", {}, "scopes", {}};
  if (input.expires_at && *input.expires_at <= ctx.now)
    return invalid("expires_at", "staff.expiry_is_past");
  if (tx.scalar<std::int64_t>(sql::count_api_tokens, owner).value_or(0) >= kMostTokens)
    return refused("staff.too_many_tokens", {{"most", std::to_string(kMostTokens)}});
  auto const id = ctx.new_id<ApiTokenId>();
  auto const token = std::string(kApiTokenPrefix) + new_token();
  tx.run(sql::insert_api_token, id, token_hash(token), owner, input.name, to_text(scopes), ctx.now,
         input.expires_at);
  record(ctx, tx, "api_token.added", "api_token", id.text());
  return ApiTokenMade{TRY(find_api_token(ctx, tx, id)), token};
}

Result<Page<ApiTokenView>> list_api_tokens(Context const& ctx, db::Tx& tx,
                                           ApiTokenFilter const& filter) {
  bool const of_all = filter.of_all.value_or(false);
  if (of_all && !ctx.actor.may(Permission::IntegrationsWrite)) return forbidden();
  ApiTokenId after;
  if (filter.cursor) {
    auto const parsed = ApiTokenId::parse(*filter.cursor);
    if (!parsed) return invalid("cursor", "error.bad_cursor");
    after = *parsed;
  }
  auto rows =
      tx.list<ApiTokenRow>(sql::list_api_tokens, after.value, of_all ? 0 : ctx.actor.id, kPage + 1);
  Page<ApiTokenView> page;
  if (static_cast<std::int64_t>(rows.size()) > kPage) {
    rows.pop_back();
    page.next_cursor = rows.back().id.text();
  }
  for (auto& row : rows) page.items.push_back(view_of(std::move(row)));
  return page;
}

Result<ApiTokenView> find_api_token(Context const& ctx, db::Tx& tx, ApiTokenId id) {
  auto row = tx.find<ApiTokenRow>(sql::find_live_api_token, id);
  if (!row || !may_see(ctx, row->staff_id)) return not_found("api_token");
  return view_of(std::move(*row));
}

Result<ApiTokenView> rename_api_token(Context const& ctx, db::Tx& tx, ApiTokenId id,
                                      ApiTokenChange const& change) {
  auto const before = TRY(find_api_token(ctx, tx, id));
  if (tx.change(sql::rename_api_token, id, change.version, change.name) == 0)
    return stale(before.version);
  record(ctx, tx, "api_token.changed", "api_token", id.text());
  return find_api_token(ctx, tx, id);
}

Result<void> revoke_api_token(Context const& ctx, db::Tx& tx, ApiTokenId id) {
  TRY(find_api_token(ctx, tx, id));
  StaffId const by{ctx.actor.kind == ActorKind::Staff ? ctx.actor.id : 0};
  if (tx.change(sql::revoke_api_token, id, ctx.now, by) == 0) return not_found("api_token");
  record(ctx, tx, "api_token.revoked", "api_token", id.text());
  return {};
}

}  // namespace vefa::staff
