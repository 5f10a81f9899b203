#include "modules/surveys/surveys.hpp"

#include "db/settings.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/company/company.hpp"
#include "modules/staff/staff.hpp"
#include "modules/surveys/links.hpp"
#include "modules/surveys/queries.hpp"
#include "modules/surveys/rules.hpp"
#include "modules/surveys/steps.hpp"

namespace vefa::surveys {
namespace {

constexpr char const* kSetting = "surveys";

/// A described value as free JSON.
template <class T>
JsonObject as_object(T const& value) {
  return boost::json::parse(to_json_text(value)).as_object();
}

struct Bound {
  char const* field;
  std::int64_t SurveyPolicy::*value;
  std::int64_t least;
  std::int64_t most;
};
constexpr Bound kBounds[] = {{"after_days", &SurveyPolicy::after_days, 0, 60},
                             {"at_most_every_days", &SurveyPolicy::at_most_every_days, 0, 730},
                             {"low_at_most", &SurveyPolicy::low_at_most, 1, 3}};

Result<void> check(db::Tx& tx, SurveyPolicy const& wanted) {
  for (auto const& b : kBounds)
    if (wanted.*b.value < b.least || wanted.*b.value > b.most)
      return invalid(b.field, "wire.out_of_range",
                     {{"min", std::to_string(b.least)}, {"max", std::to_string(b.most)}});
  if (wanted.enabled && company::profile(tx).public_url.empty())
    return invalid("enabled", "surveys.no_public_url");
  if (!wanted.called_by) return {};
  auto const person = staff::find(tx, *wanted.called_by);
  if (!person || person->state != staff::PersonState::Active)
    return invalid("called_by", "surveys.not_a_colleague");
  return {};
}

/// "4 – content: https://…": one line a rating, the best first.
std::string choices(db::Tx& tx, Language language, SurveyId id) {
  auto const url = company::profile(tx).public_url;
  std::string out;
  for (auto rating = kScale; rating >= 1; --rating) {
    if (!out.empty()) out += "\n";
    out += std::to_string(rating) + " – " + rating_words(language, rating) + ": " +
           link_of(url, id, rating);
  }
  return out;
}

}  // namespace

std::string rating_words(Language language, std::int64_t rating) {
  return i18n::message(language, "surveys.rating_" + std::to_string(rating));
}

void record(Context const& ctx, db::Tx& tx, std::string kind, cases::Case const& row,
            JsonObject payload) {
  payload["number"] = row.number;
  jobs::record(ctx, tx,
               {.kind = std::move(kind),
                .case_id = row.id.value,
                .customer_id = row.customer_id.value,
                .team_id = row.team_id.value,
                .payload = std::move(payload)});
}

SurveyPolicy policy(db::Tx& tx) {
  return db::get_setting_as<SurveyPolicy>(tx, kSetting).value_or(SurveyPolicy{});
}

Result<SurveyPolicy> change_policy(Context const& ctx, db::Tx& tx, SurveyPolicy wanted) {
  auto const before = policy(tx);
  if (wanted.version != before.version) return stale(before.version);
  TRY(check(tx, wanted));
  ++wanted.version;
  db::put_setting(tx, kSetting, as_object(wanted));
  jobs::record(ctx, tx,
               {.kind = "surveys.policy_changed", .payload = {{"enabled", wanted.enabled}}});
  return wanted;
}

std::optional<Survey> find(db::Tx& tx, SurveyId id) {
  return tx.find<Survey>(sql::find_survey, id);
}

SurveyId ask(Context const& ctx, db::Tx& tx, CaseId id) {
  auto const row = cases::lock(tx, id);
  if (!row) return {};
  auto const last = tx.scalar<Instant>(sql::last_asked, row->customer_id);
  if (!is_to_be_asked(policy(tx), *row, last, ctx.now)) return {};
  if (does_not_wish(customers::consents(tx, row->customer_id))) return {};
  Survey survey{.id = ctx.new_id<SurveyId>(), .case_id = row->id};
  survey.customer_id = row->customer_id;
  survey.asked_at = ctx.now;
  survey.interaction_id = cases::send_letter(
      ctx, tx, *row, interactions::Purpose::FollowUp, courtesy::TemplateKind::SurveyQuestion,
      std::nullopt, {{"rating_links", choices(tx, row->language, survey.id)}});
  if (!survey.interaction_id) return {};  // she has no address
  tx.insert(sql::insert_survey, survey);
  record(ctx, tx, "survey.asked", *row, {{"survey_id", survey.id.text()}});
  return survey.id;
}

std::optional<Instant> make_good(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                 std::int64_t rating) {
  auto const p = policy(tx);
  if (!is_low(p, rating)) return std::nullopt;
  auto const caller = p.called_by ? staff::find(tx, *p.called_by) : std::nullopt;
  bool const is_there = caller && caller->state == staff::PersonState::Active;
  auto const call = cases::call_back(
      ctx, tx, row.id, is_there ? caller->id : StaffId{},
      i18n::message(is_there ? caller->language : row.language, "surveys.call_what",
                    {{"rating", std::to_string(rating)}, {"scale", std::to_string(kScale)}}));
  if (!call.ok()) throw std::runtime_error(call.error().key);  // tried again, in sight
  if (call->made_at != ctx.now) return call->due_at;           // was promised before
  auto const now = cases::find(tx, call->case_id).value();
  cases::send_letter(ctx, tx, now, interactions::Purpose::Apology,
                     courtesy::TemplateKind::SurveyApology, call->due_at);
  if (is_there)
    cases::ask(ctx, tx, now, caller->id, caller->language,
               i18n::message(caller->language, "surveys.please_call",
                             {{"number", now.number},
                              {"rating", std::to_string(rating)},
                              {"scale", std::to_string(kScale)}}));
  return call->due_at;
}

namespace {

InteractionId keep_comment(Context const& ctx, db::Tx& tx, cases::Case const& row,
                           std::string const& comment) {
  if (comment.empty()) return {};
  interactions::Interaction said{.case_id = row.id};
  said.channel = interactions::Channel::Portal;
  said.purpose = interactions::Purpose::Verdict;
  said.author_kind = "customer";
  said.author_id = row.customer_id.value;
  said.at = ctx.now;
  said.text = comment;
  said.language = row.language;
  return interactions::add(ctx, tx, std::move(said), {});
}

}  // namespace

Result<std::optional<Instant>> answer(Context const& ctx, db::Tx& tx, SurveyId id,
                                      Rating const& said) {
  if (said.rating < 1 || said.rating > kScale)
    return invalid("rating", "wire.out_of_range", {{"min", "1"}, {"max", std::to_string(kScale)}});
  auto survey = find(tx, id);
  auto const living = survey ? cases::find_living(tx, survey->case_id) : std::nullopt;
  if (!living) return not_found("survey");
  auto const row = cases::lock(tx, living->id).value();
  TRY(cases::check_not_erased(tx, row));
  survey = find(tx, id);  // as it is now that nobody else answers it
  if (ctx.now - survey->asked_at > kOpenFor) return refused("surveys.over");
  if (survey->rating != said.rating || !said.comment.empty()) {
    auto const comment = keep_comment(ctx, tx, row, said.comment);
    tx.run(sql::insert_answer, ctx.new_id<SurveyAnswerId>(), id, said.rating, comment, ctx.now);
    tx.run(sql::rate, id, said.rating, ctx.now);
    record(ctx, tx, "survey.answered", row,
           {{"survey_id", id.text()},
            {"rating", said.rating},
            {"scale", kScale},
            {"via", "mail"},
            {"interaction_id", comment ? boost::json::value(comment.text()) : nullptr}});
  }
  return make_good(ctx, tx, row, said.rating);
}

customers::ExportPart export_part(Context const&, db::Tx& tx, CustomerId id) {
  boost::json::array all;
  for (auto const& s : tx.list<Survey>(sql::surveys_of_customer, id)) all.push_back(as_object(s));
  return {"surveys", {{"surveys", std::move(all)}}};
}

}  // namespace vefa::surveys
