// `./dev bench`: the figures of docs/performance.md, each with its ceiling measured in the same
// run.
#include <CLI/CLI.hpp>
#include <iostream>

#include "bench/figures.hpp"

namespace vefa::bench {

void measure_all(Plan const& plan, Show const& show) {
  auto const wanted = [&](std::string const& name) {
    return plan.only.empty() || name.starts_with(plan.only) || plan.only.starts_with(name);
  };
  std::vector<Engine> engines;
  if (plan.with_sqlite) engines.push_back(Engine::Sqlite);
  if (plan.with_postgres && plan.folder.empty()) engines.push_back(Engine::Postgres);
  for (auto const engine : engines) {
    if (wanted("intake")) measure_intake(plan, engine, show);
    if (wanted("mail_intake")) measure_mail_intake(plan, engine, show);
    if (wanted("reading")) measure_reading(plan, engine, show);
    if (wanted("clocks")) measure_clocks(plan, engine, show);
    if (wanted("recount")) measure_recount(plan, engine, show);
    if (wanted("imports")) measure_imports(plan, engine, show);
  }
  if (wanted("coverage")) measure_coverage(plan, show);
  if (wanted("companies")) measure_companies(plan, show);
  if (wanted("live")) measure_live(plan, show);
  if (wanted("law")) measure_law(plan, show);
}

namespace {

int run(int argc, char** argv) {
  CLI::App app{"Measures Vefa; each figure next to its ceiling and its bar"};
  Plan plan;
  bool json = false;
  bool sqlite_only = false;
  bool postgres_only = false;
  std::string compare;
  app.add_option("--cases", plan.cases, "cases of the generated company (10000)");
  app.add_option("--clocks", plan.clocks, "open legal clocks while a pack changes (100000)");
  app.add_option("--rows", plan.rows, "rows of a file of sold units (100000)");
  app.add_option("--companies", plan.companies, "companies that are due together (1000)");
  app.add_option("--seconds", plan.seconds, "how long a load goes on (5)");
  app.add_option(
      "--only", plan.only,
      "intake, mail_intake, reading, clocks, recount, imports, coverage, companies, live or law");
  app.add_option("--folder", plan.folder,
                 "of a company that `vefa generate --data` made; intake adds to it");
  app.add_option("--compare", compare, "a run saved with --json");
  app.add_flag("--json", json, "one JSON object a line");
  app.add_flag("--sqlite-only", sqlite_only, "without PostgreSQL");
  app.add_flag("--postgres-only", postgres_only, "without SQLite")->excludes("--sqlite-only");
  CLI11_PARSE(app, argc, argv);
  plan.with_sqlite = !postgres_only;
  plan.with_postgres = !sqlite_only;
  auto const before = compare.empty() ? std::vector<Figure>{} : read_run(compare);
  bool all_hold = true;
  measure_all(plan, [&](Figure const& figure) {
    all_hold = all_hold && figure.holds().value_or(true);
    auto const change = compared(figure, before);
    std::cout << (json ? json_of(figure) : line_of(figure))
              << (json || change.empty() ? "" : "  " + change) << std::endl;
  });
  return all_hold ? 0 : 2;
}

}  // namespace
}  // namespace vefa::bench

int main(int argc, char** argv) {
  try {
    return vefa::bench::run(argc, argv);
  } catch (std::exception const& error) {
    std::cerr << "bench: " << error.what() << "\n";
    return 1;
  }
}
