// Where a company's PostgreSQL schema is, and how to connect there.
#pragma once
#include <memory>
#include <string>

struct pg_conn;

namespace vefa::db::postgres {

struct Address {
  std::string url;     // as libpq understands it: without `schema`
  std::string schema;  // [a-z_][a-z0-9_]*, at most 50; so it needs no quoting
  bool durable = true;
  /// No table is read through where an index leads: for what use-cases do. A plan is kept by its
  /// connection, those of foreign keys too; made while a table was small, it would go on reading
  /// the table through when a file has filled it, until the server happens to analyse it.
  bool by_index = false;
};

/// Takes `schema=name` out of `postgresql://…?…`; without it the schema is `vefa`. Throws
/// Unavailable when the name is not made of small letters, digits and underscores.
Address parse_address(std::string const& url, bool durable);

struct CloseConnection {
  void operator()(pg_conn* connection) const;
};
using Handle = std::unique_ptr<pg_conn, CloseConnection>;

/// Connects (at most 5 s a host), with keep-alive, the search path and the time limits set. Works
/// through PgBouncer in session mode; transaction mode loses prepared statements and LISTEN.
/// Throws Lost with libpq's reason.
Handle connect(Address const& address);

/// Creates the schema when it is absent, and looks whether the server suits: version 13 or newer,
/// UTF-8. Throws Unavailable with a sentence that says what to do.
void prepare_schema(Address const& address);

}  // namespace vefa::db::postgres
