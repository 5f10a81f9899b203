#include "modules/channels/email/html.hpp"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <memory_resource>

#include "base/html.hpp"
#include "base/text.hpp"

namespace vefa::email {
namespace {

template <std::size_t N>
bool one_of(std::string_view text, std::array<std::string_view, N> const& all) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

constexpr auto kAllowed = std::to_array<std::string_view>(
    {"a",    "abbr",    "address", "b",     "bdi",   "bdo",   "big",        "blockquote",
     "br",   "caption", "center",  "cite",  "code",  "col",   "colgroup",   "dd",
     "del",  "dfn",     "div",     "dl",    "dt",    "em",    "figcaption", "figure",
     "font", "h1",      "h2",      "h3",    "h4",    "h5",    "h6",         "hr",
     "i",    "img",     "ins",     "kbd",   "li",    "mark",  "ol",         "p",
     "pre",  "q",       "s",       "samp",  "small", "span",  "strike",     "strong",
     "sub",  "sup",     "table",   "tbody", "td",    "tfoot", "th",         "thead",
     "tr",   "tt",      "u",       "ul",    "var"});
constexpr auto kDropped = std::to_array<std::string_view>(
    {"applet", "audio",    "base",     "button",   "canvas", "datalist", "dialog",   "embed",
     "frame",  "frameset", "head",     "iframe",   "input",  "link",     "map",      "math",
     "meta",   "noembed",  "noframes", "noscript", "object", "optgroup", "option",   "param",
     "script", "select",   "source",   "style",    "svg",    "template", "textarea", "title",
     "track",  "video",    "xml",      "plaintext"});
constexpr auto kVoid = std::to_array<std::string_view>({"br", "col", "hr", "img"});
constexpr auto kBlocks = std::to_array<std::string_view>(
    {"address",    "blockquote", "center", "dd",     "div",   "dl",       "dt",  "figure",
     "figcaption", "h1",         "h2",     "h3",     "h4",    "h5",       "h6",  "hr",
     "li",         "ol",         "p",      "pre",    "table", "tr",       "ul",  "form",
     "article",    "section",    "header", "footer", "main",  "fieldset", "body"});

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::string tag_name(GumboElement const& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  if (!name.data) return {};
  gumbo_tag_from_original_text(&name);
  return lower({name.data, name.length});
}

void write_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  escape_html(out, value);
  out += '"';
}

/// Addresses as browsers read them: without white space and control characters around and within.
std::string clean_address(std::string_view value) {
  std::string out;
  for (char c : value)
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) out += c;
  return out;
}

bool has_scheme(std::string_view address, std::string_view scheme) {
  return lower(address.substr(0, scheme.size())) == scheme;
}

bool is_number(std::string_view value, std::size_t max_digits) {
  if (value.ends_with('%')) value.remove_suffix(1);
  return !value.empty() && value.size() <= max_digits &&
         value.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_word(std::string_view value) {
  return !value.empty() && value.size() <= 40 &&
         std::all_of(value.begin(), value.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '#';
         });
}

/// The declarations of a style that can neither load, cover nor move anything.
std::string safe_style(std::string_view style) {
  static constexpr auto kProperties = std::to_array<std::string_view>(
      {"color", "background-color", "font-weight", "font-style", "text-decoration", "text-align",
       "direction", "unicode-bidi", "white-space", "vertical-align"});
  std::string out;
  for (auto const& declaration : split(style, ';')) {
    auto const colon = declaration.find(':');
    if (colon == std::string::npos) continue;
    std::string const property = lower(trim(declaration.substr(0, colon)));
    std::string const value = trim(declaration.substr(colon + 1));
    bool const plain =
        !value.empty() && value.size() <= 60 && std::all_of(value.begin(), value.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '#' || c == '(' || c == ')' || c == ',' || c == '.' || c == '%' || c == ' ' ||
                 c == '-';
        });
    bool const calls = value.find('(') != std::string::npos && !lower(value).starts_with("rgb");
    if (!plain || calls || !one_of(property, kProperties)) continue;
    out += property + ":" + value + ";";
  }
  return out;
}

bool is_inline_picture(std::string_view address) {
  constexpr std::size_t kLongest = 300 * 1024;
  if (address.size() > kLongest) return false;
  for (std::string_view type : {"png", "jpeg", "gif", "webp"})
    if (has_scheme(address, "data:image/" + std::string(type) + ";base64,")) return true;
  return false;
}

std::string_view attribute(GumboElement const& element, char const* name) {
  auto const* found = gumbo_get_attribute(&element.attributes, name);
  return found ? std::string_view(found->value) : std::string_view();
}

/// Walks without recursion: a document of a thousand nested elements is no reason to fail.
template <class Enter, class Leave>
void walk(GumboNode const* root, Enter enter, Leave leave) {
  struct Step {
    GumboNode const* node;
    std::size_t next;
  };
  std::vector<Step> path;
  if (!enter(root)) return;
  path.push_back({root, 0});
  while (!path.empty()) {
    auto& step = path.back();
    auto const& children = step.node->v.element.children;
    if (step.next == children.length) {
      leave(step.node);
      path.pop_back();
      continue;
    }
    auto const* child = static_cast<GumboNode const*>(children.data[step.next++]);
    bool const container = child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_TEMPLATE;
    if (enter(child) && container) path.push_back({child, 0});
  }
}

bool is_text(GumboNode const* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}

bool is_dropped(GumboNode const* node, std::string const& name) {
  return node->type != GUMBO_NODE_ELEMENT || one_of(name, kDropped) ||
         node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML;
}

class SafeWriter {
 public:
  explicit SafeWriter(SafeHtml& out) : out_(out) {}

  bool enter(GumboNode const* node) {
    if (is_text(node)) {
      write_text(node->v.text.text);
      return false;
    }
    if (node->type != GUMBO_NODE_ELEMENT) return false;
    auto const& element = node->v.element;
    std::string const name = tag_name(element);
    if (is_dropped(node, name)) return false;
    if (!one_of(name, kAllowed)) return true;
    if (name == "img" && !can_be_shown(picture_source(element))) {
      write_text(attribute(element, "alt"));
      return false;
    }
    out_.html += '<' + name;
    write_attributes(name, element);
    out_.html += '>';
    if (name == "pre") pre_ends_at_ = out_.html.size();
    return true;
  }

  void leave(GumboNode const* node) {
    std::string const name = tag_name(node->v.element);
    if (one_of(name, kAllowed) && !one_of(name, kVoid)) out_.html += "</" + name + ">";
  }

 private:
  void write_text(std::string_view text) {
    // A parser takes the first line feed of a <pre> away.
    if (text.starts_with('\n') && pre_ends_at_ == out_.html.size()) out_.html += '\n';
    escape_html(out_.html, text);
  }

  /// Also of a picture that was read by us before.
  static std::string picture_source(GumboElement const& element) {
    std::string const remote = clean_address(attribute(element, "data-remote-src"));
    if (has_scheme(remote, "http://") || has_scheme(remote, "https://")) return remote;
    std::string const part = clean_address(attribute(element, "data-cid"));
    return part.empty() ? clean_address(attribute(element, "src")) : "cid:" + part;
  }

  static bool can_be_shown(std::string const& source) {
    return (has_scheme(source, "cid:") && source.size() > 4) || has_scheme(source, "http://") ||
           has_scheme(source, "https://") || source.starts_with("//") || is_inline_picture(source);
  }

  void write_attributes(std::string const& name, GumboElement const& element) {
    write_common(element);
    if (name == "a") write_link(element);
    if (name == "img") write_picture(element);
    bool const cell = name == "td" || name == "th" || name == "col" || name == "colgroup";
    for (char const* span : {"colspan", "rowspan", "span"})
      if (cell && is_number(attribute(element, span), 3))
        write_attribute(out_.html, span, attribute(element, span));
    if (name == "ol" && is_number(attribute(element, "start"), 6))
      write_attribute(out_.html, "start", attribute(element, "start"));
    if (name == "font" && is_word(attribute(element, "color")))
      write_attribute(out_.html, "color", attribute(element, "color"));
    if (cell || name == "img" || name == "table")
      for (char const* size : {"width", "height"})
        if (is_number(attribute(element, size), 4))
          write_attribute(out_.html, size, attribute(element, size));
  }

  void write_common(GumboElement const& element) {
    std::string const dir = lower(attribute(element, "dir"));
    if (dir == "rtl" || dir == "ltr" || dir == "auto") write_attribute(out_.html, "dir", dir);
    for (char const* name : {"lang", "align", "valign", "bgcolor"})
      if (is_word(attribute(element, name)))
        write_attribute(out_.html, name, attribute(element, name));
    std::string const style = safe_style(attribute(element, "style"));
    if (!style.empty()) write_attribute(out_.html, "style", style);
    if (auto title = attribute(element, "title"); !title.empty() && title.size() < 500)
      write_attribute(out_.html, "title", title);
  }

  void write_link(GumboElement const& element) {
    std::string const target = clean_address(attribute(element, "href"));
    bool const web = has_scheme(target, "http://") || has_scheme(target, "https://");
    if (!web && !has_scheme(target, "mailto:")) return;
    write_attribute(out_.html, "href", target);
    if (web) out_.html += " target=\"_blank\"";
    out_.html += " rel=\"noopener noreferrer nofollow\"";
  }

  void write_picture(GumboElement const& element) {
    std::string const source = picture_source(element);
    if (has_scheme(source, "cid:")) {
      write_attribute(out_.html, "data-cid", std::string_view(source).substr(4));
    } else if (is_inline_picture(source)) {
      write_attribute(out_.html, "src", source);
    } else {
      write_attribute(out_.html, "data-remote-src",
                      source.starts_with("//") ? "https:" + source : source);
      out_.remote_pictures = true;
    }
    write_attribute(out_.html, "alt", prefix_of(attribute(element, "alt"), kLongestAlt));
  }

  static constexpr std::size_t kLongestAlt = 500;
  SafeHtml& out_;
  std::size_t pre_ends_at_ = 0;  // behind the last <pre>
};

class TextWriter {
 public:
  explicit TextWriter(std::string& out) : out_(out) {}

  bool enter(GumboNode const* node) {
    if (is_text(node)) {
      write(node->v.text.text);
      return false;
    }
    if (node->type != GUMBO_NODE_ELEMENT) return false;
    auto const& element = node->v.element;
    std::string const name = tag_name(element);
    if (is_dropped(node, name)) return false;
    if (name == "br") new_line();
    if (name == "img") return false;
    if (one_of(name, kBlocks)) begin_block();
    if (is_quotation(name, element)) ++quotes_;
    if (name == "pre") ++preformatted_;
    if (name == "li") write_raw("- ");
    if ((name == "td" || name == "th") && !at_line_start_) write_raw(" ");
    return true;
  }

  void leave(GumboNode const* node) {
    auto const& element = node->v.element;
    std::string const name = tag_name(element);
    if (name == "a") write_target(element);
    if (one_of(name, kBlocks)) begin_block();
    if (name == "p" || name == "table" || name == "ul" || name == "ol" || name == "blockquote" ||
        (name.size() == 2 && name[0] == 'h' && name != "hr"))
      paragraph_ = true;
    if (name == "pre") --preformatted_;
    if (is_quotation(name, element)) {
      begin_block();
      --quotes_;
    }
  }

  void finish() { out_ = trim(out_); }

 private:
  static bool is_quotation(std::string const& name, GumboElement const& element) {
    // Gmail's container holds the attribution line too, which must stay outside of the quotation.
    if (name == "blockquote") return true;
    std::string const css = lower(attribute(element, "class"));
    return name == "div" && (css == "moz-cite" || css.find("yahoo_quoted") != std::string::npos);
  }

  void write(std::string_view text) {
    if (preformatted_ > 0) {
      for (char c : text) c == '\n' ? new_line() : write_char(c);
      return;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
      char const c = text[i];
      bool const hard_space = text.substr(i, 2) == "\u00A0";
      if (hard_space) ++i;
      if (hard_space || c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        space_ = !at_line_start_;
      } else {
        write_char(c);
      }
    }
  }

  void write_char(char c) {
    if (at_line_start_) begin_line();
    if (space_) out_ += ' ';
    space_ = false;
    out_ += c;
  }

  void write_raw(std::string_view text) {
    if (at_line_start_) begin_line();
    out_ += text;
  }

  void begin_line() {
    if (paragraph_ && !out_.empty()) {
      out_ += quote_mark();
      out_ += '\n';
    }
    paragraph_ = false;
    out_ += quote_mark();
    at_line_start_ = false;
  }

  std::string quote_mark() const {
    constexpr int kMostMarks = 20;
    std::string mark(static_cast<std::size_t>(std::min(quotes_, kMostMarks)), '>');
    if (quotes_ > 0) mark += ' ';
    return mark;
  }

  void new_line() {
    if (at_line_start_) out_ += quote_mark();
    out_ += '\n';
    at_line_start_ = true;
    space_ = false;
  }

  void begin_block() {
    if (!at_line_start_) {
      out_ += '\n';
      at_line_start_ = true;
    }
    space_ = false;
  }

  void write_target(GumboElement const& element) {
    std::string const target = clean_address(attribute(element, "href"));
    if (!has_scheme(target, "http") || target.size() > 500) return;
    std::string_view bare = target;
    while (bare.ends_with('/')) bare.remove_suffix(1);
    // A link whose own text is its address needs no second one.
    auto const tail =
        std::string_view(out_).substr(out_.size() - std::min(out_.size(), target.size()));
    if (tail.find(bare.substr(bare.find("//") + 2)) != std::string_view::npos) return;
    write_raw(" <" + target + ">");
  }

  std::string& out_;
  int quotes_ = 0;
  int preformatted_ = 0;
  bool at_line_start_ = true;
  bool space_ = false;
  bool paragraph_ = false;
};

std::string stripped(std::string_view html) {
  std::string out;
  bool in_tag = false;
  for (char c : html) {
    if (c == '<') in_tag = true;
    if (!in_tag) out += c;
    if (c == '>' && in_tag) {
      in_tag = false;
      out += ' ';
    }
  }
  return trim(out);
}

std::size_t count_tags(std::string_view html) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < html.size(); ++i) {
    char const next = static_cast<char>(html[i + 1] | 32);
    if (html[i] == '<' && next >= 'a' && next <= 'z') ++count;
  }
  return count;
}

/// Parsing may cost the square of what one element carries; no honest mail has a hundred attributes
/// there.
bool has_monstrous_tag(std::string_view html) {
  constexpr std::size_t kLongestTag = 64u << 10;
  std::size_t start = 0;
  while ((start = html.find('<', start)) != std::string_view::npos) {
    auto const end = html.find('>', start);
    std::size_t const length = (end == std::string_view::npos ? html.size() : end) - start;
    // A picture within its own address is long by right.
    if (length > kLongestTag &&
        html.substr(start, length).find("base64,") == std::string_view::npos)
      return true;
    if (end == std::string_view::npos) return false;
    start = end;
  }
  return false;
}

/// Memory of one page. Unclosed formatting is opened anew in each later paragraph, so a page of
/// 30 kB can ask for millions of elements; then the parser is left by a jump, which is safe since
/// it is C and all that it holds lies here.
class PageMemory {
 public:
  PageMemory() {
    options.max_errors = 0;
    options.userdata = this;
    options.allocator = [](void* memory, std::size_t size) -> void* {
      auto& self = *static_cast<PageMemory*>(memory);
      self.taken_ += size;
      if (self.taken_ > kMostBytes) std::longjmp(self.exhausted, 1);
      return self.blocks_.allocate(size);
    };
    options.deallocator = [](void*, void*) {};
  }

  GumboOptions options = kGumboDefaultOptions;
  std::jmp_buf exhausted;

 private:
  static constexpr std::size_t kMostBytes = 64u << 20;
  std::size_t taken_ = 0;
  std::pmr::monotonic_buffer_resource blocks_;
};

/// Nothing when the memory does not suffice.
GumboOutput* parse(PageMemory& memory, std::string_view utf8) {
  if (setjmp(memory.exhausted) != 0) return nullptr;
  return gumbo_parse_with_options(&memory.options, utf8.data(), utf8.size());
}

/// A page as libgumbo reads it.
class Page {
 public:
  explicit Page(std::string_view utf8) : parsed_(parse(memory_, utf8)) {}
  Page(Page const&) = delete;
  Page& operator=(Page const&) = delete;

  bool too_complex() const { return !parsed_; }
  void write_safe(SafeHtml& out) const {
    out.html.clear();
    SafeWriter writer(out);
    walk(
        parsed_->root, [&](auto* node) { return writer.enter(node); },
        [&](auto* node) { writer.leave(node); });
    out.html = trim(out.html);
  }
  void write_text(std::string& out) const {
    TextWriter writer(out);
    walk(
        parsed_->root, [&](auto* node) { return writer.enter(node); },
        [&](auto* node) { writer.leave(node); });
    writer.finish();
  }

 private:
  PageMemory memory_;
  GumboOutput* parsed_;
};

bool read_page(std::string_view utf8, SafeHtml& out) {
  Page const page(utf8);
  if (page.too_complex()) return false;
  page.write_safe(out);
  page.write_text(out.text);
  return true;
}

/// Until a browser reads the page as we wrote it: what one parser nests (a link in a link, a block
/// in a paragraph) the next takes apart. A page that never comes to rest is shown as text.
void settle(SafeHtml& out) {
  constexpr int kMostReadings = 4;
  for (int i = 0; i < kMostReadings; ++i) {
    std::string const before = out.html;
    Page const page(before);
    if (page.too_complex()) break;
    page.write_safe(out);
    if (out.html == before) return;
  }
  out.html = "<pre>";
  escape_html(out.html, out.text);
  out.html += "</pre>";
}

}  // namespace

SafeHtml read_html(std::string_view utf8) {
  SafeHtml out;
  out.too_complex = count_tags(utf8) > kMaxTags || has_monstrous_tag(utf8) || !read_page(utf8, out);
  if (out.too_complex)
    out.text = stripped(utf8);
  else
    settle(out);
  return out;
}

}  // namespace vefa::email
