#include "modules/imports/row.hpp"

#include "modules/cases/desk.hpp"
#include "modules/imports/goods.hpp"
#include "modules/staff/people.hpp"

namespace vefa::imports {
namespace {

/// What the file says and the row does not have yet; the names as the file has them.
customers::CustomerChange change_of(Person const& person, customers::Customer const& now) {
  auto const& in = person.input;
  customers::CustomerChange change{.version = now.version};
  if (!in.display_name.empty()) change.display_name = {in.display_name.value};
  change.given_name = in.given_name;
  change.family_name = in.family_name;
  change.title = in.title;
  change.address_as = in.address_as;
  change.language = in.language;
  change.formality = in.formality;
  change.country = in.country;
  if (in.custom) {
    change.custom = now.custom;
    for (auto const& [name, value] : *in.custom) (*change.custom)[name] = value;
  }
  return change;
}

/// The change that takes this one back.
customers::CustomerChange reverse_of(customers::CustomerChange const& change,
                                     customers::Customer const& before) {
  customers::CustomerChange back;
  if (change.display_name) back.display_name = {before.display_name};
  if (change.given_name) back.given_name = {before.given_name};
  if (change.family_name) back.family_name = {before.family_name};
  if (change.title) back.title = {before.title};
  if (change.address_as) back.address_as = {before.address_as};
  if (change.language) back.language = before.language;
  if (change.formality) back.formality = before.formality;
  if (change.country) back.country = {before.country};
  if (change.custom) back.custom = before.custom;
  return back;
}

/// Refusals of the use-cases are told at the cells; db::Undo takes the row back.
class RowImport {
 public:
  RowImport(Context const& ctx, db::Tx& tx, Bearings const& bearings, CsvRow const& row)
      : ctx_(ctx), tx_(tx), bearings_(bearings), cells_(bearings, row) {}

  Brought run() {
    switch (bearings_.target) {
      case Target::Products:
        bring_product(ctx_, tx_, bearings_, cells_, out_);
        return out_;
      case Target::Units:
        bring_unit(ctx_, tx_, bearings_, cells_, out_);
        return out_;
      case Target::Customers:
        bring_customer(person_of(cells_, bearings_));
        return out_;
      case Target::Cases:
        bring_case(person_of(cells_, bearings_));
        return out_;
    }
    return out_;
  }
  std::vector<RowProblem> const& problems() const { return cells_.problems(); }

 private:
  template <class T>
  T must(Result<T> result, Person const& person) {
    return cells_.must(std::move(result),
                       [&](std::string const& field) { return meaning_in(person, field); });
  }

  void create(Person const& person) { make_customer(ctx_, tx_, bearings_, cells_, person, out_); }

  void update(Person const& person, customers::Customer const& now) {
    auto const change = change_of(person, now);
    auto const changed = must(change_within_law(ctx_, tx_, now.id, change), person);
    auto const contacts = customers::contact_points(tx_, now.id).size();
    for (std::size_t i = 0; i < person.input.contacts.size(); ++i) {
      auto added = customers::add_contact(ctx_, tx_, now.id, person.input.contacts[i]);
      if (added.ok()) continue;
      auto error = std::move(added).error();
      error.field = "contacts[" + std::to_string(i) + "]";
      must(Result<bool>(error), person);
    }
    out_.outcome = Outcome::Updated;
    out_.customer_id = now.id;
    out_.customer_version = changed.version;
    out_.before = {{"change", parse_json(to_json_text(reverse_of(change, now))).value()},
                   {"contacts_added", customers::contact_points(tx_, now.id).size() > contacts}};
  }

  void bring_customer(Person const& person) {
    cells_.undo_if_wrong();
    auto const found = known(tx_, person);
    if (!found || bearings_.settings.on_duplicate == OnDuplicate::Create) return create(person);
    if (bearings_.settings.on_duplicate == OnDuplicate::Update) return update(person, *found);
    out_.outcome = Outcome::Skipped;
    out_.customer_id = found->id;
    out_.problems = {{-1, "", "imports.known_customer", {{"name", found->display_name}}}};
  }

  TeamId team() {
    auto const name = cells_.text("team");
    if (name.empty()) return bearings_.settings.team_id.value_or(TeamId{});
    auto const found = bearings_.teams.find(fold(name));
    if (found != bearings_.teams.end()) return found->second;
    cells_.problem("team", "imports.no_such_team", {{"value", name}});
    return {};
  }

  StaffId owner() {
    auto const address = cells_.text("owner");
    if (address.empty()) return {};
    auto const found = staff::find_by_email(tx_, address);
    if (found && found->state == staff::PersonState::Active) return found->id;
    cells_.problem("owner", "imports.no_such_person", {{"value", address}});
    return {};
  }

  cases::Past past() {
    cases::Past past;
    past.opened_at = cells_.instant("opened_at");
    past.closed_at = cells_.instant("closed_at");
    past.owner_id = owner();
    auto const state = cells_.has("state") ? word_of("state", cells_.text("state")) : "";
    if (state == "closed" && !past.closed_at) past.closed_at = past.opened_at.value_or(ctx_.now);
    if (state == "open") past.closed_at.reset();
    if (!state.empty() && state != "open" && state != "closed")
      cells_.problem("state", "imports.unknown_word",
                     {{"value", cells_.text("state")}, {"allowed", "open, closed"}});
    for (auto const* meaning : {"opened_at", "closed_at"}) {
      auto const at = meaning == std::string_view("opened_at") ? past.opened_at : past.closed_at;
      if (at && *at > ctx_.now) cells_.problem(meaning, "imports.in_future");
    }
    return past;
  }

  cases::Inbound inbound(Person const& person) {
    cases::Inbound in{};
    in.text = cells_.text("text", 20000);
    in.subject = cells_.text("subject", 300);
    if (in.subject.empty()) in.subject = prefix_of(in.text.substr(0, in.text.find('\n')), 100);
    if (in.subject.empty()) cells_.problem("subject", "wire.required");
    in.kind = cells_.one_of<cases::CaseKind>("case_kind").value_or(in.kind);
    in.channel = cells_.one_of<interactions::Channel>("channel").value_or(in.channel);
    in.priority = cells_.one_of<cases::Priority>("priority").value_or(in.priority);
    in.team_id = team();
    in.past = past();
    in.at = in.past->opened_at.value_or(ctx_.now);
    in.sender_name = person.input.display_name;
    if (!is_somebody(person)) cells_.problem("email", "imports.no_customer");
    return in;
  }

  void tag(CaseId id, Person const& person) {
    std::string list = cells_.text("tags", 1000);
    std::replace(list.begin(), list.end(), ';', ',');
    std::vector<std::string> names;
    for (auto const& name : split(list, ','))
      if (auto const tag = trim(name); !tag.empty()) names.emplace_back(prefix_of(tag, 60));
    if (names.empty()) return;
    auto const set = cases::set_tags(ctx_, tx_, id, names);
    if (!set.ok()) must(Result<bool>(set.error()), person);
  }

  void bring_case(Person const& person) {
    auto in = inbound(person);
    cells_.undo_if_wrong();
    auto const values = cells_.custom("fields.", bearings_.case_fields);
    in.fields = must(fields::validate(tx_, fields::Target::Case, values), person);
    auto const found = known(tx_, person);
    if (found && bearings_.settings.on_duplicate != OnDuplicate::Create && in.past->opened_at &&
        cases::is_known(tx_, found->id, *in.past->opened_at, in.subject)) {
      out_.outcome = Outcome::Skipped;
      out_.customer_id = found->id;
      out_.problems = {{-1, "", "imports.known_case", {{"name", found->display_name}}}};
      return;
    }
    if (found) {
      out_.customer_id = found->id;
      in.sender_name = found->display_name;
    } else {
      create(person);
    }
    in.customer_id = out_.customer_id;
    in.language =
        found ? found->language : person.input.language.value_or(bearings_.settings.language);
    auto const received = must(cases::receive(ctx_, tx_, in), person);
    tag(received.case_id, person);
    auto const row = cases::find(tx_, received.case_id).value();
    out_.case_id = row.id;
    out_.case_version = row.version;
    out_.due_at = row.next_due_at;
  }

  Context const& ctx_;
  db::Tx& tx_;
  Bearings const& bearings_;
  Cells cells_;
  Brought out_;
};

}  // namespace

Bearings bearings_of(db::Tx& tx, ImportRow const& import) {
  Bearings out{import.target,
               settings_of(import),
               texts_of("names", import.columns),
               company::profile(tx),
               fields::list(tx, fields::Target::Customer),
               fields::list(tx, fields::Target::Case),
               {},
               {}};
  if (import.target == Target::Products) out.groups = groups_by_name(tx);
  for (auto const& team : staff::list_teams(tx))
    if (team.state == staff::TeamState::Active) out.teams.emplace(fold(team.name), team.id);
  return out;
}

Brought bring_in(Context const& ctx, db::Tx& tx, Bearings const& bearings, CsvRow const& row) {
  RowImport import(ctx, tx, bearings, row);
  Brought brought;
  if (tx.attempt([&] { brought = import.run(); })) return brought;
  Brought failed{.outcome = Outcome::Failed};
  failed.problems = import.problems();
  if (failed.problems.empty()) failed.problems = {{-1, "", "error.conflict", {}}};
  return failed;
}

}  // namespace vefa::imports
