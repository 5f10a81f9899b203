#include <fmt/format.h>

#include "base/html.hpp"
#include "base/text.hpp"
#include "i18n/i18n.hpp"
#include "modules/cases/cases.hpp"
#include "modules/portal/device.hpp"

namespace vefa::portal {
namespace {

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return escaped_html(i18n::message(language, "portal." + key, args));
}

std::vector<catalogue::Manual> readable(std::vector<catalogue::Manual> all, Language language) {
  auto const is_hers = [&](auto const& manual) { return manual.language == language; };
  if (std::any_of(all.begin(), all.end(), is_hers)) std::erase_if(all, std::not_fn(is_hers));
  return all;
}

/// Its name in her language, its serial, its day of sale: a line each.
std::vector<std::string> lines_of(Device const& device, Language language) {
  std::vector<std::string> lines;
  if (!device.kind.empty() && device.kind != device.title)
    lines.push_back(fmt::format("<bdi>{}</bdi>", escaped_html(device.kind)));
  if (!device.serial.empty())
    lines.push_back(fmt::format("{} <bdi dir=\"ltr\">{}</bdi>", say(language, "device_serial"),
                                escaped_html(device.serial)));
  if (device.bought_on)
    lines.push_back(
        say(language, "device_bought", {{"day", i18n::date_text(language, *device.bought_on)}}));
  return lines;
}

bool rests_on(Device const& device, coverage::Flag flag) {
  return std::find(device.flags.begin(), device.flags.end(), flag) != device.flags.end();
}

/// What she can do so that it is certain.
std::string wishes(Device const& device, Language language) {
  std::string out;
  if (rests_on(device, coverage::Flag::StartUnknown))
    out += fmt::format("<p>{}</p>\n", say(language, "device_when_bought"));
  if (rests_on(device, coverage::Flag::ProofMissing))
    out += fmt::format("<p>{}</p>\n", say(language, "device_proof"));
  return out;
}

std::string manual_list(Device const& device, Language language) {
  std::string items;
  for (auto const& manual : device.manuals)
    items += fmt::format("<li><a href=\"{}\" rel=\"noreferrer\"><bdi>{}</bdi></a></li>\n",
                         escaped_html(manual.url), escaped_html(manual.title));
  if (items.empty()) return items;
  return fmt::format("<p>{}</p>\n<ul class=\"files\">\n{}</ul>\n", say(language, "device_manuals"),
                     items);
}

/// Her own purchase, whoever had it before.
std::optional<LocalDate> bought_on(db::Tx& tx, UnitId unit, CustomerId customer) {
  std::optional<LocalDate> day;
  for (auto const& sale : units::sales(tx, unit))
    if (sale.state == units::SaleState::Valid && sale.customer_id == customer) day = sale.sold_on;
  return day;
}

}  // namespace

Device device_of(Context const& ctx, db::Tx& tx, units::Unit const& unit, CustomerId customer,
                 Language language) {
  Device device{.title = unit.description, .serial = unit.serial};
  if (auto const product = catalogue::find(tx, unit.product_id)) {
    device.title = catalogue::title_of(tx, *product);
    device.kind = catalogue::name_of(*product, language);
    if (device.kind == product->model) device.kind.clear();
    device.manuals = readable(catalogue::manuals(tx, product->id), language);
  }
  auto const owner = units::owner_today(tx, unit.id);
  if (owner && owner->customer_id == customer) device.bought_on = bought_on(tx, unit.id, customer);
  if (auto const found = coverage::ask(ctx, tx, unit.id, {}); found.ok()) {
    device.free = coverage::free_of(*found);
    device.flags = found->entitlement.flags;
  }
  return device;
}

std::optional<Device> device_of(Context const& ctx, db::Tx& tx, cases::Case const& row) {
  auto const named = cases::unit_of(tx, row.id);
  auto const unit = named ? units::find(tx, named) : std::nullopt;
  if (!unit) return std::nullopt;
  return device_of(ctx, tx, *unit, row.customer_id, row.language);
}

std::string device_lines(Device const& device, Language language) {
  auto const lines = lines_of(device, language);
  return lines.empty() ? "" : "<p>" + join(lines, "<br>\n") + "</p>\n";
}

std::string device_covered(Device const& device, Language language) {
  std::string items;
  for (auto const& sentence : coverage::said_to_her(device.free, language))
    items += fmt::format("<li{}>{}</li>\n", device.free.empty() ? "" : " class=\"kept\"",
                         escaped_html(sentence));
  return fmt::format("<ul class=\"promises\">\n{}</ul>\n{}", items, wishes(device, language));
}

std::string device_manuals(Device const& device, Language language) {
  return manual_list(device, language);
}

std::string device_section(Device const& device, Language language) {
  auto lines = lines_of(device, language);
  lines.insert(lines.begin(),
               fmt::format("<strong><bdi>{}</bdi></strong>", escaped_html(device.title)));
  return fmt::format("<section>\n<h2>{}</h2>\n<p>{}</p>\n{}{}</section>\n", say(language, "device"),
                     join(lines, "<br>\n"), device_covered(device, language),
                     device_manuals(device, language));
}

}  // namespace vefa::portal
