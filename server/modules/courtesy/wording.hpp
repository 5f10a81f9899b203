// The built-in templates, and a letter around its text. Pure.
#pragma once
#include "modules/courtesy/courtesy.hpp"

namespace vefa::courtesy {

/// A template before it is filled.
struct Wording {
  std::string subject;  // empty: the case's own
  std::string body;
};

/// In the customer's language and form of address; with placeholders.
Wording built_in(TemplateKind kind, Language language, customers::Formality formality);

/// What the frame of a letter needs of the company.
struct Sender {
  std::string company_name;
  std::string signature;
};
/// Fills a wording: greeting before it, closing and signature behind it, unless it places
/// {salutation} or {signature} itself. An agent's name stands above the company's under a personal
/// letter only.
Rendered letter(Wording const& wording, customers::Addressing const& addressing,
                Sender const& sender, Values values, bool personal);

}  // namespace vefa::courtesy
