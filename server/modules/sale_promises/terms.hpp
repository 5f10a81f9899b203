// What may be promised with a sale. Plain values.
#pragma once
#include <optional>
#include <vector>

#include "modules/cases/cases.hpp"
#include "modules/coverage/coverage.hpp"

namespace vefa::sale_promises {

/// So many of something within a time ("two free maintenances in three years"), or one thing by an
/// instant ("delivered on Friday before noon").
enum class Form { Quantity, Dated };
BOOST_DESCRIBE_ENUM(Form, Quantity, Dated)
enum class Begins {
  Sale,
  Delivery,       // else the sale
  Commissioning,  // else the delivery
  Given           // `from_on`
};
BOOST_DESCRIBE_ENUM(Begins, Sale, Delivery, Commissioning, Given)
using coverage::Component;

/// One promise, as a template says it or a shop system tells it.
struct SalePromiseTerms {
  Form form = Form::Quantity;
  coverage::Names names;  // the words in which it was given

  // Of a quantity.
  std::optional<std::int64_t> quantity;                // 1 to 1,000
  std::optional<Begins> begins;                        // none: with the sale
  std::optional<std::int64_t> months;                  // calendar months; the last day counts
  std::optional<LocalDate> from_on;                    // where it begins on a given day
  std::optional<LocalDate> last_on;                    // where the end is given too
  std::optional<List<cases::CaseKind, 8>> case_kinds;  // none: cases of every kind
  std::optional<List<Component, 5>> components;        // none: all that it costs
  std::optional<List<Text<60, 1>, 100>> part_groups;   // codes, of parts; none: all parts
  std::optional<bool> transferable;                    // to the next owner; none: yes

  // Of what is dated.
  std::optional<promises::PromiseKind> kind;  // deliver_by, arrive_within, repair_by, replace_by
  std::optional<cases::CaseKind> case_kind;   // of the case that it opens; none: an order
  std::optional<std::int64_t> within_days;    // of a template: days after the sale
  std::optional<Text<5>> before;              // "12:00", where the company is; none: the day's end
  std::optional<Instant> due_at;              // as told by the shop
};
BOOST_DESCRIBE_STRUCT(SalePromiseTerms, (),
                      (form, names, quantity, begins, months, from_on, last_on, case_kinds,
                       components, part_groups, transferable, kind, case_kind, within_days, before,
                       due_at))

/// What of it is left, and when.
enum class Standing {
  Open,
  NotBegun,
  Over,  // its time
  UsedUp,
  Ended,           // by a person, or with the sale
  NotTransferred,  // the unit is another's, and it was for the buyer alone
};
BOOST_DESCRIBE_ENUM(Standing, Open, NotBegun, Over, UsedUp, Ended, NotTransferred)

}  // namespace vefa::sale_promises
