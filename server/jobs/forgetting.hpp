// What was written freely in the history of a person goes with her file; that it happened stays.
#pragma once
#include "jobs/jobs.hpp"

namespace vefa::jobs {

/// Empties the reasons that people gave, and whose name and address was told, in all events of this
/// case. Kinds, instants, sums, ids and who acted stay.
void forget_words_of_case(db::Tx& tx, std::int64_t case_id);
/// The same of events of this customer.
void forget_words_of_customer(db::Tx& tx, std::int64_t customer_id);

}  // namespace vefa::jobs
