#include "modules/sale_promises/views.hpp"

namespace vefa::sale_promises {

SalePromiseView view_of(db::Tx& tx, Account const& a, Language language) {
  auto const& p = a.promise;
  SalePromiseView view{.id = p.id,
                       .sale_id = p.sale_id,
                       .unit_id = p.unit_id,
                       .form = p.form,
                       .name = name_of(p, language),
                       .words = said(a, language),
                       .standing = a.standing,
                       .quantity = p.quantity,
                       .reserved = a.reserved,
                       .consumed = a.consumed,
                       .left = a.left,
                       .from_on = a.from_on,
                       .last_on = a.last_on,
                       .terms = p.terms,
                       .template_id = p.template_id,
                       .template_version = p.template_version,
                       .reference = p.reference,
                       .origin = p.origin,
                       .promise_id = p.promise_id,
                       .case_id = p.granted_case_id,
                       .due_at = {},
                       .became = {},
                       .created_at = p.created_at,
                       .created_by = p.created_by,
                       .reason = p.reason};
  if (auto const dated = promises::find(tx, p.promise_id)) {
    view.case_id = dated->case_id;
    view.due_at = dated->due_at;
    view.became = dated->state;
  }
  return view;
}

}  // namespace vefa::sale_promises
