// Templates, and rows as they are stored.
#pragma once
#include "modules/sale_promises/rules.hpp"
#include "modules/sale_promises/sale_promises.hpp"

namespace vefa::sale_promises {

enum class TemplateState { Active, Retired };
BOOST_DESCRIBE_ENUM(TemplateState, Active, Retired)

struct SalePromiseTemplate {
  SalePromiseTemplateId id;
  std::int64_t version = 1;
  TemplateState state = TemplateState::Active;
  bool automatic = false;
  JsonObject names;
  coverage::Applies applies;
  std::vector<SalePromiseTerms> promises;
  Instant updated_at;
  std::string updated_by;
};
BOOST_DESCRIBE_STRUCT(SalePromiseTemplate, (),
                      (id, version, state, automatic, names, applies, promises, updated_at,
                       updated_by))

struct NewSalePromiseTemplate {
  std::optional<std::int64_t> version;  // of the one that is replaced
  coverage::Names names;
  List<SalePromiseTerms, 20> promises;
  std::optional<bool> automatic;
  std::optional<coverage::Applies> applies;
};
BOOST_DESCRIBE_STRUCT(NewSalePromiseTemplate, (), (version, names, promises, automatic, applies))

std::vector<SalePromiseTemplate> templates(db::Tx& tx);
std::vector<SalePromiseTemplate> automatic_templates(db::Tx& tx);
std::optional<SalePromiseTemplate> find_template(db::Tx& tx, SalePromiseTemplateId id);
/// Errors: sale_promises.no_promises; those of `check`, each with its promise.
Result<SalePromiseTemplate> add_template(Context const& ctx, db::Tx& tx,
                                         NewSalePromiseTemplate const& input);
/// A new version; what was recorded under older ones stays as it was. Errors: not_found; stale.
Result<SalePromiseTemplate> change_template(Context const& ctx, db::Tx& tx,
                                            SalePromiseTemplateId id,
                                            NewSalePromiseTemplate const& input);
Result<SalePromiseTemplate> retire_template(Context const& ctx, db::Tx& tx,
                                            SalePromiseTemplateId id, std::int64_t version);
std::vector<SalePromiseTemplate> template_versions(db::Tx& tx, SalePromiseTemplateId id);
/// Errors: sale_promises.no_promises; those of `check`, each with its promise.
Result<void> check_template(NewSalePromiseTemplate const& input);

/// What one promise of a template would say of a sale; of a dated one `due_at`, else the days.
struct SalePromiseForecast {
  std::string words;
  std::optional<LocalDate> from_on;
  std::optional<LocalDate> last_on;
  std::optional<Instant> due_at;
};
BOOST_DESCRIBE_STRUCT(SalePromiseForecast, (), (words, from_on, last_on, due_at))
/// Of a sale on that day (none: today), delivered and set up on the same; in the order of the
/// promises. Errors: those of `check_template`.
Result<std::vector<SalePromiseForecast>> forecast(Context const& ctx, db::Tx& tx,
                                                  NewSalePromiseTemplate const& input,
                                                  std::optional<LocalDate> sold_on,
                                                  Language language);

/// Gives each valid sale of a unit the automatic templates that apply to it and that it does not
/// have.
void record_by_templates(Context const& ctx, db::Tx& tx, UnitId unit);
/// When she is reminded of it; moved where its days moved. Nothing for one that is over, ended or
/// dated.
void schedule_reminder(Context const& ctx, db::Tx& tx, SalePromise const& row);
void add_reminders(jobs::Registry& registry);
/// The sale had these days before: what is over sooner by the right ones is told to whoever it is
/// for, and holds for what is told within `kNoticeDays`.
void tell_shortened(Context const& ctx, db::Tx& tx, units::Sale const& was);
/// Who is told of it: the unit's owner, or the buyer it was for alone.
CustomerId holder_of(Context const& ctx, db::Tx& tx, SalePromise const& row);
/// Reserves for an open case what is meant for its kind, and releases what is not.
void review_case(Context const& ctx, db::Tx& tx, CaseId id);

/// What is held for a case that was joined into another is held for that one; not twice.
void carry_to(Context const& ctx, db::Tx& tx, CaseId from, CaseId to, std::string const& reason);

/// Held until the end of the transaction: one ledger changes step by step.
std::optional<SalePromise> lock(db::Tx& tx, SalePromiseId id);
std::vector<SalePromise> promises_of_unit(db::Tx& tx, UnitId unit);
std::vector<SalePromise> promises_of_customer(db::Tx& tx, CustomerId id);
std::optional<SalePromise> find_by_reference(db::Tx& tx, SaleId sale, std::string const& reference);
void insert(db::Tx& tx, SalePromise const& row);
/// Writes its end.
void save_end(db::Tx& tx, SalePromise const& row);

std::string actor_name(Context const& ctx);
void record_event(Context const& ctx, db::Tx& tx, char const* kind, SalePromise const& row,
                  CaseId case_id);

}  // namespace vefa::sale_promises
