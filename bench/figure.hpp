// What a measurement says, and how it is shown.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace vefa::bench {

struct Figure {
  std::string name;  // "intake.sqlite.per_second"
  double value = 0;
  std::string unit;                    // "/s", "ms", "MB"
  std::optional<double> ceiling = {};  // of the bare program, in this run
  std::optional<double> bar = {};
  bool more_is_better = true;

  std::optional<double> ratio() const;  // to the ceiling
  std::optional<bool> holds() const;    // none without a bar
};

/// A line for the table.
std::string line_of(Figure const& figure);
/// One JSON object: name, value, unit, ceiling, ratio, bar, holds; null where there is none.
std::string json_of(Figure const& figure);
/// Figures of a saved run (`--json`, an object a line). Throws when the file cannot be read.
std::vector<Figure> read_run(std::string const& file);
/// "12 % better", "3 % worse" against the figure of that name in `before`; empty when it is not
/// there.
std::string compared(Figure const& figure, std::vector<Figure> const& before);

}  // namespace vefa::bench
