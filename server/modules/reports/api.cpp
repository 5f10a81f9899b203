#include "http/api.hpp"
#include "modules/reports/queries.hpp"
#include "modules/reports/rows.hpp"
#include "modules/reports/sheets.hpp"

namespace vefa::reports {
namespace {

using http::Call;
using http::Query;
using http::Response;

Result<NowReport> report_now(Call const& call, db::Tx& tx) { return now(call.ctx, tx); }

Result<Trends> report_trends(Call const& call, db::Tx& tx, Query<TrendWish> const& wish) {
  return trends(call.ctx, tx, *wish);
}

Result<RecoveryPage> report_recoveries(Call const& call, db::Tx& tx,
                                       Query<RecoveryWish> const& wish) {
  return recoveries(call.ctx, tx, *wish);
}

enum class Format { Csv, Xlsx };
BOOST_DESCRIBE_ENUM(Format, Csv, Xlsx)

struct TrendFile : TrendWish {
  std::optional<Format> format;  // none: csv
};
BOOST_DESCRIBE_STRUCT(TrendFile, (TrendWish), (format))
struct RecoveryFile : RecoveryWish {
  std::optional<Format> format;  // none: csv
};
BOOST_DESCRIBE_STRUCT(RecoveryFile, (RecoveryWish), (format))

Response file(Sheet const& sheet, std::optional<Format> format, std::string const& name) {
  bool const is_csv = format.value_or(Format::Csv) == Format::Csv;
  Response out;
  out.content_type = is_csv ? "text/csv; charset=utf-8"
                            : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  out.body = is_csv ? csv_text(sheet) : xlsx_bytes(sheet);
  out.headers = {{"Content-Disposition",
                  "attachment; filename=\"" + name + (is_csv ? ".csv" : ".xlsx") + "\""},
                 {"Cache-Control", "no-store"}};
  return out;
}

std::string named(char const* what, LocalDate from_on, LocalDate through_on) {
  return "vefa-" + std::string(what) + "-" + to_text(from_on) + "-" + to_text(through_on);
}

Result<Response> export_trends(Call const& call, db::Tx& tx, Query<TrendFile> const& wish) {
  auto const found = TRY(trends(call.ctx, tx, *wish));
  return file(sheet_of(call.ctx.language, found), wish->format,
              named("trends", found.from_on, found.through_on));
}

Result<Response> export_recoveries(Call const& call, db::Tx& tx, Query<RecoveryFile> const& wish) {
  auto const found = TRY(all_recoveries(call.ctx, tx, *wish));
  std::vector<std::pair<TeamId, std::string>> teams;
  for (auto& row : tx.list<TeamRow>(sql::teams)) teams.emplace_back(row.team_id, row.name);
  return file(sheet_of(call.ctx.language, found, teams), wish->format,
              named("recovery", found.from_on, found.through_on));
}

}  // namespace

void add_routes(http::Routes& routes) {
  using P = Permission;
  routes.get<report_now>("/reports/now", P::ReportsRead,
                         "What is in danger now, whose it is, who has room, who waits longest.");
  routes.get<report_trends>("/reports/trends", P::ReportsRead,
                            "Answer times, kept promises and content customers over a span.");
  routes.get<export_trends>("/reports/trends/export", P::ReportsRead,
                            "The same as a file: CSV or XLSX.");
  routes.get<report_recoveries>("/reports/recoveries", P::ReportsRead,
                                "Each broken promise, what was done for it, what it cost.");
  routes.get<export_recoveries>("/reports/recoveries/export", P::ReportsRead,
                                "The same as a file: CSV or XLSX.");
}

}  // namespace vefa::reports
