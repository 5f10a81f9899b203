#include "db/postgres/address.hpp"

#include <libpq-fe.h>

#include "base/text.hpp"
#include "db/postgres/errors.hpp"

namespace vefa::db::postgres {
namespace {

bool is_name(std::string_view text) {
  bool const good = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  return good && !text.empty() && text.size() <= 50 && !(text[0] >= '0' && text[0] <= '9');
}

void run(Handle const& connection, std::string const& sql) {
  std::unique_ptr<PGresult, decltype(&PQclear)> const answer(PQexec(connection.get(), sql.c_str()),
                                                             &PQclear);
  auto const status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    std::rethrow_exception(error_of(answer.get(), "connect"));
}

bool has_schema(Handle const& connection, std::string const& schema) {
  char const* const values[] = {schema.c_str()};
  std::unique_ptr<PGresult, decltype(&PQclear)> const answer(
      PQexecParams(connection.get(), "SELECT 1 FROM pg_namespace WHERE nspname = $1", 1, nullptr,
                   values, nullptr, nullptr, 0),
      &PQclear);
  return PQntuples(answer.get()) == 1;
}

}  // namespace

void CloseConnection::operator()(pg_conn* connection) const { PQfinish(connection); }

Address parse_address(std::string const& url, bool durable) {
  Address address{url, "vefa", durable};
  auto const question = url.find('?');
  if (question == std::string::npos) return address;
  std::vector<std::string> kept;
  for (auto const& parameter : split(std::string_view(url).substr(question + 1), '&')) {
    if (parameter.starts_with("schema=")) {
      address.schema = parameter.substr(7);
    } else if (!parameter.empty()) {
      kept.push_back(parameter);
    }
  }
  if (!is_name(address.schema))
    throw Unavailable(
        "The schema in the database address must be made of small letters, digits and underscores, "
        "at most 50, not beginning with a digit.");
  address.url = url.substr(0, question) + (kept.empty() ? "" : "?" + join(kept, "&"));
  return address;
}

Handle connect(Address const& address) {
  // What the url says comes later and wins.
  char const* const keys[] = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                              "keepalives_count", "tcp_user_timeout", "fallback_application_name",
                              "client_encoding",  "dbname",           nullptr};
  char const* const values[] = {
      "5", "30", "10", "3", "30000", "vefa", "UTF8", address.url.c_str(), nullptr};
  Handle connection(PQconnectdbParams(keys, values, 1));
  if (PQstatus(connection.get()) != CONNECTION_OK)
    throw Lost("PostgreSQL cannot be reached: " + trim(PQerrorMessage(connection.get())));
  PQsetNoticeProcessor(
      connection.get(), [](void*, char const*) {}, nullptr);
  run(connection, fmt::format("SET search_path TO {}; SET statement_timeout = '30s'; "
                              "SET lock_timeout = '10s'; SET client_min_messages = warning; "
                              "SET idle_in_transaction_session_timeout = '60s'",
                              address.schema));
  // What has no index is reckoned at a price, then, that would have each such plan compiled by
  // LLVM.
  if (address.by_index) run(connection, "SET enable_seqscan = off; SET jit = off");
  if (!address.durable) run(connection, "SET synchronous_commit = off");
  return connection;
}

void prepare_schema(Address const& address) {
  auto const connection = connect(address);
  if (PQserverVersion(connection.get()) < 130000)
    throw Unavailable("The PostgreSQL server is older than version 13; use 13 or newer.");
  char const* const encoding = PQparameterStatus(connection.get(), "server_encoding");
  if (!encoding || std::string_view(encoding) != "UTF8")
    throw Unavailable("The PostgreSQL database is not in UTF-8; create one with ENCODING 'UTF8'.");
  if (has_schema(connection, address.schema)) return;
  // CREATE SCHEMA IF NOT EXISTS may still collide with the same of another node.
  run(connection, "SELECT pg_advisory_lock(hashtextextended('vefa ' || current_database(), 4712))");
  run(connection, "CREATE SCHEMA IF NOT EXISTS " + address.schema);
}

}  // namespace vefa::db::postgres
