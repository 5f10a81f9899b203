#include "http/api.hpp"
#include "base/embedded.hpp"
#include "base/text.hpp"
#include "http/url.hpp"
#include "modules/cases/links.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/portal/page.hpp"
#include "modules/portal/portal.hpp"

namespace vefa::portal {
namespace {

using http::Call;
using http::Response;

constexpr char const* kHtml = "text/html; charset=utf-8";
constexpr std::size_t kMessages = 200;
constexpr std::size_t kFormBytes = 100 * 1024;
constexpr std::size_t kLongestMessage = 20000;

struct Wish {
  std::optional<std::string> solved;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (solved))

Response page(std::string html, int status = 200) {
  return {status, kHtml, std::move(html), {{"Cache-Control", "no-store"}}};
}

/// The living case of the link in the path; nothing for a link that this server did not make.
std::optional<cases::Case> case_of(Call const& call, db::Tx& tx) {
  auto const id = cases::case_of_token(call.param("token"));
  return id ? cases::find_living(tx, *id) : std::nullopt;
}

Response unknown_link(Call const& call, db::Tx& tx) {
  return page(notice_page(Notice::UnknownLink, call.ctx.language, company::profile(tx).name, ""),
              404);
}

bool is_shown(interactions::Interaction const& m) {
  using interactions::State;
  if (m.direction == interactions::Direction::Internal || trim(m.text).empty()) return false;
  return m.state != State::Queued && m.state != State::Cancelled;
}

Result<Response> show_case(Call const& call, db::Tx& tx, http::Query<Wish> const& wish) {
  auto const row = case_of(call, tx);
  if (!row) return unknown_link(call, tx);
  auto const profile = company::profile(tx);
  Story story{.row = *row, .company_name = profile.name, .zone = profile.zone};
  for (auto& m : interactions::of_case(tx, row->id, {}, kMessages))
    if (is_shown(m)) story.messages.push_back(std::move(m));
  story.promises = promises::of_case(tx, row->id);
  return page(case_page(story, cases::link_token(row->id), wish->solved.value_or("")));
}

std::string value_of(std::vector<std::pair<std::string, std::string>> const& form,
                     std::string_view name) {
  for (auto const& [key, value] : form)
    if (key == name) return normalize(value);
  return {};
}

Result<Notice> take_message(Call const& call, db::Tx& tx, cases::Case const& row,
                            std::string text) {
  if (trim(text).empty()) return Notice::EmptyMessage;
  if (length_of(text) > kLongestMessage)
    return invalid("message", "wire.too_long", {{"limit", std::to_string(kLongestMessage)}});
  auto const customer = customers::find(tx, row.customer_id);
  TRY(cases::receive(call.ctx, tx,
                     {.customer_id = row.customer_id,
                      .case_id = row.id,
                      .channel = interactions::Channel::Portal,
                      .language = row.language,
                      .subject = row.subject,
                      .text = std::move(text),
                      .sender_name = customer ? customer->display_name : ""}));
  return Notice::MessageTaken;
}

Result<Notice> take_word(Call const& call, db::Tx& tx, cases::Case const& row,
                         std::vector<std::pair<std::string, std::string>> const& form) {
  auto const solved = value_of(form, "solved");
  if (solved != "yes" && solved != "no")
    return invalid("solved", "wire.not_one_of", {{"allowed", "yes, no"}});
  cases::Verdict verdict{.solved = solved == "yes"};
  auto const rating = value_of(form, "rating");
  if (rating.size() == 1 && rating[0] >= '1' && rating[0] <= '5') verdict.rating = rating[0] - '0';
  verdict.comment = std::string(prefix_of(value_of(form, "comment"), 5000));
  TRY(cases::take_verdict(call.ctx, tx, row.id, verdict));
  return verdict.solved ? Notice::Solved : Notice::NotSolved;
}

Result<Response> answer_case(Call const& call, db::Tx& tx) {
  auto const row = case_of(call, tx);
  if (!row) return unknown_link(call, tx);
  auto const form = http::parse_query(call.request->body);
  if (!form) return invalid("", "wire.bad_utf8");
  Call hers = call;
  hers.ctx.actor = {.kind = ActorKind::Customer, .id = row->customer_id.value};
  hers.ctx.language = row->language;
  auto const text = value_of(*form, "message");
  bool const is_message = value_of(*form, "solved").empty();
  auto const notice =
      is_message ? TRY(take_message(hers, tx, *row, text)) : TRY(take_word(hers, tx, *row, *form));
  return page(notice_page(notice, row->language, company::profile(tx).name,
                          std::string(call.param("token"))));
}

Result<Response> page_style(Call const&) {
  return Response{
      200, "text/css; charset=utf-8", std::string(embedded_file("server/pages/portal.css")), {}};
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes
      .add(http::Method::Get, http::Kind::Plain, "/c/page.css", Permission::Public, "portal_style",
           page_style, "The style of the customer's pages.")
      .absolute();
  routes.get<show_case>("/c/{token}", Permission::Public, "The customer's own page of her case.")
      .absolute()
      .secret();
  routes
      .post<answer_case>("/c/{token}", Permission::Public,
                         "Her word on whether it is solved, or a further message.")
      .absolute()
      .secret()
      .raw()
      .max_body(kFormBytes);
}

}  // namespace vefa::portal
