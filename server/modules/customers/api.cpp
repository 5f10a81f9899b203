#include "http/api.hpp"

#include "modules/customers/contacts.hpp"
#include "modules/customers/held_by_law.hpp"
#include "modules/customers/views.hpp"

namespace vefa::customers {

struct CustomerCreated {
  CustomerView customer;
  std::vector<Duplicate> duplicates;  // rows that may be the same person, best first
};
BOOST_DESCRIBE_STRUCT(CustomerCreated, (), (customer, duplicates))

struct ProfileChange : CustomerChange {
  /// Where by another kind or country less would be owed by law on an open case, or later.
  std::optional<HerWord> her_word;
};
BOOST_DESCRIBE_STRUCT(ProfileChange, (CustomerChange), (her_word))

struct MergeRequest {
  std::int64_t version = 0;
  CustomerId lost;
  std::optional<Text<500>> reason;
  std::optional<HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(MergeRequest, (), (version, lost, reason, her_word))

struct EraseRequest {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(EraseRequest, (), (version))

struct HistoryFilter {
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(HistoryFilter, (), (cursor))

namespace {

using http::Call;
using http::Query;

Result<CustomerId> customer_of(Call const& call) { return call.id<CustomerId>("customer"); }

/// The customer that the path's id means today.
Result<Customer> living(Call const& call, db::Tx& tx) {
  auto customer = find(tx, TRY(customer_of(call)));
  if (!customer) return not_found("customer");
  return *customer;
}

Result<Page<CustomerSummary>> list_customers(Call const&, db::Tx& tx,
                                             Query<CustomerFilter> const& filter) {
  return list_page(tx, *filter);
}

Result<CustomerCreated> create_customer(Call const& call, db::Tx& tx, NewCustomer const& body) {
  Customer const customer = TRY(create(call.ctx, tx, body));
  return CustomerCreated{view_of(customer), find_duplicates(tx, customer)};
}

Result<CustomerFile> read_customer(Call const& call, db::Tx& tx) {
  return file_of(tx, TRY(living(call, tx)));
}

/// What she is and where she lives decide which law protects her where no sale says it.
Result<CustomerView> change_customer(Call const& call, db::Tx& tx, ProfileChange const& body) {
  auto const id = TRY(customer_of(call));
  if (!body.kind && !body.country) return view_of(TRY(change(call.ctx, tx, id, body)));
  Customer now;
  TRY(change_within_law(call.ctx, tx, {.unit_id = {}, .customer_id = id}, word_in(body.her_word),
                        [&]() -> Result<void> {
                          now = TRY(change(call.ctx, tx, id, body));
                          return {};
                        }));
  return view_of(now);
}

Result<ContactPoint> add_customer_contact(Call const& call, db::Tx& tx, NewContact const& body) {
  return add_contact(call.ctx, tx, TRY(customer_of(call)), body);
}

Result<ContactPoint> change_customer_contact(Call const& call, db::Tx& tx,
                                             ContactChange const& body) {
  return change_contact(call.ctx, tx, TRY(customer_of(call)),
                        TRY(call.id<ContactPointId>("contact")), body);
}

Result<void> remove_customer_contact(Call const& call, db::Tx& tx) {
  return remove_contact(call.ctx, tx, TRY(customer_of(call)),
                        TRY(call.id<ContactPointId>("contact")));
}

Result<Preference> add_customer_preference(Call const& call, db::Tx& tx,
                                           NewPreference const& body) {
  return add_preference(call.ctx, tx, TRY(customer_of(call)), body);
}

Result<void> remove_customer_preference(Call const& call, db::Tx& tx) {
  return remove_preference(call.ctx, tx, TRY(customer_of(call)),
                           TRY(call.id<PreferenceId>("preference")));
}

Result<SpecialDay> add_customer_day(Call const& call, db::Tx& tx, NewSpecialDay const& body) {
  return add_special_day(call.ctx, tx, TRY(customer_of(call)), body);
}

Result<void> remove_customer_day(Call const& call, db::Tx& tx) {
  return remove_special_day(call.ctx, tx, TRY(customer_of(call)),
                            TRY(call.id<SpecialDayId>("day")));
}

Result<Relation> relate_customer(Call const& call, db::Tx& tx, NewRelation const& body) {
  return relate(call.ctx, tx, TRY(customer_of(call)), body);
}

Result<void> unrelate_customer(Call const& call, db::Tx& tx) {
  return unrelate(call.ctx, tx, TRY(customer_of(call)), TRY(call.id<RelationId>("relation")));
}

Result<Consent> record_customer_consent(Call const& call, db::Tx& tx, NewConsent const& body) {
  return record_consent(call.ctx, tx, TRY(customer_of(call)), body);
}

Result<Page<Consent>> list_customer_consents(Call const& call, db::Tx& tx) {
  return Page<Consent>{consents(tx, TRY(living(call, tx)).id), {}};
}

Result<Page<HistoryRow>> list_customer_history(Call const& call, db::Tx& tx,
                                               Query<HistoryFilter> const& filter) {
  constexpr std::int64_t kPage = 100;
  Id<HistoryTag> before;
  if (filter->cursor) {
    auto const id = Id<HistoryTag>::parse(*filter->cursor);
    if (!id) return invalid("cursor", "error.bad_cursor");
    before = *id;
  }
  Page<HistoryRow> page{history(tx, TRY(living(call, tx)).id, before, kPage + 1), {}};
  if (page.items.size() > kPage) {
    page.items.pop_back();
    page.next_cursor = page.items.back().id.text();
  }
  return page;
}

Result<Page<Duplicate>> list_customer_duplicates(Call const& call, db::Tx& tx) {
  return Page<Duplicate>{find_duplicates(tx, TRY(living(call, tx))), {}};
}

Result<CustomerView> merge_customers(Call const& call, db::Tx& tx, MergeRequest const& body) {
  auto const id = TRY(customer_of(call));
  Customer kept;
  TRY(change_within_law(call.ctx, tx,
                        {.unit_id = {}, .customer_id = id, .joined_customer_id = body.lost},
                        word_in(body.her_word), [&]() -> Result<void> {
                          kept = TRY(merge(call.ctx, tx, id, body.version, body.lost,
                                           body.reason ? body.reason->value : ""));
                          return {};
                        }));
  return view_of(kept);
}

Result<JsonObject> export_customer(Call const& call, db::Tx& tx) {
  return export_person(call.ctx, tx, TRY(customer_of(call)));
}

Result<CustomerView> erase_customer(Call const& call, db::Tx& tx, EraseRequest const& body) {
  return view_of(TRY(erase(call.ctx, tx, TRY(customer_of(call)), body.version)));
}

Result<Hold> place_customer_hold(Call const& call, db::Tx& tx, NewHold const& body) {
  return place_hold(call.ctx, tx, TRY(customer_of(call)), body);
}

Result<void> lift_customer_hold(Call const& call, db::Tx& tx) {
  return lift_hold(call.ctx, tx, TRY(customer_of(call)), TRY(call.id<HoldId>("hold")));
}

}  // namespace

void add_routes(http::Routes& routes) {
  using enum Permission;
  std::string const one = "/customers/{customer}";
  routes.get<list_customers>("/customers", CustomersRead, "Lists customers by name.");
  routes
      .post<create_customer>("/customers", CustomersWrite,
                             "Creates a customer and names rows that may be the same one.")
      .status(201);
  routes.get_audited<read_customer>(one, CustomersRead, "Reads a customer's file.");
  routes.patch<change_customer>(one, CustomersWrite, "Changes a customer's profile.");
  routes
      .post<add_customer_contact>(one + "/contacts", CustomersWrite,
                                  "Adds an address, a number or an account.")
      .status(201);
  routes.patch<change_customer_contact>(one + "/contacts/{contact}", CustomersWrite,
                                        "Changes a contact point's label, rank or marks.");
  routes.del<remove_customer_contact>(one + "/contacts/{contact}", CustomersWrite,
                                      "Removes a contact point.");
  routes
      .post<add_customer_preference>(one + "/preferences", CustomersWrite,
                                     "Notes what a customer likes, dislikes, needs or expects.")
      .status(201);
  routes.del<remove_customer_preference>(one + "/preferences/{preference}", CustomersWrite,
                                         "Removes such a note.");
  routes.post<add_customer_day>(one + "/special-days", CustomersWrite, "Notes a special day.")
      .status(201);
  routes.del<remove_customer_day>(one + "/special-days/{day}", CustomersWrite,
                                  "Removes a special day.");
  routes
      .post<relate_customer>(one + "/relations", CustomersWrite,
                             "Records for which organisation a person works or speaks.")
      .status(201);
  routes.del<unrelate_customer>(one + "/relations/{relation}", CustomersWrite,
                                "Removes a relation.");
  routes
      .post<record_customer_consent>(one + "/consents", CustomersWrite,
                                     "Records a consent or its withdrawal with its proof.")
      .status(201);
  routes.get_audited<list_customer_consents>(one + "/consents", CustomersRead,
                                             "Lists everything a customer said about consents.");
  routes.get_audited<list_customer_history>(
      one + "/history", CustomersRead, "Lists the changes of a customer's file, newest first.");
  routes.get_audited<list_customer_duplicates>(one + "/duplicates", CustomersRead,
                                               "Lists rows that may be the same customer.");
  routes.post<merge_customers>(one + "/merge", CustomersWrite,
                               "Joins another customer into this one, for good.");
  routes.get_audited<export_customer>(one + "/export", CustomersErase,
                                      "Exports all that is known of a person, on her right.");
  routes.post<erase_customer>(one + "/erase", CustomersErase,
                              "Forgets a person on her right; figures stay.");
  routes
      .post<place_customer_hold>(one + "/holds", CustomersErase,
                                 "Records a reason of law to keep a file.")
      .status(201);
  routes.del<lift_customer_hold>(one + "/holds/{hold}", CustomersErase, "Lifts such a reason.");
}

}  // namespace vefa::customers
