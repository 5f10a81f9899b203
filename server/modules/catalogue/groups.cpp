// Product groups: a tree, from which products take what they do not say themselves.
#include "jobs/jobs.hpp"
#include "modules/catalogue/queries.hpp"
#include "modules/catalogue/rules.hpp"
#include "modules/catalogue/store.hpp"
#include "modules/customers/held_by_law.hpp"

namespace vefa::catalogue {
namespace {

struct Step {
  ProductGroupId id;
  std::string code;
  std::optional<std::int64_t> legal_life_months;
  std::optional<bool> listed;
};
BOOST_DESCRIBE_STRUCT(Step, (), (id, code, legal_life_months, listed))

constexpr std::int64_t kLongestLife = 1200;  // months

std::vector<Step> upwards(db::Tx& tx, ProductGroupId id) {
  return tx.list<Step>(sql::group_and_those_above, id);
}

/// `moves`: what the law says of goods below it may be otherwise.
void record_group(Context const& ctx, db::Tx& tx, char const* kind, ProductGroup const& group,
                  bool moves = false) {
  JsonObject payload{{"product_group_id", group.id.text()}, {"code", group.code}};
  if (moves) payload["moves"] = true;
  jobs::record(ctx, tx, {.kind = kind, .payload = std::move(payload)});
}

}  // namespace

Result<JsonObject> checked_names(Names const& names) {
  if (names.empty()) return invalid("names", "wire.required");
  JsonObject out;
  for (auto const& [language, name] : names) {
    if (!parse_language(language))
      return invalid(wire::child("names", language), "catalogue.bad_language");
    out[language] = name.value;
  }
  return out;
}

Result<void> check_life(std::optional<std::int64_t> months) {
  if (months && (*months < 1 || *months > kLongestLife))
    return invalid("legal_life_months", "wire.out_of_range",
                   {{"min", "1"}, {"max", std::to_string(kLongestLife)}});
  return {};
}

std::vector<std::string> group_codes(db::Tx& tx, ProductGroupId id) {
  std::vector<std::string> codes;
  for (auto& step : upwards(tx, id)) codes.push_back(std::move(step.code));
  return codes;
}

std::optional<std::int64_t> legal_life_months(db::Tx& tx, Product const& product) {
  if (product.legal_life_months) return product.legal_life_months;
  for (auto const& step : upwards(tx, product.group_id))
    if (step.legal_life_months) return step.legal_life_months;
  return std::nullopt;
}

std::optional<bool> listed_by_law(db::Tx& tx, ProductGroupId id) {
  for (auto const& step : upwards(tx, id))
    if (step.listed) return step.listed;
  return std::nullopt;
}

Result<ProductGroup> add_group(Context const& ctx, db::Tx& tx, NewGroup const& input) {
  if (!is_code(input.code.value)) return invalid("code", "catalogue.bad_code");
  TRY(check_life(input.legal_life_months));
  ProductGroup group{.id = ctx.new_id<ProductGroupId>(),
                     .parent_id = input.parent_id.value_or(ProductGroupId{}),
                     .code = input.code,
                     .names = TRY(checked_names(input.names)),
                     .legal_life_months = input.legal_life_months,
                     .listed = input.listed};
  if (group.parent_id && !find_group(tx, group.parent_id)) return not_found("product_group");
  bool const free = tx.attempt([&] {
    tx.run(sql::insert_group, group.id, group.version, group.parent_id, group.code, group.names,
           group.legal_life_months, ctx.now, group.listed);
  });
  if (!free)
    return Error{Code::Conflict, "catalogue.code_taken", {{"code", group.code}}, "code", {}};
  record_group(ctx, tx, "product_group.created", group);
  return group;
}

Result<ProductGroup> change_group(Context const& ctx, db::Tx& tx, ProductGroupId id,
                                  GroupChange const& input) {
  tx.run(sql::hold_structure);
  auto found = find_group(tx, id);
  if (!found) return not_found("product_group");
  ProductGroup group = *found;
  if (group.version != input.version) return stale(group.version);
  TRY(check_life(input.legal_life_months));
  if (input.names) group.names = TRY(checked_names(*input.names));
  if (input.legal_life_months) group.legal_life_months = input.legal_life_months;
  if (input.listed) group.listed = input.listed;
  if (input.parent_id) {
    auto const above = upwards(tx, *input.parent_id);
    if (above.empty()) return not_found("product_group");
    for (auto const& step : above)
      if (step.id == id) return refused("catalogue.group_in_itself", {}, "parent_id");
    group.parent_id = *input.parent_id;
  }
  bool const moves = group.parent_id != found->parent_id || group.listed != found->listed;
  auto const save = [&]() -> Result<void> {
    if (tx.change(sql::update_group, id, group.version, group.parent_id, group.names,
                  group.legal_life_months, group.listed) == 0)
      return stale(group.version + 1);
    return {};
  };
  TRY(moves
          ? customers::change_within_law(
                ctx, tx, {.unit_id = {}, .customer_id = {}, .product_group_id = id}, nullptr, save)
          : save());
  ++group.version;
  record_group(ctx, tx, "product_group.changed", group, moves);
  return group;
}

}  // namespace vefa::catalogue
