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

TEST(Matching, follows_the_order_of_proofs) {
  CaseId const none;
  Row const rows[] = {
      {"our reply address", "x@y.example", reply_to(), "", {}, "s", kOurs, MatchedBy::ReplyAddress},
      {"a reply address beats all other proofs",
       "x@y.example",
       reply_to(),
       "other@musteri.example",
       {},
       "s",
       kOurs,
       MatchedBy::ReplyAddress},
      {"a forged reply address is none",
       "x@y.example",
       forged_reply_to(),
       "",
       {},
       "s",
       none,
       MatchedBy::None},
      {"our Message-ID in In-Reply-To",
       "x@y.example",
       "",
       ours(),
       {},
       "s",
       kOurs,
       MatchedBy::OwnMessageId},
      {"our Message-ID in References",
       "x@y.example",
       "",
       "",
       {"a@b", ours(), "c@d"},
       "s",
       kOurs,
       MatchedBy::OwnMessageId},
      {"our Message-ID beats another's In-Reply-To",
       "x@y.example",
       "",
       "other@musteri.example",
       {ours()},
       "s",
       kOurs,
       MatchedBy::OwnMessageId},
      {"a forged Message-ID is none",
       "x@y.example",
       "",
       forged(),
       {forged()},
       "s",
       none,
       MatchedBy::None},
      {"In-Reply-To of a known mail",
       "x@y.example",
       "",
       "known@musteri.example",
       {},
       "s",
       kOurs,
       MatchedBy::InReplyTo},
      {"In-Reply-To beats References",
       "x@y.example",
       "",
       "known@musteri.example",
       {"other@musteri.example"},
       "s",
       kOurs,
       MatchedBy::InReplyTo},
      {"References, the newest first",
       "x@y.example",
       "",
       "rewritten@apple",
       {"other@musteri.example", "known@musteri.example", "z@z"},
       "s",
       kOurs,
       MatchedBy::References},
      {"a number from a participant",
       "Ayse@Musteri.example",
       "",
       "",
       {},
       "Re: [V10482-K]",
       kOurs,
       MatchedBy::CaseNumber},
      {"a number from a stranger joins nothing",
       "thief@evil.example",
       "",
       "",
       {},
       "Re: [V10482-K]",
       none,
       MatchedBy::None},
      {"empty ids are no keys", "x@y.example", "", "", {}, "s", none, MatchedBy::None},
  };
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
