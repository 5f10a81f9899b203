#include "modules/staff/store.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "db/remember.hpp"
#include "modules/staff/rules.hpp"

namespace vefa::staff {
namespace {

db::Remembered const kGrants{"staff_roles", "roles", "team_members"};

struct GrantRow {
  std::string kind;
  std::int64_t ref = 0;
  std::string permissions;
  bool totp_required = false;
};
BOOST_DESCRIBE_STRUCT(GrantRow, (), (kind, ref, permissions, totp_required))

Grants load_grants(db::Tx& tx, StaffId id) {
  Grants grants;
  grants.permissions.set(static_cast<std::size_t>(Permission::Self));
  for (auto const& row : tx.list<GrantRow>(sql::grants_of_person, id)) {
    if (row.kind == "team") {
      grants.teams.push_back(row.ref);
      continue;
    }
    bool const administrator = RoleId{row.ref} == kAdministrator;
    grants.permissions |= administrator ? all_permissions() : parse_permissions(row.permissions);
    grants.administrator |= administrator;
    grants.totp_required |= row.totp_required;
  }
  return grants;
}

}  // namespace

Permissions permissions_of(RoleRow const& role) {
  return role.id == kAdministrator ? all_permissions() : parse_permissions(role.permissions);
}

Person complete(db::Tx& tx, PersonRow row) {
  Person person{.id = row.id,
                .version = row.version,
                .name = std::move(row.name),
                .email = std::move(row.email),
                .language = row.language,
                .state = row.state,
                .calendar_id = row.calendar_id,
                .max_open = row.max_open,
                .roles = {},
                .teams = {},
                .languages = {},
                .skills = {},
                .created_at = row.created_at};
  for (auto& link : tx.list<LinkRow>(sql::links_of_person, row.id)) {
    if (link.kind == "role") person.roles.push_back(RoleId{link.ref});
    if (link.kind == "team") person.teams.push_back(TeamId{link.ref});
    if (link.kind == "language")
      if (auto language = parse_language(link.word)) person.languages.push_back(*language);
    if (link.kind == "skill") person.skills.push_back(std::move(link.word));
  }
  return person;
}

Grants grants_of(db::Tx& tx, StaffId id) {
  return *db::remember<Grants>(tx, kGrants, std::to_string(id.value),
                               [&] { return load_grants(tx, id); });
}

Result<Person> load(db::Tx& tx, StaffId id) {
  auto person = find(tx, id);
  if (!person) return not_found("staff");
  return std::move(*person);
}

PresenceRow as_it_is(PresenceRow row, Instant now) {
  if (row.presence == Presence::Away && row.away_until && *row.away_until <= now)
    return {Presence::Available, std::nullopt, *row.away_until};
  return row;
}

PresenceRow presence_of(db::Tx& tx, StaffId id, Instant now) {
  auto row = tx.find<PresenceRow>(sql::find_presence, id);
  return row ? as_it_is(*row, now) : PresenceRow{};
}

db::Bytes token_hash(std::string_view token) { return {sha256(token)}; }

std::string new_token() { return base64url(random_bytes(32)); }

std::vector<std::string> folded_words(std::vector<std::string> const& words) {
  std::vector<std::string> out;
  for (auto const& word : words) {
    std::string folded = fold(trim(word));
    if (!folded.empty() && std::ranges::find(out, folded) == out.end())
      out.push_back(std::move(folded));
  }
  return out;
}

std::string name_key(std::string const& name) { return sort_key(name, "en"); }

}  // namespace vefa::staff
