// Whoever holds a device registers it herself, by the code on its box or its plate.
#include "base/text.hpp"
#include "http/api.hpp"
#include "http/rate_limit.hpp"
#include "i18n/i18n.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/portal/api_files.hpp"
#include "modules/portal/registration.hpp"

namespace vefa::portal {
namespace {

using http::Call;
using http::Response;

constexpr std::size_t kMostMegabytes = 25;
constexpr std::size_t kMostBytes = kMostMegabytes * 1024 * 1024;
constexpr std::size_t kFormBytes = kMostBytes + 64UL * 1024;
/// The code stands on every box, so what keeps others out of a case's page is not there: a family
/// or a shop registers at once what it bought, and goes on once in two minutes.
constexpr double kBurst = 20;
constexpr double kPerSecond = 1.0 / 120;

Response page(std::string html, int status = 200) {
  return {status, "text/html; charset=utf-8", std::move(html), {{"Cache-Control", "no-store"}}};
}

Response unknown(Call const& call, db::Tx& tx) {
  return page(unknown_code_page(call.ctx.language, company::profile(tx).name), 404);
}

std::string named(db::Tx& tx, catalogue::Product const& product, Language language) {
  auto const title = catalogue::title_of(tx, product);
  auto const name = catalogue::name_of(product, language);
  return name.empty() || title.find(name) != std::string::npos ? title : title + " · " + name;
}

/// What the link in the path is of; nothing for one that this server did not make.
std::optional<Goods> goods_of(Call const& call, db::Tx& tx) {
  auto const token = call.param("token");
  Goods goods;
  if (auto const id = units::unit_of_token(token)) {
    auto const unit = units::find(tx, *id);
    if (!unit) return std::nullopt;
    goods.unit_id = unit->id;
    goods.serial = unit->serial;
    auto const product = catalogue::find(tx, unit->product_id);
    goods.device = product                     ? named(tx, *product, call.ctx.language)
                   : unit->description.empty() ? unit->serial
                                               : unit->description;
    return goods;
  }
  auto const id = units::product_of_token(token);
  auto const product = id ? catalogue::find(tx, *id) : std::nullopt;
  if (!product) return std::nullopt;
  goods.product_id = product->id;
  goods.device = named(tx, *product, call.ctx.language);
  return goods;
}

RegistrationForm form_of(Call const& call, db::Tx& tx, Goods const& goods) {
  return {.language = call.ctx.language,
          .company_name = company::profile(tx).name,
          .token = std::string(call.param("token")),
          .device = goods.device,
          .serial = goods.serial,
          .asks_serial = static_cast<bool>(goods.product_id),
          .today = to_text(company::today(call.ctx, tx))};
}

Result<Response> show_registration(Call const& call, db::Tx& tx) {
  auto const goods = goods_of(call, tx);
  if (!goods) return unknown(call, tx);
  return page(registration_page(form_of(call, tx, *goods)));
}

int wait_of(Call const& call) {
  static http::RateLimit limit(kPerSecond, kBurst);
  http::RateLimit::Moment const now{std::chrono::milliseconds(call.ctx.now.ms)};
  return limit.take(call.request->remote_address + " " + std::string(call.param("token")), now);
}

std::vector<interactions::NewAttachment> files_named(std::vector<http::FormPart> const& form,
                                                     std::string_view name) {
  std::vector<http::FormPart> of_it;
  for (auto const& part : form)
    if (part.name == name) of_it.push_back(part);
  return files_of(of_it);
}

Result<Response> take_registration(Call const& call, db::Tx& tx) {
  auto const goods = goods_of(call, tx);
  if (!goods) return unknown(call, tx);
  auto shown = form_of(call, tx, *goods);
  auto const again = [&](int status) { return page(registration_page(shown), status); };
  auto const form = http::parse_form(call.request->header("content-type"), call.request->body);
  if (!form) {
    shown.wrong[""] = i18n::message(shown.language, "portal.broken_form");
    return again(422);
  }
  auto const value = [&](char const* name) { return trim(normalize(http::text_of(*form, name))); };
  shown.told = {.serial = goods->product_id ? value("serial") : "",
                .sold_on = value("sold_on"),
                .seller = value("seller"),
                .name = value("name"),
                .contact = value("contact")};
  Files files{files_named(*form, "receipt"), files_named(*form, "plate")};
  if (files.bytes() > kMostBytes)
    shown.wrong["receipt"] = i18n::message(shown.language, "portal.too_large");
  check(shown);
  if (!shown.wrong.empty()) return again(422);
  if (auto const seconds = wait_of(call); seconds > 0) {
    shown.wrong[""] = i18n::message(shown.language, "portal.register_too_many",
                                    {{"minutes", std::to_string((seconds + 59) / 60)}});
    return again(429);
  }
  // What was written for a registration that is refused in the end is not left behind.
  RegistrationDone done{.form = shown};
  std::optional<Error> refusal;
  bool const went = tx.attempt([&] {
    auto const taken = register_hers(call.ctx, tx, *goods, files, done);
    if (taken.ok()) return;
    refusal = taken.error();
    throw db::Undo{};
  });
  if (refusal) put_wrong(shown, *refusal);
  if (!went && !refusal) shown.wrong[""] = i18n::message(shown.language, "error.constraint");
  if (!went) return again(422);
  return page(registered_page(done));
}

}  // namespace

void add_registration_routes(http::Routes& routes) {
  std::string const link = "/g/{token}";
  routes
      .get<show_registration>(link, Permission::Public,
                              "The page by which whoever holds a device registers it.")
      .absolute()
      .secret();
  routes
      .post<take_registration>(link, Permission::Public,
                               "Registers a device: its serial, its day of sale, a photo, whose.")
      .absolute()
      .secret()
      .raw()
      .max_body(kFormBytes);
}

}  // namespace vefa::portal
