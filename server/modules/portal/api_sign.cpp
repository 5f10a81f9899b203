// Documents that wait for her signature, by the link of her case.
#include "base/text.hpp"
#include "http/api.hpp"
#include "http/form.hpp"
#include "i18n/i18n.hpp"
#include "modules/cases/cases.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/portal/api_link.hpp"
#include "modules/portal/page.hpp"
#include "modules/portal/sign_page.hpp"

namespace vefa::portal {
namespace {

using http::Call;
using http::Response;
using Form = std::vector<http::FormPart>;

constexpr std::size_t kFormBytes = 512 * 1024;  // a drawn signature is in it

Response page(std::string html, int status = 200) {
  return {status, "text/html; charset=utf-8", std::move(html), {{"Cache-Control", "no-store"}}};
}

/// The document of the path, of the case of the link, as she sees it.
Result<ToSign> to_sign(Call const& call, db::Tx& tx) {
  auto const of = case_of(call, tx);
  auto const id = documents::DocumentId::parse(call.param("document"));
  auto const row = of && id ? documents::find(tx, *id) : std::nullopt;
  if (!row || row->case_id != of->id || row->erased_at || !documents::her_part(row->kind))
    return not_found("document");
  auto const profile = company::profile(tx);
  auto const her = customers::find(tx, of->customer_id);
  ToSign out{.language = of->language,
             .company_name = profile.name,
             .zone = profile.zone,
             .token = std::string(call.param("token")),
             .row = *row,
             .given = documents::signatures_of(tx, row->id),
             .block = {}};
  out.block.name = her ? her->display_name : "";
  out.block.is_open = true;
  out.block.title = i18n::message(out.language, "portal.document_signature");
  out.block.explain = i18n::message(out.language, "portal.document_sign_explain");
  out.block.tick = i18n::message(out.language, "portal.document_sign_tick");
  return out;
}

Result<Response> show_signing(Call const& call, db::Tx& tx) {
  auto const of = to_sign(call, tx);
  if (!of.ok()) return unknown_link(call, tx);
  if (!waits_for_her(tx, of->row)) return page(signed_notice("document_signed_before", *of));
  return page(sign_page(*of));
}

/// The part of the form that a refusal is about.
char const* part_of(Error const& refusal) {
  if (refusal.field.ends_with("name")) return "name";
  return refusal.field == "drawn" ? "drawn" : "tick";
}

Result<Response> take_signature(Call const& call, db::Database& database) {
  struct Read {
    std::optional<ToSign> of;
    bool waits = false;
  };
  auto const read = TRY(database.read_result([&](db::Tx& tx) -> Result<Read> {
    auto of = to_sign(call, tx);
    if (!of.ok()) return Read{};
    bool const waits = waits_for_her(tx, of->row);
    return Read{std::move(of).value(), waits};
  }));
  if (!read.of)
    return database.read_result(
        [&](db::Tx& tx) -> Result<Response> { return unknown_link(call, tx); });
  auto of = *read.of;
  // Pressed twice on a slow line: it is signed.
  if (!read.waits) return page(signed_notice("document_signed_before", of));
  auto const form = http::parse_form(call.request->header("content-type"), call.request->body);
  if (!form) return page(signed_notice("broken_form", of), 422);
  of.block.name = std::string(prefix_of(trim(normalize(http::text_of(*form, "name"))), 200));
  of.block.drawn = http::text_of(*form, "drawn");
  of.block.is_ticked = http::text_of(*form, "signs") == "yes";
  if (!of.block.is_ticked) {
    of.block.wrong["tick"] = i18n::message(of.language, "billing.signature_tick");
    return page(sign_page(of), 422);
  }
  documents::NewDocumentSignature given;
  given.signers.push_back({*documents::her_part(of.row.kind), {of.block.name}});
  if (!of.block.drawn.empty()) given.drawn = Text<270'000>{of.block.drawn};
  Context ctx = call.ctx;
  ctx.actor = {.kind = ActorKind::Customer, .id = of.row.customer_id.value};
  ctx.language = of.language;
  auto const taken =
      documents::sign_document(ctx, database, of.row.id, given, documents::SignedBy::Customer);
  if (taken.ok()) return page(signed_notice("document_signed", of));
  if (taken.error().code == Code::Stale) return page(signed_notice("document_changed", of), 422);
  of.block.wrong[part_of(taken.error())] = i18n::message(of.language, taken.error());
  return page(sign_page(of), 422);
}

}  // namespace

void add_sign_routes(http::Routes& routes) {
  std::string const link = "/c/{token}/documents/{document}/sign";
  routes
      .get<show_signing>(link, Permission::Public,
                         "A document that waits for the customer's signature.")
      .absolute()
      .secret();
  routes
      .slow_post<take_signature>(link, Permission::Public,
                                 "Her signature on a document: her name and a tick, or drawn.")
      .absolute()
      .secret()
      .raw()
      .max_body(kFormBytes);
}

}  // namespace vefa::portal
