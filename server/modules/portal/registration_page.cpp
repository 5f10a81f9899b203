#include "modules/portal/registration_page.hpp"

#include <fmt/format.h>

#include "base/html.hpp"
#include "i18n/i18n.hpp"
#include "modules/portal/portal.hpp"

namespace vefa::portal {
namespace {

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return escaped_html(i18n::message(language, "portal.register_" + key, args));
}

std::string top(RegistrationForm const& f, std::string const& heading) {
  std::string device = fmt::format("<strong><bdi>{}</bdi></strong>", escaped_html(f.device));
  auto const& serial = f.serial.empty() ? f.told.serial : f.serial;
  if (!serial.empty() && serial != f.device)
    device += fmt::format(" · <bdi dir=\"ltr\">{}</bdi>", escaped_html(serial));
  return fmt::format("<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n<p>{}</p>\n</header>\n",
                     escaped_html(f.company_name), heading, device);
}

std::string wrong_of(RegistrationForm const& f, std::string const& field) {
  auto const found = f.wrong.find(field);
  if (found == f.wrong.end()) return {};
  return fmt::format("<span class=\"wrong\" id=\"wrong-{}\">{}</span>\n", field,
                     escaped_html(found->second));
}

/// One field: its label, a hint where it has one, what is wrong with it. `more` are attributes.
std::string field(RegistrationForm const& f, std::string const& name, std::string const& value,
                  std::string const& more, bool has_hint = false) {
  auto const wrong = wrong_of(f, name);
  auto const hint = has_hint ? fmt::format("<small id=\"hint-{}\">{}</small>\n", name,
                                           say(f.language, name + "_hint"))
                             : std::string();
  std::string described;
  if (has_hint) described = "hint-" + name;
  if (!wrong.empty()) described += (described.empty() ? "" : " ") + ("wrong-" + name);
  if (!described.empty()) described = " aria-describedby=\"" + described + "\"";
  if (!wrong.empty()) described += " aria-invalid=\"true\"";
  auto const filled = value.empty() ? "" : fmt::format(" value=\"{}\"", escaped_html(value));
  return fmt::format("<label>{}\n<input name=\"{}\" {}{}{}></label>\n{}{}", say(f.language, name),
                     name, more, filled, described, wrong, hint);
}

std::string fields(RegistrationForm const& f) {
  std::string out;
  if (f.asks_serial) {
    out += field(f, "serial", f.told.serial,
                 "type=\"text\" dir=\"ltr\" maxlength=\"100\" autocomplete=\"off\" "
                 "autocapitalize=\"characters\" spellcheck=\"false\"",
                 true);
    out += field(f, "plate", {}, "type=\"file\" accept=\"image/*\"");
  }
  out += field(f, "sold_on", f.told.sold_on,
               fmt::format("type=\"date\" required max=\"{}\"", f.today), true);
  out += field(f, "seller", f.told.seller, "type=\"text\" dir=\"auto\" maxlength=\"200\"");
  out += field(f, "receipt", {}, "type=\"file\" accept=\"image/*,application/pdf\"", true);
  out += field(f, "name", f.told.name,
               "type=\"text\" dir=\"auto\" required maxlength=\"200\" autocomplete=\"name\"");
  out += field(f, "contact", f.told.contact,
               "type=\"text\" dir=\"ltr\" required maxlength=\"320\" autocomplete=\"email\" "
               "autocapitalize=\"none\" spellcheck=\"false\"",
               true);
  return out;
}

char const* words_of(units::Registered outcome) {
  switch (outcome) {
    case units::Registered::Known:
      return "known";
    case units::Registered::Provisional:
      return "provisional";
    case units::Registered::Again:
      return "again";
    case units::Registered::Waiting:
      return "waiting";
  }
  return "known";
}

}  // namespace

std::string registration_page(RegistrationForm const& f) {
  auto const heading = say(f.language, "title");
  std::string body = top(f, heading);
  if (!f.wrong.empty()) {
    auto const whole = f.wrong.find("");
    body += fmt::format(
        "<p class=\"wrong\" role=\"alert\">{}</p>\n",
        whole == f.wrong.end() ? say(f.language, "look_again") : escaped_html(whole->second));
  }
  body += fmt::format(
      "<form method=\"post\" action=\"/g/{}\" enctype=\"multipart/form-data\" "
      "class=\"question\">\n{}<button class=\"first\">{}</button>\n<p><small>{}</small></p>\n"
      "</form>\n",
      f.token, fields(f), say(f.language, "go"), say(f.language, "why"));
  return document(f.language, heading, body);
}

std::string unknown_code_page(Language language, std::string const& company_name) {
  auto const body = fmt::format("<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n</header>\n",
                                escaped_html(company_name), say(language, "unknown"));
  return document(language, escaped_html(company_name), body);
}

std::string registered_page(RegistrationDone const& done) {
  auto const& f = done.form;
  bool const waits = done.outcome == units::Registered::Waiting;
  auto const heading = say(f.language, waits ? "waits" : "thanks");
  std::string body = top(f, heading);
  body += fmt::format("<p>{}</p>\n", say(f.language, std::string("is_") + words_of(done.outcome)));
  if (!done.case_number.empty())
    body += fmt::format("<p><strong>{}</strong></p>\n",
                        say(f.language, "answer_by", {{"due", done.due}}));
  if (!done.case_token.empty())
    body += fmt::format("<p><a href=\"/c/{}\">{}</a></p>\n", done.case_token,
                        say(f.language, "see_case", {{"number", done.case_number}}));
  if (!waits)
    body += fmt::format("<p>{}</p>\n", say(f.language, done.has_proof ? "proof_kept" : "no_proof"));
  if (!done.device_token.empty())
    body += fmt::format("<p><a href=\"/d/{}\">{}</a></p>\n", done.device_token,
                        say(f.language, "see_device"));
  return document(f.language, heading, body);
}

}  // namespace vefa::portal
