// To which case a mail belongs: the order of proofs, and what is only a guess. Pure.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "modules/channels/email/compose.hpp"
#include "modules/channels/email/mime.hpp"

namespace vefa::email {

enum class MatchedBy { None, ReplyAddress, OwnMessageId, InReplyTo, References, CaseNumber };
BOOST_DESCRIBE_ENUM(MatchedBy, None, ReplyAddress, OwnMessageId, InReplyTo, References, CaseNumber)

enum class ProposedFor { CaseNumber, SameSubject };
BOOST_DESCRIBE_ENUM(ProposedFor, CaseNumber, SameSubject)
struct Proposal {
  CaseId case_id;
  ProposedFor reason = ProposedFor::CaseNumber;
};

struct Match {
  CaseId case_id;  // none: it opens a case
  MatchedBy by = MatchedBy::None;
  std::vector<Proposal> proposals;  // cases it may belong to, for a person to decide
};

/// What the matcher asks of the database. An id that it answers exists.
struct CaseDirectory {
  std::function<bool(CaseId)> exists;
  std::function<std::optional<CaseId>(std::string const& message_id)> case_of_message;
  std::function<std::optional<CaseId>(std::string_view subject)> case_of_number_in;
  std::function<bool(CaseId, std::string const& address)> is_participant;
  /// Open cases of the sender, with their subjects.
  std::function<std::vector<std::pair<CaseId, std::string>>()> open_of_sender;
};

/// In this order: a reply address or Message-ID of ours under its HMAC; In-Reply-To; References,
/// the newest first; a case number in the subject, only if the sender already takes part in that
/// case. Everything else is proposed, never joined. Source: domain rule "Match to a case in this
/// order".
Match match_case(ParsedMail const& mail, std::string const& envelope_to, std::string_view key,
                 CaseDirectory const& cases);

}  // namespace vefa::email
