#include "modules/billing/rules.hpp"

#include <charconv>

namespace vefa::billing {
namespace {

constexpr std::int64_t kThousand = 1000;
constexpr std::int64_t kMostQuantity = 1'000'000 * kThousand;
constexpr std::int64_t kWholeBp = 10000;

std::int64_t scaled(std::int64_t minor, std::int64_t numerator, std::int64_t denominator) {
  return scale(Money{minor, {}}, numerator, denominator, Rounding::HalfUp).minor;
}

}  // namespace

std::optional<std::int64_t> parse_quantity(std::string_view text) {
  auto const point = text.find('.');
  std::string digits(text.substr(0, point));
  std::string behind(point == text.npos ? std::string_view() : text.substr(point + 1));
  bool const odd = digits.empty() || behind.size() > 3 || (point != text.npos && behind.empty());
  if (odd) return std::nullopt;
  behind.resize(3, '0');
  digits += behind;
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (value < 1 || value > kMostQuantity) return std::nullopt;
  return value;
}

std::string quantity_text(std::int64_t thousandths) {
  std::string text = std::to_string(thousandths / kThousand);
  std::string behind = std::to_string(kThousand + thousandths % kThousand).substr(1);
  while (!behind.empty() && behind.back() == '0') behind.pop_back();
  return behind.empty() ? text : text + "." + behind;
}

Result<Line> read(NewQuoteLine const& input, Currency currency) {
  Line line;
  line.component = input.component;
  line.part_id = input.part_id.value_or(ProductId{});
  line.description = input.description.value;
  if (input.currency && !input.currency->empty() && input.currency->value != currency.text())
    return invalid("currency", "billing.mixed_currency",
                   {{"currency", std::string(currency.text())}});
  if (input.part_id && input.component != Component::Parts)
    return invalid("part_id", "billing.part_without_parts");
  if (input.quantity && !input.quantity->empty()) {
    auto const quantity = parse_quantity(input.quantity->value);
    if (!quantity) return invalid("quantity", "billing.bad_quantity");
    line.quantity_thousandths = *quantity;
  }
  auto const price = parse_money(input.unit_price.value, currency);
  if (!price || price->minor < 0) return invalid("unit_price", "billing.bad_price");
  if (input.tax_bp < 0 || input.tax_bp > kWholeBp) return invalid("tax_bp", "billing.bad_tax");
  line.unit_price_minor = price->minor;
  line.tax_bp = input.tax_bp;
  if (price->minor > kMostMinor * kThousand / line.quantity_thousandths)
    return invalid("unit_price", "billing.amount_too_large");
  line.full_minor = scaled(price->minor, line.quantity_thousandths, kThousand);
  settle(line);
  return line;
}

std::vector<std::int64_t> split(std::int64_t full_minor, std::vector<Share> const& shares) {
  std::vector<std::int64_t> out;
  std::int64_t percent_so_far = 0;
  std::int64_t rounded_so_far = 0;
  for (auto const& share : shares) {
    percent_so_far = std::min<std::int64_t>(100, percent_so_far + share.percent);
    auto const until_here = scaled(full_minor, percent_so_far, 100);
    auto pays = until_here - rounded_so_far;
    rounded_so_far = until_here;
    if (share.limit_minor) pays = std::min(pays, std::max<std::int64_t>(0, *share.limit_minor));
    out.push_back(pays);
  }
  return out;
}

void settle(Line& line) {
  line.net_minor = line.full_minor - line.covered_minor - line.promised_minor - line.kept_minor;
  line.tax_minor = scaled(line.net_minor, line.tax_bp, kWholeBp);
}

Line bare(Line const& ruled) {
  Line line = ruled;
  line.covered_minor = line.promised_minor = line.kept_minor = 0;
  line.coverage_decision_id = {};
  line.sale_promise_id = {};
  line.waiver_id = {};
  line.why.clear();
  settle(line);
  return line;
}

std::int64_t units_of(Line const& line) {
  auto const units = line.quantity_thousandths / kThousand;
  bool const whole = line.quantity_thousandths % kThousand == 0;
  return whole && units > 1 && units <= kMostUnits && line.net_minor > 0 ? units : 0;
}

Line part_of(Line const& line, std::int64_t units) {
  auto const all = line.quantity_thousandths / kThousand;
  if (units >= all) return line;
  Line part = line;
  part.quantity_thousandths = units * kThousand;
  part.full_minor = scaled(line.unit_price_minor, units, 1);
  auto const net = scaled(line.net_minor, units, all);
  part.covered_minor = part.full_minor - part.promised_minor - part.kept_minor - net;
  for (auto& why : part.why) why.minor = scaled(why.minor, units, all);
  settle(part);
  return part;
}

void cap(Line& line, std::int64_t quoted_net_minor) {
  if (line.net_minor <= quoted_net_minor) return;
  line.kept_minor += line.net_minor - quoted_net_minor;
  line.why.push_back({.because = Because::Quoted,
                      .minor = line.net_minor - quoted_net_minor,
                      .source = {},
                      .payer = {},
                      .names = {},
                      .rule = {}});
  settle(line);
}

Totals sum(std::vector<Line> const& lines) {
  Totals totals;
  for (auto const& line : lines) {
    totals.full_minor += line.full_minor;
    totals.net_minor += line.net_minor;
    totals.tax_minor += line.tax_minor;
  }
  totals.gross_minor = totals.net_minor + totals.tax_minor;
  return totals;
}

}  // namespace vefa::billing
