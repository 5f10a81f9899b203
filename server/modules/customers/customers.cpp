#include "modules/customers/customers.hpp"

#include "modules/company/company.hpp"
#include "modules/customers/ahead.hpp"
#include "modules/customers/queries.hpp"
#include "modules/customers/rules.hpp"
#include "modules/customers/store.hpp"
#include "modules/fields/fields.hpp"

namespace vefa::customers {
namespace {

template <std::size_t Max>
std::string text_or_empty(std::optional<Text<Max>> const& text) {
  return text ? text->value : std::string();
}

std::string language_tags(std::vector<Language> const& languages) {
  std::vector<std::string> tags;
  tags.reserve(languages.size());
  for (auto const language : languages) tags.emplace_back(tag(language));
  return join(tags, " ");
}

Result<std::string> country_of(std::optional<Text<2>> const& typed) {
  if (!typed || typed->empty()) return std::string();
  auto const country = read_country(typed->value);
  if (!country) return invalid("country", "customers.bad_country");
  return *country;
}

void prefix_field(Error& error, std::string const& prefix) {
  error.field = error.field.empty() ? prefix : prefix + "." + error.field;
  for (auto& more : error.also) prefix_field(more, prefix);
}

/// A new row of somebody who wrote or called.
Customer newcomer(Context const& ctx, db::Tx& tx, std::string_view header_name,
                  std::string const& contact, std::optional<Language> guess) {
  Name const name = read_header_name(header_name);
  Customer customer{.id = ctx.new_id<CustomerId>()};
  customer.display_name =
      name.display.empty() ? contact : std::string(prefix_of(name.display, 200));
  customer.given_name = prefix_of(name.given, 100);
  customer.family_name = prefix_of(name.family, 100);
  customer.language = guess ? *guess : company::profile(tx).default_language;
  customer.created_at = customer.updated_at = ctx.now;
  return customer;
}

/// Somebody known by an address alone has told her name.
void learn_name(Context const& ctx, db::Tx& tx, Customer& customer, std::string_view header_name) {
  if (customer.state != CustomerState::Active || is_name(customer.display_name)) return;
  Name const name = read_header_name(header_name);
  if (name.display.empty()) return;
  JsonObject const details{{"display_name", {customer.display_name, name.display}}};
  customer.display_name = prefix_of(name.display, 200);
  customer.given_name = prefix_of(name.given, 100);
  customer.family_name = prefix_of(name.family, 100);
  if (save(ctx, tx, customer).ok()) record(ctx, tx, customer.id, "changed", details);
}

Result<Recognised> find_or_create(Context const& ctx, db::Tx& tx, ContactKind kind,
                                  ContactValue const& contact, std::string_view header_name,
                                  std::optional<Language> guess) {
  auto const find_known = [&] {
    return tx.find<Customer>(sql::find_by_leading_contact, kind, contact.normalized);
  };
  if (auto known = find_known()) {
    learn_name(ctx, tx, *known, header_name);
    return Recognised{std::move(*known), false};
  }
  Customer customer = newcomer(ctx, tx, header_name, contact.shown, guess);
  ContactPoint const point{.id = ctx.new_id<ContactPointId>(),
                           .customer_id = customer.id,
                           .kind = kind,
                           .value = contact.shown,
                           .normalized = contact.normalized,
                           .is_primary = true,
                           .created_at = ctx.now};
  auto const collation = company::profile(tx).default_language;
  // The unique leading contact point decides when two messages come at once.
  bool const is_first = tx.attempt([&] {
    tx.insert(sql::insert_customer, with_keys(customer, collation));
    tx.insert(sql::insert_contact, point);
  });
  if (!is_first) {
    auto known = find_known();
    if (!known) return Error{Code::Conflict, "error.conflict"};
    return Recognised{std::move(*known), false};
  }
  record(ctx, tx, customer.id, "created", {}, {{"by", wire::enum_text(kind)}});
  note_made(tx, customer, {point});
  return Recognised{std::move(customer), true};
}

Result<Customer> draft(Context const& ctx, db::Tx& tx, NewCustomer const& input) {
  auto const profile = company::profile(tx);
  Customer customer{.id = ctx.new_id<CustomerId>(), .kind = input.kind};
  customer.given_name = text_or_empty(input.given_name);
  customer.family_name = text_or_empty(input.family_name);
  customer.language = input.language.value_or(profile.default_language);
  if (input.languages) customer.languages = language_tags(*input.languages);
  customer.formality = input.formality.value_or(Formality::Formal);
  customer.title = text_or_empty(input.title);
  customer.address_as = text_or_empty(input.address_as);
  customer.country = TRY(country_of(input.country));
  customer.custom =
      TRY(fields::validate(tx, fields::Target::Customer, input.custom.value_or(JsonObject{})));
  customer.display_name = input.display_name;
  if (customer.display_name.empty())
    customer.display_name = full_name(customer.given_name, customer.family_name, customer.language);
  if (customer.display_name.empty() && !input.contacts.empty() && input.contacts[0].value)
    customer.display_name = prefix_of(input.contacts[0].value->value, 200);
  if (customer.display_name.empty()) return invalid("display_name", "customers.needs_name");
  customer.created_at = customer.updated_at = ctx.now;
  return customer;
}

/// Assigns what is given and differs, and keeps both values for the history.
class Changes {
 public:
  template <class T, class Given>
  void take(char const* name, T& member, std::optional<Given> const& given) {
    if (!given) return;
    T const& value = *given;
    if (value == member) return;
    details_[name] = {to_json(member), to_json(value)};
    member = value;
  }
  JsonObject const& details() const { return details_; }

 private:
  static Json to_json(std::string const& text) { return Json(text); }
  static Json to_json(JsonObject const& object) { return Json(object); }
  static Json to_json(Language language) { return Json(tag(language)); }
  template <class E>
    requires std::is_enum_v<E>
  static Json to_json(E value) {
    return Json(wire::enum_text(value));
  }
  JsonObject details_;
};

}  // namespace

std::optional<Customer> find_exact(db::Tx& tx, CustomerId id) {
  return tx.find<Customer>(sql::find_customer, id);
}

std::optional<Customer> find(db::Tx& tx, CustomerId id) {
  if (auto made = made_here(tx, id)) return made;
  return tx.find<Customer>(sql::find_living, id);
}

std::optional<Customer> hold_living(db::Tx& tx, CustomerId id) {
  if (auto made = made_here(tx, id)) return made;
  auto row = tx.find<Customer>(sql::hold_customer, id);
  // A merge that was under way is told by the row itself, once it may be read.
  while (row && row->state == CustomerState::Merged && row->merged_into)
    row = tx.find<Customer>(sql::hold_customer, row->merged_into);
  return row;
}

std::optional<Customer> find_by_contact(db::Tx& tx, ContactKind kind, std::string_view value,
                                        std::string_view region) {
  std::string const country = region.empty() ? company::profile(tx).country : std::string(region);
  auto const contact = read_contact(kind, value, country);
  if (!contact) return std::nullopt;
  if (auto const* known = known_ahead(tx, kind, contact->normalized)) return *known;
  return tx.find<Customer>(sql::find_by_leading_contact, kind, contact->normalized);
}

Result<Recognised> find_or_create_by_email(Context const& ctx, db::Tx& tx, std::string_view address,
                                           std::string_view display_name,
                                           std::optional<Language> guess) {
  auto const email = read_email(address);
  if (!email) return invalid("address", "customers.bad_email");
  return find_or_create(ctx, tx, ContactKind::Email, *email, display_name, guess);
}

Result<Recognised> find_or_create_by_phone(Context const& ctx, db::Tx& tx, std::string_view number,
                                           std::string_view region, std::string_view display_name,
                                           std::optional<Language> guess) {
  std::string const country = region.empty() ? company::profile(tx).country : std::string(region);
  auto const phone = read_contact(ContactKind::Phone, number, country);
  if (!phone) return invalid("number", "customers.bad_phone", {{"country", country}});
  return find_or_create(ctx, tx, ContactKind::Phone, *phone, display_name, guess);
}

Result<Customer> create(Context const& ctx, db::Tx& tx, NewCustomer const& input) {
  Customer const customer = TRY(draft(ctx, tx, input));
  // All is looked at before anything is written, so that a refused row of a file costs little.
  std::vector<ContactValue> values;
  for (std::size_t i = 0; i < input.contacts.size(); ++i) {
    auto value = read_new(tx, customer, input.contacts[i]);
    if (!value) {
      Error error = std::move(value).error();
      prefix_field(error, wire::child("contacts", i));
      return error;
    }
    values.push_back(std::move(value).value());
  }
  tx.insert(sql::insert_customer, with_keys(customer, company::profile(tx).default_language));
  record(ctx, tx, customer.id, "created", {}, {{"by", "staff"}});
  std::vector<ContactPoint> points;
  for (std::size_t i = 0; i < input.contacts.size(); ++i)
    TRY(add_contact(ctx, tx, customer, points, input.contacts[i], values[i]));
  // Of two that were given as the primary one the later is.
  for (std::size_t i = 0; i < points.size(); ++i)
    points[i].is_primary &= std::none_of(
        points.begin() + static_cast<std::ptrdiff_t>(i) + 1, points.end(),
        [&](auto const& later) { return later.kind == points[i].kind && later.is_primary; });
  note_made(tx, customer, std::move(points));
  return customer;
}

Result<Customer> change(Context const& ctx, db::Tx& tx, CustomerId id,
                        CustomerChange const& input) {
  Customer customer = TRY(load_active(tx, id, input.version));
  std::optional<std::string> country, languages;
  if (input.country) country = TRY(country_of(input.country));
  if (input.languages) languages = language_tags(*input.languages);
  std::optional<JsonObject> custom;
  if (input.custom)
    custom = TRY(fields::validate(tx, fields::Target::Customer, *input.custom, customer.custom));
  Changes changes;
  changes.take("kind", customer.kind, input.kind);
  changes.take("display_name", customer.display_name, input.display_name);
  changes.take("given_name", customer.given_name, input.given_name);
  changes.take("family_name", customer.family_name, input.family_name);
  changes.take("language", customer.language, input.language);
  changes.take("languages", customer.languages, languages);
  changes.take("formality", customer.formality, input.formality);
  changes.take("title", customer.title, input.title);
  changes.take("address_as", customer.address_as, input.address_as);
  changes.take("country", customer.country, country);
  changes.take("custom", customer.custom, custom);
  if (changes.details().empty()) return customer;
  TRY(save(ctx, tx, customer));
  record(ctx, tx, id, "changed", changes.details());
  return customer;
}

}  // namespace vefa::customers
