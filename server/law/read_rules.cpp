// `rules:` of a pack's file.
#include "law/read.hpp"

namespace vefa::law {
namespace {

/// "20 business_day", {parameter: name} or {group: repair}.
AmountOf read_amount_of(Map& in, char const* name) {
  AmountOf amount;
  auto const node = in.take(name);
  if (!node.IsDefined() || node.IsNull()) return amount;
  amount.given = true;
  if (!node.IsMap()) {
    amount.fixed = read_amount(in, name).value_or(Amount{});
    return amount;
  }
  auto of = in.child(node, name);
  amount.parameter = of.text("parameter");
  amount.of_group = of.word_of("group", GroupAmount::None);
  if (amount.parameter.empty() == (amount.of_group == GroupAmount::None))
    of.fault(node, "", "law.fault.one_source_of_amount");
  amount.otherwise = read_amount(of, "otherwise");
  of.finish();
  return amount;
}

Start read_start(Map in, Pack const& pack) {
  Start start{.event = in.text("event", true)};
  expect_text(in, in.take("event"), "event", "event", start.event);
  start.where = read_conditions(in, "where", pack);
  start.about = in.truth("about", false);
  start.later = read_amount_of(in, "later");
  if (in.has("within")) {
    auto within = in.map("within");
    start.within_of = within.text("of", true);
    expect_text(within, within.take("of"), "of", "event", start.within_of);
    start.within = read_amount(within, "time").value_or(Amount{});
    within.finish();
  }
  if (in.has("preceded")) {
    auto preceded = in.map("preceded");
    start.preceded_by = preceded.text("by", true);
    expect_text(preceded, preceded.take("by"), "by", "event", start.preceded_by);
    start.preceded_times = preceded.integer("times").value_or(1);
    preceded.finish();
  }
  in.take("preceded");
  in.take("within");
  in.finish();
  return start;
}

void read_clock(Map& in, Pack const& pack, Rule& rule) {
  auto const starts = in.list("start");
  for (std::size_t i = 0; i < starts.size(); ++i)
    rule.start.push_back(read_start(in.child(starts[i], wire::child("start", i)), pack));
  rule.start_by = in.word_of("start_by", StartBy::Earliest);
  rule.stop = in.texts("stop");
  for (auto const& event : rule.stop) expect_text(in, in.take("stop"), "stop", "event", event);
  auto const pauses = in.list("pause");
  for (std::size_t i = 0; i < pauses.size(); ++i) {
    auto item = in.child(pauses[i], wire::child("pause", i));
    PauseOn pause{item.text("from", true), item.text("until", true)};
    expect_text(item, pauses[i], "from", "event", pause.from);
    expect_text(item, pauses[i], "until", "event", pause.until);
    rule.pause.push_back(std::move(pause));
    item.finish();
  }
  if (in.has("reset")) {
    auto item = in.map("reset");
    ResetOn reset{.event = item.text("event", true)};
    expect_text(item, item.take("event"), "event", "event", reset.event);
    reset.where = read_conditions(item, "where", pack);
    if (item.has("notice")) {
      auto notice = item.map("notice");
      auto const days = notice.integer("days_before").value_or(1);
      reset.notice_days_before = static_cast<int>(std::clamp<std::int64_t>(days, -1, 1000));
      reset.notice_by_minute = notice.minute("by").value_or(0);
      notice.finish();
    }
    item.take("notice");
    if (item.has("no_later_than")) {
      auto limit = item.map("no_later_than");
      reset.no_later_than = limit.texts("rules");
      reset.unlimited = read_conditions(limit, "unless", pack);
      limit.finish();
    }
    item.take("no_later_than");
    item.finish();
    rule.reset = std::move(reset);
  }
  in.take("reset");
}

void read_counting(Map& in, Rule& rule) {
  auto of = in.map("counting");
  auto const first = of.text("first_day");
  if (!first.empty() && first != "excluded" && first != "included")
    of.fault(of.take("first_day"), "first_day", "law.fault.not_one_of",
             {{"allowed", "excluded, included"}});
  rule.counting.first_day_included = first == "included";
  rule.counting.roll_last_day = of.word_of("roll_last_day", RollLastDay::Never);
  rule.counting.cutoff_minute = of.minute("cutoff").value_or(1440);
  of.finish();
}

void read_warnings(Map& in, Rule& rule) {
  auto const warnings = in.list("warn_at");
  for (auto const& node : warnings) {
    auto const text = scalar(node).value_or("");
    auto const percent =
        text.ends_with('%') ? whole_number(text.substr(0, text.size() - 1)) : std::nullopt;
    auto const before = parse_amount(text);
    if (percent && *percent > 0 && *percent < 100) {
      rule.warn_at.push_back({*percent, {}});
    } else if (before && before->count < 0) {
      rule.warn_at.push_back({0, *before});
    } else {
      in.fault(node, "warn_at", "law.fault.not_a_warning");
    }
  }
}

void read_grant(Map& in, Consequence& c) {
  c.effect = Effect::Grant;
  c.choices = in.texts("grant");
  for (auto const& choice : c.choices) expect_text(in, in.take("grant"), "grant", "choice", choice);
  c.chosen_by = in.text("chosen_by", true);
  expect_text(in, in.take("chosen_by"), "chosen_by", "party", c.chosen_by);
}

void read_owe(Map& in, Pack const& pack, Consequence& c) {
  c.effect = Effect::Owe;
  auto const node = in.take("owe");
  if (node.IsMap()) {
    auto of = in.child(node, "owe");
    c.parameter = of.text("parameter", true);
    of.finish();
  } else {
    c.money = read_money(in, "owe", pack);
  }
  c.payee = in.text("payee", true);
  expect_text(in, in.take("payee"), "payee", "party", c.payee);
  c.informational = in.truth("informational", false);
}

Consequence read_consequence(Map in, YAML::Node const& node, Pack const& pack) {
  Consequence c;
  int kinds = 0;
  auto const is = [&](char const* name) {
    bool const there = in.has(name);
    if (there) ++kinds;
    return there;
  };
  if (is("grant")) read_grant(in, c);
  if (is("owe")) read_owe(in, pack, c);
  if (is("issue")) {
    c.effect = Effect::Issue;
    c.document = in.text("issue");
  }
  if (is("call")) {
    c.effect = Effect::Call;
    auto const whom = in.text("call");
    expect_text(in, node, "call", "party", whom);
    c.chosen_by = whom;
    c.within = read_amount(in, "within").value_or(Amount{});
  }
  if (is("tell")) {
    c.effect = Effect::Tell;
    c.words = in.words("tell", true);
  }
  if (kinds != 1) in.fault(node, "", "law.fault.one_effect");
  in.finish();
  return c;
}

std::vector<Consequence> read_consequences(Map& in, char const* name, Pack const& pack) {
  std::vector<Consequence> all;
  auto const items = in.list(name);
  for (std::size_t i = 0; i < items.size(); ++i)
    all.push_back(read_consequence(in.child(items[i], wire::child(name, i)), items[i], pack));
  return all;
}

void read_tiers(Map& in, Pack const& pack, Rule& rule) {
  auto const items = in.list("tiers");
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto item = in.child(items[i], wire::child("tiers", i));
    Tier tier{.after = read_amount(item, "after").value_or(Amount{})};
    if (!is_elapsed(tier.after.unit) || tier.after.count <= 0)
      item.fault(items[i], "after", "law.fault.tier_in_hours");
    if (!rule.tiers.empty() && rule.tiers.back().after.unit == tier.after.unit &&
        rule.tiers.back().after.count >= tier.after.count)
      item.fault(items[i], "after", "law.fault.tiers_rise");
    read_owe(item, pack, tier.owe);
    rule.tiers.push_back(std::move(tier));
    item.finish();
  }
}

void read_windows(Map& in, Rule& rule) {
  auto const items = in.list("windows");
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto item = in.child(items[i], wire::child("windows", i));
    Window window;
    for (auto const& text : item.texts("days")) {
      auto const weekday = parse_weekday(text);
      if (weekday) {
        window.weekdays.push_back(*weekday);
      } else {
        item.fault(items[i], "days", "law.fault.not_one_of",
                   {{"allowed", "mon, tue, wed, thu, fri, sat, sun"}});
      }
    }
    window.eves = item.truth("eves", false);
    window.from_minute = item.minute("from").value_or(0);
    window.until_minute = item.minute("until").value_or(1440);
    if (window.until_minute <= window.from_minute)
      item.fault(items[i], "until", "law.fault.window_backwards");
    rule.windows.push_back(std::move(window));
    item.finish();
  }
}

void read_limits(Map& in, Rule& rule) {
  if (in.has("level")) {
    auto level = in.map("level");
    rule.level.percent = level.integer("percent").value_or(0);
    rule.level.within = read_amount(level, "within").value_or(Amount{});
    if (rule.level.percent < 1 || rule.level.percent > 100)
      level.fault(in.take("level"), "percent", "law.fault.not_a_percentage");
    level.finish();
  }
  in.take("level");
  if (in.has("threshold")) {
    auto threshold = in.map("threshold");
    rule.parameter = threshold.text("parameter", true);
    rule.test = threshold.word_of("decides", Test::Below, true);
    threshold.finish();
  }
  in.take("threshold");
}

Rule read_rule(Map in, YAML::Node const& node, Pack const& pack) {
  Rule rule{.id = in.text("id", true), .row = in.text("row", true)};
  rule.place = in.place(node);
  rule.kind = in.word_of("kind", RuleKind::Deadline, true);
  rule.title = in.words("title", true);
  rule.effective = read_effective(in, &rule.pick_by);
  rule.applies = read_conditions(in, "applies", pack);
  rule.excludes = read_conditions(in, "excludes", pack);
  read_clock(in, pack, rule);
  rule.amount = read_amount_of(in, "amount");
  rule.calendar = in.text("calendar");
  if (in.has("late_message")) rule.late_message = read_amount(in, "late_message");
  in.take("late_message");
  read_counting(in, rule);
  read_warnings(in, rule);
  rule.promise = in.word_of("promise", Owed::Nothing);
  rule.on_start = read_consequences(in, "on_start", pack);
  rule.on_breach = read_consequences(in, "on_breach", pack);
  read_tiers(in, pack, rule);
  read_windows(in, rule);
  read_limits(in, rule);
  rule.overridable = in.word_of("overridable", Overridable::StricterOnly);
  rule.per_contact = in.truth("per_contact", false);
  if (in.has("note")) rule.note = in.words("note", false);
  in.take("note");
  rule.provenance = read_provenance(in, pack);
  in.finish();
  return rule;
}

}  // namespace

void read_rules(Map& top, Pack& pack) {
  auto const items = top.list("rules");
  for (std::size_t i = 0; i < items.size(); ++i)
    pack.rules.push_back(read_rule(top.child(items[i], wire::child("rules", i)), items[i], pack));
}

}  // namespace vefa::law
