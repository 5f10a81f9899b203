// The kinds of rows that have names on the wire, and their prefixes: one list, so that none is
// given twice.
#pragma once
#include "base/id.hpp"
#include "db/blob_id.hpp"

namespace vefa {

#define VEFA_ID(Name, prefix)                           \
  struct Name##Tag {                                    \
    static constexpr std::string_view kPrefix = prefix; \
  };                                                    \
  using Name##Id = Id<Name##Tag>;

VEFA_ID(Staff, "stf")
VEFA_ID(Role, "rol")
VEFA_ID(Team, "tea")
VEFA_ID(Session, "ses")
VEFA_ID(ApiToken, "tok")
VEFA_ID(Customer, "cus")
VEFA_ID(ContactPoint, "con")
VEFA_ID(Consent, "cst")
VEFA_ID(Preference, "prf")
VEFA_ID(SpecialDay, "day")
VEFA_ID(Relation, "rel")
VEFA_ID(Merge, "mrg")
VEFA_ID(Hold, "hld")
VEFA_ID(WorkCalendar, "cal")
VEFA_ID(Standard, "std")
VEFA_ID(Promise, "pro")
VEFA_ID(Case, "cas")
VEFA_ID(Interaction, "int")
VEFA_ID(Attachment, "att")
VEFA_ID(Note, "not")
VEFA_ID(Template, "tpl")
VEFA_ID(Macro, "mac")
VEFA_ID(Tag, "tag")
VEFA_ID(CustomField, "fld")
VEFA_ID(View, "viw")
VEFA_ID(Recovery, "rec")
VEFA_ID(Remedy, "rem")
VEFA_ID(Mailbox, "mbx")
VEFA_ID(RawMessage, "raw")
VEFA_ID(MailOut, "out")
VEFA_ID(Webhook, "whk")
VEFA_ID(Delivery, "dlv")
VEFA_ID(Rule, "rul")
VEFA_ID(RuleRun, "run")
VEFA_ID(Import, "imp")
VEFA_ID(Manufacturer, "mfr")
VEFA_ID(ProductGroup, "pgr")
VEFA_ID(Product, "prd")
VEFA_ID(Manual, "mnl")
VEFA_ID(Succession, "suc")
VEFA_ID(Unit, "unt")
VEFA_ID(Ownership, "own")
VEFA_ID(UnitPlace, "plc")
VEFA_ID(Reading, "rdg")
VEFA_ID(Sale, "sal")
VEFA_ID(Claim, "clm")
VEFA_ID(CoverageTemplate, "cvt")
VEFA_ID(Coverage, "cov")
VEFA_ID(CoverageDecision, "dec")
VEFA_ID(RepairTime, "rpt")
VEFA_ID(CoverageUse, "cvu")
VEFA_ID(SalePromiseTemplate, "spt")
VEFA_ID(SalePromise, "spr")
VEFA_ID(Quote, "quo")
VEFA_ID(QuoteAnswer, "qan")
VEFA_ID(Invoice, "inv")
VEFA_ID(CreditNote, "crn")
VEFA_ID(Payment, "pay")
VEFA_ID(Waiver, "wvr")

#undef VEFA_ID

}  // namespace vefa
