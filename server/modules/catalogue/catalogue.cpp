#include "modules/catalogue/catalogue.hpp"

#include "jobs/jobs.hpp"
#include "modules/catalogue/ahead.hpp"
#include "modules/catalogue/bringing_in.hpp"
#include "modules/catalogue/queries.hpp"
#include "modules/catalogue/rules.hpp"
#include "modules/catalogue/store.hpp"
#include "modules/customers/held_by_law.hpp"

namespace vefa::catalogue {
namespace {

template <std::size_t Max>
std::string text_or_empty(std::optional<Text<Max>> const& text) {
  return text ? text->value : std::string();
}

std::string language_tags(std::vector<Language> const& languages) {
  std::vector<std::string> tags;
  tags.reserve(languages.size());
  for (auto const language : languages) tags.emplace_back(tag(language));
  return join(tags, " ");
}

Result<std::string> gtin_of(std::optional<Text<20>> const& typed) {
  if (!typed || typed->empty()) return std::string();
  auto const gtin = read_gtin(typed->value);
  if (!gtin) return invalid("gtin", "catalogue.bad_gtin");
  return *gtin;
}

Result<ProductGroupId> group_of(db::Tx& tx, std::string const& code) {
  auto const group = find_group(tx, code);
  if (!group) return invalid("group", "catalogue.unknown_group", {{"code", code}});
  return group->id;
}

/// Which of the product's numbers is another's.
Error taken(db::Tx& tx, Product const& product) {
  auto const conflict = [&](char const* field, char const* key, std::string const& value) {
    return Error{Code::Conflict, key, {{"value", value}}, field, {}};
  };
  auto const is_other = [&](std::optional<Product> const& row) {
    return row && row->id != product.id;
  };
  if (!product.gtin.empty() && is_other(find_by_gtin(tx, product.gtin)))
    return conflict("gtin", "catalogue.gtin_taken", product.gtin);
  if (!product.sku.empty() && is_other(find_by_sku(tx, product.sku)))
    return conflict("sku", "catalogue.sku_taken", product.sku);
  return conflict("model", "catalogue.model_taken", product.model);
}

/// Assigns what is given and differs; the history's values are in the event.
template <class T, class Given>
void take(JsonObject& changes, char const* name, T& member, std::optional<Given> const& given) {
  if (!given) return;
  T const& value = *given;
  if (value == member) return;
  auto const as_json = [](T const& v) { return parse_json(to_json_text(v)).value(); };
  changes[name] = {as_json(member), as_json(value)};
  member = value;
}

std::vector<std::string> names_in_order(Product const& product, Language language) {
  std::vector<std::string> out;
  auto const add = [&](Json const* name) {
    if (name && name->is_string()) out.emplace_back(name->get_string());
  };
  add(product.names.if_contains(tag(language)));
  for (auto const& [key, name] : product.names) add(&name);
  out.push_back(product.model);
  return out;
}

}  // namespace

ProductRow with_keys(Product const& product) {
  ProductRow row{product, {}, {}, {}, {}};
  if (!product.gtin.empty()) row.gtin_14 = gtin_14(product.gtin);
  if (!product.sku.empty()) row.folded_sku = fold(product.sku);
  row.folded_model = fold(product.model);
  row.name_key = fold(product.brand + " " + product.model);
  return row;
}

std::optional<Product> find(db::Tx& tx, ProductId id) {
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->by_id.find(id.text())) return *known;
  return tx.find<Product>(sql::find_product, id);
}

std::optional<Product> find_by_gtin(db::Tx& tx, std::string_view gtin) {
  auto const digits = read_gtin(gtin);
  if (!digits) return std::nullopt;
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->by_gtin.find(gtin_14(*digits))) return *known;
  return tx.find<Product>(sql::find_by_gtin, gtin_14(*digits));
}

std::optional<Product> find_by_sku(db::Tx& tx, std::string_view sku) {
  auto const folded = fold(sku);
  if (folded.empty()) return std::nullopt;
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->by_sku.find(folded)) return *known;
  return tx.find<Product>(sql::find_by_sku, folded);
}

std::optional<Product> find_by_model(db::Tx& tx, std::string_view manufacturer,
                                     std::string_view model) {
  std::string const folded = fold(trim(model));
  if (folded.empty()) return std::nullopt;
  auto const maker = find_manufacturer(tx, manufacturer);
  if (!maker) return std::nullopt;
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->by_model.find(folded)) {
      auto const found = std::find_if(known->begin(), known->end(), [&](Product const& one) {
        return one.manufacturer_id == maker->id;
      });
      return found == known->end() ? std::nullopt : std::optional(*found);
    }
  return tx.find<Product>(sql::find_of_model, maker->id, folded);
}

std::optional<ProductGroup> find_group(db::Tx& tx, ProductGroupId id) {
  return tx.find<ProductGroup>(sql::find_group, id);
}

std::optional<ProductGroup> find_group(db::Tx& tx, std::string_view code) {
  return tx.find<ProductGroup>(sql::find_group_by_code, code);
}

std::optional<Manufacturer> find_manufacturer(db::Tx& tx, ManufacturerId id) {
  return tx.find<Manufacturer>(sql::find_manufacturer, id);
}

std::optional<Manufacturer> find_manufacturer(db::Tx& tx, std::string_view name) {
  auto const folded = fold(trim(name));
  if (folded.empty()) return std::nullopt;
  if (auto const* ahead = read_ahead(tx))
    if (auto const* known = ahead->manufacturers.find(folded)) return *known;
  return tx.find<Manufacturer>(sql::find_manufacturer_named, folded);
}

std::string title_of(db::Tx& tx, Product const& product) {
  if (!product.brand.empty()) return product.brand + " " + product.model;
  auto const maker = find_manufacturer(tx, product.manufacturer_id);
  return maker ? maker->name + " " + product.model : product.model;
}

std::string name_of(Product const& product, Language language) {
  return names_in_order(product, language).front();
}

Result<Manufacturer> manufacturer_named(Context const& ctx, db::Tx& tx, std::string_view typed) {
  std::string const name = trim(typed);
  std::string const folded = fold(name);
  if (folded.empty()) return invalid("manufacturer", "wire.required");
  if (auto row = find_manufacturer(tx, name)) return *row;
  Manufacturer const made{.id = ctx.new_id<ManufacturerId>(), .name = name};
  // The unique name decides when two are made at once.
  bool const is_first = tx.attempt(
      [&] { tx.run(sql::insert_manufacturer, made.id, made.version, name, folded, ctx.now); });
  forget_manufacturer_ahead(tx, folded);
  if (is_first) return made;
  auto row = find_manufacturer(tx, name);
  if (!row) return Error{Code::Conflict, "error.conflict"};
  return *row;
}

Result<Product> add(Context const& ctx, db::Tx& tx, NewProduct const& input) {
  Product product{.id = ctx.new_id<ProductId>(), .kind = input.kind.value_or(ProductKind::Product)};
  TRY(check_life(input.legal_life_months));
  product.gtin = TRY(gtin_of(input.gtin));
  if (input.names) product.names = TRY(checked_names(*input.names));
  product.group_id = TRY(group_of(tx, input.group));
  product.manufacturer_id = TRY(manufacturer_named(ctx, tx, input.manufacturer.value)).id;
  product.sku = text_or_empty(input.sku);
  product.brand = text_or_empty(input.brand);
  product.model = input.model;
  if (input.languages) product.languages = language_tags(*input.languages);
  product.legal_life_months = input.legal_life_months;
  product.created_at = product.updated_at = ctx.now;
  bool const is_first = tx.attempt([&] { tx.insert(sql::insert_product, with_keys(product)); });
  forget_ahead(tx, product);
  if (!is_first) return taken(tx, product);
  record(ctx, tx, "product.created", product.id, {{"model", product.model}});
  return product;
}

namespace {

/// Writes it where its version is still `now.version`, then raises that. In another group the law
/// may owe less on open cases about it.
Result<void> write(Context const& ctx, db::Tx& tx, Product const& before, Product& now) {
  auto const save = [&]() -> Result<void> {
    now.updated_at = ctx.now;
    std::int64_t rows = 0;
    bool const is_free = tx.attempt([&] { rows = tx.update(sql::update_product, with_keys(now)); });
    forget_ahead(tx, now);
    if (!is_free) return taken(tx, now);
    if (rows == 0) return stale(now.version + 1);
    ++now.version;
    return {};
  };
  if (before.group_id == now.group_id) return save();
  auto done = customers::change_within_law(
      ctx, tx, {.unit_id = {}, .customer_id = {}, .product_id = now.id}, nullptr, save);
  if (done.ok()) return done;
  auto error = done.error();
  if (error.field.empty()) error.field = "group";
  return error;
}

}  // namespace

Result<Product> change(Context const& ctx, db::Tx& tx, ProductId id, ProductChange const& input) {
  auto found = find(tx, id);
  if (!found) return not_found("product");
  Product product = *found;
  if (product.version != input.version) return stale(product.version);
  TRY(check_life(input.legal_life_months));
  std::optional<std::string> gtin, languages;
  std::optional<JsonObject> names;
  std::optional<ProductGroupId> group;
  if (input.gtin) gtin = TRY(gtin_of(input.gtin));
  if (input.names) names = TRY(checked_names(*input.names));
  if (input.group) group = TRY(group_of(tx, *input.group));
  if (input.languages) languages = language_tags(*input.languages);
  JsonObject changes;
  take(changes, "state", product.state, input.state);
  take(changes, "group_id", product.group_id, group);
  take(changes, "gtin", product.gtin, gtin);
  take(changes, "sku", product.sku, input.sku);
  take(changes, "brand", product.brand, input.brand);
  take(changes, "model", product.model, input.model);
  take(changes, "names", product.names, names);
  take(changes, "languages", product.languages, languages);
  if (input.legal_life_months && product.legal_life_months != input.legal_life_months) {
    changes["legal_life_months"] = {nullptr, *input.legal_life_months};
    product.legal_life_months = input.legal_life_months;
  }
  if (changes.empty()) return product;
  TRY(write(ctx, tx, *found, product));
  record(ctx, tx, "product.changed", id, {{"changes", std::move(changes)}});
  return product;
}

Result<void> put_back(Context const& ctx, db::Tx& tx, Product const& before, std::int64_t version) {
  auto const now = find(tx, before.id);
  if (!now) return not_found("product");
  if (now->version != version) return stale(now->version);
  Product row = before;
  row.version = version;
  TRY(write(ctx, tx, *now, row));
  record(ctx, tx, "product.changed", row.id, {{"put_back", true}});
  return {};
}

std::string actor_name(Context const& ctx) {
  if (!ctx.actor.name.empty()) return ctx.actor.name;
  return ctx.actor.kind == ActorKind::System ? "system" : "anonymous";
}

void record(Context const& ctx, db::Tx& tx, char const* kind, ProductId id, JsonObject payload) {
  payload["product_id"] = id.text();
  jobs::record(ctx, tx, {.kind = kind, .payload = std::move(payload)});
}

std::vector<Manual> manuals(db::Tx& tx, ProductId id) {
  return tx.list<Manual>(sql::list_manuals, id);
}

Result<Manual> add_manual(Context const& ctx, db::Tx& tx, ProductId id, NewManual const& input) {
  if (!find(tx, id)) return not_found("product");
  if (!is_web_address(input.url.value)) return invalid("url", "catalogue.bad_url");
  Manual const row{ctx.new_id<ManualId>(), id, input.language, input.title, input.url, ctx.now};
  tx.insert(sql::insert_manual, row);
  record(ctx, tx, "product.manual_added", id, {{"manual_id", row.id.text()}});
  return row;
}

Result<void> remove_manual(Context const& ctx, db::Tx& tx, ProductId id, ManualId manual) {
  if (tx.change(sql::delete_manual, manual, id) == 0) return not_found("manual");
  record(ctx, tx, "product.manual_removed", id, {{"manual_id", manual.text()}});
  return {};
}

std::vector<Manufacturer> manufacturers(db::Tx& tx) {
  return tx.list<Manufacturer>(sql::list_manufacturers);
}

Result<Manufacturer> rename(Context const& ctx, db::Tx& tx, ManufacturerId id, std::int64_t version,
                            std::string const& name) {
  auto row = find_manufacturer(tx, id);
  if (!row) return not_found("manufacturer");
  std::int64_t rows = 0;
  bool const free = tx.attempt(
      [&] { rows = tx.change(sql::rename_manufacturer, id, version, name, fold(name)); });
  if (!free) return Error{Code::Conflict, "catalogue.manufacturer_taken", {}, "name", {}};
  if (rows == 0) return stale(row->version);
  jobs::record(ctx, tx,
               {.kind = "manufacturer.renamed",
                .payload = {{"manufacturer_id", id.text()}, {"before", row->name}}});
  return Manufacturer{id, version + 1, name};
}

std::vector<ProductGroup> groups(db::Tx& tx) { return tx.list<ProductGroup>(sql::list_groups); }

}  // namespace vefa::catalogue
