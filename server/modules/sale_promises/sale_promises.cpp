#include "modules/sale_promises/sale_promises.hpp"

#include <map>

#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "modules/cases/owner_letters.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/sale_promises/accounts.hpp"
#include "modules/sale_promises/queries.hpp"
#include "modules/sale_promises/store.hpp"

namespace vefa::sale_promises {
namespace {

struct Counts {
  SalePromiseId sale_promise_id;
  std::int64_t reserved = 0;
  std::int64_t consumed = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (sale_promise_id, reserved, consumed))

/// Whether it is asked how it stands, or for a case that was told on that day: what was ended is
/// still owed to one that was told in time, and a sale that was voided ends nothing by itself.
enum class Asked { AsItStands, ForCase };

bool has_ended(SalePromise const& p, bool sale_is_valid, LocalDate on, Asked asked) {
  bool const is_ended = p.state == PromiseState::Ended;
  bool const went_with_sale = !sale_is_valid && p.origin == Origin::Sale;
  if (asked == Asked::AsItStands) return is_ended || went_with_sale;
  return is_ended && (!p.owed_until_on || on > *p.owed_until_on);
}

Standing standing_of(Account const& a, bool has_ended, CustomerId user, LocalDate on) {
  auto const& p = a.promise;
  if (has_ended) return Standing::Ended;
  bool const another_s = user && p.customer_id && user != p.customer_id;
  if (another_s && !goes_along(p)) return Standing::NotTransferred;
  if (p.form == Form::Dated) return Standing::Open;
  if (a.left == 0) return Standing::UsedUp;
  if (a.from_on && on < *a.from_on) return Standing::NotBegun;
  if (a.last_on && on > *a.last_on) return Standing::Over;
  return Standing::Open;
}

/// Who wants to use it: of what came with the sale the unit's owner is asked; amends are used by
/// whose case it is.
std::vector<Account> accounts(db::Tx& tx, UnitId unit, LocalDate on, Asked asked,
                              CustomerId whose_case = {}) {
  std::map<SalePromiseId, Counts> counts;
  for (auto const& row : tx.list<Counts>(sql::counts_of_unit, unit))
    counts[row.sale_promise_id] = row;
  std::map<SaleId, std::optional<units::Sale>> sales;
  auto const of_unit = units::owner_today(tx, unit);
  auto const owner = of_unit ? of_unit->customer_id : CustomerId{};
  std::vector<Account> out;
  for (auto& promise : promises_of_unit(tx, unit)) {
    auto sale = sales.find(promise.sale_id);
    if (sale == sales.end())
      sale = sales.emplace(promise.sale_id, units::find_sale(tx, promise.sale_id)).first;
    Account a{.promise = std::move(promise), .from_on = {}, .last_on = {}};
    auto const window = window_of(a.promise, sale->second.value_or(units::Sale{}));
    a.from_on = window.from_on;
    a.last_on = window.last_on;
    auto const& used = counts[a.promise.id];
    a.reserved = used.reserved;
    a.consumed = used.consumed;
    a.left = a.promise.quantity - used.reserved - used.consumed;
    bool const valid = sale->second && sale->second->state == units::SaleState::Valid;
    bool const by_case = whose_case && a.promise.origin == Origin::Remedy;
    a.standing =
        standing_of(a, has_ended(a.promise, valid, on, asked), by_case ? whose_case : owner, on);
    out.push_back(std::move(a));
  }
  return out;
}

WhoRests& who_rests() {
  static WhoRests one = nullptr;
  return one;
}

/// What she reads of its end; nothing where she said it herself.
std::string letter_of(Ends how) {
  switch (how) {
    case Ends::ByHerWord:
      return {};
    case Ends::ByStaff:
      return "sale_promises.end_text";
    case Ends::WithSale:
      return "sale_promises.end_with_sale";
    case Ends::AsDouble:
      return "sale_promises.end_double";
  }
  return {};
}

cases::WriteLetter letter(SalePromise const& p, std::string const& key) {
  return [&p, key](Language language, std::string const& link) -> cases::OwnerLetter {
    Args args{{"name", name_of(p, language)}, {"reason", p.reason}, {"link", link}};
    if (p.owed_until_on) args.emplace_back("until", i18n::date_text(language, *p.owed_until_on));
    return {i18n::message(language, "sale_promises.end_subject", args),
            i18n::message(language, key, args)};
  };
}

/// Whether she loses something by its end: it has not been used up, nor is its time over.
bool is_left(Context const& ctx, db::Tx& tx, SalePromise const& p) {
  for (auto const& a :
       accounts(tx, p.unit_id, company::today(ctx, tx), Asked::ForCase, p.customer_id))
    if (a.promise.id == p.id)
      return a.standing == Standing::Open || a.standing == Standing::NotBegun || a.reserved > 0;
  return false;
}

}  // namespace

void install(WhoRests rests) { who_rests() = rests; }

Result<void> check_not_quoted(db::Tx& tx, SalePromiseId id, std::optional<CaseId> on) {
  auto const quote = who_rests() ? who_rests()(tx, id, on) : std::nullopt;
  if (!quote) return {};
  auto const of_case = cases::find_living(tx, quote->case_id);
  return refused("sale_promises.quoted_free",
                 {{"quote", quote->number}, {"number", of_case ? of_case->number : ""}});
}

std::vector<Account> accounts_of_unit(db::Tx& tx, UnitId unit, LocalDate on) {
  return accounts(tx, unit, on, Asked::AsItStands);
}

std::vector<Account> of_unit(Context const& ctx, db::Tx& tx, UnitId unit) {
  return accounts_of_unit(tx, unit, company::today(ctx, tx));
}

std::optional<Account> account(Context const& ctx, db::Tx& tx, SalePromiseId id) {
  auto const promise = find(tx, id);
  if (!promise) return std::nullopt;
  for (auto& one : of_unit(ctx, tx, promise->unit_id))
    if (one.promise.id == id) return std::move(one);
  return std::nullopt;
}

std::string name_of(SalePromise const& promise, Language language) {
  auto const& names = promise.terms.names;
  auto const own = names.find(std::string(tag(language)));
  if (own != names.end()) return own->second.value;
  return names.empty() ? std::string() : names.begin()->second.value;
}

std::string said(Account const& a, Language language) {
  auto const standing = wire::enum_text(a.standing);
  Args args{{"name", name_of(a.promise, language)},
            {"left", std::to_string(a.left)},
            {"quantity", std::to_string(a.promise.quantity)},
            {"until", a.last_on ? i18n::date_text(language, *a.last_on) : std::string()},
            {"from", a.from_on ? i18n::date_text(language, *a.from_on) : std::string()}};
  if (a.promise.form == Form::Dated && a.standing == Standing::Open)
    return i18n::message(language, "sale_promises.said_dated", args);
  if (a.promise.origin == Origin::Remedy && a.standing == Standing::NotTransferred)
    return i18n::message(language, "sale_promises.said_another_s", args);
  return i18n::message(language, "sale_promises.said_" + standing, args);
}

CustomerId holder_of(Context const& ctx, db::Tx& tx, SalePromise const& p) {
  return goes_along(p) || !p.customer_id ? cases::owner_of(ctx, tx, p.unit_id) : p.customer_id;
}

Result<SalePromise> end(Context const& ctx, db::Tx& tx, SalePromiseId id, std::string const& reason,
                        Ends how) {
  auto row = lock(tx, id);
  if (!row) return not_found("sale_promise");
  if (row->form == Form::Dated) return refused("sale_promises.dated_ends_with_its_case");
  if (row->state == PromiseState::Ended)
    return refused("sale_promises.ended_before", {{"who", row->ended_by}});
  if (how == Ends::ByHerWord) TRY(check_not_quoted(tx, id, std::nullopt));
  auto const key = letter_of(how);
  bool is_untold = !key.empty() && is_left(ctx, tx, *row);
  row->state = PromiseState::Ended;
  row->ended_at = ctx.now;
  row->ended_by = actor_name(ctx);
  row->reason = reason;
  if (how == Ends::ByStaff || how == Ends::WithSale)
    row->owed_until_on = calendar::plus_days(company::today(ctx, tx), kNoticeDays);
  for (auto const& held : reserved_for(tx, id)) {
    TRY(release(ctx, tx, id, held.id, reason));
    if (key.empty()) continue;
    cases::tell_on(ctx, tx, held.id, letter(*row, key));
    is_untold = false;
  }
  if (is_untold)
    cases::tell_owner(ctx, tx, holder_of(ctx, tx, *row), row->unit_id, cases::Weight::Notice,
                      letter(*row, key));
  save_end(tx, *row);
  record_event(ctx, tx, "sale_promise.ended", *row, {});
  return *row;
}

namespace {

LocalDate opened_on(db::Tx& tx, cases::Case const& row) {
  return calendar::Zone::find(company::profile(tx).zone).value().local(row.opened_at).date;
}

}  // namespace

std::vector<Account> accounts_for_case(Context const& ctx, db::Tx& tx, cases::Case const& row) {
  return accounts_about(ctx, tx, row, cases::unit_of(tx, row.id));
}

std::vector<Account> accounts_about(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                    UnitId unit) {
  if (!unit) return {};
  // She told of it on that day: what was open then is open to her. What began since is too.
  auto const who = row.customer_id;
  auto out = accounts(tx, unit, opened_on(tx, row), Asked::ForCase, who);
  auto const today = accounts(tx, unit, company::today(ctx, tx), Asked::ForCase, who);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out[i].standing == Standing::NotBegun) out[i] = today[i];
  return out;
}

std::optional<Account> free_by(Context const& ctx, db::Tx& tx, cases::Case const& row, UnitId unit,
                               Component component, std::vector<std::string> const& part_groups) {
  std::optional<Account> found;
  for (auto& a : accounts_about(ctx, tx, row, unit)) {
    if (!covers(a.promise.terms, component, part_groups)) continue;
    if (hold_of(tx, a.promise.id, row.id) != Hold::None) return std::move(a);
    if (a.standing != Standing::Open || !is_for(a.promise.terms, row.kind)) continue;
    bool const sooner = !found || (a.last_on && (!found->last_on || *a.last_on < *found->last_on));
    if (sooner) found = std::move(a);
  }
  return found;
}

}  // namespace vefa::sale_promises
