#include "modules/documents/kinds.hpp"

#include <unicode/unistr.h>

#include "i18n/i18n.hpp"
#include "i18n/locale.hpp"

namespace vefa::documents {
namespace {

using enum Form;
constexpr auto kCompany = FilledIn::Company;
constexpr auto kCustomer = FilledIn::Customer;
constexpr auto kUnit = FilledIn::Unit;

SectionSpec of_station() { return {"station", {{"station_contacts", Text, kCompany}}}; }

SectionSpec of_customer(bool needed = true) {
  return {"customer",
          {{"customer_name", Line, kCustomer, needed},
           {"customer_phone", Line, kCustomer},
           {"customer_address", Line, kCustomer}}};
}

KindSpec service_slip() {
  return {.kind = DocumentKind::ServiceSlip,
          .by_law = {"service_slip", "repair_note"},
          .sections = {of_station(),
                       of_customer(),
                       {"goods",
                        {{"item", Line, kUnit, true},
                         {"product_kind", Line, kUnit},
                         {"brand", Line, kUnit},
                         {"model", Line, kUnit},
                         {"serial", Line, kUnit},
                         {"delivered_on", Date, kUnit}}},
                       {"concern",
                        {{"notified_on", Date},
                         {"handed_over_on", Date},
                         {"complaint", Text, FilledIn::Form, true},
                         {"request", Text}}},
                       {"work",
                        {{"fault_found", Text},
                         {"work_done", Text},
                         {"parts_fitted", Text},
                         {"price", Money},
                         {"ready_by", Date},
                         {"returned_on", Date}}},
                       {"hand_over", {{"giver", Line}, {"taker", Line}}},
                       {"terms", {{"loaner_note", Text}, {"station_liabilities", Text, kCompany}}}},
          .signatures = {"giver", "taker"}};
}

KindSpec take_in_slip() {
  return {
      .kind = DocumentKind::TakeInSlip,
      .by_law = {"take_in_slip"},
      .sections = {of_station(),
                   of_customer(),
                   {"goods",
                    {{"item", Line, kUnit, true},
                     {"serial", Line, kUnit},
                     {"accessories", Text},
                     {"condition", Text, FilledIn::Form, true}}},
                   {"concern",
                    {{"complaint", Text, FilledIn::Form, true},
                     {"request", Text},
                     {"handed_over_on", Date, FilledIn::Form, true},
                     {"ready_by", Date}}},
                   {"hand_over",
                    {{"giver", Line, FilledIn::Form, true}, {"taker", Line, FilledIn::Form, true}}},
                   {"terms", {{"loaner_note", Text}}}},
      .signatures = {"giver", "taker"}};
}

KindSpec return_slip() {
  return {
      .kind = DocumentKind::ReturnSlip,
      .by_law = {"return_slip", "repair_note", "repair_warranty_card"},
      .sections = {of_station(),
                   of_customer(),
                   {"goods",
                    {{"item", Line, kUnit, true}, {"serial", Line, kUnit}, {"accessories", Text}}},
                   {"work",
                    {{"fault_found", Text},
                     {"work_done", Text, FilledIn::Form, true},
                     {"parts_fitted", Text},
                     {"price", Money},
                     {"handed_over_on", Date},
                     {"ready_by", Date},
                     {"returned_on", Date, FilledIn::Form, true}}},
                   {"hand_over",
                    {{"giver", Line, FilledIn::Form, true},
                     {"taker", Line, FilledIn::Form, true}}}},
      .signatures = {"giver", "taker"}};
}

KindSpec warranty_certificate() {
  return {.kind = DocumentKind::WarrantyCertificate,
          .by_law = {"warranty_certificate"},
          .sections = {of_station(),
                       of_customer(false),
                       {"goods",
                        {{"product_kind", Line, kUnit},
                         {"brand", Line, kUnit, true},
                         {"model", Line, kUnit, true},
                         {"serial", Line, kUnit, true}}},
                       {"sale",
                        {{"seller", Line, kUnit, true},
                         {"invoice_number", Line, kUnit},
                         {"sold_on", Date, kUnit},
                         {"delivered_on", Date, kUnit, true}}},
                       {"coverage", {}}},
          .signatures = {"seller"},
          .of_unit_alone = true,
          .shows_coverage = true};
}

KindSpec claim_record() {
  return {.kind = DocumentKind::ClaimRecord,
          .by_law = {"claim_record"},
          .sections = {of_station(),
                       {"customer",
                        {{"customer_name", Line, kCustomer, true},
                         {"customer_phone", Line, kCustomer},
                         {"customer_address", Line, kCustomer},
                         {"data_consent", Choice}}},
                       {"goods",
                        {{"item", Line, kUnit, true},
                         {"serial", Line, kUnit},
                         {"price", Money, kUnit},
                         {"delivered_on", Date, kUnit}}},
                       {"claim",
                        {{"notified_on", Date},
                         {"right_claimed", Choice},
                         {"fault_found", Text},
                         {"settlement", Text}}}},
          .signatures = {"customer", "company"}};
}

KindSpec repair_information_form() {
  return {.kind = DocumentKind::RepairInformationForm,
          .by_law = {"repair_information_form"},
          .sections = {of_station(),
                       of_customer(false),
                       {"goods", {{"item", Line, kUnit, true}, {"serial", Line, kUnit}}},
                       {"offer",
                        {{"fault_found", Text},
                         {"work_offered", Text},
                         {"price", Money},
                         {"ready_by", Date},
                         {"loaner_note", Text},
                         {"valid_until", Date, FilledIn::Form, true}}}}};
}

/// A label stands at the beginning of a line; the law's texts stand within sentences.
std::string capitalized(std::string const& text, Language language) {
  auto unicode = icu::UnicodeString::fromUTF8(text);
  auto const first = unicode.moveIndex32(0, 1);
  auto head = unicode.tempSubString(0, first);
  icu::UnicodeString begins(head);
  begins.toUpper(i18n::locale_of(language));
  std::string out;
  (begins + unicode.tempSubString(first)).toUTF8String(out);
  return out;
}

}  // namespace

std::vector<KindSpec> const& kinds() {
  static std::vector<KindSpec> const all{service_slip(), take_in_slip(),
                                         return_slip(),  warranty_certificate(),
                                         claim_record(), repair_information_form()};
  return all;
}

KindSpec const* find_kind(DocumentKind kind) {
  for (auto const& one : kinds())
    if (one.kind == kind) return &one;
  return nullptr;
}

FieldSpec const* find_field(KindSpec const& kind, std::string_view name) {
  for (auto const& section : kind.sections)
    for (auto const& field : section.fields)
      if (field.name == name) return &field;
  return nullptr;
}

std::vector<std::string> choices_of(std::string_view field) {
  if (field == "right_claimed") return {"repair", "replacement", "price_reduction", "refund"};
  if (field == "data_consent") return {"given", "refused"};
  return {};
}

std::string label_of(std::string_view field, Language language) {
  auto const of_law = "law.field." + std::string(field);
  return capitalized(i18n::has_message(of_law)
                         ? i18n::message(language, of_law)
                         : i18n::message(language, "documents.field_" + std::string(field)),
                     language);
}

}  // namespace vefa::documents
