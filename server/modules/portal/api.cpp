#include "http/api.hpp"
#include "base/embedded.hpp"
#include "base/file_type.hpp"
#include "base/text.hpp"
#include "db/blobs.hpp"
#include "http/url.hpp"
#include "modules/cases/links.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/interactions/erasing.hpp"
#include "modules/portal/api_files.hpp"
#include "modules/portal/api_link.hpp"
#include "modules/portal/bill_page.hpp"
#include "modules/portal/device.hpp"
#include "modules/portal/page.hpp"
#include "modules/portal/portal.hpp"
#include "modules/portal/registration.hpp"
#include "modules/portal/sign_page.hpp"
#include "modules/units/her_link.hpp"

namespace vefa::portal {
namespace {

using http::Call;
using http::Response;

constexpr char const* kHtml = "text/html; charset=utf-8";
constexpr std::size_t kMessages = 200;
constexpr std::size_t kMostFileBytes = std::size_t{kMostMegabytes} * 1024 * 1024;
constexpr std::size_t kFormBytes = kMostFileBytes + 1024 * 1024;
constexpr std::size_t kMostFiles = 10;
constexpr std::size_t kLongestMessage = 20000;
constexpr Duration kSameMessage = std::chrono::minutes(10);

struct Wish {
  std::optional<std::string> solved;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (solved))

Response page(std::string html, int status = 200) {
  return {status, kHtml, std::move(html), {{"Cache-Control", "no-store"}}};
}

bool is_shown(interactions::Interaction const& m) {
  using interactions::State;
  if (m.direction == interactions::Direction::Internal || m.erased_at) return false;
  return m.state != State::Queued && m.state != State::Cancelled;
}

Result<Response> show_case(Call const& call, db::Tx& tx, http::Query<Wish> const& wish) {
  auto const row = case_of(call, tx);
  if (!row) return unknown_link(call, tx);
  auto const profile = company::profile(tx);
  Story story{.row = *row, .company_name = profile.name, .zone = profile.zone};
  for (auto& m : interactions::of_case(tx, row->id, {}, kMessages)) {
    if (!is_shown(m)) continue;
    auto files = interactions::attachments(tx, m.id);
    auto erased =
        files.empty() ? std::map<AttachmentId, Instant>() : interactions::erased_files(tx, m.id);
    story.messages.push_back({std::move(m), std::move(files), std::move(erased)});
  }
  story.promises = promises::of_case(tx, row->id);
  story.choices = clocks::open_choices(tx, row->id, row->language);
  story.documents = documents::kept_of_case(tx, row->id);
  for (auto const& paper : story.documents)
    if (waits_for_her(tx, paper)) story.to_sign.insert(paper.id);
  auto const token = cases::link_token(row->id);
  if (auto const device = device_of(call.ctx, tx, *row))
    story.device = device_section(*device, row->language);
  if (!units::of_customer(tx, row->customer_id).empty())
    story.devices_token = units::link_token(units::HerLink{row->customer_id, {}});
  story.bills = bill_sections(bills_of(call.ctx, tx, *row), row->language, token);
  return page(case_page(story, token, wish->solved.value_or("")));
}

using Form = std::vector<http::FormPart>;

std::string value_of(Form const& form, std::string_view name) {
  return normalize(http::text_of(form, name));
}

/// On a slow line people press twice.
bool was_just_sent(Call const& call, db::Tx& tx, cases::Case const& row, std::string const& text,
                   std::vector<interactions::NewAttachment> const& files) {
  auto const last = interactions::find(tx, row.last_interaction_id);
  using interactions::Channel;
  using interactions::Direction;
  if (!last || last->channel != Channel::Portal || last->direction != Direction::Inbound ||
      last->text != text || call.ctx.now - last->at >= kSameMessage)
    return false;
  auto const before = interactions::attachments(tx, last->id);
  return std::equal(before.begin(), before.end(), files.begin(), files.end(),
                    [](auto const& a, interactions::NewAttachment const& b) {
                      return a.name == b.name &&
                             a.size_bytes == static_cast<std::int64_t>(b.bytes.size());
                    });
}

Result<Notice> take_message(Call const& call, db::Tx& tx, cases::Case const& row,
                            Form const& form) {
  auto text = value_of(form, "message");
  auto files = files_of(form);
  std::size_t bytes = 0;
  for (auto const& file : files) bytes += file.bytes.size();
  if (trim(text).empty() && files.empty()) return Notice::EmptyMessage;
  if (length_of(text) > kLongestMessage) return Notice::TooLong;
  if (bytes > kMostFileBytes || files.size() > kMostFiles) return Notice::TooLarge;
  if (was_just_sent(call, tx, row, text, files)) return Notice::MessageTaken;
  auto const customer = customers::find(tx, row.customer_id);
  TRY(cases::receive(call.ctx, tx,
                     {.customer_id = row.customer_id,
                      .case_id = row.id,
                      .channel = interactions::Channel::Portal,
                      .language = row.language,
                      .subject = row.subject,
                      .text = std::move(text),
                      .sender_name = customer ? customer->display_name : "",
                      .attachments = std::move(files)}));
  return Notice::MessageTaken;
}

Result<Notice> take_word(Call const& call, db::Tx& tx, cases::Case const& row, Form const& form) {
  auto const solved = value_of(form, "solved");
  if (solved != "yes" && solved != "no")
    return invalid("solved", "wire.not_one_of", {{"allowed", "yes, no"}});
  cases::Verdict verdict{.solved = solved == "yes"};
  auto const rating = value_of(form, "rating");
  if (rating.size() == 1 && rating[0] >= '1' && rating[0] <= '5') verdict.rating = rating[0] - '0';
  verdict.comment = std::string(prefix_of(value_of(form, "comment"), 5000));
  TRY(cases::take_verdict(call.ctx, tx, row.id, verdict));
  return verdict.solved ? Notice::Solved : Notice::NotSolved;
}

/// A choice that the law gives her. Pressed twice, or after it was made on her word: told so.
Result<Notice> take_choice(Call const& call, db::Tx& tx, cases::Case const& row, Form const& form) {
  auto const id = clocks::LegalConsequenceId::parse(value_of(form, "consequence"));
  if (!id) return Notice::ChoiceGone;
  auto const chosen = clocks::choose(call.ctx, tx, row.id, *id, value_of(form, "choice"));
  return chosen.ok() ? Notice::ChoiceTaken : Notice::ChoiceGone;
}

Result<Notice> take(Call const& call, db::Tx& tx, cases::Case const& row, Form const& form) {
  if (!value_of(form, "choice").empty()) return take_choice(call, tx, row, form);
  if (value_of(form, "solved").empty()) return take_message(call, tx, row, form);
  return take_word(call, tx, row, form);
}

/// The request as hers: what she does is recorded as done by her, in her language.
Call as_hers(Call call, cases::Case const& row) {
  call.ctx.actor = {.kind = ActorKind::Customer, .id = row.customer_id.value};
  call.ctx.language = row.language;
  return call;
}

Result<Response> answer_case(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  if (!row) return unknown_link(call, tx);
  std::string const token(call.param("token"));
  auto const company = company::profile(tx).name;
  auto const form = http::parse_form(call.request->header("content-type"), call.request->body);
  if (!form) return page(notice_page(Notice::BrokenForm, row->language, company, token), 422);
  auto const hers = as_hers(call, *row);
  auto const notice = TRY(take(hers, tx, *row, *form));
  bool const is_taken = notice == Notice::MessageTaken || notice == Notice::Solved ||
                        notice == Notice::NotSolved || notice == Notice::ChoiceTaken ||
                        notice == Notice::ChoiceGone;
  if (is_taken) return page(notice_page(notice, row->language, company, token));
  return page(notice_page(notice, row->language, company, token, value_of(*form, "message")), 422);
}

/// A file of hers or of ours on this case; nothing that stands on an internal note.
Result<Response> give_file(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  auto const id = AttachmentId::parse(call.param("attachment"));
  auto const file = row && id ? interactions::find_attachment(tx, *id) : std::nullopt;
  auto const of = file ? interactions::find(tx, file->interaction_id) : std::nullopt;
  if (!of || of->case_id != row->id || !is_shown(*of)) return unknown_link(call, tx);
  auto bytes = blobs::get(tx, file->blob_id);
  if (!bytes) return unknown_link(call, tx);
  return Response{
      200,
      served_media_type(file->media_type),
      std::move(*bytes),
      {{"Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encode(file->name)},
       {"Cache-Control", "private, max-age=3600"}}};
}

/// A document of this case, as it was made.
Result<Response> give_document(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  auto const id = documents::DocumentId::parse(call.param("document"));
  auto const found = row && id ? documents::find(tx, *id) : std::nullopt;
  if (!found || found->case_id != row->id) return unknown_link(call, tx);
  auto bytes = documents::bytes_of(tx, *found);
  if (!bytes.ok()) return unknown_link(call, tx);
  return Response{200,
                  "application/pdf",
                  std::move(bytes).value(),
                  {{"Content-Disposition", "inline; filename*=UTF-8''" +
                                               http::percent_encode(documents::file_name(*found))},
                   {"Cache-Control", "private, no-store"}}};
}

Result<Response> page_style(Call const&) {
  return Response{200,
                  "text/css; charset=utf-8",
                  std::string(embedded_file("server/pages/portal.css")),
                  {{"Cache-Control", "public, max-age=3600"}}};
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes
      .add(http::Method::Get, http::Kind::Plain, "/c/page.css", Permission::Public, "portal_style",
           page_style, "The style of the customer's pages.")
      .absolute();
  routes.get<show_case>("/c/{token}", Permission::Public, "The customer's own page of her case.")
      .absolute()
      .secret();
  routes
      .post<answer_case>("/c/{token}", Permission::Public,
                         "Her word on whether it is solved, or a further message with its files.")
      .absolute()
      .secret()
      .raw()
      .max_body(kFormBytes);
  routes
      .get<give_file>("/c/{token}/files/{attachment}", Permission::Public,
                      "A file of her case, as bytes.")
      .absolute()
      .secret();
  routes
      .get<give_document>("/c/{token}/documents/{document}", Permission::Public,
                          "A document of her case, as it was made.")
      .absolute()
      .secret();
  add_bill_routes(routes);
  add_sign_routes(routes);
  add_registration_routes(routes);
  add_device_routes(routes);
}

}  // namespace vefa::portal
