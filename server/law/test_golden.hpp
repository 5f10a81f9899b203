// Golden tables: each line is a rule, what happened, and the date worked out by hand, with the
// working beside it. Instants are those of the pack's place; 24:00 is the end of the day.
#pragma once
#include <gtest/gtest.h>

#include "law/due.hpp"
#include "law/shelf.hpp"
#include "law/tell.hpp"

namespace vefa::law {

struct Golden {
  char const* rule;
  char const* events;  // "fault.notified 2026-03-19 10:00; visit.agreed 2026-11-20 09:00 for
                       // 2026-11-29 13:00"
  char const* facts;  // "in_warranty=true price=500.00" (money in the pack's currency); "" for none
  char const* now;    // "" for the instant of the last event
  State state;
  char const* due;      // "" where there is none
  char const* why;      // the working
  char const* by = "";  // "state=HU": as the Union's law beside that state's; "hours": the company
                        // is open from Monday to Friday, 09:00–18:00 in Istanbul
};

/// One table of a pack, by its file's name: tr. Every one is known to `golden_tables`, so that the
/// same rows are counted through the database.
struct GoldenTable {
  GoldenTable(std::string of, std::vector<Golden> const& lines);
  std::string pack;
  std::vector<Golden> rows;
};
std::vector<GoldenTable> const& golden_tables();

PackPtr const& golden_pack(std::string const& name);
Instant golden_instant(Pack const& pack, std::string_view text);
std::vector<Event> golden_events(Pack const& pack, std::string_view text);
Facts golden_facts(Pack const& pack, std::string_view text);
Params golden_params(Pack const& pack, std::string_view text);
/// The member state that a row stands beside; empty for none.
std::string golden_state(Golden const& row);
void expect_golden(GoldenTable const& table);
std::string local_text(Pack const& pack, Instant at);
bool has_doubt(Clock const& clock, DoubtKind kind);

}  // namespace vefa::law
