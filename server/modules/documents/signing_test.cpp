// Signatures on documents, and what the law makes of documents. Source: TR-10.
#include "modules/documents/signing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/text.hpp"
#include "db/blobs.hpp"
#include "modules/doctor/doctor.hpp"
#include "modules/documents/test_house.hpp"
#include "modules/documents/test_reading.hpp"
#include "modules/documents/views.hpp"

namespace vefa::documents {
namespace {

using namespace std::chrono_literals;
using cases::at;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SignedDocuments : public Documents {
 protected:
  static std::string strokes() {
    std::ifstream in("tests/fixtures/signatures/drawn.png", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static NewDocumentSignature drawn_by(Signer who, char const* name) {
    NewDocumentSignature out;
    out.signers.push_back({who, {name}});
    out.drawn = Text<270'000>{base64url(strokes())};
    return out;
  }
  Result<Document> signing(Document const& row, NewDocumentSignature const& given,
                           SignedBy by = SignedBy::Staff) {
    auto ctx = as(elif_);
    if (by == SignedBy::Customer) ctx.actor = {.kind = ActorKind::Customer, .id = ayse.value};
    return sign_document(ctx, *database, row.id, given, by);
  }
  Document signed_now(Document const& row, NewDocumentSignature const& given,
                      SignedBy by = SignedBy::Staff) {
    auto out = signing(row, given, by);
    EXPECT_TRUE(out.ok()) << (out.ok() ? "" : out.error().key + " " + out.error().field);
    return out.ok() ? *out : Document{};
  }
  Document signed_by_both(Document const& row) {
    signed_now(row, drawn_by(Signer::Giver, "Ayşe Yılmaz"));
    return signed_now(row, drawn_by(Signer::Taker, "Elif Aydın"));
  }
  AttachmentId scan(std::string const& bytes, char const* type) {
    auto const ctx = as(elif_);
    return write([&](db::Tx& tx) -> Result<AttachmentId> {
      return interactions::attach(ctx, tx, {},
                                  {.name = "scan",
                                   .media_type = type,
                                   .declared_type = type,
                                   .content_id = {},
                                   .bytes = bytes});
    });
  }
  std::vector<std::string> unsigned_now() {
    std::vector<std::string> out;
    for (auto const& row : read<std::vector<Document>>(
             [&](db::Tx& tx) { return unsigned_documents(tx, {}, {}, 10); }))
      out.push_back(row.number + " " + std::to_string(row.version));
    return out;
  }
  std::string refusal(Document const& row, NewDocumentSignature const& given,
                      SignedBy by = SignedBy::Staff) {
    auto const out = signing(row, given, by);
    return out.ok() ? "taken" : out.error().key + " " + out.error().field;
  }
};
VEFA_ON_BOTH_DATABASES(SignedDocuments);

TEST_P(SignedDocuments, a_slip_that_the_law_wants_signed_waits_until_both_have_signed) {
  auto const id = open_case(fridge());
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  EXPECT_THAT(unsigned_now(), ElementsAre(slip.number + " 1"));
  auto const half = signed_now(slip, drawn_by(Signer::Giver, "Ayşe Yılmaz"));
  EXPECT_EQ(half.id, slip.id) << "one of two";
  EXPECT_THAT(unsigned_now(), ElementsAre(slip.number + " 1"));
  pass(1h);
  auto const copy = signed_now(slip, drawn_by(Signer::Taker, "Elif Aydın"));
  EXPECT_EQ(copy.number, slip.number);
  EXPECT_EQ(copy.version, 2) << "the signed copy is the next version";
  EXPECT_THAT(unsigned_now(), IsEmpty());
  auto const text = letters_in(text_in(pdf(copy)));
  for (auto const* said : {"imzalı nüsha", "Ayşe Yılmaz ekranda imzaladı", "Elif Aydın",
                           "Kompresör değişti", "Onarılsın"})
    EXPECT_THAT(text, HasSubstr(letters_in(said)));
  EXPECT_THAT(text, HasSubstr(letters_in(slip.sha256.substr(0, 12)))) << "of what was signed";
  EXPECT_EQ(read<std::vector<DocumentSignature>>([&](db::Tx& tx) {
              return signatures_of(tx, copy.id);
            }).size(),
            2u);
  EXPECT_EQ(refusal(copy, drawn_by(Signer::Giver, "Ayşe Yılmaz")),
            "documents.signed_before signers");
  EXPECT_EQ(events("document.signed"), 2);
  std::vector<std::string> wrong;
  doctor::examine(*database, clock.now(), {.quick = true}, [&](doctor::Violation const& one) {
    if (one.rule == "blobs_without_owner") wrong.push_back(one.what);
  });
  EXPECT_THAT(wrong, IsEmpty());
}

TEST_P(SignedDocuments, the_signed_copy_says_what_was_signed_whatever_is_known_by_now) {
  auto const id = open_case(fridge());
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  write([&](db::Tx& tx) {
    auto wanted = settings(tx);
    wanted.station_contacts = {"Yeni Cad. 99, Ankara"};
    return change_settings(system(), tx, wanted);
  });
  auto const text = letters_in(text_in(pdf(signed_by_both(slip))));
  EXPECT_THAT(text, HasSubstr(letters_in("Bağdat Cad. 12")));
  EXPECT_THAT(text, ::testing::Not(HasSubstr(letters_in("Yeni Cad. 99"))));
}

TEST_P(SignedDocuments, one_paper_may_bear_both_and_a_correction_waits_anew) {
  auto const id = open_case(fridge());
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  NewDocumentSignature paper;
  paper.signers.push_back({Signer::Giver, {"Ayşe Yılmaz"}});
  paper.signers.push_back({Signer::Taker, {"Elif Aydın"}});
  paper.scan_id = scan("%PDF-1.4 signed", "application/pdf");
  auto const copy = signed_now(slip, paper);
  EXPECT_EQ(copy.version, 2);
  EXPECT_THAT(letters_in(text_in(pdf(copy))), HasSubstr(letters_in("kâğıt üzerinde imzaladı")));
  auto corrected = wanted(DocumentKind::ServiceSlip);
  corrected.replaces = copy.id;
  auto const next = made({.case_id = id}, corrected);
  EXPECT_EQ(next.version, 3);
  EXPECT_THAT(unsigned_now(), ElementsAre(slip.number + " 3"));
  EXPECT_EQ(signing(slip, drawn_by(Signer::Giver, "Ayşe Yılmaz")).error().code, Code::Stale);
}

TEST_P(SignedDocuments, she_signs_on_her_own_page_by_name_and_only_her_own_part) {
  auto const id = open_case(fridge());
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  NewDocumentSignature hers;
  hers.signers.push_back({Signer::Giver, {"Ayşe Yılmaz"}});
  NewDocumentSignature ours;
  ours.signers.push_back({Signer::Taker, {"Ayşe Yılmaz"}});
  EXPECT_EQ(refusal(slip, ours, SignedBy::Customer), "documents.no_such_signer signers");
  EXPECT_EQ(refusal(slip, hers), "documents.signature_needs_picture drawn") << "ours are seen";
  signed_now(slip, hers, SignedBy::Customer);
  auto const copy = signed_now(slip, drawn_by(Signer::Taker, "Elif Aydın"));
  EXPECT_THAT(letters_in(text_in(pdf(copy))),
              HasSubstr(letters_in("kendi sayfasında adını yazarak imzaladı")));
}

TEST_P(SignedDocuments, what_cannot_be_a_signature_is_named_by_its_field) {
  auto const id = open_case(fridge());
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  auto bad = drawn_by(Signer::Giver, "A");
  EXPECT_EQ(refusal(slip, bad), "documents.signature_name signers[0].name");
  bad = drawn_by(Signer::Seller, "Ayşe Yılmaz");
  EXPECT_EQ(refusal(slip, bad), "documents.no_such_signer signers");
  bad = drawn_by(Signer::Giver, "Ayşe Yılmaz");
  bad.drawn = Text<270'000>{"AAAA"};
  EXPECT_EQ(refusal(slip, bad), "documents.signature_not_png drawn");
  bad = drawn_by(Signer::Giver, "Ayşe Yılmaz");
  bad.signers.push_back({Signer::Taker, {"Elif Aydın"}});
  EXPECT_EQ(refusal(slip, bad), "documents.signature_once drawn");
  bad = drawn_by(Signer::Giver, "Ayşe Yılmaz");
  bad.drawn = {};
  bad.scan_id = scan("text", "text/plain");
  EXPECT_EQ(refusal(slip, bad), "documents.not_a_scan scan_id");
  bad = {};
  EXPECT_EQ(refusal(slip, bad), "documents.signer_missing signers");
  EXPECT_THAT(unsigned_now(), ElementsAre(slip.number + " 1"));
}

TEST_P(SignedDocuments, signatures_are_erased_with_the_document) {
  auto const id = open_case(fridge());
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  auto const copy = signed_by_both(slip);
  auto const taken =
      read<std::vector<DocumentSignature>>([&](db::Tx& tx) { return signatures_of(tx, slip.id); });
  move_to(at("2029-11-25T09:00:00Z"));
  ASSERT_TRUE(stored(copy.id)->erased_at);
  for (auto const& one : taken) {
    EXPECT_FALSE(
        read<std::optional<std::string>>([&](db::Tx& tx) { return blobs::get(tx, one.blob_id); }));
    EXPECT_EQ(read<std::string>([&](db::Tx& tx) { return find_signature(tx, one.id)->name; }), "");
  }
  auto const other = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  EXPECT_THAT(unsigned_now(), ElementsAre(other.number + " 1"));
}

TEST_P(SignedDocuments, who_has_signed_and_who_has_not_is_shown) {
  auto const id = open_case(fridge());
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  signed_now(slip, drawn_by(Signer::Giver, "Ayşe Yılmaz"));
  auto const view = read<DocumentView>([&](db::Tx& tx) { return view_of(tx, slip, Language::En); });
  ASSERT_EQ(view.signatures.size(), 2u);
  EXPECT_TRUE(view.signatures[0].id);
  EXPECT_TRUE(view.signatures[0].is_hers);
  EXPECT_FALSE(view.signatures[1].id);
  EXPECT_EQ(view.signatures[1].name, "Elif Aydın") << "as the slip says who takes it";
  EXPECT_THAT(view.to_sign_by, HasSubstr("Satış Sonrası"));
  auto const taken = made({.case_id = id}, wanted(DocumentKind::TakeInSlip));
  EXPECT_THAT(unsigned_now(), ElementsAre(slip.number + " 1"))
      << "what no law wants signed may be signed, and waits for nobody";
  EXPECT_EQ(
      read<std::vector<Signer>>([&](db::Tx& tx) { return missing_signers(tx, taken); }).size(), 2u);
}

TEST_P(SignedDocuments, what_the_law_wants_issued_is_done_by_the_signed_copy) {
  auto const id = open_case(fridge());
  under_turkish_law(id);
  told_by_law(id, "fault.notified", clock.now());
  EXPECT_THAT(duties(id), ElementsAre("service_slip told"));
  made({.case_id = id}, wanted(DocumentKind::TakeInSlip));
  idle();
  EXPECT_THAT(duties(id), ElementsAre("service_slip told")) << "another paper";
  auto const slip = made({.case_id = id}, wanted(DocumentKind::ServiceSlip));
  idle();
  EXPECT_THAT(duties(id), ElementsAre("service_slip told")) << "nobody has signed it";
  auto const copy = signed_by_both(slip);
  idle();
  EXPECT_THAT(duties(id), ElementsAre("service_slip decided"));
  auto corrected = wanted(DocumentKind::ServiceSlip);
  corrected.replaces = copy.id;
  made({.case_id = id}, corrected);
  idle();
  EXPECT_EQ(events("legal_consequence.decided"), 1);
  auto const by = read<std::string>([&](db::Tx& tx) {
    return tx
        .scalar<std::string>(vefa::testing::ad_hoc(
            "SELECT document_id || ' ' || decision || ' ' || decided_by_name FROM legal_decisions"))
        .value();
  });
  EXPECT_EQ(by, copy.id.text() + " issued Elif Aydın");
}

TEST_P(SignedDocuments,
       made_before_its_law_was_known_it_does_what_was_owed_then_and_nothing_later) {
  auto const fault = clock.now();
  auto const id = open_case(fridge());
  pass(1h);
  signed_by_both(made({.case_id = id}, wanted(DocumentKind::ServiceSlip)));
  pass(1h);
  under_turkish_law(id);
  told_by_law(id, "fault.notified", fault);
  EXPECT_THAT(duties(id), ElementsAre("service_slip decided"));
  told_by_law(id, "repair.completed", clock.now());
  pass(1h);
  told_by_law(id, "fault.notified", clock.now());
  EXPECT_THAT(duties(id), ElementsAre("service_slip decided", "service_slip told"))
      << "the next fault wants its own";
  auto const abroad = open_case(fridge("HU", "SN-0077"));
  under_turkish_law(abroad);
  told_by_law(abroad, "fault.notified", clock.now());
  made({.case_id = abroad}, wanted(DocumentKind::ServiceSlip));
  idle();
  EXPECT_THAT(duties(abroad), ElementsAre("service_slip told"))
      << "what another law wants on it was not asked for";
}

TEST_P(SignedDocuments, a_form_that_is_issued_and_a_record_that_is_taken_are_told_to_the_law) {
  auto const id = open_case(fridge("HU"));
  auto const told = [&](char const* what) {
    return read<std::int64_t>([&](db::Tx& tx) {
      return tx
          .scalar<std::int64_t>(
              vefa::testing::ad_hoc("SELECT COUNT(*) FROM case_law_events WHERE kind = $1"),
              std::string(what))
          .value();
    });
  };
  auto const record = made({.case_id = id}, wanted(DocumentKind::ClaimRecord));
  idle();
  EXPECT_EQ(told("record.taken"), 0) << "no law is known yet";
  write([&](db::Tx& tx) { return clocks::take_up(system(), tx, id, {"HU", {}, {}}); });
  idle();
  EXPECT_EQ(told("record.taken"), 1) << "of the day on which it was taken";
  auto corrected = wanted(DocumentKind::ClaimRecord);
  corrected.replaces = record.id;
  made({.case_id = id}, corrected);
  made({.case_id = id}, wanted(DocumentKind::RepairInformationForm));
  idle();
  EXPECT_EQ(told("record.taken"), 1) << "it was taken once";
  EXPECT_EQ(told("form.issued"), 1);
}

}  // namespace
}  // namespace vefa::documents
