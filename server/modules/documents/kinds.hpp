// The kinds of documents: which fields stand where, how each is written, and where it comes from.
// What the law demands of them is not here: it is in the packs.
#pragma once
#include "modules/documents/documents.hpp"

namespace vefa::documents {

/// How a value is written into the form, and read back.
enum class Form { Line, Text, Date, Money, Choice };
BOOST_DESCRIBE_ENUM(Form, Line, Text, Date, Money, Choice)
/// Where somebody fills it in who finds it empty.
enum class FilledIn { Form, Company, Customer, Unit };
BOOST_DESCRIBE_ENUM(FilledIn, Form, Company, Customer, Unit)

struct FieldSpec {
  char const* name;
  Form form = Form::Line;
  FilledIn filled_in = FilledIn::Form;
  bool needed = false;  // by the company, whatever the law says
};
struct SectionSpec {
  char const* name;  // of a text documents.section_…
  std::vector<FieldSpec> fields;
};
struct KindSpec {
  DocumentKind kind;
  std::vector<std::string> by_law;  // documents of packs whose demands it must meet
  std::vector<SectionSpec> sections;
  std::vector<char const*> signatures;  // of texts documents.signs_…
  bool of_unit_alone = false;           // needs no case
  bool shows_coverage = false;          // who pays for what, as a table
};

/// Those that a person makes by a form; the others come from their own modules.
std::vector<KindSpec> const& kinds();
/// Null for those that have no form.
KindSpec const* find_kind(DocumentKind kind);
FieldSpec const* find_field(KindSpec const& kind, std::string_view name);
/// The words of a choice; empty for a field that is none.
std::vector<std::string> choices_of(std::string_view field);
/// "Fault found", in the reader's language.
std::string label_of(std::string_view field, Language language);

}  // namespace vefa::documents
