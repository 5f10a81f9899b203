// What a Registry holds; seen by jobs/ alone.
#pragma once
#include <map>
#include <unordered_map>

#include "jobs/together.hpp"

namespace vefa::jobs {

struct Effect {
  EffectWork work;
  int max_tries = 10;
  OnFailure on_failure;
};

struct Subscriber {
  std::string job_kind;  // react:<name>
  std::vector<std::string> kinds;
  Reaction reaction;

  bool wants(std::string_view event_kind) const;
};

/// The one job in which all subscribers react to all events of a use-case. Where one of them fails
/// it is taken back as a whole and split into a job for each pair, so that none holds another.
inline constexpr char const* kReact = "react";

struct Registry::Lists {
  std::unordered_map<std::string, TxWork> timers;  // reactions too
  std::unordered_map<std::string, Effect> effects;
  std::vector<Subscriber> subscribers;
  std::unordered_map<std::string, Duration> periods;  // of the timers that recur
  // Filled by together.cpp, with the others.
  mutable std::unordered_map<std::string, TxWorkTogether> together;  // stand among `timers` too
  mutable std::map<std::string, Sweep> sweeps;
  mutable std::unordered_map<std::string, Wanted> wanted;  // by job_kind; none: always
};

/// The one job of a recurring timer has a fixed id, so that no two nodes add it twice.
JobId id_of_recurring(std::string_view kind);

/// Tries of transactional work before it waits for a person: the pauses add up to a day.
inline constexpr int kTxWorkTries = 10;

}  // namespace vefa::jobs
