// Where packs come from: built into the program, or from a folder that takes their place.
#pragma once
#include "law/load.hpp"

namespace vefa::law {

/// The folders of packs/: "eu", "hu", "il", "tr", in order.
std::vector<std::string> embedded_packs();
/// The files of one of them; empty for an unknown name. Case does not matter.
std::vector<PackFile> embedded_pack_files(std::string_view name);
/// The *.yaml files of a folder, in order of their names. Throws std::runtime_error when it cannot
/// be read.
std::vector<PackFile> pack_files_in(std::string const& folder);
/// A pack from files that were loaded before: what is asked of new ones since, and whether there is
/// data for this year, is not asked of it. Null when they cannot be read at all.
PackPtr pack_kept(std::vector<PackFile> const& files);
/// Whether a pack's files have that rule, whatever faults they have.
bool names_rule(std::vector<PackFile> const& files, std::string_view rule_id);
/// Which packs speak for a country: its own, and the Union's in a member state.
std::vector<std::string> laws_of(std::string const& country);
/// This year and the next: what an open clock can reach.
YearsInQuestion years_from(int year);

}  // namespace vefa::law
