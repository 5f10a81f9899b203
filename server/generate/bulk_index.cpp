#include "generate/bulk_index.hpp"

namespace vefa::generate {
namespace {

db::Statement once(char const* name, char const* sql) { return {name, sql, sql, -1}; }

}  // namespace

std::string suspend_index(db::Tx& tx) {
  if (tx.engine() != db::Engine::Sqlite) return {};
  auto const trigger =
      tx.scalar<std::string>(once("generate.find_trigger",
                                  "SELECT sql FROM sqlite_master WHERE type = 'trigger' "
                                  "AND name = 'search_documents_added'"))
          .value();
  tx.run(once("generate.drop_trigger", "DROP TRIGGER search_documents_added"));
  return trigger;
}

void resume_index(db::Tx& tx, std::string const& suspended) {
  if (suspended.empty()) return;
  tx.run(
      once("generate.rebuild_index", "INSERT INTO search_index (search_index) VALUES ('rebuild')"));
  tx.run(once("generate.create_trigger", suspended.c_str()));
}

}  // namespace vefa::generate
