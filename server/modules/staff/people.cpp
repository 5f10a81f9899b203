#include "modules/staff/people.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "jobs/jobs.hpp"
#include "modules/staff/rules.hpp"

namespace vefa::staff {
namespace {

constexpr std::int64_t kUsualMaxOpen = 40;
constexpr std::int64_t kHighestMaxOpen = 10000;

struct NewPersonRow {
  StaffId id;
  std::int64_t version = 1;
  std::string name;
  std::string folded_name;
  std::string sort_key;
  std::string email;
  std::string folded_email;
  Language language = Language::En;
  PersonState state = PersonState::Invited;
  WorkCalendarId calendar_id;
  std::int64_t max_open = kUsualMaxOpen;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(NewPersonRow, (),
                      (id, version, name, folded_name, sort_key, email, folded_email, language,
                       state, calendar_id, max_open, created_at))

struct ListedPerson : PersonRow {
  std::string sort_key;
};
BOOST_DESCRIBE_STRUCT(ListedPerson, (PersonRow), (sort_key))

template <class T>
bool contains(std::vector<T> const& all, T const& one) {
  return std::ranges::find(all, one) != all.end();
}

template <class T>
void drop_doubles(std::vector<T>& all) {
  std::vector<T> once;
  for (auto const& one : all)
    if (!contains(once, one)) once.push_back(one);
  all = std::move(once);
}

/// The roles' rights together; Invalid when one does not exist, Forbidden when the actor lacks a
/// right.
Result<void> check_roles(Context const& ctx, db::Tx& tx, std::vector<RoleId> const& roles) {
  if (roles.empty()) return invalid("roles", "staff.role_needed");
  for (std::size_t i = 0; i < roles.size(); ++i) {
    auto const role = tx.find<RoleRow>(sql::find_role, roles[i]);
    if (!role) return invalid("roles[" + std::to_string(i) + "]", "staff.unknown_role");
    if (ctx.actor.kind != ActorKind::System &&
        !covers(ctx.actor.permissions, permissions_of(*role)))
      return Error{Code::Forbidden, "staff.more_than_own_rights", {}, "roles", {}};
  }
  return {};
}

Result<void> check_teams(db::Tx& tx, std::vector<TeamId> const& teams) {
  for (std::size_t i = 0; i < teams.size(); ++i)
    if (!find_team(tx, teams[i]))
      return invalid("teams[" + std::to_string(i) + "]", "staff.unknown_team");
  return {};
}

Result<void> check_numbers(std::string const& email, std::int64_t max_open) {
  if (!is_email(email)) return invalid("email", "staff.bad_email");
  if (max_open < 0 || max_open > kHighestMaxOpen)
    return invalid("max_open", "staff.bad_max_open", {{"most", std::to_string(kHighestMaxOpen)}});
  return {};
}

void write_roles(db::Tx& tx, StaffId id, std::vector<RoleId> const& roles) {
  tx.run(sql::clear_roles_of_person, id);
  for (auto role : roles) tx.run(sql::add_role_of_person, id, role);
}

void write_teams(db::Tx& tx, StaffId id, std::vector<TeamId> const& teams) {
  tx.run(sql::clear_teams_of_person, id);
  for (auto team : teams) tx.run(sql::add_member, team, id);
}

void write_languages(db::Tx& tx, StaffId id, std::vector<Language> const& languages) {
  tx.run(sql::clear_abilities, id, "language");
  for (auto language : languages) tx.run(sql::add_ability, id, "language", tag(language));
}

void write_skills(db::Tx& tx, StaffId id, std::vector<std::string> const& skills) {
  tx.run(sql::clear_abilities, id, "skill");
  for (auto const& skill : skills) tx.run(sql::add_ability, id, "skill", skill);
}

template <class Texts>
std::vector<std::string> words_of(Texts const& texts) {
  std::vector<std::string> words;
  for (auto const& text : texts) words.push_back(text.value);
  return folded_words(words);
}

Error email_taken() { return {Code::Conflict, "staff.email_taken", {}, "email", {}}; }

/// What `change` makes of `person`; nothing is written.
Person changed(Person person, PersonChange const& change) {
  if (change.name) person.name = change.name->value;
  if (change.email) person.email = change.email->value;
  if (change.language) person.language = *change.language;
  if (change.roles) person.roles = *change.roles;
  if (change.teams) person.teams = *change.teams;
  if (change.languages) person.languages = *change.languages;
  if (change.skills) person.skills = words_of(*change.skills);
  if (change.max_open) person.max_open = *change.max_open;
  if (change.calendar_id) person.calendar_id = *change.calendar_id;
  if (change.no_calendar.value_or(false)) person.calendar_id = {};
  drop_doubles(person.roles);
  drop_doubles(person.teams);
  drop_doubles(person.languages);
  return person;
}

Result<void> write_change(db::Tx& tx, Person const& person, PersonChange const& change) {
  std::int64_t rows = 0;
  bool const free = tx.attempt([&] {
    rows = tx.change(sql::update_person, person.id, change.version, person.name, fold(person.name),
                     name_key(person.name), person.email, fold(person.email), person.language,
                     person.calendar_id, person.max_open);
  });
  if (!free) return email_taken();
  if (rows == 0) return stale(person.version);
  if (change.roles) write_roles(tx, person.id, person.roles);
  if (change.teams) write_teams(tx, person.id, person.teams);
  if (change.languages) write_languages(tx, person.id, person.languages);
  if (change.skills) write_skills(tx, person.id, person.skills);
  return {};
}

JsonObject with_reason(StateChange const& change) {
  if (!change.reason || change.reason->empty()) return {};
  return {{"reason", change.reason->value}};
}

Result<Person> set_state(Context const& ctx, db::Tx& tx, Person const& person, PersonState state,
                         StateChange const& change, std::string const& event) {
  tx.run(sql::lock_administrators);
  if (tx.change(sql::update_person_state, person.id, change.version, state) == 0)
    return stale(person.version);
  TRY(keep_an_administrator(tx));
  record(ctx, tx, event, "staff", person.id.text(), with_reason(change));
  return load(tx, person.id);
}

Result<void> not_oneself(Context const& ctx, StaffId id) {
  if (ctx.actor.kind == ActorKind::Staff && ctx.actor.id == id.value)
    return refused("staff.not_yourself");
  return {};
}

std::string like_pattern(std::string const& part) {
  std::string pattern = "%";
  for (char c : fold(trim(part))) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern.size() == 1 ? pattern : pattern + "%";
}

struct ListPlace {
  std::string sort_key;
  std::int64_t id = 0;
};

Result<ListPlace> place_of(std::optional<std::string> const& cursor) {
  if (!cursor) return ListPlace{};
  auto const parts = split(from_base64url(*cursor), ' ');
  auto const id = parts.size() == 2 ? parse_id_digits(parts[1]) : std::nullopt;
  if (!id) return invalid("cursor", "error.bad_cursor");
  return ListPlace{parts[0], *id};
}

}  // namespace

void record(Context const& ctx, db::Tx& tx, std::string kind, std::string const& noun,
            std::string const& id, JsonObject more) {
  more[noun] = id;
  jobs::Event event;
  event.kind = std::move(kind);
  event.payload = std::move(more);
  jobs::record(ctx, tx, std::move(event));
}

Result<void> keep_an_administrator(db::Tx& tx) {
  if (tx.scalar<std::int64_t>(sql::count_active_administrators).value_or(0) == 0)
    return refused("staff.last_administrator");
  return {};
}

Result<Person> load_for_change(Context const& ctx, db::Tx& tx, StaffId id) {
  auto person = TRY(load(tx, id));
  bool const may = ctx.actor.kind == ActorKind::System ||
                   covers(ctx.actor.permissions, grants_of(tx, id).permissions);
  if (!may) return Error{Code::Forbidden, "staff.more_than_own_rights", {}, {}, {}};
  return person;
}

Result<StaffId> add_person(Context const& ctx, db::Tx& tx, NewPerson const& person,
                           PersonState state) {
  std::vector<RoleId> roles = person.roles;
  std::vector<TeamId> teams = person.teams.value_or(List<TeamId, 100>{default_team(tx).id});
  std::vector<Language> languages = person.languages.value_or(List<Language, 4>{person.language});
  drop_doubles(roles);
  drop_doubles(teams);
  drop_doubles(languages);
  auto const max_open = person.max_open.value_or(kUsualMaxOpen);
  TRY(check_numbers(person.email.value, max_open));
  TRY(check_roles(ctx, tx, roles));
  TRY(check_teams(tx, teams));
  NewPersonRow const row{.id = ctx.new_id<StaffId>(),
                         .name = person.name.value,
                         .folded_name = fold(person.name.value),
                         .sort_key = name_key(person.name.value),
                         .email = person.email.value,
                         .folded_email = fold(person.email.value),
                         .language = person.language,
                         .state = state,
                         .calendar_id = person.calendar_id.value_or(WorkCalendarId{}),
                         .max_open = max_open,
                         .created_at = ctx.now};
  if (!tx.attempt([&] { tx.insert(sql::insert_person, row); })) return email_taken();
  tx.run(sql::insert_secrets, row.id);
  write_roles(tx, row.id, roles);
  write_teams(tx, row.id, teams);
  write_languages(tx, row.id, languages);
  if (person.skills) write_skills(tx, row.id, words_of(*person.skills));
  return row.id;
}

Result<StaffId> add_active(Context const& ctx, db::Tx& tx, NewPerson const& person,
                           std::string const& password_hash) {
  auto const id = TRY(add_person(ctx, tx, person, PersonState::Active));
  tx.run(sql::set_password, id, password_hash, ctx.now);
  record(ctx, tx, "staff.joined", "staff", id.text());
  return id;
}

Result<Invitation> invite(Context const& ctx, db::Tx& tx, NewPerson const& person) {
  auto const id = TRY(add_person(ctx, tx, person, PersonState::Invited));
  auto token = TRY(new_link(ctx, tx, id, LinkKind::Invitation));
  record(ctx, tx, "staff.invited", "staff", id.text());
  return Invitation{TRY(load(tx, id)), std::move(token), ctx.now + kInvitationValid};
}

Result<Invitation> invite_again(Context const& ctx, db::Tx& tx, StaffId id) {
  auto person = TRY(load_for_change(ctx, tx, id));
  tx.run(sql::clear_links_of_kind, id, LinkKind::Invitation);
  auto token = TRY(new_link(ctx, tx, id, LinkKind::Invitation));
  record(ctx, tx, "staff.invited", "staff", id.text());
  return Invitation{std::move(person), std::move(token), ctx.now + kInvitationValid};
}

Result<Person> change(Context const& ctx, db::Tx& tx, StaffId id, PersonChange const& change) {
  auto const before = TRY(load_for_change(ctx, tx, id));
  if (before.version != change.version) return stale(before.version);
  if (before.state == PersonState::Left) return refused("staff.has_left");
  auto const after = changed(before, change);
  TRY(check_numbers(after.email, after.max_open));
  TRY(check_teams(tx, after.teams));
  if (change.roles) {
    TRY(check_roles(ctx, tx, after.roles));
    tx.run(sql::lock_administrators);
  }
  TRY(write_change(tx, after, change));
  if (change.roles) TRY(keep_an_administrator(tx));
  if (after.email != before.email) tx.run(sql::clear_links, id);
  record(ctx, tx, "staff.changed", "staff", id.text());
  return load(tx, id);
}

Result<Person> change_oneself(Context const& ctx, db::Tx& tx, StaffId id,
                              PersonChange const& change) {
  auto const before = TRY(load(tx, id));
  PersonChange const own{
      .version = change.version, .name = change.name, .language = change.language};
  if (before.version != own.version) return stale(before.version);
  TRY(write_change(tx, changed(before, own), own));
  record(ctx, tx, "staff.changed", "staff", id.text());
  return load(tx, id);
}

Result<Person> suspend(Context const& ctx, db::Tx& tx, StaffId id, StateChange const& change) {
  TRY(not_oneself(ctx, id));
  auto const person = TRY(load_for_change(ctx, tx, id));
  if (person.state == PersonState::Left) return refused("staff.has_left");
  auto suspended =
      TRY(set_state(ctx, tx, person, PersonState::Suspended, change, "staff.suspended"));
  tx.run(sql::delete_sessions_but, id, 0);
  tx.run(sql::clear_links, id);
  return suspended;
}

Result<Person> resume(Context const& ctx, db::Tx& tx, StaffId id, StateChange const& change) {
  auto const person = TRY(load_for_change(ctx, tx, id));
  if (person.state == PersonState::Left) return refused("staff.has_left");
  auto const secrets = tx.find<SecretsRow>(sql::find_secrets, id);
  bool const has_password = secrets && !secrets->password_hash.empty();
  return set_state(ctx, tx, person, has_password ? PersonState::Active : PersonState::Invited,
                   change, "staff.resumed");
}

Result<Person> leave(Context const& ctx, db::Tx& tx, StaffId id, StateChange const& change) {
  TRY(not_oneself(ctx, id));
  auto const person = TRY(load_for_change(ctx, tx, id));
  if (person.state == PersonState::Left) return refused("staff.has_left");
  StaffId const by{ctx.actor.kind == ActorKind::Staff ? ctx.actor.id : 0};
  tx.run(sql::delete_sessions_but, id, 0);
  tx.run(sql::clear_links, id);
  tx.run(sql::clear_recovery_codes, id);
  tx.run(sql::clear_secrets, id);
  tx.run(sql::revoke_api_tokens_of, id, ctx.now, by);
  tx.run(sql::clear_teams_of_person, id);
  tx.run(sql::set_presence, id, Presence::Offline, std::optional<Instant>{}, ctx.now);
  return set_state(ctx, tx, person, PersonState::Left, change, "staff.left");
}

Result<Page<Person>> list_people(db::Tx& tx, PeopleFilter const& filter) {
  auto const after = TRY(place_of(filter.cursor));
  auto const limit = filter.limit.value_or(50);
  if (limit < 1 || limit > 200)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "200"}});
  auto rows = tx.list<ListedPerson>(
      sql::list_people, after.sort_key, after.id,
      filter.state ? wire::enum_text(*filter.state) : "", filter.team.value_or(TeamId{}).value,
      filter.role.value_or(RoleId{}).value, like_pattern(filter.q.value_or("")), limit + 1);
  Page<Person> page;
  if (static_cast<std::int64_t>(rows.size()) > limit) {
    rows.pop_back();
    page.next_cursor = base64url(rows.back().sort_key + ' ' + id_digits(rows.back().id.value));
  }
  for (auto& row : rows) page.items.push_back(complete(tx, std::move(row)));
  return page;
}

Result<PresenceView> set_presence(Context const& ctx, db::Tx& tx, StaffId id,
                                  PresenceChange const& change) {
  if (change.away_until) {
    if (change.presence != Presence::Away) return invalid("away_until", "staff.until_without_away");
    if (*change.away_until <= ctx.now) return invalid("away_until", "staff.until_is_past");
  }
  tx.run(sql::set_presence, id, change.presence, change.away_until, ctx.now);
  record(ctx, tx, "staff.presence_changed", "staff", id.text(),
         {{"presence", wire::enum_text(change.presence)}});
  return PresenceView{change.presence, change.away_until};
}

}  // namespace vefa::staff
