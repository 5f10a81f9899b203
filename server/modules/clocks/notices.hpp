// What the law gives her is offered to her, and the choice is hers: how she was told, and what she
// answered, are kept as proof.
#pragma once
#include "modules/clocks/consequences.hpp"

namespace vefa::clocks {

struct LegalNoticeTag {
  static constexpr std::string_view kPrefix = "lnt";
};
using LegalNoticeId = Id<LegalNoticeTag>;

/// A row of legal_notices; how far its message came stands on the interaction.
struct Notice {
  LegalNoticeId id;
  LegalConsequenceId consequence_id;
  std::string channel;
  std::string address;
  Language language = Language::En;
  std::string text;
  InteractionId interaction_id;  // none where a person told her
  Instant told_at;
  Instant recorded_at;
  std::string told_by_name;
};
BOOST_DESCRIBE_STRUCT(Notice, (),
                      (id, consequence_id, channel, address, language, text, interaction_id,
                       told_at, recorded_at, told_by_name))

/// Writes to her what is offered, with a link to where she chooses, and keeps that as a notice.
/// Nothing where the program has no way to write to her: then a person tells her.
void notify(Context const& ctx, db::Tx& tx, LegalConsequence const& row, law::Rule const& rule,
            PackInUse const& law);

struct NewNotice {
  Text<40, 1> channel;  // phone, desk, letter
  std::optional<Text<320>> address;
  Text<5000, 1> text;
  std::optional<Instant> told_at;                 // none: now; not in the future
  std::optional<Text<200, 1>> told_by_name = {};  // none: who notes it
};
BOOST_DESCRIBE_STRUCT(NewNotice, (), (channel, address, text, told_at, told_by_name))
/// A person told her; the event says who noted it. Refused clocks.not_offered before it is offered,
/// clocks.no_longer_owed when it is so no more; Invalid clocks.told_in_future (told_at).
Result<Notice> note_notice(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                           NewNotice const& wanted);
/// A person of larger authority offers what the law leaves to her; the customer is written to.
/// Forbidden; Refused clocks.no_longer_owed, clocks.already_offered; Invalid clocks.reason_needed.
Result<LegalConsequence> offer(Context const& ctx, db::Tx& tx, LegalConsequenceId id,
                               std::string const& reason);

/// It is offered from now on, and she is written to. The case must be locked.
void put_on_offer(Context const& ctx, db::Tx& tx, LegalConsequence& row, std::string const& reason);

/// Of one case, in the order in which she was told.
std::vector<Notice> notices_of_case(db::Tx& tx, CaseId id);

}  // namespace vefa::clocks
