// Products and units out of files.
#include "modules/imports/goods_house.hpp"

namespace vefa::imports {
namespace {

using namespace std::chrono_literals;

class GoodsImports : public GoodsHouse {};

TEST_P(GoodsImports, products_come_in_with_their_group_their_numbers_and_their_name) {
  auto const done = import_all(Target::Products, kProducts);
  EXPECT_EQ(done.created_count, 2) << ::testing::PrintToString(refusals(done));
  auto const fridge = product("4006381333931");
  ASSERT_TRUE(fridge.has_value());
  EXPECT_EQ(fridge->model, "5230 NF");
  EXPECT_EQ(fridge->sku, "BZ-1");
  EXPECT_EQ(fridge->names.at("tr"), "Buzdolabı NF");
  EXPECT_EQ(fridge->legal_life_months, 120);
  EXPECT_EQ(rows(done.id, Outcome::Created).at(0).product_id, fridge->id);
  auto const mini = read<std::optional<catalogue::Product>>(
      [&](db::Tx& tx) { return catalogue::find_by_sku(tx, "bz-2"); });
  ASSERT_TRUE(mini.has_value()) << "the group is known by its name in any language";
  EXPECT_EQ(mini->group_id, fridge->group_id);
}

TEST_P(GoodsImports, a_product_is_known_by_any_of_its_numbers_and_left_or_updated_as_wished) {
  import_all(Target::Products, kProducts);
  auto const again = import_all(Target::Products, kProducts);
  EXPECT_EQ(again.skipped_count, 2);
  EXPECT_EQ(why(rows(again.id, Outcome::Skipped).at(0)), "imports.known_product");
  auto const changed = updating(Target::Products,
                                "manufacturer,model,brand,magyar név\nANKA,5230 nf,Anka Plus,Hűtő\n"
                                "Anka,100 M,,\n");
  EXPECT_EQ(changed.updated_count, 1);
  EXPECT_EQ(changed.skipped_count, 1) << "a row that says nothing new changes nothing";
  auto const fridge = product("4006381333931");
  EXPECT_EQ(fridge->brand, "Anka Plus");
  EXPECT_EQ(fridge->names.at("hu"), "Hűtő");
  EXPECT_EQ(fridge->names.at("tr"), "Buzdolabı NF") << "what the file does not say stays";
}

TEST_P(GoodsImports, a_bad_row_of_products_is_named_by_its_column_and_leaves_nothing) {
  auto const done = import_all(Target::Products,
                               "manufacturer,model,gtin,group,usage life,kind\n"
                               "Anka,A,4006381333932,refrigerator,,\n"
                               "Anka,B,,washing machine,,\n"
                               "Anka,C,,refrigerator,ten years,\n"
                               "Anka,D,,refrigerator,0,\n"
                               "Anka,E,,refrigerator,,toaster\n"
                               ",F,,refrigerator,,\n"
                               "Anka,,4006381333931,,,\n");
  EXPECT_EQ(refusals(done),
            (std::vector<std::string>{
                "2|gtin|catalogue.bad_gtin", "3|group|imports.no_such_group",
                "4|legal_life_months|imports.no_number", "5|legal_life_months|wire.out_of_range",
                "6|product_kind|imports.unknown_word", "7|manufacturer|wire.required",
                "8|group|wire.required", "8|model|wire.required"}));
  EXPECT_EQ(count("products"), 0);
  EXPECT_EQ(count("manufacturers"), 0);
}

TEST_P(GoodsImports, a_unit_comes_in_with_its_sale_and_its_owner) {
  import_all(Target::Products, kProducts);
  auto const done = import_all(Target::Units, kUnits);
  EXPECT_EQ(done.created_count, 2) << ::testing::PrintToString(refusals(done));
  auto const fridge = unit("SN-0001");
  EXPECT_EQ(fridge.state, units::UnitState::Active);
  EXPECT_EQ(fridge.product_id, product("4006381333931")->id);
  auto const sold = sales(fridge.id);
  ASSERT_EQ(sold.size(), 1u);
  EXPECT_EQ(to_text(sold[0].sold_on), "2025-03-15");
  EXPECT_EQ(sold[0].price_minor, 2499050);
  EXPECT_EQ(sold[0].seller, "Anka Beyoğlu");
  EXPECT_EQ(sold[0].number, "F-77");
  auto const fatma = known("fatma@ornek.example");
  ASSERT_TRUE(fatma.has_value());
  EXPECT_EQ(owner(fridge.id)->customer_id, fatma->id);
  EXPECT_FALSE(owner(unit("SN-0002").id).has_value());
  auto const row = rows(done.id, Outcome::Created).at(0);
  EXPECT_EQ(row.unit_id, fridge.id);
  EXPECT_EQ(row.customer_id, fatma->id);
}

TEST_P(GoodsImports, a_unit_of_a_model_that_nobody_knows_is_provisional_and_no_dead_end) {
  auto const done =
      import_all(Target::Units, "serial,manufacturer,model,customer\nX1,Ufuk,Fön 3,Ayla Demir\n");
  EXPECT_EQ(done.created_count, 1) << ::testing::PrintToString(refusals(done));
  EXPECT_EQ(unit("X1").state, units::UnitState::Provisional);
  EXPECT_EQ(unit("X1").description, "Fön 3");
  EXPECT_TRUE(owner(unit("X1").id).has_value());
}

TEST_P(GoodsImports, a_file_of_units_twice_makes_nothing_twice) {
  auto const customers = count("customers");
  import_all(Target::Products, kProducts);
  import_all(Target::Units, kUnits);
  auto const again = import_all(Target::Units, kUnits);
  EXPECT_EQ(again.skipped_count, 2);
  std::string const unnumbered = "gtin,email,sold on\n4006381333931,ali@ornek.example,2025-01-02\n";
  EXPECT_EQ(import_all(Target::Units, unnumbered).created_count, 1);
  EXPECT_EQ(import_all(Target::Units, unnumbered).skipped_count, 1)
      << "without a serial: hers, of this product, sold that day";
  EXPECT_EQ(count("units"), 3);
  EXPECT_EQ(count("sales"), 2);
  EXPECT_EQ(count("customers"), customers + 2);
}

TEST_P(GoodsImports, a_file_of_sales_adds_what_a_unit_lacks) {
  import_all(Target::Products, kProducts);
  import_all(Target::Units, kUnits);
  std::string const csv =
      "serial,email,sold on,delivered\nsn 0001,fatma@ornek.example,2025-03-15,\n"
      "sn 0002,can@ornek.example,2026-02-01,2026-02-03\n";
  EXPECT_EQ(import_all(Target::Units, csv).skipped_count, 2) << "left as they are, as wished";
  auto const done = updating(Target::Units, csv);
  EXPECT_EQ(done.updated_count, 1);
  EXPECT_EQ(done.skipped_count, 1) << "that sale was known";
  auto const id = unit("SN-0002").id;
  EXPECT_EQ(sales(id).size(), 1u);
  EXPECT_EQ(to_text(owner(id)->from_on), "2026-02-01");
}

TEST_P(GoodsImports, a_bad_row_of_units_is_named_by_its_column_and_leaves_nothing) {
  import_all(Target::Products, kProducts);
  import_all(Target::Units, kUnits);
  auto const before = count("units");
  auto const customers = count("customers");
  auto const done = import_all(Target::Units,
                               "serial,gtin,email,sold on,price,currency,invoice\n"
                               "A1,4006381333948,,,,,\n"
                               "A2,4006381333931,,soon,,,\n"
                               "A3,4006381333931,,2031-01-01,,,\n"
                               "A4,4006381333931,,2026-01-01,-5,,\n"
                               "A5,4006381333931,,2026-01-01,5,LIRA,\n"
                               "A6,4006381333931,,2026-01-01,five or so,TRY,\n"
                               "A7,4006381333931,,2026-01-01,5,QQQ,\n"
                               "A8,4006381333931,,,,,F-1\n"
                               "A9,4006381333931,no address,2026-01-01,,,\n"
                               "--,4006381333931,,,,,\n"
                               "SN-0001,4006381333931,other@ornek.example,2026-01-01,,,\n"
                               ",,,2026-01-01,,,\n");
  EXPECT_EQ(
      refusals(done),
      (std::vector<std::string>{
          "2|gtin|units.unknown_gtin", "3|sold_on|imports.no_date",
          "4|sold_on|units.sale_in_future", "5|price|units.bad_price", "6|currency|wire.too_long",
          "7|price|imports.no_number", "8|currency|units.bad_currency", "9|sold_on|wire.required",
          "10|email|customers.bad_email", "11|serial|units.bad_serial",
          "12|serial|imports.unit_of_another", "13|gtin|units.needs_something"}));
  EXPECT_EQ(count("units"), before);
  EXPECT_EQ(count("sales"), 1);
  EXPECT_EQ(count("customers"), customers);
}

TEST_P(GoodsImports, a_serial_in_lookalike_letters_comes_in_and_says_which_one_it_resembles) {
  import_all(Target::Products, kProducts);
  import_all(Target::Units, kUnits);
  auto const done = import_all(Target::Units, "serial,gtin\nSN-OOO1,4006381333931\n");
  EXPECT_EQ(done.created_count, 1);
  auto const problems = problems_of(rows(done.id, Outcome::Created).at(0).problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].key, "imports.looks_like");
  EXPECT_EQ(problems[0].args.at("value"), "SN-0001");
}

TEST_P(GoodsImports, rows_of_one_batch_see_each_other) {
  import_all(Target::Products, kProducts);
  auto const done = import_all(Target::Units,
                               "serial,gtin,name,email\n"
                               "SN-0001,4006381333931,Ada,ada@ornek.example\n"
                               "sn 0001,4006381333931,Ada,ada@ornek.example\n"
                               "SN-OOO1,4006381333931,Ada,ADA@ornek.example\n"
                               "SN-0001,4006381333931,Can,can@ornek.example\n");
  EXPECT_EQ(done.created_count, 2);
  EXPECT_EQ(done.skipped_count, 1) << "it came in with a row above";
  EXPECT_EQ(refusals(done), (std::vector<std::string>{"5|serial|imports.unit_of_another"}));
  auto const third = rows(done.id, Outcome::Created).at(1);
  EXPECT_EQ(problems_of(third.problems).at(0).key, "imports.looks_like");
  EXPECT_EQ(owner(third.unit_id)->customer_id, known("ada@ornek.example")->id);
  EXPECT_FALSE(known("can@ornek.example").has_value());
}

TEST_P(GoodsImports, a_row_that_is_refused_after_it_wrote_takes_no_other_along) {
  import_all(Target::Products, kProducts);
  import_all(Target::Units, kUnits);
  std::string const csv =
      "serial,gtin,email,sold on\n"
      "A1,4006381333931,a1@ornek.example,2026-01-01\n"
      "SN-0001,4006381333931,fresh@ornek.example,2026-01-01\n"
      "A2,4006381333931,a2@ornek.example,2026-01-01\n";
  auto const anew = with(upload(Target::Units, csv),
                         [](ImportSettings& set) { set.on_duplicate = OnDuplicate::Create; });
  auto const done = run(anew, csv);
  EXPECT_EQ(done.created_count, 2);
  EXPECT_EQ(refusals(done), (std::vector<std::string>{"3|serial|units.serial_taken"}));
  EXPECT_TRUE(owner(unit("A2").id).has_value());
  EXPECT_FALSE(known("fresh@ornek.example").has_value()) << "she was made for it, and went with it";
  EXPECT_EQ(count("sales"), 3);
}

TEST_P(GoodsImports, a_mapping_that_names_no_product_and_no_unit_is_refused) {
  auto const try_with = [&](Target target, char const* csv) {
    auto const row = upload(target, csv);
    return refused_by([&](db::Tx& tx) {
             return change(system(), tx, row.id, row.version, settings_of(row), std::nullopt);
           })
        .key;
  };
  EXPECT_EQ(try_with(Target::Products, "brand,colour\nAnka,white\n"),
            "imports.nothing_to_know_product_by");
  EXPECT_EQ(try_with(Target::Units, "email,sold on\na@ornek.example,2026-01-01\n"),
            "imports.nothing_to_know_unit_by");
}

VEFA_ON_BOTH_DATABASES(GoodsImports);

}  // namespace
}  // namespace vefa::imports
