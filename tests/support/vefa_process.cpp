#include "tests/support/vefa_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace vefa::testing {
namespace {

std::string read_file(std::string const& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string program() {
  auto const* given = std::getenv("VEFA_BINARY");
  return given ? given : "build/vefa";
}

int next_number() {
  static int number = 0;
  return ++number;
}

int port_in(std::string const& out) {
  auto const at = out.find("Vefa listens on ");
  auto const end = out.find('\n', at == std::string::npos ? 0 : at);
  if (at == std::string::npos || end == std::string::npos) return 0;
  return std::stoi(out.substr(out.rfind(':', end) + 1));
}

}  // namespace

std::string temporary_folder() {
  auto pattern = (std::filesystem::temp_directory_path() / "vefa-test-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder can be made");
  return pattern;
}

Ran run_vefa(std::vector<std::string> words) {
  words.insert(words.begin(), program());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  int out[2];
  if (::pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipe can be made");
  pid_t const pid = ::fork();
  if (pid == 0) {
    ::dup2(out[1], STDOUT_FILENO);
    ::dup2(out[1], STDERR_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(out[1]);
  Ran ran;
  char piece[4096];
  for (ssize_t got = 0; (got = ::read(out[0], piece, sizeof piece)) > 0;)
    ran.said.append(piece, static_cast<std::size_t>(got));
  ::close(out[0]);
  int status = 0;
  ::waitpid(pid, &status, 0);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

VefaProcess::VefaProcess(std::string folder, std::vector<std::string> const& flags)
    : folder_(folder + "/process" + std::to_string(next_number())) {
  std::filesystem::create_directories(folder_);
  std::vector<std::string> words{program(), "serve", "--listen", "127.0.0.1:0"};
  words.insert(words.end(), flags.begin(), flags.end());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    int const out = ::open((folder_ + "/out").c_str(), O_WRONLY | O_CREAT, 0600);
    int const err = ::open((folder_ + "/log").c_str(), O_WRONLY | O_CREAT, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (port_ == 0) {
    port_ = port_in(read_file(folder_ + "/out"));
    if (port_ != 0) return;
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_ || std::chrono::steady_clock::now() > until) {
      pid_ = 0;
      throw std::runtime_error("vefa did not start: " + log());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

VefaProcess::~VefaProcess() {
  if (pid_ > 0) stop();
}

void VefaProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  wait_for_end();
}

int VefaProcess::stop() {
  if (pid_ <= 0) return -1;
  ::kill(pid_, SIGTERM);
  return wait_for_end();
}

int VefaProcess::wait_for_end() {
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string VefaProcess::log() const { return read_file(folder_ + "/log"); }

}  // namespace vefa::testing
