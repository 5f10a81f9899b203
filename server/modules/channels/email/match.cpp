#include "modules/channels/email/match.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace vefa::email {
namespace {

std::optional<CaseId> by_reply_address(ParsedMail const& mail, std::string const& envelope_to,
                                       std::string_view key, CaseDirectory const& cases) {
  std::vector<std::string> addresses = mail.delivered_to;
  addresses.push_back(envelope_to);
  for (auto const* list : {&mail.to, &mail.cc})
    for (auto const& address : *list) addresses.push_back(address.address);
  for (auto const& address : addresses)
    if (auto mark = verify_reply_address(key, address); mark && cases.exists(mark->case_id))
      return mark->case_id;
  return std::nullopt;
}

std::optional<CaseId> by_own_message_id(ParsedMail const& mail, std::string_view key,
                                        CaseDirectory const& cases) {
  auto const try_one = [&](std::string const& id) -> std::optional<CaseId> {
    auto const mark = verify_message_id(key, id);
    if (!mark) return std::nullopt;
    // The message may have been moved to another case since.
    if (auto now = cases.case_of_message(id)) return now;
    return cases.exists(mark->case_id) ? std::optional(mark->case_id) : std::nullopt;
  };
  if (auto found = try_one(mail.in_reply_to)) return found;
  for (auto id = mail.references.rbegin(); id != mail.references.rend(); ++id)
    if (auto found = try_one(*id)) return found;
  return std::nullopt;
}

std::optional<CaseId> by_references(ParsedMail const& mail, CaseDirectory const& cases) {
  for (auto id = mail.references.rbegin(); id != mail.references.rend(); ++id)
    if (auto found = cases.case_of_message(*id)) return found;
  return std::nullopt;
}

void propose(Match& match, CaseId id, ProposedFor reason) {
  bool const known = std::any_of(match.proposals.begin(), match.proposals.end(),
                                 [&](Proposal const& p) { return p.case_id == id; });
  if (!known) match.proposals.push_back({id, reason});
}

}  // namespace

Match match_case(ParsedMail const& mail, std::string const& envelope_to, std::string_view key,
                 CaseDirectory const& cases) {
  if (auto id = by_reply_address(mail, envelope_to, key, cases))
    return {*id, MatchedBy::ReplyAddress, {}};
  if (auto id = by_own_message_id(mail, key, cases)) return {*id, MatchedBy::OwnMessageId, {}};
  if (!mail.in_reply_to.empty())
    if (auto id = cases.case_of_message(mail.in_reply_to)) return {*id, MatchedBy::InReplyTo, {}};
  if (auto id = by_references(mail, cases)) return {*id, MatchedBy::References, {}};
  Match match;
  if (auto id = cases.case_of_number_in(mail.subject)) {
    if (cases.is_participant(*id, mail.author().address)) return {*id, MatchedBy::CaseNumber, {}};
    propose(match, *id, ProposedFor::CaseNumber);
  }
  std::string const subject = fold(mail.subject_stripped);
  if (!subject.empty())
    for (auto const& [id, its_subject] : cases.open_of_sender())
      if (fold(its_subject) == subject) propose(match, id, ProposedFor::SameSubject);
  return match;
}

}  // namespace vefa::email
