// What happens when she registers a device by its code.
#pragma once
#include "base/context.hpp"
#include "modules/cases/cases.hpp"
#include "modules/portal/registration_page.hpp"

namespace vefa::portal {

/// What a link is of: a unit, or one of a product.
struct Goods {
  UnitId unit_id;
  ProductId product_id;  // none of a unit
  std::string device;
  std::string serial;  // of a unit
};

struct Files {
  std::vector<interactions::NewAttachment> receipt;
  std::vector<interactions::NewAttachment> plate;  // where she cannot read the serial
  std::size_t bytes() const;
};

/// What is missing or too long, at its field.
void check(RegistrationForm& form);
/// A refusal at its field.
void put_wrong(RegistrationForm& form, Error const& refusal);

/// Registers it for her, keeps her receipt, and opens a case, answered by a person, for what nobody
/// can settle by rule: another owner in the books, a photo of a plate to be read, one more proof.
/// Sent twice nothing is doubled.
Result<void> register_hers(Context const& ctx, db::Tx& tx, Goods const& goods, Files const& files,
                           RegistrationDone& done);

}  // namespace vefa::portal
