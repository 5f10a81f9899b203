// Templates with {placeholders}: which there are, which a text must have, filling them in. Pure.
#pragma once
#include "modules/courtesy/courtesy.hpp"

namespace vefa::courtesy {

/// Every placeholder there is, in the order in which they are shown.
std::vector<std::string> const& placeholder_names();
/// Those without which a text of this kind would not do its work, e.g. {promise_due} of an apology.
std::vector<std::string> required_placeholders(TemplateKind kind);

/// The names between braces in a text, in order, each once. Other braces are plain text.
std::vector<std::string> placeholders_in(std::string_view text);

/// Invalid at `field` for a name that is none (`courtesy.unknown_placeholder` tells those there
/// are), or without one that the kind requires (`courtesy.lacks_placeholder`; only where `kind` is
/// given).
Result<void> check_placeholders(std::string_view text, std::optional<TemplateKind> kind,
                                std::string const& field);

/// Values are put in once, and never read as templates themselves. Of several values of one name
/// the first counts. A line all of whose placeholders are empty vanishes; blank lines are never
/// doubled.
std::string fill(std::string_view text, Values const& values);

}  // namespace vefa::courtesy
