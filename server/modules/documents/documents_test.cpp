// Documents of cases and units at work. The clock stands at Monday 2026-11-23, 10:00 in Istanbul.
#include "modules/documents/documents.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "modules/cases/desk.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/coverage/store.hpp"
#include "modules/documents/gather.hpp"
#include "modules/documents/test_house.hpp"
#include "modules/documents/test_reading.hpp"
#include "modules/portal/page.hpp"
#include "modules/units/her_link.hpp"

namespace vefa::documents {
namespace {

using namespace std::chrono_literals;
using cases::at;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_P(Documents, a_service_slip_says_all_that_the_law_wants_and_is_kept_as_it_was_made) {
  auto const unit = fridge();
  auto const id = open_case(unit);
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  EXPECT_EQ(slip.number, cases::case_number("D", 10001));
  EXPECT_EQ(slip.version, 1);
  EXPECT_EQ(slip.languages, "tr");
  EXPECT_EQ(slip.unit_id, unit);
  EXPECT_EQ(slip.customer_id, ayse);
  auto const bytes = pdf(slip);
  EXPECT_EQ(slip.sha256, hex(sha256(bytes)));
  EXPECT_EQ(pdf(*stored(slip.id)), bytes);
  auto const text = letters_in(text_in(bytes));
  for (auto const* said : {"Servis fişi",
                           "Ayşe Yılmaz",
                           "Moda Cad. 5",
                           "Anka",
                           "5230 NF",
                           "SN-0042",
                           "Buzdolabı",
                           "5 Mart 2026",
                           "23 Kasım 2026",
                           "Dünden beri ses yapıyor.",
                           "Onarılsın",
                           "Kompresör arızalı",
                           "Kompresör değişti",
                           "1.250,50",
                           "Elif Aydın",
                           "Verildi",
                           "Sorumluluk",
                           "Bağdat Cad. 12",
                           "Teslim edenin adı ve imzası",
                           "Satış Sonrası Hizmetler Yönetmeliği 11"})
    EXPECT_THAT(text, HasSubstr(letters_in(said)));
  EXPECT_EQ(events("document.made"), 1);
  auto const listed = read<std::vector<Document>>([&](db::Tx& tx) { return of_unit(tx, unit); });
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].id, slip.id);
}

TEST_P(Documents, each_field_that_the_law_demands_is_refused_by_name_where_it_is_empty) {
  struct Case {
    DocumentKind kind;
    char const* country;
  };
  std::size_t asked = 0;
  for (auto const& [kind, country] :
       {Case{DocumentKind::ServiceSlip, "TR"}, Case{DocumentKind::TakeInSlip, "HU"},
        Case{DocumentKind::ClaimRecord, "HU"}, Case{DocumentKind::RepairInformationForm, "HU"},
        Case{DocumentKind::ReturnSlip, "IL"}}) {
    auto const id = open_case(fridge(country, wire::enum_text(kind).c_str()));
    auto full = wanted(kind);
    if (kind == DocumentKind::ReturnSlip) full.values->insert({"handed_over_on", {"2026-11-20"}});
    auto const ctx = as(elif_);
    auto const form =
        read<Draft>([&](db::Tx& tx) { return draft(ctx, tx, {.case_id = id}, full).value(); }).form;
    ASSERT_TRUE(form.problems.empty())
        << wire::enum_text(kind) << " " << form.problems[0].key << " " << form.problems[0].field;
    for (auto const& field : form.fields) {
      if (field.demanded_by.empty() && !field.spec.needed) continue;
      auto less = full;
      (*less.values)[field.spec.name] = {""};
      auto const refused = try_making({.case_id = id}, less);
      ASSERT_FALSE(refused.ok()) << field.spec.name;
      EXPECT_EQ(refused.error().field, std::string("values.") + field.spec.name);
      EXPECT_EQ(refused.error().key,
                "documents.missing_in_" + wire::enum_text(field.spec.filled_in));
      ++asked;
    }
  }
  // Of TR-10 sixteen besides the signatures, of HU-09 five and ten, of EU-04 six, of IL-04 five.
  EXPECT_GE(asked, 42u);
  EXPECT_EQ(events("document.made"), 0);
}

TEST_P(Documents, every_demand_of_every_pack_has_its_place_on_a_document) {
  std::size_t demands = 0;
  for (auto const* country : {"TR", "HU", "IL", "EU"}) {
    auto const pack =
        read<law::PackPtr>([&](db::Tx& tx) { return clocks::law_in_use(system(), tx, country); });
    ASSERT_TRUE(pack);
    for (auto const& document : pack->documents)
      for (auto const& kind : kinds())
        if (std::find(kind.by_law.begin(), kind.by_law.end(), document.id) != kind.by_law.end())
          for (auto const& field : document.fields) {
            ++demands;
            EXPECT_TRUE(field == "signatures" ? !kind.signatures.empty()
                                              : find_field(kind, field) != nullptr)
                << wire::enum_text(kind.kind) << " " << field;
          }
  }
  EXPECT_GE(demands, 40u);
}

TEST_P(Documents, it_is_in_the_customers_language_and_in_that_of_the_state) {
  auto const id = open_case(fridge());
  auto hers = wanted(DocumentKind::ServiceSlip);
  hers.language = Language::He;
  hers.values->erase("station_liabilities");
  hers.values->erase("loaner_note");
  auto const slip = made({.case_id = id}, hers);
  EXPECT_EQ(slip.languages, "he tr");
  EXPECT_EQ(slip.pages, 2);
  auto const text = letters_in(text_in(pdf(slip)));
  for (auto const* said : {"טופס שירות", "Servis fişi", "התחנה אחראית לתיקון.",
                           "İstasyon onarımdan sorumludur.", "on iş günü", "עשרה ימי עסקים"})
    EXPECT_THAT(text, HasSubstr(letters_in(said)));
}

TEST_P(Documents, a_correction_is_the_next_version_and_the_old_one_stays) {
  auto const id = open_case(fridge());
  auto const first = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  auto const before = pdf(first);
  NewDocument correction{.kind = DocumentKind::ServiceSlip, .replaces = first.id};
  correction.values = Values{{"work_done", {"Termostat değişti"}}};
  auto const second = made({.case_id = id}, correction);
  EXPECT_EQ(second.number, first.number);
  EXPECT_EQ(second.version, 2);
  auto const text = letters_in(text_in(pdf(second)));
  EXPECT_THAT(text, HasSubstr(letters_in("Termostat değişti")));
  EXPECT_THAT(text, HasSubstr(letters_in("Kompresör arızalı"))) << "kept from the first";
  EXPECT_THAT(text, HasSubstr(letters_in("öncekilerin yerine geçer")));
  EXPECT_EQ(pdf(first), before);
  auto const kept = read<std::vector<Document>>([&](db::Tx& tx) { return kept_of_case(tx, id); });
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].id, second.id);
  // Two who correct at once: one of them is told.
  auto const both = read<Prepared>(
      [&](db::Tx& tx) { return prepare(system(), tx, {.case_id = id}, correction).value(); });
  write([&](db::Tx& tx) { return keep(system(), tx, both.row, draw(both.paper).value()); });
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return keep(system(), tx, both.row, draw(both.paper).value());
            }).code,
            Code::Stale);
}

TEST_P(Documents, it_is_sent_with_an_answer_byte_for_byte_and_stands_on_her_page) {
  auto const id = open_case(fridge());
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  auto const ctx = as(elif_);
  auto const sent = write([&](db::Tx& tx) { return send(ctx, tx, slip, ""); });
  auto const answer = newest(id, interactions::Purpose::Answer);
  EXPECT_EQ(answer.id, sent);
  EXPECT_THAT(answer.text, HasSubstr(slip.number));
  auto const files = read<std::vector<interactions::Attachment>>(
      [&](db::Tx& tx) { return interactions::attachments(tx, sent); });
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].media_type, "application/pdf");
  EXPECT_THAT(files[0].name, HasSubstr("Servis fişi"));
  EXPECT_EQ(read<std::string>([&](db::Tx& tx) { return *blobs::get(tx, files[0].blob_id); }),
            pdf(slip));
  auto const noted = read<std::vector<Sending>>([&](db::Tx& tx) { return sendings(tx, slip.id); });
  ASSERT_EQ(noted.size(), 1u);
  EXPECT_EQ(noted[0].sent_by, "Elif Aydın");
  portal::Story story{.row = row(id), .company_name = "Anka", .zone = "Europe/Istanbul"};
  story.documents = read<std::vector<Document>>([&](db::Tx& tx) { return kept_of_case(tx, id); });
  auto const page = portal::case_page(story, "token", "");
  EXPECT_THAT(page, HasSubstr("/c/token/documents/" + slip.id.text()));
  EXPECT_THAT(page, HasSubstr("Belgeleriniz"));
}

TEST_P(Documents, a_certificate_says_what_is_covered_until_when_or_is_refused) {
  auto const unit = fridge();
  auto const paper = made({.unit_id = unit}, {.kind = DocumentKind::WarrantyCertificate});
  auto const text = letters_in(text_in(pdf(paper)));
  // Source: TR-01, two years from the delivery.
  for (auto const* said :
       {"Garanti belgesi", "SN-0042", "Anka Mağaza", "2 Mart 2026", "5 Mart 2028", "satıcı"})
    EXPECT_THAT(text, HasSubstr(letters_in(said)));
  EXPECT_FALSE(paper.case_id);
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return send(system(), tx, paper, ""); }).key,
            "documents.no_case");
  auto const unsold = write([&](db::Tx& tx) {
    auto const product = catalogue::find_by_sku(tx, "F1").value();
    units::NewUnit wanted{.product_id = product.id};
    wanted.serial = {"SN-0043"};
    return units::create(system(), tx, wanted);
  });
  auto const refused =
      try_making({.unit_id = unsold.id}, {.kind = DocumentKind::WarrantyCertificate});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().field, "values.seller");
  EXPECT_EQ(try_making({.unit_id = unit}, {.kind = DocumentKind::ServiceSlip}).error().key,
            "documents.needs_case");
}

TEST_P(Documents, a_certificate_has_a_row_for_each_share_and_promises_no_more_than_is_covered) {
  auto const unit = fridge();
  write([&](db::Tx& tx) {
    auto const line = [](char const* text) {
      return from_json_text<coverage::CoverageLine>(text).value();
    };
    coverage::NewCoverage wanted;
    wanted.names = coverage::Names{{"tr", {"Uzatılmış"}}};
    wanted.reason = Text<500>{"goodwill"};
    wanted.lines.emplace();
    for (auto const* text :
         {R"({"component": "labour", "percent": 50, "payer": "manufacturer", "start": "sale",
              "months": 36})",
          R"({"component": "parts", "percent": 100, "payer": "manufacturer", "start": "sale",
              "months": 120, "included_groups": ["motor"]})",
          R"({"component": "travel", "percent": 100, "payer": "company", "start": "given",
              "from_on": "2029-01-01", "months": 12, "max_visits": 2})"})
      wanted.lines->push_back(line(text));
    return coverage::cover(system(), tx, unit, wanted);
  });
  auto const paper = made({.unit_id = unit}, {.kind = DocumentKind::WarrantyCertificate});
  auto const text = text_in(pdf(paper));
  // By law all for two years by the seller; then half of the labour until the third by the maker.
  for (auto const* said : {"%100", "%50", "satıcı", "üretici", "5 Mart 2028", "2 Mart 2029",
                           "yalnız: motor", "1 Ocak 2029", "kalan ziyaret: 2"})
    EXPECT_THAT(letters_in(text), HasSubstr(letters_in(said)));
  auto const ground = read<Ground>([&](db::Tx& tx) {
    return gather(system(), tx, {.unit_id = unit}, DocumentKind::WarrantyCertificate).value();
  });
  std::vector<std::string> rows;
  for (auto const& row : ground.covered)
    rows.push_back(fmt::format("{} {} {} {} {}", row.source, row.component, row.percent, row.payer,
                               row.last_on ? to_text(*row.last_on) : "-"));
  EXPECT_THAT(
      rows,
      ::testing::UnorderedElementsAre(
          "statutory parts 100 seller 2028-03-05", "statutory labour 100 seller 2028-03-05",
          "statutory travel 100 seller 2028-03-05", "statutory shipping 100 seller 2028-03-05",
          "statutory loaner 100 seller 2028-03-05", "goodwill labour 50 manufacturer 2029-03-02",
          "goodwill parts 100 manufacturer 2036-03-02", "goodwill travel 100 company 2030-01-01"));
}

TEST_P(Documents, the_code_of_a_certificate_leads_to_that_device_of_hers_and_to_no_case) {
  auto const unit = fridge();
  auto const code = [&](About const& about, DocumentKind kind) {
    return read<std::string>(
        [&](db::Tx& tx) { return gather(system(), tx, about, kind).value().qr; });
  };
  auto const id = open_case(unit);
  for (auto const& about : {About{.unit_id = unit}, About{.case_id = id}}) {
    auto const url = code(about, DocumentKind::WarrantyCertificate);
    std::string const begins = "https://service.example.com/d/";
    ASSERT_THAT(url, ::testing::StartsWith(begins));
    auto const link = units::her_link_of_token(std::string_view(url).substr(begins.size()));
    ASSERT_TRUE(link);
    EXPECT_EQ(link->customer_id, ayse);
    EXPECT_EQ(link->unit_id, unit);
  }
  EXPECT_THAT(code({.case_id = id}, DocumentKind::ServiceSlip), HasSubstr("/c/"));
}

TEST_P(Documents, what_cannot_be_read_is_named_by_its_field) {
  auto const id = open_case(fridge("HU"));
  struct Case {
    char const* field;
    std::string value;
    char const* key;
  };
  for (auto const& c :
       {Case{"delivered_on", "5 Mart", "documents.bad_date"},
        Case{"price", "-5", "documents.bad_money"}, Case{"price", "5 5 5", "documents.bad_money"},
        Case{"right_claimed", "everything", "documents.bad_choice"},
        Case{"serial", "a\nb", "documents.bad_line"},
        Case{"colour", "red", "documents.unknown_field"}}) {
    auto bad = wanted(DocumentKind::ClaimRecord);
    (*bad.values)[c.field] = {c.value};
    auto const refused = try_making({.case_id = id}, bad);
    ASSERT_FALSE(refused.ok()) << c.field;
    EXPECT_EQ(refused.error().key, c.key);
    EXPECT_EQ(refused.error().field, std::string("values.") + c.field);
  }
  EXPECT_EQ(try_making({.case_id = id}, {.kind = DocumentKind::Invoice}).error().key,
            "documents.no_form");
  EXPECT_EQ(try_making({.case_id = CaseId{7}}, wanted(DocumentKind::ClaimRecord)).error().code,
            Code::NotFound);
  EXPECT_EQ(events("document.made"), 0);
}

TEST_P(Documents, what_is_joined_brings_its_documents_along) {
  auto const unit = fridge();
  auto const id = open_case(unit);
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  auto const other = customer("ayse2@musteri.example", "Ayşe Y.");
  auto const kept =
      read<customers::Customer>([&](db::Tx& tx) { return customers::find(tx, other).value(); });
  write(
      [&](db::Tx& tx) { return customers::merge(system(), tx, other, kept.version, ayse, "one"); });
  idle();
  EXPECT_EQ(stored(slip.id)->customer_id, other);
  auto const twin = fridge("TR", "SN-0099");
  auto const twin_row =
      read<units::Unit>([&](db::Tx& tx) { return units::find(tx, twin).value(); });
  write([&](db::Tx& tx) {
    return units::merge(system(), tx, twin, twin_row.version, unit, "one piece");
  });
  idle();
  EXPECT_EQ(stored(slip.id)->unit_id, twin);
}

TEST_P(Documents, a_person_reads_all_her_documents_in_her_export) {
  made({.case_id = open_case(fridge())}, wanted(DocumentKind::ServiceSlip));
  auto const part =
      read<customers::ExportPart>([&](db::Tx& tx) { return export_part(system(), tx, ayse); });
  EXPECT_THAT(boost::json::serialize(part.content), HasSubstr("Kompresör"));
}

TEST_P(Documents, a_slip_says_when_it_was_handed_in_and_back_and_so_does_the_units_page) {
  auto const unit = fridge();
  auto const id = open_case(unit);
  auto const stays = [&] {
    return read<std::vector<coverage::Stay>>([&](db::Tx& tx) { return coverage::stays(tx, unit); });
  };
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(system(), tx, id, {}));
    return true;
  });
  idle();
  ASSERT_FALSE(row(id).open);
  auto const slip = made({.case_id = id}, wanted(DocumentKind::TakeInSlip));
  idle();
  ASSERT_EQ(stays().size(), 1u);
  EXPECT_EQ(stays()[0].case_id, id);
  EXPECT_EQ(to_text(stays()[0].time.from_on), "2026-11-23");
  EXPECT_TRUE(row(id).open) << "goods that were handed in are owed by somebody";
  auto corrected = wanted(DocumentKind::TakeInSlip);
  corrected.replaces = slip.id;
  made({.case_id = id}, corrected);
  idle();
  EXPECT_EQ(stays().size(), 1u) << "a correction is no second stay";
  pass(std::chrono::hours(72));
  auto back = wanted(DocumentKind::ReturnSlip);
  back.values->insert({"handed_over_on", {"2026-11-23"}});
  made({.case_id = id}, back);
  idle();
  ASSERT_EQ(stays().size(), 1u);
  ASSERT_TRUE(stays()[0].time.until_on);
  EXPECT_EQ(to_text(*stays()[0].time.until_on), "2026-11-26");
}

TEST_P(Documents, a_service_slip_makes_a_time_in_repair_and_its_correction_moves_that_one_alone) {
  auto const unit = fridge();
  auto const id = open_case(unit);
  under_turkish_law(id);
  auto const stays = [&] {
    return read<std::vector<coverage::Stay>>([&](db::Tx& tx) { return coverage::stays(tx, unit); });
  };
  auto const substitute = [&] {
    std::optional<Instant> due;
    for (auto const& one :
         read<std::vector<clocks::LegalClock>>([&](db::Tx& tx) { return clocks::of_case(tx, id); }))
      if (one.rule_id == "TR-04") due = one.due_at;
    return due;
  };
  auto slip = wanted(DocumentKind::ServiceSlip);
  (*slip.values)["handed_over_on"] = {"2026-11-23"};
  auto const first = made({.case_id = id}, slip);
  idle();
  ASSERT_EQ(stays().size(), 1u);
  EXPECT_EQ(stays()[0].case_id, id);
  // Tue 24–Sat 28 = 1–5, 30 Nov–4 Dec = 6–10.
  EXPECT_EQ(substitute(), cases::at("2026-12-04T21:00:00Z"));
  auto corrected = slip;
  corrected.replaces = first.id;
  (*corrected.values)["handed_over_on"] = {"2026-11-20"};
  auto const second = made({.case_id = id}, corrected);
  idle();
  ASSERT_EQ(stays().size(), 1u);
  EXPECT_EQ(to_text(stays()[0].time.from_on), "2026-11-20");
  // Sat 21 = 1, 23–28 = 2–7, 30 Nov–2 Dec = 8–10.
  EXPECT_EQ(substitute(), cases::at("2026-12-02T21:00:00Z"));
  pass(std::chrono::hours(72));
  auto back = slip;
  back.replaces = second.id;
  (*back.values)["handed_over_on"] = {"2026-11-20"};
  (*back.values)["returned_on"] = {"2026-11-26"};
  auto const third = made({.case_id = id}, back);
  idle();
  ASSERT_TRUE(stays()[0].time.until_on);
  EXPECT_EQ(to_text(*stays()[0].time.until_on), "2026-11-26");
  back.replaces = third.id;
  (*back.values)["returned_on"] = {"2026-11-25"};
  made({.case_id = id}, back);
  idle();
  ASSERT_EQ(stays().size(), 1u);
  EXPECT_EQ(to_text(*stays()[0].time.until_on), "2026-11-25");
}

TEST_P(Documents, a_correction_of_both_days_moves_both_and_one_that_says_no_day_makes_none) {
  auto const unit = fridge();
  auto const id = open_case(unit);
  auto const stays = [&] {
    return read<std::vector<coverage::Stay>>([&](db::Tx& tx) { return coverage::stays(tx, unit); });
  };
  auto back = wanted(DocumentKind::ReturnSlip);
  (*back.values)["handed_over_on"] = {"2026-11-10"};
  (*back.values)["returned_on"] = {"2026-11-12"};
  auto const first = made({.case_id = id}, back);
  idle();
  ASSERT_EQ(stays().size(), 1u);
  back.replaces = first.id;
  (*back.values)["handed_over_on"] = {"2026-11-16"};
  (*back.values)["returned_on"] = {"2026-11-20"};
  auto const second = made({.case_id = id}, back);
  idle();
  ASSERT_EQ(stays().size(), 1u);
  EXPECT_EQ(to_text(stays()[0].time.from_on), "2026-11-16");
  EXPECT_EQ(to_text(*stays()[0].time.until_on), "2026-11-20");
  // Only the day back is known after all; the time in repair has an end and stays as it was told.
  back.replaces = second.id;
  (*back.values)["handed_over_on"] = {""};
  made({.case_id = id}, back);
  idle();
  EXPECT_EQ(stays().size(), 1u);
  // One that runs is gone when the paper says no more that it began, or runs on when it says no
  // end.
  auto const other = fridge("US", "SN-0043");
  auto const case_2 = open_case(other);
  auto const of_other = [&] {
    return read<std::vector<coverage::Stay>>(
        [&](db::Tx& tx) { return coverage::stays(tx, other); });
  };
  auto slip = wanted(DocumentKind::ServiceSlip);
  set_company("US");
  (*slip.values)["handed_over_on"] = {"2026-11-20"};
  (*slip.values)["returned_on"] = {"2026-11-21"};
  auto const made_1 = made({.case_id = case_2}, slip);
  idle();
  ASSERT_EQ(of_other().size(), 1u);
  slip.replaces = made_1.id;
  (*slip.values)["returned_on"] = {""};
  auto const made_2 = made({.case_id = case_2}, slip);
  idle();
  ASSERT_EQ(of_other().size(), 1u);
  EXPECT_FALSE(of_other()[0].time.until_on);
  slip.replaces = made_2.id;
  (*slip.values)["handed_over_on"] = {""};
  made({.case_id = case_2}, slip);
  idle();
  EXPECT_TRUE(of_other().empty());
}

TEST_P(Documents, what_was_told_otherwise_than_a_slip_says_stands) {
  auto const unit = fridge();
  auto const id = open_case(unit);
  under_turkish_law(id);
  auto const stays = [&] {
    return read<std::vector<coverage::Stay>>([&](db::Tx& tx) { return coverage::stays(tx, unit); });
  };
  told_by_law(id, "goods.handed_over", cases::at("2026-11-20T09:00:00Z"));
  ASSERT_EQ(stays().size(), 1u);
  auto slip = wanted(DocumentKind::ServiceSlip);
  (*slip.values)["handed_over_on"] = {"2026-11-23"};
  auto const first = made({.case_id = id}, slip);
  idle();
  slip.replaces = first.id;
  (*slip.values)["handed_over_on"] = {"2026-11-22"};
  made({.case_id = id}, slip);
  idle();
  ASSERT_EQ(stays().size(), 1u);
  EXPECT_EQ(to_text(stays()[0].time.from_on), "2026-11-20");
}

TEST_P(Documents, a_slip_of_work_at_her_home_makes_no_time_in_repair) {
  auto const unit = fridge();
  auto const id = open_case(unit);
  under_turkish_law(id);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(clocks::happened(
        system(), tx, id,
        {.kind = "visit.agreed", .about_at = clock.now() + std::chrono::hours(2)}));
    TRY(clocks::take_up(system(), tx, id, {"TR", {{"place", "home"}}}));
    return true;
  });
  auto slip = wanted(DocumentKind::ServiceSlip);
  (*slip.values)["handed_over_on"] = {"2026-11-23"};
  made({.case_id = id}, slip);
  idle();
  EXPECT_TRUE(read<bool>([&](db::Tx& tx) { return coverage::stays(tx, unit).empty(); }));
}

VEFA_ON_BOTH_DATABASES(Documents);

}  // namespace
}  // namespace vefa::documents
