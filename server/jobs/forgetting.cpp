#include "jobs/forgetting.hpp"

#include "jobs/queries.hpp"

namespace vefa::jobs {
namespace {

constexpr std::size_t kAtOnce = 200;

bool empty_words(JsonObject& payload) {
  bool changed = false;
  bool const of_person = payload.contains("address");
  for (auto const* key : {"reason", "address", "name"}) {
    auto* text = payload.if_contains(key);
    bool const is_free = std::string_view(key) != "name" || of_person;
    if (!text || !is_free || !text->is_string() || text->get_string().empty()) continue;
    *text = "";
    changed = true;
  }
  return changed;
}

template <class Next>
void forget_all(db::Tx& tx, Next const& next) {
  EventId after;
  for (auto page = next(after); !page.empty(); page = next(after)) {
    for (auto& event : page)
      if (empty_words(event.payload)) tx.run(sql::change_payload, event.id, event.payload);
    after = page.back().id;
  }
}

}  // namespace

void forget_words_of_case(db::Tx& tx, std::int64_t case_id) {
  forget_all(tx, [&](EventId after) { return events_of_case(tx, case_id, after, kAtOnce); });
}

void forget_words_of_customer(db::Tx& tx, std::int64_t customer_id) {
  forget_all(tx,
             [&](EventId after) { return events_of_customer(tx, customer_id, after, kAtOnce); });
}

}  // namespace vefa::jobs
