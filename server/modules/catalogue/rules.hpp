// Pure decisions of the catalogue: numbers, circles, successors.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "modules/catalogue/structure.hpp"

namespace vefa::catalogue {

/// The digits of a GTIN-8, -12, -13 or -14 whose check digit is right; spaces and hyphens do not
/// matter. Nothing for anything else.
std::optional<std::string> read_gtin(std::string_view typed);
/// The check digit that belongs behind these digits.
char gtin_check_digit(std::string_view digits);
/// With zeros in front, so that a GTIN-13 and its GTIN-14 are one.
std::string gtin_14(std::string_view gtin);

bool is_code(std::string_view code);
bool is_web_address(std::string_view url);

/// Whether `edge` with `others` would lead from a part to itself on some day.
bool closes_circle(std::vector<Succession> const& others, Succession const& edge);
/// Another successor of the same part for a day that `edge` covers too; nothing when there is none.
std::optional<Succession> overlapping(std::vector<Succession> const& others,
                                      Succession const& edge);

/// What stands for `part` on `day`: the end of its line of successors, and how many of it.
Replacement successor_on(std::vector<Succession> const& edges, ProductId part, LocalDate day);
/// What may be used instead of `part` on `day`, nearest first: its successors, and across two-way
/// edges its predecessors; without the part itself.
std::vector<Replacement> usable_for(std::vector<Succession> const& edges, ProductId part,
                                    LocalDate day);

}  // namespace vefa::catalogue
