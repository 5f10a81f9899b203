// What many documents need, in a statement a kind: one by one they are a dozen statements each.
#include "modules/search/documents.hpp"
#include "modules/search/queries.hpp"

namespace vefa::search {
namespace {

constexpr std::size_t kAtOnce = 200;  // so that the texts of a few only are in memory

template <class IdType, class Work>
void in_parts(std::set<IdType> const& ids, Work const& work) {
  std::vector<IdType> part;
  for (auto const id : ids) {
    part.push_back(id);
    if (part.size() == kAtOnce) work(std::exchange(part, {}));
  }
  if (!part.empty()) work(part);
}

template <class IdType>
std::vector<std::int64_t> values_of(std::vector<IdType> const& ids) {
  std::vector<std::int64_t> out;
  out.reserve(ids.size());
  for (auto const id : ids) out.push_back(id.value);
  return out;
}

template <class IdType>
std::vector<IdType> list_of(std::set<IdType> const& ids) {
  return {ids.begin(), ids.end()};
}

}  // namespace

void Indexer::read_said(std::vector<InteractionId> const& ids) {
  said_.clear();
  for (auto const id : ids) said_[id];
  std::set<CaseId> of_these;
  for (auto& row : interactions::find_each(tx_, ids)) {
    of_these.insert(row.case_id);
    auto const id = row.id;
    said_[id].row = std::move(row);
  }
  for (auto& one : interactions::recipients_of_each(tx_, ids))
    said_[one.interaction_id].recipients.push_back(
        {one.role, std::move(one.address), std::move(one.name)});
  for (auto& one : interactions::attachments_of_each(tx_, ids)) {
    auto const id = one.interaction_id;
    said_[id].attachments.push_back(std::move(one));
  }
  std::erase_if(of_these, [&](CaseId id) { return known_.contains(id); });
  read_cases(list_of(of_these));
}

void Indexer::read_cases(std::vector<CaseId> const& ids) {
  if (ids.empty()) return;
  auto rows = cases::find_each(tx_, ids);
  std::set<CustomerId> people;
  for (auto const& row : rows) people.insert(row.customer_id);
  std::erase_if(people, [&](CustomerId id) { return customers_.contains(id); });
  read_customers(list_of(people));
  for (auto const id : ids) known_[id];
  for (auto& row : rows) {
    auto const id = row.id;
    auto customer = living(row.customer_id);
    known_[id] = OfCase{std::move(row), std::move(customer), {}};
  }
  for (auto const& one : cases::readers_of_each(tx_, ids))
    if (auto& of_case = known_[one.case_id]) of_case->readers.push_back(one.staff_id);
}

void Indexer::read_customers(std::vector<CustomerId> const& ids) {
  if (ids.empty()) return;
  for (auto const id : ids) customers_[id];
  for (auto& row : customers::find_each(tx_, ids)) {
    auto const id = row.id;
    customers_[id] = Known{std::move(row), {}};
  }
  for (auto& point : customers::contact_points_of_each(tx_, ids))
    if (auto& found = customers_[point.customer_id]) found->points.push_back(std::move(point));
}

void Indexer::read_documents(std::vector<std::int64_t> const& ids) {
  documents_.clear();
  for (auto const id : ids) documents_[id];
  auto const list = fmt::format("[{}]", fmt::join(ids, ","));
  for (auto& row : tx_.list<Document>(sql::find_documents, list, ids.size())) {
    auto const id = row.id;
    documents_[id] = std::move(row);
  }
}

std::optional<customers::Customer> Indexer::living(CustomerId id) {
  auto const found = customers_.find(id);
  bool const is_known = found != customers_.end() && found->second &&
                        found->second->row.state != customers::CustomerState::Merged;
  return is_known ? std::optional(found->second->row) : customers::find(tx_, id);
}

std::optional<Indexer::Known> Indexer::known(CustomerId id) {
  if (auto const found = customers_.find(id); found != customers_.end()) return found->second;
  auto row = customers::find_exact(tx_, id);
  if (!row) return std::nullopt;
  return Known{std::move(*row), customers::contact_points(tx_, id)};
}

Indexer::Said Indexer::said(InteractionId id) {
  if (auto const found = said_.find(id); found != said_.end()) return found->second;
  return {interactions::find(tx_, id), interactions::recipients(tx_, id),
          interactions::attachments(tx_, id)};
}

std::optional<Document> Indexer::before(std::int64_t id) {
  if (auto const found = documents_.find(id); found != documents_.end()) return found->second;
  return tx_.find<Document>(sql::find_document, id);
}

void Indexer::index(Wanted const& all) {
  in_parts(all.customers, [&](std::vector<CustomerId> const& ids) {
    read_customers(ids);
    read_documents(values_of(ids));
    for (auto const id : ids) index(id);
  });
  in_parts(all.cases, [&](std::vector<CaseId> const& ids) {
    read_cases(ids);
    read_documents(values_of(ids));
    for (auto const id : ids) index(id);
  });
  in_parts(all.interactions, [&](std::vector<InteractionId> const& ids) {
    read_said(ids);
    read_documents(values_of(ids));
    for (auto const id : ids) index(id);
  });
  said_.clear();
  documents_.clear();
}

}  // namespace vefa::search
