// A few threads for what must wait: slow routes, opening a company.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace vefa::http {

class Workers {
 public:
  static constexpr std::size_t kMaxQueued = 256;

  explicit Workers(int threads);
  /// Finishes what was submitted.
  ~Workers();
  /// False when too much waits; then `work` is not taken. `work` must not throw.
  bool submit(std::function<void()> work);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace vefa::http
