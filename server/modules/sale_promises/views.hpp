// What the routes show.
#pragma once
#include "modules/sale_promises/accounts.hpp"

namespace vefa::sale_promises {

/// A promise as it stands today. Of a dated one `due_at`, `case_id` and what became of it; of
/// amends `case_id`, on which they were granted.
struct SalePromiseView {
  SalePromiseId id;
  SaleId sale_id;
  UnitId unit_id;
  Form form = Form::Quantity;
  std::string name;   // in the reader's language
  std::string words;  // what is left, in the reader's language
  Standing standing = Standing::Open;
  std::int64_t quantity = 0;
  std::int64_t reserved = 0;
  std::int64_t consumed = 0;
  std::int64_t left = 0;
  std::optional<LocalDate> from_on;
  std::optional<LocalDate> last_on;
  SalePromiseTerms terms;
  SalePromiseTemplateId template_id;
  std::optional<std::int64_t> template_version;
  std::string reference;
  Origin origin = Origin::Sale;
  PromiseId promise_id;
  CaseId case_id;
  std::optional<Instant> due_at;
  std::optional<promises::State> became;
  Instant created_at;
  std::string created_by;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SalePromiseView, (),
                      (id, sale_id, unit_id, form, name, words, standing, quantity, reserved,
                       consumed, left, from_on, last_on, terms, template_id, template_version,
                       reference, origin, promise_id, case_id, due_at, became, created_at,
                       created_by, reason))

/// The same, as it concerns one case.
struct CaseSalePromise {
  SalePromiseView promise;
  Hold hold = Hold::None;  // for this case
  bool is_meant = false;   // for cases of this kind
};
BOOST_DESCRIBE_STRUCT(CaseSalePromise, (), (promise, hold, is_meant))

SalePromiseView view_of(db::Tx& tx, Account const& account, Language language);

}  // namespace vefa::sale_promises
