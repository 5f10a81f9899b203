// What an offer on paper rests on: whoever makes offers hands it over once, in main/wiring.cpp.
#pragma once
#include <functional>

#include "base/money.hpp"
#include "modules/documents/documents.hpp"

namespace vefa::documents {

/// A quote, as a paper tells of it.
struct Offered {
  std::string quote_id;
  std::string number;
  std::int64_t version = 1;
  Money price;  // gross, of all lines
  LocalDate valid_until_on;
  std::string work;  // what would be done, a line each
};
struct Offers {
  /// The newest quote of the case that she can still accept.
  std::function<std::optional<Offered>(Context const&, db::Tx&, CaseId)> of_case;
  /// The paper is made: until that day, included, it holds who made it to the offer. Stale where
  /// the quote is another meanwhile.
  std::function<Result<void>(Context const&, db::Tx&, Document const&, Offered const&,
                             LocalDate until)>
      bind;
};
void install(Offers offers);
Offers const& offers();

/// Holds who made it to what the kept paper offers; nothing for one that offers nothing.
Result<void> bind_offer(Context const& ctx, db::Tx& tx, Document const& row);
/// As it is kept in the paper's content, under `offer`.
JsonObject content_of(Offered const& offered, std::string const& until);

}  // namespace vefa::documents
