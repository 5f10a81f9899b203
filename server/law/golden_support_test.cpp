#include "law/test_golden.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "i18n/i18n.hpp"

namespace vefa::law {

namespace {
std::vector<GoldenTable>& tables() {
  static std::vector<GoldenTable> all;
  return all;
}
}  // namespace

GoldenTable::GoldenTable(std::string of, std::vector<Golden> const& lines)
    : pack(std::move(of)), rows(lines) {
  tables().push_back(*this);
}

std::vector<GoldenTable> const& golden_tables() { return tables(); }

PackPtr const& golden_pack(std::string const& name) {
  static std::map<std::string, PackPtr> packs;
  auto& pack = packs[name];
  if (!pack) {
    auto loaded = load(embedded_pack_files(name), {2026, 2027});
    for (auto const& fault : loaded.faults) ADD_FAILURE() << text_of(Language::En, fault);
    pack = loaded.pack;
  }
  return pack;
}

Instant golden_instant(Pack const& pack, std::string_view text) {
  auto const date = parse_date(text.substr(0, 10));
  auto const minute = calendar::parse_minute_of_day(text.substr(11, 5));
  if (!date || !minute) throw std::invalid_argument(std::string(text));
  auto const at = pack.clock->instant(*date, *minute, calendar::Edge::End);
  if (text.size() < 19) return at;
  return at + std::chrono::seconds(std::stoi(std::string(text.substr(17, 2))));
}

Facts golden_facts(Pack const& pack, std::string_view text) {
  Facts facts;
  for (auto const& pair : split(text, ' ')) {
    if (pair.empty()) continue;
    auto const at = pair.find('=');
    auto const name = pair.substr(0, at);
    auto const value = pair.substr(at + 1);
    if (value == "true" || value == "false") {
      facts[name] = value == "true";
    } else if (auto const money = parse_money(value, pack.currency); money && value != "") {
      facts[name] = money->minor;
    } else {
      facts[name] = value;
    }
  }
  return facts;
}

std::vector<Event> golden_events(Pack const& pack, std::string_view text) {
  std::vector<Event> events;
  for (auto const& part : split(text, ';')) {
    auto const trimmed = trim(part);
    if (trimmed.empty()) continue;
    auto const space = trimmed.find(' ');
    Event event{.kind = trimmed.substr(0, space)};
    std::string rest = trimmed.substr(space + 1);
    std::size_t const length = rest.size() > 16 && rest[16] == ':' ? 19 : 16;
    event.at = golden_instant(pack, std::string_view(rest).substr(0, length));
    rest = trim(rest.substr(length));
    if (rest.starts_with("for ")) {
      event.about_at = golden_instant(pack, std::string_view(rest).substr(4, 16));
      rest = trim(rest.substr(20));
    }
    event.facts = golden_facts(pack, rest);
    events.push_back(std::move(event));
  }
  return events;
}

Params golden_params(Pack const& pack, std::string_view text) {
  Params params{.facts = golden_facts(pack, text)};
  if (auto const group = params.facts.find("group"); group != params.facts.end()) {
    params.product_group = std::get<std::string>(group->second);
    params.facts.erase(group);
  }
  return params;
}

std::string local_text(Pack const& pack, Instant at) {
  auto const local = pack.clock->local(at);
  auto const seconds = local.since_midnight.count() / 1000;
  auto text = to_text(local.date) + " " + calendar::minute_text(static_cast<int>(seconds / 60));
  return seconds % 60 ? fmt::format("{}:{:02}", text, seconds % 60) : text;
}

bool has_doubt(Clock const& clock, DoubtKind kind) {
  return std::any_of(clock.doubts.begin(), clock.doubts.end(),
                     [&](Doubt const& d) { return d.kind == kind; });
}

std::string golden_state(Golden const& row) {
  std::string const by = row.by;
  return by.starts_with("state=") ? by.substr(6) : "";
}

namespace {

void add_place(Golden const& row, Params& params) {
  static calendar::WorkingCalendar const office = [] {
    calendar::Hours hours{.zone = "Europe/Istanbul"};
    for (int weekday = 0; weekday < 5; ++weekday) hours.week.push_back({weekday, {540, 1080}});
    return calendar::WorkingCalendar::make(hours).value();
  }();
  if (std::string_view(row.by) == "hours") params.company_hours = &office;
  if (auto const state = golden_state(row); !state.empty()) {
    auto const& pack = *golden_pack(state == "HU" ? "hu" : state);
    params.facts["member_state"] = state;
    params.state_days = own_days(pack);
    params.zone = &*pack.clock;
  }
}

}  // namespace

void expect_golden(GoldenTable const& table) {
  auto const& pack = *golden_pack(table.pack);
  for (auto const& row : table.rows) {
    SCOPED_TRACE(fmt::format("{}: {} [{}]: {}", row.rule, row.events, row.facts, row.why));
    auto const events = golden_events(pack, row.events);
    auto params = golden_params(pack, row.facts);
    add_place(row, params);
    Instant const now = *row.now ? golden_instant(pack, row.now) : events.back().at;
    auto const clock = due(pack, row.rule, events, params, now);
    ASSERT_TRUE(clock.ok()) << i18n::message(Language::En, clock.error());
    EXPECT_EQ(wire::enum_text(clock->state), wire::enum_text(row.state));
    if (!*row.due) {
      EXPECT_FALSE(clock->due_at) << local_text(pack, *clock->due_at);
      continue;
    }
    ASSERT_TRUE(clock->due_at);
    EXPECT_EQ(local_text(pack, *clock->due_at), local_text(pack, golden_instant(pack, row.due)));
    for (Language const language : kLanguages) {
      auto const words = tell(language, pack, *clock);
      EXPECT_GE(words.size(), 4u);
      for (auto const& sentence : words)
        EXPECT_EQ(sentence.find("law."), std::string::npos) << sentence;
    }
  }
}

namespace {

std::string text_of_file(std::filesystem::path const& path) {
  std::ostringstream text;
  text << std::ifstream(std::filesystem::path(VEFA_SOURCE_DIR) / path).rdbuf();
  return text.str();
}

/// The tables and what stands beside them.
std::string golden_text() {
  std::string all;
  for (char const* pack : {"tr", "hu", "il", "eu"})
    all += text_of_file(fmt::format("server/law/golden_{}_test.cpp", pack));
  return all;
}

TEST(GoldenTables, every_rule_of_every_pack_stands_in_them) {
  auto const all = golden_text();
  std::size_t rules = 0;
  for (auto const& name : embedded_packs())
    for (auto const& rule : golden_pack(name)->rules) {
      ++rules;
      EXPECT_NE(all.find('"' + rule.id + '"'), std::string::npos) << rule.id;
    }
  EXPECT_GE(rules, 90u);
}

TEST(GoldenTables, every_group_and_document_of_every_pack_stands_beside_them) {
  for (auto const& name : embedded_packs()) {
    auto const text = text_of_file(fmt::format("server/law/golden_{}_test.cpp", name));
    for (auto const& group : golden_pack(name)->groups) {
      bool const stands = text.find("group=" + group.code + '"') != std::string::npos ||
                          text.find('"' + group.code + '"') != std::string::npos;
      EXPECT_TRUE(stands) << name << " " << group.code;
    }
    for (auto const& document : golden_pack(name)->documents)
      EXPECT_NE(text.find('"' + document.id + '"'), std::string::npos) << name << document.id;
  }
}

/// The row's line in packs/rows.md; empty where there is none.
std::string line_of(std::string const& rows, std::string const& row) {
  auto const from = rows.find("| " + row + " |");
  return from == std::string::npos ? "" : rows.substr(from, rows.find('\n', from) - from);
}

TEST(GoldenTables, every_row_of_the_list_of_laws_names_its_test_or_why_there_is_none) {
  auto const rows = text_of_file("packs/rows.md");
  auto const all = golden_text();
  for (auto const& [pack, last] :
       std::map<std::string, int>{{"TR", 18}, {"HU", 14}, {"IL", 12}, {"EU", 9}})
    for (int n = 1; n <= last; ++n) {
      auto const row = fmt::format("{}-{:02}", pack, n);
      auto const line = line_of(rows, row);
      std::size_t tests = 0;
      for (auto const& part : split(line, '`')) {
        if (!part.starts_with("Golden")) continue;
        ++tests;
        auto const dot = part.find('.');
        auto const wanted = fmt::format("TEST({}, {})", part.substr(0, dot), part.substr(dot + 1));
        EXPECT_NE(all.find(wanted), std::string::npos) << row << " names " << part;
      }
      EXPECT_GT(tests, 0u) << row;
    }
  for (auto const& name : embedded_packs()) {
    auto const& pack = *golden_pack(name);
    for (auto const& rule : pack.rules) EXPECT_NE(line_of(rows, rule.row), "") << rule.id;
    for (auto const& document : pack.documents)
      EXPECT_NE(line_of(rows, document.row), "") << document.id;
  }
}

}  // namespace
}  // namespace vefa::law
