#include "modules/customers/profile.hpp"

#include "modules/customers/queries.hpp"
#include "modules/customers/store.hpp"

namespace vefa::customers {
namespace {

constexpr std::size_t kMostPreferences = 200;
constexpr std::size_t kMostDays = 50;

struct RelationRow {
  RelationId id;
  CustomerId person_id;
  CustomerId organisation_id;
  RelationKind kind = RelationKind::WorksFor;
  std::string role;
  bool is_contact = false;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(RelationRow, (),
                      (id, person_id, organisation_id, kind, role, is_contact, created_at))

/// A leap year stands in for a year that was not told.
constexpr int kSomeLeapYear = 2000;

bool is_day(NewSpecialDay const& input, Instant now) {
  if (input.month < 1 || input.month > 12 || input.day < 1 || input.day > 31) return false;
  LocalDate const date{static_cast<int>(input.year.value_or(kSomeLeapYear)),
                       static_cast<int>(input.month), static_cast<int>(input.day)};
  if (input.year && (*input.year < 1800 || *input.year > 9999)) return false;
  std::string const text = to_text(date);
  // One day of grace: today is tomorrow already somewhere east.
  std::string const tomorrow = to_text(now + std::chrono::hours(24)).substr(0, text.size());
  return parse_date(text).has_value() && (!input.year || text <= tomorrow);
}

}  // namespace

std::vector<Preference> preferences(db::Tx& tx, CustomerId id) {
  return tx.list<Preference>(sql::list_preferences, id);
}

Result<Preference> add_preference(Context const& ctx, db::Tx& tx, CustomerId id,
                                  NewPreference const& input) {
  TRY(load_active(tx, id));
  if (preferences(tx, id).size() >= kMostPreferences)
    return refused("customers.too_many_preferences", {{"most", std::to_string(kMostPreferences)}});
  Preference const row{
      ctx.new_id<PreferenceId>(), id, input.kind, input.text, ctx.now, actor_name(ctx)};
  tx.insert(sql::insert_preference, row);
  record(ctx, tx, id, "preference_added", {{wire::enum_text(row.kind), {nullptr, row.text}}});
  return row;
}

Result<void> remove_preference(Context const& ctx, db::Tx& tx, CustomerId id,
                               PreferenceId preference) {
  TRY(load_active(tx, id));
  auto const all = preferences(tx, id);
  auto const found =
      std::find_if(all.begin(), all.end(), [&](auto const& one) { return one.id == preference; });
  if (found == all.end()) return not_found("preference");
  tx.run(sql::delete_preference, preference, id);
  record(ctx, tx, id, "preference_removed",
         {{wire::enum_text(found->kind), {found->text, nullptr}}});
  return {};
}

std::vector<SpecialDay> special_days(db::Tx& tx, CustomerId id) {
  return tx.list<SpecialDay>(sql::list_special_days, id);
}

Result<SpecialDay> add_special_day(Context const& ctx, db::Tx& tx, CustomerId id,
                                   NewSpecialDay const& input) {
  TRY(load_active(tx, id));
  if (!is_day(input, ctx.now)) return invalid("day", "customers.no_such_day");
  if (special_days(tx, id).size() >= kMostDays)
    return refused("customers.too_many_days", {{"most", std::to_string(kMostDays)}});
  SpecialDay const row{ctx.new_id<SpecialDayId>(),
                       id,
                       input.kind,
                       input.label ? input.label->value : "",
                       input.month,
                       input.day,
                       input.year};
  tx.insert(sql::insert_special_day, row);
  record(ctx, tx, id, "day_added", {}, {{"kind", wire::enum_text(row.kind)}});
  return row;
}

Result<void> remove_special_day(Context const& ctx, db::Tx& tx, CustomerId id, SpecialDayId day) {
  TRY(load_active(tx, id));
  if (tx.change(sql::delete_special_day, day, id) == 0) return not_found("special_day");
  record(ctx, tx, id, "day_removed", {});
  return {};
}

std::vector<Relation> relations(db::Tx& tx, CustomerId id) {
  return tx.list<Relation>(sql::list_relations, id);
}

Result<Relation> relate(Context const& ctx, db::Tx& tx, CustomerId person,
                        NewRelation const& input) {
  Customer const who = TRY(load_active(tx, person));
  Customer const organisation = TRY(load_active(tx, input.organisation_id));
  bool const fits =
      who.kind == CustomerKind::Person && organisation.kind == CustomerKind::Organisation;
  if (!fits) return refused("customers.relation_kinds", {}, "organisation_id");
  RelationRow const row{ctx.new_id<RelationId>(),
                        who.id,
                        organisation.id,
                        input.kind,
                        input.role ? input.role->value : "",
                        input.is_contact.value_or(false),
                        ctx.now};
  if (!tx.attempt([&] { tx.insert(sql::insert_relation, row); }))
    return Error{Code::Conflict, "customers.relation_exists", {}, "organisation_id", {}};
  record(ctx, tx, who.id, "related", {},
         {{"relation_id", row.id.text()}, {"organisation_id", organisation.id.text()}});
  return Relation{row.id,         row.person_id,    row.organisation_id,
                  row.kind,       row.role,         row.is_contact,
                  row.created_at, who.display_name, organisation.display_name};
}

Result<void> unrelate(Context const& ctx, db::Tx& tx, CustomerId id, RelationId relation) {
  TRY(load_active(tx, id));
  if (tx.change(sql::delete_relation, relation, id) == 0) return not_found("relation");
  record(ctx, tx, id, "unrelated", {}, {{"relation_id", relation.text()}});
  return {};
}

}  // namespace vefa::customers
