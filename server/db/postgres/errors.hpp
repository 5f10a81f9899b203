// What PostgreSQL's refusals mean to the platform.
#pragma once
#include "db/database.hpp"

struct pg_result;

namespace vefa::db::postgres {

/// The connection is gone; the use-case may run again on another unless its COMMIT was sent.
struct Lost : Unavailable {
  using Unavailable::Unavailable;
};
/// The use-case collided with another one and may run again.
struct Collided : Unavailable {
  using Unavailable::Unavailable;
};

/// The exception for an error answer to `what` (a statement's name).
std::exception_ptr error_of(pg_result const* answer, char const* what);

}  // namespace vefa::db::postgres
