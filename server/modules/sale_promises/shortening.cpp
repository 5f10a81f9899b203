// A sale whose day is put right may end sooner what was promised with it: never in silence.
#include "calendar/calendar.hpp"
#include "i18n/i18n.hpp"
#include "modules/cases/owner_letters.hpp"
#include "modules/company/company.hpp"
#include "modules/sale_promises/queries.hpp"
#include "modules/sale_promises/rules.hpp"
#include "modules/sale_promises/store.hpp"

namespace vefa::sale_promises {
namespace {

/// Whether anything of it could be used, were it not over.
bool is_left(Account const& a) {
  using enum Standing;
  bool const is_hers = a.standing == Open || a.standing == NotBegun || a.standing == Over;
  return a.promise.form == Form::Quantity && (a.reserved > 0 || is_hers);
}

}  // namespace

void tell_shortened(Context const& ctx, db::Tx& tx, units::Sale const& was) {
  auto const today = company::today(ctx, tx);
  for (auto const& a : of_unit(ctx, tx, was.unit_id)) {
    auto const& p = a.promise;
    auto const before = window_of(p, was).last_on;
    bool const is_shorter = p.sale_id == was.id && a.last_on && before && *a.last_on < *before;
    if (!is_shorter || !is_left(a) || *before < today) continue;
    auto const notice = std::min(*before, calendar::plus_days(today, kNoticeDays));
    if (notice > *a.last_on) tx.run(sql::shorten_promise, p.id, notice);
    auto const until = std::max(*a.last_on, notice);
    if (until == *before) continue;
    auto const write = [&](Language language, std::string const& link) -> cases::OwnerLetter {
      Args const args{{"name", name_of(p, language)},
                      {"was", i18n::date_text(language, *before)},
                      {"until", i18n::date_text(language, until)},
                      {"link", link}};
      return {i18n::message(language, "sale_promises.shorter_subject", args),
              i18n::message(language, "sale_promises.shorter_text", args)};
    };
    cases::tell_owner(ctx, tx, holder_of(ctx, tx, p), p.unit_id, cases::Weight::Notice, write);
  }
}

}  // namespace vefa::sale_promises
