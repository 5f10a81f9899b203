// What she is said to wish to pay for, on her own page: she reads it, and takes it back.
#include <fmt/format.h>

#include "base/html.hpp"
#include "http/api.hpp"
#include "i18n/i18n.hpp"
#include "modules/portal/api_link.hpp"
#include "modules/portal/bill_page.hpp"

namespace vefa::portal {
namespace {

using http::Call;
using http::Response;

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return escaped_html(i18n::message(language, "portal." + key, args));
}

struct Found {
  cases::Case row;
  billing::Waiver waiver;
};
std::optional<Found> find(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  auto const wanted = WaiverId::parse(call.param("waiver"));
  auto const waiver = row && wanted ? billing::find_waiver(tx, *wanted) : std::nullopt;
  if (!waiver) return std::nullopt;
  auto const of = cases::find_living(tx, waiver->case_id);
  if (!of || of->id != row->id) return std::nullopt;
  return Found{*row, *waiver};
}

std::string waiver_page(Found const& of, std::string const& company, std::string const& token,
                        Error const* refusal) {
  auto const language = of.row.language;
  auto const component =
      i18n::message(language, "coverage.component_" + wire::enum_text(of.waiver.component));
  std::string body =
      fmt::format("<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n<p>{}</p>\n</header>\n",
                  escaped_html(company), say(language, "waiver"), escaped_html(component));
  if (!of.waiver.words.empty())
    body +=
        fmt::format("<blockquote dir=\"auto\">{}</blockquote>\n", escaped_html(of.waiver.words));
  if (refusal)
    body +=
        fmt::format("<p class=\"wrong\">{}</p>\n", escaped_html(i18n::message(language, *refusal)));
  if (of.waiver.withdrawn_at)
    body += fmt::format("<p>{}</p>\n", say(language, "waiver_withdrawn"));
  else
    body += fmt::format(
        "<form method=\"post\" action=\"/c/{}/waivers/{}\">\n<p>{}</p>\n"
        "<button class=\"first\">{}</button>\n</form>\n",
        token, of.waiver.id.text(), say(language, "waiver_explain"),
        say(language, "waiver_take_back"));
  body += fmt::format("<p><a href=\"/c/{}\">{}</a></p>\n", token, say(language, "back"));
  return document(language, say(language, "waiver"), body);
}

Response shown(Call const& call, db::Tx& tx, std::optional<Found> const& of,
               Error const* refusal = nullptr) {
  if (!of) return unknown_link(call, tx);
  return {refusal ? 422 : 200,
          "text/html; charset=utf-8",
          waiver_page(*of, company::profile(tx).name, std::string(call.param("token")), refusal),
          {{"Cache-Control", "no-store"}}};
}

Result<Response> show_waiver(Call const& call, db::Tx& tx) {
  return shown(call, tx, find(call, tx));
}

Result<Response> take_back_waiver(Call const& call, db::Tx& tx) {
  auto const of = find(call, tx);
  if (!of) return shown(call, tx, of);
  Context ctx = call.ctx;
  ctx.actor = {.kind = ActorKind::Customer, .id = of->row.customer_id.value};
  ctx.language = of->row.language;
  auto const done = billing::withdraw_waiver(ctx, tx, of->waiver.id);
  if (!done.ok()) return shown(call, tx, of, &done.error());
  return shown(call, tx, find(call, tx));
}

}  // namespace

void add_waiver_routes(http::Routes& routes) {
  std::string const one = "/c/{token}/waivers/{waiver}";
  routes
      .get<show_waiver>(one, Permission::Public,
                        "What the customer is said to wish to pay for, on her own page.")
      .absolute()
      .secret();
  routes
      .post<take_back_waiver>(one, Permission::Public, "She does not wish to pay for it any more.")
      .absolute()
      .secret()
      .raw();
}

}  // namespace vefa::portal
