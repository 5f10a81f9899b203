#include "modules/search/documents.hpp"

#include "db/later.hpp"
#include "modules/search/queries.hpp"

namespace vefa::search {
namespace {

constexpr std::size_t kLongestText = 40'000;  // bytes of a body that are indexed

/// Adds the words to `line`, and variants and wholes to `more`.
void add(std::string_view text, std::vector<Language> const& stemmed, std::string* line,
         std::set<std::string>& more) {
  auto const analysis = analyse(text, stemmed);
  for (auto const& word : analysis.words) {
    if (line) {
      if (!line->empty()) *line += ' ';
      *line += word.token;
    } else {
      more.insert(word.token);
    }
    more.insert(word.variants.begin(), word.variants.end());
  }
  for (auto const& whole : analysis.wholes) more.insert(whole.tokens.begin(), whole.tokens.end());
}

std::string joined(std::set<std::string> const& tokens) {
  return join(std::vector<std::string>(tokens.begin(), tokens.end()), " ");
}

/// The part that a document has of its case.
template <class OfCase>
void take_case(Document& document, OfCase const& of) {
  document.case_id = of.row.id.value;
  document.customer_id = of.customer ? of.customer->id.value : of.row.customer_id.value;
  document.team_id = of.row.team_id.value;
  document.owner_id = of.row.owner_id.value;
  document.state = wire::enum_text(of.row.state);
  document.facets = facets_of(document, of.readers);
}

/// Texts, numbers and names within JSON values.
std::string values_of(JsonObject const& fields) {
  std::string out;
  for (auto const& [key, value] : fields) {
    if (value.is_string()) out += std::string(value.get_string()) + "\n";
    if (value.is_number()) out += boost::json::serialize(value) + "\n";
  }
  return out;
}

}  // namespace

std::string facet(char kind, std::string_view value) {
  std::string out = std::string("q6") + kind;
  for (char const c : value)
    if (std::isalnum(static_cast<unsigned char>(c))) out += c;
  return out;
}

std::vector<std::string> months(Instant from, Instant to) {
  constexpr std::size_t kMost = 36;
  std::vector<std::string> out;
  auto date = parse_date(to_text(from).substr(0, 10)).value_or(LocalDate{});
  std::string const last = to_text(to - Duration(1)).substr(0, 7);
  for (;; date.month == 12 ? (++date.year, date.month = 1) : ++date.month) {
    std::string const month = to_text(LocalDate{date.year, date.month, 1}).substr(0, 7);
    if (month > last) return out;
    if (out.size() == kMost) return {};
    out.push_back(facet('m', month));
  }
}

std::string facets_of(Document const& d, std::vector<StaffId> const& readers) {
  std::vector<std::string> all{facet('k', wire::enum_text(d.kind)), facet('s', d.state),
                               facet('l', tag(d.language)),
                               months(d.at, d.at + Duration(1)).front()};
  if (d.team_id != 0) all.push_back(facet('t', std::to_string(d.team_id)));
  if (d.owner_id != 0) all.push_back(facet('o', std::to_string(d.owner_id)));
  if (d.customer_id != 0) all.push_back(facet('c', std::to_string(d.customer_id)));
  for (auto const reader : readers) all.push_back(facet('r', std::to_string(reader.value)));
  return join(all, " ");
}

void fill(Document& document, Source const& source) {
  std::vector<Language> const stemmed{document.language};
  std::set<std::string> more;
  document.subject.clear();
  document.body.clear();
  add(source.subject, stemmed, &document.subject, more);
  add(std::string_view(source.body).substr(0, kLongestText), stemmed, &document.body, more);
  add(source.people, {}, nullptr, more);
  document.more = joined(more);
}

Source source_of(db::Tx& tx, customers::Customer const& customer) {
  return source_of(customer, customers::contact_points(tx, customer.id));
}

Source source_of(customers::Customer const& customer,
                 std::vector<customers::ContactPoint> const& points) {
  Source source{customer.display_name, {}, {}};
  std::string const parts = customer.given_name + " " + customer.family_name;
  if (parts.size() > 1) source.people = parts;
  for (auto const& point : points) source.body += point.value + "\n";
  source.body += values_of(customer.custom);
  return source;
}

Indexer::OfCase const* Indexer::of(CaseId id) {
  auto const [place, is_new] = known_.try_emplace(id);
  if (is_new)
    if (auto row = cases::find(tx_, id)) {
      auto customer = living(row->customer_id);
      place->second = OfCase{std::move(*row), std::move(customer), cases::readers(tx_, id)};
    }
  return place->second ? &*place->second : nullptr;
}

void Indexer::put(Document document) {
  auto const id = document.id;
  auto const before = this->before(id);
  // Most events change nothing that is searched, and an index is dear to rewrite.
  if (before == document) return;
  if (!before && !changed_.contains(id)) added_.push_back(id);
  changed_.insert_or_assign(id, std::move(document));
}

void Indexer::remove(std::int64_t id) {
  auto const found = documents_.find(id);
  bool const is_none = found != documents_.end() && !found->second;
  if (!is_none) tx_.run(sql::delete_document, id);
}

void Indexer::finish() {
  if (!added_.empty()) tx_.run(sql::open_batch);
  for (auto const& [id, document] : changed_) db::insert_later(tx_, sql::upsert_document, document);
  if (!added_.empty()) {
    tx_.run(sql::index_batch, "[" + fmt::format("{}", fmt::join(added_, ",")) + "]");
    tx_.run(sql::close_batch);
  }
  changed_.clear();
  added_.clear();
}

void Indexer::refresh(Document document) {
  auto const* of_case = of(CaseId{document.case_id});
  if (!of_case) return;
  take_case(document, *of_case);
  put(std::move(document));
}

void Indexer::index(CaseId id) {
  auto const* of_case = of(id);
  if (!of_case) return remove(id.value);
  auto const& row = of_case->row;
  Document document{
      .id = id.value, .kind = HitKind::Case, .language = row.language, .at = row.opened_at};
  take_case(document, *of_case);
  Source source{row.number, {}, {}};
  if (!of_case->is_erased()) {
    source.subject += " " + row.subject;
    source.body = values_of(row.fields);
    if (of_case->customer) source.people = of_case->customer->display_name;
  }
  fill(document, source);
  put(std::move(document));
}

void Indexer::index(InteractionId id) {
  auto const all = said(id);
  auto const& row = all.row;
  auto const* of_case = row ? of(row->case_id) : nullptr;
  // What the machine says is the same a thousand times.
  bool const is_shown = of_case && !row->automatic && !row->erased_at &&
                        row->state != interactions::State::Cancelled && !of_case->is_erased();
  if (!is_shown) return remove(id.value);
  Document document{.id = id.value,
                    .kind = HitKind::Interaction,
                    .language = guess_language(row->text).value_or(row->language),
                    .at = row->at};
  take_case(document, *of_case);
  Source source{row->subject, row->text, row->author_name};
  for (auto const& file : all.attachments) source.body += "\n" + file.name;
  for (auto const& one : all.recipients) source.people += "\n" + one.name + " " + one.address;
  fill(document, source);
  put(std::move(document));
}

void Indexer::index(CustomerId id) {
  auto const found = known(id);
  if (!found || found->row.state != customers::CustomerState::Active) return remove(id.value);
  auto const& row = found->row;
  Document document{.id = id.value,
                    .kind = HitKind::Customer,
                    .customer_id = id.value,
                    .state = wire::enum_text(row.state),
                    .language = row.language,
                    .at = row.created_at};
  document.facets = facets_of(document, {});
  fill(document, source_of(row, found->points));
  put(std::move(document));
}

namespace {

template <class IdType>
void index_one(db::Tx& tx, IdType id) {
  Indexer indexer(tx);
  indexer.index(id);
  indexer.finish();
}

}  // namespace

void index_case(db::Tx& tx, CaseId id) { index_one(tx, id); }
void index_interaction(db::Tx& tx, InteractionId id) { index_one(tx, id); }
void index_customer(db::Tx& tx, CustomerId id) { index_one(tx, id); }

}  // namespace vefa::search
