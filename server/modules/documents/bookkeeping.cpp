#include "modules/documents/bookkeeping.hpp"

#include <algorithm>

#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "law/tell.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/company/company.hpp"
#include "modules/documents/demands.hpp"
#include "modules/documents/settings.hpp"

namespace vefa::documents {
namespace {

constexpr DocumentKind kBooks[] = {DocumentKind::Invoice, DocumentKind::Quote};

/// The pack's document of that name; null for a paper that belongs to no books.
law::Document const* find_law(law::Pack const& pack, DocumentKind kind, LocalDate on) {
  if (std::ranges::find(kBooks, kind) == std::end(kBooks)) return nullptr;
  auto const* document = law::find_document(pack, wire::enum_text(kind), on);
  return document && document->kept ? document : nullptr;
}

std::string words_of(Language language, law::Document const& document) {
  return i18n::message(language, "documents.kept_from_" + wire::enum_text(document.kept_from),
                       {{"amount", law::amount_words(language, *document.kept)}});
}

/// In days from the same start.
bool is_shorter(std::int64_t years, law::Document const& document) {
  constexpr LocalDate kAny{2001, 1, 1};
  return law::plus(kAny, {years, law::Unit::Year}) < law::plus(kAny, *document.kept);
}

}  // namespace

std::vector<BookkeepingLaw> bookkeeping_laws(Context const& ctx, db::Tx& tx) {
  std::vector<BookkeepingLaw> out;
  auto const country = company::profile(tx).country;
  auto const pack = clocks::law_in_use(ctx, tx, country);
  if (!pack) return out;
  for (auto const kind : kBooks) {
    auto const* document = find_law(*pack, kind, company::today(ctx, tx));
    if (!document) continue;
    auto const& from = document->provenance;
    out.push_back({kind, country, words_of(ctx.language, *document), act_of(*pack, from),
                   law::source_words(*pack, from), from.quote, from.confidence});
  }
  return out;
}

std::optional<KeptByLaw> kept_by_law(Context const& ctx, db::Tx& tx, DocumentKind kind,
                                     std::string const& country, LocalDate made_on) {
  if (std::ranges::find(kBooks, kind) == std::end(kBooks)) return std::nullopt;
  auto const pack = clocks::law_in_use(ctx, tx, country);
  auto const* document = pack ? find_law(*pack, kind, made_on) : nullptr;
  if (!document) return std::nullopt;
  return KeptByLaw{law::kept_until(*document, made_on).value(),
                   act_of(*pack, document->provenance)};
}

std::optional<KeptByLaw> kept_by_law(Context const& ctx, db::Tx& tx, Document const& row) {
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  return kept_by_law(ctx, tx, row.kind, row.country, zone.local(row.made_at).date);
}

Result<void> check_years(Context const& ctx, db::Tx& tx, std::int64_t years) {
  auto const pack = clocks::law_in_use(ctx, tx, company::profile(tx).country);
  for (auto const kind : kBooks) {
    auto const* document = pack ? find_law(*pack, kind, company::today(ctx, tx)) : nullptr;
    if (years == 0 || !document || !is_shorter(years, *document)) continue;
    return invalid(
        "bookkeeping_years", "documents.shorter_than_law",
        {{"law", words_of(ctx.language, *document)}, {"act", act_of(*pack, document->provenance)}});
  }
  return {};
}

Letterhead letterhead(Context const& ctx, db::Tx& tx, DocumentKind kind) {
  auto const now = settings(tx);
  auto const today = company::today(ctx, tx);
  auto const law = kept_by_law(ctx, tx, kind, company::profile(tx).country, today);
  auto const own_years = now.bookkeeping_years.value_or(0);
  auto const years = own_years > 0 ? own_years : now.kept_years;
  auto until = law::plus(today, {years, law::Unit::Year});
  // The company's own years begin where the law's do.
  if (law && own_years > 0) {
    auto const pack = clocks::law_in_use(ctx, tx, company::profile(tx).country);
    auto own = *find_law(*pack, kind, today);
    own.kept = law::Amount{years, law::Unit::Year};
    until = law::kept_until(own, today).value();
  }
  if (law) until = std::max(until, law->until_on);
  return {now.station_contacts.value, until, law ? law->act : ""};
}

}  // namespace vefa::documents
