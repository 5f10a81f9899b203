// A file takes nothing from a customer that the law owes her. The clock stands at Monday
// 2026-11-23, 10:00 in Istanbul.
#include "modules/clocks/clocks.hpp"
#include "modules/clocks/guarding.hpp"
#include "modules/imports/test_house.hpp"

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

}  // namespace
}  // namespace vefa::imports
