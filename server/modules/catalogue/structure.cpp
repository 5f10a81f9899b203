#include "modules/catalogue/structure.hpp"

#include "jobs/jobs.hpp"
#include "modules/catalogue/queries.hpp"
#include "modules/catalogue/rules.hpp"
#include "modules/catalogue/store.hpp"
#include "modules/company/company.hpp"

namespace vefa::catalogue {
namespace {

constexpr std::int64_t kMostOfLine = 100'000;
constexpr std::int64_t kMostOfSuccession = 1000;

std::string line_field(std::size_t index, char const* member) {
  return wire::child(wire::child("lines", index), member);
}

Result<void> check_line(db::Tx& tx, ProductId whole, BomLine const& line, std::size_t index) {
  if (line.quantity < 1 || line.quantity > kMostOfLine)
    return invalid(line_field(index, "quantity"), "catalogue.bad_quantity",
                   {{"max", std::to_string(kMostOfLine)}});
  auto const part = find(tx, line.part_id);
  if (!part || part->kind != ProductKind::Part)
    return invalid(line_field(index, "part_id"), "catalogue.not_a_part");
  bool const is_itself =
      line.part_id == whole || tx.scalar<std::int64_t>(sql::consists_of, line.part_id, whole);
  if (is_itself)
    return refused("catalogue.part_in_itself", {{"model", part->model}},
                   line_field(index, "part_id"));
  return {};
}

Result<std::int64_t> quantity_of(char const* field, std::optional<std::int64_t> given) {
  auto const quantity = given.value_or(1);
  if (quantity < 1 || quantity > kMostOfSuccession)
    return invalid(field, "catalogue.bad_quantity", {{"max", std::to_string(kMostOfSuccession)}});
  return quantity;
}

void record_succession(Context const& ctx, db::Tx& tx, char const* kind, Succession const& edge) {
  jobs::record(ctx, tx,
               {.kind = kind,
                .payload = {{"succession_id", edge.id.text()},
                            {"part_id", edge.part_id.text()},
                            {"successor_id", edge.successor_id.text()},
                            {"from_on", to_text(edge.from_on)}}});
}

}  // namespace

std::vector<BomItem> bill_of_material(db::Tx& tx, ProductId id) {
  return tx.list<BomItem>(sql::list_bom, id);
}

Result<std::vector<BomItem>> set_bill_of_material(Context const& ctx, db::Tx& tx, ProductId id,
                                                  std::int64_t version,
                                                  std::vector<BomLine> const& lines) {
  tx.run(sql::hold_structure);
  auto const product = find(tx, id);
  if (!product) return not_found("product");
  if (tx.change(sql::raise_version, id, version, ctx.now) == 0) return stale(product->version);
  for (std::size_t i = 0; i < lines.size(); ++i) TRY(check_line(tx, id, lines[i], i));
  tx.run(sql::delete_bom, id);
  for (std::size_t i = 0; i < lines.size(); ++i)
    tx.run(sql::insert_bom_line, id, static_cast<std::int64_t>(i + 1), lines[i].part_id,
           lines[i].quantity, lines[i].reference ? lines[i].reference->value : std::string());
  record(ctx, tx, "product.bill_of_material_set", id,
         {{"lines", static_cast<std::int64_t>(lines.size())}});
  return bill_of_material(tx, id);
}

std::vector<Product> used_in(db::Tx& tx, ProductId part) {
  return tx.list<Product>(sql::list_used_in, part);
}

std::vector<Succession> successions_around(db::Tx& tx, ProductId part) {
  return tx.list<Succession>(sql::list_around, part);
}

Result<Succession> succeed(Context const& ctx, db::Tx& tx, ProductId part,
                           NewSuccession const& input) {
  tx.run(sql::hold_structure);
  Succession edge{.id = ctx.new_id<SuccessionId>(),
                  .part_id = part,
                  .successor_id = input.successor_id,
                  .from_on = input.from_on ? *input.from_on : company::today(ctx, tx),
                  .quantity_old = TRY(quantity_of("quantity_old", input.quantity_old)),
                  .quantity_new = TRY(quantity_of("quantity_new", input.quantity_new)),
                  .direction = input.direction.value_or(Direction::OneWay),
                  .use_up_first = input.use_up_first.value_or(false),
                  .note = input.note ? input.note->value : "",
                  .created_at = ctx.now,
                  .created_by = actor_name(ctx)};
  auto const old_part = find(tx, part);
  if (!old_part) return not_found("product");
  auto const successor = find(tx, edge.successor_id);
  if (!successor || successor->kind != old_part->kind)
    return invalid("successor_id", "catalogue.not_a_part");
  if (edge.part_id == edge.successor_id)
    return refused("catalogue.succession_circle", {{"model", successor->model}}, "successor_id");
  auto around = successions_around(tx, part);
  for (auto& more : successions_around(tx, edge.successor_id)) around.push_back(std::move(more));
  if (auto const other = overlapping(around, edge)) {
    auto const known = find(tx, other->successor_id);
    return refused("catalogue.succession_overlaps",
                   {{"model", known ? known->model : ""}, {"from", to_text(other->from_on)}},
                   "from_on");
  }
  if (closes_circle(around, edge))
    return refused("catalogue.succession_circle", {{"model", successor->model}}, "successor_id");
  tx.insert(sql::insert_succession, edge);
  record_succession(ctx, tx, "succession.added", edge);
  return edge;
}

Result<void> end_succession(Context const& ctx, db::Tx& tx, ProductId part, SuccessionId id,
                            std::optional<LocalDate> until_on) {
  tx.run(sql::hold_structure);
  auto const edge = tx.find<Succession>(sql::find_succession, id, part);
  if (!edge) return not_found("succession");
  auto const day = until_on ? *until_on : company::today(ctx, tx);
  if (edge->until_on && *edge->until_on <= day)
    return refused("catalogue.succession_over", {{"until", to_text(*edge->until_on)}}, "until_on");
  if (day <= edge->from_on) {
    tx.run(sql::delete_succession, id);
  } else {
    tx.run(sql::end_succession, id, day);
  }
  record_succession(ctx, tx, "succession.ended", *edge);
  return {};
}

}  // namespace vefa::catalogue
