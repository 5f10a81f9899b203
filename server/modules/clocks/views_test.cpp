// The law of a case as it is shown: in words, with where it stands and how far it can be trusted.
// The clock stands at Monday 2026-11-23, 10:00 in Istanbul.
#include "modules/clocks/views.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "modules/catalogue/catalogue.hpp"
#include "modules/clocks/notices.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ShownLaw : public LawHouse {
 protected:
  Matter matter(CaseId id) {
    return read<Matter>([&](db::Tx& tx) { return tx.find<Matter>(sql::find_matter, id).value(); });
  }
  Matter tell(CaseId id, NewMatter const& what) {
    return write([&](db::Tx& tx) { return take_up(system(), tx, id, what); });
  }
  std::vector<WordedConsequence> shown(CaseId id, char const* rule) {
    auto const clock = clock_of(id, rule);
    auto const law = matter(id);
    return read<std::vector<WordedConsequence>>([&](db::Tx& tx) {
      auto const title = titled(tx, {clock}, Language::En);
      return worded(system(), tx, law, title.front(), consequences_of(tx, id));
    });
  }
  /// A unit of a product whose group lies below `above`.
  UnitId unit_of_group(char const* above) {
    return write([&](db::Tx& tx) -> Result<UnitId> {
      catalogue::Names const names{{"en", {"Cooling"}}};
      auto const top = TRY(
          catalogue::add_group(system(), tx, {.code = {above}, .names = names, .parent_id = {}}));
      catalogue::NewGroup const below{
          .code = {std::string(above) + "-tall"}, .names = names, .parent_id = top.id};
      TRY(catalogue::add_group(system(), tx, below));
      catalogue::NewProduct wanted{.group = below.code, .manufacturer = {"Anka"}};
      wanted.model = {std::string("5230 ") + above};
      units::NewUnit unit{.product_id = TRY(catalogue::add(system(), tx, wanted)).id};
      return TRY(units::create(system(), tx, unit)).id;
    });
  }
  void name(CaseId id, UnitId unit) {
    write([&](db::Tx& tx) -> Result<bool> {
      cases::name_unit(system(), tx, *cases::find(tx, id), unit);
      return true;
    });
  }
  std::optional<KnownProduct> product(CaseId id) {
    auto const law = matter(id);
    return read<std::optional<KnownProduct>>(
        [&](db::Tx& tx) { return product_of(system(), tx, law); });
  }
};
VEFA_ON_BOTH_DATABASES(ShownLaw);

struct PlanLine {
  std::int64_t id = 0;
  std::int64_t parent = 0;
  std::int64_t notused = 0;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(PlanLine, (), (id, parent, notused, detail))

TEST_P(ShownLaw, what_waits_over_all_cases_is_an_index_range_in_its_order) {
  if (engine() != db::Engine::Sqlite) GTEST_SKIP() << "plans of PostgreSQL follow its statistics";
  std::vector<std::pair<db::Statement const*, std::string>> const all{
      {&sql::consequences_that_wait,
       "legal_consequences_by_wait (state=? AND effect=? AND overdue=? AND at>?)"},
      {&sql::open_clocks, "legal_clocks_by_due (due_at>?)"}};
  for (auto const& [statement, index] : all) {
    static std::regex const parameter(R"(\$\d+)");
    auto const text = "EXPLAIN QUERY PLAN " + std::regex_replace(statement->sqlite, parameter, "1");
    auto const lines = read<std::vector<PlanLine>>(
        [&](db::Tx& tx) { return tx.list<PlanLine>(vefa::testing::ad_hoc(text.c_str())); });
    ASSERT_EQ(lines.size(), 1u) << statement->name << ": nothing is sorted, nothing read through";
    EXPECT_THAT(lines[0].detail, HasSubstr(index));
  }
}

TEST_P(ShownLaw, what_follows_knows_whether_the_deadline_of_its_rule_was_missed) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified"});
  auto const before = followed(id, "TR-03-in-warranty");
  ASSERT_EQ(before.size(), 1u);
  EXPECT_FALSE(before[0].overdue);
  pass(24h * 40);
  auto const missed = followed(id, "TR-03-in-warranty");
  ASSERT_EQ(missed.size(), 4u);
  for (auto const& row : missed) EXPECT_TRUE(row.overdue) << row.effect;
  tell(id, {.code = "TR", .facts = {{"in_warranty", false}}});
  for (auto const& row : followed(id, "TR-03-in-warranty")) EXPECT_FALSE(row.overdue) << row.effect;
}

TEST_P(ShownLaw, the_group_that_the_law_rules_by_is_one_that_it_names) {
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified"});
  auto const due = clock_of(id, "TR-03-in-warranty").due_at;
  auto const toaster = refused_by([&](db::Tx& tx) {
    return take_up(system(), tx, id, {.code = "TR", .product_group = "toaster"});
  });
  EXPECT_EQ(toaster.key, "clocks.no_such_group");
  EXPECT_EQ(toaster.field, "product_group");
  auto const israeli = open_case();
  auto const none = refused_by([&](db::Tx& tx) {
    return take_up(system(), tx, israeli, {.code = "IL", .product_group = "fridge"});
  });
  EXPECT_EQ(none.key, "clocks.no_groups");
  // Thirty business days for a car, instead of twenty.
  tell(id, {.code = "TR", .product_group = "car"});
  EXPECT_GT(clock_of(id, "TR-03-in-warranty").due_at, due);
  tell(id, {.code = "TR", .facts = {{"place", "home"}}});
  EXPECT_EQ(matter(id).product_group, "car") << "what is not spoken of stays";
  tell(id, {.code = "TR", .product_group = ""});
  EXPECT_EQ(matter(id).product_group, "");
  EXPECT_EQ(clock_of(id, "TR-03-in-warranty").due_at, due) << "the usual time";
}

TEST_P(ShownLaw, the_groups_of_a_law_are_named_with_what_it_gives_them) {
  auto const row = in_use("TR");
  auto const groups = read<std::vector<GroupOfLaw>>(
      [&](db::Tx& tx) { return vocabulary_of(*pack_of(tx, row.id), Language::En).groups; });
  ASSERT_EQ(groups.size(), 6u);
  EXPECT_EQ(groups[0].name, "blood-pressure") << "by their words";
  EXPECT_EQ(groups[1].words, "Cars and vans");
  EXPECT_EQ(groups[1].repair, "30 business days");
  EXPECT_EQ(groups[1].usage_life, "15 years");
  EXPECT_EQ(groups[1].confidence, law::Confidence::Conflict);
  EXPECT_EQ(groups[2].confidence, law::Confidence::VerifiedSecondary);
}

TEST_P(ShownLaw, the_group_follows_from_the_product_where_the_law_knows_it_or_one_above_it) {
  auto const id = open_case();
  govern(id, "TR", known());
  EXPECT_FALSE(product(id)) << "no unit is named";
  name(id, unit_of_group("fridge"));
  ASSERT_TRUE(product(id));
  EXPECT_EQ(product(id)->title, "Anka 5230 fridge");
  EXPECT_EQ(product(id)->group, "fridge");
  EXPECT_EQ(product(id)->group_words, "Refrigerators");
  name(id, unit_of_group("toaster"));
  EXPECT_EQ(product(id)->title, "Anka 5230 toaster");
  EXPECT_EQ(product(id)->group, "") << "the law names no such group";
}

TEST_P(ShownLaw, a_consequence_says_where_it_stands_and_why_a_person_decides) {
  auto const id = open_case();
  govern(id, "TR", {{"customer", "consumer"}, {"listed", true}});
  note(id, {.kind = "fault.notified"});
  move_to(at("2026-12-18T09:00:00Z"));
  auto const rows = shown(id, "TR-03-in-warranty");
  ASSERT_EQ(rows.size(), 4u);
  auto const& grant = rows[1];
  EXPECT_EQ(grant.state, "to_decide");
  EXPECT_EQ(grant.title, "Longest repair time, in guarantee");
  EXPECT_EQ(grant.words, "the consumer may choose: money back, price reduction, new product.");
  EXPECT_THAT(grant.source, HasSubstr("Satış Sonrası Hizmetler Yönetmeliği 14"));
  EXPECT_EQ(grant.confidence, law::Confidence::VerifiedSecondary);
  ASSERT_GE(grant.doubts.size(), 2u);
  EXPECT_THAT(grant.doubts[0], HasSubstr("Nobody here has approved this law pack"));
  EXPECT_THAT(grant.doubts[1], HasSubstr("Not known, and taken as given"));
  ASSERT_EQ(grant.decisions.size(), 4u);
  EXPECT_EQ(grant.decisions[0].words, "money back");
  approve_pack("TR");
  tell(id, {.code = "TR", .facts = known()});
  EXPECT_THAT(shown(id, "TR-03-in-warranty")[1].doubts, IsEmpty());
}

TEST_P(ShownLaw, what_is_read_in_two_ways_is_marked_with_both) {
  approve_pack("IL");
  auto const id = open_case();
  govern(id, "IL", {{"customer", "consumer"}, {"in_warranty", true}});
  note(id, {.kind = "repair.found_impossible"});
  auto const rows = shown(id, "IL-03-unrepairable");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].state, "to_decide") << "though the pack is approved";
  EXPECT_EQ(rows[0].confidence, law::Confidence::Conflict);
  ASSERT_EQ(rows[0].readings.size(), 1u);
  EXPECT_THAT(rows[0].readings[0], HasSubstr("the consumer chooses"));
  EXPECT_THAT(rows[0].doubts, ElementsAre(HasSubstr("is not verified")));
}

TEST_P(ShownLaw, who_told_her_is_named_by_whoever_notes_it) {
  approve_pack("TR");
  auto const id = open_case();
  govern(id, "TR", known());
  note(id, {.kind = "fault.notified"});
  auto const slip = followed(id, "TR-03-in-warranty").at(0).id;
  auto const agent = as(elif_);
  NewNotice const read_to_her{{"desk"}, {}, {"Read to her."}, {}, Text<200, 1>{"Kemal Usta"}};
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return note_notice(agent, tx, slip, read_to_her); }).key,
            "clocks.no_longer_owed")
      << "a document is not offered";
  move_to(at("2026-12-18T09:00:00Z"));
  auto const grant = followed(id, "TR-03-in-warranty").at(1).id;
  auto const notice = write([&](db::Tx& tx) { return note_notice(agent, tx, grant, read_to_her); });
  EXPECT_EQ(notice.told_by_name, "Kemal Usta");
  auto const other = open_case();
  govern(other, "TR", {{"customer", "consumer"}});
  note(other, {.kind = "repair.found_impossible"});
  auto const unsure = followed(other, "TR-05-unrepairable").at(0);
  EXPECT_EQ(unsure.state, "to_decide");
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) { return note_notice(agent, tx, unsure.id, read_to_her); }).key,
      "clocks.not_offered");
}

}  // namespace
}  // namespace vefa::clocks
