// The real program, started by a test and stopped by its process id.
#pragma once
#include <string>
#include <vector>

namespace vefa::testing {

/// `vefa serve` on a free port of 127.0.0.1. The program is the environment's VEFA_BINARY, else
/// build/vefa.
class VefaProcess {
 public:
  /// Waits until it listens; throws std::runtime_error with its log when it does not.
  VefaProcess(std::string folder, std::vector<std::string> const& flags);
  ~VefaProcess();
  VefaProcess(VefaProcess const&) = delete;
  VefaProcess& operator=(VefaProcess const&) = delete;

  int port() const { return port_; }
  int pid() const { return pid_; }
  /// SIGKILL: as a power cut would.
  void kill();
  /// SIGTERM; waits for the end and answers its exit status.
  int stop();
  std::string log() const;

 private:
  int wait_for_end();
  std::string folder_;
  int pid_ = 0;
  int port_ = 0;
};

/// `vefa` with these words, to its end.
struct Ran {
  int status = 0;
  std::string said;  // on both outputs
};
Ran run_vefa(std::vector<std::string> words);

/// A new folder under the system's temporary one; removed by the caller.
std::string temporary_folder();

}  // namespace vefa::testing
