#include "modules/cases/steps.hpp"

#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/erased.hpp"
#include "modules/cases/links.hpp"
#include "modules/cases/rules.hpp"
#include "modules/cases/store.hpp"
#include "modules/customers/customers.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::cases {

using interactions::Channel;
using promises::PromiseKind;

promises::Circumstances circumstances_of(Case const& row) {
  return {wire::enum_text(row.kind), wire::enum_text(row.channel), wire::enum_text(row.priority)};
}

Result<promises::Promise> promise_by_standard(Context const& ctx, db::Tx& tx, Case const& row,
                                              PromiseKind kind, bool next_answer) {
  return promises::make(ctx, tx,
                        {.case_id = row.id,
                         .customer_id = row.customer_id,
                         .kind = kind,
                         .team_id = row.team_id,
                         .owner_id = row.owner_id,
                         .starts_at = ctx.now,
                         .circumstances = circumstances_of(row),
                         .next_answer = next_answer});
}

Result<promises::Promise> promise_on(Context const& ctx, db::Tx& tx, Case const& row,
                                     Owed const& owed) {
  return promises::make(ctx, tx,
                        {.case_id = row.id,
                         .customer_id = row.customer_id,
                         .kind = owed.kind,
                         .source = owed.source,
                         .team_id = row.team_id,
                         .owner_id = row.owner_id,
                         .starts_at = ctx.now,
                         .what = owed.what,
                         .due_at = owed.due_at});
}

bool is_debt(promises::Promise const& p) {
  bool const is_thing = p.kind == PromiseKind::SolveBy || p.kind == PromiseKind::ReplaceBy;
  return is_thing && p.source == promises::Source::Contract;
}

bool rests_on_law(db::Tx& tx, promises::Promise const& p) {
  constexpr int kMostAnew = 100;
  std::optional<promises::Promise> one = p;
  for (int i = 0; one && i < kMostAnew; ++i) {
    if (one->source == promises::Source::Law) return true;
    if (!one->recovers_promise_id) return false;
    one = promises::find(tx, one->recovers_promise_id);
  }
  return false;
}

Result<void> check_law_stays(Context const& ctx, db::Tx& tx, Case const& row, bool by_her_word,
                             std::string const& field) {
  bool const by_rule = ctx.actor.kind == ActorKind::Rule;  // which answers for nothing
  bool const by_others = ctx.actor.kind != ActorKind::Staff && !by_rule;
  bool const may =
      by_her_word || by_others || (!by_rule && ctx.actor.may(Permission::RemediesApprove));
  if (may) return {};
  for (auto const& p : promises::pending_of(tx, row.id))
    if (rests_on_law(tx, p)) return refused("cases.law_is_owed", {}, field);
  return {};
}

bool is_kept_by_solving(promises::Promise const& p) {
  return p.kind == PromiseKind::SolveBy && p.source != promises::Source::Law && !is_debt(p);
}

void withdraw_where(Context const& ctx, db::Tx& tx, CaseId id, std::string const& reason,
                    bool (*which)(promises::Promise const&)) {
  for (auto const& p : promises::pending_of(tx, id))
    if (which(p)) promises::withdraw(ctx, tx, p, reason);
}

Result<void> ensure_promise(Context const& ctx, db::Tx& tx, Case const& row) {
  if (!row.open || !promises::pending_of(tx, row.id).empty()) return {};
  auto const kind = row.state == State::Solved ? PromiseKind::ConfirmBy : PromiseKind::FollowUpBy;
  TRY(promise_by_standard(ctx, tx, row, kind, false));
  return {};
}

void owe_one(Context const& ctx, db::Tx& tx, Case const& row) {
  auto const owed = ensure_promise(ctx, tx, row);
  // Without it the case would be left without any: what asked for it is tried again, in sight.
  if (!owed.ok()) throw std::runtime_error("no follow-up can be promised: " + owed.error().key);
}

namespace {

void point_at_next(Context const& ctx, db::Tx& tx, Case& row) {
  if (row.open) {
    auto const pending = promises::pending_of(tx, row.id);
    if (!pending.empty()) {
      row.next_promise_id = pending.front().id;
      row.next_promise_pending = 1;
      row.next_due_at = pending.front().due_at;
      // Nobody sleeps over a promise.
      if (row.snoozed_until && *row.snoozed_until > pending.front().due_at)
        row.snoozed_until.reset();
    }
  }
  if (row.snoozed_until && *row.snoozed_until <= ctx.now) row.snoozed_until.reset();
}

auto where_it_points(Case const& row) {
  return std::tuple(row.next_promise_id, row.next_promise_pending, row.next_due_at,
                    row.snoozed_until);
}

}  // namespace

void settle(Context const& ctx, db::Tx& tx, Case& row) {
  point_at_next(ctx, tx, row);
  store::save(tx, row);
}

void settle_owing(Context const& ctx, db::Tx& tx, Case& row) {
  owe_one(ctx, tx, row);
  auto const before = where_it_points(row);
  point_at_next(ctx, tx, row);
  if (where_it_points(row) != before) store::save(tx, row);
}

void record(Context const& ctx, db::Tx& tx, std::string kind, Case const& row, JsonObject payload) {
  payload["number"] = row.number;
  jobs::record(ctx, tx,
               {.kind = std::move(kind),
                .case_id = row.id.value,
                .customer_id = row.customer_id.value,
                .team_id = row.team_id.value,
                .payload = std::move(payload)});
}

courtesy::Values values_of(db::Tx& tx, Case const& row, company::Profile const& profile,
                           std::optional<Instant> due_at) {
  auto const links = links_of(profile.public_url, row.id);
  courtesy::Values values{{"case_number", row.number},
                          {"case_subject", row.subject},
                          {"case_link", links.page},
                          {"yes_link", links.yes},
                          {"no_link", links.no},
                          {"agent_name", row.owner_id ? staff::name_of(tx, row.owner_id) : ""}};
  if (due_at)
    values.emplace_back("promise_due", i18n::due_text(row.language, *due_at, profile.zone));
  return values;
}

namespace {

/// Whom the program can write to by itself, and where.
struct Reader {
  customers::Customer customer;
  std::string address;
};

std::optional<Reader> reader_of(db::Tx& tx, Case const& row) {
  auto customer = customers::find(tx, row.customer_id);
  auto contact = customers::best_contact(tx, row.customer_id, customers::ContactKind::Email);
  if (!customer || !contact) return std::nullopt;
  return Reader{std::move(*customer), std::move(contact->normalized)};
}

/// What the program says by itself goes to her alone.
InteractionId send_to(Context const& ctx, db::Tx& tx, Case const& row, Reader const& reader,
                      interactions::Purpose purpose, std::string subject, std::string text) {
  interactions::Interaction message{.case_id = row.id};
  message.direction = interactions::Direction::Outbound;
  message.channel = Channel::Email;
  message.purpose = purpose;
  message.automatic = true;
  bool const by_rule = ctx.actor.kind == ActorKind::Rule;
  message.author_kind = by_rule ? "rule" : "system";
  message.author_id = by_rule ? ctx.actor.id : 0;
  message.author_name = by_rule ? ctx.actor.name : "";
  message.at = ctx.now;
  message.subject = std::move(subject);
  message.text = std::move(text);
  message.language = row.language;
  message.state = interactions::State::Released;
  message.mailbox_id = row.mailbox_id;
  auto const id =
      interactions::add(ctx, tx, std::move(message),
                        {{interactions::Role::To, reader.address, reader.customer.display_name}});
  record(
      ctx, tx, "interaction.released", row,
      {{"interaction_id", id.text()}, {"automatic", true}, {"purpose", wire::enum_text(purpose)}});
  return id;
}

}  // namespace

std::vector<interactions::Recipient> addressees(db::Tx& tx, Case const& row) {
  using interactions::Role;
  auto const reader = reader_of(tx, row);
  if (!reader) return {};
  std::vector<interactions::Recipient> out{
      {Role::To, reader->address, reader->customer.display_name}};
  for (auto const& address : store::participants(tx, row.id))
    if (address != reader->address) out.push_back({Role::Cc, address, ""});
  return out;
}

bool can_write_to(db::Tx& tx, Case const& row) { return reader_of(tx, row).has_value(); }

InteractionId send_automatic(Context const& ctx, db::Tx& tx, Case const& row,
                             interactions::Purpose purpose, std::string subject, std::string text) {
  auto const reader = reader_of(tx, row);
  if (!reader) return {};
  return send_to(ctx, tx, row, *reader, purpose, std::move(subject), std::move(text));
}

InteractionId send_letter(Context const& ctx, db::Tx& tx, Case const& row,
                          interactions::Purpose purpose, courtesy::TemplateKind kind,
                          std::optional<Instant> due_at, courtesy::Values more) {
  auto const reader = reader_of(tx, row);
  if (!reader) return {};
  auto const profile = company::profile(tx);
  auto values = values_of(tx, row, profile, due_at);
  values.insert(values.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
  auto addressing = customers::addressing(reader->customer);
  addressing.language = row.language;
  auto rendered = courtesy::render(tx, kind, addressing, values);
  return send_to(ctx, tx, row, *reader, purpose, std::move(rendered.subject),
                 std::move(rendered.text));
}

Result<Case> for_ending(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version) {
  auto row = lock(tx, id);
  if (!row || !can_read(tx, ctx.actor, *row)) return not_found("case");
  if (row->merged_into_id)
    return refused("cases.merged", {{"number", find_living(tx, id)->number}});
  if (version != 0 && version != row->version) return stale(row->version);
  return *row;
}

Result<Case> for_change(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version) {
  auto row = TRY(for_ending(ctx, tx, id, version));
  TRY(check_not_erased(tx, row));
  return row;
}

namespace {

bool not_kept_by_message(promises::Promise const& p) {
  return promises::falls_away_when_she_writes(p) || p.kind == PromiseKind::AnswerBy;
}

}  // namespace

Result<void> mark_solved(Context const& ctx, db::Tx& tx, Case& row, InteractionId interaction,
                         Instant at) {
  for (auto const& p : promises::pending_of(tx, row.id))
    if (is_kept_by_solving(p)) promises::keep(ctx, tx, p, at, {.interaction_id = interaction});
  row.state = State::Solved;
  row.solved_at = at;
  withdraw_where(ctx, tx, row.id, "cases.reason_solved", not_kept_by_message);
  TRY(promise_by_standard(ctx, tx, row, PromiseKind::ConfirmBy, false));
  record(ctx, tx, "case.solved", row);
  return {};
}

Result<void> apply_answer(Context const& ctx, db::Tx& tx, Case& row, InteractionId interaction,
                          Instant at, Effect const& effect) {
  for (auto const& p : promises::pending_of(tx, row.id))
    if (promises::is_kept_by_message(p))
      promises::keep(ctx, tx, p, at, {.interaction_id = interaction});
  if (!row.first_answered_at) row.first_answered_at = at;
  row.last_outbound_at = at;
  row.last_interaction_id = interaction;
  if (effect.after == After::Solved) {
    TRY(mark_solved(ctx, tx, row, interaction, at));
  } else {
    row.state = State::Open;
    row.solved_at.reset();
    withdraw_where(ctx, tx, row.id, "cases.reason_answered",
                   [](promises::Promise const& p) { return p.kind == PromiseKind::ConfirmBy; });
    if (effect.after == After::Promise) {
      TRY(promises::make(ctx, tx,
                         {.case_id = row.id,
                          .customer_id = row.customer_id,
                          .kind = effect.promise_kind,
                          .source = promises::Source::Word,
                          .team_id = row.team_id,
                          .owner_id = row.owner_id,
                          .starts_at = ctx.now,
                          .what = effect.promise_what,
                          .due_at = effect.promise_due_at}));
    }
    TRY(ensure_promise(ctx, tx, row));
  }
  record(ctx, tx, "interaction.released", row,
         {{"interaction_id", interaction.text()},
          {"automatic", false},
          {"purpose", "answer"},
          {"after", wire::enum_text(effect.after)}});
  settle(ctx, tx, row);
  return {};
}

}  // namespace vefa::cases
