#include "http/api.hpp"

#include "modules/coverage/views.hpp"
#include "modules/customers/held_by_law.hpp"
#include "modules/units/units.hpp"

namespace vefa::coverage {

struct TemplateVersion {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(TemplateVersion, (), (version))

struct TakenBack {
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(TakenBack, (), (reason))

struct EndingBody : NewEnding {
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(EndingBody, (NewEnding), (her_word))

struct UseBody : ToldUse {
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(UseBody, (ToldUse), (her_word))

struct CorrectionBody : RepairCorrection {
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(CorrectionBody, (RepairCorrection), (her_word))

struct CoverageFilter {
  std::optional<LocalDate> on;  // none: today
  std::optional<Cause> cause;
  std::vector<ProductId> parts;
};
BOOST_DESCRIBE_STRUCT(CoverageFilter, (), (on, cause, parts))

namespace {

using http::Call;
using http::Query;

Result<CoverageTemplateId> template_of(Call const& call) {
  return call.id<CoverageTemplateId>("coverage_template");
}

Result<UnitId> unit_of(Call const& call) { return call.id<UnitId>("unit"); }

Result<UnitId> living(Call const& call, db::Tx& tx) {
  auto const unit = units::find(tx, TRY(unit_of(call)));
  if (!unit) return not_found("unit");
  return unit->id;
}

Result<Page<CoverageTemplate>> list_coverage_templates(Call const&, db::Tx& tx) {
  return Page<CoverageTemplate>{templates(tx), {}};
}

Result<CoverageTemplate> create_coverage_template(Call const& call, db::Tx& tx,
                                                  NewCoverageTemplate const& body) {
  return add_template(call.ctx, tx, body);
}

Result<CoverageTemplate> replace_coverage_template(Call const& call, db::Tx& tx,
                                                   NewCoverageTemplate const& body) {
  return change_template(call.ctx, tx, TRY(template_of(call)), body);
}

Result<CoverageTemplate> retire_coverage_template(Call const& call, db::Tx& tx,
                                                  TemplateVersion const& body) {
  return retire_template(call.ctx, tx, TRY(template_of(call)), body.version);
}

Result<Page<CoverageTemplate>> list_template_versions(Call const& call, db::Tx& tx) {
  auto const id = TRY(template_of(call));
  if (!find_template(tx, id)) return not_found("coverage_template");
  return Page<CoverageTemplate>{template_versions(tx, id), {}};
}

Result<CoveragePicture> read_coverage(Call const& call, db::Tx& tx,
                                      Query<CoverageFilter> const& filter) {
  auto const unit = TRY(living(call, tx));
  Asked asked{.on = filter->on, .cause = filter->cause, .parts = {}};
  if (!filter->parts.empty()) asked.parts.emplace(filter->parts.begin(), filter->parts.end());
  return picture_of(tx, unit, TRY(ask(call.ctx, tx, unit, asked)), call.ctx.language);
}

Result<Page<Coverage>> list_coverages(Call const& call, db::Tx& tx) {
  return Page<Coverage>{coverages(tx, TRY(living(call, tx))), {}};
}

Result<Coverage> give_coverage(Call const& call, db::Tx& tx, NewCoverage const& body) {
  return cover(call.ctx, tx, TRY(unit_of(call)), body);
}

Result<CoverageId> coverage_of(Call const& call) { return call.id<CoverageId>("coverage"); }

/// Which law protects her, and how long a guarantee lasts, is known from what covers the unit and
/// from its times in repair.
template <class Row, class Body, class Do>
Result<Row> within_law(Call const& call, db::Tx& tx, UnitId unit, Body const& body, Do const& act) {
  Row row;
  TRY(customers::change_within_law(call.ctx, tx, {.unit_id = unit, .customer_id = {}},
                                   customers::word_in(body.her_word), [&]() -> Result<void> {
                                     row = TRY(act());
                                     return {};
                                   }));
  return row;
}

Result<Coverage> end_given_coverage(Call const& call, db::Tx& tx, EndingBody const& body) {
  auto const id = TRY(coverage_of(call));
  auto const act = [&] { return end_coverage(call.ctx, tx, id, body); };
  return within_law<Coverage>(call, tx, unit_covered_by(tx, id), body, act);
}

Result<Coverage> revive_ended_coverage(Call const& call, db::Tx& tx, TakenBack const& body) {
  return revive_coverage(call.ctx, tx, TRY(coverage_of(call)), body.reason);
}

Result<Page<CoverageUse>> list_coverage_uses(Call const& call, db::Tx& tx) {
  return Page<CoverageUse>{uses(tx, TRY(coverage_of(call))), {}};
}

Result<CoverageUse> use_coverage(Call const& call, db::Tx& tx, UseBody const& body) {
  auto const id = TRY(coverage_of(call));
  auto const act = [&] { return tell_use(call.ctx, tx, id, body); };
  return within_law<CoverageUse>(call, tx, unit_covered_by(tx, id), body, act);
}

Result<CoverageUse> take_coverage_use_back(Call const& call, db::Tx& tx, TakenBack const& body) {
  return take_use_back(call.ctx, tx, TRY(coverage_of(call)),
                       TRY(call.id<CoverageUseId>("coverage_use")), body.reason);
}

Result<RepairRow> record_repair(Call const& call, db::Tx& tx, NewRepair const& body) {
  auto const unit = TRY(unit_of(call));
  TRY(check_told(call.ctx, tx, unit, body.from_on, body.until_on));
  return add_repair(call.ctx, tx, unit, body);
}

Result<Page<RepairView>> list_repairs(Call const& call, db::Tx& tx) {
  return Page<RepairView>{repair_views(tx, TRY(unit_of(call))), {}};
}

Result<RepairRow> correct_recorded_repair(Call const& call, db::Tx& tx,
                                          CorrectionBody const& body) {
  auto const unit = TRY(unit_of(call));
  auto const id = TRY(call.id<RepairTimeId>("repair_time"));
  auto const act = [&] { return correct_repair(call.ctx, tx, unit, id, body); };
  return within_law<RepairRow>(call, tx, unit, body, act);
}

Result<RepairRow> end_recorded_repair(Call const& call, db::Tx& tx, RepairEnd const& body) {
  return end_repair(call.ctx, tx, TRY(unit_of(call)), TRY(call.id<RepairTimeId>("repair_time")),
                    body);
}

Result<DecisionView> decide_coverage(Call const& call, db::Tx& tx, Asked const& body) {
  return view_of(TRY(decide(call.ctx, tx, TRY(unit_of(call)), body, {})), call.ctx.language);
}

Result<Page<DecisionView>> list_coverage_decisions(Call const& call, db::Tx& tx) {
  Page<DecisionView> page;
  for (auto const& decision : decisions(tx, TRY(living(call, tx))))
    page.items.push_back(view_of(decision, call.ctx.language));
  return page;
}

Result<DecisionView> read_coverage_decision(Call const& call, db::Tx& tx) {
  auto const decision = find_decision(tx, TRY(call.id<CoverageDecisionId>("coverage_decision")));
  if (!decision) return not_found("coverage_decision");
  return view_of(*decision, call.ctx.language);
}

void add_given_routes(http::Routes& routes) {
  using enum Permission;
  std::string const given = "/coverages/{coverage}";
  routes.post<end_given_coverage>(given + "/end", CoverageWrite,
                                  "Ends what a unit was given; its owner is told why.");
  routes.post<revive_ended_coverage>(given + "/revive", CoverageWrite,
                                     "Takes back an ending that was a mistake.");
  routes.get<list_coverage_uses>(given + "/uses", GoodsRead,
                                 "Lists what was used of a coverage's limits, newest first.");
  routes
      .post<use_coverage>(given + "/uses", CoverageWrite,
                          "Records what was used of a coverage's limits, with the reason.")
      .status(201);
  routes.post<take_coverage_use_back>(given + "/uses/{coverage_use}/take-back", CoverageWrite,
                                      "Takes back a use that was recorded by mistake.");
}

}  // namespace

void add_routes(http::Routes& routes) {
  using enum Permission;
  std::string const one = "/coverage-templates/{coverage_template}";
  std::string const unit = "/units/{unit}";
  routes.get<list_coverage_templates>("/coverage-templates", GoodsRead,
                                      "Lists the terms of coverage a company gives.");
  routes
      .post<create_coverage_template>("/coverage-templates", CoverageWrite,
                                      "Creates terms of coverage.")
      .status(201);
  routes.put<replace_coverage_template>(one, CoverageWrite,
                                        "Makes a new version; what was given stays as it was.");
  routes.post<retire_coverage_template>(one + "/retire", CoverageWrite,
                                        "Retires terms: given to nobody from now on.");
  routes.get<list_template_versions>(one + "/versions", GoodsRead,
                                     "Lists all versions of terms, newest first.");
  routes.get<read_coverage>(unit + "/coverage", GoodsRead,
                            "Tells who pays for what on a day, until when, and why.");
  routes.get<list_coverages>(unit + "/coverages", GoodsRead, "Lists what a unit was given.");
  routes
      .post<give_coverage>(unit + "/coverages", UnitsWrite,
                           "Gives a unit terms that were bought, or goodwill.")
      .status(201);
  add_given_routes(routes);
  routes
      .post<record_repair>(unit + "/repairs", UnitsWrite,
                           "Records a stay in repair, and the parts that were fitted.")
      .status(201);
  routes.get<list_repairs>(unit + "/repairs", GoodsRead,
                           "Lists a unit's times in repair, oldest first.");
  routes.put<correct_recorded_repair>(unit + "/repairs/{repair_time}", UnitsWrite,
                                      "Puts a time in repair right, with the reason.");
  routes.post<end_recorded_repair>(unit + "/repairs/{repair_time}/end", UnitsWrite,
                                   "Records that a unit was handed back.");
  routes
      .post<decide_coverage>(unit + "/coverage-decisions", UnitsWrite,
                             "Decides who pays, and keeps the decision with its inputs.")
      .status(201);
  routes.get<list_coverage_decisions>(unit + "/coverage-decisions", GoodsRead,
                                      "Lists a unit's decisions, newest first.");
  routes.get<read_coverage_decision>("/coverage-decisions/{coverage_decision}", GoodsRead,
                                     "Reads a decision with its reasons.");
}

}  // namespace vefa::coverage
