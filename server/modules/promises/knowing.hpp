// What `Known` knows of a use-case's promises, for who reads and writes them.
#pragma once
#include "modules/promises/ahead.hpp"

namespace vefa::promises {

/// Nothing where it has to be read.
Promise const* known(db::Tx& tx, PromiseId id);
/// Of the case, by deadline.
std::vector<Promise> const* known_pending(db::Tx& tx, CaseId id);
/// That no breach of it is recorded; false where it has to be read.
bool is_known_unbroken(db::Tx& tx, PromiseId id);
/// A pending one was written; it stays on its case.
void note_written(db::Tx& tx, Promise const& p);
/// One of the case was written in another way.
void forget_known(db::Tx& tx, CaseId id);
/// Some were.
void forget_known(db::Tx& tx);

}  // namespace vefa::promises
