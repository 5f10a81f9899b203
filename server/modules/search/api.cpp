#include "http/api.hpp"

#include "modules/search/search.hpp"

namespace vefa::search {

struct Typed {
  std::optional<Text<400>> q;
};
BOOST_DESCRIBE_STRUCT(Typed, (), (q))

namespace {

Result<SearchAnswer> search_everything(http::Call const& call, db::Tx& tx,
                                       http::Query<SearchFilter> const& filter) {
  return search(call.ctx, tx, *filter);
}

Result<SearchAnswer> suggest_as_one_types(http::Call const& call, db::Tx& tx,
                                          http::Query<Typed> const& typed) {
  return suggest(call.ctx, tx, typed->q ? typed->q->value : "");
}

Result<void> rebuild_search(http::Call const& call, db::Tx& tx) {
  rebuild(call.ctx, tx);
  return {};
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes.get<search_everything>(
      "/search", Permission::CasesRead,
      "Searches cases, their contacts and customers; only what the actor may read.");
  routes.get<suggest_as_one_types>("/search/suggest", Permission::CasesRead,
                                   "Cases and customers for what is being typed.");
  routes
      .post<rebuild_search>("/search/rebuild", Permission::SettingsWrite,
                            "Writes the search index anew, in the background.")
      .status(202);
}

}  // namespace vefa::search
