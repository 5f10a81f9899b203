#include "main/wiring.hpp"

#include "base/text.hpp"
#include "db/rest.hpp"
#include "http/server.hpp"
#include "modules/audit/audit.hpp"
#include "modules/automation/automation.hpp"
#include "modules/billing/billing.hpp"
#include "modules/billing/forms.hpp"
#include "modules/billing/ties.hpp"
#include "modules/cases/cases.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/cases/ties.hpp"
#include "modules/catalogue/bringing_in.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/channels/email/email.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/clocks/guarding.hpp"
#include "modules/company/company.hpp"
#include "modules/courtesy/courtesy.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/coverage/ties.hpp"
#include "modules/customers/customers.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/ties.hpp"
#include "modules/fields/fields.hpp"
#include "modules/imports/imports.hpp"
#include "modules/operations/operations.hpp"
#include "modules/portal/portal.hpp"
#include "modules/recovery/recovery.hpp"
#include "modules/reports/reports.hpp"
#include "modules/routing/routing.hpp"
#include "modules/sale_promises/sale_promises.hpp"
#include "modules/sale_promises/ties.hpp"
#include "modules/search/search.hpp"
#include "modules/staff/staff.hpp"
#include "modules/standards/standards.hpp"
#include "modules/surveys/surveys.hpp"
#include "modules/units/bringing_in.hpp"
#include "modules/units/units.hpp"
#include "modules/webhooks/webhooks.hpp"

namespace vefa::wiring {
namespace {

/// Stored answers to idempotent requests are kept for a day.
void forget_answers(Context const& ctx, db::Tx& tx, jobs::Job const&) {
  while (http::forget_old_answers(tx, ctx.now) == 1000) {
  }
}

}  // namespace

void configure(Config const& config) {
  webhooks::Options options;
  for (auto& target : split(config.webhooks_allow, ','))
    if (!trim(target).empty()) options.allow.push_back(trim(target));
  webhooks::configure(options);
  customers::install(
      {.exports = {cases::export_part, clocks::export_part, surveys::export_part,
                   units::export_part, sale_promises::export_part, billing::export_part,
                   documents::export_part, recovery::export_part},
       .holds = {cases::holds, clocks::holds, billing::holds, documents::holds},
       .ties = {units::has_ties}});
  customers::install_guard(clocks::keep_what_is_owed);
  catalogue::install({.ties = {units::names_product, coverage::names_product,
                               sale_promises::names_product, billing::names_product}});
  coverage::install([](Context const& ctx, db::Tx& tx, std::string const& code) {
    auto law = clocks::law_here(ctx, tx, code);
    return coverage::LawInUse{.pack = std::move(law.pack),
                              .floor = std::move(law.floor),
                              .own_times = std::move(law.own_times)};
  });
  sale_promises::install(billing::rests_on);
  cases::install_links(billing::answers_are_hers_alone);
  documents::install({.of_case = billing::offered_on, .bind = billing::bind_form});
  units::install({.ties = {cases::unit_tie, coverage::unit_tie, sale_promises::unit_tie,
                           billing::unit_tie, documents::unit_tie},
                  .gifts = {coverage::take_back_gifts, sale_promises::take_back_gifts}});
}

void add_routes(http::Routes& routes) {
  company::add_routes(routes);
  staff::add_routes(routes);
  audit::add_routes(routes);
  fields::add_routes(routes);
  customers::add_routes(routes);
  standards::add_routes(routes);
  courtesy::add_routes(routes);
  catalogue::add_routes(routes);
  units::add_routes(routes);
  coverage::add_routes(routes);
  routing::add_routes(routes);
  cases::add_routes(routes);
  sale_promises::add_routes(routes);
  billing::add_routes(routes);
  recovery::add_routes(routes);
  clocks::add_routes(routes);
  documents::add_routes(routes);
  email::add_routes(routes);
  portal::add_routes(routes);
  search::add_routes(routes);
  webhooks::add_routes(routes);
  automation::add_routes(routes);
  imports::add_routes(routes);
  surveys::add_routes(routes);
  reports::add_routes(routes);
  operations::add_routes(routes);
}

void add_jobs(jobs::Registry& registry) {
  registry.every("http.forget_answers", std::chrono::hours(1), forget_answers);
  registry.every(
      "jobs.forget_signals", std::chrono::hours(1),
      [](Context const& ctx, db::Tx& tx, jobs::Job const&) { jobs::forget_signals(ctx, tx); });
  staff::add_jobs(registry);
  standards::add_jobs(registry);
  units::add_jobs(registry);
  coverage::add_jobs(registry);
  cases::add_jobs(registry);
  sale_promises::add_jobs(registry);
  billing::add_jobs(registry);
  recovery::add_jobs(registry);
  clocks::add_jobs(registry);
  documents::add_jobs(registry);
  email::add_jobs(registry);
  search::add_jobs(registry);
  surveys::add_jobs(registry);
  webhooks::add_jobs(registry);
  automation::add_jobs(registry);
  imports::add_jobs(registry);
}

http::Authenticate authenticator() {
  return [](db::Tx& tx, http::Credentials const& credentials) -> Result<http::Identity> {
    auto const who = TRY(staff::authenticate(tx, credentials.now, credentials.token));
    bool const by_token = static_cast<bool>(who.api_token_id);
    return http::Identity{who.actor, who.language,
                          by_token ? who.api_token_id.value : who.session_id.value, by_token};
  };
}

std::shared_ptr<void> start_services(ServiceParts parts) {
  email::PullerOptions options{.node = parts.node};
  // Each look would wake one of many companies from its rest.
  if (db::connections_rest()) options.look_every = std::chrono::minutes(1);
  return email::Puller::start(parts.database, parts.clock, parts.ids, options);
}

bool must_stay_open(db::Tx& tx) { return email::fetches_mail(tx); }

}  // namespace vefa::wiring
