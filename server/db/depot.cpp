#include "db/depot.hpp"

#include <filesystem>

#include "db/s3_depot.hpp"

namespace vefa::db {
namespace {

namespace fs = std::filesystem;

class FolderDepot final : public Depot {
 public:
  explicit FolderDepot(std::string folder) : folder_(std::move(folder)) {}

  void put(std::string const& name, std::string bytes) override {
    make_room(name);
    files::write_whole(path(name), bytes, 0600);
  }
  files::Fingerprint put_made(std::string const& name, std::string const&,
                              std::function<void(std::string const&)> const& make) override {
    make_room(name);
    make(path(name));
    return files::fingerprint(path(name));
  }
  Instant arrived(Instant now) override { return now; }
  bool flush(Duration) override { return true; }
  std::vector<std::string> folders_in(std::string const& folder) override {
    return names(folder, true);
  }
  std::vector<std::string> files_in(std::string const& folder) override {
    return names(folder, false);
  }
  std::optional<std::string> get(std::string const& name) override {
    if (!fs::exists(path(name))) return std::nullopt;
    return files::read_whole(path(name));
  }
  void get_file(std::string const& name, std::string const& to) override {
    files::copy(path(name), to, 0600);
  }
  void remove_folder(std::string const& folder) override { fs::remove_all(path(folder)); }

 private:
  std::string path(std::string const& name) const {
    return name.empty() ? folder_ : folder_ + "/" + name;
  }
  void make_room(std::string const& name) const {
    auto const folder = fs::path(path(name)).parent_path();
    if (!fs::create_directories(folder)) return;
    files::sync(folder.parent_path().string());
  }
  std::vector<std::string> names(std::string const& folder, bool folders) const {
    std::vector<std::string> out;
    if (!fs::is_directory(path(folder))) return out;
    for (auto const& entry : fs::directory_iterator(path(folder)))
      if (entry.is_directory() == folders) out.push_back(entry.path().filename().string());
    std::sort(out.begin(), out.end());
    return out;
  }

  std::string const folder_;
};

}  // namespace

std::unique_ptr<Depot> open_depot(std::string const& address, S3Access const& access) {
  if (address.starts_with("s3://")) return open_s3_depot(address, access);
  return std::make_unique<FolderDepot>(address);
}

}  // namespace vefa::db
