#include "law/yaml.hpp"

#include <charconv>

#include "calendar/calendar.hpp"

namespace vefa::law {

void Faults::add(Place place, std::string field, std::string key, Args args) {
  if (list_.size() < kMost)
    list_.push_back({std::move(place), std::move(field), std::move(key), std::move(args)});
}

std::optional<std::string> scalar(YAML::Node const& node) {
  if (!node.IsDefined() || !node.IsScalar()) return std::nullopt;
  return node.Scalar();
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

namespace {

/// An absent node of yaml-cpp throws when it is asked for its kind.
YAML::Node or_empty(YAML::Node const& node) {
  return node.IsDefined() ? node : YAML::Node(YAML::NodeType::Null);
}

}  // namespace

Map::Map(Faults& faults, std::string file, YAML::Node const& node, std::string path)
    : faults_(faults), file_(std::move(file)), node_(or_empty(node)), path_(std::move(path)) {
  if (!node_.IsNull() && !node_.IsMap())
    faults_.add(place(node_), path_, "law.fault.not_a_mapping");
}

Place Map::place(YAML::Node const& at) const {
  int line = at.IsDefined() ? at.Mark().line : -1;
  if (line < 0) line = node_.Mark().line;  // of what is absent: the mapping that lacks it
  return {file_, line < 0 ? 0 : line + 1};
}

std::string Map::path_of(std::string const& name) const {
  if (path_.empty()) return name;
  return name.empty() ? path_ : path_ + (name.front() == '[' ? "" : ".") + name;
}

bool Map::has(char const* name) const {
  if (!node_.IsMap()) return false;
  auto const found = static_cast<YAML::Node const&>(node_)[name];
  return found.IsDefined() && !found.IsNull();
}

YAML::Node Map::take(char const* name) {
  taken_.insert(name);
  if (!node_.IsMap()) return YAML::Node(YAML::NodeType::Null);
  return or_empty(static_cast<YAML::Node const&>(node_)[name]);
}

YAML::Node Map::need(char const* name) {
  if (!has(name)) faults_.add(place(node_), path_of(name), "law.fault.absent");
  return take(name);
}

Map Map::child(YAML::Node const& node, std::string const& name) const {
  return {faults_, file_, node, path_of(name)};
}

std::vector<YAML::Node> Map::list(char const* name) {
  auto const node = take(name);
  if (!node.IsDefined() || node.IsNull()) return {};
  if (!node.IsSequence()) return {node};
  return {node.begin(), node.end()};
}

std::vector<std::pair<std::string, YAML::Node>> Map::all() {
  std::vector<std::pair<std::string, YAML::Node>> items;
  if (!node_.IsMap()) return items;
  for (auto const& item : node_) {
    auto const name = scalar(item.first).value_or("");
    if (!taken_.insert(name).second) fault(item.first, name, "law.fault.twice", {{"name", name}});
    items.emplace_back(name, item.second);
  }
  return items;
}

void Map::finish() {
  if (!node_.IsMap()) return;
  std::set<std::string> seen;
  for (auto const& item : node_) {
    auto const name = scalar(item.first).value_or("");
    if (!seen.insert(name).second) fault(item.first, name, "law.fault.twice", {{"name", name}});
    if (!taken_.contains(name))
      fault(item.first, name, "law.fault.unknown_field",
            {{"known", join({taken_.begin(), taken_.end()}, ", ")}});
  }
}

void Map::fault(YAML::Node const& at, std::string const& field, std::string key, Args args) {
  faults_.add(place(at), path_of(field), std::move(key), std::move(args));
}

std::string Map::text(char const* name, bool needed) {
  auto const node = needed ? need(name) : take(name);
  if (!node.IsDefined() || node.IsNull()) return {};
  auto const found = scalar(node);
  if (!found) fault(node, name, "law.fault.not_a_text");
  if (found && !is_utf8(*found)) fault(node, name, "law.fault.not_a_text");
  return found.value_or("");
}

std::vector<std::string> Map::texts(char const* name) {
  std::vector<std::string> all;
  for (auto const& item : list(name)) {
    if (auto const found = scalar(item)) {
      all.push_back(*found);
    } else {
      fault(item, name, "law.fault.not_a_text");
    }
  }
  return all;
}

std::optional<std::int64_t> Map::integer(char const* name) {
  auto const node = take(name);
  if (!node.IsDefined() || node.IsNull()) return std::nullopt;
  auto const found = scalar(node);
  auto const value = found ? whole_number(*found) : std::nullopt;
  if (!value) fault(node, name, "law.fault.not_a_number");
  return value;
}

bool Map::truth(char const* name, bool otherwise) {
  auto const node = take(name);
  if (!node.IsDefined() || node.IsNull()) return otherwise;
  auto const found = scalar(node);
  if (found == "true") return true;
  if (found != "false") fault(node, name, "law.fault.not_a_truth");
  return false;
}

std::optional<LocalDate> Map::date(char const* name) {
  auto const node = take(name);
  if (!node.IsDefined() || node.IsNull()) return std::nullopt;
  auto const found = scalar(node);
  auto const value = found ? parse_date(*found) : std::nullopt;
  if (!value) fault(node, name, "law.fault.not_a_date");
  return value;
}

std::optional<int> Map::minute(char const* name) {
  auto const node = take(name);
  if (!node.IsDefined() || node.IsNull()) return std::nullopt;
  auto const found = scalar(node);
  auto const value = found ? calendar::parse_minute_of_day(*found) : std::nullopt;
  if (!value) fault(node, name, "law.fault.not_a_time");
  return value;
}

Words Map::words(char const* name, bool needed) {
  Words words;
  auto const node = needed ? need(name) : take(name);
  if (!node.IsDefined() || node.IsNull()) return words;
  auto in = child(node, name);
  for (Language const language : kLanguages) {
    std::string const key(tag(language));
    auto& text = words.texts[static_cast<std::size_t>(language)];
    text = in.text(key.c_str(), true);
  }
  in.finish();
  return words;
}

void Map::refuse_word(YAML::Node const& node, char const* name, std::vector<std::string> allowed) {
  fault(node, name, "law.fault.not_one_of", {{"allowed", join(allowed, ", ")}});
}

}  // namespace vefa::law
