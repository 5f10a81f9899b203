// An S3-compatible server on loopback that keeps objects in memory and believes only requests that
// are signed: it computes each signature (AWS Signature Version 4) and each body's hash anew.
#pragma once
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace vefa::testing {

class S3Server {
 public:
  static constexpr char const* kKey = "AKIATEST";
  static constexpr char const* kSecret = "secret/of+the=key";
  static constexpr char const* kRegion = "eu-central-1";

  S3Server();
  ~S3Server();
  S3Server(S3Server const&) = delete;
  S3Server& operator=(S3Server const&) = delete;

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }
  /// `bucket/name` → bytes.
  std::map<std::string, std::string> objects() const;
  void change(std::string const& name, std::string const& bytes);
  void remove(std::string const& name);
  /// Requests whose signature or hash was wrong.
  int refused() const { return refused_; }
  /// From now on each request gets 503, or no answer at all while it lasts.
  enum class Mood { Well, Busy, Silent };
  void set_mood(Mood mood) { mood_ = mood; }

 private:
  struct Request {
    std::string method;
    std::string path;                            // as it came
    std::map<std::string, std::string> query;    // as it came, by name
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
  };
  void serve();
  void converse(int peer);
  std::string answer(Request const& request);
  std::string list(std::string const& bucket, Request const& request) const;
  std::string remove_many(std::string const& bucket, Request const& request);
  static bool is_signed(Request const& request);

  int listener_ = -1;
  int port_ = 0;
  int wake_ = -1;
  std::atomic<int> refused_ = 0;
  std::atomic<Mood> mood_ = Mood::Well;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> objects_;
  std::thread thread_;
};

}  // namespace vefa::testing
