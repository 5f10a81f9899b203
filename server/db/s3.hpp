// Objects in a bucket, over S3's protocol (AWS Signature Version 4, by libcurl).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "db/depot.hpp"

namespace vefa::db {

/// Names may hold letters, digits and `/ . _ - : +`. Not for several threads at once. Each verb
/// tries once; Unavailable, with the server's words and never a secret, when it fails.
class S3Bucket {
 public:
  S3Bucket(std::string bucket, S3Access const& access);
  ~S3Bucket();

  void put(std::string const& name, std::string_view bytes);
  std::optional<std::string> get(std::string const& name);
  /// Names that are not there are no error.
  void remove(std::vector<std::string> const& names);
  /// Names that begin so; with `folders_alone` what lies directly below, each ended by a `/`.
  std::vector<std::string> list(std::string const& prefix, bool folders_alone);

 private:
  struct Answer {
    long status = 0;
    std::string body;
  };
  /// `query` is in the order and the form that are signed.
  Answer ask(char const* method, std::string const& name, std::string const& query,
             std::string_view body);
  void remove_some(std::vector<std::string> const& names, std::size_t from, std::size_t to);
  [[noreturn]] void refuse(char const* what, std::string const& name, Answer const& answer) const;

  struct Handle;
  std::unique_ptr<Handle> handle_;
  std::string const bucket_;
  std::string const endpoint_;
  std::string const signing_;
  std::string const login_;
};

}  // namespace vefa::db
