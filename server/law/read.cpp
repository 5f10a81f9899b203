#include "law/read.hpp"

#include "i18n/i18n.hpp"

namespace vefa::law {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};

constexpr std::int64_t kMostOfParameter = 1'000'000'000'000;

std::optional<Money> parse_amount_of_money(std::string_view text) {
  auto const space = text.rfind(' ');
  if (space == std::string_view::npos) return std::nullopt;
  auto const currency = Currency::parse(text.substr(space + 1));
  if (!currency) return std::nullopt;
  return parse_money(text.substr(0, space), *currency);
}

/// `[a, b]`, `a`, or `{above: 150, at_most: 300}`.
std::vector<Condition> conditions_of(Map& of, std::string const& fact, YAML::Node const& node,
                                     Pack const& pack) {
  std::vector<Condition> all;
  auto const value = [&](YAML::Node const& at, Condition& condition) {
    auto const written = scalar(at);
    auto const parsed = written ? parse_fact(*written, pack) : std::nullopt;
    if (parsed) {
      condition.values.push_back(*parsed);
    } else {
      of.fault(at, fact, "law.fault.not_a_fact");
    }
  };
  if (node.IsMap()) {
    auto tests = of.child(node, fact);
    for (auto const& [name, at] : tests.all()) {
      auto const test = wire::parse_enum<Test>(name);
      if (!test || *test == Test::OneOf) {
        tests.fault(at, name, "law.fault.not_one_of",
                    {{"allowed", "at_least, above, at_most, below"}});
        continue;
      }
      value(at, all.emplace_back(Condition{fact, *test, {}}));
    }
    return all;
  }
  auto& condition = all.emplace_back(Condition{fact, Test::OneOf, {}});
  if (node.IsSequence()) {
    for (auto const& item : node) value(item, condition);
  } else {
    value(node, condition);
  }
  return all;
}

}  // namespace

std::optional<Fact> parse_fact(std::string const& text, Pack const& pack) {
  if (text == "true") return Fact(true);
  if (text == "false") return Fact(false);
  if (auto const number = whole_number(text)) return Fact(*number);
  if (auto const money = parse_amount_of_money(text)) {
    if (money->currency != pack.currency) return std::nullopt;
    return Fact(money->minor);
  }
  return Fact(text);
}

std::optional<int> parse_weekday(std::string_view text) {
  auto const found = std::find(kWeekdays.begin(), kWeekdays.end(), text);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<int>(found - kWeekdays.begin());
}

std::optional<Amount> parse_amount(std::string_view text) {
  auto const space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  auto const count = whole_number(text.substr(0, space));
  auto const unit = wire::parse_enum<Unit>(text.substr(space + 1));
  if (!count || !unit || *count > Amount::kMost || *count < -3660) return std::nullopt;
  if (*count < 0 && *unit != Unit::Day && *unit != Unit::BusinessDay) return std::nullopt;
  return Amount{*count, *unit};
}

std::string amount_text(Amount const& amount) {
  return std::to_string(amount.count) + " " + wire::enum_text(amount.unit);
}

void expect_text(Map& of, YAML::Node const& at, std::string const& field, char const* kind,
                 std::string const& name) {
  if (!i18n::has_message(std::string("law.") + kind + "." + name))
    of.fault(at, field, "law.fault.unknown_name",
             {{"name", name}, {"texts", std::string("law.") + kind + "."}});
}

Provenance read_provenance(Map& of, Pack const& pack, char const* name) {
  Provenance p;
  auto const node = of.need(name);
  auto in = of.child(node, name);
  p.source = in.text("ref", true);
  if (!p.source.empty() && !pack.sources.contains(p.source))
    in.fault(in.take("ref"), "ref", "law.fault.unknown_source", {{"name", p.source}});
  p.act = in.text("act");
  p.article = in.text("article");
  p.quote = in.text("quote");
  p.confidence = in.word_of("confidence", Confidence::Recalled, true);
  p.approved_by = in.text("approved_by");
  p.approved_on = in.date("approved_on");
  auto const others = in.list("alternatives");
  for (std::size_t i = 0; i < others.size(); ++i) {
    auto item = in.child(others[i], wire::child("alternatives", i));
    Reading reading{item.text("says", true), item.text("ref", true)};
    if (!pack.sources.contains(reading.source))
      item.fault(others[i], "ref", "law.fault.unknown_source", {{"name", reading.source}});
    p.alternatives.push_back(std::move(reading));
    item.finish();
  }
  if (p.approved_by.empty() == p.approved_on.has_value())
    in.fault(node, "approved_by", "law.fault.approval_is_half");
  if (p.confidence == Confidence::Conflict && p.alternatives.empty())
    in.fault(node, "alternatives", "law.fault.conflict_of_one");
  in.finish();
  return p;
}

Effective read_effective(Map& of, std::string* pick_by) {
  Effective effective;
  auto const node = of.take("effective");
  if (!node.IsDefined() || node.IsNull()) return effective;
  auto in = of.child(node, "effective");
  effective.from_on = in.date("from");
  effective.through_on = in.date("through");
  if (effective.from_on && effective.through_on && *effective.through_on < *effective.from_on)
    in.fault(node, "through", "law.fault.dates_backwards");
  if (pick_by) {
    *pick_by = in.text("pick_by");
    if (!pick_by->empty()) expect_text(in, node, "pick_by", "event", *pick_by);
  }
  in.finish();
  return effective;
}

std::optional<Amount> read_amount(Map& of, char const* name) {
  auto const node = of.take(name);
  if (!node.IsDefined() || node.IsNull()) return std::nullopt;
  auto const written = scalar(node);
  auto const amount = written ? parse_amount(*written) : std::nullopt;
  if (!amount)
    of.fault(node, name, "law.fault.not_an_amount",
             {{"units", join(wire::enum_texts<Unit>(), ", ")}});
  return amount;
}

std::vector<Condition> read_conditions(Map& of, char const* name, Pack const& pack) {
  std::vector<Condition> all;
  auto const node = of.take(name);
  if (!node.IsDefined() || node.IsNull()) return all;
  auto in = of.child(node, name);
  for (auto const& [fact, at] : in.all()) {
    expect_text(in, at, fact, "fact", fact);
    for (auto& condition : conditions_of(in, fact, at, pack)) all.push_back(std::move(condition));
  }
  return all;
}

std::optional<Money> read_money(Map& of, char const* name, Pack const& pack) {
  auto const node = of.take(name);
  if (!node.IsDefined() || node.IsNull()) return std::nullopt;
  auto const written = scalar(node);
  auto const money = written ? parse_amount_of_money(*written) : std::nullopt;
  if (!money || money->currency != pack.currency || money->minor <= 0) {
    of.fault(node, name, "law.fault.not_money", {{"currency", std::string(pack.currency.text())}});
    return std::nullopt;
  }
  return money;
}

void read_parameters(Map& top, Pack& pack) {
  auto in = top.map("parameters");
  for (auto const& [name, node] : in.all()) {
    auto item = in.child(node, name);
    Parameter parameter{.id = name, .unit = item.text("unit", true)};
    parameter.title = item.words("title", true);
    bool const money = parameter.unit == pack.currency.text();
    auto const values = item.list("values");
    for (std::size_t i = 0; i < values.size(); ++i) {
      auto of = item.child(values[i], wire::child("values", i));
      ParameterValue value;
      value.effective.from_on = of.date("from");
      value.effective.through_on = of.date("through");
      auto const number = of.integer("value");
      if (!number) of.fault(values[i], "value", "law.fault.absent");
      value.value = number.value_or(0);
      if (value.value > kMostOfParameter || value.value < -kMostOfParameter) {
        of.fault(values[i], "value", "law.fault.out_of_bounds",
                 {{"least", std::to_string(-kMostOfParameter)},
                  {"most", std::to_string(kMostOfParameter)}});
        value.value = 0;
      }
      for (int digit = 0; money && digit < pack.currency.digits(); ++digit) value.value *= 10;
      value.provenance = read_provenance(of, pack);
      value.place = of.place(values[i]);
      parameter.values.push_back(std::move(value));
      of.finish();
    }
    if (values.empty()) item.fault(node, "values", "law.fault.absent");
    item.finish();
    if (pack.parameters.contains(name)) in.fault(node, name, "law.fault.twice", {{"name", name}});
    pack.parameters[name] = std::move(parameter);
  }
}

void read_groups(Map& top, Pack& pack) {
  auto const groups = top.list("product_groups");
  for (std::size_t i = 0; i < groups.size(); ++i) {
    auto in = top.child(groups[i], wire::child("product_groups", i));
    ProductGroup group{.code = in.text("code", true), .title = in.words("title", true)};
    group.effective = read_effective(in);
    group.usage_life = read_amount(in, "usage_life");
    group.repair = read_amount(in, "repair");
    group.stations = in.integer("stations");
    group.provenance = read_provenance(in, pack);
    group.place = in.place(groups[i]);
    pack.groups.push_back(std::move(group));
    in.finish();
  }
}

void read_documents(Map& top, Pack& pack) {
  auto const documents = top.list("documents");
  for (std::size_t i = 0; i < documents.size(); ++i) {
    auto in = top.child(documents[i], wire::child("documents", i));
    Document document{.id = in.text("id", true), .row = in.text("row", true)};
    document.title = in.words("title", true);
    document.effective = read_effective(in);
    document.fields = in.texts("fields");
    for (auto const& field : document.fields)
      expect_text(in, in.take("fields"), "fields", "field", field);
    document.kept = read_amount(in, "kept");
    if (in.has("kept_source")) document.kept_source = read_provenance(in, pack, "kept_source");
    document.kept_from = in.word_of("kept_from", KeptFrom::Made);
    document.languages = in.texts("languages");
    document.provenance = read_provenance(in, pack);
    document.place = in.place(documents[i]);
    pack.documents.push_back(std::move(document));
    in.finish();
  }
}

void read_consents(Map& top, Pack& pack) {
  auto const consents = top.list("consents");
  for (std::size_t i = 0; i < consents.size(); ++i) {
    auto in = top.child(consents[i], wire::child("consents", i));
    ConsentRule consent{.id = in.text("id", true), .row = in.text("row", true)};
    consent.channels = in.texts("channels");
    consent.contents = in.texts("contents");
    for (auto const& content : consent.contents)
      expect_text(in, in.take("contents"), "contents", "content", content);
    consent.need = in.word_of("needs", ConsentNeed::OptIn, true);
    consent.registry = in.text("registry");
    consent.effective = read_effective(in);
    consent.provenance = read_provenance(in, pack);
    consent.place = in.place(consents[i]);
    pack.consents.push_back(std::move(consent));
    in.finish();
  }
}

}  // namespace vefa::law
