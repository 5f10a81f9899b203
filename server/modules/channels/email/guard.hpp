// What keeps machines from answering each other for ever.
#pragma once
#include <string>
#include <vector>

#include "modules/channels/email/mime.hpp"

namespace vefa::db {
class Tx;
}
namespace vefa {
struct Context;
}

namespace vefa::email {

inline constexpr std::size_t kMostAutomatic = 10;                    // to an address …
inline constexpr Duration kAutomaticWindow = std::chrono::hours(3);  // … in this time
inline constexpr Duration kSuspension = std::chrono::hours(24);      // after a bounce

/// What becomes of a mail that no case is found for.
enum class Unmatched { OpensCase, Quarantine };
/// Machines write no concerns; a list or a mail program's setting alone does not make one.
Unmatched judge_unmatched(Machine machine);
/// Of a mail that belongs to a case: kept on it, starts and settles nothing.
bool starts_nothing(Machine machine);

/// One subject for all answers to it: purpose, and the subject without prefixes and case number.
std::string subject_key(std::string_view purpose, std::string_view subject);

enum class Allowed { Yes, TooMany, RepeatedSubject };
/// `recent` are the subject keys sent to the address within the window.
Allowed judge_automatic(std::vector<std::string> const& recent, std::string const& key);

/// The same from the database.
Allowed may_send_automatic(Context const& ctx, db::Tx& tx, std::string_view address,
                           std::string const& key);
/// Counts one that goes out; removes rows older than the window.
void note_automatic(Context const& ctx, db::Tx& tx, std::string_view address,
                    std::string const& key);

/// Nothing goes to this address until then, from any mailbox. A bounce of a new one doubles the
/// time.
void suspend_address(Context const& ctx, db::Tx& tx, std::string_view address, std::string reason);
/// The end of the suspension and its reason; nothing when mail may go there.
struct Suspension {
  std::string folded_address;
  Instant until;
  std::string reason;
  std::int64_t bounces = 0;
  Instant suspended_at;
};
BOOST_DESCRIBE_STRUCT(Suspension, (), (folded_address, until, reason, bounces, suspended_at))
std::optional<Suspension> suspension_of(Context const& ctx, db::Tx& tx, std::string_view address);
std::vector<Suspension> suspensions(Context const& ctx, db::Tx& tx);
/// She wrote from it, or a person says that it works. False when it was not suspended.
bool lift_suspension(db::Tx& tx, std::string_view address);

}  // namespace vefa::email
