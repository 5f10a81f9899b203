#include "modules/portal/sign_block.hpp"

#include <fmt/format.h>

#include "base/html.hpp"
#include "i18n/i18n.hpp"

namespace vefa::portal {
namespace {

std::string say(Language language, std::string const& key) {
  return escaped_html(i18n::message(language, "portal." + key));
}

std::string wrong_at(SignBlock const& block, char const* part) {
  auto const found = block.wrong.find(part);
  if (found == block.wrong.end()) return {};
  return fmt::format("<p class=\"wrong\" id=\"problem\">{}</p>\n", escaped_html(found->second));
}

char const* fault(SignBlock const& block, char const* part) {
  return block.wrong.contains(part) ? " aria-invalid=\"true\" aria-describedby=\"problem\"" : "";
}

}  // namespace

std::string sign_block(SignBlock const& block, Language language) {
  return fmt::format(
      "<details class=\"sign\"{}>\n<summary>{}</summary>\n<p>{}</p>\n"
      "<label>{}\n<input type=\"text\" name=\"name\" autocomplete=\"name\" maxlength=\"200\" "
      "dir=\"auto\" "
      "value=\"{}\"{}></label>\n{}"
      "<div class=\"pad\" hidden data-clear=\"{}\" data-label=\"{}\"></div>\n{}"
      "<input type=\"hidden\" name=\"drawn\" value=\"{}\">\n"
      "<label class=\"tick\"><input type=\"checkbox\" name=\"signs\" value=\"yes\"{}{}> "
      "{}</label>\n"
      "{}</details>\n",
      block.is_open ? " open" : "", escaped_html(block.title), escaped_html(block.explain),
      say(language, "sign_name"), escaped_html(block.name), fault(block, "name"),
      wrong_at(block, "name"), say(language, "sign_clear"), say(language, "sign_draw"),
      wrong_at(block, "drawn"), escaped_html(block.drawn), block.is_ticked ? " checked" : "",
      fault(block, "tick"), escaped_html(block.tick), wrong_at(block, "tick"));
}

std::string sign_script() { return "<script type=\"module\" src=\"/app/sign.js\"></script>\n"; }

}  // namespace vefa::portal
