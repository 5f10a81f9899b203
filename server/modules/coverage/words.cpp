// The answer in words.
#include "i18n/i18n.hpp"
#include "modules/coverage/coverage.hpp"

namespace vefa::coverage {
namespace {

class Speaker {
 public:
  Speaker(Found const& found, Language language) : found_(found), language_(language) {}

  std::vector<std::string> all() {
    for (auto const& answer : found_.entitlement.answers) {
      say_shares(answer);
      for (auto const& reason : answer.reasons) say_reason(reason);
    }
    for (auto const flag : found_.entitlement.flags)
      out_.push_back(say("coverage.flag_" + wire::enum_text(flag), {}));
    return std::move(out_);
  }

 private:
  std::string say(std::string const& key, Args const& args) const {
    return i18n::message(language_, key, args);
  }

  std::string name_of(std::int64_t index) const {
    auto const& term = found_.terms.at(static_cast<std::size_t>(index));
    auto const given = name_in(term.names, language_);
    auto const& name = given.empty() ? term.rule : given;
    auto const source = say("coverage.source_" + wire::enum_text(term.source), {});
    return name.empty() ? source : source + ": " + name;
  }

  void say_shares(ComponentAnswer const& answer) {
    auto const component = say("coverage.component_" + wire::enum_text(answer.component), {});
    if (answer.shares.empty())
      return out_.push_back(say("coverage.customer_pays", {{"component", component}}));
    for (auto const& share : answer.shares)
      out_.push_back(say(share.percent == 100 ? "coverage.pays_all" : "coverage.pays_part",
                         {{"component", component},
                          {"payer", say("coverage.payer_" + wire::enum_text(share.payer), {})},
                          {"percent", std::to_string(share.percent)},
                          {"term", name_of(share.term)}}));
    if (answer.customer_percent > 0)
      out_.push_back(
          say("coverage.customer_part",
              {{"component", component}, {"percent", std::to_string(answer.customer_percent)}}));
  }

  std::string day(std::optional<LocalDate> const& on) const {
    return on ? i18n::date_text(language_, *on) : std::string();
  }

  void say_reason(LineReason const& reason) {
    std::string key = "coverage.why_" + wire::enum_text(reason.verdict);
    if (reason.verdict == Verdict::Covers) {
      key = reason.repair_days > 0 ? "coverage.covers_with_repair"
            : reason.last_on       ? "coverage.covers_until"
                                   : "coverage.covers_open";
    }
    auto sentence = say(key, {{"term", name_of(reason.term)},
                              {"until", day(reason.last_on)},
                              {"from", day(reason.from_on)},
                              {"days", std::to_string(reason.repair_days)}});
    // Five components of one term end on one day: said once.
    if (std::find(out_.begin(), out_.end(), sentence) == out_.end())
      out_.push_back(std::move(sentence));
  }

  Found const& found_;
  Language language_;
  std::vector<std::string> out_;
};

}  // namespace

std::string name_in(JsonObject const& names, Language language) {
  auto const* own = names.if_contains(tag(language));
  auto const* any = own ? own : names.empty() ? nullptr : &names.begin()->value();
  return any && any->is_string() ? std::string(any->get_string()) : std::string();
}

std::vector<std::string> said(Found const& found, Language language) {
  return Speaker(found, language).all();
}

}  // namespace vefa::coverage
