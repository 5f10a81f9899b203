// A real PostgreSQL for the tests: started once a process when first asked for, stopped at its end.
#pragma once
#include <memory>
#include <string>

namespace vefa::testing {

/// A url whose schema does not exist yet, in a cluster that listens only on a socket in a temporary
/// folder. With VEFA_TEST_POSTGRES set to the url of a running server, in that one instead.
/// Throws std::runtime_error with the server's log when it cannot be started.
std::string fresh_postgres_url();

/// A new database that has all migrations applied, copied from one that was migrated once a
/// process: far quicker than migrating again.
std::string migrated_postgres_url();

/// A new, empty database.
std::string empty_postgres_url();

/// Gives the room of a database made by `migrated_postgres_url` back; it must be closed. Otherwise
/// it stays until the end of the process.
void drop_postgres(std::string const& url);

/// A server of the test's own, which keeps what it acknowledged when it is killed.
class OwnPostgres {
 public:
  OwnPostgres();
  ~OwnPostgres();
  OwnPostgres(OwnPostgres const&) = delete;
  OwnPostgres& operator=(OwnPostgres const&) = delete;

  std::string url() const;
  /// At once, without finishing anything; what is written is found again at the next start.
  void kill();
  void start();
  /// Ends every connection, as a firewall or an administrator does.
  void cut_connections() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The cluster's url without a schema, to hand to other processes as VEFA_TEST_POSTGRES.
std::string postgres_cluster_url();

}  // namespace vefa::testing
