// What stands of money and of free things on the customer's page of her case.
#pragma once
#include "modules/billing/billing.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::portal {

struct BillLink {
  char const* kind;  // "quote" or "invoice"
  std::string number;
  std::string path;  // below the case's own
  std::int64_t gross_minor = 0;
  std::string currency;
};
struct Bills {
  std::vector<std::string> free;  // a sentence for each promise of the sale, in her language
  std::vector<BillLink> bills;
};
Bills bills_of(Context const& ctx, db::Tx& tx, cases::Case const& row);

void add_bill_routes(http::Routes& routes);
/// `/c/{token}/waivers/{waiver}`: what she is said to wish to pay for; a press takes it back.
void add_waiver_routes(http::Routes& routes);

}  // namespace vefa::portal
