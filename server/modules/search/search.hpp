// Search over cases, interactions and customers: the same answers on both databases.
#pragma once
#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"
#include "modules/search/rank.hpp"

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::search {

enum class HitKind { Case, Customer, Interaction };
BOOST_DESCRIBE_ENUM(HitKind, Case, Customer, Interaction)
enum class HitOrder { Ranked, Newest };
BOOST_DESCRIBE_ENUM(HitOrder, Ranked, Newest)

struct SearchFilter {
  std::optional<Text<400>> q;  // words; "in quotes" in this order; the last as one types
  std::optional<HitKind> kind;
  std::optional<TeamId> team;
  std::optional<StaffId> owner;
  std::optional<CustomerId> customer;
  std::optional<Text<20>> state;  // of the case: open, solved, closed
  std::optional<Language> language;
  std::optional<Instant> from;        // inclusive
  std::optional<Instant> to;          // exclusive
  std::optional<HitOrder> order;      // none: ranked
  std::optional<std::int64_t> limit;  // 1 to 50; none: 20
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(SearchFilter, (),
                      (q, kind, team, owner, customer, state, language, from, to, order, limit,
                       cursor))

struct Hit {
  HitKind kind = HitKind::Case;
  CaseId case_id;                // none of a customer
  InteractionId interaction_id;  // of an interaction
  CustomerId customer_id;
  std::string case_number;
  std::string state;
  Language language = Language::En;
  Instant at;
  Excerpt title;    // the case's subject, the customer's name
  Excerpt excerpt;  // of the text
};
BOOST_DESCRIBE_STRUCT(Hit, (),
                      (kind, case_id, interaction_id, customer_id, case_number, state, language, at,
                       title, excerpt))

struct SearchAnswer {
  std::vector<Hit> items;
  std::optional<std::string> next_cursor;
  std::optional<std::int64_t> total;  // at most kMostCandidates; none on later pages of `newest`
  bool is_more = false;               // there are more than `total`
};
BOOST_DESCRIBE_STRUCT(SearchAnswer, (), (items, next_cursor, total, is_more))

/// Ranking looks at the newest of this many; counting ends there.
inline constexpr std::int64_t kMostCandidates = 1000;

/// What the actor may read: cases of her teams and her own, or all; customers with CustomersRead.
/// Errors: search.empty when there is no word to look for; error.bad_cursor; wire.out_of_range.
Result<SearchAnswer> search(Context const& ctx, db::Tx& tx, SearchFilter const& filter);

/// The best eight cases and customers for what is being typed; none for nothing.
Result<SearchAnswer> suggest(Context const& ctx, db::Tx& tx, std::string_view typed);

/// Writes the index anew from the cases, interactions and customers there are, in steps of a few
/// hundred, as jobs; searching goes on meanwhile.
void rebuild(Context const& ctx, db::Tx& tx);

/// The document of one thing, as it is now; removed when it is gone, erased or not to be found. For
/// use where no event tells of a change.
void index_case(db::Tx& tx, CaseId id);
void index_interaction(db::Tx& tx, InteractionId id);
void index_customer(db::Tx& tx, CustomerId id);

/// A text read once, to be asked for words as the search would find them: folded, by their stems.
class Reading {
 public:
  Reading(std::string_view text, Language language);
  /// All words of `wanted` (those in quotes in this order) stand in it; false where `wanted` has
  /// none.
  bool has(std::string_view wanted) const;

 private:
  std::vector<std::string> words_;  // folded, in the text's order
  std::set<std::string> tokens_;    // with all that finds them
};

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::search
