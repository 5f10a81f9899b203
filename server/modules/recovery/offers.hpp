// The company's catalogue of remedies.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/recovery/recovery.hpp"

namespace vefa::recovery {

/// What a free service makes free for the unit of the case on which it is given: once, within a
/// time.
struct RemedyService {
  std::optional<List<cases::CaseKind, 8>> case_kinds;      // none: cases of every kind
  std::optional<List<coverage::Component, 5>> components;  // none: all that it costs
  std::optional<std::int64_t> months;                      // from the giving on; none: 12
};
BOOST_DESCRIBE_STRUCT(RemedyService, (), (case_kinds, components, months))

/// A row of remedy_offers.
struct Offer {
  RemedyOfferId id;
  std::int64_t version = 1;
  RemedyKind kind = RemedyKind::Coupon;
  JsonObject names;               // by language tag: what the customer reads
  std::int64_t amount_minor = 0;  // what it costs the company
  std::string currency;
  bool active = true;
  Instant changed_at;
  std::string changed_by_name;
  std::string service;  // JSON: RemedyService; empty: none is said
};
BOOST_DESCRIBE_STRUCT(Offer, (),
                      (id, version, kind, names, amount_minor, currency, active, changed_at,
                       changed_by_name, service))
std::optional<RemedyService> service_of(Offer const& offer);
/// In this language, else in the first there is.
std::string name_in(Language language, Offer const& offer);

struct RemedyOfferForm {
  std::optional<std::int64_t> version;  // of a change
  RemedyKind kind = RemedyKind::Coupon;
  coverage::Names names;
  Text<20, 1> amount;  // decimal: what it costs the company; of an apology zero
  Text<3, 3> currency;
  std::optional<bool> active;                 // none: yes
  std::optional<RemedyService> service = {};  // of a free service
};
BOOST_DESCRIBE_STRUCT(RemedyOfferForm, (),
                      (version, kind, names, amount, currency, active, service))

/// Invalid: those of `coverage::checked_names`; recovery.bad_amount, recovery.bad_currency,
/// recovery.apology_is_free (amount); recovery.service_of_another_kind (service); wire.out_of_range
/// (service.months). Stale. Records `remedy_offer.changed`. What was proposed by
/// it before stays as it was.
Result<Offer> save_offer(Context const& ctx, db::Tx& tx, RemedyOfferId id,
                         RemedyOfferForm const& form);
std::optional<Offer> find_offer(db::Tx& tx, RemedyOfferId id);
/// By kind, the oldest first, at most 500; what is no longer given too.
std::vector<Offer> offers(db::Tx& tx);

/// Not below zero, and within what a remedy or a budget may be. Invalid: recovery.bad_currency
/// (currency), recovery.bad_amount (amount).
Result<Money> money_of(std::string const& amount, std::string const& currency);
/// The name that a change of settings is kept under.
std::string changer(Context const& ctx);

}  // namespace vefa::recovery
