#include "db/postgres/errors.hpp"

#include <libpq-fe.h>

namespace vefa::db::postgres {
namespace {

std::string field(pg_result const* answer, int code) {
  char const* text = PQresultErrorField(answer, code);
  return text ? text : "";
}

std::optional<ConstraintError::Kind> kind_of(std::string_view state) {
  if (state == "23505" || state == "23P01") return ConstraintError::Kind::Unique;
  if (state == "23503") return ConstraintError::Kind::ForeignKey;
  if (state == "23502") return ConstraintError::Kind::NotNull;
  if (state.starts_with("23")) return ConstraintError::Kind::Check;
  return std::nullopt;
}

// The server ends this session, or does not know our prepared statements (any more).
bool ends_connection(std::string_view state, std::string_view message) {
  return state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03" ||
         state == "57P05" || state == "25P03" || state == "26000" ||
         (state == "0A000" && message.find("cached plan") != message.npos);
}

// Full disk or memory, too many connections, a standby, a time limit.
bool is_passing(std::string_view state) {
  return state.starts_with("53") || state.starts_with("58") || state == "25006" ||
         state == "57014" || state == "55P03";
}

}  // namespace

std::exception_ptr error_of(pg_result const* answer, char const* what) {
  auto const state = field(answer, PG_DIAG_SQLSTATE);
  auto const message = field(answer, PG_DIAG_MESSAGE_PRIMARY);
  // The detail is left out: it quotes the row.
  auto const text = fmt::format("{}: {} ({})", what, message, state);
  if (auto const kind = kind_of(state))
    return std::make_exception_ptr(ConstraintError(*kind, text));
  if (state == "40001" || state == "40P01") return std::make_exception_ptr(Collided(text));
  if (state.empty() || ends_connection(state, message)) return std::make_exception_ptr(Lost(text));
  if (is_passing(state))
    return std::make_exception_ptr(Unavailable("The database cannot do it now (" + text + ")."));
  return std::make_exception_ptr(std::runtime_error(text));
}

}  // namespace vefa::db::postgres
