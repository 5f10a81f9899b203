#include "modules/routing/routing.hpp"

#include <gtest/gtest.h>

namespace vefa::routing {
namespace {

Candidate person(int id, bool available, int open, int max, std::vector<std::string> skills,
                 std::vector<Language> languages) {
  return {StaffId{id}, available, open, max, std::move(skills), std::move(languages)};
}

TEST(Routing, who_takes_a_case) {
  using L = Language;
  struct Row {
    char const* why;
    std::vector<Candidate> people;
    std::vector<std::string> skills;
    int taken_by;
  };
  std::vector<Row> const table{
      {"the one who speaks her language",
       {person(1, true, 0, 10, {}, {L::En}), person(2, true, 5, 10, {}, {L::Tr})},
       {},
       2},
      {"of two speakers the one with the smaller share taken",
       {person(1, true, 4, 10, {}, {L::Tr}), person(2, true, 5, 20, {}, {L::Tr})},
       {},
       2},
      {"nobody speaks it: one who does not, rather than nobody",
       {person(1, true, 3, 10, {}, {L::En}), person(2, true, 1, 10, {}, {L::Hu})},
       {},
       2},
      {"a skill is not let go", {person(1, true, 0, 10, {"gas"}, {L::Tr})}, {"cooling"}, 0},
      {"all skills are asked for",
       {person(1, true, 0, 10, {"gas"}, {L::Tr}),
        person(2, true, 9, 10, {"gas", "cooling"}, {L::Tr})},
       {"gas", "cooling"},
       2},
      {"who is away takes nothing", {person(1, false, 0, 10, {}, {L::Tr})}, {}, 0},
      {"equal shares: the lower id",
       {person(2, true, 1, 10, {}, {L::Tr}), person(1, true, 1, 10, {}, {L::Tr})},
       {},
       1},
  };
  for (auto const& row : table)
    EXPECT_EQ(choose(row.people, row.skills, L::Tr).value, row.taken_by) << row.why;
}

TEST(Routing, without_room_the_team_owns_it) {
  EXPECT_FALSE(choose({person(1, true, 10, 10, {}, {Language::Tr})}, {}, Language::Tr));
  EXPECT_FALSE(choose({}, {}, Language::Tr));
}

}  // namespace
}  // namespace vefa::routing
