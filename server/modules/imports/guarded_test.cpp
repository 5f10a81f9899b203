// A file takes nothing from a customer that the law owes her. The clock stands at Monday
// 2026-11-23, 10:00 in Istanbul.
#include "modules/catalogue/catalogue.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/clocks/guarding.hpp"
#include "modules/imports/test_house.hpp"
#include "modules/units/units.hpp"

namespace vefa::imports {
namespace {

class GuardedImports : public Imports {
 protected:
  void add_more_jobs(jobs::Registry& registry) override {
    Imports::add_more_jobs(registry);
    clocks::add_jobs(registry);
  }
  void SetUp() override {
    Imports::SetUp();
    customers::install_guard(clocks::keep_what_is_owed);
    boss_ = add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager);
    lives_in("HU");
    auto in = mail("Panasz", "Senki sem válaszol.");
    in.kind = cases::CaseKind::Complaint;
    case_ = take_in(in).case_id;
    ASSERT_EQ(law(), "HU") << "an answer is owed by the law of where she lives";
  }
  void TearDown() override {
    customers::install_guard(nullptr);
    Imports::TearDown();
  }
  void lives_in(char const* country) {
    write([&](db::Tx& tx) {
      customers::CustomerChange change{.version = customers::find(tx, ayse)->version};
      change.country = {{country}};
      return customers::change(system(), tx, ayse, change);
    });
    idle();
  }
  std::string country() { return known("ayse@musteri.example")->country; }
  std::string law() {
    auto const matter = read<std::optional<clocks::Matter>>(
        [&](db::Tx& tx) { return clocks::matter_of(tx, case_); });
    return matter ? matter->code : "none";
  }
  ImportRow moving_her(char const* country, StaffId who) {
    auto const csv =
        "name,email,country\nAyşe Yılmaz,ayse@musteri.example," + std::string(country) + "\n";
    auto const row = with(upload(Target::Customers, csv),
                          [](ImportSettings& set) { set.on_duplicate = OnDuplicate::Update; });
    auto const ctx = as(who);
    write([&](db::Tx& tx) { return start(ctx, tx, row.id, row.version, csv); });
    idle();
    return now(row.id);
  }

  /// A fridge of hers, sold in Turkey in March, on a case of repair.
  CaseId broken_fridge() {
    auto const unit = write([&](db::Tx& tx) -> Result<UnitId> {
      for (char const* code : {"fridge", "car"})
        TRY(catalogue::add_group(system(), tx,
                                 {.code = {code}, .names = {{"en", {code}}}, .parent_id = {}}));
      catalogue::NewProduct wanted{.group = {"fridge"}, .manufacturer = {"Anka"}};
      wanted.model = {"5230 NF"};
      auto const product = TRY(catalogue::add(system(), tx, wanted)).id;
      units::NewSale sale{.customer_id = ayse, .sold_on = parse_date("2026-03-02").value()};
      sale.country = {{"TR"}};
      return TRY(units::create_sold(system(), tx, {.product_id = product}, sale)).id;
    });
    auto in = mail("Bozuldu", "Dünden beri.");
    in.kind = cases::CaseKind::Repair;
    auto const id = take_in(in).case_id;
    write([&](db::Tx& tx) -> Result<bool> {
      cases::name_unit(system(), tx, *cases::find(tx, id), unit);
      return true;
    });
    idle();
    return id;
  }
  ImportRow moving_it(char const* group, StaffId who) {
    auto const csv = "manufacturer,model,group\nAnka,5230 NF," + std::string(group) + "\n";
    auto const row = with(upload(Target::Products, csv),
                          [](ImportSettings& set) { set.on_duplicate = OnDuplicate::Update; });
    auto const ctx = as(who);
    write([&](db::Tx& tx) { return start(ctx, tx, row.id, row.version, csv); });
    idle();
    return now(row.id);
  }
  Instant repaired_by(CaseId id) {
    for (auto const& clock :
         read<std::vector<clocks::LegalClock>>([&](db::Tx& tx) { return clocks::of_case(tx, id); }))
      if (clock.rule_id == "TR-03-in-warranty") return clock.due_at.value();
    ADD_FAILURE() << "nothing is owed";
    return {};
  }

  StaffId boss_;
  CaseId case_;
};
VEFA_ON_BOTH_DATABASES(GuardedImports);

TEST_P(GuardedImports, name_the_row_that_would_take_from_her_what_the_law_owes) {
  auto const done = moving_her("TR", elif_);
  EXPECT_EQ(done.failed_count, 1);
  auto const failed = rows(done.id, Outcome::Failed);
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(why(failed[0]), "cases.law_is_owed");
  EXPECT_EQ(problems_of(failed[0].problems).at(0).meaning, "country");
  EXPECT_EQ(country(), "HU");
  EXPECT_EQ(law(), "HU");
}

TEST_P(GuardedImports, bring_in_what_somebody_of_larger_authority_brings) {
  EXPECT_EQ(moving_her("TR", boss_).updated_count, 1);
  EXPECT_EQ(country(), "TR");
  EXPECT_EQ(law(), "TR");
}

TEST_P(GuardedImports, leave_as_it_is_what_undoing_them_would_take_from_her) {
  lives_in("TR");
  pass(std::chrono::hours(1));
  auto const done = moving_her("HU", elif_);
  EXPECT_EQ(done.updated_count, 1) << "a duty that is added is free";
  EXPECT_EQ(law(), "HU") << "and counts at once";
  auto const undo = undone(done);
  EXPECT_EQ(country(), "HU");
  ASSERT_EQ(rows(undo.id, Outcome::Kept).size(), 1U);
  EXPECT_EQ(why(rows(undo.id, Outcome::Kept)[0]), "cases.law_is_owed");
}

TEST_P(GuardedImports, are_undone_in_the_name_of_who_undoes_them) {
  lives_in("TR");
  pass(std::chrono::hours(1));
  auto const done = moving_her("HU", boss_);
  EXPECT_EQ(law(), "HU");
  auto const undo = undone(done);
  EXPECT_EQ(country(), "HU") << "who undoes it may not, though who brought it in might";
  EXPECT_EQ(undo.kept_count, 1);
}

TEST_P(GuardedImports, take_no_goods_into_a_group_by_which_the_law_owes_less) {
  auto const id = broken_fridge();
  auto const owed = repaired_by(id);
  auto const done = moving_it("car", elif_);
  auto const failed = rows(done.id, Outcome::Failed);
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(why(failed[0]), "cases.goods_owe_less");
  EXPECT_EQ(problems_of(failed[0].problems).at(0).meaning, "group");
  EXPECT_EQ(repaired_by(id), owed);
  EXPECT_EQ(moving_it("car", boss_).updated_count, 1);
  EXPECT_GT(repaired_by(id), owed);
  auto const back = moving_it("fridge", elif_);
  EXPECT_EQ(back.updated_count, 1) << "a duty that is added is free";
  EXPECT_EQ(repaired_by(id), owed);
  auto const undo = undone(back);
  ASSERT_EQ(rows(undo.id, Outcome::Kept).size(), 1U);
  EXPECT_EQ(why(rows(undo.id, Outcome::Kept)[0]), "cases.goods_owe_less");
  EXPECT_EQ(repaired_by(id), owed) << "and nothing of it is half-written";
}

}  // namespace
}  // namespace vefa::imports
