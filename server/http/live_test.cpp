// Server-sent events over real sockets.
#include "http/live.hpp"

#include "http/test_house.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
namespace {

using namespace std::chrono_literals;
using testing::BareSocket;

class Live : public testing::OnBothDatabases {};
VEFA_ON_BOTH_DATABASES(Live);

std::string wire(std::int64_t id) { return jobs::EventId{id}.text(); }

/// Ids beyond the look-back of PostgreSQL's resume, one a minute.
std::int64_t minute(std::int64_t n) {
  return (n * 60'000 + 10'000'000) << (IdSource::kNodeBits + IdSource::kSequenceBits);
}

struct Listener {
  Listener(House& house, std::string const& token, std::string const& query = "",
           std::string const& last = "")
      : socket(house.port()) {
    socket.send("GET /api/v1/live" + query +
                " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n" +
                (last.empty() ? "" : "Last-Event-ID: " + last + "\r\n") + "\r\n");
    head = socket.read_until("\r\n\r\n");
    if (head.starts_with("HTTP/1.1 200")) socket.read_until("retry: 3000\n\n");
  }
  std::string next() { return socket.read_until("\n\n"); }
  BareSocket socket;
  std::string head;
};

TEST_P(Live, an_event_reaches_those_who_may_see_it) {
  House house(fresh());
  Listener agent(house, "agent"), boss(house, "boss"), only(house, "boss", "?kinds=promise.*");
  EXPECT_NE(agent.head.find("Content-Type: text/event-stream\r\n"), std::string::npos);
  house.add_event(minute(1), "case.opened", 7);
  house.add_event(minute(2), "case.opened", 8);  // another team's
  house.add_event(minute(3), "promise.broken", 7);
  EXPECT_NE(agent.next().find("id: " + wire(minute(1)) + "\n"), std::string::npos);
  EXPECT_NE(agent.next().find("id: " + wire(minute(3)) + "\n"), std::string::npos);
  for (int i = 1; i <= 3; ++i)
    EXPECT_NE(boss.next().find("id: " + wire(minute(i)) + "\n"), std::string::npos);
  std::string const promise = only.next();
  EXPECT_NE(promise.find("\"kind\":\"promise.broken\""), std::string::npos) << promise;
  EXPECT_NE(promise.find("\"case_id\":\"" + CaseId{12}.text() + "\""), std::string::npos);
  EXPECT_NE(promise.find("\"actor_id\":\"" + StaffId{1}.text() + "\""), std::string::npos);
}

TEST_P(Live, what_was_missed_is_told_on_return) {
  House house(fresh());
  for (int i = 1; i <= 5; ++i) house.add_event(minute(i), "case.opened", i == 4 ? 8 : 7);
  Listener agent(house, "agent", "", wire(minute(2)));
  EXPECT_NE(agent.next().find("id: " + wire(minute(3)) + "\n"), std::string::npos);
  EXPECT_NE(agent.next().find("id: " + wire(minute(5)) + "\n"), std::string::npos);
  house.add_event(minute(6), "case.opened", 7);
  EXPECT_NE(agent.next().find("id: " + wire(minute(6)) + "\n"), std::string::npos);
  Listener lost(house, "agent", "?last_event_id=rubbish");
  EXPECT_EQ(lost.next(), "event: reset\ndata: {}\n\n");
}

TEST_P(Live, who_works_here_is_told_only_to_those_who_may_read_it) {
  House house(fresh());
  house.database->write_now([&](db::Tx& tx) {
    tx.run(testing::ad_hoc("INSERT INTO events (id, kind, at, actor_kind, actor_id, actor_name, "
                           "case_id, customer_id, team_id, payload) VALUES ($1, "
                           "'api_token.added', 1, 'staff', 1, 'boss', 0, 0, 0, '{}')"),
           minute(3));
    return db::Outcome::Commit;
  });
  house.add_event(minute(4), "case.opened", 7);
  Listener agent(house, "agent", "", wire(minute(2))), boss(house, "boss", "", wire(minute(2)));
  EXPECT_NE(agent.next().find("id: " + wire(minute(4)) + "\n"), std::string::npos);
  EXPECT_NE(boss.next().find("id: " + wire(minute(3)) + "\n"), std::string::npos);
  house.feed.publish({.id = {minute(5)}, .kind = "staff.left", .actor_kind = "staff"});
  house.feed.publish({.id = {minute(6)}, .kind = "company.changed", .actor_kind = "staff"});
  EXPECT_NE(agent.next().find("company.changed"), std::string::npos);
  EXPECT_NE(boss.next().find("case.opened"), std::string::npos);
  EXPECT_NE(boss.next().find("staff.left"), std::string::npos);
}

TEST_P(Live, more_than_a_thousand_missed_are_told_as_a_reset) {
  House house(fresh());
  house.database->write_now([&](db::Tx& tx) {
    auto const insert = testing::ad_hoc(
        "INSERT INTO events (id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id, "
        "team_id, payload) VALUES ($1, 'case.opened', 1, 'staff', 1, 'agent', 1, 0, 7, '{}')");
    for (int i = 1; i <= 1003; ++i) tx.run(insert, minute(i));
    return db::Outcome::Commit;
  });
  Listener far(house, "agent", "", wire(minute(1)));
  EXPECT_EQ(far.next(), "event: reset\ndata: {}\n\n");
  house.feed.publish({.id = {minute(2000)},
                      .kind = "case.solved",
                      .at = {},
                      .actor_kind = "system",
                      .case_id = 1,
                      .team_id = 7,
                      .payload = {}});
  EXPECT_NE(far.next().find("case.solved"), std::string::npos);
  Listener near(house, "agent", "", wire(minute(3)));
  EXPECT_NE(near.next().find("id: " + wire(minute(4)) + "\n"), std::string::npos);
}

TEST_P(Live, a_stranger_hears_nothing_and_a_revoked_one_no_more) {
  ServerOptions options;
  options.heartbeat = 20ms;
  options.live_recheck = 50ms;
  House house(fresh(), options);
  Listener stranger(house, "nobody");
  EXPECT_TRUE(stranger.head.starts_with("HTTP/1.1 401")) << stranger.head;
  EXPECT_EQ(house.feed.listeners(), 0u);
  Listener agent(house, "agent");
  EXPECT_EQ(agent.next(), ": still here\n\n");
  house.revoked = true;
  agent.socket.read_all();
  EXPECT_TRUE(agent.socket.ended());
}

TEST_P(Live, silence_is_filled_with_comments_and_a_stop_ends_the_stream) {
  ServerOptions options;
  options.heartbeat = 50ms;
  House house(fresh(), options);
  Listener agent(house, "agent");
  EXPECT_EQ(agent.next(), ": still here\n\n");
  EXPECT_EQ(agent.next(), ": still here\n\n");
  EXPECT_TRUE(house.server->stop(5s));
  agent.socket.read_all();
  EXPECT_TRUE(agent.socket.ended());
  EXPECT_EQ(house.feed.listeners(), 0u);
}

TEST(LiveStreams, a_listener_that_falls_behind_is_reset_and_let_go) {
  TestFeed feed;
  auto stream = std::make_shared<LiveStream>(3, std::vector<std::string>());
  stream->attach(feed);
  Actor boss;
  stream->begin(boss, {}, false);
  jobs::Event event;
  event.kind = "case.opened";
  for (int i = 1; i <= 3; ++i) {
    event.id = {i};
    feed.publish(event);
  }
  EXPECT_FALSE(stream->ended());
  event.id = {4};
  feed.publish(event);
  EXPECT_TRUE(stream->ended());
  EXPECT_EQ(stream->take(), "event: reset\ndata: {}\n\n");
  stream->detach();
}

TEST(LiveStreams, what_comes_while_the_past_is_read_is_told_once) {
  TestFeed feed;
  auto stream = std::make_shared<LiveStream>(10, std::vector<std::string>());
  stream->attach(feed);
  jobs::Event first, second;
  first.id = {1};
  second.id = {2};
  feed.publish(first);
  feed.publish(second);
  EXPECT_EQ(stream->take(), "");
  stream->begin(Actor{}, {first}, false);
  std::string const text = stream->take();
  EXPECT_EQ(text, event_text(first) + event_text(second));
  stream->detach();
}

TEST(LiveStreams, who_may_see_what) {
  auto staff = [](std::initializer_list<Permission> all, std::vector<std::int64_t> teams) {
    Actor actor{.kind = ActorKind::Staff, .id = 1};
    for (auto p : all) actor.permissions.set(static_cast<std::size_t>(p));
    actor.teams = std::move(teams);
    return actor;
  };
  jobs::Event of_team, of_nobody, of_customer;
  of_team.case_id = of_nobody.case_id = 1;
  of_team.team_id = 7;
  of_customer.customer_id = 1;
  auto const outsider = staff({}, {7});
  auto const member = staff({Permission::CasesRead}, {7});
  auto const other = staff({Permission::CasesRead}, {8});
  auto const all = staff({Permission::CasesReadAll}, {});
  auto const clerk = staff({Permission::CustomersRead}, {});
  EXPECT_FALSE(may_see(outsider, of_team) || may_see(outsider, of_nobody));
  EXPECT_TRUE(may_see(member, of_team) && may_see(member, of_nobody));
  EXPECT_TRUE(!may_see(other, of_team) && may_see(other, of_nobody));
  EXPECT_TRUE(may_see(all, of_team) && may_see(all, of_nobody));
  EXPECT_FALSE(may_see(all, of_customer) || may_see(member, of_customer));
  EXPECT_TRUE(may_see(clerk, of_customer) && !may_see(clerk, of_team));
  jobs::Event note = of_team;
  note.payload["mentioned"] = {StaffId{1}.text()};
  EXPECT_TRUE(may_see(other, note)) << "another team's, but it calls her";
  EXPECT_FALSE(may_see(outsider, note));
  note.payload["mentioned"] = {StaffId{2}.text()};
  EXPECT_FALSE(may_see(other, note));
  auto const people = staff({Permission::StaffRead}, {});
  for (char const* kind : {"staff.changed", "role.added", "api_token.revoked"}) {
    jobs::Event of_people;
    of_people.kind = kind;
    EXPECT_FALSE(may_see(member, of_people) || may_see(all, of_people)) << kind;
    EXPECT_TRUE(may_see(people, of_people)) << kind;
  }
  jobs::Event of_company, of_webhook, of_mailbox;
  of_company.kind = "company.changed";
  of_webhook.kind = "webhook.changed";
  of_mailbox.kind = "mailbox.changed";
  EXPECT_TRUE(may_see(member, of_company) && !may_see(people, of_company));
  EXPECT_FALSE(may_see(all, of_webhook) || may_see(all, of_mailbox));
  EXPECT_TRUE(may_see(staff({Permission::IntegrationsWrite}, {}), of_webhook));
  EXPECT_TRUE(may_see(staff({Permission::ChannelsWrite}, {}), of_mailbox));
}

}  // namespace
}  // namespace vefa::http
