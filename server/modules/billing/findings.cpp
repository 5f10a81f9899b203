#include "modules/billing/findings.hpp"

#include <algorithm>

#include "i18n/i18n.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/cases/links.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

std::string called(coverage::Cause cause, Language language) {
  return i18n::message(language, "billing.cause_" + wire::enum_text(cause));
}

/// A note of ours on the case, which holds the photograph.
Result<InteractionId> note_with(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                AttachmentId photo, std::string const& text) {
  interactions::Interaction note{.case_id = row.id};
  note.direction = interactions::Direction::Internal;
  note.channel = interactions::Channel::System;
  note.purpose = interactions::Purpose::Note;
  note.author_kind = wire::enum_text(ctx.actor.kind);
  note.author_id = ctx.actor.id;
  note.author_name = ctx.actor.name;
  note.at = ctx.now;
  note.text = text;
  note.language = ctx.language;
  note.state = interactions::State::Recorded;
  auto const id = interactions::add(ctx, tx, std::move(note), {});
  TRY(interactions::bind(ctx, tx, id, {photo}));
  return id;
}

Result<InteractionId> ground_of(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                NewCauseFinding const& input) {
  if (input.interaction_id) {
    auto const found = findings_of_case(tx, row.id);
    auto const other = std::ranges::find_if(
        found, [&](CauseFinding const& one) { return one.cause != input.cause; });
    auto const since = other == found.end() ? Instant{} : other->at;
    return TRY(cases::her_message(tx, row, *input.interaction_id, since)).id;
  }
  if (!input.photo_id) return invalid("photo_id", "billing.finding_needs_ground");
  return note_with(ctx, tx, row, *input.photo_id,
                   called(input.cause, ctx.language) + ": " + input.reason.value);
}

InteractionId tell_her(Context const& ctx, db::Tx& tx, cases::Case const& row,
                       NewCauseFinding const& input) {
  auto const language = row.language;
  Args const args{{"cause", called(input.cause, language)},
                  {"reason", input.reason.value},
                  {"link", cases::links_of(company::profile(tx).public_url, row.id).page}};
  return cases::send_automatic(ctx, tx, row, interactions::Purpose::Message,
                               i18n::message(language, "billing.finding_subject", args),
                               i18n::message(language, "billing.finding_text", args));
}

}  // namespace

Result<CauseFinding> find_cause(Context const& ctx, db::Tx& tx, CaseId case_id,
                                NewCauseFinding const& input) {
  auto const row = TRY(held_case(ctx, tx, case_id));
  TRY(cases::check_not_erased(tx, row));
  if (input.cause == coverage::Cause::Unknown)
    return invalid("cause", "billing.finding_needs_cause");
  CauseFinding finding{.id = ctx.new_id<CauseFindingId>(),
                       .case_id = row.id,
                       .customer_id = row.customer_id,
                       .cause = input.cause,
                       .reason = input.reason,
                       .interaction_id = TRY(ground_of(ctx, tx, row, input)),
                       .is_her_word = input.interaction_id.has_value(),
                       .told_interaction_id = tell_her(ctx, tx, row, input),
                       .at = ctx.now,
                       .actor = actor_name(ctx)};
  tx.insert(sql::insert_finding, finding);
  record(ctx, tx, "cause.found", row,
         {{"cause_finding_id", finding.id.text()}, {"cause", wire::enum_text(finding.cause)}});
  return finding;
}

std::vector<CauseFinding> findings_of_case(db::Tx& tx, CaseId id) {
  return tx.list<CauseFinding>(sql::findings_of_case, id);
}

bool is_found(db::Tx& tx, CaseId id, coverage::Cause cause) {
  auto const found = findings_of_case(tx, id);
  return !found.empty() && found.front().cause == cause;
}

}  // namespace vefa::billing
