// The measurements of `./dev bench`, each as docs/performance.md names it.
#pragma once
#include <functional>

#include "bench/figure.hpp"
#include "bench/subject.hpp"

namespace vefa::bench {

struct Plan {
  long cases = 10'000;     // of the generated company
  double seconds = 5;      // a load
  long clocks = 100'000;   // open, while a pack changes
  long rows = 100'000;     // of a file that is imported
  long companies = 1'000;  // due together
  std::string only;        // beginning of the names wanted; empty: all
  std::string folder;      // a company that was generated before; empty: a new one
  bool with_sqlite = true;
  bool with_postgres = true;
};
using Show = std::function<void(Figure)>;

/// Runs what `plan` wants; each figure is shown as soon as it is known.
void measure_all(Plan const& plan, Show const& show);

// By file
void measure_intake(Plan const& plan, Engine engine, Show const& show);       // intake.cpp
void measure_mail_intake(Plan const& plan, Engine engine, Show const& show);  // intake.cpp
void measure_reading(Plan const& plan, Engine engine, Show const& show);      // reading.cpp
void measure_live(Plan const& plan, Show const& show);                        // live.cpp
void measure_clocks(Plan const& plan, Engine engine, Show const& show);       // clocks.cpp
void measure_recount(Plan const& plan, Engine engine, Show const& show);      // recount.cpp
void measure_imports(Plan const& plan, Engine engine, Show const& show);      // imports.cpp
void measure_companies(Plan const& plan, Show const& show);                   // companies.cpp
void measure_law(Plan const& plan, Show const& show);                         // law.cpp
void measure_coverage(Plan const& plan, Show const& show);                    // coverage.cpp

}  // namespace vefa::bench
