// The form of a document: what is known by itself, what a person wrote, what is still missing.
#pragma once
#include "modules/documents/demands.hpp"
#include "modules/documents/offers.hpp"
#include "modules/documents/settings.hpp"

namespace vefa::documents {

/// A value as it is stored (2026-11-22, "1250.50 TRY", a choice's word, or a text), and its wording
/// where it is the company's own and stands in each language.
struct Known {
  std::string value;
  std::map<Language, std::string> by_language;
};

/// A row of a certificate's table: one line of one term, never more than it covers.
struct CoveredLine {
  std::string component;
  std::int64_t percent = 100;
  std::string payer;
  std::string source;
  Known name;                        // of the term
  std::optional<LocalDate> from_on;  // where it has not begun yet
  std::optional<LocalDate> last_on;
  std::vector<std::pair<std::string, std::int64_t>> usage;  // meter, up to
  std::vector<Known> only;                                  // groups, or a part
  std::vector<Known> not_for;
  std::optional<std::int64_t> visits_left;
  bool up_to_a_sum = false;
  bool only_failed_repair = false;  // pays where our repair did not last, and for nothing else
};

/// Everything that a document's form begins with.
struct Ground {
  std::string company;
  std::string currency;
  std::string country;
  std::string qr;
  CaseId case_id;
  UnitId unit_id;
  CustomerId customer_id;
  Language language = Language::En;  // the customer's
  Language reader = Language::En;    // of refusals
  LocalDate today;
  Instant now;
  DocumentSettings settings;
  std::map<std::string, Known> known;
  std::vector<CoveredLine> covered;
  std::vector<law::PackPtr> laws;
  // Of a form that binds.
  bool asks_offer = false;       // its price is that of a quote
  std::optional<Offered> offer;  // that quote; none: there is none
  Binding binds;
};

struct FilledField {
  FieldSpec spec;
  Known known;
  std::string demanded_by;  // an act; empty
  bool is_missing = false;
};
struct FilledForm {
  KindSpec const* kind = nullptr;
  Language language = Language::En;
  std::vector<Language> languages;  // of the paper: the customer's first, then the law's
  Demands demands;
  std::vector<FilledField> fields;  // in the order of the kind's sections
  std::vector<Error> problems;      // one for each value that cannot be read or is missing
  bool lacks_coverage = false;
};

/// Pure. `given` takes the place of what is known; an empty one makes it empty. NotFound-like
/// refusals of single values are in `problems`; Invalid for a kind that has no form.
Result<FilledForm> fill(Ground const& ground, DocumentKind kind, std::optional<Language> language,
                        Values const& given);

/// The paper without its number.
Paper paper_of(Ground const& ground, FilledForm const& form);
/// Puts number, version and day on it.
void put_number(Paper& paper, FilledForm const& form, Ground const& ground,
                std::string const& number, std::int64_t version);
/// A value in words of that language.
std::string shown(FieldSpec const& spec, Known const& known, Language language);

}  // namespace vefa::documents
