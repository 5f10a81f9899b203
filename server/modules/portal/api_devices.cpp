// All that a customer owns, by a link of her own or by the code on a device's certificate.
#include "base/text.hpp"
#include "http/api.hpp"
#include "http/rate_limit.hpp"
#include "http/url.hpp"
#include "i18n/i18n.hpp"
#include "modules/cases/links.hpp"
#include "modules/company/company.hpp"
#include "modules/portal/api_files.hpp"
#include "modules/portal/devices.hpp"
#include "modules/portal/page.hpp"

namespace vefa::portal {
namespace {

using http::Call;
using http::Response;
using Form = std::vector<http::FormPart>;

constexpr std::size_t kMostFileBytes = std::size_t{kMostMegabytes} * 1024 * 1024;
constexpr std::size_t kFormBytes = kMostFileBytes + 1024 * 1024;
constexpr std::size_t kMostFiles = 10;
constexpr std::size_t kLongestMessage = 20000;
constexpr Duration kSameMessage = std::chrono::minutes(10);
/// Each of them may open a case: a household tells of all that a storm broke, a script does not go
/// on for ever.
constexpr double kBurst = 10;
constexpr double kPerSecond = 1.0 / 120;

Response page(std::string html, int status = 200) {
  return {status, "text/html; charset=utf-8", std::move(html), {{"Cache-Control", "no-store"}}};
}

std::string say(Language language, char const* key, Args const& args = {}) {
  return i18n::message(language, std::string("portal.") + key, args);
}

/// The link in the path: one of this server, of a unit that there is.
std::optional<units::HerLink> link_of(Call const& call) {
  return units::her_link_of_token(call.param("token"));
}

Response nothing(Call const& call, db::Tx& tx) {
  auto const link = link_of(call);
  auto const unit = link && link->unit_id ? units::find(tx, link->unit_id) : std::nullopt;
  return page(
      no_devices_page(call.ctx.language, company::profile(tx).name, unit ? unit->id : UnitId{}),
      404);
}

std::optional<Devices> devices_in(Call const& call, db::Tx& tx) {
  auto const link = link_of(call);
  return link ? devices_of(call.ctx, tx, *link) : std::nullopt;
}

Result<Response> show_devices(Call const& call, db::Tx& tx) {
  auto const devices = devices_in(call, tx);
  if (!devices) return nothing(call, tx);
  return page(devices_page(*devices));
}

/// On a slow line people press twice: the case of what was said a moment ago, if it has not gone
/// on.
std::optional<cases::Case> just_said(Context const& ctx, db::Tx& tx, CustomerId customer,
                                     UnitId unit, std::string const& text) {
  for (auto& row : cases::open_of_customer(tx, customer)) {
    if (row.channel != interactions::Channel::Portal || cases::unit_of(tx, row.id) != unit)
      continue;
    auto const last = interactions::find(tx, row.last_interaction_id);
    if (last && last->text == text && ctx.now - last->at < kSameMessage) return std::move(row);
  }
  return std::nullopt;
}

Result<cases::Case> take_in(Context const& ctx, db::Tx& tx, customers::Customer const& her,
                            OwnedDevice const& one, WordsNotTaken const& said,
                            std::vector<interactions::NewAttachment> files) {
  if (auto const before = just_said(ctx, tx, her.id, one.id, said.words)) return *before;
  auto const* subject = said.is_question ? "devices_subject_question" : "devices_subject_repair";
  auto const received = TRY(cases::receive(
      ctx, tx,
      {.customer_id = her.id,
       .channel = interactions::Channel::Portal,
       .kind = said.is_question ? cases::CaseKind::Question : cases::CaseKind::Repair,
       .language = her.language,
       .subject = say(her.language, subject, {{"device", one.device.title}}),
       .text = said.words,
       .sender_name = her.display_name,
       .attachments = std::move(files)}));
  auto const row = cases::find_living(tx, received.case_id);
  if (!row) return not_found("case");
  cases::name_unit(ctx, tx, *row, one.id);
  return *row;
}

int wait_of(Call const& call) {
  static http::RateLimit limit(kPerSecond, kBurst);
  http::RateLimit::Moment const now{std::chrono::milliseconds(call.ctx.now.ms)};
  return limit.take(std::string(call.param("token")), now);
}

/// Why it cannot be taken, as a sentence; empty where it can.
std::string refusal_of(Call const& call, Devices const& devices, WordsNotTaken const& said,
                       std::vector<interactions::NewAttachment> const& files) {
  auto const language = devices.language;
  std::size_t bytes = 0;
  for (auto const& file : files) bytes += file.bytes.size();
  if (trim(said.words).empty() && files.empty()) return say(language, "devices_needs_words");
  if (length_of(said.words) > kLongestMessage) return say(language, "too_long");
  if (bytes > kMostFileBytes || files.size() > kMostFiles) return say(language, "too_large");
  if (auto const seconds = wait_of(call); seconds > 0)
    return say(language, "devices_too_many", {{"minutes", std::to_string((seconds + 59) / 60)}});
  return {};
}

Result<Response> report(Call const& call, db::Tx& tx) {
  auto devices = devices_in(call, tx);
  if (!devices) return nothing(call, tx);
  auto const form = http::parse_form(call.request->header("content-type"), call.request->body);
  auto const value = [&](char const* name) {
    return form ? normalize(http::text_of(*form, name)) : std::string();
  };
  auto const id = UnitId::parse(value("unit"));
  auto const one = std::find_if(devices->devices.begin(), devices->devices.end(),
                                [&](auto const& owned) { return id && owned.id == *id; });
  // What was hers when the page was opened, and is not any more: she sees what is.
  if (one == devices->devices.end()) return page(devices_page(*devices), 422);
  WordsNotTaken said{
      .unit_id = one->id, .words = value("message"), .is_question = value("about") == "question"};
  auto files = files_of(*form);
  said.why = refusal_of(call, *devices, said, files);
  if (!said.why.empty()) {
    devices->not_taken = said;
    return page(devices_page(*devices), 422);
  }
  auto const her = customers::find(tx, link_of(call)->customer_id).value();
  Context ctx = call.ctx;
  ctx.actor = {.kind = ActorKind::Customer, .id = her.id.value};
  ctx.language = her.language;
  auto const row = TRY(take_in(ctx, tx, her, *one, said, std::move(files)));
  Reported reported{.device = one->device.title, .number = row.number};
  if (row.next_due_at) reported.due = i18n::due_text(her.language, *row.next_due_at, devices->zone);
  if (!devices->of_paper) reported.case_token = cases::link_token(row.id);
  return page(reported_page(*devices, reported));
}

/// A paper of a device that stands on the page.
Result<Response> give_paper(Call const& call, db::Tx& tx) {
  auto const devices = devices_in(call, tx);
  auto const id = documents::DocumentId::parse(call.param("document"));
  if (!devices || !id) return nothing(call, tx);
  for (auto const& one : devices->devices)
    for (auto const& row : one.documents)
      if (row.id == *id)
        return Response{
            200,
            "application/pdf",
            TRY(documents::bytes_of(tx, row)),
            {{"Content-Disposition",
              "inline; filename*=UTF-8''" + http::percent_encode(documents::file_name(row))},
             {"Cache-Control", "private, no-store"}}};
  return nothing(call, tx);
}

}  // namespace

void add_device_routes(http::Routes& routes) {
  std::string const link = "/d/{token}";
  routes
      .get<show_devices>(link, Permission::Public,
                         "The customer's own page of all her devices, and what is free for her.")
      .absolute()
      .secret();
  routes
      .post<report>(link, Permission::Public,
                    "A fault or a question of hers about one of her devices, with its files.")
      .absolute()
      .secret()
      .raw()
      .max_body(kFormBytes);
  routes
      .get<give_paper>(link + "/documents/{document}", Permission::Public,
                       "A document of one of her devices, as it was made.")
      .absolute()
      .secret();
}

}  // namespace vefa::portal
