// Why the program itself made, kept or withdrew something.
#pragma once
#include <string>

#include "i18n/i18n.hpp"

namespace vefa::cases {

/// Kept as a message's key ("cases.reason_silence"), told in the reader's language; what a person
/// typed is told as it stands.
std::string reason_in(Language language, std::string const& kept);
/// The same of a hand-over, which keeps a word of its own: taken, bulk, macro, owner_left.
std::string hand_over_in(Language language, std::string const& kept);

}  // namespace vefa::cases
