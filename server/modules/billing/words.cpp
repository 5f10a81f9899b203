// Why a line costs what it costs, in words.
#include "i18n/i18n.hpp"
#include "modules/billing/billing.hpp"

namespace vefa::billing {
namespace {

std::string name_in(JsonObject const& names, Language language) {
  auto const* own = names.if_contains(tag(language));
  auto const* any = own ? own : names.empty() ? nullptr : &names.begin()->value();
  return any && any->is_string() ? std::string(any->get_string()) : std::string();
}

std::string one(LineWhy const& why, Currency currency, Language language) {
  auto const amount = i18n::money_text(language, {why.minor, currency});
  switch (why.because) {
    case Because::Coverage: {
      auto const source = i18n::message(
          language, "coverage.source_" +
                        wire::enum_text(why.source.value_or(coverage::Source::Manufacturer)));
      auto const name = name_in(why.names, language);
      auto const term = name.empty() ? (why.rule.empty() ? source : source + ": " + why.rule)
                                     : source + ": " + name;
      auto const payer = i18n::message(
          language,
          "coverage.payer_" + wire::enum_text(why.payer.value_or(coverage::Payer::Manufacturer)));
      return i18n::message(language, "billing.why_coverage",
                           {{"term", term}, {"payer", payer}, {"amount", amount}});
    }
    case Because::Promise:
      return i18n::message(language, "billing.why_promise",
                           {{"name", name_in(why.names, language)}, {"amount", amount}});
    case Because::Remedy:
      return i18n::message(language, "billing.why_remedy",
                           {{"name", name_in(why.names, language)}, {"amount", amount}});
    case Because::Quoted:
      return i18n::message(language, "billing.why_quoted", {{"amount", amount}});
    case Because::Waiver:
      return i18n::message(language, "billing.why_waiver");
  }
  return {};
}

}  // namespace

std::vector<std::string> said(std::vector<LineWhy> const& why, std::string const& currency,
                              Language language) {
  std::vector<std::string> out;
  for (auto const& reason : why)
    out.push_back(one(reason, Currency::parse(currency).value(), language));
  return out;
}

}  // namespace vefa::billing
