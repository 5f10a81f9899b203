#include "modules/imports/store.hpp"

namespace vefa::imports {

JsonObject stored_texts(char const* name, std::vector<std::string> const& texts) {
  boost::json::array list;
  for (auto const& text : texts) list.emplace_back(text);
  return {{name, std::move(list)}};
}

std::vector<std::string> texts_of(char const* name, JsonObject const& stored) {
  std::vector<std::string> out;
  auto const* list = stored.if_contains(name);
  if (!list || !list->is_array()) return out;
  for (auto const& text : list->get_array()) out.emplace_back(text.as_string());
  return out;
}

JsonObject stored_problems(std::vector<RowProblem> const& problems) {
  boost::json::array list;
  for (auto const& problem : problems) list.push_back(parse_json(to_json_text(problem)).value());
  return {{"problems", std::move(list)}};
}

std::vector<RowProblem> problems_of(JsonObject const& stored) {
  std::vector<RowProblem> out;
  auto const* list = stored.if_contains("problems");
  if (!list || !list->is_array()) return out;
  for (auto const& one : list->get_array())
    if (auto problem = from_json<RowProblem>(one); problem.ok()) out.push_back(std::move(*problem));
  return out;
}

ImportSettings settings_of(ImportRow const& row) {
  auto read = from_json<ImportSettings>(Json(row.settings));
  if (!read.ok()) throw std::runtime_error("an import's settings cannot be read: " + row.id.text());
  return std::move(read).value();
}

JsonObject stored(ImportSettings const& settings) {
  return parse_json(to_json_text(settings)).value().as_object();
}

std::optional<ImportRow> load(db::Tx& tx, ImportId id) {
  return tx.find<ImportRow>(sql::find_import, id);
}

bool save(db::Tx& tx, ImportRow& row) {
  if (tx.update(sql::save_import, row) != 1) return false;
  ++row.version;
  return true;
}

}  // namespace vefa::imports
