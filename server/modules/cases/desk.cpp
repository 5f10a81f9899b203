#include "modules/cases/desk.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/erased.hpp"
#include "modules/cases/kinds.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/rules.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/store.hpp"
#include "modules/customers/customers.hpp"
#include "modules/fields/fields.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::cases {
namespace {

constexpr std::size_t kMostTags = 30;

bool is_in(std::vector<TeamId> const& teams, TeamId team) {
  return std::find(teams.begin(), teams.end(), team) != teams.end();
}

}  // namespace

Result<Case> change(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                    Change const& wanted) {
  Case row = TRY(for_change(ctx, tx, id, version));
  if (wanted.fields)
    row.fields = TRY(fields::validate(tx, fields::Target::Case, *wanted.fields, row.fields));
  if (wanted.subject) row.subject = *wanted.subject;
  if (wanted.kind) TRY(say_kind(ctx, tx, row, *wanted.kind, wanted.kind_word));
  if (wanted.priority) row.priority = *wanted.priority;
  if (wanted.language) row.language = *wanted.language;
  settle(ctx, tx, row);
  boost::json::array changed;
  if (wanted.subject) changed.emplace_back("subject");
  if (wanted.kind) changed.emplace_back("kind");
  if (wanted.priority) changed.emplace_back("priority");
  if (wanted.language) changed.emplace_back("language");
  if (wanted.fields) changed.emplace_back("fields");
  record(ctx, tx, "case.changed", row, {{"changed", changed}});
  if (wanted.kind && wanted.kind_word) tell_kind(ctx, tx, row, *wanted.kind_word);
  return *find(tx, id);
}

Result<Case> hand_over(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version, TeamId team,
                       StaffId owner, std::string const& reason) {
  Case row = TRY(for_ending(ctx, tx, id, version));
  if (!team) team = row.team_id;
  auto const found = staff::find_team(tx, team);
  if (!found || found->state != staff::TeamState::Active)
    return invalid("team_id", "cases.no_such_team");
  if (owner) {
    auto const person = staff::find(tx, owner);
    if (!person || person->state != staff::PersonState::Active || !is_in(person->teams, team))
      return invalid("owner_id", "cases.not_in_team");
  } else {
    owner = assign(ctx, tx, row, team, row.owner_id).owner_id;
  }
  give_to(ctx, tx, row, {team, owner}, kept_words(tx, row, reason));
  return row;
}

Result<Case> take(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version) {
  Case row = TRY(for_ending(ctx, tx, id, version));
  StaffId const me{ctx.actor.id};
  if (row.owner_id == me) return row;
  auto const teams = staff::teams_of(tx, me);
  TeamId const team = is_in(teams, row.team_id) || teams.empty() ? row.team_id : teams.front();
  give_to(ctx, tx, row, {team, me}, "taken");
  return row;
}

Result<Case> snooze(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                    std::optional<Instant> until) {
  Case row = TRY(for_change(ctx, tx, id, version));
  if (until && *until <= ctx.now) return refused("cases.snooze_in_past", {}, "until");
  if (until && (!row.open || *until > *row.next_due_at))
    return refused("cases.snooze_past_promise",
                   {{"due", row.next_due_at ? to_text(*row.next_due_at) : ""}}, "until");
  row.snoozed_until = until;
  settle(ctx, tx, row);
  record(ctx, tx, until ? "case.snoozed" : "case.woken", row,
         {{"until", until ? boost::json::value(to_text(*until)) : nullptr}});
  return row;
}

Result<InteractionId> note(Context const& ctx, db::Tx& tx, CaseId id, std::string const& text,
                           std::vector<StaffId> const& mentions) {
  Case row = TRY(for_change(ctx, tx, id, 0));
  for (auto const person : mentions)
    if (!staff::find(tx, person)) return invalid("mentions", "cases.no_such_person");
  interactions::Interaction said{.case_id = row.id};
  said.direction = interactions::Direction::Internal;
  said.channel = interactions::Channel::System;
  said.purpose = interactions::Purpose::Note;
  said.author_kind = wire::enum_text(ctx.actor.kind);
  said.author_id = ctx.actor.id;
  said.author_name = ctx.actor.name;
  said.at = ctx.now;
  said.text = text;
  said.language = ctx.language;
  said.state = interactions::State::Recorded;
  auto const interaction = interactions::add(ctx, tx, std::move(said), {});
  interactions::mention(tx, interaction, mentions);
  boost::json::array mentioned;
  for (auto const person : mentions) {
    tx.run(sql::insert_reader, row.id, person, ctx.now);
    mentioned.emplace_back(person.text());
  }
  row.last_interaction_id = interaction;
  settle(ctx, tx, row);
  record(ctx, tx, "note.added", row,
         {{"interaction_id", interaction.text()}, {"mentioned", mentioned}});
  return interaction;
}

InteractionId ask(Context const& ctx, db::Tx& tx, Case const& row, StaffId person,
                  Language language, std::string text) {
  interactions::Interaction note{.case_id = row.id};
  note.direction = interactions::Direction::Internal;
  note.channel = interactions::Channel::System;
  note.purpose = interactions::Purpose::Note;
  note.automatic = true;
  note.author_kind = "system";
  note.at = ctx.now;
  note.text = std::move(text);
  note.language = language;
  note.state = interactions::State::Recorded;
  auto const id = interactions::add(ctx, tx, std::move(note), {});
  interactions::mention(tx, id, {person});
  tx.run(sql::insert_reader, row.id, person, ctx.now);
  record(ctx, tx, "note.added", row,
         {{"interaction_id", id.text()}, {"mentioned", boost::json::array{person.text()}}});
  return id;
}

Result<void> link(Context const& ctx, db::Tx& tx, CaseId id, CaseId other) {
  auto const row = TRY(find_readable(ctx, tx, id));
  TRY(find_readable(ctx, tx, other));
  if (id == other) return invalid("other_case_id", "cases.link_itself");
  store::link(tx, id, other, "related", ctx.now, ctx.actor.id);
  record(ctx, tx, "case.linked", row, {{"other_case_id", other.text()}});
  return {};
}

Result<void> unlink(Context const& ctx, db::Tx& tx, CaseId id, CaseId other) {
  auto const row = TRY(find_readable(ctx, tx, id));
  if (tx.change(sql::delete_link, id, other) == 0) return not_found("case");
  record(ctx, tx, "case.unlinked", row, {{"other_case_id", other.text()}});
  return {};
}

Result<void> set_tags(Context const& ctx, db::Tx& tx, CaseId id,
                      std::vector<std::string> const& names) {
  auto const row = TRY(for_change(ctx, tx, id, 0));
  if (names.size() > kMostTags)
    return invalid("tags", "wire.too_many_items", {{"limit", std::to_string(kMostTags)}});
  std::set<std::string> before;
  for (auto const& name : tags(tx, id)) before.insert(fold(name));
  tx.run(sql::delete_tags_of_case, id);
  boost::json::array added;
  for (auto const& name : names) {
    auto const folded = fold(name);
    if (folded.empty()) continue;
    if (!before.contains(folded)) added.emplace_back(name);
    tx.run(sql::insert_tag, ctx.ids->next_value(), name, folded, ctx.now);
    tx.run(sql::tag_case, id, folded, ctx.now, ctx.actor.id);
  }
  record(ctx, tx, "case.tagged", row, {{"added", std::move(added)}});
  return {};
}

Result<void> change_tags(Context const& ctx, db::Tx& tx, CaseId id,
                         std::vector<std::string> const& seen,
                         std::vector<std::string> const& wanted) {
  auto const has = [](std::vector<std::string> const& names, std::string const& name) {
    return std::any_of(names.begin(), names.end(),
                       [&](auto const& other) { return fold(other) == fold(name); });
  };
  std::vector<std::string> names = wanted;
  std::erase_if(names, [&](auto const& name) { return has(seen, name); });
  for (auto const& name : tags(tx, id))
    if (has(wanted, name) || !has(seen, name)) names.push_back(name);
  return set_tags(ctx, tx, id, names);
}

Result<void> change_tag(Context const& ctx, db::Tx& tx, CaseId id, std::string const& name,
                        bool add) {
  auto names = tags(tx, id);
  std::erase_if(names, [&](auto const& other) { return fold(other) == fold(name); });
  if (add) names.push_back(name);
  return set_tags(ctx, tx, id, names);
}

namespace {

/// A rule's letter is the company's own, automatic message: it keeps no promise of an answer.
Result<void> write_by_rule(Context const& ctx, db::Tx& tx, Case const& row,
                           courtesy::Rendered const& letter) {
  auto const newest = store::newest_inbound_of_all(tx, row.id);
  auto const said = newest ? interactions::find(tx, *newest) : std::nullopt;
  if (said && said->automatic) return refused("cases.machine_gets_no_letter");
  auto const subject = letter.subject.empty() ? row.subject : letter.subject;
  if (!send_automatic(ctx, tx, row, interactions::Purpose::Message, subject, letter.text))
    return refused("cases.no_address", {}, "channel");
  return {};
}

}  // namespace

Result<void> answer_by_template(Context const& ctx, db::Tx& tx, Case const& row,
                                std::string const& template_id) {
  auto const id = TemplateId::parse(template_id);
  auto const customer = customers::find(tx, row.customer_id);
  if (!id || !customer) return not_found("template");
  auto addressing = customers::addressing(*customer);
  addressing.language = row.language;
  auto const values = values_of(tx, row, company::profile(tx), row.next_due_at);
  auto const letter = TRY(courtesy::render_reply(tx, *id, addressing, values));
  if (ctx.actor.kind == ActorKind::Rule) return write_by_rule(ctx, tx, row, letter);
  TRY(answer(ctx, tx, row.id, {.text = letter.text, .subject = letter.subject, .greet = false}));
  return {};
}

Result<Case> solve(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version) {
  Case row = TRY(for_ending(ctx, tx, id, version));
  if (!row.open) return refused("cases.closed", {{"number", row.number}});
  TRY(mark_solved(ctx, tx, row, {}, ctx.now));
  auto const pending = promises::pending_of(tx, row.id);
  bool const is_owed = std::ranges::any_of(pending, [](auto const& p) {
    return is_debt(p) || p.source == promises::Source::Law || p.source == promises::Source::Word;
  });
  if (!is_owed && !check_not_erased(tx, row).ok()) {  // there is nobody to ask
    end(ctx, tx, row, ClosedBy::Staff, ctx.now, "cases.reason_solved");
    return row;
  }
  auto const sent = send_letter(ctx, tx, row, interactions::Purpose::SolvedQuestion,
                                courtesy::TemplateKind::SolvedQuestion, std::nullopt);
  if (sent) row.last_outbound_at = ctx.now;
  settle(ctx, tx, row);
  return row;
}

Result<Case> close_as_nothing(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                              std::string const& reason) {
  Case row = TRY(for_ending(ctx, tx, id, version));
  if (!row.open) return refused("cases.closed", {{"number", row.number}});
  for (auto const& p : promises::of_case(tx, id))
    if (p.state == promises::State::Broken || p.source == promises::Source::Word ||
        p.source == promises::Source::Law || is_debt(p))
      return refused("cases.word_is_out", {{"number", row.number}});
  if (row.first_answered_at) return refused("cases.word_is_out", {{"number", row.number}});
  end(ctx, tx, row, ClosedBy::Staff, ctx.now, kept_words(tx, row, reason));
  return row;
}

Result<Case> close_as_no_case(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                              std::string const& reason) {
  Case row = TRY(for_ending(ctx, tx, id, version));
  if (!row.open) return refused("cases.closed", {{"number", row.number}});
  for (auto const& p : promises::pending_of(tx, id))
    if (p.source == promises::Source::Word || is_debt(p))
      return refused("cases.word_is_out", {{"number", row.number}});
  end(ctx, tx, row, ClosedBy::Staff, ctx.now, kept_words(tx, row, reason));
  return row;
}

Result<promises::Promise> give_word(Context const& ctx, db::Tx& tx, CaseId id,
                                    promises::PromiseKind kind, Instant due_at,
                                    std::string const& what) {
  Case row = TRY(for_change(ctx, tx, id, 0));
  if (!row.open) return refused("cases.closed", {{"number", row.number}});
  auto const made = TRY(promise_on(ctx, tx, row, {kind, promises::Source::Word, due_at, what}));
  settle(ctx, tx, row);
  return made;
}

namespace {

struct OfCase {
  promises::Promise promise;
  Case row;
};
Result<OfCase> pending_promise(Context const& ctx, db::Tx& tx, PromiseId id) {
  auto p = promises::find(tx, id);
  if (!p || !p->case_id) return not_found("promise");
  auto row = for_ending(ctx, tx, p->case_id, 0);
  if (!row.ok()) return not_found("promise");
  p = promises::find(tx, id);
  if (p->state != promises::State::Pending)
    return refused("promises.already_settled",
                   {{"state", i18n::message(ctx.language, "reports.promise_state_" +
                                                              wire::enum_text(p->state))}});
  return OfCase{*p, *row};
}

Result<promises::Promise> after(Context const& ctx, db::Tx& tx, OfCase& found) {
  TRY(ensure_promise(ctx, tx, found.row));
  settle(ctx, tx, found.row);
  return promises::find(tx, found.promise.id).value();
}

}  // namespace

Result<promises::Promise> keep_word(Context const& ctx, db::Tx& tx, PromiseId id,
                                    std::string const& reason) {
  auto found = TRY(pending_promise(ctx, tx, id));
  // An answer is kept by answering, her word by her: neither by saying so.
  if (found.promise.kind == promises::PromiseKind::AnswerBy ||
      found.promise.kind == promises::PromiseKind::ConfirmBy)
    return refused("promises.kept_by_deed");
  if (rests_on_law(tx, found.promise)) return refused("promises.kept_by_law");
  if (is_debt(found.promise)) return refused("promises.kept_by_refund");
  promises::keep(ctx, tx, found.promise, ctx.now, {.reason = kept_words(tx, found.row, reason)});
  return after(ctx, tx, found);
}

Result<promises::Promise> take_back_word(Context const& ctx, db::Tx& tx, PromiseId id,
                                         std::string const& reason) {
  auto found = TRY(pending_promise(ctx, tx, id));
  if (found.promise.source != promises::Source::Word) return refused("promises.not_ones_word");
  promises::withdraw(ctx, tx, found.promise, kept_words(tx, found.row, reason));
  return after(ctx, tx, found);
}

std::vector<Case> likely_same(db::Tx& tx, CustomerId customer, std::string const& subject,
                              CaseId but) {
  std::vector<Case> out;
  for (auto& row : open_of_customer(tx, customer))
    if (row.id != but && sounds_alike(row.subject, subject)) out.push_back(std::move(row));
  return out;
}

}  // namespace vefa::cases
