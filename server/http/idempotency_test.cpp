#include "http/idempotency.hpp"

#include "http/test_house.hpp"

namespace vefa::http {
namespace {

using testing::HttpClient;

class Idempotency : public testing::OnBothDatabases {};
VEFA_ON_BOTH_DATABASES(Idempotency);

constexpr char const* kLamp = R"({"name":"lamp","size":3})";
testing::HttpHeaders const kKey{{"Idempotency-Key", "one"}};

TEST_P(Idempotency, a_repeated_write_is_done_once_and_answered_twice) {
  House house(fresh());
  HttpClient http(house.port());
  http.token = "agent";
  auto const first = http.post("/api/v1/things", kLamp, kKey);
  ASSERT_EQ(first.status, 201);
  EXPECT_EQ(first.header("idempotent-replayed"), "");
  auto const second = http.post("/api/v1/things", kLamp, kKey);
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.header("idempotent-replayed"), "true");
  EXPECT_EQ(house.count("SELECT count(*) FROM things"), 1);
  EXPECT_EQ(house.count("SELECT count(*) FROM audit"), 1);
}

TEST_P(Idempotency, a_key_is_not_taken_for_another_request_nor_for_another_actor) {
  House house(fresh());
  HttpClient http(house.port());
  http.token = "agent";
  http.post("/api/v1/things", kLamp, kKey);
  auto const other = http.post("/api/v1/things", R"({"name":"desk","size":3})", kKey);
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(other.problem_key(), "error.idempotency_reused");
  http.token = "boss";
  EXPECT_EQ(http.post("/api/v1/things", R"({"name":"desk","size":3})", kKey).status, 201);
  EXPECT_EQ(http.post("/api/v1/things", kLamp, {{"Idempotency-Key", "a b"}})
                .problem_key("Idempotency-Key"),
            "http.bad_idempotency_key");
}

TEST_P(Idempotency, a_refused_write_may_be_tried_again_with_its_key) {
  House house(fresh());
  HttpClient http(house.port());
  http.token = "agent";
  EXPECT_EQ(http.post("/api/v1/things", "{}", kKey).status, 422);
  EXPECT_EQ(http.post("/api/v1/things", kLamp, kKey).status, 201);
}

TEST_P(Idempotency, of_many_at_once_one_is_done_and_all_get_its_answer) {
  House house(fresh());
  for (auto const* path : {"/api/v1/things", "/api/v1/new_things"}) {
    std::vector<std::thread> threads;
    std::mutex mutex;
    std::map<std::string, int> answers;
    std::string const body = R"({"name":")" + std::string(path).substr(8) + R"(","size":3})";
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        HttpClient http(house.port());
        http.token = "agent";
        auto const answer =
            http.post(path, body, {{"Idempotency-Key", std::string(path).substr(8)}});
        std::lock_guard const lock(mutex);
        ++answers[std::to_string(answer.status) + " " + answer.body];
      });
    for (auto& thread : threads) thread.join();
    ASSERT_EQ(answers.size(), 1u) << ::testing::PrintToString(answers);
    EXPECT_TRUE(answers.begin()->first.starts_with("201 ")) << answers.begin()->first;
  }
  EXPECT_EQ(house.count("SELECT count(*) FROM things"), 2);
}

TEST_P(Idempotency, slow_work_is_done_once_and_a_refusal_frees_the_key) {
  House house(fresh());
  HttpClient http(house.port());
  http.token = "agent";
  EXPECT_EQ(http.post("/api/v1/slow", R"({"name":"lamp","size":-1})", kKey).status, 422);
  auto const first = http.post("/api/v1/slow", kLamp, kKey);
  ASSERT_EQ(first.status, 200) << first.body;
  auto const second = http.post("/api/v1/slow", kLamp, kKey);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.header("idempotent-replayed"), "true");
  EXPECT_EQ(house.slow_calls, 2);
  EXPECT_EQ(house.count("SELECT count(*) FROM audit WHERE action = 'work_slowly'"), 1);
}

TEST_P(Idempotency, a_claim_whose_process_died_is_free_after_a_while) {
  House house(fresh());
  IdempotencyClaim const claim{"staff:1", "one", {"hash"}};
  auto claim_it = [&] {
    house.database->write_now([&](db::Tx& tx) {
      claim_answer(tx, claim, house.clock.now());
      return db::Outcome::Commit;
    });
  };
  claim_it();
  EXPECT_THROW(claim_it(), IdempotencyRace);
  house.clock.advance(std::chrono::minutes(11));
  claim_it();
  EXPECT_EQ(house.count("SELECT count(*) FROM idempotency_keys"), 1);
}

TEST_P(Idempotency, secret_answers_are_not_stored_and_old_ones_forgotten) {
  House house(fresh());
  HttpClient http(house.port());
  http.token = "agent";
  EXPECT_EQ(http.post("/api/v1/cookie", "", kKey).status, 200);
  EXPECT_EQ(house.count("SELECT count(*) FROM idempotency_keys"), 0);
  EXPECT_EQ(house.count("SELECT count(*) FROM audit WHERE path = '/api/v1/cookie'"), 1);
  http.post("/api/v1/things", kLamp, kKey);
  auto forget = [&] {
    std::int64_t n = 0;
    house.database->write_now([&](db::Tx& tx) {
      n = forget_old_answers(tx, house.clock.now());
      return db::Outcome::Commit;
    });
    return n;
  };
  EXPECT_EQ(forget(), 0);
  house.clock.advance(std::chrono::hours(25));
  EXPECT_EQ(forget(), 1);
}

}  // namespace
}  // namespace vefa::http
