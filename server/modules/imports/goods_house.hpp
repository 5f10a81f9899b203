// A company with a catalogue that brings goods in, for the tests of imports.
#pragma once
#include "modules/catalogue/catalogue.hpp"
#include "modules/imports/test_house.hpp"
#include "modules/units/units.hpp"

namespace vefa::imports {

class GoodsHouse : public Imports {
 protected:
  void SetUp() override {
    Imports::SetUp();
    write([&](db::Tx& tx) {
      catalogue::NewGroup group{.code = {"refrigerator"}};
      group.names = {{"tr", {"Buzdolabı"}}, {"hu", {"Hűtőszekrény"}}};
      return catalogue::add_group(system(), tx, group);
    });
  }

  std::optional<catalogue::Product> product(char const* gtin) {
    return read<std::optional<catalogue::Product>>(
        [&](db::Tx& tx) { return catalogue::find_by_gtin(tx, gtin); });
  }
  units::Unit unit(char const* serial) {
    return read<units::Unit>([&](db::Tx& tx) {
      auto const found = units::of_serial(tx, serial);
      EXPECT_EQ(found.size(), 1u) << serial;
      return found.empty() ? units::Unit{} : found.front();
    });
  }
  UnitId unit_in(db::Tx& tx, char const* serial) {
    auto const found = units::of_serial(tx, serial);
    EXPECT_EQ(found.size(), 1u) << serial;
    return found.at(0).id;
  }
  std::vector<units::Sale> sales(UnitId id) {
    return read<std::vector<units::Sale>>([&](db::Tx& tx) { return units::sales(tx, id); });
  }
  std::optional<units::Ownership> owner(UnitId id) {
    return read<std::optional<units::Ownership>>(
        [&](db::Tx& tx) { return units::owner_today(tx, id); });
  }
  ImportRow updating(Target target, std::string const& csv) {
    auto const row = with(upload(target, csv),
                          [](ImportSettings& set) { set.on_duplicate = OnDuplicate::Update; });
    return run(row, csv);
  }
  /// `row|meaning|key` of each row that was not taken.
  std::vector<std::string> refusals(ImportRow const& done) {
    std::vector<std::string> out;
    for (auto const& row : rows(done.id, Outcome::Failed))
      for (auto const& problem : problems_of(row.problems))
        out.push_back(std::to_string(row.row) + "|" + problem.meaning + "|" + problem.key);
    return out;
  }
};

inline constexpr char const* kProducts =
    "Ürün Adı;Üretici;Model;Barkod;Stok Kodu;Kategori;Kullanım Ömrü (Ay)\n"
    "Buzdolabı NF;Anka;5230 NF;4006381333931;BZ-1;Buzdolabı;120\n"
    "Hűtő mini;Anka;100 M;;BZ-2;hűtőszekrény;\n";

inline constexpr char const* kUnits =
    "Seri No;Barkod;Müşteri;E-posta;Satış Tarihi;Fiyat;Para Birimi;Satıcı;Fatura No\n"
    "SN-0001;4006381333931;Fatma Kaya;fatma@ornek.example;15.03.2025;24.990,50 TL;TRY;Anka "
    "Beyoğlu;F-77\n"
    "SN-0002;4006381333931;;;;;;;\n";

}  // namespace vefa::imports
