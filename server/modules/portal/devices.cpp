#include "modules/portal/devices.hpp"

#include "base/text.hpp"
#include "modules/company/company.hpp"
#include "modules/sale_promises/sale_promises.hpp"

namespace vefa::portal {
namespace {

/// What is left of what was promised with it, as her case's page says it.
std::vector<std::string> promised_of(Context const& ctx, db::Tx& tx, UnitId unit,
                                     Language language) {
  using sale_promises::Standing;
  std::vector<std::string> said;
  for (auto const& account : sale_promises::of_unit(ctx, tx, unit))
    if (account.standing == Standing::Open || account.standing == Standing::NotBegun)
      said.push_back(sale_promises::said(account, language));
  return said;
}

/// Hers alone: what was printed for whoever had it before stays there.
std::vector<documents::Document> papers_of(db::Tx& tx, UnitId unit, CustomerId customer) {
  std::vector<documents::Document> out;
  std::set<std::string> numbers;
  for (auto& row : documents::of_unit(tx, unit))
    if (numbers.insert(row.number).second && !row.erased_at && row.customer_id == customer)
      out.push_back(std::move(row));
  return out;
}

class Owned {
 public:
  Owned(Context const& ctx, db::Tx& tx, customers::Customer const& her)
      : ctx_(ctx), tx_(tx), her_(her) {
    for (auto& row : cases::open_of_customer(tx, her.id)) {
      auto const about = cases::unit_of(tx, row.id);
      if (about) open_[about].push_back(std::move(row));
    }
  }

  OwnedDevice of_paper(units::Unit const& unit) {
    OwnedDevice out{.id = unit.id};
    out.device = device_of(ctx_, tx_, unit, her_.id, her_.language);
    if (out.device.title.empty()) out.device.title = unit.serial;
    out.promised = promised_of(ctx_, tx_, unit.id, her_.language);
    return out;
  }
  OwnedDevice whole(units::Unit const& unit) {
    auto out = of_paper(unit);
    out.documents = papers_of(tx_, unit.id, her_.id);
    if (auto const found = open_.find(unit.id); found != open_.end()) out.under_way = found->second;
    return out;
  }

 private:
  Context const& ctx_;
  db::Tx& tx_;
  customers::Customer const& her_;
  std::map<UnitId, std::vector<cases::Case>> open_;
};

}  // namespace

std::optional<Devices> devices_of(Context const& ctx, db::Tx& tx, units::HerLink const& link) {
  auto const her = customers::find(tx, link.customer_id);
  if (!her || her->erased_at) return std::nullopt;
  auto const profile = company::profile(tx);
  Devices out{.language = her->language,
              .company_name = profile.name,
              .zone = profile.zone,
              .token = units::link_token(link),
              .of_paper = static_cast<bool>(link.unit_id)};
  Owned owned(ctx, tx, *her);
  if (link.unit_id) {
    auto const unit = units::find(tx, link.unit_id);
    auto const owner = unit ? units::owner_today(tx, unit->id) : std::nullopt;
    if (!owner || owner->customer_id != her->id) return std::nullopt;
    out.devices.push_back(owned.of_paper(*unit));
    return out;
  }
  for (auto const& unit : units::of_customer(tx, her->id)) {
    if (unit.state == units::UnitState::Scrapped) continue;
    out.has_more = out.devices.size() == kMostDevices;
    if (out.has_more) break;
    out.devices.push_back(owned.whole(unit));
  }
  return out;
}

}  // namespace vefa::portal
