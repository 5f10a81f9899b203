#include "db/postgres/rows_text.hpp"

#include <gtest/gtest.h>

namespace vefa::db::postgres {
namespace {

TEST(RowsText, repeats_the_values_with_the_next_parameters) {
  EXPECT_EQ(rows_text("INSERT INTO t (a, b, c)\nVALUES ($1, lower($2), $2, '$1 (')\n"
                      "ON CONFLICT (a) DO UPDATE SET b = excluded.b",
                      3, 2),
            "INSERT INTO t (a, b, c)\nVALUES ($1, lower($2), $2, '$1 ('), "
            "($3, lower($4), $4, '$1 ('), ($5, lower($6), $6, '$1 (')\n"
            "ON CONFLICT (a) DO UPDATE SET b = excluded.b");
  EXPECT_EQ(rows_text("INSERT INTO t (a) VALUES ($1)", 1, 1), "INSERT INTO t (a) VALUES ($1)");
  EXPECT_EQ(rows_text("INSERT INTO t VALUES ($9, $10)", 2, 10),
            "INSERT INTO t VALUES ($9, $10), ($19, $20)");
}

TEST(RowsText, of_another_form_is_refused) {
  for (auto const* text :
       {"UPDATE t SET a = $1", "INSERT INTO t (a) SELECT $1", "INSERT INTO t (a) VALUES ($1", ""})
    EXPECT_THROW(rows_text(text, 2, 1), std::logic_error) << text;
}

TEST(RowsText, names_the_table_that_is_written) {
  EXPECT_EQ(table_written("INSERT INTO jobs (id) VALUES ($1)"), "jobs");
  EXPECT_EQ(table_written("UPDATE jobs\nSET id = 1"), "jobs");
  EXPECT_EQ(table_written("DELETE FROM jobs WHERE id = $1"), "jobs");
  EXPECT_EQ(table_written("SELECT 1"), "");
}

}  // namespace
}  // namespace vefa::db::postgres
