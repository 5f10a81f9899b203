#include "jobs/jobs.hpp"

#include "modules/interactions/interactions.hpp"
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

void index_again(db::Tx& tx, Document const& document) {
  switch (document.kind) {
    case HitKind::Case:
      return index_case(tx, CaseId{document.id});
    case HitKind::Customer:
      return index_customer(tx, CustomerId{document.id});
    case HitKind::Interaction:
      return index_interaction(tx, InteractionId{document.id});
  }
}

/// What belongs to a case or a customer follows it, a page a job: `subject` is the id.
void follow(Context const& ctx, db::Tx& tx, std::string const& subject, std::int64_t after) {
  std::vector<Document> page;
  std::optional<cases::Case> row;
  if (auto const id = CaseId::parse(subject)) {
    row = cases::find(tx, *id);
    page = tx.list<Document>(sql::list_of_case, *id, after);
  } else if (auto const customer = CustomerId::parse(subject)) {
    page = tx.list<Document>(sql::list_of_customer, *customer, after);
  }
  for (auto const& document : page) {
    if (row) {
      refresh(tx, document, *row);
    } else {
      index_again(tx, document);
    }
  }
  if (page.size() == 500)
    jobs::add(ctx, tx, kFollow, subject, ctx.now, {{"after", page.back().id}});
}

/// Interactions that a merge or a split moved here.
void index_all_of(db::Tx& tx, CaseId id) {
  InteractionId after;
  for (;;) {
    auto const page = interactions::of_case(tx, id, after, kAtOnce);
    for (auto const& one : page) index_interaction(tx, one.id);
    if (page.size() < kAtOnce) return;
    after = page.back().id;
  }
}

void on_case(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  CaseId const id{event.case_id};
  index_case(tx, id);
  if (event.kind == "case.merged" || event.kind == "case.split") {
    index_all_of(tx, id);
    for (char const* other : {"from", "part"})
      if (auto const moved = id_in<CaseId>(event.payload, other)) {
        index_case(tx, moved);
        index_all_of(tx, moved);
      }
  }
  follow(ctx, tx, id.text(), 0);
}

void on_interaction(Context const&, db::Tx& tx, jobs::Event const& event) {
  if (auto const id = id_in<InteractionId>(event.payload, "interaction_id"))
    index_interaction(tx, id);
}

void on_customer(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  CustomerId const id{event.customer_id};
  index_customer(tx, id);
  if (event.kind == "customer.erased") follow(ctx, tx, id.text(), 0);
  if (auto const lost = id_in<CustomerId>(event.payload, "merged_customer_id")) {
    index_customer(tx, lost);
    follow(ctx, tx, lost.text(), 0);
  }
}

template <class IdType>
std::int64_t rebuild_page(db::Tx& tx, db::Statement const& ids, std::int64_t after,
                          void (*index)(db::Tx&, IdType)) {
  auto const page = tx.column<IdType>(ids, after);
  for (auto const id : page) index(tx, id);
  return page.size() == kAtOnce ? page.back().value : 0;
}

void rebuild_step(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  std::int64_t const after = job.payload.at("after").as_int64();
  std::string const of(job.payload.at("of").as_string());
  std::int64_t next = 0;
  if (of == "customers") next = rebuild_page(tx, sql::customer_ids_from, after, index_customer);
  if (of == "cases") next = rebuild_page(tx, sql::case_ids_from, after, index_case);
  if (of == "interactions")
    next = rebuild_page(tx, sql::interaction_ids_from, after, index_interaction);
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
    follow(ctx, tx, job.subject, job.payload.at("after").as_int64());
  });
  registry.subscribe("search.cases", {"case.*"}, on_case);
  registry.subscribe("search.interactions", {"interaction.*", "note.*"}, on_interaction);
  registry.subscribe("search.customers", {"customer.*"}, on_customer);
}

}  // namespace vefa::search
