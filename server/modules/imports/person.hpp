// Who a row speaks of.
#pragma once
#include "modules/imports/cells.hpp"

namespace vefa::imports {

/// As far as it can be read.
struct Person {
  customers::NewCustomer input;
  std::vector<std::string> contact_meanings;  // beside input.contacts
};
Person person_of(Cells& cells, Bearings const& bearings);
/// The row says anything by which somebody could be found or called.
bool is_somebody(Person const& person);
/// Which meaning a field of `input` was filled from: `contacts[1].value` was the second contact's,
/// the rest bear their own names.
std::string meaning_in(Person const& person, std::string const& field);

/// By one of her contact details.
std::optional<customers::Customer> known(db::Tx& tx, Person const& person);
/// No file takes from her what the law owes: as a person changes her, without a word of hers.
/// Errors: those of customers::change; Refused cases.law_is_owed (country).
Result<customers::Customer> change_within_law(Context const& ctx, db::Tx& tx, CustomerId id,
                                              customers::CustomerChange const& change);
/// Makes her, in the import's language where the row says none; takes the row back where that is
/// refused.
void make_customer(Context const& ctx, db::Tx& tx, Bearings const& bearings, Cells& cells,
                   Person const& person, Brought& out);

}  // namespace vefa::imports
