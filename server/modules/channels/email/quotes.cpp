#include "modules/channels/email/quotes.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "modules/channels/email/headers.hpp"

namespace vefa::email {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t kLongestAttribution = 500;  // bytes

/// Without the invisible marks that mail programs put around Hebrew, and the stars of bold type.
std::string bare(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    auto const three = line.substr(i, 3);
    bool const mark = three == "\u200E" || three == "\u200F" ||
                      (three >= "\u202A" && three <= "\u202E") ||
                      (three >= "\u2066" && three <= "\u2069");
    if (mark) {
      i += 2;
    } else if (line[i] != '*') {
      out += line[i];
    }
  }
  return trim(out);
}

/// Stars alone are words, such as they are.
bool is_blank(std::string const& line) {
  return bare(line).empty() && line.find('*') == std::string::npos;
}
bool is_marked(std::string const& line) { return bare(line).starts_with('>'); }

bool has_digit(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// `folded` is the whole attribution on one line.
bool is_attribution(std::string const& folded) {
  if (folded.size() > kLongestAttribution || !folded.ends_with(':')) return false;
  bool const dated = has_digit(folded) || contains(folded, "@");
  if (!dated) return false;
  if (folded.ends_with("wrote:")) return folded.starts_with("on ") || contains(folded, "@");
  // fold() makes every i alike and takes the marks away.
  for (std::string_view end : {"yazdi:", "irta:", "schrieb:", "ecrit :", "ecrit:", "escribio:"})
    if (folded.ends_with(end)) return true;
  if (contains(folded, "ezt irta")) return true;
  bool const hebrew_writer = contains(folded, "כתב") || contains(folded, "מאת");
  return hebrew_writer && (contains(folded, "בתאריך") || contains(folded, "ב-") ||
                           contains(folded, "@") || contains(folded, "יום"));
}

struct Range {
  std::size_t first;
  std::size_t last;  // inclusive
};

bool has_time_or_year(std::string_view line) {
  for (std::size_t i = 0; i + 3 < line.size(); ++i) {
    bool const year = line.substr(i, 2) == "20" && has_digit(line.substr(i + 2, 1)) &&
                      has_digit(line.substr(i + 3, 1));
    bool const time =
        has_digit(line.substr(i, 1)) && line[i + 1] == ':' && has_digit(line.substr(i + 2, 1));
    if (year || time) return true;
  }
  return false;
}

/// The attribution that ends on line `at`, wrapped over at most three lines.
std::optional<Range> attribution_at(Lines const& lines, std::size_t at) {
  std::string const last = bare(lines[at]);
  if (!last.ends_with(':') || is_marked(lines[at])) return std::nullopt;
  std::string joined;
  for (std::size_t back = 0; back < 3 && back <= at; ++back) {
    std::size_t const first = at - back;
    if (back > 0 && (is_blank(lines[first]) || is_marked(lines[first]))) break;
    joined.insert(0, back == 0 ? last : bare(lines[first]) + " ");
    if (!is_attribution(fold(joined))) continue;
    std::size_t begin = first;
    if (begin > 0 && back < 2) {
      std::string const before = bare(lines[begin - 1]);
      bool const sentence = before.ends_with('.') || before.ends_with('!') || before.ends_with('?');
      bool const own_line = !before.empty() && !sentence && before.size() <= 160;
      if (own_line && has_time_or_year(before) && !has_time_or_year(joined)) --begin;
    }
    return Range{begin, at};
  }
  return std::nullopt;
}

enum class Label { None, From, Subject, Other };

/// Labels of the block that mail programs put before what they quote or pass on.
Label label_of(std::string const& line, std::string* value = nullptr) {
  constexpr std::size_t kLongestLabel = 40;
  std::string const text = bare(line);
  auto const colon = text.substr(0, kLongestLabel).find(':');
  if (colon == std::string::npos) return Label::None;
  std::string const word = fold(trim(text.substr(0, colon)));
  if (value) *value = trim(text.substr(colon + 1));
  static constexpr auto kFrom = std::to_array<std::string_view>(
      {"from", "gonderen", "kimden", "felado", "kuldo", "מאת", "von", "de"});
  static constexpr auto kSubject =
      std::to_array<std::string_view>({"subject", "konu", "targy", "נושא", "betreff"});
  static constexpr auto kOther = std::to_array<std::string_view>({"sent",
                                                                  "date",
                                                                  "to",
                                                                  "cc",
                                                                  "gonderildi",
                                                                  "gonderme tarihi",
                                                                  "gonderim tarihi",
                                                                  "tarih",
                                                                  "kime",
                                                                  "alici",
                                                                  "bilgi",
                                                                  "kuldve",
                                                                  "elkuldve",
                                                                  "kuldes datuma",
                                                                  "datum",
                                                                  "cimzett",
                                                                  "cimzettek",
                                                                  "masolatot kap",
                                                                  "idopont",
                                                                  "נשלח",
                                                                  "תאריך",
                                                                  "אל",
                                                                  "עותק",
                                                                  "gesendet",
                                                                  "an",
                                                                  "reply-to"});
  auto const in = [&](auto const& all) {
    return std::find(all.begin(), all.end(), word) != all.end();
  };
  if (in(kFrom)) return Label::From;
  if (in(kSubject)) return Label::Subject;
  if (in(kOther)) return Label::Other;
  return Label::None;
}

/// A From line with at least two of its companions close by.
bool is_header_block(Lines const& lines, std::size_t at) {
  if (label_of(lines[at]) != Label::From) return false;
  int companions = 0;
  for (std::size_t i = at + 1; i < lines.size() && i < at + 8; ++i) {
    auto const label = label_of(lines[i]);
    if (label == Label::Subject || label == Label::Other) ++companions;
  }
  return companions >= 2;
}

/// The words between the dashes of `----- Original Message -----`; empty when the line is none.
std::string between_rules(std::string const& line) {
  std::string const text = bare(line);
  if (!text.starts_with("--") && !text.starts_with("__") && !text.starts_with("==")) return {};
  auto const first = text.find_first_not_of("-_= ");
  if (first == std::string::npos) return {};
  auto const last = text.find_last_not_of("-_= ");
  return fold(text.substr(first, last - first + 1));
}

bool is_original_rule(std::string const& line) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"original message", "original appointment", "ozgun ileti", "ozgun mesaj", "orijinal ileti",
       "orijinal mesaj", "asil mesaj", "eredeti uzenet", "eredeti level", "הודעה מקורית",
       "ההודעה המקורית", "ursprungliche nachricht"});
  std::string const words = between_rules(line);
  return std::find(kWords.begin(), kWords.end(), words) != kWords.end();
}

bool is_forward_rule(std::string const& line) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"forwarded message", "forwarded by", "iletilen ileti", "iletilen mesaj",
       "yonlendirilen ileti", "yonlendirilen mesaj", "yonlendirilmis ileti", "yonlendirilmis mesaj",
       "tovabbitott uzenet", "tovabbitott level", "הודעה שהועברה", "הודעה מועברת"});
  static constexpr auto kApple = std::to_array<std::string_view>(
      {"begin forwarded message:", "iletilen ileti baslangici:",
       "yonlendirilen iletinin baslangici:", "tovabbitott level kezdete:",
       "tovabbitott uzenet kezdete:", "תחילת ההודעה שהועברה:", "התחל הודעה שהועברה:"});
  std::string const words = between_rules(line);
  for (auto word : kWords)
    if (words == word || words.starts_with(std::string(word) + " ")) return true;
  std::string const whole = fold(bare(line));
  return std::find(kApple.begin(), kApple.end(), whole) != kApple.end();
}

bool is_rule_line(std::string const& line) {
  std::string const text = bare(line);
  return text.size() >= 5 && text.find_first_not_of("_-") == std::string::npos;
}

std::string text_of(Lines const& lines, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    out += lines[i];
    out += '\n';
  }
  // Leading blanks of the first line are its own.
  out.erase(0, out.find_first_not_of('\n'));
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t end = 0; (end = text.find(what, at)) != std::string_view::npos;) {
    out += text.substr(at, end - at);
    out += by;
    at = end + what.size();
  }
  return out += text.substr(at);
}

/// Reads the block of labels that begins at or after `at`.
std::optional<Forwarded> read_forwarded(Lines const& lines, std::size_t at) {
  while (at < lines.size() && label_of(lines[at]) != Label::From) ++at;
  if (at == lines.size()) return std::nullopt;
  Forwarded found;
  for (; at < lines.size() && !is_blank(lines[at]); ++at) {
    std::string value;
    auto const label = label_of(lines[at], &value);
    if (label == Label::Subject) found.subject = value;
    if (label != Label::From || !found.from.address.empty()) continue;
    value = replaced(replaced(value, "[mailto:", "<"), "]", ">");
    auto const addresses = parse_addresses(value);
    if (!addresses.empty() && contains(addresses.front().address, "@"))
      found.from = addresses.front();
  }
  if (found.from.address.empty()) return std::nullopt;
  found.text = text_of(lines, at, lines.size());
  return found;
}

struct Marks {
  std::vector<bool> quoted;
  std::optional<std::size_t> forwarded_at;
};

Marks mark_lines(Lines const& lines, bool is_forward) {
  Marks marks;
  marks.quoted.assign(lines.size(), false);
  auto const quote_rest = [&](std::size_t from) {
    while (from > 0 && is_rule_line(lines[from - 1])) --from;
    std::fill(marks.quoted.begin() + static_cast<std::ptrdiff_t>(from), marks.quoted.end(), true);
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_marked(lines[i])) {
      marks.quoted[i] = true;
      continue;
    }
    bool const block = is_header_block(lines, i) || is_original_rule(lines[i]);
    if (is_forward_rule(lines[i]) || (block && is_forward)) {
      marks.forwarded_at = i;
      return marks;
    }
    if (block) {
      quote_rest(i);
      return marks;
    }
    auto const attribution = attribution_at(lines, i);
    if (!attribution) continue;
    std::size_t next = i + 1;
    while (next < lines.size() && is_blank(lines[next])) ++next;
    if (next == lines.size() || !is_marked(lines[next])) {
      quote_rest(attribution->first);
      return marks;
    }
    for (std::size_t k = attribution->first; k < next; ++k) marks.quoted[k] = true;
  }
  return marks;
}

struct Run {
  std::size_t first;
  std::size_t end;
  bool quoted;
};

/// Runs of lines with some text in them; blank ones join what stands before.
std::vector<Run> runs_of(Lines const& lines, std::vector<bool> const& quoted) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    bool const blank = is_blank(lines[i]);
    if (blank && runs.empty()) continue;
    if (runs.empty() || (!blank && runs.back().quoted != quoted[i]))
      runs.push_back({i, i + 1, quoted[i]});
    else
      runs.back().end = i + 1;
  }
  return runs;
}

bool is_signature(Lines const& lines, Run const& run) {
  std::string const& first = lines[run.first];
  return first == "-- " || first == "--" || is_rule_line(first);
}

}  // namespace

SplitText split_quotes(std::string_view text, bool is_forward) {
  SplitText out;
  Lines const lines = split(text, '\n');
  auto const marks = mark_lines(lines, is_forward);
  if (marks.forwarded_at) {
    out.forwarded = read_forwarded(lines, *marks.forwarded_at);
    out.new_text = text_of(lines, 0, lines.size());
    return out;
  }
  auto const runs = runs_of(lines, marks.quoted);
  auto new_runs = std::count_if(runs.begin(), runs.end(), [](Run const& r) { return !r.quoted; });
  bool const tail = new_runs == 2 && !runs.back().quoted && is_signature(lines, runs.back());
  if (new_runs > 1 && !tail) {
    out.new_text = text_of(lines, 0, lines.size());
    return out;
  }
  bool seen_new = false;
  for (auto const& run : runs) {
    bool const to_new = !run.quoted && !seen_new;
    seen_new |= to_new;
    auto& target = to_new ? out.new_text : out.quoted_text;
    if (!target.empty()) target += '\n';
    target += text_of(lines, run.first, run.end);
  }
  return out;
}

}  // namespace vefa::email
