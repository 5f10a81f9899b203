// What a company's profile must be. Pure.
#pragma once
#include "modules/company/company.hpp"

namespace vefa::company {

/// Trims and completes what people write carelessly: spaces, the slash at the end of an address.
Profile tidied(Profile profile);

/// Invalid, every wrong field named: `zone`, `signatures.tr`.
Result<void> check(Profile const& profile);

/// The names of the members, but the version, that differ.
std::vector<std::string> changed_members(Profile const& before, Profile const& after);

}  // namespace vefa::company
