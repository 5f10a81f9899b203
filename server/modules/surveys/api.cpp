#include "http/api.hpp"
#include "base/text.hpp"
#include "http/url.hpp"
#include "i18n/i18n.hpp"
#include "modules/company/company.hpp"
#include "modules/surveys/links.hpp"
#include "modules/surveys/page.hpp"
#include "modules/surveys/queries.hpp"

namespace vefa::surveys {
namespace {

using http::Call;
using http::Query;
using http::Response;

constexpr std::size_t kFormBytes = 32UL * 1024;
constexpr std::size_t kLongestComment = 5000;
constexpr std::int64_t kInTheEnd = std::numeric_limits<std::int64_t>::max();

// --- the customer's page ---

Response page(std::string html, int status = 200) {
  return {status, "text/html; charset=utf-8", std::move(html), {{"Cache-Control", "no-store"}}};
}

struct Found {
  Survey survey;
  Question question;
};
std::optional<Found> find_by_link(Call const& call, db::Tx& tx) {
  auto const id = survey_of_token(call.param("token"));
  auto const survey = id ? find(tx, *id) : std::nullopt;
  auto const row = survey ? cases::find_living(tx, survey->case_id) : std::nullopt;
  if (!row) return std::nullopt;
  return Found{*survey,
               {.company_name = company::profile(tx).name,
                .number = row->number,
                .subject = row->subject,
                .language = row->language,
                .token = std::string(call.param("token"))}};
}

Response nothing_there(Call const& call, db::Tx& tx) {
  return page(notice_page(call.ctx.language, company::profile(tx).name, "surveys.unknown_link"),
              404);
}

struct Wish {
  std::optional<std::string> rating;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (rating))

/// 0 for what is no rating.
std::int64_t rating_in(std::string_view text) {
  if (text.size() != 1 || text[0] < '1' || text[0] > '0' + kScale) return 0;
  return text[0] - '0';
}

Result<Response> show_survey(Call const& call, db::Tx& tx, Query<Wish> const& wish) {
  auto found = find_by_link(call, tx);
  if (!found) return nothing_there(call, tx);
  if (call.ctx.now - found->survey.asked_at > kOpenFor)
    return page(notice_page(found->question.language, found->question.company_name, "surveys.over"),
                410);
  found->question.wanted = rating_in(wish->rating.value_or(""));
  return page(question_page(found->question));
}

std::string value_of(std::vector<std::pair<std::string, std::string>> const& form,
                     std::string_view name) {
  for (auto const& [key, value] : form)
    if (key == name) return normalize(value);
  return {};
}

Result<Response> answer_survey(Call const& call, db::Tx& tx) {
  auto const found = find_by_link(call, tx);
  if (!found) return nothing_there(call, tx);
  auto const form = http::parse_query(call.request->body);
  if (!form) return invalid("", "wire.bad_utf8");
  auto const& q = found->question;
  Rating said{.rating = rating_in(value_of(*form, "rating"))};
  if (said.rating == 0) return page(question_page(q), 400);
  said.comment = trim(std::string(prefix_of(value_of(*form, "comment"), kLongestComment)));
  Call hers = call;
  hers.ctx.actor = {.kind = ActorKind::Customer, .id = found->survey.customer_id.value};
  hers.ctx.language = q.language;
  auto const call_due = answer(hers.ctx, tx, found->survey.id, said);
  if (!call_due.ok() && call_due.error().key == "surveys.over")
    return page(notice_page(q.language, q.company_name, "surveys.over"), 410);
  auto const due = TRY(call_due);
  auto const when =
      due ? i18n::due_text(q.language, *due, company::profile(tx).zone) : std::string();
  return page(thanks_page(q, said.rating, when, !said.comment.empty()));
}

// --- for the company ---

Result<SurveyPolicy> read_policy(Call const&, db::Tx& tx) { return policy(tx); }

Result<SurveyPolicy> put_policy(Call const& call, db::Tx& tx, SurveyPolicy const& body) {
  return change_policy(call.ctx, tx, body);
}

struct RatingRow {
  SurveyId id;
  CaseId case_id;
  Via via = Via::Mail;
  std::int64_t scale = kScale;
  std::int64_t rating = 0;
  Instant answered_at;
  std::string number;
  TeamId team_id;
  std::string customer_name;  // empty for who may not read every case
  std::string comment;        // likewise
};
BOOST_DESCRIBE_STRUCT(RatingRow, (),
                      (id, case_id, via, scale, rating, answered_at, number, team_id, customer_name,
                       comment))

struct RatingWish {
  std::optional<std::int64_t> at_most;  // of five
  std::optional<TeamId> team_id;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 100; absent: 50
};
BOOST_DESCRIBE_STRUCT(RatingWish, (), (at_most, team_id, cursor, limit))

Result<Page<RatingRow>> list_ratings(Call const& call, db::Tx& tx, Query<RatingWish> const& wish) {
  auto const limit = wish->limit.value_or(50);
  if (limit < 1 || limit > 100)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "100"}});
  std::int64_t at = kInTheEnd;
  std::int64_t before = kInTheEnd;
  if (wish->cursor && !wish->cursor->empty()) {
    auto const id = SurveyId::parse(*wish->cursor);
    auto const last = id ? find(tx, *id) : std::nullopt;
    if (!last || !last->answered_at) return invalid("cursor", "error.bad_cursor");
    at = last->answered_at->ms;
    before = last->id.value;
  }
  Page<RatingRow> out;
  out.items = tx.list<RatingRow>(sql::ratings, at, before, wish->at_most,
                                 wish->team_id.value_or(TeamId{}), limit + 1);
  if (static_cast<std::int64_t>(out.items.size()) > limit) {
    out.items.pop_back();
    out.next_cursor = out.items.back().id.text();
  }
  if (!call.ctx.actor.may(Permission::CasesReadAll))
    for (auto& row : out.items) row.customer_name = row.comment = {};
  return out;
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes.get<show_survey>("/r/{token}", Permission::Public, "The customer's page: rate us.")
      .absolute()
      .secret();
  routes.post<answer_survey>("/r/{token}", Permission::Public, "Her rating, and a comment.")
      .absolute()
      .secret()
      .raw()
      .max_body(kFormBytes);
  routes.get<read_policy>("/surveys/policy", Permission::Self,
                          "Whether, when and how often customers are asked how content they are.");
  routes.put<put_policy>("/surveys/policy", Permission::SettingsWrite,
                         "Changes how customers are asked.");
  routes.get<list_ratings>("/surveys/ratings", Permission::ReportsRead,
                           "What customers said, the newest first.");
}

}  // namespace vefa::surveys
