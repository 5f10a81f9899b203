// How an exchange ends: problems, audit rows, live streams.
#include "base/log.hpp"
#include "http/edge.hpp"
#include "http/queries.hpp"

namespace vefa::http {
namespace {

struct AuditRow {
  std::int64_t id = 0;
  Instant at;
  std::string actor_kind;
  std::int64_t actor_id = 0;
  std::string actor_name;
  std::string action;
  std::string path;
  std::string remote_address;
  std::string request_id;
};
BOOST_DESCRIBE_STRUCT(AuditRow, (),
                      (id, at, actor_kind, actor_id, actor_name, action, path, remote_address,
                       request_id))

std::string kind_text(ActorKind kind) {
  switch (kind) {
    case ActorKind::System:
      return "system";
    case ActorKind::Staff:
      return "staff";
    case ActorKind::Customer:
      return "customer";
    case ActorKind::Anonymous:
      return "anonymous";
    case ActorKind::Rule:
      return "rule";
  }
  return "system";
}

}  // namespace

void audit(db::Tx& tx, Exchange const& ex) {
  auto const& ctx = ex.call.ctx;
  auto const& route = *ex.match.route;
  tx.insert(sql::insert_audit,
            AuditRow{.id = ctx.ids->next_value(),
                     .at = ctx.now,
                     .actor_kind = kind_text(ctx.actor.kind),
                     .actor_id = ctx.actor.id,
                     .actor_name = ctx.actor.name,
                     .action = route.name,
                     .path = route.is_secret ? route.full_path() : ex.request.path,
                     .remote_address = ex.request.remote_address,
                     .request_id = ex.request_id});
}

Error error_of(std::exception_ptr failure, std::string_view request_id, std::string_view route) {
  try {
    std::rethrow_exception(failure);
  } catch (db::ConstraintError const& e) {
    log::warn(
        "http.constraint",
        {{"request", std::string(request_id)}, {"route", std::string(route)}, {"what", e.what()}});
    return {.code = Code::Conflict, .key = "error.constraint"};
  } catch (IdempotencyRace const&) {
    return {.code = Code::Conflict, .key = "http.idempotency_in_progress"};
  } catch (db::Unavailable const& e) {
    log::error(
        "http.unavailable",
        {{"request", std::string(request_id)}, {"route", std::string(route)}, {"what", e.what()}});
    return {.code = Code::Unavailable, .key = "error.unavailable"};
  } catch (std::exception const& e) {
    log::error(
        "http.failed",
        {{"request", std::string(request_id)}, {"route", std::string(route)}, {"what", e.what()}});
  } catch (...) {
    log::error("http.failed", {{"request", std::string(request_id)},
                               {"route", std::string(route)},
                               {"what", "not an exception"}});
  }
  return {.code = Code::Internal,
          .key = "error.internal",
          .args = {{"request", std::string(request_id)}}};
}

void Edge::settle(Exchange& ex, std::exception_ptr failure) const {
  if (failure) ex.answer = error_of(failure, ex.request_id, ex.match.route->name);
  if (!ex.answer.ok()) {
    ex.language =
        ex.call.ctx.actor.kind == ActorKind::Anonymous ? ex.language : ex.call.ctx.language;
    ex.response = refuse(ex, ex.answer.error());
    return;
  }
  ex.response = std::move(ex.answer).value();
}

void Edge::live(ExchangePtr const& ex, Answered answered) {
  if (!ex->company->feed || !ex->input.ok()) {
    ex->response =
        ex->input.ok() ? refuse(*ex, not_found("route")) : refuse(*ex, ex->input.error());
    return answered();
  }
  auto const& wish = *static_cast<LiveWish const*>(ex->input->get());
  auto stream = std::make_shared<LiveStream>(options_.live_queue, wish.kinds);
  stream->attach(*ex->company->feed);
  ex->company->add_stream(stream);
  auto missed = std::make_shared<Missed>();
  std::string last(ex->request.header("last-event-id"));
  if (last.empty()) last = wish.last_event_id.value_or("");
  ex->company->database->read(
      [this, ex, missed, last](db::Tx& tx) {
        auto known = identify(*ex, tx);
        ex->answer = known ? Result<Response>(Response()) : std::move(known).error();
        if (ex->answer.ok()) *missed = list_missed(tx, last);
      },
      [this, ex, stream, missed, answered = std::move(answered)](std::exception_ptr failure) {
        settle(*ex, failure);
        if (!failure && ex->response.status == 200) {
          stream->begin(ex->call.ctx.actor, missed->events, missed->too_much);
          ex->live = stream;
        } else {
          stream->detach();
        }
        answered();
      });
}

void Edge::recheck(ExchangePtr const& ex, Answered answered) {
  ex->call.ctx.now = ex->company->clock->now();
  ex->company->database->read(
      [this, ex](db::Tx& tx) {
        auto known = identify(*ex, tx);
        if (known) {
          ex->live->set_viewer(ex->call.ctx.actor);
        } else if (known.error().code != Code::TooMany) {
          ex->live->end();
        }
      },
      // A database that is away for a moment is no reason to send the listener off.
      [answered = std::move(answered)](std::exception_ptr) { answered(); });
}

}  // namespace vefa::http
