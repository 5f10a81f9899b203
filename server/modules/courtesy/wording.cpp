#include "modules/courtesy/wording.hpp"

#include "i18n/direction.hpp"
#include "i18n/i18n.hpp"
#include "modules/courtesy/placeholders.hpp"

namespace vefa::courtesy {
namespace {

using customers::Formality;

// A reply to her own subject, so that her mail program keeps the thread together; `Re:` is the one
// prefix that all of them know (RFC 5322).
constexpr std::string_view kReplySubject = "Re: {case_subject} [{case_number}]";

struct Keys {
  char const* formal;
  char const* informal;
};

Keys keys_of(TemplateKind kind) {
  switch (kind) {
    case TemplateKind::Acknowledgement:
      return {"courtesy.acknowledgement", "courtesy.acknowledgement_informal"};
    case TemplateKind::Apology:
      return {"courtesy.apology", "courtesy.apology_informal"};
    case TemplateKind::ApologyAgain:
      return {"courtesy.apology_again", "courtesy.apology_again_informal"};
    case TemplateKind::SolvedQuestion:
      return {"courtesy.solved_question", "courtesy.solved_question_informal"};
    case TemplateKind::FollowUp:
      return {"courtesy.follow_up", "courtesy.follow_up_informal"};
    case TemplateKind::Reopened:
      return {"courtesy.reopened", "courtesy.reopened_informal"};
    case TemplateKind::NotSolved:
      return {"courtesy.not_solved", "courtesy.not_solved_informal"};
    case TemplateKind::RemedyGranted:
      return {"courtesy.remedy_granted", "courtesy.remedy_granted_informal"};
    case TemplateKind::SurveyQuestion:
      return {"courtesy.survey_question", "courtesy.survey_question_informal"};
    case TemplateKind::SurveyApology:
      return {"courtesy.survey_apology", "courtesy.survey_apology_informal"};
    case TemplateKind::Reply:
      break;
  }
  return {"courtesy.reply", "courtesy.reply"};
}

/// The text with its placeholders still in it: each stands for itself.
std::string raw(Language language, char const* key) {
  static Args const themselves = [] {
    Args args;
    for (auto const& name : placeholder_names()) args.emplace_back(name, "{" + name + "}");
    return args;
  }();
  return i18n::message(language, key, themselves);
}

std::string value_of(Values const& values, std::string_view name) {
  for (auto const& [key, value] : values)
    if (key == name) return value;
  return {};
}

bool places(Wording const& wording, std::string_view name) {
  for (auto const& used : placeholders_in(wording.body))
    if (used == name) return true;
  return false;
}

std::string subject_of(Wording const& wording, Language language, Values const& values) {
  auto subject = fill(wording.subject, values);
  if (subject.empty() && !value_of(values, "case_subject").empty())
    subject = fill(kReplySubject, values);
  if (subject.empty()) subject = fill(raw(language, "courtesy.subject_bare"), values);
  return join(split(subject, '\n'), " ");
}

}  // namespace

std::string greeting_line(customers::Addressing const& addressing) {
  return i18n::message(addressing.language, "courtesy.greeting",
                       {{"salutation", customers::salutation(addressing)}});
}

Wording built_in(TemplateKind kind, Language language, Formality formality) {
  auto const keys = keys_of(kind);
  return {"", raw(language, formality == Formality::Formal ? keys.formal : keys.informal)};
}

Rendered letter(Wording const& wording, customers::Addressing const& addressing,
                Sender const& sender, Values values, bool personal) {
  auto const language = addressing.language;
  bool const formal = addressing.formality == Formality::Formal;
  auto signature = sender.signature;
  auto const agent = value_of(values, "agent_name");
  if (personal && !agent.empty()) signature = agent + "\n" + signature;
  // What is filled here stands first, so that no caller's value takes its place.
  Values own{{"salutation", customers::salutation(addressing)},
             {"customer_name", addressing.full_name},
             {"company_name", sender.company_name},
             {"signature", signature}};
  values.insert(values.begin(), own.begin(), own.end());

  Rendered out;
  out.subject = subject_of(wording, language, values);
  // Within the body alone: a mark in the subject would tear threads apart in her mail program.
  for (auto& [name, value] : values)
    if (name != "text" && name != "signature" && name != "rating_links")
      value = i18n::isolated(language, value);
  out.text = fill(wording.body, values);
  if (!places(wording, "salutation")) out.text = greeting_line(addressing) + "\n\n" + out.text;
  if (!places(wording, "signature")) {
    auto const closing =
        i18n::message(language, formal ? "courtesy.closing" : "courtesy.closing_informal");
    out.text += "\n\n" + closing + "\n" + signature;
  }
  return out;
}

}  // namespace vefa::courtesy
