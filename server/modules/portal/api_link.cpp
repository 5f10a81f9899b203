#include "modules/portal/api_link.hpp"

#include "modules/cases/her_word.hpp"
#include "modules/cases/links.hpp"
#include "modules/company/company.hpp"
#include "modules/portal/page.hpp"

namespace vefa::portal {

namespace {

struct Linked {
  cases::Case row;
  bool erased = false;
};
std::optional<Linked> linked(http::Call const& call, db::Tx& tx) {
  auto const id = cases::case_of_token(call.param("token"));
  auto row = id ? cases::find_living(tx, *id) : std::nullopt;
  if (!row) return std::nullopt;
  bool const erased = !cases::check_not_erased(tx, *row).ok();
  return Linked{std::move(*row), erased};
}

}  // namespace

std::optional<cases::Case> case_of(http::Call const& call, db::Tx& tx) {
  auto found = linked(call, tx);
  if (!found || found->erased) return std::nullopt;
  return std::move(found->row);
}

http::Response unknown_link(http::Call const& call, db::Tx& tx) {
  auto const found = linked(call, tx);
  bool const erased = found && found->erased;
  auto const notice = erased ? Notice::PersonErased : Notice::UnknownLink;
  auto const language = erased ? found->row.language : call.ctx.language;
  return {erased ? 410 : 404,
          "text/html; charset=utf-8",
          notice_page(notice, language, company::profile(tx).name, ""),
          {{"Cache-Control", "no-store"}}};
}

}  // namespace vefa::portal
