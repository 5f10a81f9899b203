#include "modules/catalogue/views.hpp"

#include "modules/catalogue/queries.hpp"
#include "modules/catalogue/rules.hpp"
#include "modules/company/company.hpp"

namespace vefa::catalogue {
namespace {

constexpr std::int64_t kMostOnPage = 200;
constexpr std::int64_t kUsualPage = 50;
constexpr std::int64_t kMostFound = 50;

struct ListRow : Product {
  std::string name_key;
};
BOOST_DESCRIBE_STRUCT(ListRow, (Product), (name_key))

struct Place {
  std::string name_key;
  std::int64_t id = 0;
};

Result<Place> place_of(std::optional<std::string> const& cursor) {
  if (!cursor || cursor->empty()) return Place{};
  auto const text = from_base64url(*cursor);
  auto const space = text.rfind(' ');
  if (space == std::string::npos) return invalid("cursor", "error.bad_cursor");
  auto const id = ProductId::parse(std::string_view(text).substr(space + 1));
  if (!id) return invalid("cursor", "error.bad_cursor");
  return Place{text.substr(0, space), id->value};
}

Page<ProductSummary> found_by(Context const& ctx, db::Tx& tx, std::string const& typed) {
  std::vector<Product> found;
  std::set<ProductId> seen;
  auto const add = [&](Product const& product) {
    if (seen.insert(product.id).second) found.push_back(product);
  };
  if (auto const product = find_by_gtin(tx, typed)) add(*product);
  if (auto const product = find_by_sku(tx, typed)) add(*product);
  std::string const folded = fold(typed);
  // U+10FFFF sorts behind everything that a model may go on with.
  for (auto const& product :
       tx.list<Product>(sql::list_of_model, folded, folded + "\xF4\x8F\xBF\xBF", kMostFound))
    add(product);
  Page<ProductSummary> page;
  for (auto const& product : found) page.items.push_back(summary_of(tx, product, ctx.language));
  return page;
}

}  // namespace

ProductSummary summary_of(db::Tx& tx, Product const& p, Language language) {
  return {p.id,
          p.version,
          p.kind,
          p.state,
          p.group_id,
          p.manufacturer_id,
          title_of(tx, p),
          name_of(p, language),
          p.gtin,
          p.sku,
          p.brand,
          p.model};
}

ProductView view_of(Context const& ctx, db::Tx& tx, Product const& p) {
  auto const around = successions_around(tx, p.id);
  ProductView view{.summary = summary_of(tx, p, ctx.language),
                   .manufacturer = find_manufacturer(tx, p.manufacturer_id).value(),
                   .group = find_group(tx, p.group_id).value(),
                   .names = p.names,
                   .languages = {},
                   .own_legal_life_months = p.legal_life_months,
                   .legal_life_months = legal_life_months(tx, p),
                   .manuals = manuals(tx, p.id),
                   .bill_of_material = bill_of_material(tx, p.id),
                   .successions = around,
                   .today = successor_on(around, p.id, company::today(ctx, tx)),
                   .created_at = p.created_at,
                   .updated_at = p.updated_at};
  for (auto const& tag : split(p.languages, ' '))
    if (auto language = parse_language(tag)) view.languages.push_back(*language);
  return view;
}

Result<Page<ProductSummary>> list_page(Context const& ctx, db::Tx& tx,
                                       ProductFilter const& filter) {
  std::int64_t const limit = filter.limit.value_or(kUsualPage);
  if (limit < 1 || limit > kMostOnPage)
    return invalid("limit", "wire.out_of_range",
                   {{"min", "1"}, {"max", std::to_string(kMostOnPage)}});
  if (filter.find && !filter.find->empty()) return found_by(ctx, tx, filter.find->value);
  Place const after = TRY(place_of(filter.cursor));
  auto const kind = filter.kind.value_or(ProductKind::Product);
  auto const state = filter.state.value_or(ProductState::Active);
  auto rows = filter.group ? tx.list<ListRow>(sql::list_products_of_group, kind, state,
                                              after.name_key, after.id, limit + 1, *filter.group)
                           : tx.list<ListRow>(sql::list_products, kind, state, after.name_key,
                                              after.id, limit + 1);
  Page<ProductSummary> page;
  bool const has_more = rows.size() > static_cast<std::size_t>(limit);
  if (has_more) rows.pop_back();
  if (has_more) page.next_cursor = base64url(rows.back().name_key + " " + rows.back().id.text());
  for (auto const& row : rows) page.items.push_back(summary_of(tx, row, ctx.language));
  return page;
}

}  // namespace vefa::catalogue
