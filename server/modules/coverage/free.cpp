// What costs her nothing, component by component, and until when: never more than is covered.
#include "modules/coverage/free.hpp"

#include <algorithm>
#include <set>

#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "modules/coverage/rules.hpp"

namespace vefa::coverage {
namespace {

/// The same terms without what holds up to a use, a number of visits or an amount. Where time and
/// use must both be over, time alone is sure.
std::vector<Term> without_limits(std::vector<Term> terms) {
  for (auto& term : terms) {
    for (auto& line : term.lines)
      if (line.ends == Ends::AtAll && (line.months || line.last_on)) line.usage.reset();
    std::erase_if(term.lines, [](CoverageLine const& line) {
      return line.max_visits || line.max_amount_minor || (line.usage && !line.usage->empty());
    });
  }
  return terms;
}

/// An end that may never come: none is later than any day.
bool is_sooner(std::optional<LocalDate> const& a, std::optional<LocalDate> const& b) {
  return a && (!b || *a < *b);
}

/// One component, read day by day: only the days on which something ends are looked at.
class Reader {
 public:
  Reader(Found const& found, Component component)
      : component_(component), facts_(found.facts), terms_(found.terms), question_(found.question) {
    question_.parts.clear();
    // A stay that goes on is counted up to the day asked of, and no further.
    for (auto& repair : facts_.repairs)
      if (!repair.until_on && repair.from_on <= question_.on) repair.until_on = question_.on;
    for (auto& term : terms_)
      std::erase_if(term.lines, [&](auto const& line) { return line.component != component; });
    sure_ = without_limits(terms_);
    for (auto const& term : terms_)
      for (auto const& line : term.lines) gather_exceptions(line);
  }

  std::vector<FreeComponent> all() const {
    std::vector<FreeComponent> out;
    for (Question question = question_; out.size() < kMostStretches && is_free(terms_, question);) {
      out.push_back(stretch_from(question));
      if (!out.back().last_on) break;
      question.on = calendar::plus_days(*out.back().last_on, 1);
    }
    return out;
  }

 private:
  static constexpr std::size_t kMostStretches = 8;

  void gather_exceptions(CoverageLine const& line) {
    ++lines_;
    if (line.excluded_groups)
      groups_.insert(line.excluded_groups->begin(), line.excluded_groups->end());
    if (line.excluded_causes && question_.cause == Cause::Unknown)
      causes_.insert(line.excluded_causes->begin(), line.excluded_causes->end());
  }

  ComponentAnswer answer(std::vector<Term> const& terms, Question const& question) const {
    for (auto& answer : entitle(facts_, question, terms).answers)
      if (answer.component == component_) return answer;
    return {};
  }
  bool is_free(std::vector<Term> const& terms, Question const& question) const {
    return answer(terms, question).customer_percent == 0;
  }

  /// The last day of those, from the question's on, on which she pays nothing; none: no end.
  std::optional<LocalDate> last_free_day(std::vector<Term> const& terms, Question question) const {
    std::optional<LocalDate> last;
    for (std::size_t i = 0; i <= lines_; ++i) {
      auto const on_this_day = answer(terms, question);
      if (on_this_day.customer_percent > 0) return last;
      last.reset();
      for (auto const& reason : on_this_day.reasons)
        if (reason.verdict == Verdict::Covers && reason.last_on && *reason.last_on >= question.on &&
            is_sooner(reason.last_on, last))
          last = reason.last_on;
      if (!last) return last;
      question.on = calendar::plus_days(*last, 1);
    }
    return last;
  }

  /// As long as all of it is free that is free on the question's day.
  FreeComponent stretch_from(Question const& question) const {
    FreeComponent free{.component = component_, .last_on = last_free_day(terms_, question)};
    auto const ask = [&](Question const& other) {
      if (!is_free(terms_, other)) return false;
      auto const last = last_free_day(terms_, other);
      if (is_sooner(last, free.last_on)) free.last_on = last;
      return true;
    };
    for (auto const cause : causes_) {
      Question other = question;
      other.cause = cause;
      if (!ask(other)) free.not_for.push_back(cause);
    }
    for (auto const& code : groups_) {
      Question other = question;
      other.parts = {{{}, {code}}};
      if (!ask(other)) free.not_groups.push_back(code);
    }
    free.limited = !is_free(sure_, question);
    auto const sure_until = last_free_day(sure_, question);
    if (!free.limited && is_sooner(sure_until, free.last_on)) free.last_on = sure_until;
    return free;
  }

  Component component_;
  Facts facts_;
  std::vector<Term> terms_;
  std::vector<Term> sure_;
  Question question_;
  std::set<Cause> causes_;
  std::set<std::string> groups_;
  std::size_t lines_ = 0;
};

bool same_but_component(FreeComponent const& a, FreeComponent const& b) {
  return a.last_on == b.last_on && a.limited == b.limited && a.not_for == b.not_for &&
         a.not_groups == b.not_groups;
}

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return i18n::message(language, "coverage." + key, args);
}

template <class E>
std::string listed(Language language, std::string const& key, std::vector<E> const& values) {
  std::vector<std::string> words;
  words.reserve(values.size());
  for (auto const value : values) words.push_back(say(language, key + wire::enum_text(value)));
  return i18n::list_text(language, words);
}

std::string sentence(std::vector<Component> const& components, FreeComponent const& free,
                     Language language) {
  Args args{{"components", listed(language, "free_", components)}};
  if (free.last_on) args.emplace_back("until", i18n::date_text(language, *free.last_on));
  auto out = say(language, free.last_on ? "free_until" : "free_open", args);
  if (free.limited) out += " " + say(language, "free_limited");
  if (!free.not_for.empty())
    out += " " + say(language, "free_not_for", {{"causes", listed(language, "of_", free.not_for)}});
  if (!free.not_groups.empty()) out += " " + say(language, "free_not_parts");
  return out;
}

}  // namespace

std::vector<FreeComponent> free_of(Found const& found) {
  std::vector<FreeComponent> out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Component>>([&](auto d) {
    for (auto& free : Reader(found, d.value).all()) out.push_back(std::move(free));
  });
  return out;
}

std::vector<std::string> said_to_her(std::vector<FreeComponent> const& free, Language language) {
  std::vector<std::string> out;
  std::vector<bool> told(free.size());
  for (std::size_t i = 0; i < free.size(); ++i) {
    if (told[i]) continue;
    std::vector<Component> together;
    for (std::size_t j = i; j < free.size(); ++j) {
      if (told[j] || !same_but_component(free[i], free[j])) continue;
      told[j] = true;
      together.push_back(free[j].component);
    }
    out.push_back(sentence(together, free[i], language));
  }
  if (out.empty()) out.push_back(say(language, "free_nothing"));
  return out;
}

}  // namespace vefa::coverage
