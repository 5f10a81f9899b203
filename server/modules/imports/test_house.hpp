// A company at work that brings files in, for the tests of imports.
#pragma once
#include "modules/automation/automation.hpp"
#include "modules/cases/test_house.hpp"
#include "modules/imports/imports.hpp"
#include "modules/imports/running.hpp"

namespace vefa::imports {

class Imports : public cases::House {
 protected:
  void add_more_jobs(jobs::Registry& registry) override {
    imports::add_jobs(registry);
    automation::add_jobs(registry);
  }

  ImportRow upload(Target target, std::string const& csv) {
    auto const file = read_file(csv, Language::Tr);
    EXPECT_TRUE(file.ok()) << (file.ok() ? "" : file.error().key);
    auto const ctx = as(elif_);
    return write([&](db::Tx& tx) { return take_file(ctx, tx, target, "a.csv", csv, *file); });
  }
  ImportRow with(ImportRow const& row, std::function<void(ImportSettings&)> const& set) {
    auto settings = settings_of(row);
    set(settings);
    return write([&](db::Tx& tx) {
      return change(system(), tx, row.id, row.version, settings, std::nullopt);
    });
  }
  ImportRow run(ImportRow const& row, std::string const& csv) {
    auto const ctx = as(elif_);
    auto const text = decode(csv, settings_of(row).encoding);
    write([&](db::Tx& tx) { return start(ctx, tx, row.id, row.version, text); });
    idle();
    return now(row.id);
  }
  ImportRow import_all(Target target, std::string const& csv) {
    return run(upload(target, csv), csv);
  }
  ImportRow undone(ImportRow const& row) {
    auto const ctx = as(elif_);
    write([&](db::Tx& tx) { return undo(ctx, tx, row.id, row.version); });
    idle();
    return now(row.id);
  }
  ImportRow now(ImportId id) {
    return read<ImportRow>([&](db::Tx& tx) { return load(tx, id).value(); });
  }
  std::vector<KeptRow> rows(ImportId id, Outcome outcome) {
    return read<std::vector<KeptRow>>([&](db::Tx& tx) {
      return tx.list<KeptRow>(sql::rows_of, id, outcome, std::int64_t{0}, std::int64_t{1000});
    });
  }
  std::string why(KeptRow const& row) { return problems_of(row.problems).at(0).key; }
  std::optional<customers::Customer> known(char const* email) {
    return read<std::optional<customers::Customer>>([&](db::Tx& tx) {
      return customers::find_by_contact(tx, customers::ContactKind::Email, email);
    });
  }
  std::vector<cases::Case> cases_of(CustomerId id) {
    return read<std::vector<cases::Case>>([&](db::Tx& tx) {
      std::vector<cases::Case> out;
      for (auto const one : cases::of_customer(tx, id)) out.push_back(*cases::find(tx, one));
      return out;
    });
  }
  std::int64_t count(char const* table) {
    return read<std::int64_t>([&](db::Tx& tx) {
      auto const sql = "SELECT COUNT(*) FROM " + std::string(table);
      return tx.scalar<std::int64_t>(vefa::testing::ad_hoc(sql.c_str())).value();
    });
  }
};

}  // namespace vefa::imports
