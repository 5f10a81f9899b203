// Routes of what is said: answers, notes, drafts, files.
#include "base/file_type.hpp"
#include "base/text.hpp"
#include "http/url.hpp"
#include "modules/cases/after.hpp"
#include "modules/cases/api.hpp"
#include "modules/cases/desk.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/views.hpp"

namespace vefa::cases {
namespace {

using http::Call;
using http::Query;
using http::Response;

constexpr std::size_t kLargestFile = 25 * 1024 * 1024;

struct AnswerBody {
  Text<20000, 1> text;
  std::optional<interactions::Channel> channel;  // absent: email
  std::optional<Text<300>> subject;
  std::optional<After> after;                         // absent: follow_up
  std::optional<promises::PromiseKind> promise_kind;  // with after = promise
  std::optional<Instant> promise_due_at;
  std::optional<Text<500>> promise_what;
  std::optional<Instant> send_at;                    // absent: when the undo time is over
  std::optional<InteractionId> seen_interaction_id;  // the newest one the writer saw
  std::optional<bool> despite_newer;
  std::optional<List<Text<320, 3>, 20>> copies;
  std::optional<List<AttachmentId, 20>> attachments;
  std::optional<bool> greet;  // absent: true
};
BOOST_DESCRIBE_STRUCT(AnswerBody, (),
                      (text, channel, subject, after, promise_kind, promise_due_at, promise_what,
                       send_at, seen_interaction_id, despite_newer, copies, attachments, greet))

Answer answer_of(AnswerBody const& body) {
  Answer a{.text = body.text};
  if (body.channel) a.channel = *body.channel;
  if (body.subject) a.subject = *body.subject;
  if (body.after) a.after = *body.after;
  if (body.promise_kind) a.promise_kind = *body.promise_kind;
  a.promise_due_at = body.promise_due_at;
  if (body.promise_what) a.promise_what = *body.promise_what;
  a.send_at = body.send_at;
  if (body.seen_interaction_id) a.seen_interaction_id = *body.seen_interaction_id;
  a.despite_newer = body.despite_newer.value_or(false);
  if (body.copies) a.copies.assign(body.copies->begin(), body.copies->end());
  if (body.attachments) a.attachments.assign(body.attachments->begin(), body.attachments->end());
  a.greet = body.greet.value_or(true);
  return a;
}

Result<InteractionView> answer_case(Call const& call, db::Tx& tx, AnswerBody const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  auto const made = TRY(answer(call.ctx, tx, id, answer_of(body)));
  return view_of(tx, interactions::find(tx, made).value());
}

Result<InteractionView> take_back_answer(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<CaseId>("case"));
  auto const interaction = TRY(call.id<InteractionId>("interaction"));
  TRY(undo_answer(call.ctx, tx, id, interaction));
  return view_of(tx, interactions::find(tx, interaction).value());
}

Result<AfterAnswer> show_after_answer(Call const& call, db::Tx& tx) {
  auto const row = TRY(find_readable(call.ctx, tx, TRY(call.id<CaseId>("case"))));
  if (!row.open) return refused("cases.closed", {{"number", row.number}});
  return after_answer(call.ctx, tx, row);
}

struct NoteBody {
  Text<20000, 1> text;
  std::optional<List<StaffId, 20>> mentions;
};
BOOST_DESCRIBE_STRUCT(NoteBody, (), (text, mentions))

Result<InteractionView> add_note(Call const& call, db::Tx& tx, NoteBody const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  std::vector<StaffId> mentions;
  if (body.mentions) mentions.assign(body.mentions->begin(), body.mentions->end());
  auto const made = TRY(note(call.ctx, tx, id, body.text, mentions));
  return view_of(tx, interactions::find(tx, made).value());
}

struct MessageBody {
  interactions::Channel channel = interactions::Channel::Phone;
  Text<20000, 1> text;
  std::optional<Instant> at;
};
BOOST_DESCRIBE_STRUCT(MessageBody, (), (channel, text, at))

struct TakenMessage {
  InteractionId interaction_id;
  PromiseId promise_id;
  bool reopened = false;
};
BOOST_DESCRIBE_STRUCT(TakenMessage, (), (interaction_id, promise_id, reopened))

Result<TakenMessage> record_message(Call const& call, db::Tx& tx, MessageBody const& body) {
  auto const row = TRY(for_change(call.ctx, tx, TRY(call.id<CaseId>("case")), 0));
  if (body.at && *body.at > call.ctx.now) return invalid("at", "cases.said_in_future");
  auto const received = TRY(receive(call.ctx, tx,
                                    {.customer_id = row.customer_id,
                                     .case_id = row.id,
                                     .channel = body.channel,
                                     .language = row.language,
                                     .at = body.at.value_or(call.ctx.now),
                                     .subject = row.subject,
                                     .text = body.text}));
  return TakenMessage{received.interaction_id, received.promise_id, received.reopened};
}

struct DraftBody {
  Text<20000> text;
};
BOOST_DESCRIBE_STRUCT(DraftBody, (), (text))

Result<void> keep_draft(Call const& call, db::Tx& tx, DraftBody const& body) {
  auto const row = TRY(find_readable(call.ctx, tx, TRY(call.id<CaseId>("case"))));
  StaffId const me{call.ctx.actor.id};
  if (body.text.empty()) {
    store::delete_draft(tx, row.id, me);
  } else {
    TRY(check_not_erased(tx, row));
    store::save_draft(tx, row.id, me, body.text, call.ctx.now);
  }
  return {};
}

struct FileName {
  std::optional<Text<200, 1>> name;
};
BOOST_DESCRIBE_STRUCT(FileName, (), (name))

Result<AttachmentView> upload_attachment(Call const& call, db::Tx& tx,
                                         Query<FileName> const& file) {
  if (!file->name) return invalid("name", "wire.required");
  if (call.request->body.empty()) return invalid("", "cases.empty_file");
  interactions::NewAttachment upload;
  upload.declared_type = std::string(call.request->header("content-type"));
  upload.bytes = call.request->body;
  upload.media_type = true_media_type(upload.bytes, upload.declared_type, file->name->value);
  upload.name = safe_file_name(file->name->value, upload.media_type);
  auto const size = static_cast<std::int64_t>(upload.bytes.size());
  auto const id = interactions::attach(call.ctx, tx, {}, upload);
  return AttachmentView{id, upload.name, upload.media_type, size, false, {}};
}

Result<Response> download_attachment(Call const& call, db::Tx& tx) {
  auto const file = interactions::find_attachment(tx, TRY(call.id<AttachmentId>("attachment")));
  if (!file) return not_found("attachment");
  bool hers = file->uploaded_by != 0 && file->uploaded_by == call.ctx.actor.id;
  if (file->interaction_id) {
    auto const of = interactions::find(tx, file->interaction_id);
    hers = of && find_readable(call.ctx, tx, of->case_id).ok();
  }
  if (!hers) return not_found("attachment");
  auto bytes = blobs::get(tx, file->blob_id);
  if (!bytes) return not_found("attachment");
  // A mail that came back has the letter in it.
  bool const is_message = file->media_type.starts_with("message/") || holds_link(*bytes);
  if (is_message) TRY(check_may_read_raw(call.ctx, tx));
  return Response{200,
                  served_media_type(file->media_type),
                  std::move(*bytes),
                  {{"Content-Disposition",
                    "attachment; filename*=UTF-8''" + http::percent_encode(file->name)}}};
}

}  // namespace

void add_talk_routes(http::Routes& routes) {
  routes
      .post<answer_case>("/cases/{case}/answers", Permission::CasesWrite,
                         "Answers the customer; goes out when its undo time is over.")
      .status(201);
  routes.get<show_after_answer>("/cases/{case}/after-answer", Permission::CasesRead,
                                "What would stay promised if an answer went out now.");
  routes.del<take_back_answer>("/cases/{case}/answers/{interaction}", Permission::CasesWrite,
                               "Takes back an answer that has not gone out.");
  routes
      .post<record_message>("/cases/{case}/messages", Permission::CasesWrite,
                            "Records what the customer said further, on the phone or at a desk.")
      .status(201);
  routes
      .post<add_note>("/cases/{case}/notes", Permission::CasesWrite,
                      "Adds an internal note; who is mentioned may read the case.")
      .status(201);
  routes.put<keep_draft>("/cases/{case}/draft", Permission::CasesWrite,
                         "Keeps what one is writing; an empty text forgets it.");
  routes
      .post<upload_attachment>("/attachments", Permission::CasesWrite,
                               "Uploads a file, to be bound to an answer.")
      .raw()
      .max_body(kLargestFile)
      .status(201);
  routes.get_audited<download_attachment>("/attachments/{attachment}", Permission::CasesRead,
                                          "A file of a case, as bytes.");
}

}  // namespace vefa::cases
