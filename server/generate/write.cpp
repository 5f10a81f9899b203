#include "generate/write.hpp"

#include "base/text.hpp"
#include "generate/phrases.hpp"
#include "jobs/jobs.hpp"
#include "jobs/queries.hpp"
#include "modules/cases/queries.hpp"
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

Sentences outbound_sentences(Story const& story, Moment const& moment, Dice& dice) {
  auto const& words = phrases()[story.language];
  Sentences out;
  if (moment.what == Happening::Noted)
    return {filled(dice.of(words.notes), story.product, story.part)};
  bool const last =
      moment.made >= 0 && story.promises[static_cast<std::size_t>(moment.made)].kind ==
                              promises::PromiseKind::ConfirmBy;
  for (auto left = dice.between(1, 3); left > 0; --left)
    out.push_back(filled(dice.of(words.answers), story.product, story.part));
  if (last) out.push_back(filled(dice.of(words.solutions), story.product, story.part));
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

void Writer::record(db::Tx& tx, Story const& story, char const* kind, Instant at,
                    Actor const& actor, JsonObject payload) {
  payload["number"] = story.row.number;
  tx.insert(jobs::sql::insert_event, jobs::Event{.id = {ids_.at(at)},
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

void Writer::record(db::Tx& tx, Story const& story, char const* kind, Instant at,
                    promises::Promise const& p) {
  JsonObject payload{{"promise_id", p.id.text()},
                     {"promise_kind", wire::enum_text(p.kind)},
                     {"due_at", to_text(p.due_at)}};
  if (p.owner_id) payload["owner_id"] = p.owner_id.text();
  record(tx, story, kind, at, {}, std::move(payload));
}

void Writer::write(db::Tx& tx, NewCustomer const& customer) {
  tx.insert(customers::sql::insert_customer,
            customers::with_keys(customer.row, phrases().front().language));
  auto const add = [&](customers::ContactKind kind, std::string const& value) {
    customers::ContactPoint point{.id = {ids_.at(customer.row.created_at)}};
    point.customer_id = customer.row.id;
    point.kind = kind;
    point.value = point.normalized = value;
    point.is_primary = true;
    point.created_at = customer.row.created_at;
    tx.insert(customers::sql::insert_contact, point);
  };
  if (!customer.address.empty()) add(customers::ContactKind::Email, customer.address);
  if (!customer.phone.empty()) add(customers::ContactKind::Phone, customer.phone);
  search::Document document{.id = customer.row.id.value,
                            .kind = search::HitKind::Customer,
                            .customer_id = customer.row.id.value,
                            .state = "active",
                            .language = customer.row.language,
                            .at = customer.row.created_at};
  search::fill(document, search::source_of(tx, customer.row));
  document.facets = search::facets_of(document, {});
  tx.insert(search::sql::upsert_document, document);
  ++figures_.customers;
  ++figures_.documents;
}

void Writer::write(db::Tx& tx, Story const& story, std::size_t which) {
  auto const& moment = story.moments[which];
  if (moment.what == Happening::Opened) write_case(tx, story);
  if (moment.settled >= 0) write_settled(tx, story, moment);
  if (moment.made >= 0) {
    auto const& promise = story.promises[static_cast<std::size_t>(moment.made)];
    if (!story.row.open) tx.insert(promises::sql::insert_promise, promise);
    ++figures_.promises;
    record(tx, story, "promise.made", moment.at, promise);
  }
  if (moment.message) write_message(tx, story, moment);
  if (moment.letter) write_letter(tx, story, moment);
  if (moment.what == Happening::Broken) write_recovery(tx, story, moment);
  if (moment.what == Happening::Verdict || moment.what == Happening::Silence)
    write_end(tx, story, moment);
}

void Writer::write_case(db::Tx& tx, Story const& story) {
  tx.insert(cases::sql::insert_case, story.row);
  ++figures_.cases;
  if (story.row.open) {
    // It cannot be open without the pending one, which may lean on one before.
    for (auto const& promise : story.promises) tx.insert(promises::sql::insert_promise, promise);
    auto const& pending = story.promises.back();
    auto const ring = pending.warn_half_at && *pending.warn_half_at > until_ ? *pending.warn_half_at
                      : pending.warn_late_at && *pending.warn_late_at > until_
                          ? *pending.warn_late_at
                          : pending.due_at;
    jobs::add(ctx_, tx, promises::kClockTimer, pending.id.text(), ring);
    ++figures_.open_cases;
  }
  if (!story.customer_address.empty())
    tx.run(cases::sql::add_participant, story.row.id, story.customer_address, story.row.customer_id,
           "customer", story.row.opened_at);
  index_case(tx, story);
  record(tx, story, "case.opened", story.row.opened_at, customer_of(story),
         {{"case_kind", wire::enum_text(story.row.kind)},
          {"channel", wire::enum_text(story.row.channel)},
          {"owner_id", story.row.owner_id.text()}});
}

void Writer::write_settled(db::Tx& tx, Story const& story, Moment const& moment) {
  auto const& promise = story.promises[static_cast<std::size_t>(moment.settled)];
  record(tx, story, event_of(promise.state).c_str(), moment.at, promise);
}

void Writer::write_recovery(db::Tx& tx, Story const& story, Moment const& moment) {
  auto const& recovery =
      *std::find_if(story.recoveries.begin(), story.recoveries.end(),
                    [&](recovery::Recovery const& r) { return r.opened_at == moment.at; });
  tx.insert(recovery::sql::insert_recovery, recovery);
  ++figures_.broken;
  record(tx, story, "recovery.opened", moment.at, {}, {{"recovery_id", recovery.id.text()}});
  if (recovery.level != 1) return;
  recovery::Remedy remedy{.id = {ids_.at(moment.at)}, .recovery_id = recovery.id};
  remedy.case_id = story.row.id;
  remedy.customer_id = story.row.customer_id;
  bool const decided = recovery.state != recovery::RecoveryState::Open;
  remedy.state = decided ? recovery::RemedyState::Granted : recovery::RemedyState::Proposed;
  remedy.amount_minor = kCouponMinor;
  remedy.currency = "TRY";
  remedy.proposed_at = moment.at;
  remedy.proposed_by_kind = "system";
  if (decided) {
    remedy.decided_at = recovery.settled_at;
    remedy.decided_by_id = story.row.owner_id;
  }
  tx.insert(recovery::sql::insert_remedy, remedy);
}

void Writer::write_end(db::Tx& tx, Story const& story, Moment const& moment) {
  if (moment.what == Happening::Verdict) {
    Dice dice(story.seed ^ static_cast<std::uint64_t>(moment.at.ms));
    tx.run(cases::sql::insert_verdict, ids_.at(moment.at), story.row.id, true,
           std::optional<int>(static_cast<int>(dice.between(2, 5))), std::string(), moment.at,
           "link");
    record(tx, story, "case.verdict", moment.at, customer_of(story), {{"solved", true}});
  }
  record(tx, story, "case.closed", moment.at, {},
         {{"by", wire::enum_text(*story.row.closed_by)}, {"at", to_text(moment.at)}});
}

void Writer::write_message(db::Tx& tx, Story const& story, Moment const& moment) {
  bool const inbound = moment.what == Happening::Opened || moment.what == Happening::Wrote;
  bool const note = moment.what == Happening::Noted;
  Dice dice(story.seed ^ static_cast<std::uint64_t>(moment.message.value));
  Interaction row{.id = moment.message, .case_id = story.row.id, .origin_case_id = story.row.id};
  row.direction = inbound ? Direction::Inbound : note ? Direction::Internal : Direction::Outbound;
  row.channel = note ? Channel::System : story.row.channel;
  row.purpose = inbound ? Purpose::Message : note ? Purpose::Note : Purpose::Answer;
  row.author_kind = inbound ? "customer" : "staff";
  row.author_id = inbound ? story.row.customer_id.value : story.row.owner_id.value;
  row.author_name = inbound ? story.customer_name : story.owner_name;
  row.at = row.recorded_at = moment.at;
  row.subject = note ? "" : story.row.subject;
  row.language = story.row.language;
  bool const by_machine = row.channel == Channel::Email && !inbound;
  row.state = inbound      ? interactions::State::Received
              : by_machine ? interactions::State::Sent
                           : interactions::State::Recorded;
  write_interaction(
      tx, story, std::move(row),
      inbound ? inbound_sentences(story, moment, dice) : outbound_sentences(story, moment, dice));
  if (moment.reopened)
    record(tx, story, "case.reopened", moment.at, customer_of(story), {{"by", "customer"}});
  record(tx, story,
         inbound ? "interaction.received"
         : note  ? "note.added"
                 : "interaction.released",
         moment.at, inbound ? customer_of(story) : owner_of(story),
         {{"interaction_id", moment.message.text()}});
}

void Writer::write_letter(db::Tx& tx, Story const& story, Moment const& moment) {
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
  write_interaction(tx, story, std::move(row), {apology ? words.apology : words.acknowledgement});
}

void Writer::write_interaction(db::Tx& tx, Story const& story, Interaction row,
                               Sentences const& sentences) {
  row.text = join(sentences, "\n");
  if (row.channel == Channel::Email) row.message_id = row.id.text() + "@anka.example";
  tx.insert(interactions::sql::insert_interaction, row);
  ++figures_.interactions;
  std::vector<std::string> people{row.author_name};
  std::int64_t position = 0;
  for (auto const& one : recipients_of(story, row)) {
    tx.run(interactions::sql::insert_recipient, row.id, position++, one.role, one.address,
           one.name);
    people.push_back(one.name + " " + one.address);
  }
  if (row.automatic) return;
  index(tx, story,
        {.id = row.id.value,
         .kind = search::HitKind::Interaction,
         .language = row.language,
         .at = row.at},
        row.subject, sentences, people);
}

void Writer::index_case(db::Tx& tx, Story const& story) {
  index(tx, story,
        {.id = story.row.id.value,
         .kind = search::HitKind::Case,
         .language = story.row.language,
         .at = story.row.opened_at},
        story.row.number + " " + story.row.subject, {}, {story.customer_name});
}

void Writer::index(db::Tx& tx, Story const& story, search::Document document,
                   std::string const& subject, Sentences const& body,
                   std::vector<std::string> const& people) {
  document.case_id = story.row.id.value;
  document.customer_id = story.row.customer_id.value;
  document.team_id = story.row.team_id.value;
  document.owner_id = story.row.owner_id.value;
  document.state = wire::enum_text(story.row.state);
  document.facets = search::facets_of(document, {});
  words_.fill(document, subject, body, people);
  tx.insert(search::sql::upsert_document, document);
  ++figures_.documents;
}

}  // namespace vefa::generate
