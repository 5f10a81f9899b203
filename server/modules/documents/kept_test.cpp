// How long documents are kept, and what goes with them. Source: TR-03, HU-09.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/blobs.hpp"
#include "modules/doctor/doctor.hpp"
#include "modules/documents/test_house.hpp"
#include "modules/interactions/erasing.hpp"
#include "modules/portal/page.hpp"

namespace vefa::documents {
namespace {

using cases::at;
using ::testing::HasSubstr;
using ::testing::Not;

class KeptDocuments : public Documents {};

TEST_P(KeptDocuments, what_a_law_keeps_holds_her_file_and_is_erased_when_its_time_is_over) {
  auto const id = open_case(fridge("HU"));
  auto const record = made({.case_id = id}, wanted(DocumentKind::ClaimRecord));
  EXPECT_EQ(record.languages, "tr hu");
  EXPECT_EQ(to_text(record.kept_until_on), "2029-11-23");
  EXPECT_THAT(record.kept_by, HasSubstr("19/2014"));
  auto const reasons = read<std::vector<customers::HoldReason>>(
      [&](db::Tx& tx) { return holds(system(), tx, ayse); });
  ASSERT_EQ(reasons.size(), 1u);
  EXPECT_EQ(reasons[0].key, "documents.held");
  move_to(at("2029-11-22T20:00:00Z"));
  EXPECT_FALSE(stored(record.id)->erased_at);
  move_to(at("2029-11-24T09:00:00Z"));
  auto const over = stored(record.id);
  ASSERT_TRUE(over->erased_at);
  EXPECT_TRUE(over->content.empty());
  EXPECT_EQ(over->sha256, record.sha256);
  EXPECT_EQ(read<Result<std::string>>([&](db::Tx& tx) { return bytes_of(tx, *over); }).error().key,
            "documents.erased");
  EXPECT_TRUE(read<std::vector<customers::HoldReason>>([&](db::Tx& tx) {
                return holds(system(), tx, ayse);
              }).empty());
}

TEST_P(KeptDocuments, one_that_nobody_sent_yet_is_no_file_without_an_owner) {
  made({.case_id = open_case(fridge())}, wanted(DocumentKind::ServiceSlip));
  idle();
  std::vector<std::string> wrong;
  doctor::examine(*database, clock.now(), {.quick = true}, [&](doctor::Violation const& one) {
    if (one.rule == "blobs_without_owner") wrong.push_back(one.what);
  });
  EXPECT_THAT(wrong, ::testing::IsEmpty());
}

TEST_P(KeptDocuments, what_was_sent_is_erased_with_the_document_when_its_time_is_over) {
  auto const id = open_case(fridge("HU"));
  auto const record = made({.case_id = id}, wanted(DocumentKind::ClaimRecord));
  auto const ctx = as(elif_);
  auto const sent = write([&](db::Tx& tx) { return send(ctx, tx, record, ""); });
  auto const beside = write([&](db::Tx& tx) { return attach(ctx, tx, record); });
  auto const file = [&](AttachmentId one) {
    return read<interactions::Attachment>(
        [&](db::Tx& tx) { return interactions::find_attachment(tx, one).value(); });
  };
  auto const on_answer = read<std::vector<interactions::Attachment>>([&](db::Tx& tx) {
                           return interactions::attachments(tx, sent);
                         }).at(0);
  auto const bytes = [&](AttachmentId one) {
    auto const blob = file(one).blob_id;
    return read<std::optional<std::string>>([&](db::Tx& tx) { return blobs::get(tx, blob); });
  };
  EXPECT_EQ(bytes(on_answer.id), pdf(record));
  move_to(at("2029-11-24T09:00:00Z"));
  ASSERT_TRUE(stored(record.id)->erased_at);
  for (auto const one : {on_answer.id, beside}) {
    EXPECT_FALSE(bytes(one));
    EXPECT_THAT(file(one).name, HasSubstr(record.number)) << "what it was is still said";
  }
  portal::Story story{.row = row(id), .company_name = "Anka", .zone = "Europe/Istanbul"};
  auto const gone = read<std::map<AttachmentId, Instant>>(
      [&](db::Tx& tx) { return interactions::erased_files(tx, sent); });
  EXPECT_TRUE(gone.contains(on_answer.id));
  story.messages.push_back({newest(id, interactions::Purpose::Answer), {file(on_answer.id)}, gone});
  auto const page = portal::case_page(story, "token", "");
  EXPECT_THAT(page, HasSubstr("artık saklanmıyor"));
  EXPECT_THAT(page, Not(HasSubstr("/c/token/files/")));
}

TEST_P(KeptDocuments, a_copy_of_one_that_is_gone_is_found_and_erased) {
  auto const id = open_case(fridge("HU"));
  auto const record = made({.case_id = id}, wanted(DocumentKind::ClaimRecord));
  auto const ctx = as(elif_);
  auto const copy = write([&](db::Tx& tx) { return attach(ctx, tx, record); });
  // As before copies were known: the document went alone.
  write([&](db::Tx& tx) -> Result<bool> {
    tx.run(vefa::testing::ad_hoc("UPDATE documents SET content = '{}', erased_at = 1 "
                                 "WHERE id = $1"),
           record.id);
    return true;
  });
  move_to(at("2026-11-25T09:00:00Z"));
  EXPECT_FALSE(read<std::optional<std::string>>([&](db::Tx& tx) {
    return blobs::get(tx, interactions::find_attachment(tx, copy).value().blob_id);
  }));
}

TEST_P(KeptDocuments, slips_that_prove_a_repair_outlive_her_wish_to_be_forgotten) {
  // Source: TR-03 and TR-08; HU-09.
  auto const slip = made({.case_id = open_case(fridge())}, wanted(DocumentKind::ServiceSlip));
  auto const taken =
      made({.case_id = open_case(fridge("HU", "SN-0043"))}, wanted(DocumentKind::TakeInSlip));
  EXPECT_EQ(to_text(slip.kept_until_on), "2029-11-23");
  EXPECT_EQ(slip.kept_by, "6502 12");
  EXPECT_EQ(to_text(taken.kept_until_on), "2029-11-23");
  EXPECT_THAT(taken.kept_by, HasSubstr("19/2014"));
  EXPECT_EQ(read<std::vector<customers::HoldReason>>([&](db::Tx& tx) {
              return holds(system(), tx, ayse);
            }).size(),
            2u);
  auto const her =
      read<customers::Customer>([&](db::Tx& tx) { return customers::find(tx, ayse).value(); });
  EXPECT_FALSE(refused_by([&](db::Tx& tx) {
                 return customers::erase(system(), tx, ayse, her.version);
               }).key.empty());
}

TEST_P(KeptDocuments, what_the_company_alone_keeps_goes_with_the_person) {
  auto const unit = fridge();
  auto const slip = made({.case_id = open_case(unit)}, wanted(DocumentKind::ReturnSlip));
  EXPECT_EQ(to_text(slip.kept_until_on), "2031-11-23");
  EXPECT_EQ(slip.kept_by, "");
  auto const her =
      read<customers::Customer>([&](db::Tx& tx) { return customers::find(tx, ayse).value(); });
  write([&](db::Tx& tx) { return customers::erase(system(), tx, ayse, her.version); });
  idle();
  EXPECT_TRUE(stored(slip.id)->erased_at);
}

VEFA_ON_BOTH_DATABASES(KeptDocuments);

}  // namespace
}  // namespace vefa::documents
