#include "bench/subject.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/http_client.hpp"
#include "tests/support/postgres.hpp"

namespace vefa::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::string read_file(std::string const& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Runs a program to its end; its words go to `log`.
void run(std::vector<std::string> words, std::string const& log) {
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  int const child = ::fork();
  if (child == 0) {
    int const out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(words[0] + " " + words[1] + " failed: " + read_file(log));
}

double cpu_seconds_of(int pid) {
  std::ifstream in(fmt::format("/proc/{}/stat", pid));
  std::string const line{std::istreambuf_iterator<char>(in), {}};
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::string sign_in(int port, std::string const& who) {
  testing::HttpClient client(port);
  auto const answer =
      client.post("/api/v1/session",
                  fmt::format(R"({{"email":"{}@anka.example","password":"vefa-demo-2026"}})", who));
  if (answer.status != 201) throw std::runtime_error("nobody can sign in: " + answer.body);
  return std::string(answer.json().at("token").as_string());
}

}  // namespace

std::string neighbour(std::string const& name) {
  return (fs::read_symlink("/proc/self/exe").parent_path() / name).string();
}

Company::Company(Engine engine, long cases) : folder_(testing::temporary_folder()) {
  database_ = engine == Engine::Sqlite ? "sqlite:" + folder_ + "/company.db"
                                       : testing::fresh_postgres_url();
  auto const start = Clock::now();
  std::vector<std::string> words{neighbour("vefa"), "generate", "--cases", std::to_string(cases)};
  auto const more = flags();
  words.insert(words.end(), more.begin(), more.end());
  run(words, folder_ + "/generate.log");
  seconds_ = ms_since(start) / 1000;
}

std::unique_ptr<Company> Company::in(std::string const& folder, Engine engine, long cases) {
  return folder.empty() ? std::make_unique<Company>(engine, cases)
                        : std::make_unique<Company>(folder);
}

Company::Company(std::string folder) : folder_(std::move(folder)), is_ours_(false) {
  for (auto const& entry : fs::directory_iterator(folder_))
    if (entry.path().extension() == ".db") database_ = "sqlite:" + entry.path().string();
  if (database_.empty()) throw std::runtime_error("no company's file (*.db) lies in " + folder_);
}

Company::~Company() {
  std::error_code ignored;
  if (is_ours_) fs::remove_all(folder_, ignored);
}

std::vector<std::string> Company::flags() const {
  return {"--data", folder_, "--database", database_};
}

Server::Server(Company const& company, std::vector<std::string> const& more) {
  auto flags = company.flags();
  for (auto const* off : {"--requests-per-second-per-address", "--requests-per-second-per-account"})
    flags.insert(flags.end(), {off, "0"});
  flags.insert(flags.end(), {"--log-level", "warn"});
  flags.insert(flags.end(), more.begin(), more.end());
  ::setenv("VEFA_BINARY", neighbour("vefa").c_str(), 1);
  auto const start = Clock::now();
  process_ = std::make_unique<testing::VefaProcess>(testing::temporary_folder(), flags);
  testing::HttpClient first(port());
  if (first.get("/healthz").status != 200) throw std::runtime_error("not healthy");
  first_answer_ms_ = ms_since(start);
  manager_ = sign_in(port(), "manager");
  agent_ = sign_in(port(), "agent1");
  administrator_ = sign_in(port(), "admin");
}

double Server::memory_mb(char const* field) const {
  std::ifstream in(fmt::format("/proc/{}/status", process_->pid()));
  for (std::string word; in >> word;) {
    double kilobytes = 0;
    if (word == field && in >> kilobytes) return kilobytes / 1024;
  }
  throw std::runtime_error("the server is gone: " + process_->log());
}

double Server::cpu_seconds() const { return cpu_seconds_of(process_->pid()); }
double Bare::cpu_seconds() const { return cpu_seconds_of(pid_); }
double Server::resident_mb() const { return memory_mb("VmRSS:"); }
double Server::most_resident_mb() const { return memory_mb("VmHWM:"); }

Bare::Bare(Engine engine) : folder_(testing::temporary_folder()) {
  int in[2];
  int out[2];
  if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
  auto program = neighbour("vefa_bare");
  auto where = folder_ + "/bare.db";
  if (engine == Engine::Postgres) {
    static std::string const ours = "schema=";
    where = testing::fresh_postgres_url();
    where.replace(where.find(ours), ours.size(), "options=-csearch_path%3D");
  }
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::execl(program.c_str(), program.c_str(), where.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  input_ = in[1];
  char text[16] = {};
  if (::read(out[0], text, sizeof text - 1) <= 0) throw std::runtime_error("no bare program");
  ::close(out[0]);
  port_ = std::stoi(text);
}

Bare::~Bare() {
  ::close(input_);
  ::waitpid(pid_, nullptr, 0);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

}  // namespace vefa::bench
