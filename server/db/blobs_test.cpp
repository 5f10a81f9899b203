#include "db/blobs.hpp"

#include "base/crypto.hpp"
#include "db/settings.hpp"
#include "tests/support/databases.hpp"

namespace vefa {
namespace {

class Blobs : public testing::OnBothDatabases {
 public:
  Blobs() {
    ctx_.ids = &ids_;
    ctx_.now = {1'800'000'000'000};
  }
  BlobId put(std::string_view bytes) {
    BlobId id;
    database_->write_now([&](db::Tx& tx) {
      id = blobs::put(ctx_, tx, bytes);
      return db::Outcome::Commit;
    });
    return id;
  }

 protected:
  std::unique_ptr<db::Database> database_ = fresh();
  IdSource ids_;
  Context ctx_;
};
VEFA_ON_BOTH_DATABASES(Blobs);

TEST_P(Blobs, three_megabytes_come_back_as_they_went_whole_and_in_parts) {
  std::string const bytes = random_bytes(3'000'001);
  auto const id = put(bytes);
  database_->read_now([&](db::Tx& tx) {
    EXPECT_TRUE(blobs::get(tx, id) == bytes);
    auto const info = blobs::info(tx, id).value();
    EXPECT_EQ(info.size_bytes, 3'000'001);
    EXPECT_EQ(info.sha256.data, sha256(bytes));
    EXPECT_EQ(info.created_at, ctx_.now);
    EXPECT_EQ(info.parts(), 12);
    std::string joined;
    for (std::int64_t part = 0; part < info.parts(); ++part)
      joined += blobs::read_part(tx, id, part).value();
    EXPECT_TRUE(joined == bytes);
    EXPECT_EQ(blobs::read_part(tx, id, info.parts()), std::nullopt);
  });
}

TEST_P(Blobs, empty_bytes_are_a_blob_too) {
  auto const id = put("");
  database_->read_now([&](db::Tx& tx) {
    EXPECT_EQ(blobs::get(tx, id), "");
    EXPECT_EQ(blobs::info(tx, id)->parts(), 0);
    EXPECT_EQ(blobs::get(tx, BlobId{12345}), std::nullopt);
    EXPECT_EQ(blobs::info(tx, BlobId{12345}), std::nullopt);
  });
}

TEST_P(Blobs, erasing_one_leaves_its_row_and_the_same_content_elsewhere) {
  auto const erased = put("same");
  auto const kept = put("same");
  database_->write_now([&](db::Tx& tx) {
    EXPECT_TRUE(blobs::erase(ctx_, tx, erased));
    EXPECT_FALSE(blobs::erase(ctx_, tx, erased));
    return db::Outcome::Commit;
  });
  database_->read_now([&](db::Tx& tx) {
    EXPECT_EQ(blobs::get(tx, erased), std::nullopt);
    EXPECT_EQ(blobs::read_part(tx, erased, 0), std::nullopt);
    EXPECT_EQ(blobs::info(tx, erased)->erased_at, ctx_.now);
    EXPECT_EQ(blobs::info(tx, erased)->parts(), 0);
    EXPECT_EQ(blobs::get(tx, kept), "same");
  });
}

struct Greeting {
  std::string text;
  std::int64_t times = 0;
  bool operator==(Greeting const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (text, times))

class Settings : public testing::OnBothDatabases {};
VEFA_ON_BOTH_DATABASES(Settings);

TEST_P(Settings, what_was_put_last_is_what_is_got) {
  auto const database = fresh();
  database->write_now([](db::Tx& tx) {
    EXPECT_EQ(db::get_setting(tx, "test.greeting"), std::nullopt);
    db::put_setting(tx, "test.greeting", {{"text", "merhaba"}, {"times", 1}});
    db::put_setting(tx, "test.greeting", {{"text", "שלום"}, {"times", 2}});
    return db::Outcome::Commit;
  });
  database->read_now([](db::Tx& tx) {
    EXPECT_EQ(db::get_setting_as<Greeting>(tx, "test.greeting"), (Greeting{"שלום", 2}));
    EXPECT_EQ(db::get_setting(tx, "test.other"), std::nullopt);
  });
}

}  // namespace
}  // namespace vefa
