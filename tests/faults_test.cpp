// What the world does to a server: the real program, on a disk that is really full.
#include <gmock/gmock.h>
#include <sys/mount.h>

#include <filesystem>

#include "base/time.hpp"
#include "modules/doctor/doctor.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/vefa_process.hpp"
#include "tests/support/writers.hpp"

namespace vefa::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A disk of a few megabytes, in memory. Only root may mount one.
class SmallDisk {
 public:
  explicit SmallDisk(char const* size) : folder_(temporary_folder()) {
    mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, options(size).c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  bool is_there() const { return mounted_; }
  std::string const& folder() const { return folder_; }
  void resize(char const* size) {
    if (::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, options(size).c_str()) != 0)
      throw std::runtime_error("the disk cannot be resized");
  }

 private:
  static std::string options(char const* size) { return std::string("size=") + size; }

  std::string folder_;
  bool mounted_ = false;
};

/// Opens cases one after the other and counts those that were acknowledged.
class Clerk {
 public:
  Clerk(int port, FirstDay const& who) : http_(port), customer_(who.customer_id) {
    http_.token = who.token;
  }
  HttpAnswer write() {
    auto answer = http_.post(
        "/api/v1/cases",
        fmt::format(R"({{"customer_id": "{}", "channel": "phone", "subject": "{}", "text": "{}"}})",
                    customer_, ++tried_, std::string(15'000, 'x')));
    if (answer.status == 201) ++acknowledged_;
    return answer;
  }
  /// The cases there are, by their list.
  std::size_t stored() {
    std::size_t count = 0;
    for (std::string cursor;;) {
      auto const page =
          http_.get("/api/v1/cases?limit=100" + (cursor.empty() ? "" : "&cursor=" + cursor));
      EXPECT_EQ(page.status, 200) << page.body;
      count += page.json().at("items").as_array().size();
      auto const& next = page.json().at("next_cursor");
      if (!next.is_string()) return count;
      cursor = std::string(next.as_string());
    }
  }
  std::size_t acknowledged() const { return acknowledged_; }

 private:
  HttpClient http_;
  std::string customer_;
  std::size_t tried_ = 0;
  std::size_t acknowledged_ = 0;
};

std::vector<std::string> faults_of(std::string const& url) {
  auto const database = db::open({.url = url});
  std::vector<std::string> out;
  doctor::examine(*database, wall_now(), {}, [&](doctor::Violation const& violation) {
    out.push_back(violation.rule + ": " + violation.what);
  });
  database->close();
  return out;
}

TEST(Faults, a_full_disk_is_said_harms_nothing_and_is_over_when_there_is_room) {
  SmallDisk disk("6m");
  if (!disk.is_there()) GTEST_SKIP() << "only root may mount a small disk";
  auto const logs = temporary_folder();
  VefaProcess vefa(logs, {"--data", disk.folder()});
  auto const who = first_day(vefa.port());
  Clerk clerk(vefa.port(), who);
  HttpAnswer answer;
  for (int i = 0; i < 2000 && (i == 0 || answer.status == 201); ++i) answer = clerk.write();
  EXPECT_EQ(answer.status, 503) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr("unavailable"));
  EXPECT_NE(answer.header("retry-after"), "");
  for (int i = 0; i < 20; ++i) EXPECT_EQ(clerk.write().status, 503);
  // Those who read are still served, and see what was acknowledged and no more.
  EXPECT_EQ(clerk.stored(), clerk.acknowledged() + 1);
  disk.resize("64m");
  answer = clerk.write();
  for (int i = 0; i < 200 && answer.status != 201; ++i) answer = clerk.write();
  EXPECT_EQ(answer.status, 201) << answer.body;
  for (int i = 0; i < 50; ++i) EXPECT_EQ(clerk.write().status, 201);
  EXPECT_EQ(clerk.stored(), clerk.acknowledged() + 1);
  EXPECT_EQ(vefa.stop(), 0);
  EXPECT_THAT(faults_of("sqlite:" + disk.folder() + "/vefa.db"), IsEmpty());
  std::filesystem::remove_all(logs);
}

}  // namespace
}  // namespace vefa::testing
