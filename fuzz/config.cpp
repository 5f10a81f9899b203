#include "main/config.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>

#include "fuzz/targets.hpp"

namespace vefa::fuzz {
namespace {

/// A file that is in memory alone, with a path to open it by.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("vefa.toml", 0)) {
    if (descriptor_ < 0 || write(descriptor_, bytes.data(), bytes.size()) < 0)
      throw std::logic_error("no file in memory");
  }
  MemoryFile(MemoryFile const&) = delete;
  MemoryFile& operator=(MemoryFile const&) = delete;
  ~MemoryFile() { close(descriptor_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace

std::string check_config(std::string_view toml) {
  MemoryFile const file(toml);
  try {
    auto const config = load_config(file.path(), {});
    if (config.port() < 0 || config.port() > 65535) return "a port out of range";
    if (config.threads < 1 || config.stop_seconds < 0) return "a number out of range";
    for (auto const& company : config.companies)
      if (company.name.empty() || company.hosts.empty()) return "a company without name or host";
  } catch (std::runtime_error const& refusal) {
    if (std::string_view(refusal.what()).empty()) return "a refusal without a word";
  }
  return {};
}

}  // namespace vefa::fuzz
