#include "modules/cases/api.hpp"

#include "i18n/i18n.hpp"
#include "modules/cases/desk.hpp"
#include "modules/cases/queue.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/timeline.hpp"
#include "modules/cases/views.hpp"
#include "modules/customers/customers.hpp"
#include "modules/fields/fields.hpp"

namespace vefa::cases {
namespace {

using http::Call;
using http::Query;

struct NewCase {
  std::optional<CustomerId> customer_id;           // either a known customer,
  std::optional<customers::NewCustomer> customer;  // or a new one
  interactions::Channel channel = interactions::Channel::Phone;
  std::optional<CaseKind> kind;      // absent: question
  std::optional<Priority> priority;  // absent: normal
  Text<300, 1> subject;
  Text<20000> text;                  // what she said or wrote
  std::optional<Language> language;  // absent: the customer's
  std::optional<TeamId> team_id;     // absent: by the routing rules
  std::optional<JsonObject> fields;
  std::optional<List<Text<60, 1>, 30>> tags;
};
BOOST_DESCRIBE_STRUCT(NewCase, (),
                      (customer_id, customer, channel, kind, priority, subject, text, language,
                       team_id, fields, tags))

struct OpenedCase {
  CaseId id;
  std::string number;
  CustomerId customer_id;
  InteractionId interaction_id;
  PromiseId promise_id;
  std::optional<Instant> due_at;
  std::vector<CaseRow> duplicates;  // open cases of hers that sound alike
};
BOOST_DESCRIBE_STRUCT(OpenedCase, (),
                      (id, number, customer_id, interaction_id, promise_id, due_at, duplicates))

Result<customers::Customer> customer_for(Call const& call, db::Tx& tx, NewCase const& body) {
  if (body.customer_id.has_value() == body.customer.has_value())
    return invalid("customer_id", "cases.one_customer");
  if (body.customer) return customers::create(call.ctx, tx, *body.customer);
  auto const found = customers::find(tx, *body.customer_id);
  if (!found || found->state == customers::CustomerState::Erased)
    return invalid("customer_id", "cases.no_such_customer");
  return *found;
}

Result<OpenedCase> open_case(Call const& call, db::Tx& tx, NewCase const& body) {
  auto const customer = TRY(customer_for(call, tx, body));
  Inbound in{.customer_id = customer.id};
  in.channel = body.channel;
  in.kind = body.kind.value_or(CaseKind::Question);
  in.priority = body.priority.value_or(Priority::Normal);
  in.language = body.language.value_or(customer.language);
  in.subject = body.subject;
  in.text = body.text;
  in.sender_name = customer.display_name;
  if (body.team_id) in.team_id = *body.team_id;
  in.fields = TRY(fields::validate(tx, fields::Target::Case, body.fields.value_or(JsonObject{})));
  auto const received = TRY(receive(call.ctx, tx, in));
  if (body.tags) {
    std::vector<std::string> names(body.tags->begin(), body.tags->end());
    TRY(set_tags(call.ctx, tx, received.case_id, names));
  }
  OpenedCase out{received.case_id,    received.number,      customer.id, received.interaction_id,
                 received.promise_id, received.next_due_at, {}};
  // Who is new here has no other case.
  if (body.customer) return out;
  for (auto const& like : likely_same(tx, customer.id, in.subject, received.case_id))
    if (can_read(tx, call.ctx.actor, like)) out.duplicates.push_back(row_of(tx, like));
  return out;
}

Result<Page<CaseRow>> list_cases(Call const& call, db::Tx& tx, Query<QueueFilter> const& filter) {
  auto const page = TRY(queue(call.ctx, tx, *filter));
  Page<CaseRow> out;
  out.next_cursor = page.next_cursor;
  out.items = rows_of(tx, page.items);
  return out;
}

Result<Counts> count_cases(Call const& call, db::Tx& tx) { return counts(call.ctx, tx); }

Result<CaseView> read_case(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<CaseId>("case"));
  return page_of(call.ctx, tx, TRY(find_readable(call.ctx, tx, id)));
}

struct TimelineWish {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(TimelineWish, (), (cursor, limit))

Result<Page<TimelineEntry>> read_timeline(Call const& call, db::Tx& tx,
                                          Query<TimelineWish> const& wish) {
  auto const id = TRY(call.id<CaseId>("case"));
  TRY(find_readable(call.ctx, tx, id));
  return timeline(call.ctx, tx, id, wish->cursor.value_or(""), wish->limit.value_or(100));
}

struct CasePatch {
  std::int64_t version = 0;
  std::optional<Text<300, 1>> subject;
  std::optional<CaseKind> kind;
  std::optional<Priority> priority;
  std::optional<Language> language;
  std::optional<JsonObject> fields;
  std::optional<HerWord> kind_word;  // with a kind: where she says that it is one
};
BOOST_DESCRIBE_STRUCT(CasePatch, (),
                      (version, subject, kind, priority, language, fields, kind_word))

Result<CaseView> change_case(Call const& call, db::Tx& tx, CasePatch const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  Change wanted{.kind = body.kind, .priority = body.priority, .language = body.language};
  if (body.subject) wanted.subject = body.subject->value;
  wanted.fields = body.fields;
  wanted.kind_word = body.kind_word;
  return page_of(call.ctx, tx, TRY(change(call.ctx, tx, id, body.version, wanted)));
}

struct CustomerWord {
  bool solved = true;
  std::optional<int> rating;
  std::optional<Text<5000>> comment;
  std::optional<HerWord> her_word;  // where she says that it is solved
};
BOOST_DESCRIBE_STRUCT(CustomerWord, (), (solved, rating, comment, her_word))

/// What the law demands ends without its deed by her word alone: who tells of it names the word,
/// which is later than what it ends.
Result<void> check_solved(db::Tx& tx, Case const& row, CustomerWord const& body) {
  if (!body.solved) return {};
  std::optional<Instant> since;
  for (auto const& p : promises::pending_of(tx, row.id))
    if (rests_on_law(tx, p)) since = std::max(since.value_or(p.made_at), p.made_at);
  if (body.her_word)
    return check_her_word(tx, row, *body.her_word, since.value_or(Instant{}), "her_word");
  if (since) return invalid("her_word.interaction_id", "cases.solved_needs_her_word");
  return {};
}

Result<CaseView> record_verdict(Call const& call, db::Tx& tx, CustomerWord const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  auto const row = TRY(for_change(call.ctx, tx, id, 0));
  if (body.rating && (*body.rating < 1 || *body.rating > 5))
    return invalid("rating", "wire.out_of_range", {{"min", "1"}, {"max", "5"}});
  TRY(check_solved(tx, row, body));
  Verdict verdict{.solved = body.solved, .rating = body.rating};
  if (body.comment) verdict.comment = body.comment->value;
  verdict.via = "staff";
  TRY(take_verdict(call.ctx, tx, id, verdict));
  auto const now = find(tx, id).value();
  if (body.solved && body.her_word)
    tell_heard(call.ctx, tx, now, i18n::message(now.language, "cases.heard_solved"),
               body.her_word->words.value);
  return page_of(call.ctx, tx, find(tx, id).value());
}

struct AtVersion {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(AtVersion, (), (version))

Result<CaseView> solve_case(Call const& call, db::Tx& tx, AtVersion const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  return page_of(call.ctx, tx, TRY(solve(call.ctx, tx, id, body.version)));
}

struct Closing {
  std::int64_t version = 0;
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(Closing, (), (version, reason))

Result<CaseView> close_case(Call const& call, db::Tx& tx, Closing const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  return page_of(call.ctx, tx, TRY(close_as_nothing(call.ctx, tx, id, body.version, body.reason)));
}

}  // namespace

void add_case_routes(http::Routes& routes) {
  routes
      .post<open_case>("/cases", Permission::CasesWrite,
                       "Opens a case for what a customer said or wrote.")
      .status(201);
  routes.get<list_cases>("/cases", Permission::CasesRead, "A queue, the nearest deadline first.");
  routes.get<count_cases>("/cases/counts", Permission::CasesRead, "The figures beside the queues.");
  routes.get_audited<read_case>("/cases/{case}", Permission::CasesRead,
                                "One case with its promises, tags, links and drafts.");
  routes.get_audited<read_timeline>("/cases/{case}/timeline", Permission::CasesRead,
                                    "What was said and what happened, oldest first.");
  routes.patch<change_case>("/cases/{case}", Permission::CasesWrite,
                            "Changes subject, kind, priority, language or custom fields.");
  routes.post<record_verdict>("/cases/{case}/verdict", Permission::CasesWrite,
                              "Records the customer's word on whether it is solved.");
  routes.post<solve_case>("/cases/{case}/solve", Permission::CasesWrite,
                          "Says that it is solved, and asks the customer.");
  routes.post<close_case>("/cases/{case}/close", Permission::CasesWrite,
                          "Ends what is no concern at all, e.g. rubbish.");
}

void add_routes(http::Routes& routes) {
  add_case_routes(routes);
  add_talk_routes(routes);
  add_order_routes(routes);
  add_view_routes(routes);
  add_promise_routes(routes);
  add_attendance_routes(routes);
  add_unit_routes(routes);
}

}  // namespace vefa::cases
