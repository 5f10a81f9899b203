// Customers: who they are, how they are reached and addressed, what they agreed to.
//
// A customer is a person or an organisation. What two rows say of one person is joined by `merge`:
// the losing row stays, points to the kept one, and every look-up follows it. A customer's right to
// be forgotten is `erase`: the row stays for the figures, everything personal goes. Verbs record
// `customer.*` events; their payloads hold ids and names of fields, never values.
#pragma once
#include <functional>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::customers {

enum class CustomerKind { Person, Organisation };
BOOST_DESCRIBE_ENUM(CustomerKind, Person, Organisation)
enum class CustomerState { Active, Merged, Erased };
BOOST_DESCRIBE_ENUM(CustomerState, Active, Merged, Erased)
enum class Formality { Formal, Informal };
BOOST_DESCRIBE_ENUM(Formality, Formal, Informal)
enum class ContactKind { Email, Phone, Postal, Social };
BOOST_DESCRIBE_ENUM(ContactKind, Email, Phone, Postal, Social)
enum class ContactProblem { None, Bounced, Full, WrongPerson, Unreachable };
BOOST_DESCRIBE_ENUM(ContactProblem, None, Bounced, Full, WrongPerson, Unreachable)

struct Customer {
  CustomerId id;
  std::int64_t version = 1;
  CustomerKind kind = CustomerKind::Person;
  CustomerState state = CustomerState::Active;
  CustomerId merged_into;    // none unless merged
  std::string display_name;  // "—" once erased
  std::string given_name;
  std::string family_name;
  Language language = Language::En;  // in which she is written to
  std::string languages;             // further ones, best first, space-separated tags
  Formality formality = Formality::Formal;
  std::string title;       // "Dr."; empty
  std::string address_as;  // the words she wishes to be addressed by; empty
  std::string country;     // ISO 3166-1 alpha-2; empty: the company's
  JsonObject custom;       // by fields::validate
  Instant created_at;
  Instant updated_at;
  std::optional<Instant> erased_at;
};
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, version, kind, state, merged_into, display_name, given_name, family_name,
                       language, languages, formality, title, address_as, country, custom,
                       created_at, updated_at, erased_at))

struct ContactPoint {
  ContactPointId id;
  std::int64_t version = 1;
  CustomerId customer_id;
  ContactKind kind = ContactKind::Email;
  std::string value;       // as it is shown
  std::string normalized;  // as it is compared: lower-case address, E.164, network:handle
  std::string label;
  JsonObject postal;                   // PostalAddress of a postal one; else {}
  bool is_primary = false;             // one of each kind
  bool leads_here = true;              // who writes or calls from here is this customer
  std::optional<Instant> verified_at;  // she proved that it is hers
  ContactProblem problem = ContactProblem::None;
  std::optional<Instant> problem_at;
  std::string problem_detail;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(ContactPoint, (),
                      (id, version, customer_id, kind, value, normalized, label, postal, is_primary,
                       leads_here, verified_at, problem, problem_at, problem_detail, created_at))

// --- Finding -----------------------------------------------------------------------------------

/// The row itself, merged and erased ones included.
std::optional<Customer> find_exact(db::Tx& tx, CustomerId id);
/// Those of them that there are, as of `find_exact`, in no order.
std::vector<Customer> find_each(db::Tx& tx, std::vector<CustomerId> const& ids);
/// The customer an id means today: follows merges. Nothing when there is none; an erased one is
/// found.
std::optional<Customer> find(db::Tx& tx, CustomerId id);
/// `value` as typed; it is normalised here. `region` (ISO 3166) reads national phone numbers;
/// empty: the company's. Nothing when it is malformed or leads to nobody. Never an erased or merged
/// customer.
std::optional<Customer> find_by_contact(db::Tx& tx, ContactKind kind, std::string_view value,
                                        std::string_view region = {});

struct Recognised {
  Customer customer;
  bool created = false;
};
/// Whom a message from this address is of; makes a customer when it is new. `display_name` as in
/// the header, may be empty; `guess` is the language of the text, nothing: the company's. Invalid
/// (customers.bad_email) for what is no address. Safe against two messages at once.
Result<Recognised> find_or_create_by_email(Context const& ctx, db::Tx& tx, std::string_view address,
                                           std::string_view display_name,
                                           std::optional<Language> guess);
/// The same by a phone number: E.164, or national to `region`.
Result<Recognised> find_or_create_by_phone(Context const& ctx, db::Tx& tx, std::string_view number,
                                           std::string_view region, std::string_view display_name,
                                           std::optional<Language> guess);

/// Primary first, then oldest first; at most 100.
std::vector<ContactPoint> contact_points(db::Tx& tx, CustomerId id);
/// Of all of them; those of one in that order.
std::vector<ContactPoint> contact_points_of_each(db::Tx& tx, std::vector<CustomerId> const& ids);
/// Where to write to her: her primary contact point of that kind if nothing is wrong with it, else
/// the oldest good one, else nothing.
std::optional<ContactPoint> best_contact(db::Tx& tx, CustomerId id, ContactKind kind);

/// The living row of `id`, which until the end of this transaction nobody merges or erases: what is
/// written for her now is never left on a row that a merge has emptied. Nothing for an unknown id.
std::optional<Customer> hold_living(db::Tx& tx, CustomerId id);

// --- Courtesy ----------------------------------------------------------------------------------

/// What a letter's first and every later line needs of her.
struct Addressing {
  CustomerKind kind = CustomerKind::Person;
  Language language = Language::En;
  Formality formality = Formality::Formal;
  std::string title;
  std::string given_name;
  std::string family_name;
  std::string full_name;   // in the language's order: Hungarian writes the family name first
  std::string address_as;  // when not empty, the only form to use
};
BOOST_DESCRIBE_STRUCT(Addressing, (),
                      (kind, language, formality, title, given_name, family_name, full_name,
                       address_as))
Addressing addressing(Customer const& customer);
/// The first line of a letter without its closing mark ("Sayın Ayşe Yılmaz", "Tisztelt Nagy Éva").
/// Never supposes a sex; without a name it greets the customer as such.
std::string salutation(Addressing const& a);

// --- Writing -----------------------------------------------------------------------------------

struct PostalAddress {
  std::string street;  // with house number; lines by line feeds
  std::optional<std::string> district;
  std::optional<std::string> postal_code;
  std::string city;
  std::optional<std::string> country;  // ISO 3166-1 alpha-2; none: the customer's
};
BOOST_DESCRIBE_STRUCT(PostalAddress, (), (street, district, postal_code, city, country))

struct NewContact {
  ContactKind kind = ContactKind::Email;
  std::optional<Text<320>> value;  // of all but postal; social: `network:handle` or its address
  std::optional<Text<40>> label;
  std::optional<PostalAddress> postal;
  std::optional<bool> is_primary;
  std::optional<bool> verified;
};
BOOST_DESCRIBE_STRUCT(NewContact, (), (kind, value, label, postal, is_primary, verified))

struct NewCustomer {
  CustomerKind kind = CustomerKind::Person;
  Text<200> display_name;  // empty: made of the name parts, or of the first contact
  std::optional<Text<100>> given_name;
  std::optional<Text<100>> family_name;
  std::optional<Language> language;
  std::optional<List<Language, 4>> languages;
  std::optional<Formality> formality;
  std::optional<Text<40>> title;
  std::optional<Text<200>> address_as;
  std::optional<Text<2>> country;
  std::optional<JsonObject> custom;
  List<NewContact, 20> contacts;
};
BOOST_DESCRIBE_STRUCT(NewCustomer, (),
                      (kind, display_name, given_name, family_name, language, languages, formality,
                       title, address_as, country, custom, contacts))

/// Errors: customers.bad_email, customers.bad_phone, customers.bad_country, fields.*
Result<Customer> create(Context const& ctx, db::Tx& tx, NewCustomer const& input);

/// Members that are absent stay as they are.
struct CustomerChange {
  std::int64_t version = 0;
  std::optional<CustomerKind> kind;
  std::optional<Text<200, 1>> display_name;
  std::optional<Text<100>> given_name;
  std::optional<Text<100>> family_name;
  std::optional<Language> language;
  std::optional<List<Language, 4>> languages;
  std::optional<Formality> formality;
  std::optional<Text<40>> title;
  std::optional<Text<200>> address_as;
  std::optional<Text<2>> country;
  std::optional<JsonObject> custom;  // whole; keys that are absent are removed
};
BOOST_DESCRIBE_STRUCT(CustomerChange, (),
                      (version, kind, display_name, given_name, family_name, language, languages,
                       formality, title, address_as, country, custom))
/// Errors: not_found; stale; customers.not_active for a merged or erased one.
Result<Customer> change(Context const& ctx, db::Tx& tx, CustomerId id, CustomerChange const& input);

/// Adds, or answers the one that is there. An address that already leads to another customer is
/// added without leading here.
Result<ContactPoint> add_contact(Context const& ctx, db::Tx& tx, CustomerId id,
                                 NewContact const& input);
/// A delivery to it failed, or somebody else answered. Unknown addresses are not an error: false.
bool note_contact_problem(Context const& ctx, db::Tx& tx, ContactKind kind, std::string_view value,
                          ContactProblem problem, std::string_view detail);
/// She answered from it: a problem noted before is over.
void note_contact_works(Context const& ctx, db::Tx& tx, ContactKind kind, std::string_view value);

// --- Consents ----------------------------------------------------------------------------------

enum class ConsentPurpose { Marketing, Newsletter, Surveys, Profiling, CallRecording, Sharing };
BOOST_DESCRIBE_ENUM(ConsentPurpose, Marketing, Newsletter, Surveys, Profiling, CallRecording,
                    Sharing)
enum class ConsentChannel { Any, Email, Sms, Phone, Letter, Push, Social };
BOOST_DESCRIBE_ENUM(ConsentChannel, Any, Email, Sms, Phone, Letter, Push, Social)
enum class ConsentDecision { Granted, Withdrawn };
BOOST_DESCRIBE_ENUM(ConsentDecision, Granted, Withdrawn)
enum class ConsentSource { WebForm, Portal, Email, Phone, Desk, Paper, Import, Registry };
BOOST_DESCRIBE_ENUM(ConsentSource, WebForm, Portal, Email, Phone, Desk, Paper, Import, Registry)

/// What she said once; never altered. After a merge `customer_id` is whom it binds, `given_by`
/// whose row it was.
struct Consent {
  ConsentId id;
  CustomerId customer_id;
  CustomerId given_by;
  ConsentPurpose purpose = ConsentPurpose::Marketing;
  ConsentChannel channel = ConsentChannel::Any;
  ConsentDecision decision = ConsentDecision::Granted;
  Instant at;  // when she said so
  ConsentSource source = ConsentSource::WebForm;
  std::string text_version;  // which wording she saw
  BlobId evidence_blob_id;
  InteractionId interaction_id;  // the contact in which she said it
  std::string note;
  Instant recorded_at;
  std::string recorded_by;
};
BOOST_DESCRIBE_STRUCT(Consent, (),
                      (id, customer_id, given_by, purpose, channel, decision, at, source,
                       text_version, evidence_blob_id, interaction_id, note, recorded_at,
                       recorded_by))

struct NewConsent {
  ConsentPurpose purpose = ConsentPurpose::Marketing;
  ConsentChannel channel = ConsentChannel::Any;
  ConsentDecision decision = ConsentDecision::Granted;
  std::optional<Instant> at;  // none: now; not in the future
  ConsentSource source = ConsentSource::WebForm;
  std::optional<Text<100>> text_version;
  std::optional<BlobId> evidence_blob_id;
  std::optional<InteractionId> interaction_id;
  std::optional<Text<1000>> note;
};
BOOST_DESCRIBE_STRUCT(NewConsent, (),
                      (purpose, channel, decision, at, source, text_version, evidence_blob_id,
                       interaction_id, note))

/// Errors: customers.consent_in_future; customers.consent_without_proof, since a grant needs the
/// wording she saw, or a file or contact that shows it; a withdrawal needs nothing.
Result<Consent> record_consent(Context const& ctx, db::Tx& tx, CustomerId id,
                               NewConsent const& input);
/// All of hers, oldest first; at most 1,000.
std::vector<Consent> consents(db::Tx& tx, CustomerId id);
/// Whether she agrees today: the newest of what she said of this channel or of any. Silence is no.
bool may_contact(db::Tx& tx, CustomerId id, ConsentPurpose purpose, ConsentChannel channel);

// --- The person's rights -----------------------------------------------------------------------

/// One module's share of what is known of a person.
struct ExportPart {
  std::string name;  // "profile", "cases": a member of the export
  JsonObject content;
};
/// Why a file must stay for now, and what to do about it.
struct HoldReason {
  std::string key;  // i18n, e.g. "cases.hold_open_case"
  Args args;
};
/// What other modules add to export and erasure; handed over once in main/wiring.cpp.
struct Parts {
  std::vector<std::function<ExportPart(Context const&, db::Tx&, CustomerId)>> exports;
  std::vector<std::function<std::vector<HoldReason>(Context const&, db::Tx&, CustomerId)>> holds;
  /// Whether something of theirs stands on her row, so that it cannot be taken out.
  std::vector<std::function<bool(db::Tx&, CustomerId)>> ties;
};
void install(Parts parts);

/// Everything that all modules know of her, one member a module. Also of rows merged into hers.
Result<JsonObject> export_person(Context const& ctx, db::Tx& tx, CustomerId id);
/// Forgets her: names, contact points, preferences, evidence, history values; figures stay. Records
/// `customer.erased`, on which the other modules erase theirs. Refused (customers.held, one error a
/// reason in `also`) while a reason of law or an open case holds the file. Cannot be undone.
Result<Customer> erase(Context const& ctx, db::Tx& tx, CustomerId id, std::int64_t version);

/// Joins `lost` into `kept`; both histories stay. Contact points, preferences, relations and
/// consents (with their origin) move. Records `customer.merged` of `kept` with
/// {"merged_customer_id": …}; modules that hold the lost id move theirs on it. Errors:
/// customers.merge_same, customers.not_active, stale.
Result<Customer> merge(Context const& ctx, db::Tx& tx, CustomerId kept, std::int64_t kept_version,
                       CustomerId lost, std::string_view reason);

// --- Taking out --------------------------------------------------------------------------------

/// Removes a row that an import brought in and that nobody has touched since, as if it had never
/// come in: the caller knows both, and that she has no case. Records `customer.removed`. Refused
/// (customers.not_alone) where something of hers refers to it: a relation, a preference, a consent.
Result<void> take_out(Context const& ctx, db::Tx& tx, CustomerId id);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::customers
