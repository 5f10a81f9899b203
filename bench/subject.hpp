// The program under measurement: the real one, on a company that `vefa generate` made.
#pragma once
#include <memory>
#include <string>

#include "tests/support/vefa_process.hpp"

namespace vefa::bench {

enum class Engine { Sqlite, Postgres };

/// A generated company, in a folder of its own that is removed at the end.
class Company {
 public:
  /// Runs `vefa generate`. Throws std::runtime_error with what it said.
  Company(Engine engine, long cases);
  /// One that lies in `folder` already (`vefa generate --data folder`); left as it is.
  explicit Company(std::string folder);
  /// A new one where `folder` is empty.
  static std::unique_ptr<Company> in(std::string const& folder, Engine engine, long cases);
  ~Company();
  Company(Company const&) = delete;
  Company& operator=(Company const&) = delete;

  std::vector<std::string> flags() const;
  std::string const& folder() const { return folder_; }
  double generated_in_seconds() const { return seconds_; }

 private:
  std::string folder_;
  std::string database_;
  bool is_ours_ = true;
  double seconds_ = 0;
};

/// The server on that company, with somebody signed in. Limits of requests are off.
class Server {
 public:
  explicit Server(Company const& company, std::vector<std::string> const& more = {});

  int port() const { return process_->port(); }
  std::string const& manager() const { return manager_; }  // token of a manager: sees everything
  std::string const& administrator() const { return administrator_; }
  std::string const& agent() const { return agent_; }  // of one who sees her team's
  /// Resident memory in MB, now and at the most so far.
  double resident_mb() const;
  double most_resident_mb() const;
  /// Processor time used so far, of all its threads: says more than the clock on a busy machine.
  double cpu_seconds() const;
  /// From the start of the process to the answer to the first request.
  double first_answer_ms() const { return first_answer_ms_; }
  int stop() { return process_->stop(); }

 private:
  double memory_mb(char const* field) const;

  std::unique_ptr<testing::VefaProcess> process_;
  std::string manager_;
  std::string agent_;
  std::string administrator_;
  double first_answer_ms_ = 0;
};

/// The bare program of bare.cpp while it runs.
class Bare {
 public:
  explicit Bare(Engine engine);
  ~Bare();
  Bare(Bare const&) = delete;
  Bare& operator=(Bare const&) = delete;
  int port() const { return port_; }
  double cpu_seconds() const;

 private:
  std::string folder_;
  int pid_ = 0;
  int input_ = -1;
  int port_ = 0;
};

/// Of the folder in which this program lies: vefa and vefa_bare are its neighbours.
std::string neighbour(std::string const& name);

}  // namespace vefa::bench
