// What an actor may do: one word a permission, named on every route line.
#pragma once
#include <bitset>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vefa {

/// The wire name is the enumerator in snake case: `cases_read_all`.
enum class Permission {
  Public,         // no login needed; never stored in a role
  Self,           // any signed-in member of staff: her own session, profile, views
  CasesRead,      // cases of one's own teams, or owned by or shared with oneself
  CasesReadAll,   // every case
  CasesWrite,     // open, answer, promise, solve, hand over what one may read
  CasesBulk,      // change many at once
  CustomersRead,  // a person's file; each read is audited
  CustomersWrite,
  CustomersErase,   // export and erasure on the person's right
  GoodsRead,        // catalogue, units and what covers them
  CatalogueWrite,   // products, parts, what replaces what
  UnitsWrite,       // register, sell, resell, read meters, merge
  CoverageWrite,    // terms of coverage, and goodwill
  RemediesGrant,    // give remedies within one's own limit
  RemediesApprove,  // give above it
  BillsWrite,       // quotes, her word on them, waivers, invoices, payments
  BillsRefund,      // credit an invoice, pay back
  KnowledgeWrite,   // templates, macros, articles
  StandardsWrite,   // standards and working calendars
  StaffRead,
  StaffWrite,         // people, roles, teams
  ChannelsWrite,      // mailboxes and other channels
  QuarantineRead,     // mail that no case took
  IntegrationsWrite,  // API tokens of others, webhooks
  AuditRead,
  ReportsRead,
  SettingsWrite,
  OperationsRead,   // metrics, jobs, delivery failures
  AutomationWrite,  // rules: when, if, then
  ImportsWrite,     // customers and cases out of files
  Count
};
BOOST_DESCRIBE_ENUM(Permission, Public, Self, CasesRead, CasesReadAll, CasesWrite, CasesBulk,
                    CustomersRead, CustomersWrite, CustomersErase, GoodsRead, CatalogueWrite,
                    UnitsWrite, CoverageWrite, RemediesGrant, RemediesApprove, BillsWrite,
                    BillsRefund, KnowledgeWrite, StandardsWrite, StaffRead, StaffWrite,
                    ChannelsWrite, QuarantineRead, IntegrationsWrite, AuditRead, ReportsRead,
                    SettingsWrite, OperationsRead, AutomationWrite, ImportsWrite)

using Permissions = std::bitset<static_cast<std::size_t>(Permission::Count)>;

std::string_view name_of(Permission permission);
std::optional<Permission> parse_permission(std::string_view name);
/// Space-separated names, in the order of the enumeration; the form roles are stored in.
std::string to_text(Permissions const& permissions);
/// Separated by single spaces; unknown names are left out.
Permissions parse_permissions(std::string_view names);
inline bool has(Permissions const& set, Permission p) { return set[static_cast<std::size_t>(p)]; }

}  // namespace vefa
