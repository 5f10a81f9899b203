// Documents of cases and units at work. The clock stands at Monday 2026-11-23, 10:00 in Istanbul.
#pragma once
#include "modules/cases/test_house.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/clocks/consequences.hpp"
#include "modules/documents/offers.hpp"
#include "modules/documents/store.hpp"
#include "modules/units/units.hpp"

namespace vefa::documents {

/// The company is in Turkey, Elif makes the papers, the customer is Ayşe.
class Documents : public cases::House {
 protected:
  void add_more_jobs(jobs::Registry& registry) override {
    units::add_jobs(registry);
    clocks::add_jobs(registry);
    add_jobs(registry);
  }
  void SetUp() override {
    cases::House::SetUp();
    customers::install({.exports = {export_part}, .holds = {holds}});
    install({});
    set_company("TR");
    write([&](db::Tx& tx) {
      DocumentSettings wanted{.station_contacts = {"Bağdat Cad. 12, İstanbul\n+90 212 555 12 34"}};
      wanted.station_liabilities["tr"] = {"İstasyon onarımdan sorumludur."};
      wanted.station_liabilities["he"] = {"התחנה אחראית לתיקון."};
      return change_settings(system(), tx, wanted);
    });
    write([&](db::Tx& tx) {
      customers::NewContact home{.kind = customers::ContactKind::Postal};
      home.postal = customers::PostalAddress{.street = "Moda Cad. 5", .city = "İstanbul"};
      return customers::add_contact(system(), tx, ayse, home);
    });
  }
  void set_company(char const* country) {
    auto profile = read<company::Profile>([](db::Tx& tx) { return company::profile(tx); });
    profile.country = country;
    profile.public_url = "https://service.example.com";
    write([&](db::Tx& tx) { return company::change(system(), tx, profile); });
  }
  UnitId fridge(char const* country = "TR", char const* serial = "SN-0042") {
    return write([&](db::Tx& tx) -> Result<UnitId> {
      if (!catalogue::find_group(tx, "fridge"))
        TRY(catalogue::add_group(
            system(), tx,
            {.code = {"fridge"}, .names = {{"en", {"Refrigerator"}}, {"tr", {"Buzdolabı"}}}}));
      auto product = catalogue::find_by_sku(tx, "F1");
      if (!product) {
        catalogue::NewProduct wanted{.group = {"fridge"}, .manufacturer = {"Anka"}};
        wanted.model = {"5230 NF"};
        wanted.sku = {"F1"};
        product = TRY(catalogue::add(system(), tx, wanted));
      }
      units::NewUnit wanted{.product_id = product->id};
      wanted.serial = {serial};
      auto const unit = TRY(units::create(system(), tx, wanted));
      units::NewSale sale{.customer_id = ayse, .sold_on = {2026, 3, 2}};
      sale.seller = {"Anka Mağaza"};
      sale.delivered_on = LocalDate{2026, 3, 5};
      sale.price = {"42500.00"};
      sale.country = {country};
      TRY(units::add_sale(system(), tx, unit.id, sale));
      return unit.id;
    });
  }
  CaseId open_case(UnitId unit = {}) {
    auto const id = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri ses yapıyor.")).case_id;
    if (unit) name(id, unit);
    return id;
  }
  void name(CaseId id, UnitId unit) {
    write([&](db::Tx& tx) -> Result<bool> {
      tx.run(vefa::testing::ad_hoc("INSERT INTO case_units (case_id, unit_id, named_at, named_by) "
                                   "VALUES ($1, $2, 0, '')"),
             id, unit);
      return true;
    });
  }
  Result<Document> try_making(About const& about, NewDocument const& wanted) {
    return make(as(elif_), *database, about, wanted);
  }
  Document made(About const& about, NewDocument const& wanted) {
    auto out = try_making(about, wanted);
    EXPECT_TRUE(out.ok()) << (out.ok() ? "" : out.error().key + " " + out.error().field);
    return out.ok() ? *out : Document{};
  }
  /// Everything that a person writes into a form of that kind.
  static Values written() {
    return {{"request", {"Onarılsın"}},
            {"fault_found", {"Kompresör arızalı"}},
            {"work_done", {"Kompresör değişti"}},
            {"price", {"1250,50"}},
            {"condition", {"Kapıda çizik"}},
            {"ready_by", {"2026-12-04"}},
            {"data_consent", {"given"}},
            {"right_claimed", {"repair"}},
            {"settlement", {"Kijavítjuk."}},
            {"loaner_note", {"Verildi"}},
            {"station_liabilities", {"Sorumluluk"}}};
  }
  static NewDocument wanted(DocumentKind kind) {
    NewDocument out{.kind = kind, .values = Values{}};
    for (auto const& [name, value] : written())
      if (find_field(*find_kind(kind), name)) (*out.values)[name] = value;
    return out;
  }
  void told_by_law(CaseId id, char const* what, Instant when) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(clocks::happened(system(), tx, id, {.kind = what, .at = when}));
      return true;
    });
    idle();
  }
  void under_turkish_law(CaseId id) {
    write([&](db::Tx& tx) {
      JsonObject const facts{{"customer", "consumer"}, {"listed", true}, {"in_warranty", true}};
      return clocks::take_up(system(), tx, id, {"TR", facts, "fridge"});
    });
  }
  /// How each service slip that the law wanted stands, the oldest first.
  std::vector<std::string> duties(CaseId id) {
    std::vector<std::string> out;
    for (auto const& row : read<std::vector<clocks::LegalConsequence>>(
             [&](db::Tx& tx) { return clocks::consequences_of(tx, id); }))
      if (row.effect == "issue") out.push_back(row.document + " " + row.state);
    return out;
  }
  std::string pdf(Document const& row) {
    return read<std::string>([&](db::Tx& tx) { return bytes_of(tx, row).value(); });
  }
  std::optional<Document> stored(DocumentId id) {
    return read<std::optional<Document>>([&](db::Tx& tx) { return find(tx, id); });
  }
};

}  // namespace vefa::documents
