#include "modules/staff/people.hpp"

#include <gmock/gmock.h>

#include "modules/staff/test_company.hpp"

namespace vefa::staff {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class StaffPeople : public StaffTest {};
VEFA_ON_BOTH_DATABASES(StaffPeople);

NewPerson newcomer(std::string const& name, std::string const& email, RoleId role) {
  return {.name = {name}, .email = {email}, .language = Language::Hu, .roles = {role}};
}

TEST_P(StaffPeople, the_roles_and_the_default_team_are_there_from_the_start) {
  auto const roles = read([](db::Tx& tx) { return list_roles(tx); });
  std::set<std::string> keys;
  for (auto const& role : roles) keys.insert(role.key);
  EXPECT_THAT(keys, ElementsAre("administrator", "agent", "auditor", "desk_clerk", "parts_clerk",
                                "service_manager", "technician"));
  EXPECT_EQ(read([](db::Tx& tx) { return default_team(tx).id; }), kFirstTeam);
}

TEST_P(StaffPeople, the_auditor_reads_and_writes_nothing) {
  auto const auditor = read([](db::Tx& tx) { return find_role(tx, kAuditor); }).value();
  for (auto permission : auditor.permissions)
    EXPECT_TRUE(vefa::name_of(permission).find("_read") != std::string_view::npos)
        << vefa::name_of(permission);
  EXPECT_THAT(auditor.permissions, ::testing::Contains(Permission::AuditRead));
}

TEST_P(StaffPeople, who_is_invited_has_what_the_invitation_says) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  NewPerson wanted = newcomer("Kovács Mária", "maria@example.com", kAgent);
  wanted.languages = List<Language, 4>{Language::Hu, Language::En, Language::Hu};
  wanted.skills = List<Text<60, 1>, 50>{{"Bulaşık makinesi"}, {"BULAŞIK MAKİNESİ"}, {"boiler"}};
  wanted.max_open = 12;
  auto const made = write([&](db::Tx& tx) { return invite(admin, tx, wanted); }).value();
  auto const mary = person(made.person.id);
  EXPECT_EQ(mary.state, PersonState::Invited);
  EXPECT_THAT(mary.roles, ElementsAre(kAgent));
  EXPECT_THAT(mary.teams, ElementsAre(kFirstTeam));
  EXPECT_THAT(mary.languages, ElementsAre(Language::En, Language::Hu));
  EXPECT_THAT(mary.skills, ElementsAre("boiler", "bulasik makinesi"));
  EXPECT_EQ(mary.max_open, 12);
  EXPECT_EQ(made.expires_at, now_ + kInvitationValid);
  EXPECT_EQ(payloads("staff.invited"), std::vector{"{\"staff\":\"" + mary.id.text() + "\"}"});
}

TEST_P(StaffPeople, an_address_belongs_to_one_person_however_it_is_typed) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto invited = [&](std::string const& email) {
    return write(
        [&](db::Tx& tx) { return invite(admin, tx, newcomer("Somebody", email, kAgent)); });
  };
  ASSERT_TRUE(invited("ilker@example.com"));
  auto const again = invited("İLKER@Example.com");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::Conflict);
  EXPECT_EQ(again.error().field, "email");
  EXPECT_TRUE(read([](db::Tx& tx) { return find_by_email(tx, " ILKER@example.com"); }));
}

TEST_P(StaffPeople, what_does_not_fit_is_named) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto refusal = [&](NewPerson const& wanted) {
    auto const result = write([&](db::Tx& tx) { return invite(admin, tx, wanted); });
    return result ? "" : result.error().field + " " + result.error().key;
  };
  auto good = newcomer("Somebody", "somebody@example.com", kAgent);
  auto bad = good;
  bad.roles.clear();
  EXPECT_EQ(refusal(bad), "roles staff.role_needed");
  bad.roles = {kAgent, RoleId{99}};
  EXPECT_EQ(refusal(bad), "roles[1] staff.unknown_role");
  bad = good;
  bad.teams = List<TeamId, 100>{TeamId{99}};
  EXPECT_EQ(refusal(bad), "teams[0] staff.unknown_team");
  bad = good;
  bad.email.value = "somebody";
  EXPECT_EQ(refusal(bad), "email staff.bad_email");
  bad = good;
  bad.max_open = -1;
  EXPECT_EQ(refusal(bad), "max_open staff.bad_max_open");
  EXPECT_EQ(refusal(good), "");
}

TEST_P(StaffPeople, nobody_gives_rights_that_she_has_not) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const role =
      write([&](db::Tx& tx) {
        return add_role(admin, tx,
                        {.name = {"Personnel"},
                         .permissions = {Permission::StaffRead, Permission::StaffWrite}});
      }).value();
  auto const personnel = as_somebody("Ilona", role.id);
  auto const invited = write([&](db::Tx& tx) {
    return invite(personnel, tx, newcomer("Friend", "friend@example.com", kAdministrator));
  });
  ASSERT_FALSE(invited);
  EXPECT_EQ(invited.error().key, "staff.more_than_own_rights");
  // Nor by changing her own roles, the role itself, or someone who has more.
  auto const own = person(StaffId{personnel.actor.id});
  auto const self = write([&](db::Tx& tx) {
    return change(personnel, tx, own.id,
                  {.version = own.version, .roles = List<RoleId, 20>{kAdministrator}});
  });
  EXPECT_EQ(self.error().code, Code::Forbidden);
  auto const grown = write([&](db::Tx& tx) {
    return change_role(
        personnel, tx, role.id,
        {.version = role.version, .permissions = List<Permission, 40>{Permission::AuditRead}});
  });
  EXPECT_EQ(grown.error().code, Code::Forbidden);
  auto const boss = person(StaffId{admin.actor.id});
  auto const taken = write([&](db::Tx& tx) {
    return change(personnel, tx, boss.id,
                  {.version = boss.version, .email = Text<254, 3>{"mine@example.com"}});
  });
  EXPECT_EQ(taken.error().code, Code::Forbidden);
}

TEST_P(StaffPeople, the_last_active_administrator_stays_one) {
  auto const first = as_somebody("Deniz", kAdministrator);
  auto const second = as_somebody("Tal", kAdministrator);
  auto const deniz = person(StaffId{first.actor.id});
  auto const tal = person(StaffId{second.actor.id});
  ASSERT_TRUE(write([&](db::Tx& tx) { return suspend(first, tx, tal.id, {.version = 1}); }));
  auto const by_system = [&](auto const& verb) {
    auto const result = write([&](db::Tx& tx) { return verb(tx); });
    return result ? "" : result.error().key;
  };
  EXPECT_EQ(by_system([&](db::Tx& tx) { return suspend(system(), tx, deniz.id, {.version = 1}); }),
            "staff.last_administrator");
  EXPECT_EQ(by_system([&](db::Tx& tx) { return leave(system(), tx, deniz.id, {.version = 1}); }),
            "staff.last_administrator");
  EXPECT_EQ(by_system([&](db::Tx& tx) {
              return change(first, tx, deniz.id, {.version = 1, .roles = List<RoleId, 20>{kAgent}});
            }),
            "staff.last_administrator");
  EXPECT_EQ(person(deniz.id).state, PersonState::Active);
}

TEST_P(StaffPeople, two_administrators_who_remove_each_other_at_once_leave_one) {
  auto const deniz = somebody("Deniz", kAdministrator);
  auto const tal = somebody("Tal", kAdministrator);
  std::atomic<int> removed = 0;
  auto remove = [&](StaffId id) {
    if (database_->write_result(
            [&](db::Tx& tx) { return suspend(system(), tx, id, {.version = 1}); }))
      ++removed;
  };
  std::thread one([&] { remove(StaffId{deniz.id}); });
  std::thread other([&] { remove(StaffId{tal.id}); });
  one.join();
  other.join();
  EXPECT_EQ(removed, 1);
}

TEST_P(StaffPeople, an_older_version_is_refused_and_changes_nothing) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const id = StaffId{somebody("Ayla", kAgent).id};
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return change(admin, tx, id, {.version = 1, .name = Text<120, 1>{"Ayla A."}});
  }));
  auto const late = write([&](db::Tx& tx) {
    return change(admin, tx, id, {.version = 1, .name = Text<120, 1>{"Ayla B."}});
  });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::Stale);
  EXPECT_EQ(person(id).name, "Ayla A.");
}

TEST_P(StaffPeople, who_left_has_no_way_in_and_no_team) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const agent = somebody("Ayla", kAgent);
  StaffId const id{agent.id};
  auto const session = write([&](db::Tx& tx) {
                         return Result<SessionOpened>(open_session(as(agent), tx, id, {}));
                       }).value();
  auto const token = write([&](db::Tx& tx) {
                       return add_api_token(
                           as(agent), tx, {.name = {"script"}, .scopes = {Permission::CasesRead}});
                     }).value();
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return leave(admin, tx, id, {.version = 1, .reason = Text<500>{"moved to Izmir"}});
  }));
  for (auto const& secret : {session.token, token.token})
    EXPECT_FALSE(read([&](db::Tx& tx) { return authenticate(tx, now_, secret); }));
  EXPECT_THAT(person(id).teams, IsEmpty());
  EXPECT_EQ(person(id).name, "Ayla");
  EXPECT_FALSE(read([&](db::Tx& tx) { return actor_of(tx, id); }));
  EXPECT_EQ(payloads("staff.left"),
            std::vector{"{\"reason\":\"moved to Izmir\",\"staff\":\"" + id.text() + "\"}"});
  auto const back = write([&](db::Tx& tx) { return resume(admin, tx, id, {.version = 2}); });
  EXPECT_EQ(back.error().key, "staff.has_left");
}

TEST_P(StaffPeople, candidates_are_the_active_members_with_what_they_can_do) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const team =
      write([&](db::Tx& tx) { return add_team(admin, tx, {.name = {"Kitchen"}}); }).value();
  auto const ayla = somebody("Ayla", kAgent);
  auto const bela = somebody("Béla", kAgent);
  auto const cem = somebody("Cem", kAgent);
  List<StaffId, 1000> const all{StaffId{ayla.id}, StaffId{bela.id}, StaffId{cem.id}};
  ASSERT_TRUE(write(
      [&](db::Tx& tx) { return set_members(admin, tx, team.id, {.version = 1, .members = all}); }));
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return change(admin, tx, StaffId{ayla.id},
                  {.version = 1,
                   .languages = List<Language, 4>{Language::Tr, Language::He},
                   .skills = List<Text<60, 1>, 50>{{"Ovens"}},
                   .max_open = 3});
  }));
  ASSERT_TRUE(
      write([&](db::Tx& tx) { return suspend(admin, tx, StaffId{cem.id}, {.version = 1}); }));
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return set_presence(as(ayla), tx, StaffId{ayla.id}, {Presence::Available, {}});
  }));
  auto const found = read([&](db::Tx& tx) { return candidates(tx, team.id, now_); });
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].name, "Ayla");
  EXPECT_TRUE(found[0].available);
  EXPECT_EQ(found[0].max_open, 3);
  EXPECT_THAT(found[0].languages, ElementsAre(Language::He, Language::Tr));
  EXPECT_THAT(found[0].skills, ElementsAre("ovens"));
  EXPECT_EQ(found[1].name, "Béla");
  EXPECT_FALSE(found[1].available);
  EXPECT_THAT(read([&](db::Tx& tx) { return members(tx, team.id, now_); }), SizeIs(3));
}

TEST_P(StaffPeople, a_member_taken_out_of_a_team_is_in_it_no_more) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  StaffId const ayla{somebody("Ayla", kAgent).id};
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return set_members(admin, tx, kFirstTeam,
                       {.version = 1, .members = {StaffId{admin.actor.id}, ayla}});
  }));
  EXPECT_THAT(read([&](db::Tx& tx) { return teams_of(tx, ayla); }), ElementsAre(kFirstTeam));
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return set_members(admin, tx, kFirstTeam, {.version = 2, .members = {StaffId{admin.actor.id}}});
  }));
  EXPECT_THAT(read([&](db::Tx& tx) { return teams_of(tx, ayla); }), IsEmpty());
  EXPECT_EQ(read([&](db::Tx& tx) { return name_of(tx, ayla); }), "Ayla");
  EXPECT_EQ(payloads("team.members_changed").back(), "{\"added\":[],\"removed\":[\"" + ayla.text() +
                                                         "\"],\"team\":\"" + kFirstTeam.text() +
                                                         "\"}");
}

TEST_P(StaffPeople, an_absence_ends_by_itself_at_its_instant) {
  auto const ayla = somebody("Ayla", kAgent);
  StaffId const id{ayla.id};
  auto const until = now_ + std::chrono::minutes(30);
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return set_presence(as(ayla), tx, id, {Presence::Away, until});
  }));
  auto available = [&](Instant at) {
    return read([&](db::Tx& tx) { return candidates(tx, kFirstTeam, at); }).at(0).available;
  };
  EXPECT_FALSE(available(until - Duration{1}));
  EXPECT_TRUE(available(until));
  auto const past = write([&](db::Tx& tx) {
    return set_presence(as(ayla), tx, id, {Presence::Away, now_});
  });
  EXPECT_EQ(past.error().field, "away_until");
}

TEST_P(StaffPeople, there_is_always_one_default_team) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const team =
      write([&](db::Tx& tx) { return add_team(admin, tx, {.name = {"Second"}}); }).value();
  auto refusal = [&](TeamId id, TeamChange const& wanted) {
    auto const result = write([&](db::Tx& tx) { return change_team(admin, tx, id, wanted); });
    return result ? "" : result.error().key;
  };
  EXPECT_EQ(refusal(kFirstTeam, {.version = 1, .state = TeamState::Archived}),
            "staff.default_team_stays");
  EXPECT_EQ(refusal(kFirstTeam, {.version = 1, .is_default = false}), "staff.default_team_needed");
  EXPECT_EQ(refusal(team.id, {.version = 1, .is_default = true}), "");
  EXPECT_EQ(read([](db::Tx& tx) { return default_team(tx).id; }), team.id);
  EXPECT_EQ(refusal(kFirstTeam, {.version = 2, .state = TeamState::Archived}), "");
  EXPECT_EQ(refusal(kFirstTeam, {.version = 3, .name = Text<80, 1>{"SECOND"}}), "staff.name_taken");
}

TEST_P(StaffPeople, authority_is_the_highest_limit_of_ones_roles) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const ayla = StaffId{somebody("Ayla", kAgent).id};
  Currency const lira = Currency::parse("TRY").value();
  auto gives = [&](std::int64_t minor, Currency currency) {
    return read([&](db::Tx& tx) { return may_give(tx, ayla, {minor, currency}); });
  };
  EXPECT_TRUE(gives(50000, lira));
  EXPECT_FALSE(gives(50001, lira));
  EXPECT_FALSE(gives(1, Currency::parse("HUF").value()));
  auto const role = write([&](db::Tx& tx) {
                      return add_role(admin, tx,
                                      {.name = {"Kind"},
                                       .permissions = {Permission::RemediesGrant},
                                       .authority = Text<20>{"700.50"}});
                    }).value();
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return change(admin, tx, ayla, {.version = 1, .roles = List<RoleId, 20>{kAgent, role.id}});
  }));
  EXPECT_TRUE(gives(70050, lira));
  EXPECT_FALSE(gives(70051, lira));
}

TEST_P(StaffPeople, holders_of_a_permission_are_those_whose_roles_have_it) {
  auto const admin = somebody("Deniz", kAdministrator);
  auto const manager = somebody("Meltem", kServiceManager);
  somebody("Ayla", kAgent);
  EXPECT_THAT(read([](db::Tx& tx) { return holders_of(tx, Permission::RemediesApprove); }),
              ElementsAre(StaffId{admin.id}, StaffId{manager.id}));
  EXPECT_THAT(read([](db::Tx& tx) { return holders_of(tx, Permission::ChannelsWrite); }),
              ElementsAre(StaffId{admin.id}));
}

TEST_P(StaffPeople, built_in_roles_stay_and_own_ones_go_when_nobody_has_them) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto refusal = [&](RoleId id, std::int64_t version) {
    auto const result = write([&](db::Tx& tx) { return remove_role(admin, tx, id, version); });
    return result ? "" : result.error().key;
  };
  EXPECT_EQ(refusal(kAgent, 1), "staff.built_in_role");
  auto const role =
      write([&](db::Tx& tx) {
        return add_role(admin, tx, {.name = {"Own"}, .permissions = {Permission::CasesRead}});
      }).value();
  auto const ayla = StaffId{somebody("Ayla", role.id).id};
  EXPECT_EQ(refusal(role.id, 1), "staff.role_in_use");
  ASSERT_TRUE(write([&](db::Tx& tx) {
    return change(admin, tx, ayla, {.version = 1, .roles = List<RoleId, 20>{kAgent}});
  }));
  EXPECT_EQ(refusal(role.id, 1), "");
  auto const fixed = write([&](db::Tx& tx) {
    return change_role(admin, tx, kAdministrator,
                       {.version = 1, .permissions = List<Permission, 40>{}});
  });
  EXPECT_EQ(fixed.error().key, "staff.administrator_is_fixed");
}

TEST_P(StaffPeople, lists_are_paged_by_name_and_filtered) {
  for (auto name : {"Zehra", "Ömer", "ilker", "Ádám", "Çiğdem"}) somebody(name, kAgent);
  somebody("Deniz", kAdministrator);
  PeopleFilter filter{.limit = 4};
  std::vector<std::string> names;
  for (int pages = 0; pages < 3; ++pages) {
    auto const page = read([&](db::Tx& tx) { return list_people(tx, filter); }).value();
    for (auto const& one : page.items) names.push_back(one.name);
    if (!page.next_cursor) break;
    filter.cursor = page.next_cursor;
  }
  EXPECT_THAT(names, ElementsAre("Ádám", "Çiğdem", "Deniz", "ilker", "Ömer", "Zehra"));
  auto found = [&](PeopleFilter const& wanted) {
    auto const page = read([&](db::Tx& tx) { return list_people(tx, wanted); }).value();
    std::vector<std::string> out;
    for (auto const& one : page.items) out.push_back(one.name);
    return out;
  };
  EXPECT_THAT(found({.q = "CIGD"}), ElementsAre("Çiğdem"));
  EXPECT_THAT(found({.q = "%"}), IsEmpty());
  EXPECT_THAT(found({.role = kAdministrator}), ElementsAre("Deniz"));
  EXPECT_THAT(found({.team = kFirstTeam}), SizeIs(6));
  EXPECT_THAT(found({.state = PersonState::Left}), IsEmpty());
  EXPECT_FALSE(read([](db::Tx& tx) { return list_people(tx, {.cursor = "rubbish"}); }));
}

}  // namespace
}  // namespace vefa::staff
