#include "modules/staff/page.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "http/api.hpp"
#include "http/url.hpp"
#include "i18n/i18n.hpp"
#include "modules/company/company.hpp"
#include "modules/staff/access.hpp"

namespace vefa::staff {
namespace {

using http::Call;
using http::Response;

constexpr std::size_t kFormBytes = 16 * 1024;

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return escaped(i18n::message(language, key, args));
}

/// Neither stored nor told to others: the address of this page holds the link.
Response page(Language language, std::string const& company, std::string const& body, int status) {
  auto html = fmt::format(
      "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n<title>{}</title>\n"
      "<link rel=\"stylesheet\" href=\"/c/page.css\">\n</head>\n<body>\n<main>\n"
      "<header class=\"top\">\n<p>{}</p>\n</header>\n{}</main>\n</body>\n</html>\n",
      tag(language), is_right_to_left(language) ? "rtl" : "ltr", say(language, "staff.page_title"),
      escaped(company), body);
  return {status,
          "text/html; charset=utf-8",
          std::move(html),
          {{"Cache-Control", "no-store"}, {"Referrer-Policy", "no-referrer"}}};
}

/// Whose link it is; the company's name for the head of the page.
struct Holder {
  std::optional<Person> person;
  std::string company;
  Language language = Language::En;  // hers; the reader's for a dead link
};
Holder holder_of(Call const& call, db::Tx& tx) {
  Holder out{.person = {}, .company = company::profile(tx).name, .language = call.ctx.language};
  auto const id = whose_link(call.ctx, tx, std::string(call.param("token")));
  if (id) out.person = find(tx, *id);
  if (out.person) out.language = out.person->language;
  return out;
}

std::string form(Holder const& holder, std::string const& trouble) {
  auto const language = holder.language;
  std::string const alert =
      trouble.empty() ? "" : fmt::format("<p role=\"alert\" id=\"why\">{}</p>\n", escaped(trouble));
  return fmt::format(
      "<h1>{}</h1>\n<p>{}</p>\n{}<form method=\"post\">\n<label>{}\n"
      "<input type=\"password\" name=\"password\" autocomplete=\"new-password\" required{}>\n"
      "</label>\n<p>{}</p>\n<button class=\"first\">{}</button>\n</form>\n",
      say(language, "staff.page_title"),
      say(language, "staff.page_for",
          {{"name", holder.person->name}, {"email", holder.person->email}}),
      alert, say(language, "staff.page_password"),
      trouble.empty() ? "" : " aria-invalid=\"true\" aria-describedby=\"why\"",
      say(language, "staff.page_hint"), say(language, "staff.page_save"));
}

Response dead(Holder const& holder) {
  return page(holder.language, holder.company,
              "<h1>" + say(holder.language, "staff.link_is_dead") + "</h1>\n", 404);
}

/// Changes nothing: mail scanners open links.
Result<Response> show_password_page(Call const& call, db::Tx& tx) {
  auto const holder = holder_of(call, tx);
  if (!holder.person) return dead(holder);
  return page(holder.language, holder.company, form(holder, ""), 200);
}

Result<Response> take_password_form(Call const& call, db::Database& database) {
  auto const holder =
      TRY(database.read_result([&](db::Tx& tx) -> Result<Holder> { return holder_of(call, tx); }));
  if (!holder.person) return dead(holder);
  auto const fields = http::parse_query(call.request->body);
  if (!fields) return invalid("", "wire.bad_utf8");
  LinkAnswer answer{.token = std::string(call.param("token")), .password = {}};
  for (auto const& [name, value] : *fields)
    if (name == "password") answer.password = value;
  auto const done = answer_link(call.ctx, database, answer);
  if (!done.ok() && done.error().field == "token") return dead(holder);
  if (!done.ok())
    return page(holder.language, holder.company,
                form(holder, i18n::message(holder.language, done.error())), 422);
  return page(holder.language, holder.company,
              "<h1>" + say(holder.language, "staff.page_done") + "</h1>\n", 200);
}

}  // namespace

void add_page_routes(http::Routes& routes) {
  routes
      .get<show_password_page>("/password/{token}", Permission::Public,
                               "The page to which an invitation's or a reset's mail leads.")
      .absolute()
      .secret();
  routes
      .slow_post<take_password_form>("/password/{token}", Permission::Public,
                                     "Sets the password by the form of that page.")
      .absolute()
      .secret()
      .raw()
      .max_body(kFormBytes);
}

}  // namespace vefa::staff
