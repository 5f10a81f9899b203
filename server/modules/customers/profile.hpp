// What is worth knowing of a customer: likes and needs, special days, for whom she works.
#pragma once
#include "modules/customers/customers.hpp"

namespace vefa::customers {

enum class PreferenceKind { Like, Dislike, Need, Expectation, Wish };
BOOST_DESCRIBE_ENUM(PreferenceKind, Like, Dislike, Need, Expectation, Wish)
struct Preference {
  PreferenceId id;
  CustomerId customer_id;
  PreferenceKind kind = PreferenceKind::Like;
  std::string text;
  Instant noted_at;
  std::string noted_by;
};
BOOST_DESCRIBE_STRUCT(Preference, (), (id, customer_id, kind, text, noted_at, noted_by))
struct NewPreference {
  PreferenceKind kind = PreferenceKind::Like;
  Text<500, 1> text;
};
BOOST_DESCRIBE_STRUCT(NewPreference, (), (kind, text))

enum class DayKind { Birthday, Wedding, NameDay, Founding, Purchase, Other };
BOOST_DESCRIBE_ENUM(DayKind, Birthday, Wedding, NameDay, Founding, Purchase, Other)
struct SpecialDay {
  SpecialDayId id;
  CustomerId customer_id;
  DayKind kind = DayKind::Birthday;
  std::string label;
  std::int64_t month = 1;
  std::int64_t day = 1;
  std::optional<std::int64_t> year;  // many do not tell
};
BOOST_DESCRIBE_STRUCT(SpecialDay, (), (id, customer_id, kind, label, month, day, year))
struct NewSpecialDay {
  DayKind kind = DayKind::Birthday;
  std::optional<Text<100>> label;
  std::int64_t month = 1;
  std::int64_t day = 1;
  std::optional<std::int64_t> year;
};
BOOST_DESCRIBE_STRUCT(NewSpecialDay, (), (kind, label, month, day, year))

enum class RelationKind { WorksFor, Represents, Owns, MemberOf };
BOOST_DESCRIBE_ENUM(RelationKind, WorksFor, Represents, Owns, MemberOf)
struct Relation {
  RelationId id;
  CustomerId person_id;
  CustomerId organisation_id;
  RelationKind kind = RelationKind::WorksFor;
  std::string role;
  bool is_contact = false;  // speaks for the organisation with us
  Instant created_at;
  std::string person_name;
  std::string organisation_name;
};
BOOST_DESCRIBE_STRUCT(Relation, (),
                      (id, person_id, organisation_id, kind, role, is_contact, created_at,
                       person_name, organisation_name))
struct NewRelation {
  CustomerId organisation_id;
  RelationKind kind = RelationKind::WorksFor;
  std::optional<Text<100>> role;
  std::optional<bool> is_contact;
};
BOOST_DESCRIBE_STRUCT(NewRelation, (), (organisation_id, kind, role, is_contact))

std::vector<Preference> preferences(db::Tx& tx, CustomerId id);
Result<Preference> add_preference(Context const& ctx, db::Tx& tx, CustomerId id,
                                  NewPreference const& input);
Result<void> remove_preference(Context const& ctx, db::Tx& tx, CustomerId id,
                               PreferenceId preference);

std::vector<SpecialDay> special_days(db::Tx& tx, CustomerId id);
/// customers.no_such_day for 30 February or a day in the future; 29 February needs no year.
Result<SpecialDay> add_special_day(Context const& ctx, db::Tx& tx, CustomerId id,
                                   NewSpecialDay const& input);
Result<void> remove_special_day(Context const& ctx, db::Tx& tx, CustomerId id, SpecialDayId day);

/// Of a person or an organisation; at most 500.
std::vector<Relation> relations(db::Tx& tx, CustomerId id);
/// customers.relation_kinds unless `person` is a person and the other an organisation;
/// customers.relation_exists.
Result<Relation> relate(Context const& ctx, db::Tx& tx, CustomerId person,
                        NewRelation const& input);
Result<void> unrelate(Context const& ctx, db::Tx& tx, CustomerId id, RelationId relation);

}  // namespace vefa::customers
