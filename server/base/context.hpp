// Who asks, in which language, at what instant: passed explicitly to every use-case.
#pragma once
#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/language.hpp"
#include "base/permission.hpp"
#include "base/time.hpp"

namespace vefa {

/// Rule: the program, by an administrator's rule, which bears the name.
enum class ActorKind { System, Staff, Customer, Anonymous, Rule };
BOOST_DESCRIBE_ENUM(ActorKind, System, Staff, Customer, Anonymous, Rule)

struct Actor {
  ActorKind kind = ActorKind::System;
  std::int64_t id = 0;                   // staff, customer or rule; 0 for system and anonymous
  Permissions permissions = {};          // a token's scopes are already cut from its owner's
  std::vector<std::int64_t> teams = {};  // teams of a member of staff
  std::string name = {};                 // for history: as it was at that time

  bool may(Permission p) const {
    return kind == ActorKind::System || kind == ActorKind::Rule || has(permissions, p);
  }
};

/// Everything a use-case knows of the world besides its input and its transaction. `now` is read
/// once, so that one use-case has one instant; a timer's use-case stamps its deadline, not `now`.
struct Context {
  Actor actor = {};
  Language language = Language::En;  // of the answers to this actor
  Instant now = {};
  IdSource* ids = nullptr;  // never null within a use-case
  std::string request_id = {};

  template <class IdType>
  IdType new_id() const {
    return IdType{ids->next_value()};
  }
};

}  // namespace vefa
