// Answers read ahead: before a use-case looks up a hundred things one after the other, each module
// reads those of its own in one statement, so that on PostgreSQL nobody waits a hundred times.
//
// A module keeps them with its look-ups (db::gathered), which ask here first, and forgets what it
// writes: what is not known ahead is read. They end with the transaction.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "db/gathered.hpp"

namespace vefa::db {

/// Of one kind of look-up, by what is looked up.
template <class Answer>
class Ahead {
 public:
  /// Nothing where it has to be read.
  Answer const* find(std::string const& key) const {
    auto const found = known_.find(key);
    return found == known_.end() ? nullptr : &found->second;
  }
  /// To be filled; without anything at first.
  Answer& of(std::string const& key) { return known_[key]; }
  void forget(std::string const& key) { known_.erase(key); }
  template <class Which>
  void forget_where(Which const& which) {
    std::erase_if(known_, [&](auto const& one) { return which(one.second); });
  }

 private:
  std::map<std::string, Answer> known_;
};

/// Ids as a JSON array, for a statement that asks for all of them.
template <class Ids>
std::string id_list(Ids const& ids) {
  std::string out = "[";
  for (auto const id : ids) {
    if (out.size() > 1) out += ',';
    out += std::to_string(id.value);
  }
  return out + "]";
}

/// More rows than this are not read ahead: then each look-up reads its own.
inline constexpr std::int64_t kMostAhead = 5000;

}  // namespace vefa::db
