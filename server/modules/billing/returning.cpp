// She declined a quote and took the unit back as it was: by her own word nothing is to be repaired,
// and what the law demands of a repair ends.
#include <algorithm>

#include "modules/billing/settings.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/her_word.hpp"

namespace vefa::billing {
namespace {

/// By her link, by her signature, or in a message of hers that is named.
bool is_by_her(QuoteAnswer const& word) {
  return word.by_kind == AnswerBy::Customer || word.signature_id || word.interaction_id;
}

bool is_declined_by_her(Offer const& offer) {
  return std::ranges::all_of(offer.lines, [&](Line const& line) {
    std::optional<QuoteAnswer> newest;
    for (auto const& word : offer.answers)
      if (word.line == line.line) newest = word;
    return newest && newest->answer == LineAnswer::Declined && is_by_her(*newest);
  });
}

}  // namespace

std::vector<clocks::Awaited> waits_for_return(db::Tx& tx, Offer const& offer, Language language) {
  bool const is_open = offer.quote.state == QuoteState::Open && !is_invoiced(tx, offer.quote.id);
  if (!is_open || !is_declined_by_her(offer)) return {};
  auto const living = cases::find_living(tx, offer.quote.case_id);
  return living ? clocks::awaited(tx, living->id, clocks::kReturnedUnrepaired, language)
                : std::vector<clocks::Awaited>();
}

Result<Offer> return_unrepaired(Context const& ctx, db::Tx& tx, QuoteId id,
                                std::optional<Instant> at) {
  auto const held = TRY(held_quote(ctx, tx, id));
  TRY(cases::check_not_erased(tx, held.row));
  if (is_invoiced(tx, id))
    return refused("billing.invoiced_already", {{"number", held.quote.number}});
  auto const offer = find_offer(ctx, tx, id).value();
  if (!is_declined_by_her(offer))
    return refused(
        settings(tx).own_answers_only ? "billing.not_declined_by_her" : "billing.not_declined",
        {{"number", held.quote.number}});
  if (at && *at < offer.version.at) return invalid("at", "billing.returned_before_quote");
  if (waits_for_return(tx, offer, ctx.language).empty())
    return refused("billing.law_waits_for_no_return");
  // Her word is the quote's: nobody claims it.
  Context told = ctx;
  told.actor = {.kind = ActorKind::System, .id = 0, .name = ctx.actor.name};
  TRY(clocks::happened(told, tx, held.row.id,
                       {.kind = clocks::kReturnedUnrepaired, .at = at, .note = held.quote.number}));
  return offer;
}

}  // namespace vefa::billing
