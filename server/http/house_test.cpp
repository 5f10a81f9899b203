// The house of test_house.hpp: its tables, routes and people.
#include "http/test_house.hpp"

namespace vefa::http {
namespace {

using testing::ad_hoc;

auto const kThings = ad_hoc(
    "CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, size BIGINT NOT NULL, "
    "version BIGINT NOT NULL)");
auto const kAdd = ad_hoc("INSERT INTO things (id, name, size, version) VALUES ($1, $2, $3, $4)");
auto const kNamed = ad_hoc("SELECT id FROM things WHERE name = $1");
auto const kFind = ad_hoc("SELECT id, name, size, version FROM things WHERE id = $1");
auto const kResize =
    ad_hoc("UPDATE things SET size = $2, version = version + 1 WHERE id = $1 AND version = $3");

struct Resize {
  std::int64_t size = 0;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Resize, (), (size, version))

Result<Thing> add_thing(Call const& call, db::Tx& tx, NewThing const& body) {
  Thing const thing{call.ctx.new_id<ThingId>(), body.name, body.size, 1};
  tx.insert(kAdd, thing);
  if (body.size < 0) return refused("error.conflict");
  return thing;
}
/// Looks before it writes, as use-cases do that refuse in words.
Result<Thing> add_new_thing(Call const& call, db::Tx& tx, NewThing const& body) {
  if (tx.scalar<std::int64_t>(kNamed, body.name.value)) return refused("error.conflict");
  return add_thing(call, tx, body);
}
Result<Thing> read_thing(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<ThingId>("thing"));
  auto found = tx.find<Thing>(kFind, id);
  if (!found) return not_found("thing");
  return *found;
}
Result<Thing> resize_thing(Call const& call, db::Tx& tx, Resize const& body) {
  auto const id = TRY(call.id<ThingId>("thing"));
  bool const changed = tx.change(kResize, id, body.size, body.version) == 1;
  auto found = tx.find<Thing>(kFind, id);
  if (!found) return not_found("thing");
  if (!changed) return stale(found->version);
  return *found;
}
Result<void> touch_thing(Call const&, db::Tx&) { return {}; }
Result<Echo> echo_query(Call const& call, db::Tx&, Query<ThingFilter> const& q) {
  return Echo{q->limit,         q->colour, q->large, q->names, std::string(tag(call.ctx.language)),
              call.ctx.actor.id};
}
Result<Echo> fail(Call const&, db::Tx&) { throw std::runtime_error("a secret detail"); }
Result<Echo> lose_database(Call const&, db::Tx&) { throw db::Unavailable("away"); }
Result<Response> upload(Call const& call, db::Tx&) {
  return Response{200, "text/plain", std::to_string(call.request->body.size()), {}};
}
Result<Response> set_cookie(Call const& call, db::Tx&) {
  return Response{200,
                  "text/plain",
                  "ok",
                  {{"Set-Cookie", session_cookie(*call.request, "agent", 60)},
                   {"X-Evil", "a\r\nX-Injected: 1"}}};
}
Result<Response> rest(Call const& call) {
  return Response{200, "text/plain", std::string(call.param("rest")), {}};
}

Result<Identity> authenticate(Credentials const& given, bool revoked) {
  Identity who;
  who.actor.kind = ActorKind::Staff;
  who.session_id = 77;
  auto grant = [&](std::int64_t id, std::initializer_list<Permission> all) {
    who.actor.id = id;
    who.actor.name = given.token;
    for (auto p : all) who.actor.permissions.set(static_cast<std::size_t>(p));
  };
  if (revoked) return Error{.code = Code::Unauthenticated, .key = "error.unauthenticated"};
  if (given.token == "agent") {
    grant(1, {Permission::CasesRead, Permission::CasesWrite});
    who.actor.teams = {7};
    return who;
  }
  if (given.token == "reader") return grant(2, {Permission::CasesRead}), who;
  if (given.token == "hebrew") {
    grant(3, {Permission::CasesRead});
    who.language = Language::He;
    return who;
  }
  if (given.token == "boss") {
    who.actor.id = 9;
    who.actor.permissions.set();
    return who;
  }
  return Error{.code = Code::Unauthenticated, .key = "error.unauthenticated"};
}

void add_routes(Routes& routes, House& house) {
  routes.post<add_thing>("/things", Permission::CasesWrite, "Adds a thing.").status(201);
  routes.post<add_new_thing>("/new_things", Permission::CasesWrite, "Adds one.").status(201);
  routes.get<read_thing>("/things/{thing}", Permission::CasesRead, "Reads a thing.");
  routes.add(Method::Get, Kind::AuditedRead, "/things/{thing}/file", Permission::CasesRead,
             "read_file", read_thing, "Reads a thing, which is kept in mind.");
  routes.put<resize_thing>("/things/{thing}", Permission::CasesWrite, "Resizes a thing.");
  routes.del<touch_thing>("/things/{thing}", Permission::CasesWrite, "Touches a thing.");
  routes.get<echo_query>("/echo", Permission::Public, "Says what it understood.");
  routes.get<fail>("/fail", Permission::Public, "Fails.");
  routes.get<lose_database>("/lost", Permission::Public, "Has no database.");
  routes.post<upload>("/upload", Permission::CasesWrite, "Counts bytes.").raw().max_body(4 << 20);
  routes.post<set_cookie>("/cookie", Permission::Public, "Gives the cookie.").secret();
  routes.add(Method::Get, Kind::Plain, "/files/{rest*}", Permission::Public, "rest", rest, "Files.")
      .absolute();
  routes.add(
      Method::Post, Kind::Slow, "/slow", Permission::CasesWrite, "work_slowly",
      [&house](Call const&, db::Database&, NewThing const& body) -> Result<Thing> {
        ++house.slow_calls;
        if (body.size < 0) return refused("error.conflict");
        return Thing{ThingId{5}, body.name, house.slow_calls, 1};
      },
      "Works slowly.");
}

}  // namespace

House::House(std::unique_ptr<db::Database> given, ServerOptions options)
    : database(std::move(given)), company(std::make_shared<Company>()) {
  database->write_now([](db::Tx& tx) {
    tx.run(kThings);
    return db::Outcome::Commit;
  });
  company->database = database.get();
  company->clock = &clock;
  company->ids = &ids;
  company->feed = &feed;
  company->authenticate = [this](db::Tx&, Credentials const& given_) {
    return authenticate(given_, revoked);
  };
  add_routes(routes, *this);
  add_edge_routes(routes);
  auto find = [this](std::string_view host) { return host == "127.0.0.1" ? company : nullptr; };
  auto open = [this](std::string_view host) { return host == "cold.example" ? company : nullptr; };
  server = Server::start(routes, {find, open}, std::move(options));
}

House::~House() {
  if (server) server->stop(std::chrono::seconds(5));
}

std::int64_t House::count(char const* sql) const {
  auto const statement = ad_hoc(sql);
  std::int64_t n = -1;
  database->read_now([&](db::Tx& tx) { n = tx.scalar<std::int64_t>(statement).value_or(0); });
  return n;
}

void House::add_event(std::int64_t id, std::string kind, std::int64_t team) {
  static auto const statement = ad_hoc(
      "INSERT INTO events (id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id, "
      "team_id, payload) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
  jobs::Event const event{.id = {id},
                          .kind = std::move(kind),
                          .at = clock.now(),
                          .actor_kind = "staff",
                          .actor_id = 1,
                          .actor_name = "agent",
                          .case_id = 12,
                          .customer_id = 0,
                          .team_id = team,
                          .payload = {}};
  database->write_now([&](db::Tx& tx) {
    tx.insert(statement, event);
    return db::Outcome::Commit;
  });
  feed.publish(event);
}

}  // namespace vefa::http
