// Products and units that came in out of files go again, where nobody used them.
#include "modules/billing/ties.hpp"
#include "modules/cases/ties.hpp"
#include "modules/catalogue/bringing_in.hpp"
#include "modules/coverage/store.hpp"
#include "modules/coverage/ties.hpp"
#include "modules/documents/ties.hpp"
#include "modules/imports/goods_house.hpp"
#include "modules/sale_promises/store.hpp"
#include "modules/sale_promises/ties.hpp"
#include "modules/units/bringing_in.hpp"

namespace vefa::imports {
namespace {

using namespace std::chrono_literals;
using vefa::testing::ad_hoc;

class GoodsUndo : public GoodsHouse {
 protected:
  void add_more_jobs(jobs::Registry& registry) override {
    GoodsHouse::add_more_jobs(registry);
    coverage::add_jobs(registry);
    sale_promises::add_jobs(registry);
  }
  void SetUp() override {
    GoodsHouse::SetUp();
    catalogue::install({.ties = {units::names_product, coverage::names_product,
                                 sale_promises::names_product, billing::names_product}});
    units::install({.ties = {cases::unit_tie, coverage::unit_tie, sale_promises::unit_tie,
                             billing::unit_tie, documents::unit_tie},
                    .gifts = {coverage::take_back_gifts, sale_promises::take_back_gifts}});
    customers::install({.exports = {}, .holds = {}, .ties = {units::has_ties}});
  }
  void TearDown() override {
    catalogue::install({});
    units::install({});
    customers::install({});
    GoodsHouse::TearDown();
  }

  /// What each sale of a refrigerator brings with it.
  void add_templates() {
    auto const terms = parsed<coverage::NewCoverageTemplate>(R"({"source": "manufacturer",
        "names": {"en": "Two years"}, "automatic": true, "lines": [{"component": "parts",
        "percent": 100, "payer": "manufacturer", "start": "sale", "months": 24}]})");
    write([&](db::Tx& tx) { return coverage::add_template(system(), tx, terms); });
    auto const visits = parsed<sale_promises::NewSalePromiseTemplate>(
        R"({"names": {"en": "Care"}, "automatic": true, "promises": [{"form": "quantity",
        "names": {"en": "Free maintenance"}, "quantity": 2, "months": 36}]})");
    write([&](db::Tx& tx) { return sale_promises::add_template(system(), tx, visits); });
  }
  template <class T>
  static T parsed(char const* json) {
    auto read = from_json<T>(parse_json(json).value());
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().key + " " + read.error().field);
    return std::move(read).value();
  }
  ImportRow six_units() {
    import_all(Target::Products, kProducts);
    std::string csv = "serial,gtin,name,email,sold on\n";
    for (int i = 1; i <= 6; ++i)
      csv += fmt::format("U{0},4006381333931,Owner {0},owner{0}@ornek.example,2026-01-0{0}\n", i);
    auto const done = import_all(Target::Units, csv);
    EXPECT_EQ(done.created_count, 6) << ::testing::PrintToString(refusals(done));
    return done;
  }
  /// Serials of those that stayed, with the reason.
  std::map<std::string, std::string> stayed(ImportRow const& undone) {
    std::map<std::string, std::string> out;
    for (auto const& row : rows(undone.id, Outcome::Kept))
      out[read<std::string>([&](db::Tx& tx) {
        auto const unit = units::find_exact(tx, row.unit_id);
        return unit ? unit->serial : std::string("gone");
      })] = why(row);
    return out;
  }
  template <class... A>
  void execute(char const* sql, A const&... args) {
    write([&](db::Tx& tx) -> Result<bool> {
      tx.run(ad_hoc(sql), args...);
      return true;
    });
  }
};

TEST_P(GoodsUndo, what_an_import_made_and_nobody_used_goes_with_its_sales_and_its_owners) {
  add_templates();
  auto const people = count("customers");
  auto const done = six_units();
  EXPECT_EQ(count("customers"), people + 6);
  EXPECT_EQ(count("coverages"), 6) << "given by a template, which nobody asked for";
  EXPECT_EQ(count("sale_promises"), 6);
  auto const after = undone(done);
  EXPECT_EQ(after.state, ImportState::Undone);
  EXPECT_EQ(after.removed_count, 6) << ::testing::PrintToString(stayed(after));
  for (auto const* table : {"units", "sales", "ownerships", "unit_history", "coverages",
                            "sale_promises", "sale_promise_uses"})
    EXPECT_EQ(count(table), 0) << table;
  EXPECT_EQ(count("customers"), people);
  EXPECT_EQ(events("unit.removed"), 6);
  EXPECT_EQ(count("products"), 2) << "that was another file";
  EXPECT_EQ(six_units().created_count, 6) << "the mended file comes in as if nothing had been";
}

TEST_P(GoodsUndo, what_was_used_since_stays_and_each_reason_is_told) {
  auto const done = six_units();
  pass(1min);
  auto const talk = row(take_in(mail("Buzdolabı", "soğutmuyor")).case_id);
  write([&](db::Tx& tx) -> Result<bool> {
    cases::name_unit(system(), tx, talk, unit_in(tx, "U1"));
    TRY(coverage::decide(system(), tx, unit_in(tx, "U2"), {}, {}));
    sale_promises::NewSalePromise promise;
    promise.terms = parsed<sale_promises::SalePromiseTerms>(
        R"({"form": "quantity", "names": {"en": "Free maintenance"}, "quantity": 1,
            "months": 36})");
    TRY(sale_promises::record(system(), tx, units::sales(tx, unit_in(tx, "U3")).at(0).id, promise));
    TRY(units::put_in_place(system(), tx, unit_in(tx, "U5"), {.place = {"Moda Cad. 4"}}));
    return true;
  });
  execute(
      "INSERT INTO documents (id, number, version, kind, language, languages, unit_id, country, "
      "content, blob_id, sha256, size_bytes, pages, kept_until_on, kept_by, made_at, made_by) "
      "VALUES (1, 'D-1', 1, 'warranty_certificate', 'tr', 'tr', $1, 'TR', '{}', 1, '', 1, 1, "
      "'2030-01-01', '', 1, '')",
      unit("U4").id);
  idle();
  auto const after = undone(done);
  EXPECT_EQ(after.removed_count, 1);
  EXPECT_EQ(stayed(after),
            (std::map<std::string, std::string>{{"U1", "cases.unit_has_case"},
                                                {"U2", "coverage.unit_is_covered"},
                                                {"U3", "sale_promises.unit_has_promise"},
                                                {"U4", "documents.unit_has_document"},
                                                {"U5", "imports.changed_since"}}));
  EXPECT_TRUE(known("owner5@ornek.example").has_value());
  EXPECT_FALSE(known("owner6@ornek.example").has_value());
  EXPECT_EQ(count("sales"), 5);
}

TEST_P(GoodsUndo, a_unit_that_was_quoted_for_stays) {
  auto const done = six_units();
  auto const talk = row(take_in(mail("Buzdolabı", "soğutmuyor")).case_id);
  execute(
      "INSERT INTO quotes (id, number, case_id, unit_id, customer_id, version, state, currency, "
      "created_at, created_by, reason) VALUES (1, 'T-1', $1, $2, $3, 1, 'open', 'TRY', 1, '', '')",
      talk.id, unit("U1").id, talk.customer_id);
  auto const after = undone(done);
  EXPECT_EQ(after.removed_count, 5);
  EXPECT_EQ(stayed(after), (std::map<std::string, std::string>{{"U1", "billing.unit_has_quote"}}));
}

TEST_P(GoodsUndo, a_unit_goes_and_whom_it_brought_in_stays_where_she_wrote_since) {
  auto const done = six_units();
  auto in = mail("Merhaba", "buzdolabım");
  in.customer_id = known("owner1@ornek.example")->id;
  take_in(in);
  auto const after = undone(done);
  EXPECT_EQ(after.removed_count, 5);
  EXPECT_EQ(stayed(after), (std::map<std::string, std::string>{{"gone", "imports.has_cases"}}));
  EXPECT_EQ(count("units"), 0);
  EXPECT_TRUE(known("owner1@ornek.example").has_value());
}

TEST_P(GoodsUndo, what_a_file_added_to_a_unit_is_taken_back_and_the_unit_stays) {
  add_templates();
  import_all(Target::Products, kProducts);
  import_all(Target::Units, "serial,gtin\nU1,4006381333931\nU2,4006381333931\n");
  auto const people = count("customers");
  auto const done = updating(Target::Units,
                             "serial,name,email,sold on,place\n"
                             "U1,Ada,ada@ornek.example,2026-01-01,Moda Cad. 4\n"
                             "U2,Can,can@ornek.example,2026-01-02,\n");
  ASSERT_EQ(done.updated_count, 2) << ::testing::PrintToString(refusals(done));
  EXPECT_EQ(count("coverages"), 2);
  pass(1min);
  write([&](db::Tx& tx) { return coverage::decide(system(), tx, unit_in(tx, "U2"), {}, {}); });
  auto const after = undone(done);
  EXPECT_EQ(after.removed_count, 1);
  EXPECT_EQ(stayed(after),
            (std::map<std::string, std::string>{{"U2", "coverage.unit_is_covered"}}));
  EXPECT_EQ(sales(unit("U1").id).size(), 0u);
  EXPECT_FALSE(owner(unit("U1").id).has_value());
  EXPECT_EQ(count("unit_places"), 0);
  EXPECT_EQ(count("coverages"), 1);
  EXPECT_EQ(sales(unit("U2").id).size(), 1u);
  EXPECT_EQ(count("customers"), people + 1);
}

TEST_P(GoodsUndo, what_a_later_row_of_the_same_file_added_holds_nothing) {
  import_all(Target::Products, kProducts);
  std::string csv = "serial,gtin,email,sold on\n";
  for (int i = 0; i < 120; ++i) csv += fmt::format("U{},4006381333931,,\n", i);
  csv += "U0,4006381333931,ada@ornek.example,2026-01-01\n";
  auto const done = updating(Target::Units, csv);
  EXPECT_EQ(done.created_count, 120);
  EXPECT_EQ(done.updated_count, 1);
  auto const after = undone(done);
  EXPECT_EQ(after.removed_count, 121) << ::testing::PrintToString(stayed(after));
  EXPECT_EQ(count("units"), 0);
}

TEST_P(GoodsUndo, a_product_goes_where_nothing_names_it_and_gets_back_what_a_file_replaced) {
  auto const made = import_all(Target::Products, kProducts);
  auto const changed =
      updating(Target::Products, "manufacturer,model,brand\nAnka,5230 NF,Anka Plus\n");
  ASSERT_EQ(changed.updated_count, 1);
  EXPECT_EQ(undone(changed).removed_count, 1);
  EXPECT_EQ(product("4006381333931")->brand, "");
  auto const more = import_all(Target::Products,
                               "manufacturer,model,gtin,group\n"
                               "Anka,A,96385074,refrigerator\nAnka,B,,refrigerator\n");
  ASSERT_EQ(more.created_count, 2) << ::testing::PrintToString(refusals(more));
  import_all(Target::Units, "serial,gtin\nU1,96385074\n");
  auto const after = undone(more);
  EXPECT_EQ(after.removed_count, 1);
  ASSERT_EQ(rows(more.id, Outcome::Kept).size(), 1u);
  EXPECT_EQ(why(rows(more.id, Outcome::Kept)[0]), "catalogue.not_alone");
  auto const first = undone(made);
  EXPECT_EQ(first.removed_count, 1);
  EXPECT_EQ(why(rows(made.id, Outcome::Kept).at(0)), "imports.product_changed_since");
}

TEST_P(GoodsUndo, a_product_that_a_template_names_stays) {
  auto const made = import_all(Target::Products, kProducts);
  auto const named = product("4006381333931")->id;
  auto terms = parsed<coverage::NewCoverageTemplate>(R"({"source": "manufacturer",
      "names": {"en": "Two years"}, "lines": [{"component": "parts", "percent": 100,
      "payer": "manufacturer", "start": "sale", "months": 24}]})");
  terms.applies.emplace().products.emplace().push_back(named);
  write([&](db::Tx& tx) { return coverage::add_template(system(), tx, terms); });
  auto const after = undone(made);
  EXPECT_EQ(after.removed_count, 1);
  EXPECT_EQ(rows(made.id, Outcome::Kept).at(0).product_id, named);
  EXPECT_EQ(why(rows(made.id, Outcome::Kept).at(0)), "catalogue.not_alone");
}

VEFA_ON_BOTH_DATABASES(GoodsUndo);

}  // namespace
}  // namespace vefa::imports
