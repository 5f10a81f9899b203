#include "modules/search/search.hpp"

#include "modules/cases/kept_links.hpp"
#include "modules/interactions/interactions.hpp"
#include "modules/search/documents.hpp"
#include "modules/search/queries.hpp"

namespace vefa::search {
namespace {

constexpr std::int64_t kMostOnPage = 50;
constexpr std::int64_t kUsualPage = 20;
constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();
constexpr Instant kBeginning{0};
constexpr Instant kEnd{253402300799999};  // of the year 9999

/// What ranking needs of a document: the counts by the index, or the texts to count in.
struct Found {
  std::int64_t id = 0;
  Instant at;
  std::string counts;
  std::string subject;
  std::string body;
  std::string more;
};
BOOST_DESCRIBE_STRUCT(Found, (), (id, at, counts, subject, body, more))

struct Shown {
  std::int64_t id = 0;
  HitKind kind = HitKind::Case;
  std::int64_t case_id = 0;
  std::int64_t customer_id = 0;
  std::string state;
  Language language = Language::En;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (id, kind, case_id, customer_id, state, language, at))

using Scope = std::vector<std::vector<std::string>>;

/// FTS5 looks up beginnings of two and three letters in an index of their own; of a longer one it
/// gathers every place of every word that begins so before it answers the first, which takes the
/// longer the more there are. Looked up word by word, each is read only as far as it is shown.
constexpr std::size_t kLongestIndexed = 3;
constexpr std::size_t kMostEndings = 200;

struct Request {
  Terms terms;
  Terms looked_up;
  Scope scope;
  Instant from = kBeginning;
  Instant to = kEnd;
};

/// One of these facets holds of everything that the actor may read; empty: she may read all.
std::vector<std::string> readable(Actor const& actor) {
  bool const all_cases = actor.may(Permission::CasesReadAll);
  bool const customers = actor.may(Permission::CustomersRead);
  if (all_cases && customers) return {};
  std::vector<std::string> facets;
  if (all_cases) {
    facets = {facet('k', "case"), facet('k', "interaction")};
  } else if (actor.may(Permission::CasesRead)) {
    for (auto const team : actor.teams) facets.push_back(facet('t', std::to_string(team)));
    facets.push_back(facet('o', std::to_string(actor.id)));
    facets.push_back(facet('r', std::to_string(actor.id)));
  }
  if (customers) facets.push_back(facet('k', "customer"));
  if (facets.empty()) facets.push_back(facet('k', "nothing"));
  return facets;
}

Scope scope_of(Actor const& actor, SearchFilter const& filter) {
  Scope scope;
  if (auto facets = readable(actor); !facets.empty()) scope.push_back(std::move(facets));
  if (filter.kind) scope.push_back({facet('k', wire::enum_text(*filter.kind))});
  if (filter.team) scope.push_back({facet('t', std::to_string(filter.team->value))});
  if (filter.owner) scope.push_back({facet('o', std::to_string(filter.owner->value))});
  if (filter.state) scope.push_back({facet('s', filter.state->value)});
  if (filter.language) scope.push_back({facet('l', tag(*filter.language))});
  return scope;
}

/// Every word of the index that begins so; empty where they are more than kMostEndings.
std::vector<std::string> words_beginning(db::Tx& tx, std::string const& begin) {
  std::vector<std::string> words;
  for (auto from = begin; words.size() <= kMostEndings;) {
    auto const word = tx.scalar<std::string>(sql::next_word, from);
    if (!word || !word->starts_with(begin)) return words;
    words.push_back(*word);
    from = *word + '0';  // words are made of 0-9 and a-z
  }
  return {};
}

/// What is still being typed, as the words that it may become.
Terms spelled_out(db::Tx& tx, Terms terms) {
  if (tx.engine() != db::Engine::Sqlite) return terms;
  for (auto& term : terms.all) {
    if (!term.is_prefix || !term.phrases.empty() || term.tokens.empty() ||
        term.tokens[0].size() <= kLongestIndexed)
      continue;
    auto words = words_beginning(tx, term.tokens[0]);
    if (words.empty()) continue;
    term.is_prefix = false;
    for (auto& word : words)
      if (std::find(term.tokens.begin(), term.tokens.end(), word) == term.tokens.end())
        term.tokens.push_back(std::move(word));
  }
  return terms;
}

Result<Request> request_of(Context const& ctx, db::Tx& tx, SearchFilter const& filter) {
  Request request;
  if (filter.q) request.terms = parse(filter.q->value);
  if (request.terms.all.empty()) return invalid("q", "search.empty");
  request.looked_up = spelled_out(tx, request.terms);
  request.scope = scope_of(ctx.actor, filter);
  if (filter.customer) {
    auto const customer = customers::find(tx, *filter.customer);
    if (!customer) return not_found("customer");
    request.scope.push_back({facet('c', std::to_string(customer->id.value))});
  }
  request.from = filter.from.value_or(kBeginning);
  request.to = filter.to.value_or(kEnd);
  // Instants are compared in the rows; months narrow what is looked at.
  if (filter.from || filter.to) {
    auto facets = months(request.from, filter.to ? request.to : ctx.now + std::chrono::hours(24));
    if (!facets.empty()) request.scope.push_back(std::move(facets));
  }
  return request;
}

std::string text_of(db::Tx& tx, Request const& request) {
  (void)tx.scalar<std::int64_t>(sql::plan_for_these_words);
  bool const is_sqlite = tx.engine() == db::Engine::Sqlite;
  return is_sqlite ? fts5_text(request.looked_up, request.scope)
                   : tsquery_text(request.looked_up, request.scope);
}

std::vector<std::int64_t> newest(db::Tx& tx, Request const& request, std::int64_t before,
                                 std::int64_t limit) {
  return tx.column<std::int64_t>(sql::list_newest, text_of(tx, request), before, request.from,
                                 request.to, limit);
}

/// The newest ones, the best first; one more than kMostCandidates where there are more.
std::vector<std::int64_t> ranked(db::Tx& tx, Request const& request, Instant now) {
  bool const is_sqlite = tx.engine() == db::Engine::Sqlite;
  auto const found = tx.list<Found>(sql::list_found, text_of(tx, request), request.from, request.to,
                                    kMostCandidates + 1,
                                    fts5_groups(request.looked_up, request.scope), kRankedWords);
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), kMostCandidates); ++i) {
    auto const& one = found[i];
    auto const counts = is_sqlite ? counts_in(one.counts, request.terms)
                                  : counts_of({one.subject, one.body, one.more}, request.terms);
    order.push_back({-score(counts, now - one.at), i});
  }
  // Candidates come newest first, which decides among equals.
  std::sort(order.begin(), order.end());
  std::vector<std::int64_t> ids;
  ids.reserve(order.size() + 1);
  for (auto const& [points, i] : order) ids.push_back(found[i].id);
  if (found.size() > ids.size()) ids.push_back(found.back().id);
  return ids;
}

Hit hit_of(db::Tx& tx, std::int64_t id, Terms const& terms) {
  // Found in the same snapshot.
  auto const candidate = tx.find<Shown>(sql::find_shown, id).value();
  Hit hit{.kind = candidate.kind,
          .case_id = CaseId{candidate.case_id},
          .customer_id = CustomerId{candidate.customer_id},
          .state = candidate.state,
          .language = candidate.language,
          .at = candidate.at};
  if (candidate.kind == HitKind::Customer) {
    if (auto const customer = customers::find(tx, hit.customer_id)) {
      hit.title = excerpt(customer->display_name, terms);
      hit.excerpt = excerpt(source_of(tx, *customer).body, terms);
    }
    return hit;
  }
  if (auto const row = cases::find(tx, hit.case_id)) {
    hit.case_number = row->number;
    hit.title = excerpt(row->subject, terms);
  }
  if (candidate.kind == HitKind::Interaction) {
    hit.interaction_id = InteractionId{candidate.id};
    if (auto const one = interactions::find(tx, hit.interaction_id))
      hit.excerpt = excerpt(cases::for_staff(tx, one->text), terms);
  }
  return hit;
}

Result<std::int64_t> place_of(std::optional<std::string> const& cursor) {
  if (!cursor || cursor->empty()) return std::int64_t{0};
  auto const place = parse_id_digits(*cursor);
  if (!place) return invalid("cursor", "error.bad_cursor");
  return *place;
}

/// Page after page by the place of the last one shown; counted on the first.
SearchAnswer newest_page(db::Tx& tx, Request const& request, std::int64_t before,
                         std::int64_t limit) {
  bool const is_first = before == 0;
  auto const candidates =
      newest(tx, request, is_first ? kNewest : before, is_first ? kMostCandidates + 1 : limit + 1);
  SearchAnswer answer;
  if (is_first) {
    answer.is_more = candidates.size() > kMostCandidates;
    answer.total =
        std::min<std::int64_t>(static_cast<std::int64_t>(candidates.size()), kMostCandidates);
  }
  for (auto const id : candidates) {
    if (answer.items.size() == static_cast<std::size_t>(limit)) {
      answer.next_cursor = id_digits(candidates[static_cast<std::size_t>(limit) - 1]);
      break;
    }
    answer.items.push_back(hit_of(tx, id, request.terms));
  }
  return answer;
}

SearchAnswer ranked_page(Context const& ctx, db::Tx& tx, Request const& request, std::int64_t from,
                         std::int64_t limit) {
  auto candidates = ranked(tx, request, ctx.now);
  SearchAnswer answer;
  answer.is_more = candidates.size() > kMostCandidates;
  if (answer.is_more) candidates.pop_back();
  answer.total = static_cast<std::int64_t>(candidates.size());
  std::int64_t const end = std::min(answer.total.value(), from + limit);
  for (std::int64_t i = from; i < end; ++i)
    answer.items.push_back(hit_of(tx, candidates[static_cast<std::size_t>(i)], request.terms));
  if (end < answer.total) answer.next_cursor = id_digits(end);
  return answer;
}

}  // namespace

Result<SearchAnswer> search(Context const& ctx, db::Tx& tx, SearchFilter const& filter) {
  std::int64_t const limit = filter.limit.value_or(kUsualPage);
  if (limit < 1 || limit > kMostOnPage)
    return invalid("limit", "wire.out_of_range",
                   {{"min", "1"}, {"max", std::to_string(kMostOnPage)}});
  std::int64_t const place = TRY(place_of(filter.cursor));
  Request const request = TRY(request_of(ctx, tx, filter));
  if (filter.order.value_or(HitOrder::Ranked) == HitOrder::Newest)
    return newest_page(tx, request, place, limit);
  return ranked_page(ctx, tx, request, place, limit);
}

Result<SearchAnswer> suggest(Context const& ctx, db::Tx& tx, std::string_view typed) {
  constexpr std::int64_t kShown = 8;
  Request request{.terms = parse(typed), .scope = scope_of(ctx.actor, {})};
  if (request.terms.all.empty()) return SearchAnswer{};
  request.looked_up = spelled_out(tx, request.terms);
  request.scope.push_back({facet('k', "case"), facet('k', "customer")});
  return ranked_page(ctx, tx, request, 0, kShown);
}

}  // namespace vefa::search
