// Lines of quotes and invoices. Plain values; money in minor units of the document's one currency.
#pragma once
#include "modules/sale_promises/sale_promises.hpp"

namespace vefa::billing {

using coverage::Component;

/// One line as it is asked for.
struct NewQuoteLine {
  Component component = Component::Labour;
  std::optional<ProductId> part_id;  // of parts
  Text<200, 1> description;
  std::optional<Text<12>> quantity;  // decimal, up to three digits behind the point; none: 1
  Text<20, 1> unit_price;            // decimal, without tax
  std::optional<Text<3>> currency;   // none: the quote's, which it must be
  std::int64_t tax_bp = 0;           // hundredths of a percent: 2000 is 20 %
};
BOOST_DESCRIBE_STRUCT(NewQuoteLine, (),
                      (component, part_id, description, quantity, unit_price, currency, tax_bp))

enum class Because {
  Coverage,  // somebody else pays this share
  Promise,   // it was promised free at the sale
  Remedy,    // it was promised free to make good
  Quoted,    // it would cost more than she was told
  Waiver     // she wishes to pay, by her own word
};
BOOST_DESCRIBE_ENUM(Because, Coverage, Promise, Remedy, Quoted, Waiver)

/// Why a line costs less than its full price, with all that is needed to say it.
struct LineWhy {
  Because because = Because::Coverage;
  std::int64_t minor = 0;  // that she does not pay for this reason
  std::optional<coverage::Source> source;
  std::optional<coverage::Payer> payer;
  std::int64_t percent = 0;
  JsonObject names;                       // of the term or the promise, by language
  std::string rule;                       // of law
  std::optional<CoverageId> coverage_id;  // whose caps it uses
};
BOOST_DESCRIBE_STRUCT(LineWhy, (),
                      (because, minor, source, payer, percent, names, rule, coverage_id))

/// What is stored of each line beside its reasons: full − covered − promised − kept = net; tax is
/// of the net, rounded half up.
struct PricedLine {
  std::int64_t line = 0;  // from 1
  Component component = Component::Labour;
  ProductId part_id;
  std::string description;
  std::int64_t quantity_thousandths = 1000;
  std::int64_t unit_price_minor = 0;
  std::int64_t tax_bp = 0;
  std::int64_t full_minor = 0;
  std::int64_t covered_minor = 0;
  std::int64_t promised_minor = 0;
  std::int64_t kept_minor = 0;
  std::int64_t net_minor = 0;
  std::int64_t tax_minor = 0;
  CoverageDecisionId coverage_decision_id;
  SalePromiseId sale_promise_id;
  WaiverId waiver_id;
};
BOOST_DESCRIBE_STRUCT(PricedLine, (),
                      (line, component, part_id, description, quantity_thousandths,
                       unit_price_minor, tax_bp, full_minor, covered_minor, promised_minor,
                       kept_minor, net_minor, tax_minor, coverage_decision_id, sale_promise_id,
                       waiver_id))

struct Line : PricedLine {
  std::vector<LineWhy> why;
};

}  // namespace vefa::billing
