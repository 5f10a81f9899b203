#include "modules/automation/saving.hpp"
#include "modules/imports/test_house.hpp"

namespace vefa::imports {
namespace {

using namespace std::chrono_literals;

constexpr char const* kPeople =
    "Ad Soyad;E-posta;Telefon;Şehir;Adres;Dil\n"
    "Fatma Kaya;fatma@ornek.example;0532 123 45 67;İzmir;Gül Sok. 5;Türkçe\n"
    "Nagy Éva;eva@pelda.example;+36 30 123 4567;;;magyar\n"
    "Hatalı Biri;bu adres değil;12;;;klingonca\n"
    ";;;;;\n";

TEST_P(Imports, customers_come_in_and_what_is_wrong_is_told_by_row_and_field) {
  auto const done = import_all(Target::Customers, kPeople);
  EXPECT_EQ(done.state, ImportState::Done);
  EXPECT_EQ(done.rows_done, 4);
  EXPECT_EQ(done.created_count, 2);
  EXPECT_EQ(done.failed_count, 2);
  auto const fatma = known("fatma@ornek.example");
  ASSERT_TRUE(fatma.has_value());
  EXPECT_EQ(fatma->display_name, "Fatma Kaya");
  EXPECT_EQ(fatma->language, Language::Tr);
  EXPECT_EQ(known("eva@pelda.example")->language, Language::Hu);
  auto const points = read<std::vector<customers::ContactPoint>>(
      [&](db::Tx& tx) { return customers::contact_points(tx, fatma->id); });
  ASSERT_EQ(points.size(), 3u);

  auto const failed = rows(done.id, Outcome::Failed);
  ASSERT_EQ(failed.size(), 2u);
  EXPECT_EQ(failed[0].row, 4);
  auto const problems = problems_of(failed[0].problems);
  ASSERT_EQ(problems.size(), 1u) << "a word that is none is told before the rest is tried";
  EXPECT_EQ(problems[0].column, 5);
  EXPECT_EQ(problems[0].key, "imports.unknown_word");
  EXPECT_EQ(texts_of("cells", failed[0].cells)[0], "Hatalı Biri");
  EXPECT_EQ(why(failed[1]), "customers.needs_name");
}

TEST_P(Imports, a_refusal_of_a_use_case_stands_at_its_column) {
  auto const done = import_all(Target::Customers, "name,email,phone\nAyla,no address,\nBora,,12\n");
  auto const failed = rows(done.id, Outcome::Failed);
  ASSERT_EQ(failed.size(), 2u);
  EXPECT_EQ(problems_of(failed[0].problems)[0].column, 1);
  EXPECT_EQ(why(failed[0]), "customers.bad_email");
  EXPECT_EQ(problems_of(failed[1].problems)[0].column, 2);
  EXPECT_EQ(why(failed[1]), "customers.bad_phone");
  EXPECT_EQ(count("customers"), 1) << "nothing stays of a row that failed";
}

TEST_P(Imports, the_preview_shows_the_rows_as_they_would_be_and_changes_nothing) {
  auto const row = upload(Target::Customers, kPeople);
  auto const before = count("events");
  std::vector<TriedRow> tried;
  auto const ctx = as(elif_);
  database->write_now([&](db::Tx& tx) {
    tried = try_rows(ctx, tx, row.id, 20).value();
    return db::Outcome::Rollback;
  });
  ASSERT_EQ(tried.size(), 4u);
  EXPECT_EQ(tried[0].brought.outcome, Outcome::Created);
  EXPECT_EQ(tried[0].customer_name, "Fatma Kaya");
  EXPECT_EQ(tried[2].brought.outcome, Outcome::Failed);
  EXPECT_EQ(count("events"), before);
  EXPECT_FALSE(known("fatma@ornek.example").has_value());
}

TEST_P(Imports, who_is_known_by_a_contact_detail_is_skipped_updated_or_made_anew_as_wished) {
  std::string const csv = "name,email,city,address\nAyşe Demir,AYSE@musteri.example,Bursa,Ova 1\n";
  EXPECT_EQ(import_all(Target::Customers, csv).skipped_count, 1);
  EXPECT_EQ(known("ayse@musteri.example")->display_name, "Ayşe Yılmaz");

  auto const update = with(upload(Target::Customers, csv), [](ImportSettings& settings) {
    settings.on_duplicate = OnDuplicate::Update;
  });
  auto const updated = run(update, csv);
  EXPECT_EQ(updated.updated_count, 1);
  EXPECT_EQ(known("ayse@musteri.example")->display_name, "Ayşe Demir");
  EXPECT_EQ(known("ayse@musteri.example")->id, ayse);

  auto const create = with(upload(Target::Customers, csv), [](ImportSettings& settings) {
    settings.on_duplicate = OnDuplicate::Create;
  });
  EXPECT_EQ(run(create, csv).created_count, 1);
  EXPECT_EQ(known("ayse@musteri.example")->id, ayse) << "her address still leads to her";

  auto const undo = undone(updated);
  EXPECT_EQ(known("ayse@musteri.example")->display_name, "Ayşe Yılmaz");
  ASSERT_EQ(rows(undo.id, Outcome::Kept).size(), 1u);
  EXPECT_EQ(why(rows(undo.id, Outcome::Kept)[0]), "imports.contacts_stay");
}

constexpr char const* kCases =
    "Konu,Açıklama,Durum,Tür,Açılış tarihi,Kapanış tarihi,Müşteri,E-posta,Etiketler\n"
    "Buzdolabı,\"Soğutmuyor,\nses de yapıyor\",açık,şikâyet,01.11.2026 "
    "10:00,,Zeynep,zeynep@ornek.example,\"acil, garanti\"\n"
    "Fatura,Nerede?,kapandı,soru,01.10.2026,03.10.2026,Zeynep,zeynep@ornek.example,\n"
    "Gelecek,?,açık,soru,01.01.2030,,Zeynep,zeynep@ornek.example,\n";

TEST_P(Imports, an_open_case_gets_its_promise_as_every_case_does_and_nobody_is_written_to) {
  auto const done = import_all(Target::Cases, kCases);
  EXPECT_EQ(done.created_count, 2);
  ASSERT_EQ(done.failed_count, 1);
  EXPECT_EQ(why(rows(done.id, Outcome::Failed)[0]), "imports.in_future");
  auto const zeynep = known("zeynep@ornek.example");
  ASSERT_TRUE(zeynep.has_value());
  auto const hers = cases_of(zeynep->id);
  ASSERT_EQ(hers.size(), 2u);
  auto const& open = hers[0];
  EXPECT_EQ(open.kind, cases::CaseKind::Complaint);
  EXPECT_EQ(open.opened_at, cases::at("2026-11-01T07:00:00Z"));
  EXPECT_EQ(next_promise(open.id).kind, promises::PromiseKind::AnswerBy);
  EXPECT_GT(next_promise(open.id).due_at, clock.now());
  EXPECT_EQ(read<std::vector<std::string>>([&](db::Tx& tx) { return cases::tags(tx, open.id); }),
            (std::vector<std::string>{"acil", "garanti"}));
  ASSERT_EQ(said(open.id).size(), 1u) << "no acknowledgement";
  EXPECT_EQ(said(open.id)[0].text, "Soğutmuyor,\nses de yapıyor");
  EXPECT_EQ(said(open.id)[0].author_kind, "customer");
  EXPECT_EQ(said(open.id)[0].at, cases::at("2026-11-01T07:00:00Z"));

  auto const& closed = hers[1];
  EXPECT_EQ(closed.state, cases::State::Closed);
  EXPECT_EQ(closed.closed_at, cases::at("2026-10-02T21:00:00Z"));
  EXPECT_FALSE(closed.next_promise_id);

  EXPECT_EQ(import_all(Target::Cases, kCases).skipped_count, 2) << "the same file again";
}

TEST_P(Imports, no_rule_acts_on_what_an_import_brings_in) {
  automation::NewAutomationRule rule;
  rule.name = {"Hepsi"};
  rule.actions.push_back({.act = automation::Act::SetPriority, .value = Text<5000>{"urgent"}});
  write([&](db::Tx& tx) { return automation::create_rule(system(), tx, rule); });
  import_all(Target::Cases, kCases);
  EXPECT_EQ(cases_of(known("zeynep@ornek.example")->id)[0].priority, cases::Priority::Normal);
  EXPECT_EQ(count("automation_runs"), 0);
}

TEST_P(Imports, an_undone_import_leaves_what_somebody_touched_and_says_who) {
  auto const people = count("customers");
  auto const talks = count("interactions");
  std::string const csv =
      "subject,text,email,name\nA,a,a@ornek.example,Ada\nB,b,b@ornek.example,Bora\n"
      "C,c,c@ornek.example,Cem\n";
  auto const done = import_all(Target::Cases, csv);
  ASSERT_EQ(done.created_count, 3);
  auto const touched = cases_of(known("b@ornek.example")->id).at(0);
  auto const ctx = as(elif_);
  write([&](db::Tx& tx) { return cases::note(ctx, tx, touched.id, "baktım", {}); });
  auto const ada = known("a@ornek.example")->id;
  auto const after = undone(done);
  EXPECT_EQ(after.state, ImportState::Undone);
  EXPECT_EQ(after.removed_count, 2);
  EXPECT_EQ(after.kept_count, 1);
  auto const kept = rows(done.id, Outcome::Kept);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].case_id, touched.id);
  EXPECT_EQ(why(kept[0]), "imports.changed_since");
  EXPECT_EQ(problems_of(kept[0].problems)[0].args.at("who").as_string(), "Elif Aydın");
  EXPECT_FALSE(known("a@ornek.example").has_value());
  EXPECT_TRUE(cases_of(ada).empty());
  EXPECT_TRUE(known("b@ornek.example").has_value());
  EXPECT_EQ(count("customers"), people + 1);
  EXPECT_EQ(count("interactions"), talks + 2);
  EXPECT_EQ(events("case.removed"), 2);
  EXPECT_EQ(events("customer.removed"), 2);
}

TEST_P(Imports, a_customer_who_has_cases_by_now_stays) {
  auto const done = import_all(Target::Customers, kPeople);
  auto in = mail("Merhaba", "buzdolabım");
  in.customer_id = known("fatma@ornek.example")->id;
  take_in(in);
  auto const after = undone(done);
  EXPECT_EQ(after.removed_count, 1);
  ASSERT_EQ(rows(done.id, Outcome::Kept).size(), 1u);
  EXPECT_EQ(why(rows(done.id, Outcome::Kept)[0]), "imports.has_cases");
}

TEST_P(Imports, a_large_file_comes_in_in_batches_and_goes_again) {
  std::string csv = "name,email\n";
  for (int i = 0; i < 350; ++i) csv += fmt::format("\"Müşteri, {}\",m{}@ornek.example\n", i, i);
  auto const before = count("customers");
  auto const done = import_all(Target::Customers, csv);
  EXPECT_EQ(done.created_count, 350);
  EXPECT_EQ(done.rows_total, 350);
  EXPECT_EQ(known("m349@ornek.example")->display_name, "Müşteri, 349");
  EXPECT_EQ(undone(done).removed_count, 350);
  EXPECT_EQ(count("customers"), before);
}

TEST_P(Imports, a_row_longer_than_a_part_of_the_file_is_read_whole) {
  std::string const text(15000, 'x');
  std::string csv = "subject,text,email\n";
  for (int i = 0; i < 60; ++i) csv += fmt::format("S{},\"{}\",a@ornek.example\n", i, text);
  ASSERT_GT(csv.size(), 3 * blobs::kPartBytes);
  auto const done = import_all(Target::Cases, csv);
  EXPECT_EQ(done.created_count, 60);
  EXPECT_EQ(done.failed_count, 0);
}

TEST_P(Imports, a_file_is_forgotten_after_a_month_and_with_whom_it_brought_in) {
  auto const done = import_all(Target::Customers, kPeople);
  ASSERT_TRUE(done.raw_blob_id);
  EXPECT_FALSE(done.text_blob_id) << "only while it runs";
  auto const fatma = *known("fatma@ornek.example");
  write([&](db::Tx& tx) { return customers::erase(system(), tx, fatma.id, fatma.version); });
  idle();
  EXPECT_FALSE(now(done.id).raw_blob_id);
  auto const bytes = read<std::optional<std::string>>(
      [&](db::Tx& tx) { return blobs::get(tx, done.raw_blob_id); });
  EXPECT_FALSE(bytes.has_value());
  EXPECT_TRUE(texts_of("cells", rows(done.id, Outcome::Failed)[0].cells).empty());

  auto const other = import_all(Target::Customers, "name\nAda\n");
  pass(24h * 31);
  EXPECT_FALSE(now(other.id).raw_blob_id);
}

TEST_P(Imports, what_a_mapping_lacks_is_named) {
  auto const row = upload(Target::Cases, "subject,email\nA,a@ornek.example\n");
  auto const refuse = [&](std::vector<std::string> const& mapping) {
    auto settings = settings_of(row);
    settings.mapping.clear();
    for (auto const& meaning : mapping) settings.mapping.push_back({meaning});
    return refused_by([&](db::Tx& tx) {
      return change(system(), tx, row.id, row.version, settings, std::nullopt);
    });
  };
  EXPECT_EQ(refuse({"subject"}).key, "imports.mapping_size");
  EXPECT_EQ(refuse({"subject", "shoe"}).field, "settings.mapping[1]");
  EXPECT_EQ(refuse({"email", "email"}).key, "imports.meaning_twice");
  EXPECT_EQ(refuse({"subject", ""}).key, "imports.nothing_to_know_by");
  EXPECT_EQ(refuse({"", "email"}).key, "imports.no_subject");
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(discard(system(), tx, row.id));
    return true;
  });
}

VEFA_ON_BOTH_DATABASES(Imports);

}  // namespace
}  // namespace vefa::imports
