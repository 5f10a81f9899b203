#include "base/id.hpp"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "base/time.hpp"

namespace vefa {
namespace {

struct CaseTag {
  static constexpr std::string_view kPrefix = "cas";
};
using CaseId = Id<CaseTag>;

TEST(Ids, grow_within_a_thread_even_faster_than_the_clock_ticks) {
  IdSource source;
  std::int64_t last = 0;
  // More than one millisecond's sequence has, so that the next milliseconds are borrowed from.
  for (int i = 0; i < 100000; ++i) {
    std::int64_t const next = source.next_value();
    ASSERT_GT(next, last);
    last = next;
  }
}

TEST(Ids, never_repeat_across_threads) {
  IdSource source(7);
  std::vector<std::vector<std::int64_t>> made(4);
  std::vector<std::thread> threads;
  for (auto& mine : made)
    threads.emplace_back([&] {
      for (int i = 0; i < 20000; ++i) mine.push_back(source.next_value());
    });
  for (auto& thread : threads) thread.join();
  std::set<std::int64_t> all;
  for (auto const& mine : made) {
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), 80000u);
}

TEST(Ids, never_fall_back_when_the_clock_is_set_back) {
  Instant now = *parse_instant("2026-11-22T06:00:00Z");
  IdSource source(0, [&] { return now; });
  std::int64_t const before = source.next_value();
  now = now - std::chrono::hours(1);
  std::int64_t const during = source.next_value();
  now = now + std::chrono::hours(2);
  std::int64_t const after = source.next_value();
  EXPECT_LT(before, during);
  EXPECT_LT(during, after);
}

TEST(Ids, of_two_nodes_differ_at_the_same_instant) {
  Instant const now = *parse_instant("2026-11-22T06:00:00Z");
  IdSource one(1, [=] { return now; });
  IdSource two(2, [=] { return now; });
  std::set<std::int64_t> all;
  for (int i = 0; i < 5000; ++i) all.insert({one.next_value(), two.next_value()});
  EXPECT_EQ(all.size(), 10000u);
}

TEST(Ids, stay_positive_until_the_year_2093) {
  IdSource source(IdSource::kMaxNode, [] { return *parse_instant("2093-01-01T00:00:00Z"); });
  EXPECT_GT(source.next_value(), 0);
}

TEST(Ids, texts_sort_as_the_numbers_do) {
  IdSource source;
  std::string last;
  for (int i = 0; i < 1000; ++i) {
    std::string const text = source.next<CaseTag>().text();
    EXPECT_LT(last, text);
    last = text;
  }
}

TEST(Ids, text_and_back_is_the_same_number) {
  for (std::int64_t const value :
       {std::int64_t{1}, std::int64_t{31}, std::int64_t{1} << 62, INT64_MAX}) {
    std::string const text = CaseId{value}.text();
    EXPECT_EQ(text.size(), 17u);
    EXPECT_EQ(CaseId::parse(text), CaseId{value}) << text;
  }
  EXPECT_EQ(CaseId{}.text(), "");
  EXPECT_FALSE(CaseId{});
}

TEST(Ids, what_a_person_misread_on_paper_is_still_found) {
  EXPECT_EQ(CaseId::parse("cas_0000000000o1L"), CaseId::parse("cas_0000000000011"));
  EXPECT_EQ(CaseId::parse("cas_00000000000ab"), CaseId::parse("cas_00000000000AB"));
}

TEST(Ids, what_is_no_id_of_this_kind_is_refused) {
  for (char const* text :
       {"", "cas", "cas_", "cas_0000000000000", "cus_0000000000001", "cas-0000000000001",
        "cas_000000000001", "cas_00000000000001", "cas_000000000000U", "cas_000000000000-",
        "cas_8000000000000", "cas_ZZZZZZZZZZZZZ", " cas_0000000000001", "CAS_0000000000001"})
    EXPECT_FALSE(CaseId::parse(text)) << text;
}

}  // namespace
}  // namespace vefa
