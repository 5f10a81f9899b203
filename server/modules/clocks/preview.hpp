// What a version of a pack would change, said before anything is counted by it.
#pragma once
#include "modules/clocks/packs.hpp"

namespace vefa::clocks {

enum class RuleChange { Added, Changed, Removed };
BOOST_DESCRIBE_ENUM(RuleChange, Added, Changed, Removed)

/// One edition of a rule whose words differ; in the reader's language.
struct ChangedRule {
  std::string id;
  std::string title;
  std::optional<LocalDate> from_on;  // since when the edition holds
  RuleChange change = RuleChange::Changed;
  std::vector<std::string> before;  // sentences that no longer stand
  std::vector<std::string> after;   // sentences that are new
};
BOOST_DESCRIBE_STRUCT(ChangedRule, (), (id, title, from_on, change, before, after))

/// An open clock that would stand otherwise.
struct MovedClock {
  CaseId case_id;
  std::string title;
  std::optional<Instant> due_at;
  std::optional<Instant> would_be_due_at;  // none: it would not be counted, or stand still
};
BOOST_DESCRIBE_STRUCT(MovedClock, (), (case_id, title, due_at, would_be_due_at))

struct PackPreview {
  std::string code;
  std::string pack_version;
  std::string version_in_use;  // empty: none is
  bool is_same = false;        // as the one in use, letter by letter
  std::int64_t rules_alike = 0;
  std::vector<ChangedRule> rules;
  std::vector<std::string> rules_removed;  // ids; loading it must confirm them
  std::int64_t cases_looked_at = 0;        // under this law, at most kMostCases
  std::int64_t clocks_looked_at = 0;       // of those, open
  std::int64_t clocks_moved = 0;
  std::vector<MovedClock> moved;  // those that she may read, at most 20
};
BOOST_DESCRIBE_STRUCT(PackPreview, (),
                      (code, pack_version, version_in_use, is_same, rules_alike, rules,
                       rules_removed, cases_looked_at, clocks_looked_at, clocks_moved, moved))

inline constexpr std::int64_t kMostCases = 1000;

/// Writes nothing. Invalid: every fault of the files (field `files`), as for `upload`.
Result<PackPreview> preview(Context const& ctx, db::Tx& tx, std::vector<FileOfPack> const& files);

}  // namespace vefa::clocks
