// Reports: what a manager sees. *Now*: what is in danger, whose it is, who has room, who waits
// longest. *Trends*: answer times, kept promises, content customers, over a span. *Recovery*: each
// broken promise, what was done for it, what it cost.
//
// Reads across the tables of others, by SQL alone, and writes nothing. Whoever may read reports
// sees the figures of the whole company. What each figure counts is told in README.md.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::reports {

// --- Now ---------------------------------------------------------------------------------------

/// Promises that are owed: of all that are pending, how many have half of their time gone, how many
/// four fifths; and how many were broken and their customer is not content yet.
struct PromiseLoad {
  std::int64_t pending = 0;
  std::int64_t half = 0;
  std::int64_t late = 0;
  std::int64_t broken = 0;
};
BOOST_DESCRIBE_STRUCT(PromiseLoad, (), (pending, half, late, broken))

struct TeamNow : PromiseLoad {
  TeamId team_id;
  std::string name;
  PromiseLoad unowned;  // of these, what no person owns
};
BOOST_DESCRIBE_STRUCT(TeamNow, (PromiseLoad), (team_id, name, unowned))

enum class Presence { Available, Away, Offline };
BOOST_DESCRIBE_ENUM(Presence, Available, Away, Offline)

struct PersonNow : PromiseLoad {
  StaffId staff_id;
  std::string name;
  Presence presence = Presence::Offline;
  std::vector<TeamId> teams;
  std::int64_t open_cases = 0;
  std::int64_t max_open = 0;  // 0: is given none
  std::int64_t room = 0;      // how many more she may be given; 0 unless she is available
};
BOOST_DESCRIBE_STRUCT(PersonNow, (PromiseLoad),
                      (staff_id, name, presence, teams, open_cases, max_open, room))

/// An open case whose customer spoke last.
struct WaitingCase {
  CaseId case_id;
  std::string number;
  std::string subject;        // empty for who may not read every case
  std::string customer_name;  // likewise
  std::string kind;
  TeamId team_id;
  StaffId owner_id;
  std::string owner_name;
  Instant waiting_since;
  std::optional<Instant> next_due_at;
};
BOOST_DESCRIBE_STRUCT(WaitingCase, (),
                      (case_id, number, subject, customer_name, kind, team_id, owner_id, owner_name,
                       waiting_since, next_due_at))

struct NowReport {
  Instant at;
  PromiseLoad total;
  std::vector<TeamNow> teams;        // by name; without archived ones that owe nothing
  std::vector<PersonNow> people;     // members of teams: most in danger first
  std::vector<WaitingCase> waiting;  // the 20 who have waited longest
};
BOOST_DESCRIBE_STRUCT(NowReport, (), (at, total, teams, people, waiting))
NowReport now(Context const& ctx, db::Tx& tx);

// --- Trends ------------------------------------------------------------------------------------

enum class Grain { Day, Week, Month };
BOOST_DESCRIBE_ENUM(Grain, Day, Week, Month)
enum class By { All, Team, Channel, Kind, Country };
BOOST_DESCRIBE_ENUM(By, All, Team, Channel, Kind, Country)

/// The query parameters of `GET /reports/trends`.
struct TrendWish {
  std::optional<LocalDate> from_on;     // none: 27 days before the last one
  std::optional<LocalDate> through_on;  // inclusive; none: today
  std::optional<Grain> grain;           // none: day
  std::optional<std::string> zone;      // IANA name; none: the company's
  std::optional<By> by;                 // none: all
  std::optional<TeamId> team_id;
  std::optional<std::string> channel;
  std::optional<std::string> kind;
  std::optional<std::string> country;
};
BOOST_DESCRIBE_STRUCT(TrendWish, (),
                      (from_on, through_on, grain, zone, by, team_id, channel, kind, country))

/// What happened in a stretch of time. A share or a time that nothing is behind is absent.
struct TrendFigures {
  std::int64_t opened = 0;
  std::int64_t answered = 0;
  std::optional<std::int64_t> answer_median_seconds;
  std::optional<std::int64_t> answer_p90_seconds;
  std::optional<std::int64_t> answer_working_median_seconds;
  std::optional<std::int64_t> answer_working_p90_seconds;
  std::int64_t kept = 0;
  std::int64_t broken = 0;
  std::optional<double> kept_percent;
  std::int64_t closed = 0;
  std::int64_t reopened = 0;
  std::optional<double> reopened_percent;
  std::int64_t satisfied = 0;
  std::optional<double> satisfied_percent;
  std::int64_t asked = 0;
  std::int64_t rated = 0;
  std::int64_t content = 0;
  std::optional<double> content_percent;
  std::optional<double> rating_average;  // of five
};
BOOST_DESCRIBE_STRUCT(TrendFigures, (),
                      (opened, answered, answer_median_seconds, answer_p90_seconds,
                       answer_working_median_seconds, answer_working_p90_seconds, kept, broken,
                       kept_percent, closed, reopened, reopened_percent, satisfied,
                       satisfied_percent, asked, rated, content, content_percent, rating_average))
struct TrendPoint : TrendFigures {
  std::string group;
  LocalDate from_on;
  LocalDate through_on;  // inclusive
};
BOOST_DESCRIBE_STRUCT(TrendPoint, (TrendFigures), (group, from_on, through_on))
struct TrendGroup : TrendFigures {
  std::string group;  // a team's id, a channel, a kind, a country; empty: everything
  std::string name;   // of a team; else empty
};
BOOST_DESCRIBE_STRUCT(TrendGroup, (TrendFigures), (group, name))

struct Trends {
  LocalDate from_on;
  LocalDate through_on;
  Grain grain = Grain::Day;
  By by = By::All;
  std::string zone;
  std::vector<LocalDate> starts;  // first days of all stretches, also of those without a figure
  TrendFigures total;
  std::vector<TrendGroup> groups;  // those with any figure; by name
  std::vector<TrendPoint> points;  // by time, then as `groups`; those with any figure
};
BOOST_DESCRIBE_STRUCT(Trends, (),
                      (from_on, through_on, grain, by, zone, starts, total, groups, points))
/// Invalid: reports.span_backwards, reports.span_too_long, calendar.unknown_zone.
Result<Trends> trends(Context const& ctx, db::Tx& tx, TrendWish const& wish);

// --- Recovery ----------------------------------------------------------------------------------

enum class RecoveryState { Open, Satisfied, Unconfirmed };
BOOST_DESCRIBE_ENUM(RecoveryState, Open, Satisfied, Unconfirmed)

enum class CostBy { Team, Promise, Kind, Week, Month };
BOOST_DESCRIBE_ENUM(CostBy, Team, Promise, Kind, Week, Month)

/// The query parameters of `GET /reports/recoveries`.
struct RecoveryWish {
  std::optional<LocalDate> from_on;     // none: 27 days before; of open ones: the oldest's
  std::optional<LocalDate> through_on;  // inclusive; none: today
  std::optional<std::string> zone;
  std::optional<TeamId> team_id;
  std::optional<StaffId> owner_id;
  std::optional<RecoveryState> state;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 100; none: 50
  std::optional<CostBy> by;           // none: no groups
};
BOOST_DESCRIBE_STRUCT(RecoveryWish, (),
                      (from_on, through_on, zone, team_id, owner_id, state, cursor, limit, by))

/// What was given or proposed; of the kind `by_law` what law grants for it, `owed` until it is
/// paid.
struct RemedyLine {
  std::string kind;
  std::string state;
  std::string amount;  // decimal; empty where nobody told it yet
  std::string currency;
  std::string what;
  std::optional<Instant> decided_at;
};
BOOST_DESCRIBE_STRUCT(RemedyLine, (), (kind, state, amount, currency, what, decided_at))
/// A broken promise and what followed; a row of `recoveries_between`, but for the remedies.
struct BrokenRow {
  RecoveryId id;
  CaseId case_id;
  std::string number;
  std::string subject;  // empty for who may not read every case
  TeamId team_id;
  StaffId owner_id;
  std::string owner_name;
  PromiseId promise_id;
  std::string promise_kind;
  Instant made_at;
  Instant broken_at;       // the deadline that was missed
  std::int64_t level = 1;  // how many breaches the case had seen
  RecoveryState state = RecoveryState::Open;
  std::optional<Instant> settled_at;
  std::optional<Instant> apologised_at;  // none: the program could not write to her
  std::optional<std::string> new_promise_kind;
  std::optional<std::string> new_promise_state;
  std::optional<Instant> new_promise_due_at;
};
BOOST_DESCRIBE_STRUCT(BrokenRow, (),
                      (id, case_id, number, subject, team_id, owner_id, owner_name, promise_id,
                       promise_kind, made_at, broken_at, level, state, settled_at, apologised_at,
                       new_promise_kind, new_promise_state, new_promise_due_at))
/// A sum in one currency.
struct CostSum {
  std::string currency;
  std::string amount;  // decimal
};
BOOST_DESCRIBE_STRUCT(CostSum, (), (currency, amount))
struct BrokenPromise : BrokenRow {
  std::vector<RemedyLine> remedies;
  std::vector<CostSum> costs;  // what was given, and what law grants
};
BOOST_DESCRIBE_STRUCT(BrokenPromise, (BrokenRow), (remedies, costs))

/// What remedies of one kind cost, in one currency.
struct RemedyCost {
  std::string currency;
  std::string kind;
  std::int64_t granted = 0;
  std::string amount;  // decimal
};
BOOST_DESCRIBE_STRUCT(RemedyCost, (), (currency, kind, granted, amount))

/// What the broken promises of one team, of one kind, or of one week or month cost.
struct CostGroup {
  std::string group;  // an id, a word of the closed set, or the first day
  std::string name;   // of a team
  std::int64_t broken = 0;
  std::int64_t untold = 0;  // of them, those of which no cost is told
  std::vector<CostSum> costs;
};
BOOST_DESCRIBE_STRUCT(CostGroup, (), (group, name, broken, untold, costs))

struct RecoveryPage {
  LocalDate from_on;
  LocalDate through_on;
  std::string zone;
  std::int64_t broken = 0;
  std::int64_t open = 0;
  std::int64_t satisfied = 0;
  std::int64_t unconfirmed = 0;
  std::int64_t apologised = 0;  // by the program's letter
  std::int64_t untold = 0;      // of the broken ones, those of which no cost is told
  std::vector<RemedyCost> costs;
  std::vector<CostGroup> groups;     // as wished by `by`; those where nothing broke are left out
  std::vector<BrokenPromise> items;  // the newest first
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(RecoveryPage, (),
                      (from_on, through_on, zone, broken, open, satisfied, unconfirmed, apologised,
                       untold, costs, groups, items, next_cursor))
/// Invalid as `trends`, and for a bad cursor or limit; reports.span_too_long for too many weeks.
Result<RecoveryPage> recoveries(Context const& ctx, db::Tx& tx, RecoveryWish const& wish);
/// All of them at once, for a file. Refused: reports.too_many_rows beyond 10,000.
Result<RecoveryPage> all_recoveries(Context const& ctx, db::Tx& tx, RecoveryWish const& wish);

void add_routes(http::Routes& routes);

}  // namespace vefa::reports
