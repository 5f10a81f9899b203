// What people read: messages by key in four languages, and dates, numbers and money as each writes
// them.
//
// Messages stand in `server/i18n/texts/<area>.json`, one file a module, built into the program:
//
//   {"error.not_found": {"en": "…", "tr": "…", "hu": "…", "he": "…"}, …}
//
// A text is an ICU message: `{name}` is an argument as it stands; `{count, plural, one {# case}
// other
// {# cases}}`, `{count, number}` and `{kind, select, person {…} other {…}}` work. The argument
// `what` is the name of a domain word and shows as `word.<what>` in the reader's language. Trap: an
// apostrophe right before a brace (or before # within a plural) quotes what follows. Write the
// typographic ’ (U+2019), which quotes nothing. `i18n_test.cpp` refuses the trap, an absent
// language, and a placeholder that one language lacks.
//
// All functions are safe across threads; what ICU needs is kept once a thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace vefa::i18n {

/// The text of `key` with its arguments filled in. An unknown key answers itself, and is logged.
/// Nothing is escaped: what goes into a page is escaped there.
std::string message(Language language, std::string_view key, Args const& args = {});
/// What to show of a refusal (not of those in `also`).
std::string message(Language language, Error const& error);
bool has_message(std::string_view key);
/// In order. Throws std::logic_error when a file of texts is malformed or a key stands twice.
std::vector<std::string> all_keys();

// `zone` is a name of the IANA database ("Europe/Istanbul"); another throws std::runtime_error.

/// "22 November 2026".
std::string date_text(Language language, LocalDate date);
std::string date_text(Language language, Instant instant, std::string_view zone);
/// "15:30".
std::string time_text(Language language, Instant instant, std::string_view zone);
/// With the day of the week, as deadlines are told: "Sunday, 22 November 2026 at 15:30".
std::string date_time_text(Language language, Instant instant, std::string_view zone);
/// A deadline: what is due when a day is over is due on that day, not at the next one's 0:00:
/// "Sunday, 22 November 2026"; any other as date_time_text.
std::string due_text(Language language, Instant due_at, std::string_view zone);
/// The two largest units that are not zero, down to minutes; below a minute seconds: "2 days, 3
/// hours". A day is 24 hours; a negative duration reads as its magnitude.
std::string duration_text(Language language, Duration duration);
/// "1,250": whole numbers with the language's grouping.
std::string number_text(Language language, std::int64_t number);
/// With the currency's sign or code, in its digits by ISO 4217; forints without fillér when there
/// are none.
std::string money_text(Language language, Money amount);
/// "a, b and c".
std::string list_text(Language language, std::vector<std::string> const& items);

}  // namespace vefa::i18n
