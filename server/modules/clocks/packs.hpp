// Versions of packs in the database, ready to count by.
#pragma once
#include "law/due.hpp"
#include "law/load.hpp"
#include "modules/clocks/clocks.hpp"

namespace vefa::clocks {

struct PackRow {
  LawPackId id;
  std::string code;
  std::string pack_version;
  std::string fingerprint;
  std::string origin;  // program, uploaded
  bool in_use = false;
  Instant loaded_at;
  std::string loaded_by_name;
  std::optional<Instant> approved_at;
  StaffId approved_by_id;
  std::string approved_by_name;
  std::string approval_reason;
};
BOOST_DESCRIBE_STRUCT(PackRow, (),
                      (id, code, pack_version, fingerprint, origin, in_use, loaded_at,
                       loaded_by_name, approved_at, approved_by_id, approved_by_name,
                       approval_reason))

struct FileOfPack {
  Text<200, 1> path;
  Text<400'000> text;
};
BOOST_DESCRIBE_STRUCT(FileOfPack, (), (path, text))

/// A version that is counted by: its row, and the pack itself, shared and immutable.
struct PackInUse {
  PackRow row;
  law::PackPtr pack;
};

/// Whether somebody saw that a version lacks rules of the one in use.
enum class Removal { Unconfirmed, Confirmed };

/// The one in use for that country; the program's own where none was loaded yet. Nothing for an
/// unknown code.
std::optional<PackInUse> pack_in_use(Context const& ctx, db::Tx& tx, std::string const& code);
/// While nobody approved the version in use: the newest one that somebody approved, else the
/// program's own. What the version in use gives does not sink below that. Nothing where it stands
/// alone. Source: docs/decisions/0450-the-floor-of-clocks.md
std::optional<PackInUse> floor_under(Context const& ctx, db::Tx& tx, PackRow const& in_use);
/// The same for a version that is not loaded yet, or not in use. Reads only.
law::PackPtr floor_beneath(Context const& ctx, db::Tx& tx, law::Pack const& next);
/// Whether a version would give her less than the one before: what is owed to her comes later, what
/// lasts for her ends earlier. Both have begun.
bool gives_less(law::Clock const& now, law::Clock const& before);
/// Of any version. Throws std::runtime_error when its stored files make no pack any more.
law::PackPtr pack_of(db::Tx& tx, LawPackId id);
/// Takes the program's packs into the database where they are not there yet; a newer one takes the
/// place of an older one of the program, never of one that was uploaded.
void take_in_embedded(Context const& ctx, db::Tx& tx);

/// The laws in use whose cases are counted by that one too: itself, and the members of a Union.
std::vector<std::string> codes_under(db::Tx& tx, std::string const& code);
/// Counts anew the cases of each law that has a rule in the company's hours; a job.
void follow_hours(Context const& ctx, db::Tx& tx);

/// The pack that the files make. Invalid: every fault of the files (field `files`).
Result<law::PackPtr> read_files(Context const& ctx, std::vector<FileOfPack> const& form);
/// Loads a version and counts by it from now on; open clocks are counted anew by a job. Invalid:
/// every fault of the files (field `files`).
/// Invalid clocks.rules_removed (confirm_removed) while rules that are in use would be missing.
Result<PackRow> upload(Context const& ctx, db::Tx& tx, std::vector<FileOfPack> const& files,
                       Removal removal = Removal::Unconfirmed);
/// Ids of the rules that the next version lacks.
std::vector<std::string> removed_rules(law::Pack const& now, law::Pack const& next);
/// A named person takes the pack upon herself. Conflict: clocks.already_approved.
Result<PackRow> approve(Context const& ctx, db::Tx& tx, LawPackId id, std::string const& reason);
/// Counts by that version from now on. NotFound; Invalid clocks.rules_removed, as for `upload`.
Result<PackRow> use(Context const& ctx, db::Tx& tx, LawPackId id,
                    Removal removal = Removal::Unconfirmed);

struct Standard {
  std::string code;
  std::string rule_id;
  std::string amount;
  std::int64_t version = 1;
  Instant set_at;
  std::string set_by_name;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Standard, (), (code, rule_id, amount, version, set_at, set_by_name, reason))
std::vector<Standard> standards_of(db::Tx& tx, std::string const& code);
/// A company's own time for a rule, never less for the customer than the law's. Refused:
/// law.not_stricter, law.not_comparable, law.not_overridable (field amount).
Result<Standard> set_standard(Context const& ctx, db::Tx& tx, std::string const& code,
                              std::string const& rule_id, std::string const& amount,
                              std::string const& reason);

inline constexpr char const* kRecountWork = "law.recount";

}  // namespace vefa::clocks
