#include "db/sheet.hpp"

namespace vefa::db {

void Sheet::put(Tx& tx) const {
  auto& lines = dynamic_cast<PutsLines&>(tx);
  for (auto const& line : lines_) lines.put_line(*line.statement, line.values);
}

}  // namespace vefa::db
