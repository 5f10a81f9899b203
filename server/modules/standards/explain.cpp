// An explanation in words. Reads only the JSON that promises keep, so that a due instant of last
// year is told as it was counted then.
#include "calendar/calendar.hpp"
#include "i18n/i18n.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::standards {
namespace {

using Keys = std::map<std::string_view, std::string_view>;

Keys const& duty_keys() {
  static Keys const keys{{"answer_by", "standards.duty.answer_by"},
                         {"next_answer_by", "standards.duty.next_answer_by"},
                         {"solve_by", "standards.duty.solve_by"},
                         {"follow_up_by", "standards.duty.follow_up_by"},
                         {"confirm_by", "standards.duty.confirm_by"},
                         {"recovery_answer_by", "standards.duty.recovery_answer_by"}};
  return keys;
}
Keys const& amount_keys() {
  static Keys const keys{{"working_minutes", "standards.amount.working_minutes"},
                         {"working_days", "standards.amount.working_days"},
                         {"elapsed_minutes", "standards.amount.elapsed_minutes"},
                         {"calendar_days", "standards.amount.calendar_days"}};
  return keys;
}
Keys const& day_end_keys() {
  static Keys const keys{{"end_of_work", "standards.day_end.end_of_work"},
                         {"midnight", "standards.day_end.midnight"},
                         {"same_time", "standards.day_end.same_time"},
                         {"at_time", "standards.day_end.at_time"}};
  return keys;
}
Keys const& step_keys() {
  static Keys const keys{{"working_time", "standards.step.working_time"},
                         {"special_hours", "standards.step.special_hours"},
                         {"closed", "standards.step.closed"},
                         {"holiday", "standards.step.holiday"},
                         {"after_hours", "standards.step.after_hours"},
                         {"paused", "standards.step.paused"},
                         {"start_day", "standards.step.start_day"},
                         {"counted_day", "standards.step.counted_day"},
                         {"elapsed", "standards.step.elapsed"},
                         {"moved", "standards.step.moved"}};
  return keys;
}

/// What is not of the expected kind reads as empty: an explanation never fails.
std::string text_at(JsonObject const& object, std::string_view name) {
  auto const* found = object.if_contains(name);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}
std::int64_t number_at(JsonObject const& object, std::string_view name) {
  auto const* found = object.if_contains(name);
  return found && found->is_int64() ? found->get_int64() : 0;
}

class Teller {
 public:
  Teller(Language language, JsonObject const& explanation)
      : language_(language), explanation_(explanation), zone_(text_at(explanation, "zone")) {
    if (!calendar::Zone::find(zone_)) zone_ = "UTC";
  }

  std::vector<std::string> tell() {
    if (text_at(explanation_, "rule") == "standard") {
      add("standards.explain.rule", {{"name", text_at(explanation_, "standard_name")},
                                     {"duty", word(duty_keys(), "duty")},
                                     {"amount", amount()}});
      add("standards.explain.start", {{"start", date_time("starts_at")},
                                      {"calendar", text_at(explanation_, "calendar_name")},
                                      {"zone", zone_}});
      if (auto const* steps = explanation_.if_contains("steps"); steps && steps->is_array())
        for (auto const& step : steps->get_array())
          if (step.is_object()) tell_step(step.get_object());
      add("standards.explain.due", {{"due", date_time("due_at")}});
    } else if (text_at(explanation_, "rule") == "law") {
      add("standards.explain.law",
          {{"title", title()}, {"rule", text_at(explanation_, "rule_id")}});
      if (auto const source = text_at(explanation_, "source"); !source.empty())
        add("standards.explain.law_source", {{"source", source}});
      add("standards.explain.law_start", {{"start", date_time("starts_at")}});
      add("standards.explain.due", {{"due", date_time("due_at")}});
      if (explanation_.contains("own_amount"))
        add("standards.explain.own_time", {{"law", date_time("law_due_at")}});
      if (explanation_.contains("after_own")) add("standards.explain.after_own", {});
    } else if (explanation_.contains("given_at")) {
      add("standards.explain.given", {{"given", date_time("given_at")}});
    }
    return std::move(sentences_);
  }

 private:
  void add(std::string_view key, Args const& args) {
    sentences_.push_back(i18n::message(language_, key, args));
  }
  /// Of a rule of law, in the reader's language.
  std::string title() {
    auto const* titles = explanation_.if_contains("title");
    return titles && titles->is_object() ? text_at(titles->get_object(), tag(language_)) : "";
  }
  std::string word(Keys const& keys, std::string_view member, Args const& args = {}) {
    auto const found = keys.find(text_at(explanation_, member));
    return found == keys.end() ? std::string() : i18n::message(language_, found->second, args);
  }
  std::string date_time(std::string_view member) {
    auto const at = parse_instant(text_at(explanation_, member));
    return at ? i18n::date_time_text(language_, *at, zone_) : std::string();
  }
  std::string time(JsonObject const& step, std::string_view member) {
    auto const at = parse_instant(text_at(step, member));
    return at ? i18n::time_text(language_, *at, zone_) : std::string();
  }
  /// Working time in hours and minutes: thirty working hours are no "day and six hours".
  std::string duration(std::int64_t minutes) {
    auto const part = [&](std::string_view key, std::int64_t count) {
      return i18n::message(language_, key, {{"count", std::to_string(count)}});
    };
    if (minutes < 60) return part("duration.minutes", minutes);
    auto const hours = part("duration.hours", minutes / 60);
    if (minutes % 60 == 0) return hours;
    return hours + " " + part("duration.minutes", minutes % 60);
  }
  std::string amount() {
    auto const count = number_at(explanation_, "count");
    auto const amount = word(amount_keys(), "counting",
                             {{"count", std::to_string(count)}, {"duration", duration(count)}});
    auto const end = word(day_end_keys(), "day_end", {{"time", text_at(explanation_, "at")}});
    return end.empty() ? amount : amount + ", " + end;
  }
  void tell_step(JsonObject const& step) {
    auto const found = step_keys().find(text_at(step, "reason"));
    auto const date = parse_date(text_at(step, "date"));
    if (found == step_keys().end() || !date) return;
    auto const minutes = number_at(step, "minutes");
    bool const whole_days = !step.contains("from_at");
    add(found->second,
        {{"date", i18n::date_text(language_, *date)},
         {"from", time(step, "from_at")},
         {"until", time(step, "until_at")},
         {"duration", whole_days ? i18n::duration_text(language_, std::chrono::minutes(minutes))
                                 : duration(minutes)},
         {"name", text_at(step, "name")}});
  }

  Language language_;
  JsonObject const& explanation_;
  std::string zone_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::vector<std::string> explain(Language language, JsonObject const& explanation) {
  return Teller(language, explanation).tell();
}

}  // namespace vefa::standards
