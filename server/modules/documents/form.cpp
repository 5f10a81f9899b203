#include "modules/documents/form.hpp"

#include "base/money.hpp"
#include "base/text.hpp"
#include "i18n/direction.hpp"
#include "i18n/i18n.hpp"

namespace vefa::documents {
namespace {

/// Amount and currency, as they are stored.
std::optional<Money> stored_money(std::string const& value) {
  auto const parts = split(value, ' ');
  auto const currency = parts.size() == 2 ? Currency::parse(parts[1]) : std::nullopt;
  return currency ? parse_money(parts[0], *currency) : std::nullopt;
}

/// "1250.50", "1250,50 TRY": to the form that is stored.
std::optional<std::string> read_money(std::string text, std::string const& currency) {
  if (text.find('.') == std::string::npos) std::replace(text.begin(), text.end(), ',', '.');
  if (text.find(' ') == std::string::npos) text += " " + currency;
  auto const money = stored_money(text);
  if (!money || money->minor < 0) return std::nullopt;
  return decimal_text(*money) + " " + std::string(money->currency.text());
}

bool is_choice(std::string_view field, std::string const& value) {
  auto const all = choices_of(field);
  return std::find(all.begin(), all.end(), value) != all.end();
}

/// Reads what a person wrote; a refusal names its field.
Result<std::string> read(FieldSpec const& spec, std::string const& text,
                         std::string const& currency) {
  auto const field = "values." + std::string(spec.name);
  switch (spec.form) {
    case Form::Date:
      if (!parse_date(text)) return invalid(field, "documents.bad_date", {{"value", text}});
      return text;
    case Form::Money:
      if (auto const money = read_money(text, currency)) return *money;
      return invalid(field, "documents.bad_money", {{"value", text}});
    case Form::Choice:
      if (is_choice(spec.name, text)) return text;
      return invalid(field, "documents.bad_choice",
                     {{"value", text}, {"allowed", join(choices_of(spec.name), ", ")}});
    case Form::Line:
      if (text.find('\n') != std::string::npos || length_of(text) > 300)
        return invalid(field, "documents.bad_line", {{"max", "300"}});
      return text;
    case Form::Text:
      return text;
  }
  return text;
}

Error missing(KindSpec const& kind, FilledField const& field, Language language) {
  auto const name = std::string(field.spec.name);
  auto const where = wire::enum_text(field.spec.filled_in);
  auto const act = field.demanded_by.empty() ? i18n::message(language, "documents.by_company")
                                             : field.demanded_by;
  return refused("documents.missing_in_" + where,
                 {{"field", label_of(name, language)},
                  {"document", title_of(kind.kind, language)},
                  {"act", act}},
                 "values." + name);
}

FilledField filled(Ground const& ground, FilledForm& form, FieldSpec const& spec,
                   Values const& given) {
  FilledField field{.spec = spec};
  auto const known = ground.known.find(spec.name);
  if (known != ground.known.end()) field.known = known->second;
  auto const demand = form.demands.fields.find(spec.name);
  if (demand != form.demands.fields.end()) field.demanded_by = demand->second;
  auto const own = given.find(spec.name);
  if (own != given.end()) {
    auto const text = trim(normalize(own->second.value));
    auto const& wording = field.known.by_language;
    auto const as_known = wording.find(form.language);
    bool const is_known_wording = as_known != wording.end() && as_known->second == text;
    if (!is_known_wording) {
      field.known = {};
      auto value = text.empty() ? Result<std::string>(text) : read(spec, text, ground.currency);
      if (value.ok()) {
        field.known.value = *value;
      } else {
        form.problems.push_back(value.error());
      }
    }
  }
  field.is_missing = field.known.value.empty() && field.known.by_language.empty() &&
                     (spec.needed || !field.demanded_by.empty());
  return field;
}

void check_names(FilledForm& form, Values const& given) {
  for (auto const& [name, value] : given)
    if (!find_field(*form.kind, name))
      form.problems.push_back(
          invalid("values." + name, "documents.unknown_field", {{"value", name}}));
}

/// A form that binds says the quote's price, and binds no shorter than the law wants.
void check_offer(Ground const& ground, FilledForm& form) {
  if (form.kind->kind != DocumentKind::RepairInformationForm) return;
  if (ground.asks_offer && !ground.offer)
    form.problems.insert(form.problems.begin(), refused("documents.needs_quote", {}, "kind"));
  for (auto const& field : form.fields) {
    std::string_view const name = field.spec.name;
    auto const& value = field.known.value;
    if (value.empty()) continue;
    if (name == "price" && ground.offer && stored_money(value) != ground.offer->price)
      form.problems.push_back(
          invalid("values.price", "documents.price_of_quote",
                  {{"number", ground.offer->number},
                   {"price", i18n::money_text(ground.reader, ground.offer->price)}}));
    auto const until = name == "valid_until" ? parse_date(value) : std::nullopt;
    if (until && *until < ground.binds.least_until_on)
      form.problems.push_back(
          invalid("values.valid_until",
                  ground.binds.act.empty() ? "documents.valid_in_past" : "documents.binds_longer",
                  {{"day", i18n::date_text(ground.reader, ground.binds.least_until_on)},
                   {"act", ground.binds.act}}));
  }
}

constexpr std::int64_t kYearsBack = 10;

/// Where it is later at the customer's than at the company's, the customer's day counts.
LocalDate last_day(Ground const& ground) {
  auto last = ground.today;
  for (auto const& law : ground.laws)
    if (law && law->clock) last = std::max(last, law->clock->local(ground.now).date);
  return last;
}

/// Goods come in and go back on days that were; back no sooner than in.
void check_days(Ground const& ground, FilledForm& form) {
  std::optional<LocalDate> in;
  auto const latest = last_day(ground);
  auto const earliest = law::plus(ground.today, {-kYearsBack, law::Unit::Year});
  for (auto const& field : form.fields) {
    std::string_view const name = field.spec.name;
    bool const is_back = name == "returned_on";
    auto const day = is_back || name == "handed_over_on" ? parse_date(field.known.value)
                                                         : std::optional<LocalDate>();
    if (!day) continue;
    auto const where = "values." + std::string(name);
    auto const say = [&](LocalDate of) { return i18n::date_text(ground.reader, of); };
    if (*day < earliest || *day > latest)
      form.problems.push_back(
          invalid(where, "documents.no_such_day",
                  {{"day", say(*day)}, {"from", say(earliest)}, {"until", say(latest)}}));
    else if (is_back && in && *day < *in)
      form.problems.push_back(invalid(where, "documents.back_before_in", {{"in", say(*in)}}));
    if (!is_back) in = day;
  }
}

std::string day_in(Language language, std::string const& value) {
  auto const day = parse_date(value);
  return day ? i18n::date_text(language, *day) : value;
}

/// In that language, else in any that it has.
std::string name_in(Known const& known, Language language) {
  auto const own = known.by_language.find(language);
  if (own != known.by_language.end()) return own->second;
  return known.by_language.empty() ? known.value : known.by_language.begin()->second;
}

std::string names_in(std::vector<Known> const& all, Language language) {
  std::vector<std::string> names;
  names.reserve(all.size());
  for (auto const& known : all) names.push_back(name_in(known, language));
  return i18n::list_text(language, names);
}

/// By which term, and on which conditions.
std::string under(CoveredLine const& row, Language language) {
  auto const say = [&](char const* key, Args const& args = {}) {
    return i18n::message(language, key, args);
  };
  std::vector<std::string> parts{i18n::message(language, "coverage.source_" + row.source)};
  if (auto const name = name_in(row.name, language); !name.empty()) parts.push_back(name);
  if (!row.only.empty())
    parts.push_back(say("documents.covered_only", {{"names", names_in(row.only, language)}}));
  if (!row.not_for.empty())
    parts.push_back(say("documents.covered_not", {{"names", names_in(row.not_for, language)}}));
  for (auto const& [meter, amount] : row.usage)
    parts.push_back(say("documents.covered_usage",
                        {{"amount", i18n::number_text(language, amount)}, {"meter", meter}}));
  if (row.visits_left)
    parts.push_back(say("documents.covered_visits",
                        {{"count", i18n::number_text(language, *row.visits_left)}}));
  if (row.only_failed_repair) parts.push_back(say("documents.covered_failed_repair"));
  if (row.up_to_a_sum) parts.push_back(say("documents.covered_sum"));
  return join(parts, "; ");
}

std::string until(CoveredLine const& row, Language language) {
  auto const end = row.last_on ? i18n::date_text(language, *row.last_on)
                               : i18n::message(language, "documents.no_end");
  if (!row.from_on) return end;
  return i18n::message(language, "documents.covered_from",
                       {{"from", i18n::date_text(language, *row.from_on)}, {"until", end}});
}

/// A row a line: what it covers, how much of it, who pays, by which promise, until when.
PaperTable coverage_table(Ground const& ground, Language language) {
  auto const say = [&](std::string const& key) { return i18n::message(language, key); };
  PaperTable table{.columns = {{say("documents.column_component"), 2},
                               {say("documents.column_share"), 1},
                               {say("documents.column_payer"), 2},
                               {say("documents.column_under"), 4},
                               {say("documents.column_until"), 3}},
                   .rows = {},
                   .totals = {}};
  for (auto const& row : ground.covered)
    table.rows.push_back({say("coverage.component_" + row.component),
                          i18n::message(language, "documents.covered_share",
                                        {{"percent", i18n::number_text(language, row.percent)}}),
                          say("coverage.payer_" + row.payer), under(row, language),
                          until(row, language)});
  return table;
}

PaperPart part_of(Ground const& ground, FilledForm const& form, Language language) {
  auto const say = [&](std::string const& key) { return i18n::message(language, key); };
  PaperPart part{.language = language, .title = title_of(form.kind->kind, language)};
  std::size_t at = 0;
  for (auto const& spec : form.kind->sections) {
    PaperSection section{.title = say(std::string("documents.section_") + spec.name)};
    for (auto const& of_spec : spec.fields) {
      auto const& field = form.fields[at++];
      auto value = shown(of_spec, field.known, language);
      if (value.empty() || std::string_view(of_spec.name) == "station_contacts") continue;
      section.fields.push_back(
          {label_of(of_spec.name, language), std::move(value), of_spec.form == Form::Text});
    }
    if (form.kind->shows_coverage && std::string_view(spec.name) == "coverage")
      section.table = coverage_table(ground, language);
    part.sections.push_back(std::move(section));
  }
  for (auto const* who : form.kind->signatures)
    part.signatures.push_back({say(std::string("documents.signs_") + who)});
  if (ground.offer)
    part.notes.push_back(i18n::message(language, "documents.note_quote",
                                       {{"number", i18n::isolated(language, ground.offer->number)},
                                        {"version", std::to_string(ground.offer->version)}}));
  for (auto const& act : form.demands.acts)
    part.notes.push_back(
        i18n::message(language, "documents.demanded_by", {{"act", i18n::isolated(language, act)}}));
  return part;
}

}  // namespace

std::string shown(FieldSpec const& spec, Known const& known, Language language) {
  auto const own = known.by_language.find(language);
  if (own != known.by_language.end()) return own->second;
  if (!known.by_language.empty() && known.value.empty()) return known.by_language.begin()->second;
  if (known.value.empty()) return {};
  switch (spec.form) {
    case Form::Date:
      return day_in(language, known.value);
    case Form::Money: {
      auto const money = stored_money(known.value);
      return money ? i18n::money_text(language, *money) : known.value;
    }
    case Form::Choice:
      return i18n::message(language, "documents.choice_" + known.value);
    default:
      return known.value;
  }
}

Result<FilledForm> fill(Ground const& ground, DocumentKind kind, std::optional<Language> language,
                        Values const& given) {
  FilledForm form{.kind = find_kind(kind)};
  if (!form.kind) return invalid("kind", "documents.no_form");
  if (!form.kind->of_unit_alone && !ground.case_id) return invalid("kind", "documents.needs_case");
  form.language = language.value_or(ground.language);
  form.demands = demands_of(ground.laws, *form.kind, ground.today);
  form.languages = {form.language};
  for (auto const of_law : form.demands.languages)
    if (of_law != form.language) form.languages.push_back(of_law);
  check_names(form, given);
  for (auto const& section : form.kind->sections)
    for (auto const& spec : section.fields) {
      form.fields.push_back(filled(ground, form, spec, given));
      if (form.fields.back().is_missing)
        form.problems.push_back(missing(*form.kind, form.fields.back(), ground.reader));
    }
  check_offer(ground, form);
  check_days(ground, form);
  // What the law wants and the kind has no place for would be lost in silence.
  for (auto const& [name, act] : form.demands.fields)
    if (!find_field(*form.kind, name) && name != "signatures")
      form.problems.push_back(refused("documents.no_place",
                                      {{"field", label_of(name, ground.reader)}, {"act", act}},
                                      "values." + name));
  form.lacks_coverage = form.kind->shows_coverage && ground.covered.empty();
  if (form.lacks_coverage) form.problems.push_back(refused("documents.no_coverage", {}, "kind"));
  return form;
}

Paper paper_of(Ground const& ground, FilledForm const& form) {
  Paper paper{.company = ground.company, .qr = ground.qr, .made_at = ground.now};
  for (auto const& field : form.fields)
    if (std::string_view(field.spec.name) == "station_contacts")
      paper.company_lines = field.known.value;
  for (auto const language : form.languages) paper.parts.push_back(part_of(ground, form, language));
  return paper;
}

void put_number(Paper& paper, FilledForm const& form, Ground const& ground,
                std::string const& number, std::int64_t version) {
  paper.number = number;
  for (std::size_t i = 0; i < paper.parts.size(); ++i) {
    auto const language = form.languages[i];
    auto const key = version > 1 ? "documents.subtitle_corrected" : "documents.subtitle";
    paper.parts[i].subtitle = i18n::message(language, key,
                                            {{"number", i18n::isolated(language, number)},
                                             {"version", std::to_string(version)},
                                             {"day", i18n::date_text(language, ground.today)}});
  }
}

}  // namespace vefa::documents
