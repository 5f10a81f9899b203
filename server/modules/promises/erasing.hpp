// What people wrote freely into promises, for whoever erases a person's file.
#pragma once
#include "modules/promises/promises.hpp"

namespace vefa::promises {

/// Of a case: why they were kept or fell away, and what was promised in words; but for what the law
/// demands, whose words are the law's. Who promised, by when, and what became of it stays.
void erase_words(db::Tx& tx, CaseId id);

}  // namespace vefa::promises
