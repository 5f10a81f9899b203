#include "modules/recovery/rules.hpp"

namespace vefa::recovery {

using promises::PromiseKind;

AtDeadline at_deadline(promises::Promise const& p) {
  if (p.kind == PromiseKind::ConfirmBy) return AtDeadline::CloseBySilence;
  if (p.kind == PromiseKind::FollowUpBy && p.source == promises::Source::Standard)
    return AtDeadline::AskByProgram;
  return AtDeadline::Break;
}

cases::Priority raised(cases::Priority now, std::int64_t level) {
  auto const least = level >= 2 ? cases::Priority::Urgent : cases::Priority::High;
  return std::max(now, least);
}

std::optional<courtesy::TemplateKind> apology_of(std::int64_t level) {
  if (level == 1) return courtesy::TemplateKind::Apology;
  if (level == 2) return courtesy::TemplateKind::ApologyAgain;
  return std::nullopt;
}

bool is_of_a_deed(PromiseKind kind) {
  return kind != PromiseKind::AnswerBy && kind != PromiseKind::FollowUpBy &&
         kind != PromiseKind::ConfirmBy;
}

PromiseKind renewed(PromiseKind broken) {
  // A follow-up that nobody made is owed as an answer: she heard nothing from us.
  return broken == PromiseKind::FollowUpBy ? PromiseKind::AnswerBy : broken;
}

}  // namespace vefa::recovery
