#include "modules/staff/staff.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "db/remember.hpp"
#include "modules/staff/authority.hpp"
#include "modules/staff/rules.hpp"
#include "modules/staff/store.hpp"

namespace vefa::staff {
namespace {

constexpr Duration kSeenEvery = std::chrono::minutes(1);

db::Remembered const kMembers{"team_members", "staff", "presence", "staff_abilities"};
db::Remembered const kDefaultTeam{"teams"};

struct MemberRow {
  StaffId id;
  std::string name;
  PersonState state = PersonState::Active;
  Presence presence = Presence::Offline;
  std::optional<Instant> away_until;
  std::int64_t max_open = 0;
  std::string kind;
  std::string word;
};
BOOST_DESCRIBE_STRUCT(MemberRow, (), (id, name, state, presence, away_until, max_open, kind, word))

struct LimitRow {
  RoleId id;
  std::int64_t authority_minor = 0;
  std::string authority_currency;
};
BOOST_DESCRIBE_STRUCT(LimitRow, (), (id, authority_minor, authority_currency))

struct HolderRow {
  StaffId id;
  std::string sort_key;
};
BOOST_DESCRIBE_STRUCT(HolderRow, (), (id, sort_key))

struct SessionByToken {
  SessionId session_id;
  StaffId staff_id;
  Instant last_seen_at;
  Instant expires_at;
  std::string name;
  Language language = Language::En;
  PersonState state = PersonState::Active;
  bool totp_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(SessionByToken, (),
                      (session_id, staff_id, last_seen_at, expires_at, name, language, state,
                       totp_confirmed))

struct ApiTokenByToken {
  ApiTokenId token_id;
  StaffId staff_id;
  std::string scopes;
  std::optional<Instant> expires_at;
  std::optional<Instant> last_used_at;
  std::optional<Instant> revoked_at;
  std::string name;
  Language language = Language::En;
  PersonState state = PersonState::Active;
  bool totp_confirmed = false;
};
BOOST_DESCRIBE_STRUCT(ApiTokenByToken, (),
                      (token_id, staff_id, scopes, expires_at, last_used_at, revoked_at, name,
                       language, state, totp_confirmed))

Candidate as_candidate(MemberRow const& row, Instant now) {
  auto const presence = as_it_is({row.presence, row.away_until, {}}, now);
  return {.id = row.id,
          .name = row.name,
          .state = row.state,
          .presence = presence.presence,
          .away_until = presence.away_until,
          .available = row.state == PersonState::Active && presence.presence == Presence::Available,
          .max_open = row.max_open,
          .languages = {},
          .skills = {}};
}

Error unknown_token() { return {Code::Unauthenticated, "staff.sign_in_again", {}, {}, {}}; }

/// Notes the use in a write of its own: a reader cannot write, and a request must not wait for it.
void note_seen(db::Tx& tx, db::Statement const& statement, std::int64_t id, Instant now) {
  tx.database().write(
      [&statement, id, now](db::Tx& late) {
        late.run(statement, id, now);
        return db::Outcome::Commit;
      },
      [](std::exception_ptr) {});
}

SignedIn signed_in(db::Tx& tx, StaffId id, std::string name, Language language, bool totp_confirmed,
                   Permissions const& scopes) {
  auto grants = grants_of(tx, id);
  SignedIn who;
  who.must_enrol_totp = grants.totp_required && !totp_confirmed;
  who.language = language;
  if (who.must_enrol_totp) {
    grants.permissions.reset();
    grants.permissions.set(static_cast<std::size_t>(Permission::Self));
  }
  who.actor = {.kind = ActorKind::Staff,
               .id = id.value,
               .permissions = grants.permissions & scopes,
               .teams = std::move(grants.teams),
               .name = std::move(name)};
  return who;
}

Result<SignedIn> authenticate_api_token(db::Tx& tx, Instant now, std::string_view token) {
  auto row = tx.find<ApiTokenByToken>(sql::find_api_token, token_hash(token));
  if (!row || row->revoked_at || row->state != PersonState::Active) return unknown_token();
  if (row->expires_at && *row->expires_at <= now) return unknown_token();
  if (!row->last_used_at || *row->last_used_at + kSeenEvery <= now)
    note_seen(tx, sql::touch_api_token, row->token_id.value, now);
  auto who = signed_in(tx, row->staff_id, std::move(row->name), row->language, row->totp_confirmed,
                       parse_permissions(row->scopes));
  who.api_token_id = row->token_id;
  return who;
}

}  // namespace

std::optional<Person> find(db::Tx& tx, StaffId id) {
  auto row = tx.find<PersonRow>(sql::find_person, id);
  if (!row) return std::nullopt;
  return complete(tx, std::move(*row));
}

std::optional<Person> find_by_email(db::Tx& tx, std::string const& email) {
  auto row = tx.find<PersonRow>(sql::find_person_by_email, fold(trim(email)));
  if (!row) return std::nullopt;
  return complete(tx, std::move(*row));
}

std::string name_of(db::Tx& tx, StaffId id) {
  return tx.scalar<std::string>(sql::find_name, id).value_or("");
}

std::vector<TeamId> teams_of(db::Tx& tx, StaffId id) {
  return tx.column<TeamId>(sql::teams_of_person, id);
}

std::optional<Team> find_team(db::Tx& tx, TeamId id) { return tx.find<Team>(sql::find_team, id); }

Team default_team(db::Tx& tx) {
  return *db::remember<Team>(tx, kDefaultTeam, "",
                             [&] { return tx.find<Team>(sql::find_default_team).value(); });
}

std::vector<Candidate> members(db::Tx& tx, TeamId id, Instant now) {
  std::vector<Candidate> out;
  auto const rows = db::remember<std::vector<MemberRow>>(
      tx, kMembers, std::to_string(id.value),
      [&] { return tx.list<MemberRow>(sql::members_of_team, id); });
  for (auto const& row : *rows) {
    if (out.empty() || out.back().id != row.id) {
      if (out.size() == 1000) break;
      out.push_back(as_candidate(row, now));
    }
    if (row.kind == "skill") out.back().skills.push_back(row.word);
    if (row.kind == "language")
      if (auto language = parse_language(row.word)) out.back().languages.push_back(*language);
  }
  return out;
}

std::vector<Candidate> candidates(db::Tx& tx, TeamId id, Instant now) {
  auto all = members(tx, id, now);
  std::erase_if(all, [](Candidate const& c) { return c.state != PersonState::Active; });
  return all;
}

std::vector<StaffId> holders_of(db::Tx& tx, Permission permission) {
  std::string pattern = "% ";
  for (char c : vefa::name_of(permission)) {
    if (c == '_') pattern += '!';
    pattern += c;
  }
  std::vector<StaffId> out;
  for (auto const& row : tx.list<HolderRow>(sql::holders_of_permission, pattern + " %"))
    out.push_back(row.id);
  return out;
}

std::vector<Money> authority_of_kind(db::Tx& tx, StaffId id,
                                     std::vector<KindLimit> const& of_kind) {
  std::vector<Money> limits;
  for (auto const& row : tx.list<LimitRow>(sql::limits_of_person, id)) {
    auto const own = std::ranges::find(of_kind, row.id, &KindLimit::role_id);
    if (own != of_kind.end()) {
      limits.push_back(own->most);
    } else if (auto currency = Currency::parse(row.authority_currency)) {
      limits.push_back({row.authority_minor, *currency});
    }
  }
  return highest(limits);
}

bool may_give_of_kind(db::Tx& tx, StaffId id, Money amount, std::vector<KindLimit> const& of_kind) {
  auto const limits = authority_of_kind(tx, id, of_kind);
  return std::ranges::any_of(limits, [&](Money const& limit) {
    return limit.currency == amount.currency && amount.minor <= limit.minor;
  });
}

std::vector<Money> authority(db::Tx& tx, StaffId id) { return authority_of_kind(tx, id, {}); }

bool may_give(db::Tx& tx, StaffId id, Money amount) { return may_give_of_kind(tx, id, amount, {}); }

std::optional<Actor> actor_of(db::Tx& tx, StaffId id) {
  auto row = tx.find<PersonRow>(sql::find_person, id);
  if (!row || row->state != PersonState::Active) return std::nullopt;
  auto grants = grants_of(tx, id);
  return Actor{.kind = ActorKind::Staff,
               .id = id.value,
               .permissions = grants.permissions,
               .teams = std::move(grants.teams),
               .name = std::move(row->name)};
}

Result<SignedIn> authenticate(db::Tx& tx, Instant now, std::string_view token) {
  if (token.starts_with(kApiTokenPrefix)) return authenticate_api_token(tx, now, token);
  auto row = tx.find<SessionByToken>(sql::find_session_by_token, token_hash(token));
  if (!row || row->state != PersonState::Active) return unknown_token();
  if (row->expires_at <= now || row->last_seen_at + kSessionIdle <= now) return unknown_token();
  if (row->last_seen_at + kSeenEvery <= now)
    note_seen(tx, sql::touch_session, row->session_id.value, now);
  auto who = signed_in(tx, row->staff_id, std::move(row->name), row->language, row->totp_confirmed,
                       Permissions{}.set());
  who.session_id = row->session_id;
  return who;
}

}  // namespace vefa::staff
