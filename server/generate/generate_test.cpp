#include "generate/generate.hpp"

#include <gmock/gmock.h>

#include <numeric>

#include "base/crypto.hpp"
#include "jobs/jobs.hpp"
#include "main/wiring.hpp"
#include "modules/doctor/doctor.hpp"
#include "modules/search/documents.hpp"
#include "modules/search/queries.hpp"
#include "tests/support/databases.hpp"

namespace vefa::generate {
namespace {

constexpr std::int64_t kCases = 150;

class Generate : public testing::OnBothDatabases {
 protected:
  static Wanted wanted(std::uint64_t seed = 7) {
    return {.cases = kCases,
            .seed = seed,
            .until = parse_instant("2026-11-22T10:00:00Z").value(),
            .password_hash = "not to be used"};
  }
  Figures fill_in(db::Database& database, Wanted const& wanted) {
    IdSource ids(1);
    Context const ctx{.now = wanted.until, .ids = &ids};
    return fill(ctx, database, wanted, [](std::int64_t, std::string const&) {});
  }
  /// What a company consists of, in words, without what is made anew each time.
  static std::string told(db::Database& database) {
    std::string out;
    database.read_now([&](db::Tx& tx) {
      auto const rows = tx.column<std::string>(
          testing::ad_hoc("SELECT c.number || ' ' || c.subject || ' ' || i.text FROM cases c "
                          "JOIN interactions i ON i.case_id = c.id ORDER BY c.number, i.id"));
      for (auto const& row : rows) out += row + "\n";
    });
    return out;
  }
  /// Segments of each level of SQLite's index of words, from the record in which FTS5 keeps them:
  /// four bytes, then numbers of 7 bits a byte.
  static std::vector<std::int64_t> segments(db::Database& database) {
    db::Bytes record;
    database.read_now([&](db::Tx& tx) {
      record =
          tx.scalar<db::Bytes>(testing::ad_hoc("SELECT block FROM search_index_data WHERE id = 10"))
              .value();
    });
    std::size_t at = 4;
    auto const number = [&] {
      std::int64_t value = 0;
      for (bool more = true; more; ++at) {
        auto const byte = static_cast<unsigned char>(record.data.at(at));
        value = value << 7 | (byte & 0x7f);
        more = byte >= 0x80;
      }
      return value;
    };
    std::vector<std::int64_t> levels(static_cast<std::size_t>(number()));
    (void)number();  // segments in all
    (void)number();  // pages written so far
    for (auto& level : levels) {
      (void)number();  // under way in a merge
      level = number();
      for (std::int64_t n = 0; n < 3 * level; ++n) (void)number();
    }
    return levels;
  }
};
VEFA_ON_BOTH_DATABASES(Generate);

TEST_P(Generate, a_made_up_company_keeps_every_rule) {
  auto const database = fresh();
  auto const figures = fill_in(*database, wanted());
  EXPECT_EQ(figures.cases, kCases);
  EXPECT_GT(figures.interactions, 5 * kCases);
  EXPECT_GT(figures.open_cases, 0);
  EXPECT_GT(figures.broken, 0);
  std::vector<std::string> faults;
  doctor::examine(*database, wanted().until, {}, [&](doctor::Violation const& violation) {
    faults.push_back(violation.rule + ": " + violation.what);
  });
  EXPECT_THAT(faults, ::testing::IsEmpty());
  database->close();
}

TEST_P(Generate, the_same_seed_makes_the_same_company) {
  auto const one = fresh();
  auto const other = fresh();
  auto const third = fresh();
  fill_in(*one, wanted(1));
  fill_in(*other, wanted(1));
  fill_in(*third, wanted(2));
  EXPECT_EQ(told(*one), told(*other));
  EXPECT_NE(told(*one), told(*third));
  for (auto* database : {one.get(), other.get(), third.get()}) database->close();
}

TEST_P(Generate, what_comes_in_later_is_not_merged_with_all_its_words) {
  auto const database = fresh();
  if (database->engine() == db::Engine::Sqlite) {
    fill_in(*database, wanted());
    auto const levels = segments(*database);
    ASSERT_GT(levels.size(), 1U);
    EXPECT_EQ(levels.front(), 0) << "FTS5 merges what lies lowest as soon as a few more lie there";
    EXPECT_EQ(std::accumulate(levels.begin(), levels.end(), std::int64_t{0}), 1);
  }
  database->close();
}

TEST_P(Generate, its_search_documents_are_those_that_search_itself_would_write) {
  auto const database = fresh();
  fill_in(*database, wanted());
  auto const rows = [&] {
    std::vector<search::Document> out;
    database->read_now([&](db::Tx& tx) {
      for (auto const id :
           tx.column<std::int64_t>(testing::ad_hoc("SELECT id FROM search_documents ORDER BY id")))
        out.push_back(tx.find<search::Document>(search::sql::find_document, id).value());
    });
    return out;
  };
  auto const made = rows();
  database->write_now([&](db::Tx& tx) {
    for (auto const& document : made) {
      switch (document.kind) {
        case search::HitKind::Case:
          search::index_case(tx, CaseId{document.id});
          break;
        case search::HitKind::Customer:
          search::index_customer(tx, CustomerId{document.id});
          break;
        case search::HitKind::Interaction:
          search::index_interaction(tx, InteractionId{document.id});
          break;
      }
    }
    return db::Outcome::Commit;
  });
  auto const written = rows();
  ASSERT_EQ(made.size(), written.size());
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(made[i].body, written[i].body);
    EXPECT_EQ(made[i].more, written[i].more) << made[i].body;
    EXPECT_EQ(made[i], written[i]) << wire::enum_text(made[i].kind);
  }
  database->close();
}

}  // namespace
}  // namespace vefa::generate
