// What cases know of a person, for her own rights.
#include "modules/cases/namings.hpp"
#include "modules/cases/views.hpp"

namespace vefa::cases {
namespace {

constexpr std::size_t kMostInteractions = 1000;

/// A described value as free JSON.
template <class T>
Json as_json(T const& value) {
  return boost::json::parse(to_json_text(value));
}

JsonObject exported(Context const& ctx, db::Tx& tx, Case const& row) {
  JsonObject out{{"case", as_json(row_of(tx, row))}};
  boost::json::array said;
  for (auto const& i : interactions::of_case(tx, row.id, {}, kMostInteractions))
    // Notes of staff to one another are the company's own words.
    if (i.direction != interactions::Direction::Internal) said.push_back(as_json(view_of(tx, i)));
  boost::json::array promised;
  for (auto const& p : promises::of_case(tx, row.id)) promised.push_back(as_json(view_of(ctx, p)));
  out["interactions"] = std::move(said);
  out["promises"] = std::move(promised);
  if (auto const said = newest_naming(tx, row.id)) out["unit"] = as_json(*said);
  return out;
}

}  // namespace

customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id) {
  boost::json::array all;
  for (auto const one : of_customer(tx, id))
    if (auto const row = find(tx, one)) all.push_back(exported(ctx, tx, *row));
  return {"cases", {{"items", std::move(all)}}};
}

std::vector<customers::HoldReason> holds(Context const&, db::Tx& tx, CustomerId id) {
  std::vector<customers::HoldReason> out;
  for (auto const& row : open_of_customer(tx, id))
    out.push_back({"cases.hold_open_case", {{"number", row.number}}});
  return out;
}

}  // namespace vefa::cases
