#include "http/api.hpp"

#include "i18n/i18n.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/sale_promises/store.hpp"
#include "modules/sale_promises/views.hpp"

namespace vefa::sale_promises {
namespace {

using http::Call;

struct SalePromiseReason {
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(SalePromiseReason, (), (reason))
struct SalePromiseTemplateVersion {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SalePromiseTemplateVersion, (), (version))
struct ForCase {
  CaseId case_id;
  std::optional<Text<500>> reason;
};
BOOST_DESCRIBE_STRUCT(ForCase, (), (case_id, reason))

Result<SalePromiseTemplateId> template_of(Call const& call) {
  return call.id<SalePromiseTemplateId>("sale_promise_template");
}
Result<SalePromiseId> promise_of(Call const& call) {
  return call.id<SalePromiseId>("sale_promise");
}

Result<SalePromiseView> shown(Call const& call, db::Tx& tx, SalePromiseId id) {
  return view_of(tx, account(call.ctx, tx, id).value(), call.ctx.language);
}

// --- Templates -----------------------------------------------------------------------------------

Result<Page<SalePromiseTemplate>> list_sale_promise_templates(Call const&, db::Tx& tx) {
  return Page<SalePromiseTemplate>{templates(tx), {}};
}

Result<SalePromiseTemplate> create_sale_promise_template(Call const& call, db::Tx& tx,
                                                         NewSalePromiseTemplate const& body) {
  return add_template(call.ctx, tx, body);
}

Result<SalePromiseTemplate> replace_sale_promise_template(Call const& call, db::Tx& tx,
                                                          NewSalePromiseTemplate const& body) {
  return change_template(call.ctx, tx, TRY(template_of(call)), body);
}

Result<SalePromiseTemplate> retire_sale_promise_template(Call const& call, db::Tx& tx,
                                                         SalePromiseTemplateVersion const& body) {
  return retire_template(call.ctx, tx, TRY(template_of(call)), body.version);
}

Result<Page<SalePromiseTemplate>> list_sale_promise_template_versions(Call const& call,
                                                                      db::Tx& tx) {
  auto const id = TRY(template_of(call));
  if (!find_template(tx, id)) return not_found("sale_promise_template");
  return Page<SalePromiseTemplate>{template_versions(tx, id), {}};
}

struct SalePromiseTemplateWish : NewSalePromiseTemplate {
  std::optional<LocalDate> sold_on;  // none: today
  std::optional<Language> language;  // none: the reader's
};
BOOST_DESCRIBE_STRUCT(SalePromiseTemplateWish, (NewSalePromiseTemplate), (sold_on, language))

Result<Page<SalePromiseForecast>> preview_sale_promise_template(
    Call const& call, db::Tx& tx, SalePromiseTemplateWish const& body) {
  return Page<SalePromiseForecast>{
      TRY(forecast(call.ctx, tx, body, body.sold_on, body.language.value_or(call.ctx.language))),
      {}};
}

// --- Promises ------------------------------------------------------------------------------------

Result<Page<SalePromiseView>> list_unit_sale_promises(Call const& call, db::Tx& tx) {
  auto const unit = units::find(tx, TRY(call.id<UnitId>("unit")));
  if (!unit) return not_found("unit");
  Page<SalePromiseView> page;
  for (auto const& a : of_unit(call.ctx, tx, unit->id))
    page.items.push_back(view_of(tx, a, call.ctx.language));
  return page;
}

Result<Page<SalePromiseView>> record_sale_promise(Call const& call, db::Tx& tx,
                                                  NewSalePromise const& body) {
  Page<SalePromiseView> page;
  for (auto const& p : TRY(record(call.ctx, tx, TRY(call.id<SaleId>("sale")), body)))
    page.items.push_back(TRY(shown(call, tx, p.id)));
  return page;
}

struct SalePromiseEnd {
  Text<500, 1> reason;
  std::optional<cases::HerWord> her_word;  // on any case of hers: in which she says so
};
BOOST_DESCRIBE_STRUCT(SalePromiseEnd, (), (reason, her_word))

/// The case on which the owner of the unit gave it up, since it was promised.
Result<cases::Case> given_up_on(db::Tx& tx, SalePromiseId id, cases::HerWord const& word) {
  auto const promise = find(tx, id);
  if (!promise) return not_found("sale_promise");
  auto const said = interactions::find(tx, word.interaction_id);
  auto row = said ? cases::find_living(tx, said->case_id) : std::nullopt;
  auto const owner = units::owner_today(tx, promise->unit_id);
  if (!row || !owner || owner->customer_id != row->customer_id)
    return invalid("her_word.interaction_id", "sale_promises.needs_her_word");
  TRY(cases::check_her_word(tx, *row, word, promise->created_at, "her_word"));
  // What is held for somebody else's concern is not hers to give up.
  for (auto const& held : reserved_for(tx, id))
    if (held.customer_id != row->customer_id)
      return refused("sale_promises.held_for_another", {{"number", held.number}});
  return std::move(*row);
}

/// What was granted to make amends ends where it was granted, by the word of whose it is; else at
/// the hands of larger authority.
Result<void> check_amends(Call const& call, db::Tx& tx, SalePromiseId id, bool by_word) {
  auto const promise = find(tx, id);
  if (!promise || promise->origin != Origin::Remedy) return {};
  if (!by_word && call.ctx.actor.may(Permission::RemediesApprove)) return {};
  auto const on = cases::find_living(tx, promise->granted_case_id);
  return refused("sale_promises.amends", {{"number", on ? on->number : ""}});
}

/// By her own word it ends at once, and she is written to what was taken down.
Result<SalePromiseView> end_sale_promise(Call const& call, db::Tx& tx, SalePromiseEnd const& body) {
  auto const id = TRY(promise_of(call));
  TRY(check_amends(call, tx, id, body.her_word.has_value()));
  if (!body.her_word) {
    TRY(end(call.ctx, tx, id, body.reason, Ends::ByStaff));
    return shown(call, tx, id);
  }
  auto const row = TRY(given_up_on(tx, id, *body.her_word));
  auto const ended = TRY(end(call.ctx, tx, id, body.reason, Ends::ByHerWord));
  cases::tell_heard(call.ctx, tx, row,
                    i18n::message(row.language, "sale_promises.heard_given_up",
                                  {{"name", name_of(ended, row.language)}}),
                    body.her_word->words.value);
  return shown(call, tx, id);
}

Result<Page<SalePromiseUse>> list_sale_promise_uses(Call const& call, db::Tx& tx) {
  auto const id = TRY(promise_of(call));
  if (!find(tx, id)) return not_found("sale_promise");
  return Page<SalePromiseUse>{uses(tx, id), {}};
}

// --- Of a case -----------------------------------------------------------------------------------

Result<Page<CaseSalePromise>> list_case_sale_promises(Call const& call, db::Tx& tx) {
  auto const row = TRY(cases::find_readable(call.ctx, tx, TRY(call.id<CaseId>("case"))));
  Page<CaseSalePromise> page;
  for (auto const& a : accounts_for_case(call.ctx, tx, row))
    page.items.push_back({view_of(tx, a, call.ctx.language), hold_of(tx, a.promise.id, row.id),
                          is_for(a.promise.terms, row.kind)});
  return page;
}

/// The living case, held, that the actor may write on.
Result<CaseId> case_of(Call const& call, db::Tx& tx, ForCase const& body) {
  auto const row = cases::find_living(tx, body.case_id);
  if (!row || !cases::can_read(tx, call.ctx.actor, *row))
    return invalid("case_id", "error.not_found", {{"what", "case"}});
  return cases::lock(tx, row->id)->id;
}

using Verb = Result<void>(Context const&, db::Tx&, SalePromiseId, CaseId, std::string const&);

Result<SalePromiseView> with_case(Call const& call, db::Tx& tx, ForCase const& body, Verb* verb) {
  auto const id = TRY(call.id<SalePromiseId>("sale_promise"));
  auto const case_id = TRY(case_of(call, tx, body));
  TRY(verb(call.ctx, tx, id, case_id, body.reason ? body.reason->value : std::string()));
  return shown(call, tx, id);
}

Result<SalePromiseView> reserve_sale_promise(Call const& call, db::Tx& tx, ForCase const& body) {
  return with_case(call, tx, body, reserve);
}
Result<void> consume_by_hand(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                             std::string const& reason) {
  return consume(ctx, tx, id, case_id, reason);
}
Result<SalePromiseView> consume_sale_promise(Call const& call, db::Tx& tx, ForCase const& body) {
  return with_case(call, tx, body, consume_by_hand);
}
Result<void> release_by_hand(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                             std::string const& reason) {
  TRY(check_not_quoted(tx, id, case_id));
  return release(ctx, tx, id, case_id, reason);
}
Result<SalePromiseView> release_sale_promise(Call const& call, db::Tx& tx, ForCase const& body) {
  return with_case(call, tx, body, release_by_hand);
}
Result<void> restore_by_hand(Context const& ctx, db::Tx& tx, SalePromiseId id, CaseId case_id,
                             std::string const& reason) {
  TRY(check_not_quoted(tx, id, case_id));
  return restore(ctx, tx, id, case_id, reason);
}
Result<SalePromiseView> restore_sale_promise(Call const& call, db::Tx& tx, ForCase const& body) {
  return with_case(call, tx, body, restore_by_hand);
}

void add_template_routes(http::Routes& routes) {
  using enum Permission;
  std::string const one = "/sale-promise-templates/{sale_promise_template}";
  routes.get<list_sale_promise_templates>("/sale-promise-templates", GoodsRead,
                                          "Lists what a company promises with its sales.");
  routes
      .post<create_sale_promise_template>("/sale-promise-templates", CoverageWrite,
                                          "Creates what is promised with sales.")
      .status(201);
  routes.post<preview_sale_promise_template>(
      "/sale-promise-templates/preview", CoverageWrite,
      "Tells what a template that is being written would promise with a sale.");
  routes.put<replace_sale_promise_template>(
      one, CoverageWrite, "Makes a new version; what was promised stays as it was.");
  routes.post<retire_sale_promise_template>(one + "/retire", CoverageWrite,
                                            "Retires it: promised with no sale from now on.");
  routes.get<list_sale_promise_template_versions>(one + "/versions", GoodsRead,
                                                  "Lists all versions, newest first.");
}

}  // namespace

void add_routes(http::Routes& routes) {
  using enum Permission;
  add_template_routes(routes);
  routes.get<list_unit_sale_promises>("/units/{unit}/sale-promises", GoodsRead,
                                      "Lists what was promised when a unit was sold, and what of "
                                      "it is left.");
  routes
      .post<record_sale_promise>("/sales/{sale}/promises", UnitsWrite,
                                 "Records what was promised with a sale; told again under one "
                                 "reference, nothing is doubled.")
      .status(201);
  std::string const one = "/sale-promises/{sale_promise}";
  routes.post<end_sale_promise>(one + "/end", CoverageWrite,
                                "Ends what was promised, with the reason.");
  routes.get<list_sale_promise_uses>(one + "/uses", GoodsRead,
                                     "The ledger of a promise: reserved, consumed, released.");
  routes.get<list_case_sale_promises>("/cases/{case}/sale-promises", CasesRead,
                                      "Lists what was promised for the case's unit, and what is "
                                      "held of it for the case.");
  routes.post<reserve_sale_promise>(one + "/reserve", CasesWrite,
                                    "Reserves one for a case about the unit.");
  routes.post<consume_sale_promise>(one + "/consume", CasesWrite,
                                    "Says that what was reserved was given.");
  routes.post<release_sale_promise>(one + "/release", CasesWrite,
                                    "Gives back what was reserved and is not needed.");
  routes.post<restore_sale_promise>(one + "/restore", CasesWrite,
                                    "Gives back what was consumed in error.");
}

}  // namespace vefa::sale_promises
