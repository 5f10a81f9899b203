#include "modules/portal/page.hpp"

#include <fmt/format.h>

#include "base/html.hpp"
#include "base/text.hpp"
#include "i18n/i18n.hpp"

namespace vefa::portal {
namespace {

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return escaped_html(i18n::message(language, "portal." + key, args));
}

/// Each paragraph in its own direction: a Hebrew answer within a Turkish page reads as it should.
std::string paragraphs(std::string const& text) {
  std::string out;
  for (auto const& line : split(text, '\n'))
    if (!trim(line).empty()) out += fmt::format("<p dir=\"auto\">{}</p>\n", escaped_html(line));
  return out;
}

std::string promise_line(Story const& s, promises::Promise const& p) {
  auto const language = s.row.language;
  auto const state = wire::enum_text(p.state);
  auto const what =
      p.what.empty() ? std::string() : fmt::format("<q dir=\"auto\">{}</q> ", escaped_html(p.what));
  bool const is_owed = p.kind == promises::PromiseKind::SolveBy &&
                       p.source == promises::Source::Contract && !p.what.empty();
  return fmt::format("<li class=\"{}\"><strong>{}</strong> {} {}<span>{}</span></li>\n", state,
                     say(language, is_owed ? "promise_owed" : "promise_" + wire::enum_text(p.kind)),
                     escaped_html(i18n::due_text(language, p.due_at, s.zone)), what,
                     say(language, "state_" + state));
}

std::string promise_list(Story const& s) {
  std::string items;
  for (auto const& p : s.promises)
    if (p.state != promises::State::Withdrawn) items += promise_line(s, p);
  if (items.empty()) return {};
  return fmt::format("<section>\n<h2>{}</h2>\n<ul class=\"promises\">\n{}</ul>\n</section>\n",
                     say(s.row.language, "promises"), items);
}

std::string size_text(Language language, std::int64_t bytes) {
  auto const kilobytes = std::max<std::int64_t>(1, (bytes + 512) / 1024);
  return i18n::number_text(language, kilobytes) + " kB";
}

std::string sign_link(Story const& s, std::string const& token, documents::Document const& row) {
  if (!s.to_sign.contains(row.id)) return {};
  return fmt::format("<br>\n<a class=\"awaits\" href=\"/c/{}/documents/{}/sign\">{}</a>", token,
                     row.id.text(), say(s.row.language, "document_please_sign"));
}

/// What was printed for her, to be taken home again.
std::string document_list(Story const& s, std::string const& token) {
  std::string items;
  for (auto const& row : s.documents)
    items += fmt::format(
        "<li><a href=\"/c/{}/documents/{}\">{}</a> <bdi>{}</bdi> <span>{}</span>{}</li>\n", token,
        row.id.text(), escaped_html(documents::title_of(row.kind, s.row.language)),
        escaped_html(row.number),
        escaped_html(i18n::date_text(s.row.language, row.made_at, s.zone)),
        sign_link(s, token, row));
  if (items.empty()) return {};
  return fmt::format("<section>\n<h2>{}</h2>\n<ul class=\"files\">\n{}</ul>\n</section>\n",
                     say(s.row.language, "documents"), items);
}

/// Links alone: on a slow line she decides what is fetched.
std::string file_list(Story const& s, std::string const& token, Said const& said) {
  std::string items;
  for (auto const& file : said.files) {
    if (said.erased.contains(file.id)) {
      items += fmt::format("<li><bdi>{}</bdi> ({})</li>\n", escaped_html(file.name),
                           say(s.row.language, "file_erased"));
      continue;
    }
    items += fmt::format("<li><a href=\"/c/{}/files/{}\" download><bdi>{}</bdi></a> ({})</li>\n",
                         token, file.id.text(), escaped_html(file.name),
                         escaped_html(size_text(s.row.language, file.size_bytes)));
  }
  return items.empty() ? items : "<ul class=\"files\">\n" + items + "</ul>\n";
}

std::string message_block(Story const& s, std::string const& token, Said const& said) {
  auto const& m = said.message;
  bool const hers = m.direction == interactions::Direction::Inbound;
  auto const who = hers ? say(s.row.language, "you") : escaped_html(s.company_name);
  return fmt::format(
      "<article class=\"{}\">\n<header>{} · <time datetime=\"{}\">{}</time></header>\n"
      "{}{}</article>\n",
      hers ? "hers" : "ours", who, to_text(m.at),
      escaped_html(i18n::date_time_text(s.row.language, m.at, s.zone)), paragraphs(m.text),
      file_list(s, token, said));
}

std::string button(Language language, char const* value, bool first) {
  return fmt::format("<button name=\"solved\" value=\"{}\"{}>{}</button>\n", value,
                     first ? " class=\"first\"" : "", say(language, value));
}

std::string rating(Language language) {
  std::string out =
      fmt::format("<label>{}\n<select name=\"rating\">\n<option value=\"\">–</option>\n",
                  say(language, "rating"));
  for (int stars = 5; stars >= 1; --stars)
    out += fmt::format("<option value=\"{0}\">{0}/5</option>\n", stars);
  return out + "</select>\n</label>\n";
}

std::string question(Story const& s, std::string const& token, std::string_view wanted) {
  auto const language = s.row.language;
  auto const yes = button(language, "yes", wanted != "no");
  auto const no = button(language, "no", wanted == "no");
  return fmt::format(
      "<section class=\"question\">\n<h2>{}</h2>\n<form method=\"post\" action=\"/c/{}\">\n"
      "<div class=\"buttons\">\n{}{}</div>\n<details>\n<summary>{}</summary>\n{}"
      "<label>{}\n<textarea name=\"comment\" maxlength=\"5000\" rows=\"3\" dir=\"auto\"></textarea>"
      "</label>\n</details>\n</form>\n</section>\n",
      say(language, "question"), token, wanted == "no" ? no : yes, wanted == "no" ? yes : no,
      say(language, "say_more"), rating(language), say(language, "comment"));
}

/// What the law lets her choose: one button a choice, and nothing chosen for her.
std::string choice_form(Story const& s, std::string const& token) {
  std::string out;
  for (auto const& open : s.choices) {
    std::string buttons;
    for (auto const& choice : open.choices)
      buttons += fmt::format("<button name=\"choice\" value=\"{}\">{}</button>\n",
                             escaped_html(choice.name), escaped_html(choice.words));
    out += fmt::format(
        "<section class=\"question\">\n<h2>{}</h2>\n<p>{}</p>\n<p>{}</p>\n"
        "<form method=\"post\" action=\"/c/{}\">\n"
        "<input type=\"hidden\" name=\"consequence\" value=\"{}\">\n"
        "<div class=\"buttons\">\n{}</div>\n</form>\n</section>\n",
        say(s.row.language, "choice"), escaped_html(open.title),
        say(s.row.language, "choice_is_yours"), token, open.id.text(), buttons);
  }
  return out;
}

std::string write_form(Language language, std::string const& token, std::string const& text = {}) {
  return fmt::format(
      "<section>\n<h2>{0}</h2>\n<form method=\"post\" action=\"/c/{1}\" "
      "enctype=\"multipart/form-data\">\n"
      "<textarea name=\"message\" aria-label=\"{0}\" maxlength=\"20000\" rows=\"5\" dir=\"auto\">"
      "\n{2}</textarea>\n<label>{3}\n<input type=\"file\" name=\"file\" multiple></label>\n"
      "<button>{4}</button>\n</form>\n</section>\n",
      say(language, "write"), token, escaped_html(text),
      say(language, "attach", {{"megabytes", std::to_string(kMostMegabytes)}}),
      say(language, "send"));
}

char const* key_of(Notice notice) {
  switch (notice) {
    case Notice::Solved:
      return "thanks_solved";
    case Notice::NotSolved:
      return "thanks_not_solved";
    case Notice::ChoiceTaken:
      return "choice_taken";
    case Notice::ChoiceGone:
      return "choice_gone";
    case Notice::MessageTaken:
      return "message_taken";
    case Notice::UnknownLink:
      return "unknown_link";
    case Notice::PersonErased:
      return "person_erased";
    case Notice::EmptyMessage:
      return "empty_message";
    case Notice::TooLong:
      return "too_long";
    case Notice::TooLarge:
      return "too_large";
    case Notice::BrokenForm:
      return "broken_form";
  }
  return "unknown_link";
}

}  // namespace

std::string document(Language language, std::string const& title, std::string const& body) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n<title>{}</title>\n"
      "<link rel=\"stylesheet\" href=\"/c/page.css\">\n</head>\n<body>\n<main>\n{}</main>\n"
      "</body>\n</html>\n",
      tag(language), is_right_to_left(language) ? "rtl" : "ltr", title, body);
}

bool asks_whether_solved(Story const& s, std::string_view wanted) {
  if (!s.row.open) return false;
  if (s.row.state == cases::State::Solved || wanted == "yes" || wanted == "no") return true;
  bool const owed = std::any_of(s.promises.begin(), s.promises.end(), [](auto const& p) {
    return p.kind == promises::PromiseKind::AnswerBy && p.state == promises::State::Pending;
  });
  return s.row.first_answered_at && !owed;
}

std::string case_page(Story const& s, std::string const& token, std::string_view wanted) {
  auto const language = s.row.language;
  std::string body = fmt::format(
      "<header class=\"top\">\n<p>{}</p>\n<h1 dir=\"auto\">{}</h1>\n<p>{} · {}</p>\n</header>\n",
      escaped_html(s.company_name), escaped_html(s.row.subject),
      say(language, "case_number", {{"number", s.row.number}}),
      say(language, "case_" + wire::enum_text(s.row.state)));
  body += choice_form(s, token);
  if (asks_whether_solved(s, wanted)) body += question(s, token, wanted);
  body += promise_list(s) + document_list(s, token) + s.device;
  if (!s.devices_token.empty())
    body += fmt::format("<p><a href=\"/d/{}\">{}</a></p>\n", s.devices_token,
                        say(language, "devices_link"));
  body += s.bills;
  body += fmt::format("<section>\n<h2>{}</h2>\n", say(language, "story"));
  for (auto const& said : s.messages) body += message_block(s, token, said);
  body += "</section>\n" + write_form(language, token);
  return document(language, escaped_html(s.row.number), body);
}

std::string notice_page(Notice notice, Language language, std::string const& company_name,
                        std::string const& token, std::string const& not_taken) {
  std::string body = fmt::format("<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n</header>\n",
                                 escaped_html(company_name), say(language, key_of(notice)));
  if (!token.empty() && !not_taken.empty()) body += write_form(language, token, not_taken);
  if (!token.empty())
    body += fmt::format("<p><a href=\"/c/{}\">{}</a></p>\n", token, say(language, "back"));
  return document(language, escaped_html(company_name), body);
}

}  // namespace vefa::portal
