#include "modules/imports/person.hpp"

#include "modules/customers/held_by_law.hpp"

namespace vefa::imports {
namespace {

using customers::ContactKind;

void add_contact(Cells& cells, Person& person, char const* meaning, ContactKind kind) {
  auto const value = cells.text(meaning, 320);
  if (value.empty()) return;
  customers::NewContact contact{.kind = kind};
  contact.value = {value};
  person.input.contacts.push_back(std::move(contact));
  person.contact_meanings.emplace_back(meaning);
}

void add_address(Cells& cells, Person& person) {
  auto const street = cells.text("street", 500);
  auto const city = cells.text("city", 200);
  if (street.empty() && city.empty()) return;
  customers::PostalAddress address{.street = street, .city = city};
  if (cells.has("district")) address.district = cells.text("district", 200);
  if (cells.has("postal_code")) address.postal_code = cells.text("postal_code", 40);
  customers::NewContact contact{.kind = ContactKind::Postal};
  contact.postal = std::move(address);
  person.input.contacts.push_back(std::move(contact));
  person.contact_meanings.emplace_back("street");
}

}  // namespace

Person person_of(Cells& cells, Bearings const& bearings) {
  Person person;
  auto& input = person.input;
  input.display_name = {cells.text("display_name", 200)};
  cells.fill("given_name", input.given_name);
  cells.fill("family_name", input.family_name);
  cells.fill("title", input.title);
  cells.fill("address_as", input.address_as);
  input.kind = cells.one_of<customers::CustomerKind>("kind").value_or(input.kind);
  input.language = cells.language("language");
  input.formality = cells.one_of<customers::Formality>("formality");
  if (auto const country = cells.country("country")) input.country = {*country};
  if (auto custom = cells.custom("custom.", bearings.customer_fields); !custom.empty())
    input.custom = std::move(custom);
  add_contact(cells, person, "email", ContactKind::Email);
  add_contact(cells, person, "email_2", ContactKind::Email);
  add_contact(cells, person, "phone", ContactKind::Phone);
  add_contact(cells, person, "phone_2", ContactKind::Phone);
  add_address(cells, person);
  return person;
}

bool is_somebody(Person const& person) {
  auto const& input = person.input;
  return !input.contacts.empty() || !input.display_name.empty() || input.given_name ||
         input.family_name;
}

std::string meaning_in(Person const& person, std::string const& field) {
  if (field.starts_with("contacts[")) {
    auto const index = static_cast<std::size_t>(std::atoi(field.c_str() + 9));
    return index < person.contact_meanings.size() ? person.contact_meanings[index] : "";
  }
  return field == "postal.country" ? "country" : field;
}

Result<customers::Customer> change_within_law(Context const& ctx, db::Tx& tx, CustomerId id,
                                              customers::CustomerChange const& change) {
  customers::Customer now;
  auto const done = customers::change_within_law(
      ctx, tx, {.unit_id = {}, .customer_id = id}, nullptr, [&]() -> Result<void> {
        now = TRY(customers::change(ctx, tx, id, change));
        return {};
      });
  if (done.ok()) return now;
  auto error = done.error();
  if (error.key == "cases.law_is_owed") error.field = "country";
  return error;
}

std::optional<customers::Customer> known(db::Tx& tx, Person const& person) {
  std::string const region = person.input.country ? person.input.country->value : "";
  for (auto const& contact : person.input.contacts) {
    if (!contact.value) continue;
    auto found = customers::find_by_contact(tx, contact.kind, contact.value->value, region);
    if (found) return found;
  }
  return std::nullopt;
}

void make_customer(Context const& ctx, db::Tx& tx, Bearings const& bearings, Cells& cells,
                   Person const& person, Brought& out) {
  auto input = person.input;
  if (!input.language) input.language = bearings.settings.language;
  auto const made = cells.must(customers::create(ctx, tx, input),
                               [&](std::string const& field) { return meaning_in(person, field); });
  out.customer_id = made.id;
  out.customer_version = made.version;
  out.made_customer = true;
}

}  // namespace vefa::imports
