#include "modules/cases/mentions.hpp"

#include <gtest/gtest.h>

#include "modules/cases/test_house.hpp"

namespace vefa::cases {
namespace {

class Mentions : public House {
 protected:
  InteractionId say(CaseId id, std::string const& text, StaffId to) {
    auto const ctx = as(elif_);
    return write([&](db::Tx& tx) { return note(ctx, tx, id, text, {to}); });
  }
  Page<Mention> listed(StaffId person, std::string const& cursor = "", std::int64_t limit = 50,
                       bool unread_alone = false) {
    auto const ctx = as(person);
    return read<Result<Page<Mention>>>(
               [&](db::Tx& tx) { return mentions(ctx, tx, cursor, limit, unread_alone); })
        .value();
  }
};
VEFA_ON_BOTH_DATABASES(Mentions);

TEST_P(Mentions, unread_ones_come_first_and_pages_have_no_gaps) {
  auto const can = add_person("Can Demir", "can@anka.example", staff::kAgent);
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  std::vector<InteractionId> said;
  for (int i = 0; i < 5; ++i) said.push_back(say(got.case_id, "Not " + std::to_string(i), can));
  write([&](db::Tx& tx) -> Result<bool> {
    interactions::see_mention(tx, can, said[4], clock.now());
    interactions::see_mention(tx, can, said[2], clock.now());
    interactions::see_mention(tx, can, said[2], clock.now() + 1h);
    interactions::see_mention(tx, elif_, said[0], clock.now());  // not hers
    return true;
  });
  std::vector<InteractionId> order;
  std::string cursor;
  do {
    auto const page = listed(can, cursor, 2);
    EXPECT_LE(page.items.size(), 2u);
    for (auto const& one : page.items) order.push_back(one.interaction_id);
    cursor = page.next_cursor.value_or("");
  } while (!cursor.empty());
  EXPECT_EQ(order, (std::vector<InteractionId>{said[3], said[1], said[0], said[4], said[2]}));
  auto const all = listed(can);
  EXPECT_EQ(all.items[4].seen_at, clock.now()) << "of the first reading";
  EXPECT_EQ(all.items[0].text, "Not 3");
  EXPECT_EQ(all.items[0].author_name, "Elif Aydın");
  EXPECT_EQ(listed(can, "", 50, true).items.size(), 3u);
  EXPECT_TRUE(listed(elif_).items.empty());
  auto const beside = as(can);
  EXPECT_EQ(read<Counts>([&](db::Tx& tx) { return counts(beside, tx); }).unread_mentions, 3);
  write([&](db::Tx& tx) -> Result<bool> {
    interactions::see_all_mentions(tx, can, clock.now());
    return true;
  });
  EXPECT_EQ(read<Counts>([&](db::Tx& tx) { return counts(beside, tx); }).unread_mentions, 0);
}

TEST_P(Mentions, who_was_mentioned_reads_on_after_a_merge_and_a_split) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Bir."));
  auto const more = take_in(mail("", "Bir de fırın.", got.case_id));
  auto const into = take_in(mail("Fırın", "İki."));
  // Of no team: she reads nothing but what she was called to.
  auto const expert = write([&](db::Tx& tx) {
    staff::NewPerson person{.name = {"Nil Ak"}, .email = {"nil@anka.example"}};
    person.roles.push_back(staff::kAgent);
    person.teams.emplace();
    return staff::add_active(system(), tx, person, "no password signs in with this");
  });
  say(got.case_id, "Bakar mısın?", expert);
  auto const ctx = as(elif_);
  auto const part = write(
      [&](db::Tx& tx) { return split(ctx, tx, got.case_id, 0, {more.interaction_id}, "Fırın 2"); });
  write([&](db::Tx& tx) { return merge(ctx, tx, got.case_id, 0, into.case_id); });
  auto const hers = as(expert);
  ASSERT_TRUE(hers.actor.teams.empty());
  for (auto const id : {got.case_id, into.case_id, part.id})
    EXPECT_TRUE(read<Result<Case>>([&](db::Tx& tx) { return find_readable(hers, tx, id); }).ok());
  ASSERT_EQ(listed(expert).items.size(), 1u);
  EXPECT_EQ(listed(expert).items[0].case_id, into.case_id) << "where the note stands now";
}

}  // namespace
}  // namespace vefa::cases
