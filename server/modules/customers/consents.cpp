#include "db/blobs.hpp"
#include "modules/customers/queries.hpp"
#include "modules/customers/store.hpp"

namespace vefa::customers {

Result<Consent> record_consent(Context const& ctx, db::Tx& tx, CustomerId id,
                               NewConsent const& input) {
  TRY(load_active(tx, id));
  Instant const at = input.at.value_or(ctx.now);
  if (at > ctx.now) return invalid("at", "customers.consent_in_future");
  bool const has_wording = input.text_version && !input.text_version->empty();
  bool const has_proof = has_wording || input.evidence_blob_id || input.interaction_id;
  if (input.decision == ConsentDecision::Granted && !has_proof)
    return refused("customers.consent_without_proof", {}, "text_version");
  if (input.evidence_blob_id && !blobs::info(tx, *input.evidence_blob_id))
    return invalid("evidence_blob_id", "error.not_found", {{"what", "file"}});
  Consent row{.id = ctx.new_id<ConsentId>(),
              .customer_id = id,
              .given_by = id,
              .purpose = input.purpose,
              .channel = input.channel,
              .decision = input.decision,
              .at = at,
              .source = input.source,
              .evidence_blob_id = input.evidence_blob_id.value_or(BlobId{}),
              .interaction_id = input.interaction_id.value_or(InteractionId{}),
              .recorded_at = ctx.now,
              .recorded_by = actor_name(ctx)};
  if (input.text_version) row.text_version = *input.text_version;
  if (input.note) row.note = *input.note;
  tx.insert(sql::insert_consent, row);
  record(ctx, tx, id, "consent_" + wire::enum_text(row.decision), {},
         {{"consent_id", row.id.text()},
          {"purpose", wire::enum_text(row.purpose)},
          {"channel", wire::enum_text(row.channel)}});
  return row;
}

std::vector<Consent> consents(db::Tx& tx, CustomerId id) {
  return tx.list<Consent>(sql::list_consents, id);
}

bool may_contact(db::Tx& tx, CustomerId id, ConsentPurpose purpose, ConsentChannel channel) {
  auto const customer = find(tx, id);
  if (!customer || customer->state != CustomerState::Active) return false;
  auto const decision =
      tx.scalar<std::string>(sql::newest_decision, customer->id, purpose, channel);
  return decision == wire::enum_text(ConsentDecision::Granted);
}

}  // namespace vefa::customers
