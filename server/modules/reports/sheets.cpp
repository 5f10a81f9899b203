#include "modules/reports/sheets.hpp"

#include <charconv>
#include <map>
#include <set>

#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"

namespace vefa::reports {
namespace {

/// A word of the API in the reader's language; one without a text, as a country's code, stays.
std::string word(Language language, std::string const& set, std::string const& value) {
  std::string const key = "reports." + set + "_" + value;
  return i18n::has_message(key) ? i18n::message(language, key) : value;
}

void add_column(Sheet& sheet, std::string const& name) {
  sheet.names.push_back(name);
  sheet.heads.push_back(i18n::message(sheet.language, "reports.column_" + name));
}

Cell cell(std::string_view, std::int64_t n) { return n; }
Cell cell(std::string_view, std::optional<double> x) {
  return x ? Cell(*x) : Cell(std::monostate{});
}
Cell cell(std::string_view, std::optional<std::int64_t> seconds) {
  return seconds ? Cell(Seconds{*seconds}) : Cell(std::monostate{});
}

template <class F>
void for_each_figure(TrendFigures const& figures, F const& f) {
  using Members = boost::describe::describe_members<TrendFigures, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Members>([&](auto d) { f(d.name, cell(d.name, figures.*d.pointer)); });
}

std::string group_text(Language language, Trends const& trends, std::string const& group) {
  for (auto const& total : trends.groups)
    if (total.group == group && !total.name.empty()) return total.name;
  if (trends.by == By::Channel) return word(language, "channel", group);
  if (trends.by == By::Kind) return word(language, "kind", group);
  return group;
}

/// As the wall of the report's zone shows it.
class Wall {
 public:
  explicit Wall(std::string const& zone) : zone_(calendar::Zone::find(zone).value()) {}
  Cell at(Instant instant) const {
    auto const local = zone_.local(instant);
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(local.since_midnight);
    return LocalInstant{local.date, static_cast<int>(seconds.count())};
  }
  Cell at(std::optional<Instant> instant) const {
    return instant ? at(*instant) : Cell(std::monostate{});
  }

 private:
  calendar::Zone zone_;
};

double number_of(std::string const& decimal) {
  double out = 0;
  std::from_chars(decimal.data(), decimal.data() + decimal.size(), out);
  return out;
}

/// What it cost, by currency.
std::map<std::string, double> costs_of(BrokenPromise const& broken) {
  std::map<std::string, double> out;
  for (auto const& cost : broken.costs) out[cost.currency] = number_of(cost.amount);
  return out;
}

std::vector<Cell> row_of(Language language, Wall const& wall, BrokenPromise const& b,
                         std::string const& team) {
  auto const promise = [&](std::optional<std::string> const& kind) -> Cell {
    return kind ? Cell(word(language, "promise", *kind)) : Cell(std::monostate{});
  };
  Cell const new_state = b.new_promise_state
                             ? Cell(word(language, "promise_state", *b.new_promise_state))
                             : Cell(std::monostate{});
  return {b.number,
          team,
          b.owner_name,
          promise(b.promise_kind),
          wall.at(b.made_at),
          wall.at(b.broken_at),
          b.level,
          word(language, "state", wire::enum_text(b.state)),
          wall.at(b.settled_at),
          wall.at(b.apologised_at),
          promise(b.new_promise_kind),
          new_state,
          wall.at(b.new_promise_due_at)};
}

}  // namespace

Sheet sheet_of(Language language, Trends const& trends) {
  Sheet sheet{.title = i18n::message(language, "reports.trends"), .language = language};
  for (char const* name : {"from_on", "through_on", "group"}) add_column(sheet, name);
  for_each_figure({}, [&](char const* name, Cell const&) { add_column(sheet, name); });
  for (auto const& point : trends.points) {
    std::vector<Cell> row{point.from_on, point.through_on,
                          group_text(language, trends, point.group)};
    for_each_figure(point, [&](char const*, Cell cell) { row.push_back(std::move(cell)); });
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

Sheet sheet_of(Language language, RecoveryPage const& page,
               std::vector<std::pair<TeamId, std::string>> const& teams) {
  Sheet sheet{.title = i18n::message(language, "reports.recovery"), .language = language};
  for (char const* name : {"number", "team", "owner_name", "promise_kind", "made_at", "broken_at",
                           "level", "state", "settled_at", "apologised_at", "new_promise_kind",
                           "new_promise_state", "new_promise_due_at"})
    add_column(sheet, name);
  std::set<std::string> currencies;
  for (auto const& cost : page.costs) currencies.insert(cost.currency);
  for (auto const& currency : currencies) {
    sheet.names.push_back("cost_" + currency);
    sheet.heads.push_back(i18n::message(language, "reports.column_cost", {{"currency", currency}}));
  }
  Wall const wall(page.zone);
  std::map<TeamId, std::string> const names(teams.begin(), teams.end());
  for (auto const& broken : page.items) {
    auto const team = names.find(broken.team_id);
    auto row = row_of(language, wall, broken, team == names.end() ? "" : team->second);
    auto const costs = costs_of(broken);
    for (auto const& currency : currencies) {
      auto const found = costs.find(currency);
      row.push_back(found == costs.end() ? Cell(std::monostate{}) : Cell(found->second));
    }
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

}  // namespace vefa::reports
