#include "base/json.hpp"

#include "fuzz/targets.hpp"
#include "modules/cases/bulk.hpp"
#include "modules/channels/email/mailboxes.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/customers/profile.hpp"
#include "modules/standards/forms.hpp"

namespace vefa::fuzz {
namespace {

/// Every shape of the wire that a described struct can have.
struct AllShapes {
  bool yes = false;
  int small = 0;
  std::int64_t large = 0;
  double real = 0;
  Instant at;
  LocalDate on;
  Language language = Language::En;
  CaseId case_id;
  std::map<std::string, std::vector<double>> named;
  std::optional<JsonObject> free;
  std::vector<std::optional<Text<5, 2>>> words;
};
BOOST_DESCRIBE_STRUCT(AllShapes, (),
                      (yes, small, large, real, at, on, language, case_id, named, free, words))

template <class T>
std::string check_as(std::string_view body) {
  auto const first = from_json_text<T>(body);
  if (!first) {
    auto const& error = first.error();
    if (error.also.size() > 20) return "more than 20 refusals";
    return is_utf8(error.field) ? "" : "a refusal names no UTF-8: " + error.field;
  }
  std::string const text = to_json_text(*first);
  if (!is_utf8(text)) return "the JSON is no UTF-8: " + text;
  auto const second = from_json_text<T>(text);
  if (!second) return "it refuses " + second.error().field + " of its own " + text;
  std::string const again = to_json_text(*second);
  return again == text ? "" : text + " decoded and encoded is " + again;
}

constexpr auto kStructs = std::to_array<std::string (*)(std::string_view)>(
    {check_as<AllShapes>, check_as<customers::NewCustomer>, check_as<customers::CustomerChange>,
     check_as<customers::NewConsent>, check_as<customers::NewSpecialDay>,
     check_as<standards::NewCalendar>, check_as<standards::StandardChange>,
     check_as<company::Profile>, check_as<email::NewMailbox>, check_as<cases::BulkChange>});

}  // namespace

std::string check_json(std::string_view body) {
  if (body.empty()) return {};
  auto const chosen = static_cast<unsigned char>(body[0] - 'a') % kStructs.size();
  return kStructs[chosen](body.substr(1));
}

}  // namespace vefa::fuzz
