#include "modules/clocks/basis.hpp"

#include <algorithm>

#include "law/shelf.hpp"
#include "modules/cases/cases.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::clocks {
namespace {

/// What this law can read of what is known: money in another currency tells it nothing.
law::Facts readable(JsonObject const& facts, law::Pack const& pack) {
  law::Facts out;
  for (auto const& [name, value] : facts) {
    auto one = facts_of({{name, value}}, pack, "facts");
    if (one) out.merge(*one);
  }
  return out;
}

bool counts_in_hours(law::Pack const& pack, std::vector<law::Event> const& events) {
  return std::any_of(pack.rules.begin(), pack.rules.end(), [&](law::Rule const& rule) {
    if (rule.calendar != "company" || rule.per_contact) return false;
    return std::any_of(events.begin(), events.end(), [&](law::Event const& event) {
      return std::any_of(rule.start.begin(), rule.start.end(),
                         [&](law::Start const& start) { return start.event == event.kind; });
    });
  });
}

/// The hours in which the company answers such a case; none where it never opens.
std::shared_ptr<calendar::WorkingCalendar const> hours_of(Context const& ctx, db::Tx& tx,
                                                          CaseId id) {
  auto const row = cases::find(tx, id);
  if (!row) return nullptr;
  auto const answered = standards::compute(ctx, tx,
                                           {.duty = standards::Duty::AnswerBy,
                                            .case_kind = wire::enum_text(row->kind),
                                            .channel = wire::enum_text(row->channel),
                                            .priority = wire::enum_text(row->priority),
                                            .team_id = row->team_id,
                                            .starts_at = ctx.now});
  return answered ? standards::working_calendar(tx, answered->calendar_id) : nullptr;
}

}  // namespace

Basis basis_of(Context const& ctx, db::Tx& tx, Matter const& matter, law::PackPtr pack,
               law::PackPtr state, std::vector<Happening> const& happenings) {
  Basis out{.pack = std::move(pack), .state = std::move(state)};
  out.events.reserve(happenings.size());
  for (auto const& row : happenings)
    if (!row.taken_back_at)
      out.events.push_back({row.kind, row.at, row.about_at, readable(row.facts, *out.pack)});
  out.known = known_of(matter);
  std::erase_if(out.known.happenings, [&](KnownHappening const& one) {
    return matter.contradictions.contains(one.kind);
  });
  out.params.facts = readable(facts_under(matter, out.known, out.pack->id), *out.pack);
  out.params.product_group = group_under(matter, out.known);
  if (out.state) {
    out.params.facts.try_emplace("member_state", out.state->id);
    out.params.state_days = law::own_days(*out.state);
    out.params.zone = &*out.state->clock;
  }
  if (counts_in_hours(*out.pack, out.events)) out.hours = hours_of(ctx, tx, matter.case_id);
  out.params.company_hours = out.hours.get();
  return out;
}

std::vector<law::Event> seen_by(law::Rule const& rule, Basis const& basis) {
  auto events = basis.events;
  for (auto const& one : basis.known.happenings)
    if (is_seen(rule, one))
      events.push_back({one.kind, one.at, {}, readable(one.facts, *basis.pack)});
  std::ranges::stable_sort(events, {}, &law::Event::at);
  return events;
}

Basis basis_of(Context const& ctx, db::Tx& tx, Matter const& matter, law::PackPtr pack) {
  bool const beside = pack->id != matter.code;
  auto state = beside ? law_in_use(ctx, tx, matter.code) : nullptr;
  return basis_of(ctx, tx, matter, std::move(pack), std::move(state),
                  happenings_of(tx, matter.case_id));
}

std::vector<law::PackPtr> laws_in_use(Context const& ctx, db::Tx& tx, std::string const& code) {
  std::vector<law::PackPtr> out;
  for (auto const& law : law::laws_of(code))
    if (auto pack = law_in_use(ctx, tx, law)) out.push_back(std::move(pack));
  return out;
}

}  // namespace vefa::clocks
