#include "modules/surveys/page.hpp"

#include "base/html.hpp"

#include <fmt/format.h>

#include "i18n/i18n.hpp"
#include "modules/portal/portal.hpp"
#include "modules/surveys/steps.hpp"

namespace vefa::surveys {
namespace {

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return escaped_html(i18n::message(language, "surveys." + key, args));
}

std::string top(Question const& q, std::string const& heading) {
  return fmt::format(
      "<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n<p>{} · <bdi>{}</bdi></p>\n</header>\n",
      escaped_html(q.company_name), heading, escaped_html(q.number), escaped_html(q.subject));
}

std::string button(Question const& q, std::int64_t rating) {
  return fmt::format(
      "<button name=\"rating\" value=\"{0}\"{1}><b>{0}</b> <span>{2}</span></button>\n", rating,
      rating == q.wanted ? " class=\"first\"" : "", escaped_html(rating_words(q.language, rating)));
}

}  // namespace

std::string question_page(Question const& q) {
  std::string body = top(q, say(q.language, "question"));
  body += fmt::format("<form method=\"post\" action=\"/r/{}\" class=\"question\">\n", q.token);
  body += fmt::format("<p>{}</p>\n<div class=\"ratings\">\n",
                      say(q.language, q.wanted > 0 ? "press_to_send" : "press_one"));
  if (q.wanted > 0) body += button(q, q.wanted);
  for (auto rating = kScale; rating >= 1; --rating)
    if (rating != q.wanted) body += button(q, rating);
  body += "</div>\n</form>\n";
  return portal::document(q.language, say(q.language, "question"), body);
}

std::string thanks_page(Question const& q, std::int64_t rating, std::string const& called_by_when,
                        bool said_more) {
  auto const language = q.language;
  std::string body = top(q, say(language, "thanks"));
  body += fmt::format("<p>{}</p>\n",
                      say(language, "you_said", {{"rating", rating_words(language, rating)}}));
  if (!called_by_when.empty())
    body += fmt::format("<p><strong>{}</strong></p>\n",
                        say(language, "we_call", {{"due", called_by_when}}));
  if (!said_more)
    body += fmt::format(
        "<form method=\"post\" action=\"/r/{}\" class=\"question\">\n"
        "<input type=\"hidden\" name=\"rating\" value=\"{}\">\n<label>{}\n"
        "<textarea name=\"comment\" maxlength=\"5000\" rows=\"4\" dir=\"auto\" required></textarea>"
        "</label>\n<button class=\"first\">{}</button>\n</form>\n",
        q.token, rating, say(language, "say_more"), say(language, "send"));
  body += fmt::format("<p><a href=\"/r/{}\">{}</a></p>\n", q.token, say(language, "change"));
  return portal::document(language, say(language, "thanks"), body);
}

std::string notice_page(Language language, std::string const& company_name,
                        std::string const& key) {
  auto const body =
      fmt::format("<header class=\"top\">\n<p>{}</p>\n<h1>{}</h1>\n</header>\n",
                  escaped_html(company_name), escaped_html(i18n::message(language, key)));
  return portal::document(language, escaped_html(company_name), body);
}

}  // namespace vefa::surveys
