#include "modules/interactions/interactions.hpp"

#include "db/ahead.hpp"
#include "db/later.hpp"
#include "jobs/jobs.hpp"
#include "modules/interactions/erasing.hpp"
#include "modules/interactions/queries.hpp"
#include "modules/interactions/uploads.hpp"

namespace vefa::interactions {
namespace {

/// What those who react to a change of state ask first.
struct Changed {
  CaseId case_id;
  bool automatic = false;
  Purpose purpose = Purpose::Message;
};
BOOST_DESCRIBE_STRUCT(Changed, (), (case_id, automatic, purpose))

struct ErasedFile {
  AttachmentId id;
  Instant erased_at;
};
BOOST_DESCRIBE_STRUCT(ErasedFile, (), (id, erased_at))

}  // namespace

InteractionId add(Context const& ctx, db::Tx& tx, Interaction row,
                  std::vector<Recipient> const& recipients) {
  if (!row.id) row.id = ctx.new_id<InteractionId>();
  if (!row.origin_case_id) row.origin_case_id = row.case_id;
  row.recorded_at = ctx.now;
  tx.insert(sql::insert_interaction, row);
  std::int64_t position = 0;
  for (auto const& r : recipients)
    db::run_later(tx, sql::insert_recipient, row.id, position++, r.role, r.address, r.name);
  return row.id;
}

AttachmentId attach(Context const& ctx, db::Tx& tx, InteractionId interaction,
                    NewAttachment const& file) {
  Attachment row{.id = ctx.new_id<AttachmentId>(), .interaction_id = interaction};
  row.uploaded_by = ctx.actor.kind == ActorKind::Staff ? ctx.actor.id : 0;
  row.blob_id = blobs::put(ctx, tx, file.bytes);
  row.name = file.name;
  row.media_type = file.media_type;
  row.declared_type = file.declared_type;
  row.size_bytes = static_cast<std::int64_t>(file.bytes.size());
  row.content_id = file.content_id;
  row.is_inline = file.is_inline;
  row.created_at = ctx.now;
  tx.insert(sql::insert_attachment, row);
  return row.id;
}

Result<void> bind(Context const& ctx, db::Tx& tx, InteractionId interaction,
                  std::vector<AttachmentId> const& uploads) {
  for (auto const upload : uploads)
    if (tx.change(sql::bind_attachment, upload, interaction, ctx.actor.id) != 1)
      return not_found("attachment");
  return {};
}

std::optional<Interaction> find(db::Tx& tx, InteractionId id) {
  return tx.find<Interaction>(sql::find_interaction, id);
}

std::vector<Interaction> find_each(db::Tx& tx, std::vector<InteractionId> const& ids) {
  return tx.list<Interaction>(sql::find_each, db::id_list(ids), ids.size());
}

std::optional<Interaction> find_by_message_id(db::Tx& tx, std::string const& message_id) {
  if (message_id.empty()) return std::nullopt;
  return tx.find<Interaction>(sql::find_by_message_id, message_id);
}

std::vector<std::string> thread_of(db::Tx& tx, CaseId id) {
  auto thread = tx.column<std::string>(sql::first_message_ids, id);
  auto newest = tx.column<std::string>(sql::newest_message_ids, id);
  for (auto it = newest.rbegin(); it != newest.rend(); ++it)
    if (std::find(thread.begin(), thread.end(), *it) == thread.end()) thread.push_back(*it);
  return thread;
}

std::vector<Interaction> of_case(db::Tx& tx, CaseId id, InteractionId after, std::size_t limit) {
  return tx.list<Interaction>(sql::interactions_of_case, id, after.value, limit);
}

std::vector<Recipient> recipients(db::Tx& tx, InteractionId id) {
  return tx.list<Recipient>(sql::recipients_of, id);
}

std::optional<Attachment> take_upload(Context const& ctx, db::Tx& tx, AttachmentId upload) {
  auto const file = find_attachment(tx, upload);
  bool const is_taken = file && tx.change(sql::take_upload, upload, ctx.actor.id) == 1;
  return is_taken ? file : std::nullopt;
}

std::vector<Attachment> attachments(db::Tx& tx, InteractionId id) {
  return tx.list<Attachment>(sql::attachments_of, id);
}

std::vector<RecipientOf> recipients_of_each(db::Tx& tx, std::vector<InteractionId> const& ids) {
  return tx.list<RecipientOf>(sql::recipients_of_each, db::id_list(ids));
}

std::vector<Attachment> attachments_of_each(db::Tx& tx, std::vector<InteractionId> const& ids) {
  return tx.list<Attachment>(sql::attachments_of_each, db::id_list(ids));
}

std::optional<Attachment> find_attachment(db::Tx& tx, AttachmentId id) {
  return tx.find<Attachment>(sql::find_attachment, id);
}

bool change_state(Context const& ctx, db::Tx& tx, InteractionId id, State from, State to,
                  std::string const& reason) {
  auto const changed = tx.find<Changed>(sql::change_state, id, from, to, reason);
  if (!changed) return false;
  if (to == State::Released) return true;
  jobs::record(ctx, tx,
               {.kind = "interaction." + wire::enum_text(to),
                .case_id = changed->case_id.value,
                .payload = {{"interaction_id", id.text()},
                            {"reason", reason},
                            {"automatic", changed->automatic},
                            {"purpose", wire::enum_text(changed->purpose)}}});
  return true;
}

void set_message_id(db::Tx& tx, InteractionId id, std::string const& message_id,
                    MailboxId mailbox) {
  tx.run(sql::set_message_id, id, message_id, mailbox);
}

void move(db::Tx& tx, CaseId from, CaseId to) { tx.run(sql::move_interactions, from, to); }

void move_one(db::Tx& tx, InteractionId id, CaseId to) { tx.run(sql::move_interaction, id, to); }

void mention(db::Tx& tx, InteractionId id, std::vector<StaffId> const& staff) {
  for (auto const person : staff) tx.run(sql::insert_mention, id, person);
}

std::vector<Mention> mentions_of(db::Tx& tx, StaffId person, bool seen, InteractionId before,
                                 std::int64_t limit) {
  return tx.list<Mention>(seen ? sql::read_mentions : sql::unread_mentions, person, before, limit);
}

std::int64_t unread_mentions(db::Tx& tx, StaffId person) {
  return tx.scalar<std::int64_t>(sql::count_unread_mentions, person).value_or(0);
}

void see_mention(db::Tx& tx, StaffId person, InteractionId id, Instant at) {
  tx.run(sql::see_mention, person, id, at);
}

void see_all_mentions(db::Tx& tx, StaffId person, Instant at) {
  tx.run(sql::see_all_mentions, person, at);
}

void take_out(Context const& ctx, db::Tx& tx, CaseId id) {
  for (auto const blob : tx.column<BlobId>(sql::blobs_of_case, id)) blobs::erase(ctx, tx, blob);
  tx.run(sql::take_out_recipients, id);
  tx.run(sql::take_out_attachments, id);
  tx.run(sql::take_out_mentions, id);
  tx.run(sql::take_out_interactions, id);
}

std::map<AttachmentId, Instant> erased_files(db::Tx& tx, InteractionId id) {
  std::map<AttachmentId, Instant> out;
  for (auto const& row : tx.list<ErasedFile>(sql::erased_files, id)) out[row.id] = row.erased_at;
  return out;
}

bool erase_file(Context const& ctx, db::Tx& tx, AttachmentId id) {
  auto const file = find_attachment(tx, id);
  if (!file || tx.change(sql::erase_file, id, ctx.now) == 0) return false;
  blobs::erase(ctx, tx, file->blob_id);
  return true;
}

void erase_of_case(Context const& ctx, db::Tx& tx, CaseId id) {
  for (auto const blob : tx.column<BlobId>(sql::blobs_of_case, id)) blobs::erase(ctx, tx, blob);
  tx.run(sql::erase_attachments, id, ctx.now);
  tx.run(sql::erase_recipients, id);
  tx.run(sql::erase_interactions, id, ctx.now);
}

}  // namespace vefa::interactions
