#include "db/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

#include "base/crypto.hpp"
#include "base/text.hpp"

namespace vefa::files {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

[[noreturn]] void fail(std::string const& path, char const* what) {
  throw std::runtime_error(fmt::format("{} cannot be {}: {}", path, what, std::strerror(errno)));
}

class Descriptor {
 public:
  Descriptor(std::string const& path, int flags, unsigned mode, char const* what)
      : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
    if (fd_ < 0) fail(path, what);
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;

  std::string read() const {
    std::string piece(kPiece, '\0');
    ssize_t const got = ::read(fd_, piece.data(), piece.size());
    if (got < 0) fail(path_, "read");
    piece.resize(static_cast<std::size_t>(got));
    return piece;
  }
  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      ssize_t const put = ::write(fd_, bytes.data(), bytes.size());
      if (put < 0) fail(path_, "written");
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
  }
  void sync() const {
    if (::fsync(fd_) != 0) fail(path_, "made durable");
  }

 private:
  std::string path_;
  int fd_;
};

}  // namespace

Fingerprint fingerprint(std::string const& path) {
  Descriptor const file(path, O_RDONLY, 0, "opened");
  Sha256 hash;
  std::int64_t bytes = 0;
  for (auto piece = file.read(); !piece.empty(); piece = file.read()) {
    hash.add(piece);
    bytes += static_cast<std::int64_t>(piece.size());
  }
  return {hex(hash.digest()), bytes};
}

void copy(std::string const& from, std::string const& to, unsigned mode) {
  Descriptor const source(from, O_RDONLY, 0, "opened");
  Descriptor const target(to, O_WRONLY | O_CREAT | O_EXCL, mode, "made");
  for (auto piece = source.read(); !piece.empty(); piece = source.read()) target.write(piece);
  target.sync();
}

void write_whole(std::string const& path, std::string const& text, unsigned mode) {
  std::string const beside = path + ".part";
  {
    Descriptor const file(beside, O_WRONLY | O_CREAT | O_TRUNC, mode, "made");
    file.write(text);
    file.sync();
  }
  std::filesystem::rename(beside, path);
  auto const folder = std::filesystem::path(path).parent_path();
  sync(folder.empty() ? "." : folder.string());
}

std::string read_whole(std::string const& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail(path, "opened");
  return {std::istreambuf_iterator<char>(in), {}};
}

void sync(std::string const& path) { Descriptor(path, O_RDONLY, 0, "opened").sync(); }

}  // namespace vefa::files
