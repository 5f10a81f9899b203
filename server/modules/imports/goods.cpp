#include "modules/imports/goods.hpp"

#include "modules/catalogue/catalogue.hpp"
#include "modules/imports/words.hpp"
#include "modules/units/bringing_in.hpp"

namespace vefa::imports {
namespace {

using catalogue::Product;
using units::NewSale;
using units::Unit;

constexpr std::pair<char const*, Language> kNames[] = {{"name_tr", Language::Tr},
                                                       {"name_hu", Language::Hu},
                                                       {"name_he", Language::He},
                                                       {"name_en", Language::En}};

std::string same(std::string const& field) { return field; }

void skip(Brought& out, char const* key, std::string const& name) {
  out.outcome = Outcome::Skipped;
  out.problems = {{-1, "", key, {{"name", name}}}};
}

/// The product that a row names by any of its numbers, the most exact first.
std::optional<Product> product_named(db::Tx& tx, Cells const& cells) {
  if (auto found = catalogue::find_by_gtin(tx, cells.text("gtin"))) return found;
  if (auto found = catalogue::find_by_sku(tx, cells.text("sku"))) return found;
  return catalogue::find_by_model(tx, cells.text("manufacturer"), cells.text("model"));
}

/// A member that is given; for changes, which leave the others as they are.
template <class To, class From>
void give(std::optional<To>& to, std::optional<From> const& from) {
  if (from) to = *from;
}

class ProductRow {
 public:
  ProductRow(Context const& ctx, db::Tx& tx, Bearings const& bearings, Cells& cells, Brought& out)
      : ctx_(ctx), tx_(tx), bearings_(bearings), cells_(cells), out_(out) {}

  void bring() {
    read();
    auto const found = product_named(tx_, cells_);
    if (!found) require();
    cells_.undo_if_wrong();
    if (!found || bearings_.settings.on_duplicate == OnDuplicate::Create) {
      out_.product_id = cells_.must(catalogue::add(ctx_, tx_, input_), same).id;
    } else {
      out_.product_id = found->id;
      meet(*found);
    }
  }

 private:
  void read() {
    input_.kind = cells_.one_of<catalogue::ProductKind>("product_kind");
    input_.group = {group()};
    input_.manufacturer = {cells_.text("manufacturer", 200)};
    input_.model = {cells_.text("model", 100)};
    cells_.fill("gtin", input_.gtin);
    cells_.fill("sku", input_.sku);
    cells_.fill("brand", input_.brand);
    catalogue::Names names;
    for (auto const& [meaning, language] : kNames)
      if (auto name = cells_.text(meaning, 200); !name.empty())
        names[std::string(tag(language))] = {std::move(name)};
    if (auto name = cells_.text("product_name", 200); !name.empty())
      names.try_emplace(std::string(tag(bearings_.settings.language)),
                        Text<200, 1>{std::move(name)});
    if (!names.empty()) input_.names = std::move(names);
    input_.legal_life_months = cells_.whole_number("legal_life_months");
  }

  /// Not made where it is unknown: which law and which coverage apply hangs on the group.
  std::string group() {
    auto const written = cells_.text("group");
    auto const found = bearings_.groups.find(folded_words(written));
    if (found != bearings_.groups.end()) return found->second;
    if (!written.empty()) cells_.problem("group", "imports.no_such_group", {{"value", written}});
    return {};
  }

  void require() {
    for (auto const* meaning : {"group", "manufacturer", "model"})
      if (!cells_.has(meaning)) cells_.problem(meaning, "wire.required");
  }

  void meet(Product const& now) {
    if (bearings_.settings.on_duplicate == OnDuplicate::Skip)
      return skip(out_, "imports.known_product", catalogue::title_of(tx_, now));
    catalogue::ProductChange change{.version = now.version};
    if (!input_.group.empty()) change.group = input_.group;
    if (!input_.model.empty()) change.model = input_.model;
    give(change.gtin, input_.gtin);
    give(change.sku, input_.sku);
    give(change.brand, input_.brand);
    change.legal_life_months = input_.legal_life_months;
    if (input_.names) change.names = with_those_known(now, *input_.names);
    auto const changed = cells_.must(catalogue::change(ctx_, tx_, now.id, change), same);
    if (changed.version == now.version)
      return skip(out_, "imports.known_product", catalogue::title_of(tx_, now));
    out_.outcome = Outcome::Updated;
    out_.before = {{"product", parse_json(to_json_text(now)).value()},
                   {"version", changed.version}};
  }

  static catalogue::Names with_those_known(Product const& now, catalogue::Names names) {
    for (auto const& [language, name] : now.names)
      names.try_emplace(std::string(language), Text<200, 1>{std::string(name.get_string())});
    return names;
  }

  Context const& ctx_;
  db::Tx& tx_;
  Bearings const& bearings_;
  Cells& cells_;
  Brought& out_;
  catalogue::NewProduct input_;
};

/// A field of a sale or a unit is its own meaning, but for these.
std::string meaning_of_sale(std::string const& field) {
  if (field == "country") return "sale_country";
  if (field == "number") return "sale_number";
  return field == "customer_id" ? "email" : field;
}

std::string meaning(std::string const& field) {
  constexpr std::string_view kSale = "sale.";
  if (field.starts_with(kSale)) return meaning_of_sale(field.substr(kSale.size()));
  return field == "product_id" ? "gtin" : field;
}

class UnitRow {
 public:
  UnitRow(Context const& ctx, db::Tx& tx, Bearings const& bearings, Cells& cells, Brought& out)
      : ctx_(ctx), tx_(tx), bearings_(bearings), cells_(cells), out_(out) {}

  void bring() {
    product_ = product_named(tx_, cells_);
    person_ = person_of(cells_, bearings_);
    sale_ = sale();
    must_be_named();
    made_on_ = cells_.date("manufactured_on");
    cells_.undo_if_wrong();
    if (is_somebody(person_)) customer_ = known(tx_, person_);
    if (customer_) out_.customer_id = customer_->id;
    auto const unit = known_unit();
    is_known_ = unit.has_value();
    if (unit && bearings_.settings.on_duplicate != OnDuplicate::Create) {
      meet(*unit);
    } else {
      make();
    }
  }

 private:
  void must_be_named() {
    if (!product_ && cells_.has("gtin"))
      cells_.problem("gtin", "units.unknown_gtin");
    else if (!product_ && cells_.has("sku"))
      cells_.problem("sku", "imports.no_such_product", {{"value", cells_.text("sku")}});
  }

  std::optional<NewSale> sale() {
    NewSale sale;
    auto const sold_on = cells_.date("sold_on");
    sale.delivered_on = cells_.date("delivered_on");
    sale.commissioned_on = cells_.date("commissioned_on");
    sale.commissioned_by = cells_.one_of<units::CommissionedBy>("commissioned_by");
    cells_.fill("seller", sale.seller);
    cells_.fill("sale_number", sale.number);
    if (auto price = cells_.decimal("price"); !price.empty()) sale.price = {std::move(price)};
    cells_.fill("currency", sale.currency);
    if (auto const country = cells_.country("sale_country")) sale.country = {*country};
    sale.consumer = cells_.yes_no("consumer");
    sale.used_goods = cells_.yes_no("used_goods");
    sale.proof = cells_.one_of<units::Proof>("proof");
    if (sold_on) {
      sale.sold_on = *sold_on;
      return sale;
    }
    bool const says_more = sale.delivered_on || sale.seller || sale.number || sale.price;
    if (says_more && !cells_.has("sold_on")) cells_.problem("sold_on", "wire.required");
    return std::nullopt;
  }

  std::optional<Unit> known_unit() {
    auto const serial = cells_.text("serial", 100);
    if (serial.empty()) return twin();
    if (auto const maker = manufacturer()) return units::find_by_serial(tx_, *maker, serial);
    if (cells_.has("manufacturer")) return std::nullopt;  // a new one, so its units are new too
    auto const found = units::of_serial(tx_, serial);
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
  }

  std::optional<ManufacturerId> manufacturer() {
    if (product_) return product_->manufacturer_id;
    auto const found = catalogue::find_manufacturer(tx_, cells_.text("manufacturer"));
    return found ? std::optional(found->id) : std::nullopt;
  }

  /// Of one without a serial: hers, of the same product, sold on the same day.
  std::optional<Unit> twin() {
    if (!customer_ || !product_ || !sale_) return std::nullopt;
    for (auto const& unit : units::of_customer(tx_, customer_->id))
      if (unit.serial.empty() && unit.product_id == product_->id && has_this_sale(unit.id))
        return unit;
    return std::nullopt;
  }

  bool has_this_sale(UnitId id) {
    auto const all = units::sales(tx_, id);
    return std::any_of(all.begin(), all.end(), [&](auto const& one) {
      return one.state == units::SaleState::Valid && one.sold_on == sale_->sold_on;
    });
  }

  void meet(Unit const& unit) {
    out_.unit_id = unit.id;
    auto const owner = units::owner_today(tx_, unit.id);
    bool const of_another =
        owner && is_somebody(person_) && (!customer_ || customer_->id != owner->customer_id);
    if (of_another) {
      cells_.problem("serial", "imports.unit_of_another", {{"value", unit.serial}});
      throw db::Undo{};
    }
    bool const lacks_sale = sale_ && !has_this_sale(unit.id);
    bool const lacks_owner = !owner && is_somebody(person_);
    if (bearings_.settings.on_duplicate == OnDuplicate::Skip || (!lacks_sale && !lacks_owner))
      return skip(out_, "imports.known_unit", unit.serial);
    complete(unit.id, lacks_sale);
    out_.outcome = Outcome::Updated;
  }

  /// Letters that are mistaken for each other: it comes in, and the row says which one it looks
  /// like.
  void note_lookalike() {
    auto const serial = cells_.text("serial", 100);
    if (serial.empty() || is_known_) return;
    auto const found = units::lookalikes(tx_, serial);
    auto const other = std::find_if(found.begin(), found.end(), [&](Unit const& unit) {
      return unit.manufacturer_id == manufacturer();
    });
    if (other == found.end()) return;
    cells_.problem("serial", "imports.looks_like", {{"value", other->serial}});
    out_.problems = cells_.problems();
  }

  units::NewUnit new_unit() {
    units::NewUnit input{.manufactured_on = made_on_};
    cells_.fill("serial", input.serial);
    cells_.fill("description", input.description);
    if (product_) {
      input.product_id = product_->id;
    } else {
      cells_.fill("manufacturer", input.manufacturer);
      if (!input.description) cells_.fill("model", input.description);
    }
    return input;
  }

  void make() {
    note_lookalike();
    auto const input = new_unit();
    // Before anything is written, so that a refused row costs little.
    cells_.must(units::check_new(ctx_, tx_, input, sale_), meaning);
    make_owner();
    if (sale_) {
      out_.unit_id = cells_.must(units::create_sold(ctx_, tx_, input, hers(*sale_)), meaning).id;
    } else {
      out_.unit_id = cells_.must(units::create(ctx_, tx_, input), meaning).id;
      give_to_owner(out_.unit_id);
    }
    put_in_place(out_.unit_id);
  }

  void complete(UnitId id, bool with_sale) {
    make_owner();
    bool const had_owner = units::owner_today(tx_, id).has_value();
    units::Added added;
    if (with_sale)
      added.sale_id = cells_.must(units::add_sale(ctx_, tx_, id, hers(*sale_)), meaning_of_sale).id;
    else
      give_to_owner(id);
    added.place_id = put_in_place(id);
    auto const owner = units::owner_today(tx_, id);
    if (owner && !had_owner) added.ownership_id = owner->id;
    out_.before = parse_json(to_json_text(added)).value().as_object();
  }

  void make_owner() {
    if (is_somebody(person_) && !out_.customer_id)
      make_customer(ctx_, tx_, bearings_, cells_, person_, out_);
  }

  NewSale hers(NewSale sale) const {
    if (out_.customer_id) sale.customer_id = out_.customer_id;
    return sale;
  }

  void give_to_owner(UnitId id) {
    if (out_.customer_id)
      cells_.must(units::transfer(ctx_, tx_, id, out_.customer_id, {}, units::How::Import),
                  meaning_of_sale);
  }

  std::optional<UnitPlaceId> put_in_place(UnitId id) {
    units::NewPlace place{.place = {cells_.text("place", 500)}};
    if (place.place.empty()) return std::nullopt;
    return cells_
        .must(units::put_in_place(ctx_, tx_, id, place), [](std::string const&) { return "place"; })
        .id;
  }

  Context const& ctx_;
  db::Tx& tx_;
  Bearings const& bearings_;
  Cells& cells_;
  Brought& out_;
  std::optional<Product> product_;
  Person person_;
  std::optional<customers::Customer> customer_;
  std::optional<NewSale> sale_;
  std::optional<LocalDate> made_on_;
  bool is_known_ = false;  // it bears a serial that is in the books
};

}  // namespace

std::map<std::string, std::string> groups_by_name(db::Tx& tx) {
  std::map<std::string, std::string> out;
  for (auto const& group : catalogue::groups(tx)) {
    out.emplace(folded_words(group.code), group.code);
    for (auto const& [language, name] : group.names)
      out.emplace(folded_words(std::string(name.get_string())), group.code);
  }
  return out;
}

void bring_product(Context const& ctx, db::Tx& tx, Bearings const& bearings, Cells& cells,
                   Brought& out) {
  ProductRow(ctx, tx, bearings, cells, out).bring();
}

void bring_unit(Context const& ctx, db::Tx& tx, Bearings const& bearings, Cells& cells,
                Brought& out) {
  UnitRow(ctx, tx, bearings, cells, out).bring();
}

}  // namespace vefa::imports
