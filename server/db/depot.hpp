// Where shipped logs lie: a folder, or an address that speaks S3's protocol.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "db/files.hpp"

namespace vefa::db {

/// For `s3://bucket/prefix`; a folder needs none of it.
struct S3Access {
  std::string endpoint;  // https://host[:port]; empty: Amazon's own of the region
  std::string region = "us-east-1";
  std::string key;
  std::string secret;
  std::size_t most_waiting_bytes = std::size_t{64} << 20;
  Duration longest_pause = std::chrono::seconds(30);  // between tries
};

/// Names are paths without a beginning `/`. Safe to use from several threads. Errors are
/// Unavailable or std::runtime_error.
class Depot {
 public:
  virtual ~Depot() = default;
  /// Whole or not at all. Where sending takes its time it may return before the bytes are there;
  /// what is put later arrives later. Throws when too much waits already.
  virtual void put(std::string const& name, std::string bytes) = 0;
  /// A large file: `make` writes it at the path it is given, then it is brought there, and is there
  /// when this returns. `workplace` is a path where it may lie for a while.
  virtual files::Fingerprint put_made(std::string const& name, std::string const& workplace,
                                      std::function<void(std::string const& path)> const& make) = 0;
  /// What was put before is there; answers up to which instant that is so, at most `now`.
  virtual Instant arrived(Instant now) = 0;
  /// Waits for what was put; false when it is not there after `at_most`.
  virtual bool flush(Duration at_most) = 0;
  /// Names directly below, without the folder's own; in order.
  virtual std::vector<std::string> folders_in(std::string const& folder) = 0;
  virtual std::vector<std::string> files_in(std::string const& folder) = 0;
  /// Nothing when it is not there.
  virtual std::optional<std::string> get(std::string const& name) = 0;
  /// `to` must not exist; durable.
  virtual void get_file(std::string const& name, std::string const& to) = 0;
  virtual void remove_folder(std::string const& folder) = 0;
};

/// A folder, or `s3://bucket/prefix`. Throws std::runtime_error when the address cannot be one.
std::unique_ptr<Depot> open_depot(std::string const& address, S3Access const& access);

}  // namespace vefa::db
