// Rows of rules and runs.
#pragma once
#include "modules/automation/forms.hpp"
#include "modules/automation/queries.hpp"

namespace vefa::automation {

struct RuleRow {
  RuleId id;
  std::int64_t version = 1;
  std::string name;
  std::string folded_name;
  std::int64_t position = 0;
  RuleState state = RuleState::Active;
  Trigger trigger_on = Trigger::CaseOpened;
  JsonObject definition;
  bool stop_after = false;
  Instant created_at;
  Instant changed_at;
};
BOOST_DESCRIBE_STRUCT(RuleRow, (),
                      (id, version, name, folded_name, position, state, trigger_on, definition,
                       stop_after, created_at, changed_at))

/// Only what was checked is written; what cannot be read is a broken row and throws.
Definition definition_of(JsonObject const& stored);
JsonObject stored(Definition const& definition);

/// Stopped: a guard against loops held it back.
enum class Outcome { Done, Refused, Stopped };
BOOST_DESCRIBE_ENUM(Outcome, Done, Refused, Stopped)

struct RunRow {
  RuleRunId id;
  RuleId rule_id;
  std::int64_t rule_version = 1;
  CaseId case_id;
  std::int64_t event_id = 0;  // 0: time that went by
  Trigger trigger_on = Trigger::CaseOpened;
  Instant at;
  std::int64_t depth = 1;  // 1: set off by a person, a customer, a clock
  Outcome outcome = Outcome::Done;
  std::string problem;
  JsonObject problem_args;
  JsonObject done;  // {"actions": [Step]}
};
BOOST_DESCRIBE_STRUCT(RunRow, (),
                      (id, rule_id, rule_version, case_id, event_id, trigger_on, at, depth, outcome,
                       problem, problem_args, done))

}  // namespace vefa::automation
