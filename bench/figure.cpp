#include "bench/figure.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <stdexcept>

namespace vefa::bench {
namespace {

namespace json = boost::json;

json::value or_null(std::optional<double> value) {
  return value ? json::value(*value) : json::value(nullptr);
}

}  // namespace

std::optional<double> Figure::ratio() const {
  if (!ceiling || *ceiling == 0) return std::nullopt;
  return value / *ceiling;
}

std::optional<bool> Figure::holds() const {
  if (!bar) return std::nullopt;
  return more_is_better ? value >= *bar : value <= *bar;
}

std::string line_of(Figure const& f) {
  std::string out = fmt::format("{:<44} {:>12.1f} {:<4}", f.name, f.value, f.unit);
  out += f.bar ? fmt::format("  bar {} {:<8.0f} {}", f.more_is_better ? "≥" : "≤", *f.bar,
                             *f.holds() ? "holds" : "FALLS SHORT")
               : std::string();
  if (f.ceiling) out += fmt::format("  ceiling {:.0f}, ratio {:.2f}", *f.ceiling, *f.ratio());
  return out;
}

std::string json_of(Figure const& f) {
  json::object out{{"name", f.name},
                   {"value", f.value},
                   {"unit", f.unit},
                   {"ceiling", or_null(f.ceiling)},
                   {"ratio", or_null(f.ratio())},
                   {"bar", or_null(f.bar)},
                   {"more_is_better", f.more_is_better},
                   {"holds", f.holds() ? json::value(*f.holds()) : json::value(nullptr)}};
  return json::serialize(out);
}

std::vector<Figure> read_run(std::string const& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("no saved run can be read from " + file);
  std::vector<Figure> out;
  for (std::string line; std::getline(in, line);) {
    auto const row = json::parse(line).as_object();
    out.push_back({.name = std::string(row.at("name").as_string()),
                   .value = row.at("value").to_number<double>(),
                   .unit = std::string(row.at("unit").as_string()),
                   .more_is_better = row.at("more_is_better").as_bool()});
  }
  return out;
}

std::string compared(Figure const& figure, std::vector<Figure> const& before) {
  for (auto const& old : before) {
    if (old.name != figure.name || old.value == 0) continue;
    auto const percent = (figure.value - old.value) / old.value * 100;
    bool const better = (percent >= 0) == figure.more_is_better;
    return fmt::format("{:.0f} % {}", percent < 0 ? -percent : percent,
                       better ? "better" : "worse");
  }
  return {};
}

}  // namespace vefa::bench
