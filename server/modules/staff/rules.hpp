// What staff may and may not do, decided without a database.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/permission.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace vefa::staff {

/// Attempts to sign in that cost no pause.
inline constexpr int kFreeAttempts = 10;
inline constexpr Duration kFirstPause = std::chrono::seconds(30);
inline constexpr Duration kLongestPause = std::chrono::minutes(15);
/// Attempts are forgotten after this long without one.
inline constexpr Duration kAttemptsKept = std::chrono::hours(24);

/// How long an account stays shut after its `attempts`-th attempt in a row that did not succeed:
/// nothing below `kFreeAttempts`, then 30 s, doubling up to 15 min.
Duration pause_after(std::int64_t attempts);

/// At least 12 characters (and at most 256), not among the commonest, not made of fewer than 4
/// different characters, and without the person's address or name. The refusal's field is `field`.
/// Source: NIST SP 800-63B 5.1.1.2 (length and lists, no composition rules).
Result<void> check_password(std::string const& password, std::string const& email,
                            std::string const& name, std::string const& field);

/// The 30-second step of a TOTP code that `verify_totp` takes at `now`; nothing for a wrong code.
/// A caller refuses a step that is not above the last one taken, so that a code works once.
std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Instant now);
/// `otpauth://totp/…`, as authenticator apps read it from a QR code.
std::string totp_uri(std::string_view secret, std::string const& company, std::string const& email);

/// Every permission there is, as an administrator has them; without Public, which nobody needs.
Permissions all_permissions();
/// Those that a role can hold: all but Public and Self.
Permissions role_permissions(std::vector<Permission> const& chosen);
/// Whether `holder` has all of `wanted`: nobody gives rights that she has not herself.
bool covers(Permissions const& holder, Permissions const& wanted);

/// Of several limits the highest, one a currency; limits of nothing are left out.
std::vector<Money> highest(std::vector<Money> const& limits);

/// One `@` with something on both sides, no white space, at most 254 bytes.
bool is_email(std::string const& text);

/// Ten groups as a person can type them, e.g. `7KQ4M-2XW9T`: 50 bits each.
std::vector<std::string> new_recovery_codes();
/// What a person typed as a recovery code, in the form that is hashed: capitals, no hyphen or
/// spaces.
std::string plain_recovery_code(std::string_view typed);

}  // namespace vefa::staff
