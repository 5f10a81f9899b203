#include "generate/write.hpp"

#include "base/text.hpp"
#include "generate/phrases.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "jobs/queries.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/rules.hpp"
#include "modules/customers/queries.hpp"
#include "modules/customers/store.hpp"
#include "modules/interactions/queries.hpp"
#include "modules/promises/queries.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/search/queries.hpp"

namespace vefa::generate {
namespace {

using interactions::Channel;
using interactions::Direction;
using interactions::Interaction;
using interactions::Purpose;

constexpr char const* kOurAddress = "service@anka.example";
constexpr std::int64_t kCouponMinor = 25'000;

Actor customer_of(Story const& story) {
  return {
      .kind = ActorKind::Customer, .id = story.row.customer_id.value, .name = story.customer_name};
}
Actor owner_of(Story const& story) {
  return {.kind = ActorKind::Staff, .id = story.row.owner_id.value, .name = story.owner_name};
}

Sentences inbound_sentences(Story const& story, Moment const& moment, Dice& dice) {
  auto const& words = phrases()[story.language];
  Sentences out{dice.of(words.greetings)};
  auto const& said = moment.what == Happening::Opened ? words.concerns : words.follow_ups;
  for (auto left = dice.between(1, moment.what == Happening::Opened ? 4 : 2); left > 0; --left)
    out.push_back(filled(dice.of(said), story.product, story.part));
  if (dice.chance(30)) {
    auto const serial = std::to_string(dice.between(100'000, 999'999));
    out.push_back(words.serial + std::string("SN") + serial + "K");
  }
  out.emplace_back(dice.of(words.thanks));
  out.push_back(story.customer_name);
  return out;
}

/// Whether this answer says that it is solved.
bool is_last(Story const& story, Moment const& moment) {
  return moment.made >= 0 && story.promises[static_cast<std::size_t>(moment.made)].kind ==
                                 promises::PromiseKind::ConfirmBy;
}

Sentences outbound_sentences(Story const& story, Moment const& moment, Dice& dice) {
  auto const& words = phrases()[story.language];
  Sentences out;
  for (auto left = dice.between(1, 3); left > 0; --left)
    out.push_back(filled(dice.of(words.answers), story.product, story.part));
  if (is_last(story, moment))
    out.push_back(filled(dice.of(words.solutions), story.product, story.part));
  return out;
}

std::vector<interactions::Recipient> recipients_of(Story const& story, Interaction const& row) {
  using interactions::Role;
  if (row.channel != Channel::Email || row.direction == Direction::Internal) return {};
  interactions::Recipient const her{Role::From, story.customer_address, story.customer_name};
  interactions::Recipient const us{Role::To, kOurAddress, ""};
  if (row.direction == Direction::Inbound) return {her, us};
  return {{Role::To, her.address, her.name}};
}

std::string event_of(promises::State state) {
  switch (state) {
    case promises::State::Kept:
      return "promise.kept";
    case promises::State::Broken:
      return "promise.broken";
    case promises::State::Withdrawn:
      return "promise.withdrawn";
    case promises::State::Pending:
      break;
  }
  return "promise.made";
}

}  // namespace

void Writer::record(db::Sheet& sheet, char const* kind, Instant at, Actor const& actor,
                    Story const& story, JsonObject payload) {
  sheet.insert(jobs::sql::insert_event, jobs::Event{.id = {ids_.at(at)},
                                                    .kind = kind,
                                                    .at = at,
                                                    .actor_kind = wire::enum_text(actor.kind),
                                                    .actor_id = actor.id,
                                                    .actor_name = actor.name,
                                                    .case_id = story.row.id.value,
                                                    .customer_id = story.row.customer_id.value,
                                                    .team_id = story.row.team_id.value,
                                                    .payload = std::move(payload)});
  ++figures_.events;
}

void Writer::record(db::Sheet& sheet, Story const& story, char const* kind, Instant at,
                    Actor const& actor, JsonObject payload) {
  payload["number"] = story.row.number;
  record(sheet, kind, at, actor, story, std::move(payload));
}

void Writer::record(db::Sheet& sheet, Story const& story, char const* kind, Instant at,
                    promises::Promise const& p, JsonObject payload) {
  payload["promise_id"] = p.id.text();
  payload["promise_kind"] = wire::enum_text(p.kind);
  payload["due_at"] = to_text(p.due_at);
  if (p.owner_id) payload["owner_id"] = p.owner_id.text();
  record(sheet, kind, at, {}, story, std::move(payload));
}

void Writer::record(db::Sheet& sheet, customers::Customer const& row, char const* what,
                    JsonObject const& details, JsonObject payload) {
  sheet.insert(customers::sql::insert_history,
               customers::HistoryRow{
                   {ids_.at(row.created_at)}, row.id, row.created_at, "system", what, details});
  boost::json::array names;
  for (auto const& [name, values] : details) names.emplace_back(name);
  if (!names.empty()) payload["fields"] = std::move(names);
  payload["customer_id"] = row.id.text();
  sheet.insert(jobs::sql::insert_event, jobs::Event{.id = {ids_.at(row.created_at)},
                                                    .kind = std::string("customer.") + what,
                                                    .at = row.created_at,
                                                    .actor_kind = "system",
                                                    .actor_name = "",
                                                    .customer_id = row.id.value,
                                                    .payload = std::move(payload)});
  ++figures_.events;
}

void Writer::write(db::Sheet& sheet, NewCustomer const& customer) {
  sheet.insert(customers::sql::insert_customer,
               customers::with_keys(customer.row, phrases().front().language));
  record(sheet, customer.row, "created", {}, {{"by", "email"}});
  auto const add = [&](customers::ContactKind kind, std::string const& value) {
    customers::ContactPoint point{.id = {ids_.at(customer.row.created_at)}};
    point.customer_id = customer.row.id;
    point.kind = kind;
    point.value = point.normalized = value;
    point.is_primary = true;
    point.created_at = customer.row.created_at;
    sheet.insert(customers::sql::insert_contact, point);
    record(sheet, customer.row, "contact_added", {{"value", {nullptr, value}}},
           {{"contact_id", point.id.text()}, {"kind", wire::enum_text(kind)}});
  };
  if (!customer.address.empty()) add(customers::ContactKind::Email, customer.address);
  if (!customer.phone.empty()) add(customers::ContactKind::Phone, customer.phone);
  search::Document document{.id = customer.row.id.value,
                            .kind = search::HitKind::Customer,
                            .customer_id = customer.row.id.value,
                            .state = "active",
                            .language = customer.row.language,
                            .at = customer.row.created_at};
  // As search::source_of says it of a stored one.
  search::Source source{
      customer.row.display_name, {}, customer.row.given_name + " " + customer.row.family_name};
  for (auto const* value : {&customer.address, &customer.phone})
    if (!value->empty()) source.body += *value + "\n";
  search::fill(document, source);
  document.facets = search::facets_of(document, {});
  sheet.insert(search::sql::insert_document, document);
  ++figures_.customers;
  ++figures_.documents;
}

void Writer::write(db::Sheet& sheet, Story const& story, std::size_t which) {
  auto const& moment = story.moments[which];
  if (moment.what == Happening::Opened) write_case(sheet, story);
  if (moment.warned >= 0)
    record(sheet, story, "promise.at_risk", moment.at,
           story.promises[static_cast<std::size_t>(moment.warned)],
           {{"risk", wire::enum_text(moment.risk)}});
  if (moment.settled >= 0) write_settled(sheet, story, moment);
  if (moment.made >= 0) {
    auto const& promise = story.promises[static_cast<std::size_t>(moment.made)];
    if (!story.row.open) sheet.insert(promises::sql::insert_promise, promise);
    ++figures_.promises;
    record(sheet, story, "promise.made", moment.at, promise,
           {{"source", wire::enum_text(promise.source)}});
  }
  if (moment.message) write_message(sheet, story, moment);
  if (moment.letter) write_letter(sheet, story, moment);
  if (moment.what == Happening::Broken) write_recovery(sheet, story, moment);
  if (moment.what == Happening::Verdict || moment.what == Happening::Silence)
    write_end(sheet, story, moment);
}

void Writer::write_case(db::Sheet& sheet, Story const& story) {
  sheet.insert(cases::sql::insert_case, story.row);
  ++figures_.cases;
  if (story.row.open) {
    // It cannot be open without the pending one, which may lean on one before.
    for (auto const& promise : story.promises) sheet.insert(promises::sql::insert_promise, promise);
    auto const& pending = story.promises.back();
    auto const ring = pending.warn_half_at && *pending.warn_half_at > until_ ? *pending.warn_half_at
                      : pending.warn_late_at && *pending.warn_late_at > until_
                          ? *pending.warn_late_at
                          : pending.due_at;
    sheet.run(jobs::sql::insert_job, ids_.at(until_), promises::kClockTimer, 0, pending.id.text(),
              ring, JsonObject());
    ++figures_.open_cases;
  }
  if (!story.customer_address.empty())
    sheet.run(cases::sql::add_participant, story.row.id, story.customer_address,
              story.row.customer_id, "customer", story.row.opened_at);
  index_case(sheet, story);
  record(sheet, story, "case.opened", story.row.opened_at, customer_of(story),
         {{"case_kind", wire::enum_text(story.row.kind)},
          {"channel", wire::enum_text(story.row.channel)},
          {"owner_id", story.row.owner_id.text()}});
}

void Writer::write_settled(db::Sheet& sheet, Story const& story, Moment const& moment) {
  auto const& promise = story.promises[static_cast<std::size_t>(moment.settled)];
  JsonObject more{{"at", to_text(moment.at)}};
  if (promise.proof_interaction_id) more["interaction_id"] = promise.proof_interaction_id.text();
  if (!promise.reason.empty()) more["reason"] = promise.reason;
  record(sheet, story, event_of(promise.state).c_str(), moment.at, promise, std::move(more));
}

void Writer::write_recovery(db::Sheet& sheet, Story const& story, Moment const& moment) {
  auto const& recovery =
      *std::find_if(story.recoveries.begin(), story.recoveries.end(),
                    [&](recovery::Recovery const& r) { return r.opened_at == moment.at; });
  sheet.run(recovery::sql::insert_breach, recovery.promise_id, moment.at, moment.at);
  sheet.insert(recovery::sql::insert_recovery, recovery);
  ++figures_.broken;
  record(sheet, story, "recovery.opened", moment.at, Actor{},
         {{"recovery_id", recovery.id.text()},
          {"promise_id", recovery.promise_id.text()},
          {"level", recovery.level}});
  if (recovery.level == 1) write_remedy(sheet, story, recovery);
}

/// Proposed at the first breach, granted by its owner when the case ends.
void Writer::write_remedy(db::Sheet& sheet, Story const& story,
                          recovery::Recovery const& recovery) {
  recovery::Remedy remedy{.id = {ids_.at(recovery.opened_at)}, .recovery_id = recovery.id};
  remedy.case_id = story.row.id;
  remedy.customer_id = story.row.customer_id;
  remedy.amount_minor = kCouponMinor;
  remedy.currency = "TRY";
  remedy.proposed_at = recovery.opened_at;
  remedy.proposed_by_kind = "system";
  auto const told = [&](char const* kind, Instant at, Actor const& actor) {
    record(sheet, kind, at, actor, story,
           {{"remedy_id", remedy.id.text()},
            {"remedy_kind", wire::enum_text(remedy.kind)},
            {"amount_minor", remedy.amount_minor},
            {"currency", remedy.currency},
            {"reason", remedy.reason}});
  };
  told("remedy.proposed", recovery.opened_at, {});
  if (recovery.state != recovery::RecoveryState::Open) {
    remedy.state = recovery::RemedyState::Granted;
    remedy.version = 2;
    remedy.decided_at = recovery.settled_at;
    remedy.decided_by_id = story.row.owner_id;
    told("remedy.granted", *remedy.decided_at, owner_of(story));
  }
  sheet.insert(recovery::sql::insert_remedy, remedy);
  if (remedy.decided_at) write_debt(sheet, story, remedy);
}

/// Owed once it is granted, and given with the same breath.
void Writer::write_debt(db::Sheet& sheet, Story const& story, recovery::Remedy const& remedy) {
  auto const at = *remedy.decided_at;
  auto const language = story.row.language;
  promises::Promise owed{
      .id = {ids_.at(at)}, .case_id = story.row.id, .customer_id = story.row.customer_id};
  owed.version = 2;
  owed.kind = promises::PromiseKind::SolveBy;
  owed.source = promises::Source::Contract;
  owed.what = i18n::message(
      language, "recovery.remedy_" + wire::enum_text(remedy.kind),
      {{"amount", i18n::money_text(
                      language, {remedy.amount_minor, Currency::parse(remedy.currency).value()})}});
  owed.team_id = story.row.team_id;
  owed.owner_id = story.row.owner_id;
  owed.made_at = owed.starts_at = at;
  owed.made_by_kind = "staff";
  owed.made_by_id = story.row.owner_id.value;
  owed.due_at = at + std::chrono::days(14);
  owed.state = promises::State::Kept;
  owed.settled_at = at;
  owed.settled_by_kind = "staff";
  owed.settled_by_id = story.row.owner_id.value;
  owed.reason = i18n::message(language, "recovery.was_given");
  sheet.insert(promises::sql::insert_promise, owed);
  ++figures_.promises;
  record(sheet, story, "promise.made", at, owed, {{"source", wire::enum_text(owed.source)}});
  record(sheet, story, "promise.kept", at, owed, {{"at", to_text(at)}, {"reason", owed.reason}});
  sheet.run(recovery::sql::insert_remedy_debt, remedy.id, owed.id);
  sheet.run(recovery::sql::give_remedy, remedy.id, at, story.owner_name, std::string());
  record(sheet, "remedy.given", at, owner_of(story), story,
         {{"remedy_id", remedy.id.text()},
          {"remedy_kind", wire::enum_text(remedy.kind)},
          {"amount_minor", remedy.amount_minor},
          {"currency", remedy.currency},
          {"reason", ""}});
}

void Writer::write_end(db::Sheet& sheet, Story const& story, Moment const& moment) {
  if (moment.what == Happening::Verdict) {
    Dice dice(story.seed ^ static_cast<std::uint64_t>(moment.at.ms));
    auto const rating = dice.between(2, 5);
    sheet.run(cases::sql::insert_verdict, ids_.at(moment.at), story.row.id, true, rating,
              std::string(), moment.at, "link");
    record(sheet, story, "case.verdict", moment.at, customer_of(story),
           {{"solved", true}, {"rating", rating}});
  }
  record(sheet, story, "case.closed", moment.at, Actor{},
         {{"by", wire::enum_text(*story.row.closed_by)}, {"at", to_text(moment.at)}});
}

void Writer::write_message(db::Sheet& sheet, Story const& story, Moment const& moment) {
  if (moment.what == Happening::Noted) return write_note(sheet, story, moment);
  bool const inbound = moment.what != Happening::Answered;
  Dice dice(story.seed ^ static_cast<std::uint64_t>(moment.message.value));
  Interaction row{.id = moment.message, .case_id = story.row.id, .origin_case_id = story.row.id};
  row.direction = inbound ? Direction::Inbound : Direction::Outbound;
  row.channel = inbound ? story.row.channel : channel_of_answer(story);
  row.purpose = inbound ? Purpose::Message : Purpose::Answer;
  row.author_kind = inbound ? "customer" : "staff";
  row.author_id = inbound ? story.row.customer_id.value : story.row.owner_id.value;
  row.author_name = inbound ? story.customer_name : story.owner_name;
  row.at = row.recorded_at = moment.at;
  row.subject = story.row.subject;
  row.language = story.row.language;
  bool const by_machine = row.channel == Channel::Email && !inbound;
  row.state = inbound      ? interactions::State::Received
              : by_machine ? interactions::State::Sent
                           : interactions::State::Recorded;
  if (by_machine)
    record(sheet, story, "interaction.queued", moment.at, owner_of(story),
           {{"interaction_id", moment.message.text()}, {"send_at", to_text(moment.at)}});
  auto const channel = row.channel;
  write_interaction(
      sheet, story, std::move(row),
      inbound ? inbound_sentences(story, moment, dice) : outbound_sentences(story, moment, dice));
  if (inbound) return record_received(sheet, story, moment, channel);
  record_released(sheet, story, moment, by_machine ? Actor{} : owner_of(story));
}

void Writer::record_received(db::Sheet& sheet, Story const& story, Moment const& moment,
                             Channel channel) {
  if (moment.reopened)
    record(sheet, story, "case.reopened", moment.at, customer_of(story), {{"by", "customer"}});
  record(sheet, story, "interaction.received", moment.at, customer_of(story),
         {{"interaction_id", moment.message.text()},
          {"channel", wire::enum_text(channel)},
          {"machine", false}});
}

void Writer::record_released(db::Sheet& sheet, Story const& story, Moment const& moment,
                             Actor const& actor) {
  bool const solves = is_last(story, moment);
  if (solves) record(sheet, story, "case.solved", moment.at, actor);
  record(sheet, story, "interaction.released", moment.at, actor,
         {{"interaction_id", moment.message.text()},
          {"automatic", false},
          {"purpose", "answer"},
          {"after", solves ? "solved" : "follow_up"}});
}

void Writer::write_note(db::Sheet& sheet, Story const& story, Moment const& moment) {
  Dice dice(story.seed ^ static_cast<std::uint64_t>(moment.message.value));
  Interaction row{.id = moment.message, .case_id = story.row.id, .origin_case_id = story.row.id};
  row.direction = Direction::Internal;
  row.channel = Channel::System;
  row.purpose = Purpose::Note;
  row.author_kind = "staff";
  row.author_id = story.row.owner_id.value;
  row.author_name = story.owner_name;
  row.at = row.recorded_at = moment.at;
  row.language = story.row.language;
  row.state = interactions::State::Recorded;
  write_interaction(sheet, story, std::move(row),
                    {filled(dice.of(phrases()[story.language].notes), story.product, story.part)});
  record(sheet, story, "note.added", moment.at, owner_of(story),
         {{"interaction_id", moment.message.text()}, {"mentioned", boost::json::array()}});
}

void Writer::write_letter(db::Sheet& sheet, Story const& story, Moment const& moment) {
  auto const& words = phrases()[story.language];
  bool const apology = moment.what == Happening::Broken;
  Interaction row{.id = moment.letter, .case_id = story.row.id, .origin_case_id = story.row.id};
  row.direction = Direction::Outbound;
  row.channel = Channel::Email;
  row.purpose = apology ? Purpose::Apology : Purpose::Acknowledgement;
  row.automatic = true;
  row.author_kind = "system";
  row.at = row.recorded_at = moment.at;
  row.subject = story.row.subject;
  row.language = story.row.language;
  row.state = interactions::State::Sent;
  auto const purpose = wire::enum_text(row.purpose);
  write_interaction(sheet, story, std::move(row),
                    {apology ? words.apology : words.acknowledgement});
  record(sheet, story, "interaction.released", moment.at, Actor{},
         {{"interaction_id", moment.letter.text()}, {"automatic", true}, {"purpose", purpose}});
}

void Writer::write_interaction(db::Sheet& sheet, Story const& story, Interaction row,
                               Sentences const& sentences) {
  row.text = join(sentences, "\n");
  if (row.channel == Channel::Email) row.message_id = row.id.text() + "@anka.example";
  sheet.insert(interactions::sql::insert_interaction, row);
  ++figures_.interactions;
  std::vector<std::string> people{row.author_name};
  std::int64_t position = 0;
  for (auto const& one : recipients_of(story, row)) {
    sheet.run(interactions::sql::insert_recipient, row.id, position++, one.role, one.address,
              one.name);
    people.push_back(one.name + " " + one.address);
  }
  if (row.automatic) return;
  index(sheet, story,
        {.id = row.id.value,
         .kind = search::HitKind::Interaction,
         .language = row.language,
         .at = row.at},
        {row.subject}, sentences, people);
}

void Writer::index_case(db::Sheet& sheet, Story const& story) {
  index(sheet, story,
        {.id = story.row.id.value,
         .kind = search::HitKind::Case,
         .language = story.row.language,
         .at = story.row.opened_at},
        {story.row.number, story.row.subject}, {}, {story.customer_name});
}

void Writer::index(db::Sheet& sheet, Story const& story, search::Document document,
                   Sentences const& subject, Sentences const& body,
                   std::vector<std::string> const& people) {
  document.case_id = story.row.id.value;
  document.customer_id = story.row.customer_id.value;
  document.team_id = story.row.team_id.value;
  document.owner_id = story.row.owner_id.value;
  document.state = wire::enum_text(story.row.state);
  document.facets = search::facets_of(document, {});
  words_.fill(document, subject, body, people);
  sheet.insert(search::sql::insert_document, document);
  ++figures_.documents;
}

}  // namespace vefa::generate
