#include "modules/cases/held.hpp"

#include "modules/cases/queries.hpp"
#include "modules/cases/store.hpp"

namespace vefa::cases {

Held::Held(db::Tx& tx, std::vector<CaseId> const& ids) : tx_(tx) {
  auto& rows = db::gathered<store::HeldRows>(tx);
  for (auto const& row : find_each(tx, tx.column<CaseId>(sql::lock_each, db::id_list(ids))))
    rows.of(row.id.text()) = row;
}

Held::~Held() {
  db::gathered<store::HeldRows>(tx_).forget_where([](Case const&) { return true; });
}

}  // namespace vefa::cases
