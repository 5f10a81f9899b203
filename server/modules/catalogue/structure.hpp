// What hangs together: bills of material, and parts that stand for others.
#pragma once
#include "modules/catalogue/catalogue.hpp"

namespace vefa::catalogue {

enum class Direction { OneWay, TwoWay };
BOOST_DESCRIBE_ENUM(Direction, OneWay, TwoWay)

struct BomLine {
  ProductId part_id;
  std::int64_t quantity = 1;
  std::optional<Text<60>> reference;  // its place on the drawing
};
BOOST_DESCRIBE_STRUCT(BomLine, (), (part_id, quantity, reference))

/// A line with what its part is.
struct BomItem {
  std::int64_t position = 1;
  ProductId part_id;
  std::int64_t quantity = 1;
  std::string reference;
  std::string sku;
  std::string model;
  ProductState state = ProductState::Active;
};
BOOST_DESCRIBE_STRUCT(BomItem, (), (position, part_id, quantity, reference, sku, model, state))

struct Succession {
  SuccessionId id;
  ProductId part_id;
  ProductId successor_id;
  LocalDate from_on;
  std::optional<LocalDate> until_on;  // exclusive; none: for good
  std::int64_t quantity_old = 1;
  std::int64_t quantity_new = 1;
  Direction direction = Direction::OneWay;
  bool use_up_first = false;  // what is left of the old part is used before the new one
  std::string note;
  Instant created_at;
  std::string created_by;
};
BOOST_DESCRIBE_STRUCT(Succession, (),
                      (id, part_id, successor_id, from_on, until_on, quantity_old, quantity_new,
                       direction, use_up_first, note, created_at, created_by))

/// `quantity_new` of `part_id` stand for `quantity_old` of what was asked for.
struct Replacement {
  ProductId part_id;
  std::int64_t quantity_old = 1;
  std::int64_t quantity_new = 1;
  bool use_up_first = false;
  bool operator==(Replacement const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Replacement, (), (part_id, quantity_old, quantity_new, use_up_first))

/// In the order of its positions; at most 1,000.
std::vector<BomItem> bill_of_material(db::Tx& tx, ProductId id);
/// Replaces the whole bill; `version` is the product's. Errors: catalogue.not_a_part,
/// catalogue.part_in_itself, catalogue.bad_quantity, each with its line.
Result<std::vector<BomItem>> set_bill_of_material(Context const& ctx, db::Tx& tx, ProductId id,
                                                  std::int64_t version,
                                                  std::vector<BomLine> const& lines);
/// Products that have the part in their bill, by name; at most 200.
std::vector<Product> used_in(db::Tx& tx, ProductId part);

struct NewSuccession {
  ProductId successor_id;
  std::optional<LocalDate> from_on;  // none: today, by the company's zone
  std::optional<std::int64_t> quantity_old;
  std::optional<std::int64_t> quantity_new;
  std::optional<Direction> direction;
  std::optional<bool> use_up_first;
  std::optional<Text<500>> note;
};
BOOST_DESCRIBE_STRUCT(NewSuccession, (),
                      (successor_id, from_on, quantity_old, quantity_new, direction, use_up_first,
                       note))
/// Errors: catalogue.not_a_part, catalogue.bad_quantity, catalogue.succession_circle,
/// catalogue.succession_overlaps.
Result<Succession> succeed(Context const& ctx, db::Tx& tx, ProductId part,
                           NewSuccession const& input);
/// Ends it on a day (exclusive; none: today). What has not begun is removed. NotFound; Refused
/// (catalogue.succession_over) when it had ended before.
Result<void> end_succession(Context const& ctx, db::Tx& tx, ProductId part, SuccessionId id,
                            std::optional<LocalDate> until_on);
/// Edges of the part and of all that is reached from it in either direction; at most 1,000.
std::vector<Succession> successions_around(db::Tx& tx, ProductId part);

}  // namespace vefa::catalogue
