// Reads YAML so that nothing is passed over: each key is taken by name, what is left is refused,
// and every refusal names file, line and field.
#pragma once
#include <yaml-cpp/yaml.h>

#include "law/load.hpp"

namespace vefa::law {

/// Collects the refusals of one pack; at most 50, so that a wrong file is no long answer.
class Faults {
 public:
  static constexpr std::size_t kMost = 50;
  /// Files that were taken in once are read again without what is asked of new ones alone.
  enum class Of { New, Kept };
  explicit Faults(Of of = Of::New) : of_(of) {}
  bool of_new() const { return of_ == Of::New; }
  void add(Place place, std::string field, std::string key, Args args = {});
  std::vector<Fault> take() { return std::move(list_); }
  bool empty() const { return list_.empty(); }

 private:
  Of of_;
  std::vector<Fault> list_;
};

/// A mapping under way: `take` what is known, then `finish`.
class Map {
 public:
  Map(Faults& faults, std::string file, YAML::Node const& node, std::string path);

  bool has(char const* name) const;
  /// The node of that key, which counts as known from now on; null when absent.
  YAML::Node take(char const* name);
  /// As `take`; a fault when it is absent.
  YAML::Node need(char const* name);
  Map map(char const* name) { return child(take(name), name); }
  Map child(YAML::Node const& node, std::string const& name) const;
  /// The items of a list, or the one item that stands instead of it.
  std::vector<YAML::Node> list(char const* name);
  /// All keys, for mappings whose keys are names of their own; all count as known.
  std::vector<std::pair<std::string, YAML::Node>> all();
  /// Refuses the keys that nobody took.
  void finish();

  void fault(YAML::Node const& at, std::string const& field, std::string key, Args args = {});
  Place place(YAML::Node const& at) const;
  std::string path_of(std::string const& name) const;
  Faults& faults() { return faults_; }

  // Values; a fault and an empty one where they do not fit. Absent without `needed` is empty.
  std::string text(char const* name, bool needed = false);
  std::vector<std::string> texts(char const* name);
  std::optional<std::int64_t> integer(char const* name);
  bool truth(char const* name, bool otherwise);
  std::optional<LocalDate> date(char const* name);
  std::optional<int> minute(char const* name);
  Words words(char const* name, bool needed);
  template <class E>
  E word_of(char const* name, E otherwise, bool needed = false);

 private:
  void refuse_word(YAML::Node const& node, char const* name, std::vector<std::string> allowed);

  Faults& faults_;
  std::string file_;
  YAML::Node node_;
  std::string path_;
  std::set<std::string> taken_;
};

std::optional<std::string> scalar(YAML::Node const& node);
std::optional<std::int64_t> whole_number(std::string_view text);

template <class E>
E Map::word_of(char const* name, E otherwise, bool needed) {
  auto const node = needed ? need(name) : take(name);
  if (!node.IsDefined() || node.IsNull()) return otherwise;
  auto const written = scalar(node);
  if (auto const found = written ? wire::parse_enum<E>(*written) : std::nullopt) return *found;
  refuse_word(node, name, wire::enum_texts<E>());
  return otherwise;
}

}  // namespace vefa::law
