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

std::string about(Device const& device, Language language) {
  std::string out = fmt::format("<p><strong><bdi>{}</bdi></strong>", escaped_html(device.title));
  if (!device.kind.empty() && device.kind != device.title)
    out += fmt::format(" · <bdi>{}</bdi>", escaped_html(device.kind));
  if (!device.serial.empty())
    out += fmt::format("<br>\n{} <bdi dir=\"ltr\">{}</bdi>", say(language, "device_serial"),
                       escaped_html(device.serial));
  if (device.bought_on)
    out += "<br>\n" +
           say(language, "device_bought", {{"day", i18n::date_text(language, *device.bought_on)}});
  return out + "</p>\n";
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

}  // namespace

std::optional<Device> device_of(Context const& ctx, db::Tx& tx, cases::Case const& row) {
  auto const named = cases::unit_of(tx, row.id);
  auto const unit = named ? units::find(tx, named) : std::nullopt;
  if (!unit) return std::nullopt;
  Device device{.title = unit->description, .serial = unit->serial};
  if (auto const product = catalogue::find(tx, unit->product_id)) {
    device.title = catalogue::title_of(tx, *product);
    device.kind = catalogue::name_of(*product, row.language);
    if (device.kind == product->model) device.kind.clear();
    device.manuals = readable(catalogue::manuals(tx, product->id), row.language);
  }
  auto const owner = units::owner_today(tx, unit->id);
  auto const sale = units::first_sale(tx, unit->id);
  bool const is_hers = owner && owner->customer_id == row.customer_id;
  if (is_hers && sale && sale->customer_id == row.customer_id) device.bought_on = sale->sold_on;
  if (auto const found = coverage::ask(ctx, tx, unit->id, {}); found.ok()) {
    device.free = coverage::free_of(*found);
    device.flags = found->entitlement.flags;
  }
  return device;
}

std::string device_section(Device const& device, Language language) {
  std::string items;
  for (auto const& sentence : coverage::said_to_her(device.free, language))
    items += fmt::format("<li{}>{}</li>\n", device.free.empty() ? "" : " class=\"kept\"",
                         escaped_html(sentence));
  return fmt::format("<section>\n<h2>{}</h2>\n{}<ul class=\"promises\">\n{}</ul>\n{}{}</section>\n",
                     say(language, "device"), about(device, language), items,
                     wishes(device, language), manual_list(device, language));
}

}  // namespace vefa::portal
