#include <fmt/format.h>

#include "base/html.hpp"
#include "base/text.hpp"
#include "i18n/i18n.hpp"
#include "modules/portal/devices.hpp"
#include "modules/portal/page.hpp"

namespace vefa::portal {
namespace {

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return escaped_html(i18n::message(language, "portal." + key, args));
}

std::string top(Devices const& d, std::string const& heading) {
  return fmt::format("<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n</header>\n",
                     escaped_html(d.company_name), heading);
}

std::string promised(OwnedDevice const& one, Language language) {
  std::string items;
  for (auto const& sentence : one.promised)
    items += "<li class=\"kept\">" + escaped_html(sentence) + "</li>\n";
  if (items.empty()) return items;
  return fmt::format("<h3>{}</h3>\n<ul class=\"promises\">\n{}</ul>\n", say(language, "promises"),
                     items);
}

std::string papers(Devices const& d, OwnedDevice const& one) {
  std::string items;
  for (auto const& row : one.documents)
    items += fmt::format(
        "<li><a href=\"/d/{}/documents/{}\">{}</a> <bdi>{}</bdi> <span>{}</span></li>\n", d.token,
        row.id.text(), escaped_html(documents::title_of(row.kind, d.language)),
        escaped_html(row.number), escaped_html(i18n::date_text(d.language, row.made_at, d.zone)));
  if (items.empty()) return items;
  return fmt::format("<h3>{}</h3>\n<ul class=\"files\">\n{}</ul>\n", say(d.language, "documents"),
                     items);
}

std::string kind_choice(Language language, char const* value, bool chosen) {
  return fmt::format("<label><input type=\"radio\" name=\"about\" value=\"{}\"{}> {}</label>\n",
                     value, chosen ? " checked" : "",
                     say(language, std::string("devices_kind_") + value));
}

/// A sentence with a number in it that does not break at its hyphen.
std::string with_number(std::string sentence, std::string const& number) {
  auto const at = sentence.find(number);
  if (at != std::string::npos)
    sentence.replace(at, number.size(), "<bdi class=\"number\">" + number + "</bdi>");
  return sentence;
}

/// Folded, so that many devices stay a short page; open where something of it was not taken.
std::string report_form(Devices const& d, OwnedDevice const& one) {
  auto const language = d.language;
  bool const is_it = d.not_taken.unit_id == one.id;
  auto const why =
      is_it && !d.not_taken.why.empty()
          ? fmt::format("<p class=\"wrong\" role=\"alert\">{}</p>\n", escaped_html(d.not_taken.why))
          : std::string();
  bool const asks = is_it && d.not_taken.is_question;
  return fmt::format(
      "<details class=\"sign\"{}>\n<summary>{}</summary>\n{}"
      "<form method=\"post\" action=\"/d/{}\" enctype=\"multipart/form-data\">\n"
      "<input type=\"hidden\" name=\"unit\" value=\"{}\">\n<fieldset>\n{}{}</fieldset>\n"
      "<label>{}\n<textarea name=\"message\" maxlength=\"20000\" rows=\"4\" dir=\"auto\">"
      "\n{}</textarea></label>\n"
      "<label>{}\n<input type=\"file\" name=\"file\" multiple></label>\n"
      "<button class=\"first\">{}</button>\n</form>\n</details>\n",
      why.empty() ? "" : " open", say(language, "devices_report"), why, d.token, one.id.text(),
      kind_choice(language, "repair", !asks), kind_choice(language, "question", asks),
      say(language, "devices_words"), is_it ? escaped_html(d.not_taken.words) : "",
      say(language, "attach", {{"megabytes", std::to_string(kMostMegabytes)}}),
      say(language, "send"));
}

std::string section(Devices const& d, OwnedDevice const& one) {
  std::string under_way;
  for (auto const& row : one.under_way)
    under_way += fmt::format(
        "<p class=\"signed\">{}</p>\n",
        with_number(say(d.language, "devices_under_way", {{"number", row.number}}), row.number));
  return fmt::format(
      "<section class=\"owned\">\n<h2><bdi>{}</bdi></h2>\n{}{}{}{}{}{}{}</section>\n",
      escaped_html(one.device.title), device_lines(one.device, d.language), under_way,
      device_covered(one.device, d.language), promised(one, d.language), papers(d, one),
      device_manuals(one.device, d.language), report_form(d, one));
}

}  // namespace

std::string devices_page(Devices const& d) {
  auto const heading = say(d.language, d.of_paper ? "device" : "devices");
  auto body = top(d, heading);
  if (d.devices.empty())
    body += fmt::format("<p class=\"question\">{}</p>\n", say(d.language, "devices_none"));
  for (auto const& one : d.devices) body += section(d, one);
  if (d.has_more)
    body += fmt::format("<p>{}</p>\n",
                        say(d.language, "devices_more", {{"count", std::to_string(kMostDevices)}}));
  return document(d.language, heading, body);
}

std::string reported_page(Devices const& d, Reported const& reported) {
  auto body = top(d, say(d.language, "devices_taken"));
  body += fmt::format("<p><bdi>{}</bdi> · {}</p>\n", escaped_html(reported.device),
                      say(d.language, "case_number", {{"number", reported.number}}));
  if (!reported.due.empty())
    body += fmt::format("<p><strong>{}</strong></p>\n",
                        say(d.language, "register_answer_by", {{"due", reported.due}}));
  if (!reported.case_token.empty())
    body += fmt::format("<p><a href=\"/c/{}\">{}</a></p>\n", reported.case_token,
                        say(d.language, "register_see_case", {{"number", reported.number}}));
  body += fmt::format("<p><a href=\"/d/{}\">{}</a></p>\n", d.token,
                      say(d.language, d.of_paper ? "devices_back_one" : "devices_back"));
  return document(d.language, escaped_html(d.company_name), body);
}

std::string no_devices_page(Language language, std::string const& company_name, UnitId unit) {
  auto body = fmt::format("<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n</header>\n",
                          escaped_html(company_name),
                          say(language, unit ? "devices_gone" : "devices_unknown"));
  if (unit)
    body += fmt::format("<p><a href=\"/g/{}\">{}</a></p>\n", units::link_token(unit),
                        say(language, "devices_gone_register"));
  return document(language, escaped_html(company_name), body);
}

}  // namespace vefa::portal
