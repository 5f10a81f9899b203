#include "tests/support/postgres.hpp"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "db/database.hpp"

namespace vefa::testing {
namespace {

constexpr char const* kPrograms = "/usr/lib/postgresql/15/bin/";

std::string text_of(std::string const& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// A test's database is two thousand files; made and dropped in memory they cost a fifth.
std::filesystem::path folder_of_clusters() {
  constexpr std::uintmax_t kRoom = 2'000'000'000;
  std::filesystem::path const memory = "/dev/shm";
  std::error_code none;
  bool const has_room = std::filesystem::space(memory, none).available >= kRoom && !none;
  return has_room ? memory : std::filesystem::temp_directory_path();
}

// PostgreSQL refuses to run as root: then as the account that its package made.
passwd const* account() {
  if (geteuid() != 0) return nullptr;
  passwd const* found = getpwnam("postgres");
  if (!found) throw std::runtime_error("there is no account postgres; install postgresql-15");
  return found;
}

class Cluster {
 public:
  /// Quick: shared by tests that kill no database.
  enum class Kind { Quick, Durable };
  explicit Cluster(Kind kind) : kind_(kind) {
    char const* running = std::getenv("VEFA_TEST_POSTGRES");
    if (running && kind == Kind::Quick) {
      url_ = running;
      return;
    }
    folder_ = (folder_of_clusters() / "vefa-pg-XXXXXX").string();
    if (!mkdtemp(folder_.data())) throw std::runtime_error("cannot make " + folder_);
    if (auto const* owner = account())
      if (chown(folder_.c_str(), owner->pw_uid, owner->pw_gid) != 0)
        throw std::runtime_error("cannot hand over " + folder_);
    url_ = "postgresql://postgres@/postgres?host=" + folder_;
    wait_for(start({"initdb", "-D", folder_ + "/data", "-U", "postgres", "-A", "trust", "-E",
                    "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"}));
    start_server();
  }
  void start_server() {
    std::vector<std::string> words{"postgres", "-D", folder_ + "/data", "-k", folder_};
    std::vector<std::string> settings{"listen_addresses=",    "max_connections=300",
                                      "shared_buffers=128MB", "autovacuum=off",
                                      "max_wal_size=128MB",   "dynamic_shared_memory_type=mmap"};
    // A killed process loses nothing that it gave to the kernel, so nothing waits for the disk.
    settings.insert(settings.end(), {"fsync=off", "full_page_writes=off"});
    if (kind_ == Kind::Quick) settings.emplace_back("synchronous_commit=off");
    for (auto const& setting : settings) words.insert(words.end(), {"-c", setting});
    server_ = start(words);
    wait_until_ready();
  }
  void kill_server() {
    ::kill(server_, SIGQUIT);
    waitpid(server_, nullptr, 0);
    server_ = 0;
  }
  ~Cluster() {
    if (server_ > 0) {
      ::kill(server_, SIGINT);
      waitpid(server_, nullptr, 0);
    }
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  std::string const& url() const { return url_; }

 private:
  pid_t start(std::vector<std::string> arguments) {
    // The whole path, for they look for their neighbours by it; Debian has none of them in PATH.
    std::string const program = arguments.front().insert(0, kPrograms);
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    auto const* owner = account();
    pid_t const pid = fork();
    if (pid != 0) return pid;
    // The parent may have threads: only calls that are safe after fork, down to exec.
    int const log = open((folder_ + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    if (owner && (setgroups(0, nullptr) != 0 || setgid(owner->pw_gid) != 0 ||
                  setuid(owner->pw_uid) != 0 || chdir(folder_.c_str()) != 0))
      _exit(126);
    execv(program.c_str(), argv.data());
    _exit(127);
  }

  void wait_for(pid_t pid) {
    int status = 0;
    waitpid(pid, &status, 0);
    if (status != 0) throw std::runtime_error("initdb failed: " + text_of(folder_ + "/log"));
  }

  void wait_until_ready() {
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (PQping(url_.c_str()) != PQPING_OK) {
      int status = 0;
      bool const ended = waitpid(server_, &status, WNOHANG) == server_;
      if (ended || std::chrono::steady_clock::now() > until) {
        if (ended) server_ = 0;
        throw std::runtime_error("PostgreSQL did not start: " + text_of(folder_ + "/log"));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  Kind const kind_;
  std::string folder_;
  std::string url_;
  pid_t server_ = 0;
};

Cluster const& cluster() {
  static Cluster const one(Cluster::Kind::Quick);
  return one;
}

void run_at(std::string const& url, std::string const& sql) {
  std::unique_ptr<PGconn, decltype(&PQfinish)> const connection(PQconnectdb(url.c_str()),
                                                                &PQfinish);
  std::unique_ptr<PGresult, decltype(&PQclear)> const answer(PQexec(connection.get(), sql.c_str()),
                                                             &PQclear);
  auto const status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
}

void run(std::string const& sql) { run_at(cluster().url(), sql); }

std::string unique_name(std::string const& kind) {
  static std::atomic<int> count = 0;
  static auto const random = std::random_device{}();
  return fmt::format("vefa_{}_{}_{}_{}", kind, getpid(), random, ++count);
}

// postgresql://user@host/DATABASE?parameters
std::pair<std::size_t, std::size_t> place_of_database(std::string const& url) {
  auto const begin = url.find('/', url.find("//") + 2) + 1;
  return {begin, std::min(url.find('?', begin), url.size()) - begin};
}

std::string url_of_database(std::string url, std::string const& name) {
  auto const [begin, length] = place_of_database(url);
  return url.replace(begin, length, name);
}

// A migrated database nobody uses, to be copied.
class Template {
 public:
  Template() : name_(unique_name("template")) {
    run("CREATE DATABASE " + name_ + " TEMPLATE template0 ENCODING 'UTF8'");
    db::Options options;
    options.url = url_of_database(cluster().url(), name_);
    options.durable = false;
    db::open(options)->close();
  }
  ~Template() {
    try {
      run("DROP DATABASE " + name_);
    } catch (std::exception const&) {
      // A cluster of our own is removed as a whole anyway.
    }
  }
  std::string const& name() const { return name_; }

 private:
  std::string const name_;
};

}  // namespace

struct OwnPostgres::State {
  Cluster cluster{Cluster::Kind::Durable};
};
OwnPostgres::OwnPostgres() : state_(std::make_unique<State>()) {}
OwnPostgres::~OwnPostgres() = default;
std::string OwnPostgres::url() const { return state_->cluster.url(); }
void OwnPostgres::kill() { state_->cluster.kill_server(); }
void OwnPostgres::start() { state_->cluster.start_server(); }
void OwnPostgres::cut_connections() const {
  run_at(url(),
         "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
         "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
}

std::string postgres_cluster_url() { return cluster().url(); }

std::string fresh_postgres_url() {
  std::string const& url = cluster().url();
  char const separator = url.find('?') == std::string::npos ? '?' : '&';
  return url + separator + "schema=" + unique_name("test");
}

std::string empty_postgres_url() {
  auto const name = unique_name("test");
  run("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
  return url_of_database(cluster().url(), name);
}

std::string migrated_postgres_url() {
  cluster();  // first, so that it outlives the template
  static Template const migrated;
  auto const name = unique_name("test");
  // Its files are copied; through the log, page by page, took half as long again.
  run("CREATE DATABASE " + name + " STRATEGY file_copy TEMPLATE " + migrated.name());
  return url_of_database(cluster().url(), name);
}

void drop_postgres(std::string const& url) {
  auto const [begin, length] = place_of_database(url);
  run("DROP DATABASE IF EXISTS " + url.substr(begin, length) + " WITH (FORCE)");
}

}  // namespace vefa::testing
