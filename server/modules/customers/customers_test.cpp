#include "modules/customers/customers.hpp"

#include <gmock/gmock.h>

#include "jobs/jobs.hpp"
#include "modules/customers/contacts.hpp"
#include "modules/customers/duplicates.hpp"
#include "modules/customers/store.hpp"
#include "modules/customers/test_company.hpp"
#include "modules/customers/views.hpp"

namespace vefa::customers {
namespace {

using ::testing::ElementsAre;

class Customers : public CustomersTest {};
VEFA_ON_BOTH_DATABASES(Customers);

TEST_P(Customers, a_first_message_makes_a_customer_and_a_second_finds_her) {
  auto const first = write([&](auto& tx) {
    return find_or_create_by_email(ctx, tx, "Ayse@Example.com", "\"Yılmaz, Ayşe\"", Language::Tr);
  });
  ASSERT_TRUE(first.ok());
  EXPECT_TRUE(first->created);
  EXPECT_EQ(first->customer.display_name, "Ayşe Yılmaz");
  EXPECT_EQ(first->customer.family_name, "Yılmaz");
  EXPECT_EQ(first->customer.language, Language::Tr);
  auto const second = write(
      [&](auto& tx) { return find_or_create_by_email(ctx, tx, "ayse@EXAMPLE.com", "A.", {}); });
  EXPECT_FALSE(second->created);
  EXPECT_EQ(second->customer.id, first->customer.id);
  EXPECT_EQ(second->customer.display_name, "Ayşe Yılmaz");
  EXPECT_EQ(count_events("customer.created"), 1);
}

TEST_P(Customers, messages_at_once_from_one_address_make_one_customer) {
  std::set<CustomerId> ids;
  std::mutex guard;
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i)
    writers.emplace_back([&] {
      auto const found = write(
          [&](auto& tx) { return find_or_create_by_email(ctx, tx, "rush@example.com", "", {}); });
      std::lock_guard lock(guard);
      ids.insert(found->customer.id);
    });
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(ids.size(), 1u);
  EXPECT_EQ(count_events("customer.created"), 1);
}

TEST_P(Customers, who_was_just_made_is_known_with_her_contact_points_as_they_would_be_read) {
  NewContact const shared{.kind = ContactKind::Email, .value = {{"ak@example.com"}}};
  NewCustomer first;
  first.display_name = {"Zeynep Ak"};
  first.contacts.push_back(shared);
  ASSERT_TRUE(write([&](auto& tx) { return create(ctx, tx, first); }).ok());
  NewCustomer second;
  second.display_name = {"Deniz Ak"};
  second.contacts.push_back(shared);
  second.contacts.push_back({.kind = ContactKind::Email, .value = {{"deniz@example.com"}}});
  second.contacts.back().is_primary = true;
  second.contacts.push_back({.kind = ContactKind::Phone, .value = {{"+905321234567"}}});
  std::vector<ContactPoint> known;
  auto const made = write([&](auto& tx) {
    auto one = create(ctx, tx, second);
    known = contact_points(tx, one->id);
    EXPECT_EQ(find(tx, one->id)->display_name, "Deniz Ak");
    return one;
  });
  auto const stored = read([&](auto& tx) { return contact_points(tx, made->id); });
  ASSERT_EQ(stored.size(), 3u);
  EXPECT_EQ(stored[0].normalized, "deniz@example.com");
  EXPECT_EQ(to_json_text(known), to_json_text(stored));
  auto const led =
      read([&](auto& tx) { return find_by_contact(tx, ContactKind::Email, "ak@example.com"); });
  EXPECT_EQ(led->display_name, "Zeynep Ak");
}

TEST_P(Customers, who_was_an_address_gets_the_name_of_a_later_message) {
  auto const first = write([&](auto& tx) {
    return find_or_create_by_email(ctx, tx, "eva@example.com", "", Language::Hu);
  });
  EXPECT_EQ(first->customer.display_name, "eva@example.com");
  EXPECT_EQ(salutation(addressing(first->customer)), "Tisztelt Ügyfelünk");
  auto const second = write([&](auto& tx) {
    return find_or_create_by_email(ctx, tx, "eva@example.com", "Nagy Éva", {});
  });
  EXPECT_EQ(second->customer.display_name, "Nagy Éva");
  EXPECT_EQ(salutation(addressing(second->customer)), "Tisztelt Nagy Éva");
}

TEST_P(Customers, a_call_from_a_national_number_is_recognised) {
  auto const first = write([&](auto& tx) {
    return find_or_create_by_phone(ctx, tx, "0532 123 45 67", "TR", "", Language::Tr);
  });
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(
      read([&](auto& tx) { return find_by_contact(tx, ContactKind::Phone, "+905321234567"); })->id,
      first->customer.id);
  auto const bad =
      write([&](auto& tx) { return find_or_create_by_phone(ctx, tx, "12", "TR", "", {}); });
  EXPECT_EQ(bad.error().key, "customers.bad_phone");
}

TEST_P(Customers, each_language_greets_formally_or_not_and_never_supposes_a_sex) {
  Customer c{.display_name = "Ayşe Yılmaz", .given_name = "Ayşe", .family_name = "Yılmaz"};
  c.language = Language::Tr;
  EXPECT_EQ(salutation(addressing(c)), "Sayın Ayşe Yılmaz");
  c.language = Language::Hu;
  c.title = "Dr.";
  EXPECT_EQ(salutation(addressing(c)), "Tisztelt Dr. Yılmaz Ayşe");
  c.language = Language::En;
  EXPECT_EQ(salutation(addressing(c)), "Dear Dr. Ayşe Yılmaz");
  c.formality = Formality::Informal;
  EXPECT_EQ(salutation(addressing(c)), "Hello Ayşe");
  c.language = Language::He;
  // A name from left to right is set apart, so that what follows it stays where it belongs.
  EXPECT_EQ(salutation(addressing(c)), "שלום \u2068Ayşe\u2069");
  c.given_name = "דנה";
  EXPECT_EQ(salutation(addressing(c)), "שלום דנה");
  c.address_as = "Yılmaz Hanım";
  EXPECT_EQ(salutation(addressing(c)), "\u2068Yılmaz Hanım\u2069");
  c.language = Language::Tr;
  EXPECT_EQ(salutation(addressing(c)), "Yılmaz Hanım");
}

TEST_P(Customers, a_created_customer_has_all_she_told_and_wrong_parts_are_named) {
  NewCustomer input{.kind = CustomerKind::Person,
                    .given_name = {{"Éva"}},
                    .family_name = {{"Nagy"}},
                    .language = Language::Hu,
                    .country = {{"hu"}}};
  input.languages = {Language::En, Language::Tr};
  input.contacts = {{.kind = ContactKind::Phone, .value = {{"06 30 123 4567"}}},
                    {.kind = ContactKind::Email, .value = {{"eva@example.com"}}},
                    {.kind = ContactKind::Postal,
                     .postal = PostalAddress{"Fő u. 1.", {}, {"1011"}, "Budapest", {}}}};
  auto const made = write([&](auto& tx) { return create(ctx, tx, input); });
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->display_name, "Nagy Éva");
  EXPECT_EQ(made->country, "HU");
  auto const points = read([&](auto& tx) { return contact_points(tx, made->id); });
  ASSERT_EQ(points.size(), 3u);
  EXPECT_EQ(points[0].normalized, "+36301234567");
  EXPECT_TRUE(points[1].is_primary);
  EXPECT_FALSE(points[2].leads_here);
  EXPECT_EQ(points[2].postal.at("city"), "Budapest");

  input.contacts[1].value = {"eva@"};
  auto const refused = write([&](auto& tx) { return create(ctx, tx, input); });
  EXPECT_EQ(refused.error().field, "contacts[1].value");
  EXPECT_EQ(refused.error().key, "customers.bad_email");
  auto const nameless = write([&](auto& tx) { return create(ctx, tx, NewCustomer{}); });
  EXPECT_EQ(nameless.error().key, "customers.needs_name");
}

TEST_P(Customers, a_change_needs_the_version_and_leaves_both_values_in_the_history) {
  auto const made = person("Ayşe Yılmaz", "ayse@example.com");
  CustomerChange input{.version = made.version, .language = Language::He, .title = {{"Prof."}}};
  auto const changed = write([&](auto& tx) { return change(ctx, tx, made.id, input); });
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->version, made.version + 1);
  EXPECT_EQ(changed->display_name, "Ayşe Yılmaz");
  auto const late = write([&](auto& tx) { return change(ctx, tx, made.id, input); });
  EXPECT_EQ(late.error().code, Code::Stale);
  auto const rows = read([&](auto& tx) { return history(tx, made.id, {}, 10); });
  EXPECT_EQ(rows[0].what, "changed");
  EXPECT_EQ(rows[0].details.at("title"), (boost::json::array{"", "Prof."}));
  EXPECT_EQ(last_event("customer.changed").at("fields"), (boost::json::array{"language", "title"}));
}

TEST_P(Customers, a_shared_address_leads_to_one_and_passes_on_when_she_loses_it) {
  auto const first = person("Ayşe Yılmaz", "family@example.com");
  auto const second = person("Mehmet Yılmaz", "mehmet@example.com");
  auto const shared = write([&](auto& tx) {
    return add_contact(ctx, tx, second.id,
                       {.kind = ContactKind::Email, .value = {{"family@example.com"}}});
  });
  EXPECT_FALSE(shared->leads_here);
  EXPECT_EQ(by_email("family@example.com"), first.id);
  auto const points = read([&](auto& tx) { return contact_points(tx, first.id); });
  ASSERT_TRUE(
      write([&](auto& tx) { return remove_contact(ctx, tx, first.id, points[0].id); }).ok());
  EXPECT_EQ(by_email("family@example.com"), second.id);
}

TEST_P(Customers, recognition_can_be_given_to_another_customer_of_the_same_address) {
  auto const first = person("Ayşe Yılmaz", "family@example.com");
  auto const second = person("Mehmet Yılmaz", "mehmet@example.com");
  auto const shared = write([&](auto& tx) {
    return add_contact(ctx, tx, second.id,
                       {.kind = ContactKind::Email, .value = {{"family@example.com"}}});
  });
  ContactChange const take{.version = shared->version, .is_primary = true, .leads_here = true};
  auto const taken =
      write([&](auto& tx) { return change_contact(ctx, tx, second.id, shared->id, take); });
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(by_email("family@example.com"), second.id);
  auto const points = read([&](auto& tx) { return contact_points(tx, second.id); });
  EXPECT_EQ(points[0].value, "family@example.com");
  EXPECT_FALSE(points[1].is_primary);
  auto const not_hers =
      write([&](auto& tx) { return change_contact(ctx, tx, first.id, shared->id, take); });
  EXPECT_EQ(not_hers.error().code, Code::NotFound);
}

TEST_P(Customers, a_bounced_address_is_not_written_to_until_she_answers_from_it) {
  auto const made = person("Ayşe Yılmaz", "ayse@example.com");
  auto const best = [&] {
    return read([&](auto& tx) { return best_contact(tx, made.id, ContactKind::Email); });
  };
  EXPECT_TRUE(best());
  EXPECT_TRUE(write([&](auto& tx) -> Result<bool> {
                return note_contact_problem(ctx, tx, ContactKind::Email, "AYSE@example.com",
                                            ContactProblem::Bounced, "550 no such user");
              }).value());
  EXPECT_FALSE(best());
  EXPECT_EQ(last_event("customer.contact_problem").at("problem"), "bounced");
  write([&](auto& tx) -> Result<bool> {
    note_contact_works(ctx, tx, ContactKind::Email, "ayse@example.com");
    return true;
  }).value();
  EXPECT_TRUE(best());
  EXPECT_FALSE(write([&](auto& tx) -> Result<bool> {
                 return note_contact_problem(ctx, tx, ContactKind::Email, "nobody@example.com",
                                             ContactProblem::Bounced, "");
               }).value());
}

TEST_P(Customers, special_days_and_relations_are_kept_and_impossible_ones_refused) {
  auto const made = person("Nagy Éva", "eva@example.com");
  auto const add_day = [&](NewSpecialDay const& day) {
    return write([&](auto& tx) { return add_special_day(ctx, tx, made.id, day); });
  };
  EXPECT_TRUE(add_day({.month = 2, .day = 29}).ok());
  EXPECT_EQ(add_day({.month = 2, .day = 29, .year = 2025}).error().key, "customers.no_such_day");
  EXPECT_EQ(add_day({.month = 1, .day = 1, .year = 2099}).error().key, "customers.no_such_day");
  EXPECT_EQ(add_day({.month = 13, .day = 1}).error().key, "customers.no_such_day");

  auto const company = write([&](auto& tx) {
    return create(ctx, tx, {.kind = CustomerKind::Organisation, .display_name = {"Közgép"}});
  });
  auto const relate_to = [&](CustomerId id) {
    return write([&](auto& tx) {
      return relate(ctx, tx, made.id,
                    {.organisation_id = id, .role = {{"beszerzés"}}, .is_contact = true});
    });
  };
  auto const related = relate_to(company->id);
  ASSERT_TRUE(related.ok());
  EXPECT_EQ(related->organisation_name, "Közgép");
  EXPECT_EQ(relate_to(company->id).error().key, "customers.relation_exists");
  EXPECT_EQ(relate_to(made.id).error().key, "customers.relation_kinds");
  EXPECT_EQ(read([&](auto& tx) { return relations(tx, company->id); })[0].person_name, "Nagy Éva");
  EXPECT_TRUE(write([&](auto& tx) { return unrelate(ctx, tx, made.id, related->id); }).ok());
}

TEST_P(Customers, duplicates_are_shown_with_their_reasons) {
  auto const one = person("Nagy Éva", "eva@kozgep.example");
  person("Éva Nagy", "nagy.eva@kozgep.example");
  person("Éva Nagy", "other@gmail.com");
  auto const found = read([&](auto& tx) { return find_duplicates(tx, one); });
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].score, 45);
  EXPECT_THAT(found[0].reasons, ElementsAre(Resemblance::SameName, Resemblance::SameDomain));
}

TEST_P(Customers, lists_are_in_the_companys_order_and_paged_without_gaps) {
  for (auto const* name : {"Zeynep", "Çiğdem", "Canan", "Irmak", "İpek", "Deniz", "Hakan"})
    person(name, std::string(name) + "@example.com");
  CustomerFilter filter{.limit = 3};
  std::vector<std::string> names;
  do {
    auto const page = read([&](auto& tx) { return list_page(tx, filter).value(); });
    for (auto const& item : page.items) names.push_back(item.display_name);
    filter.cursor = page.next_cursor;
  } while (filter.cursor);
  EXPECT_THAT(names, ElementsAre("Canan", "Çiğdem", "Deniz", "Hakan", "Irmak", "İpek", "Zeynep"));
  auto const by = [&](CustomerFilter const& f) {
    return read([&](auto& tx) { return list_page(tx, f).value(); }).items.size();
  };
  EXPECT_EQ(by({.language = Language::Hu}), 0u);
  EXPECT_EQ(by({.kind = CustomerKind::Person, .language = Language::Tr}), 7u);
  EXPECT_EQ(by({.contact = {{"deniz@EXAMPLE.com"}}}), 1u);
  EXPECT_EQ(by({.name = {{"IRMAK"}}}), 1u);
  auto const bad = read([&](auto& tx) { return list_page(tx, {.cursor = "x"}); });
  EXPECT_EQ(bad.error().key, "error.bad_cursor");
}

TEST_P(Customers, another_language_of_the_company_gives_its_own_order) {
  jobs::Registry registry;
  add_jobs(registry);
  jobs::install(registry);
  for (auto const* name : {"Irmak", "İpek", "Ivan"})
    person(name, std::string(name) + "@example.com");
  auto const names = [&] {
    std::vector<std::string> all;
    for (auto const& item : read([&](auto& tx) { return list_page(tx, {}).value(); }).items)
      all.push_back(item.display_name);
    return all;
  };
  EXPECT_THAT(names(), ElementsAre("Irmak", "Ivan", "İpek"));
  auto const runner = jobs::Runner::start(*database_, registry, clock, ids_);
  auto profile = read([](auto& tx) { return company::profile(tx); });
  profile.default_language = Language::En;
  ASSERT_TRUE(write([&](auto& tx) { return company::change(ctx, tx, profile); }).ok());
  ASSERT_TRUE(runner->wait_idle(std::chrono::seconds(30)));
  EXPECT_THAT(names(), ElementsAre("İpek", "Irmak", "Ivan"));
  runner->stop();
}

}  // namespace
}  // namespace vefa::customers
