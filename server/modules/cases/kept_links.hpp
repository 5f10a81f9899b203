// A customer's link answers in the customer's name. Where the company takes answers by the link or
// a signature alone, nobody of staff reads it: it goes out in letters, and stands on papers to be
// signed. Source: docs/decisions/0501-nobody-of-staff-reads-her-link.md
#pragma once
#include <string>

#include "base/context.hpp"
#include "base/result.hpp"
#include "db/database.hpp"

namespace vefa::cases {

/// Whether her links are kept from staff.
using KeepsLinks = bool (*)(db::Tx&);
/// Handed over once in main/wiring.cpp: the setting is of a module above.
void install_links(KeepsLinks keeps);
bool keeps_links(db::Tx& tx);

/// Whether the text holds a link to a case that this server made.
bool holds_link(std::string_view text);
/// As staff read it: where links are kept from them, without the secret part of each ("/c/…").
std::string for_staff(db::Tx& tx, std::string text);
/// Of what may hold one in any coding: a message as it came or went. Refused
/// cases.raw_may_hold_link where links are kept from staff, but for who may write settings: they
/// could end that.
Result<void> check_may_read_raw(Context const& ctx, db::Tx& tx);

}  // namespace vefa::cases
