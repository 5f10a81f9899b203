// Rules as they are written on the wire, and kept.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::automation {

/// What sets a rule off. MessageReceived: each of the customer's, the first too. Idle: no word from
/// her or to her for some working hours while the case is open; a snooze is no idleness. Tagged: a
/// tag was added. Rated: her word came with a rating.
enum class Trigger {
  CaseOpened,
  MessageReceived,
  Answered,
  PromiseAtRisk,
  PromiseBroken,
  Snoozed,
  Idle,
  Solved,
  Closed,
  Reopened,
  Tagged,
  Rated
};
BOOST_DESCRIBE_ENUM(Trigger, CaseOpened, MessageReceived, Answered, PromiseAtRisk, PromiseBroken,
                    Snoozed, Idle, Solved, Closed, Reopened, Tagged, Rated)

struct RuleWhen {
  Trigger trigger = Trigger::CaseOpened;
  std::optional<std::int64_t> idle_hours;  // of Idle: working hours of the team's calendar
  std::optional<Text<60, 1>> tag;          // of Tagged: only this one
};
BOOST_DESCRIBE_STRUCT(RuleWhen, (), (trigger, idle_hours, tag))

/// What a condition asks for. Text: what the customer said with what set the rule off, or last.
/// Address: an end of her e-mail address. Country: hers, or the company's where hers is not known.
enum class Asks {
  Kind,
  Channel,
  Team,
  Owner,
  Language,
  Priority,
  Tag,
  Field,
  Subject,
  Text,
  Country,
  Customer,
  CustomerKind,
  Address,
  Rating
};
BOOST_DESCRIBE_ENUM(Asks, Kind, Channel, Team, Owner, Language, Priority, Tag, Field, Subject, Text,
                    Country, Customer, CustomerKind, Address, Rating)
/// Contains…: words as the search finds them; the values are words or sentences in quotes.
enum class Comparison {
  IsAnyOf,
  IsNoneOf,
  IsEmpty,
  IsNotEmpty,
  ContainsAny,
  ContainsAll,
  ContainsNone,
  AtLeast,
  AtMost
};
BOOST_DESCRIBE_ENUM(Comparison, IsAnyOf, IsNoneOf, IsEmpty, IsNotEmpty, ContainsAny, ContainsAll,
                    ContainsNone, AtLeast, AtMost)

struct RuleCondition {
  Asks asks = Asks::Kind;
  Comparison test = Comparison::IsAnyOf;
  std::optional<Text<60, 1>> field;  // of Field: its key
  List<Text<200, 1>, 50> values;
};
BOOST_DESCRIBE_STRUCT(RuleCondition, (), (asks, test, field, values))

enum class Match { All, Any };
BOOST_DESCRIBE_ENUM(Match, All, Any)

/// Promise: our own word, due after some working hours. CallWebhook: records the event
/// `automation.<value>`, which webhooks that ask for it are told of.
enum class Act {
  SetPriority,
  SetKind,
  AddTag,
  RemoveTag,
  SetField,
  HandOver,
  Note,
  RunMacro,
  SendTemplate,
  Promise,
  CallWebhook
};
BOOST_DESCRIBE_ENUM(Act, SetPriority, SetKind, AddTag, RemoveTag, SetField, HandOver, Note,
                    RunMacro, SendTemplate, Promise, CallWebhook)

struct RuleAction {
  Act act = Act::AddTag;
  /// A priority, a kind, a tag, a field's value, a note, what is promised, an event's name.
  std::optional<Text<5000>> value;
  std::optional<Text<60, 1>> field;       // of SetField: its key
  std::optional<TeamId> team_id;          // of HandOver; none: the case's
  std::optional<StaffId> owner_id;        // of HandOver; none: whom routing chooses
  std::optional<MacroId> macro_id;        // of RunMacro
  std::optional<TemplateId> template_id;  // of SendTemplate
  std::optional<promises::PromiseKind> promise_kind;
  std::optional<std::int64_t> working_hours;  // of Promise
};
BOOST_DESCRIBE_STRUCT(RuleAction, (),
                      (act, value, field, team_id, owner_id, macro_id, template_id, promise_kind,
                       working_hours))

/// What is kept as JSON.
struct Definition {
  RuleWhen when;
  Match match = Match::All;
  List<RuleCondition, 20> conditions;  // none: always
  List<RuleAction, 10> actions;
};
BOOST_DESCRIBE_STRUCT(Definition, (), (when, match, conditions, actions))

enum class RuleState { Active, Paused, Archived };
BOOST_DESCRIBE_ENUM(RuleState, Active, Paused, Archived)
enum class WantedRuleState { Active, Paused };
BOOST_DESCRIBE_ENUM(WantedRuleState, Active, Paused)

struct NewAutomationRule : Definition {
  Text<100, 1> name;
  bool stop_after = false;  // rules behind it are not tried where it ran
  WantedRuleState state = WantedRuleState::Active;
};
BOOST_DESCRIBE_STRUCT(NewAutomationRule, (Definition), (name, stop_after, state))
struct AutomationRuleChange : NewAutomationRule {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(AutomationRuleChange, (NewAutomationRule), (version))

struct AutomationRule : Definition {
  RuleId id;
  std::int64_t version = 1;
  std::string name;
  std::int64_t position = 0;
  RuleState state = RuleState::Active;
  bool stop_after = false;
  Instant created_at;
  Instant changed_at;
};
BOOST_DESCRIBE_STRUCT(AutomationRule, (Definition),
                      (id, version, name, position, state, stop_after, created_at, changed_at))

inline constexpr std::int64_t kMostRules = 200;
inline constexpr std::int64_t kMostIdleHours = 2000;

/// Invalid, every wrong field named: a test that does not fit what is asked, values that are none
/// of it, an action without what it needs. What an id names is looked up by whoever saves.
Result<void> check(Definition const& form);

}  // namespace vefa::automation
