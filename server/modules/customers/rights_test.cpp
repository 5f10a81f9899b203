#include "modules/customers/rights.hpp"

#include <gmock/gmock.h>

#include "db/blobs.hpp"
#include "modules/customers/contacts.hpp"
#include "modules/customers/store.hpp"
#include "modules/customers/test_company.hpp"

namespace vefa::customers {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class CustomerRights : public CustomersTest {
 protected:
  void TearDown() override { install({}); }
  Consent say(CustomerId id, ConsentDecision decision, ConsentChannel channel, Instant at) {
    NewConsent const input{
        .channel = channel, .decision = decision, .at = at, .text_version = {{"2026-1"}}};
    return write([&](auto& tx) { return record_consent(ctx, tx, id, input); }).value();
  }
  bool may(CustomerId id, ConsentChannel channel) {
    return read([&](auto& tx) { return may_contact(tx, id, ConsentPurpose::Marketing, channel); });
  }
  Result<Customer> join(Customer const& kept, CustomerId lost) {
    return write(
        [&](auto& tx) { return merge(ctx, tx, kept.id, kept.version, lost, "same person"); });
  }
  std::optional<Customer> today(CustomerId id) {
    return read([&](auto& tx) { return find(tx, id); });
  }
  /// Every text of every table that holds something of customers.
  std::string all_that_is_stored() {
    std::string all;
    for (auto const* sql :
         {"SELECT display_name || given_name || family_name || address_as || custom || folded_name "
          "|| "
          "sort_key FROM customers",
          "SELECT value || normalized || label || postal || problem_detail FROM contact_points",
          "SELECT text FROM preferences", "SELECT label FROM special_days",
          "SELECT note FROM consents", "SELECT role FROM customer_relations",
          "SELECT details FROM customer_history", "SELECT reason || moved FROM customer_merges",
          "SELECT reason FROM customer_holds", "SELECT payload FROM events"})
      for (auto const& text : read([&](auto& tx) {
             return tx.template column<std::string>(vefa::testing::ad_hoc(sql));
           }))
        all += text + "\n";
    return all;
  }
};
VEFA_ON_BOTH_DATABASES(CustomerRights);

TEST_P(CustomerRights, the_newest_word_about_a_channel_or_about_all_holds) {
  using enum ConsentDecision;
  auto const made = person("Ayşe Yılmaz", "ayse@example.com");
  Instant const t = ctx.now - std::chrono::hours(10);
  EXPECT_FALSE(may(made.id, ConsentChannel::Email)) << "silence is no";
  say(made.id, Granted, ConsentChannel::Email, t);
  EXPECT_TRUE(may(made.id, ConsentChannel::Email));
  EXPECT_FALSE(may(made.id, ConsentChannel::Sms));
  say(made.id, Withdrawn, ConsentChannel::Any, t + std::chrono::hours(1));
  EXPECT_FALSE(may(made.id, ConsentChannel::Email));
  say(made.id, Granted, ConsentChannel::Sms, t + std::chrono::hours(2));
  EXPECT_TRUE(may(made.id, ConsentChannel::Sms));
  EXPECT_FALSE(may(made.id, ConsentChannel::Email));
  EXPECT_EQ(read([&](auto& tx) { return consents(tx, made.id); }).size(), 3u);
}

TEST_P(CustomerRights, a_consent_needs_proof_and_a_withdrawal_needs_none) {
  auto const made = person("Ayşe Yılmaz", "ayse@example.com");
  auto const record_it = [&](NewConsent const& input) {
    return write([&](auto& tx) { return record_consent(ctx, tx, made.id, input); });
  };
  EXPECT_EQ(record_it({}).error().key, "customers.consent_without_proof");
  EXPECT_TRUE(record_it({.decision = ConsentDecision::Withdrawn}).ok());
  EXPECT_TRUE(record_it({.interaction_id = InteractionId{5}}).ok());
  auto const no_file = record_it({.evidence_blob_id = BlobId{5}}).error();
  EXPECT_EQ(no_file.field, "evidence_blob_id");
  EXPECT_EQ(no_file.key, "error.not_found");
  EXPECT_EQ(record_it({.at = ctx.now + Duration(1), .text_version = {{"1"}}}).error().key,
            "customers.consent_in_future");
}

TEST_P(CustomerRights, a_merge_keeps_both_histories_and_every_way_to_reach_her) {
  auto kept = person("nagy.eva@example.com", "nagy.eva@example.com");
  auto const lost = person("Nagy Éva", "eva@example.com");
  write([&](auto& tx) {
    return add_contact(ctx, tx, kept.id, {.kind = ContactKind::Phone, .value = {{"+36301234567"}}});
  }).value();
  write([&](auto& tx) {
    return add_contact(ctx, tx, lost.id, {.kind = ContactKind::Phone, .value = {{"+36301234567"}}});
  }).value();
  write([&](auto& tx) {
    return add_preference(ctx, tx, lost.id, {PreferenceKind::Dislike, {"calls before ten"}});
  }).value();
  say(lost.id, ConsentDecision::Granted, ConsentChannel::Email, ctx.now);

  auto const merged = join(kept, lost.id);
  ASSERT_TRUE(merged.ok());
  EXPECT_EQ(merged->display_name, "Nagy Éva") << "an address gives way to a name";
  EXPECT_EQ(today(lost.id)->id, kept.id);
  EXPECT_EQ(read([&](auto& tx) { return find_exact(tx, lost.id); })->state, CustomerState::Merged);
  EXPECT_EQ(by_email("eva@example.com"), kept.id);
  EXPECT_EQ(by_email("nagy.eva@example.com"), kept.id);
  auto const points = read([&](auto& tx) { return contact_points(tx, kept.id); });
  EXPECT_EQ(points.size(), 3u) << "two addresses and the one number both had";
  EXPECT_EQ(std::count_if(points.begin(), points.end(), [](auto& p) { return p.is_primary; }), 2);
  auto const said = read([&](auto& tx) { return consents(tx, kept.id); });
  ASSERT_EQ(said.size(), 1u);
  EXPECT_EQ(said[0].given_by, lost.id);
  EXPECT_TRUE(may(lost.id, ConsentChannel::Email)) << "asked by the old id";
  std::set<CustomerId> rows;
  for (auto const& row : read([&](auto& tx) { return history(tx, kept.id, {}, 100); }))
    rows.insert(row.customer_id);
  EXPECT_EQ(rows, (std::set<CustomerId>{kept.id, lost.id}));
  EXPECT_EQ(last_event("customer.merged").at("merged_customer_id"), Json(lost.id.text()));
}

TEST_P(CustomerRights, a_merge_leaves_one_primary_contact_of_a_kind_and_its_removal_another) {
  auto const kept = person("Nagy Éva", "eva@example.com");
  auto const lost = person("Nagy Éva", "nagy.eva@example.com");
  auto const add_phone = [&](CustomerId id, char const* number) {
    return write([&](auto& tx) {
             return add_contact(ctx, tx, id, {.kind = ContactKind::Phone, .value = {{number}}});
           })
        .value();
  };
  auto const phone = add_phone(lost.id, "+36301234567");
  add_phone(lost.id, "+36307654321");
  ASSERT_TRUE(join(kept, lost.id).ok());
  auto const primary = [&](ContactKind kind) {
    std::vector<std::string> out;
    for (auto const& point : read([&](auto& tx) { return contact_points(tx, kept.id); }))
      if (point.kind == kind && point.is_primary) out.push_back(point.normalized);
    return vefa::join(out, " ");
  };
  EXPECT_EQ(primary(ContactKind::Email), "eva@example.com") << "the kept row's own";
  EXPECT_EQ(primary(ContactKind::Phone), "+36301234567") << "the kept row had none";
  ASSERT_TRUE(write([&](auto& tx) { return remove_contact(ctx, tx, kept.id, phone.id); }).ok());
  EXPECT_EQ(primary(ContactKind::Phone), "+36307654321");
}

TEST_P(CustomerRights, a_special_day_that_both_rows_know_stays_once) {
  auto const kept = person("Nagy Éva", "eva@example.com");
  auto const lost = person("Nagy Éva", "nagy.eva@example.com");
  auto const add_day = [&](CustomerId id, NewSpecialDay const& day) {
    write([&](auto& tx) { return add_special_day(ctx, tx, id, day); }).value();
  };
  add_day(kept.id, {.month = 3, .day = 8});
  add_day(lost.id, {.month = 3, .day = 8, .year = 1980});
  add_day(kept.id, {.kind = DayKind::Wedding, .month = 6, .day = 1, .year = 2001});
  add_day(lost.id, {.kind = DayKind::Wedding, .month = 6, .day = 1});
  add_day(lost.id, {.kind = DayKind::NameDay, .month = 12, .day = 24});
  add_day(kept.id, {.kind = DayKind::Other, .label = {{"first visit"}}, .month = 5, .day = 2});
  add_day(lost.id, {.kind = DayKind::Other, .label = {{"club"}}, .month = 5, .day = 2});
  ASSERT_TRUE(join(kept, lost.id).ok());
  std::multiset<std::string> days;
  for (auto const& day : read([&](auto& tx) { return special_days(tx, kept.id); }))
    days.insert(wire::enum_text(day.kind) + " " + day.label + " " +
                std::to_string(day.year.value_or(0)));
  EXPECT_EQ(days, (std::multiset<std::string>{"birthday  1980", "wedding  2001", "name_day  0",
                                              "other first visit 0", "other club 0"}));
  EXPECT_TRUE(read([&](auto& tx) { return special_days(tx, lost.id); }).empty());
}

TEST_P(CustomerRights, merges_of_merges_lead_to_the_living_row_in_one_step) {
  auto const a = person("A B", "a@example.com");
  auto const b = person("A B", "b@example.com");
  auto const c = person("A B", "c@example.com");
  ASSERT_TRUE(join(b, a.id).ok());
  ASSERT_TRUE(join(c, b.id).ok());
  EXPECT_EQ(today(a.id)->id, c.id);
  EXPECT_EQ(by_email("a@example.com"), c.id);
}

TEST_P(CustomerRights, what_cannot_be_merged_is_refused_and_nothing_is_half_done) {
  auto const a = person("A B", "a@example.com");
  auto const b = person("A B", "b@example.com");
  auto const company = write([&](auto& tx) {
    return create(ctx, tx, {.kind = CustomerKind::Organisation, .display_name = {"A B"}});
  });
  EXPECT_EQ(join(a, a.id).error().key, "customers.merge_same");
  EXPECT_EQ(join(a, company->id).error().key, "customers.merge_kinds");
  auto stale_a = a;
  stale_a.version = 7;
  EXPECT_EQ(join(stale_a, b.id).error().code, Code::Stale);
  ASSERT_TRUE(join(a, b.id).ok());
  auto const again = join(today(a.id).value(), b.id);
  EXPECT_EQ(again.error().key, "customers.not_active");
  EXPECT_EQ(by_email("b@example.com"), a.id);
}

TEST_P(CustomerRights, relations_that_a_merge_doubles_become_one) {
  auto const a = person("A B", "a@example.com");
  auto const b = person("A B", "b@example.com");
  auto const company = write([&](auto& tx) {
    return create(ctx, tx, {.kind = CustomerKind::Organisation, .display_name = {"Közgép"}});
  });
  for (auto const id : {a.id, b.id})
    write([&](auto& tx) { return relate(ctx, tx, id, {.organisation_id = company->id}); }).value();
  write([&](auto& tx) {
    return relate(ctx, tx, b.id, {.organisation_id = company->id, .kind = RelationKind::Owns});
  }).value();
  ASSERT_TRUE(join(a, b.id).ok());
  EXPECT_EQ(read([&](auto& tx) { return relations(tx, a.id); }).size(), 2u);
  EXPECT_EQ(read([&](auto& tx) { return relations(tx, b.id); }).size(), 0u);
}

TEST_P(CustomerRights, an_export_has_what_every_module_knows) {
  auto const made = person("Ayşe Yılmaz", "ayse@example.com");
  Parts parts;
  parts.exports.push_back([](Context const&, db::Tx&, CustomerId id) {
    return ExportPart{"cases", {{"of", id.text()}}};
  });
  install(std::move(parts));
  auto const whole = read([&](auto& tx) { return export_person(ctx, tx, made.id); });
  ASSERT_TRUE(whole.ok());
  auto const& own = whole->at("customer").as_object();
  EXPECT_EQ(own.at("profile").at("display_name"), "Ayşe Yılmaz");
  EXPECT_EQ(own.at("contact_points").at(0).at("value"), "ayse@example.com");
  EXPECT_EQ(whole->at("cases").at("of"), Json(made.id.text()));
}

TEST_P(CustomerRights, erasure_leaves_the_row_and_nothing_of_the_person) {
  auto const kept = person("Ayşe Yılmaz", "ayse@example.com");
  auto const lost = person("Ayşe Yılmaz", "yilmaz@example.com");
  ASSERT_TRUE(join(kept, lost.id).ok());
  write([&](auto& tx) {
    return add_preference(ctx, tx, kept.id, {PreferenceKind::Need, {"Yılmaz sees badly"}});
  }).value();
  auto const evidence = write([&](auto& tx) -> Result<BlobId> {
                          return blobs::put(ctx, tx, "signed by Yılmaz");
                        }).value();
  write([&](auto& tx) {
    return record_consent(ctx, tx, kept.id,
                          {.evidence_blob_id = evidence, .note = {{"Yılmaz said so"}}});
  }).value();
  EXPECT_THAT(all_that_is_stored(), HasSubstr("Yılmaz"));

  auto const version = today(kept.id)->version;
  auto const erased = write([&](auto& tx) { return erase(ctx, tx, kept.id, version); });
  ASSERT_TRUE(erased.ok());
  EXPECT_EQ(erased->state, CustomerState::Erased);
  EXPECT_EQ(erased->display_name, "—");
  EXPECT_EQ(erased->language, Language::Tr) << "figures count by it";
  auto const left = all_that_is_stored();
  EXPECT_THAT(left, Not(HasSubstr("Yılmaz")));
  EXPECT_THAT(left, Not(HasSubstr("yilmaz")));
  EXPECT_THAT(left, Not(HasSubstr("ayse")));
  EXPECT_FALSE(read([&](auto& tx) { return blobs::get(tx, evidence); }));
  auto const proof = read([&](auto& tx) { return consents(tx, kept.id); });
  EXPECT_EQ(proof.size(), 1u) << "that there was a consent stays";
  EXPECT_EQ(last_event("customer.erased").at("merged_customer_ids"),
            (boost::json::array{lost.id.text()}));
  EXPECT_EQ(count_events("customer.created"), 2);

  auto const back = write([&](auto& tx) {
    return find_or_create_by_email(ctx, tx, "ayse@example.com", "Ayşe Yılmaz", {});
  });
  EXPECT_TRUE(back->created) << "who comes back is new";
  auto const change_it = write([&](auto& tx) {
    return change(ctx, tx, kept.id, {.version = version + 1, .title = {{"Dr."}}});
  });
  EXPECT_EQ(change_it.error().key, "customers.not_active");
}

TEST_P(CustomerRights, a_reason_of_law_or_an_open_case_holds_the_file) {
  auto const made = person("Ayşe Yılmaz", "ayse@example.com");
  auto const try_erase = [&] {
    return write([&](auto& tx) { return erase(ctx, tx, made.id, 1); });
  };
  auto const hold = write([&](auto& tx) {
    return place_hold(ctx, tx, made.id,
                      {.reason = {"invoices"}, .until_on = LocalDate{2036, 1, 1}});
  });
  ASSERT_TRUE(hold.ok());
  bool is_open = true;
  Parts parts;
  parts.holds.push_back([&](Context const&, db::Tx&, CustomerId) {
    std::vector<HoldReason> reasons;
    if (is_open) reasons.push_back({"customers.hold", {{"reason", "V10482-K"}}});
    return reasons;
  });
  install(std::move(parts));

  auto const held = try_erase();
  EXPECT_EQ(held.error().key, "customers.held");
  ASSERT_EQ(held.error().also.size(), 2u);
  EXPECT_EQ(held.error().also[0].key, "customers.hold_until");
  EXPECT_EQ(by_email("ayse@example.com"), made.id) << "nothing was erased";

  is_open = false;
  EXPECT_EQ(try_erase().error().also.size(), 1u);
  ASSERT_TRUE(write([&](auto& tx) { return lift_hold(ctx, tx, made.id, hold->id); }).ok());
  EXPECT_TRUE(try_erase().ok());
}

TEST_P(CustomerRights, a_hold_ends_with_its_day) {
  auto const made = person("Ayşe Yılmaz", "ayse@example.com");
  write([&](auto& tx) {
    return place_hold(ctx, tx, made.id,
                      {.reason = {"invoices"}, .until_on = LocalDate{2026, 11, 23}});
  }).value();
  EXPECT_FALSE(write([&](auto& tx) { return erase(ctx, tx, made.id, 1); }).ok());
  ctx.now = parse_instant("2026-11-23T00:00:00Z").value();
  EXPECT_TRUE(write([&](auto& tx) { return erase(ctx, tx, made.id, 1); }).ok());
}

}  // namespace
}  // namespace vefa::customers
