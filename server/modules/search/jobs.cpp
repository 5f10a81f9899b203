#include "jobs/jobs.hpp"

#include <set>

#include "db/gathered.hpp"
#include "jobs/together.hpp"
#include "modules/search/documents.hpp"
#include "modules/search/queries.hpp"

namespace vefa::search {
namespace {

constexpr char const* kRebuild = "search.rebuild";
constexpr char const* kFollow = "search.follow";
constexpr std::size_t kAtOnce = 200;

template <class IdType>
IdType id_in(JsonObject const& payload, char const* name) {
  auto const* value = payload.if_contains(name);
  if (!value || !value->is_string()) return {};
  return IdType::parse(std::string_view(value->get_string())).value_or(IdType{});
}

/// What the reactions of one write found to be out of date: each is written once, at their end.
struct Stale : Wanted {
  std::set<std::string> followed;  // ids of cases and customers whose documents change with them
};

void follow(Context const& ctx, db::Tx& tx, Indexer& indexer, std::string const& subject,
            std::int64_t after);

/// Those marked by this write; the first mark sees to it that they are written.
Stale& stale(Context const& ctx, db::Tx& tx) {
  auto& all = db::gathered<Stale>(tx);
  bool const is_first = all.empty() && all.followed.empty();
  if (is_first)
    tx.before_commit([&tx, &all, ctx] {
      auto const now = std::exchange(all, {});
      Indexer indexer(tx);
      indexer.index(now);
      for (auto const& subject : now.followed) follow(ctx, tx, indexer, subject, 0);
      indexer.finish();
    });
  return all;
}

void index_again(Indexer& indexer, Document const& document) {
  switch (document.kind) {
    case HitKind::Case:
      return indexer.index(CaseId{document.id});
    case HitKind::Customer:
      return indexer.index(CustomerId{document.id});
    case HitKind::Interaction:
      return indexer.index(InteractionId{document.id});
  }
}

/// What belongs to a case or a customer follows it, a page a job: `subject` is the id.
void follow(Context const& ctx, db::Tx& tx, Indexer& indexer, std::string const& subject,
            std::int64_t after) {
  std::vector<Document> page;
  auto const id = CaseId::parse(subject);
  if (id) {
    page = tx.list<Document>(sql::list_of_case, *id, after);
  } else if (auto const customer = CustomerId::parse(subject)) {
    page = tx.list<Document>(sql::list_of_customer, *customer, after);
  }
  // Of a case that is gone nothing is found any more.
  bool const stands = id && cases::find(tx, *id);
  for (auto const& document : page) {
    if (stands) {
      indexer.refresh(document);
    } else {
      index_again(indexer, document);
    }
  }
  if (page.size() == 500)
    jobs::add(ctx, tx, kFollow, subject, ctx.now, {{"after", page.back().id}});
}

/// Interactions that a merge or a split moved here.
void mark_all_of(db::Tx& tx, Stale& marked, CaseId id) {
  InteractionId after;
  for (;;) {
    auto const page = interactions::of_case(tx, id, after, kAtOnce);
    for (auto const& one : page) marked.interactions.insert(one.id);
    if (page.size() < kAtOnce) return;
    after = page.back().id;
  }
}

void on_case(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  CaseId const id{event.case_id};
  auto& marked = stale(ctx, tx);
  marked.cases.insert(id);
  if (event.kind == "case.merged" || event.kind == "case.split") {
    mark_all_of(tx, marked, id);
    for (char const* other : {"from", "part"})
      if (auto const moved = id_in<CaseId>(event.payload, other)) {
        marked.cases.insert(moved);
        mark_all_of(tx, marked, moved);
      }
  }
  // What is said on a new case tells of itself.
  if (event.kind != "case.opened") marked.followed.insert(id.text());
}

/// What the machine says is never searched.
bool is_searched(db::Tx&, jobs::Event const& event) {
  auto const* automatic = event.payload.if_contains("automatic");
  return !automatic || !automatic->is_bool() || !automatic->get_bool();
}

void on_interaction(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  if (!is_searched(tx, event)) return;
  if (auto const id = id_in<InteractionId>(event.payload, "interaction_id"))
    stale(ctx, tx).interactions.insert(id);
}

void on_customer(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  CustomerId const id{event.customer_id};
  auto& marked = stale(ctx, tx);
  marked.customers.insert(id);
  if (event.kind == "customer.erased") marked.followed.insert(id.text());
  if (auto const lost = id_in<CustomerId>(event.payload, "merged_customer_id")) {
    marked.customers.insert(lost);
    marked.followed.insert(lost.text());
  }
}

template <class IdType>
std::int64_t rebuild_page(db::Tx& tx, db::Statement const& ids, std::int64_t after) {
  auto const page = tx.column<IdType>(ids, after);
  Wanted all;
  if constexpr (std::is_same_v<IdType, CustomerId>) all.customers.insert(page.begin(), page.end());
  if constexpr (std::is_same_v<IdType, CaseId>) all.cases.insert(page.begin(), page.end());
  if constexpr (std::is_same_v<IdType, InteractionId>)
    all.interactions.insert(page.begin(), page.end());
  Indexer indexer(tx);
  indexer.index(all);
  indexer.finish();
  return page.size() == kAtOnce ? page.back().value : 0;
}

void rebuild_step(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  std::int64_t const after = job.payload.at("after").as_int64();
  std::string const of(job.payload.at("of").as_string());
  std::int64_t next = 0;
  if (of == "customers") next = rebuild_page<CustomerId>(tx, sql::customer_ids_from, after);
  if (of == "cases") next = rebuild_page<CaseId>(tx, sql::case_ids_from, after);
  if (of == "interactions")
    next = rebuild_page<InteractionId>(tx, sql::interaction_ids_from, after);
  if (next != 0) jobs::add(ctx, tx, kRebuild, of, ctx.now, {{"of", of}, {"after", next}});
}

}  // namespace

void rebuild(Context const& ctx, db::Tx& tx) {
  for (char const* of : {"customers", "cases", "interactions"}) {
    jobs::cancel(tx, kRebuild, of);
    jobs::add(ctx, tx, kRebuild, of, ctx.now, {{"of", of}, {"after", 0}});
  }
}

void add_jobs(jobs::Registry& registry) {
  registry.timer(kRebuild, rebuild_step);
  registry.timer(kFollow, [](Context const& ctx, db::Tx& tx, jobs::Job const& job) {
    Indexer indexer(tx);
    follow(ctx, tx, indexer, job.subject, job.payload.at("after").as_int64());
    indexer.finish();
  });
  registry.subscribe("search.cases", {"case.*"}, on_case);
  // What she says with "not solved" comes with the case that it opens again.
  jobs::subscribe_where(registry, "search.interactions",
                        {"interaction.*", "note.*", "case.reopened"}, is_searched, on_interaction);
  registry.subscribe("search.customers", {"customer.*"}, on_customer);
}

}  // namespace vefa::search
