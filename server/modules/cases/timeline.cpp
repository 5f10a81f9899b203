#include "modules/cases/timeline.hpp"

#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/reasons.hpp"

namespace vefa::cases {
namespace {

bool is_shown(jobs::Event const& event) { return !event.kind.starts_with("interaction."); }

/// What kept a rule from acting was kept as a message's key; it is told in the reader's language.
std::string problem_in(Language language, JsonObject const& payload) {
  auto const* key = payload.if_contains("problem");
  if (!key || !key->is_string() || key->get_string().empty()) return {};
  Args args;
  if (auto const* values = payload.if_contains("problem_args"); values && values->is_object())
    for (auto const& [name, value] : values->get_object())
      if (value.is_string()) args.emplace_back(name, std::string(value.get_string()));
  return i18n::message(language, std::string(key->get_string()), args);
}

TimelineEntry entry_of(Language language, jobs::Event const& event) {
  TimelineEntry e{.at = event.at, .event = event.kind};
  e.actor_name = event.actor_name;
  e.details = event.payload;
  if (auto const problem = problem_in(language, event.payload); !problem.empty())
    (*e.details)["problem"] = problem;
  if (auto* reason = e.details->if_contains("reason"); reason && reason->is_string())
    *reason = event.kind == "case.handed_over"
                  ? hand_over_in(language, std::string(reason->get_string()))
                  : reason_in(language, std::string(reason->get_string()));
  return e;
}

}  // namespace

Result<Page<TimelineEntry>> timeline(Context const& ctx, db::Tx& tx, CaseId id,
                                     std::string const& cursor, std::int64_t limit) {
  if (limit < 1 || limit > 200)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "200"}});
  std::int64_t after = 0;
  if (!cursor.empty()) {
    auto const place = parse_id_digits(cursor);
    if (!place) return invalid("cursor", "error.bad_cursor");
    after = *place;
  }
  auto const size = static_cast<std::size_t>(limit);
  auto const said = interactions::of_case(tx, id, InteractionId{after}, size + 1);
  auto const events = jobs::events_of_case(tx, id.value, jobs::EventId{after}, size + 1);
  // Ids are ordered by time and made by one source: one merge gives the order of recording. Beyond
  // the shorter list's end nothing is known yet.
  Page<TimelineEntry> page;
  auto message = said.begin();
  auto event = events.begin();
  std::int64_t last = after;
  while (page.items.size() < size && (message != said.end() || event != events.end())) {
    bool const take_message =
        event == events.end() || (message != said.end() && message->id.value < event->id.value);
    if (take_message) {
      last = message->id.value;
      page.items.push_back({.at = message->at, .interaction = view_of(tx, *message)});
      ++message;
    } else {
      last = event->id.value;
      if (is_shown(*event)) page.items.push_back(entry_of(ctx.language, *event));
      ++event;
    }
  }
  if (message != said.end() || event != events.end()) page.next_cursor = id_digits(last);
  return page;
}

}  // namespace vefa::cases
