#include "modules/imports/ahead.hpp"

#include "modules/catalogue/bringing_in.hpp"
#include "modules/customers/ahead.hpp"
#include "modules/imports/cells.hpp"
#include "modules/units/bringing_in.hpp"

namespace vefa::imports {
namespace {

using customers::ContactKind;

void add(std::vector<std::string>& to, std::string text) {
  if (!text.empty()) to.push_back(std::move(text));
}

/// By what `known` asks (person.hpp).
void add_contacts(std::vector<customers::Sought>& to, Cells& cells) {
  constexpr std::pair<char const*, ContactKind> kContacts[] = {{"email", ContactKind::Email},
                                                               {"email_2", ContactKind::Email},
                                                               {"phone", ContactKind::Phone},
                                                               {"phone_2", ContactKind::Phone}};
  for (auto const& [meaning, kind] : kContacts)
    if (auto value = cells.text(meaning); !value.empty())
      to.push_back({kind, std::move(value), cells.country("country").value_or("")});
}

}  // namespace

void look_ahead(db::Tx& tx, Bearings const& bearings, std::vector<CsvRow> const& rows) {
  bool const is_of_goods = bearings.target == Target::Products || bearings.target == Target::Units;
  catalogue::Numbers numbers;
  std::vector<std::string> serials;
  std::vector<customers::Sought> contacts;
  for (auto const& row : rows) {
    Cells cells(bearings, row);
    if (is_of_goods) {
      add(numbers.gtins, cells.text("gtin"));
      add(numbers.skus, cells.text("sku"));
      add(numbers.manufacturers, cells.text("manufacturer"));
      add(numbers.models, cells.text("model"));
    }
    if (bearings.target == Target::Units) add(serials, cells.text("serial"));
    if (bearings.target != Target::Products) add_contacts(contacts, cells);
  }
  if (is_of_goods) catalogue::look_ahead(tx, numbers);
  if (bearings.target == Target::Units) units::look_ahead(tx, serials);
  if (!contacts.empty()) customers::look_ahead(tx, contacts);
}

}  // namespace vefa::imports
