#include "modules/portal/sign_page.hpp"

#include <fmt/format.h>

#include "base/html.hpp"
#include "i18n/direction.hpp"
#include "i18n/i18n.hpp"
#include "modules/portal/portal.hpp"

namespace vefa::portal {
namespace {

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return escaped_html(i18n::message(language, "portal." + key, args));
}

std::string top(ToSign const& of, std::string const& heading) {
  return fmt::format(
      "<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n<p><bdi>{}</bdi> · {}</p>\n</header>\n",
      escaped_html(of.company_name), heading, escaped_html(of.row.number),
      escaped_html(i18n::date_text(of.language, of.row.made_at, of.zone)));
}

std::string back(ToSign const& of) {
  return fmt::format("<p><a href=\"/c/{}\">{}</a></p>\n", of.token, say(of.language, "back"));
}

/// All that stands on it, so that nobody has to open a PDF on a phone to know what she signs.
std::string said_on(ToSign const& of) {
  std::string out;
  for (auto const& one : documents::said_on(of.row))
    out += fmt::format("<dt>{}</dt>\n<dd dir=\"auto\">{}</dd>\n", escaped_html(one.label),
                       escaped_html(one.value));
  return "<dl>\n" + out + "</dl>\n";
}

}  // namespace

bool waits_for_her(db::Tx& tx, documents::Document const& row) {
  auto const hers = documents::her_part(row.kind);
  if (!hers || documents::awaits_signatures(tx, row.id).empty()) return false;
  auto const missing = documents::missing_signers(tx, row);
  return std::find(missing.begin(), missing.end(), *hers) != missing.end();
}

std::string sign_page(ToSign const& of) {
  auto const language = of.language;
  auto const title = escaped_html(documents::title_of(of.row.kind, language));
  auto body = top(of, title);
  body += "<section class=\"owned\">\n" + said_on(of) +
          fmt::format("<p><a href=\"/c/{}/documents/{}\">{}</a></p>\n</section>\n", of.token,
                      of.row.id.text(), say(language, "document_as_paper"));
  for (auto const& one : of.given)
    if (!one.erased_at)
      body += fmt::format("<p class=\"signed\">{}</p>\n",
                          say(language, "signed_by",
                              {{"name", i18n::isolated(language, one.name)},
                               {"at", i18n::date_time_text(language, one.at, of.zone)}}));
  body += fmt::format(
      "<form method=\"post\" action=\"/c/{}/documents/{}/sign\">\n{}"
      "<button class=\"first\">{}</button>\n</form>\n{}",
      of.token, of.row.id.text(), sign_block(of.block, language), say(language, "document_sign"),
      sign_script());
  return document(language, escaped_html(of.row.number), body + back(of));
}

std::string signed_notice(std::string const& key, ToSign const& of) {
  return document(of.language, escaped_html(of.row.number),
                  top(of, say(of.language, key)) + back(of));
}

}  // namespace vefa::portal
