// Pure decisions of recovery.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/courtesy/courtesy.hpp"
#include "modules/recovery/recovery.hpp"

namespace vefa::recovery {

/// What a clock that rings at its deadline means for a promise of this kind.
enum class AtDeadline {
  CloseBySilence,  // we waited for her word, and the days are over
  AskByProgram,    // we promised to ask after her: the program can
  Break
};
AtDeadline at_deadline(promises::Promise const& promise);

/// After the first breach a case goes before others, after the second before all.
cases::Priority raised(cases::Priority now, std::int64_t level);

/// Which apology the program makes by itself: at the third breach a person must, none.
std::optional<courtesy::TemplateKind> apology_of(std::int64_t level);

/// Whether something else than an answer was promised: the apology names it.
bool is_of_a_deed(promises::PromiseKind kind);

/// The kind of the promise that makes a broken one good.
promises::PromiseKind renewed(promises::PromiseKind broken);

}  // namespace vefa::recovery
