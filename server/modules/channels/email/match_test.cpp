#include "modules/channels/email/match.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"

namespace vefa::email {
namespace {

std::string const kKey(32, 'k');
CaseId const kOurs{1001};
CaseId const kOther{1002};
CaseId const kThird{1003};
InteractionId const kAnswer{2001};

/// Two cases: `ayse@` takes part in the first; a mail of hers is known.
CaseDirectory directory() {
  CaseDirectory cases;
  cases.exists = [](CaseId id) { return id == kOurs || id == kOther || id == kThird; };
  cases.case_of_message = [](std::string const& id) -> std::optional<CaseId> {
    if (id == "known@musteri.example") return kOurs;
    if (id == "other@musteri.example") return kOther;
    return std::nullopt;
  };
  cases.case_of_number_in = [](std::string_view subject) -> std::optional<CaseId> {
    if (subject.find("V10482-K") != std::string_view::npos) return kOurs;
    return std::nullopt;
  };
  cases.is_participant = [](CaseId id, std::string const& address) {
    return id == kOurs && fold(address) == "ayse@musteri.example";
  };
  cases.open_of_sender = [] {
    return std::vector<std::pair<CaseId, std::string>>{{kThird, "Fırın ısıtmıyor"}};
  };
  return cases;
}

struct Row {
  char const* what;
  char const* from;
  std::string to;
  std::string in_reply_to;
  std::vector<std::string> references;
  char const* subject;
  CaseId case_id;
  MatchedBy by;
};

std::string ours() { return make_message_id(kKey, kOurs, kAnswer, "firma.example"); }
std::string forged() {
  return make_message_id(std::string(32, 'x'), kOurs, kAnswer, "firma.example");
}
std::string reply_to() { return make_reply_address(kKey, kOurs, "destek@firma.example"); }
std::string forged_reply_to() {
  return make_reply_address(std::string(32, 'x'), kOurs, "destek@firma.example");
}

void expect_matches(std::vector<Row> const& rows) {
  for (auto const& row : rows) {
    ParsedMail mail;
    mail.from = {{row.from, ""}};
    if (!row.to.empty()) mail.to = {{row.to, ""}};
    mail.in_reply_to = row.in_reply_to;
    mail.references = row.references;
    mail.subject = row.subject;
    auto const match = match_case(mail, "", kKey, directory());
    EXPECT_EQ(match.case_id, row.case_id) << row.what;
    EXPECT_EQ(match.by, row.by) << row.what;
  }
}

CaseId const kNone;
char const* const kAnyone = "x@y.example";
std::string const kKnown = "known@musteri.example";
std::string const kElse = "other@musteri.example";

TEST(Matching, our_signed_marks_come_first_and_forged_ones_count_for_nothing) {
  using By = MatchedBy;
  expect_matches({
      {"reply address", kAnyone, reply_to(), "", {}, "s", kOurs, By::ReplyAddress},
      {"it beats all", kAnyone, reply_to(), kElse, {}, "s", kOurs, By::ReplyAddress},
      {"forged address", kAnyone, forged_reply_to(), "", {}, "s", kNone, By::None},
      {"In-Reply-To", kAnyone, "", ours(), {}, "s", kOurs, By::OwnMessageId},
      {"References", kAnyone, "", "", {"a@b", ours(), "c@d"}, "s", kOurs, By::OwnMessageId},
      {"it beats another's", kAnyone, "", kElse, {ours()}, "s", kOurs, By::OwnMessageId},
      {"forged id", kAnyone, "", forged(), {forged()}, "s", kNone, By::None},
  });
}

TEST(Matching, known_mails_follow_and_a_number_only_from_a_participant) {
  using By = MatchedBy;
  char const* const her = "Ayse@Musteri.example";
  char const* const subject = "Re: [V10482-K]";
  expect_matches({
      {"In-Reply-To", kAnyone, "", kKnown, {}, "s", kOurs, By::InReplyTo},
      {"it beats References", kAnyone, "", kKnown, {kElse}, "s", kOurs, By::InReplyTo},
      {"the newest first", kAnyone, "", "r@a", {kElse, kKnown, "z@z"}, "s", kOurs, By::References},
      {"a participant's number", her, "", "", {}, subject, kOurs, By::CaseNumber},
      {"a stranger's number", "thief@evil.example", "", "", {}, subject, kNone, By::None},
      {"empty ids are no keys", kAnyone, "", "", {}, "s", kNone, By::None},
  });
}

TEST(Matching, the_envelope_counts_where_the_header_names_somebody_else) {
  ParsedMail mail;
  mail.to = {{"undisclosed@x.example", ""}};
  EXPECT_EQ(match_case(mail, reply_to(), kKey, directory()).case_id, kOurs);
  mail.delivered_to = {reply_to()};
  EXPECT_EQ(match_case(mail, "", kKey, directory()).case_id, kOurs);
}

TEST(Matching, a_message_that_was_moved_leads_to_where_it_is_now) {
  auto cases = directory();
  cases.case_of_message = [](std::string const&) { return std::optional(kThird); };
  ParsedMail mail;
  mail.in_reply_to = ours();
  EXPECT_EQ(match_case(mail, "", kKey, cases).case_id, kThird);
}

TEST(Matching, guesses_are_proposed_and_never_joined) {
  ParsedMail mail;
  mail.from = {{"thief@evil.example", ""}};
  mail.subject = "Ynt: Fırın ısıtmıyor [V10482-K]";
  mail.subject_stripped = "FIRIN ISITMIYOR";
  auto const match = match_case(mail, "", kKey, directory());
  EXPECT_FALSE(match.case_id);
  ASSERT_EQ(match.proposals.size(), 2u);
  EXPECT_EQ(match.proposals[0].case_id, kOurs);
  EXPECT_EQ(match.proposals[0].reason, ProposedFor::CaseNumber);
  EXPECT_EQ(match.proposals[1].case_id, kThird);
  EXPECT_EQ(match.proposals[1].reason, ProposedFor::SameSubject);
}

}  // namespace
}  // namespace vefa::email
