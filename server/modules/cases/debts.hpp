// What is owed to a customer by contract or by law, whatever becomes of her concern: money that
// goes back, a replacement that she chose, a remedy that she was granted.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// Where nothing else says by when.
inline constexpr int kDebtDays = 14;

struct Debt {
  Instant due_at;
  std::string what;                                             // in her language
  promises::PromiseKind kind = promises::PromiseKind::SolveBy;  // or ReplaceBy, RepairBy
  promises::Source source = promises::Source::Contract;
};
/// Promises it on the case, which is open again where it was closed; solving it keeps no such
/// promise, and who owes it says when it is kept. Refused: promises.due_in_past,
/// promises.due_too_far.
Result<promises::Promise> owe(Context const& ctx, db::Tx& tx, CaseId id, Debt const& debt);
Result<promises::Promise> owe(Context const& ctx, db::Tx& tx, CaseId id, Instant due_at,
                              std::string const& what);
/// When the company's day is over on which so many days have passed.
Instant debt_due(Context const& ctx, db::Tx& tx, int days = kDebtDays);
/// Where the program cannot write to her a person tells her, within these days.
inline constexpr int kDaysToTell = 3;
/// `by` of `case.reopened` where nothing but a telling opened it: she is as content as she was.
inline constexpr char const* kByTelling = "telling";
/// Promises on the case, wherever it lives, that a person tells her this. One that is over waits
/// for it as a solved one does: open again, with her word that it is solved standing.
void owe_telling(Context const& ctx, db::Tx& tx, CaseId id, std::string const& what);
/// Goods of hers were handed in: a case that is over is open again, wherever it lives, with a next
/// promise. An open one is left as it is.
void open_for_goods(Context const& ctx, db::Tx& tx, CaseId id);
/// The reason of what ended by her word while a debt keeps her case open.
inline constexpr char const* kSaidSolved = "cases.reason_said_solved";
/// Made by `owe`.
bool is_debt(promises::Promise const& p);
/// The deed was done at `at`: it is kept, and what recovery promised in its place.
void keep_debt(Context const& ctx, db::Tx& tx, PromiseId id, Instant at, std::string const& said);
/// It is owed no more; nor is what recovery promised in its place.
void drop_debt(Context const& ctx, db::Tx& tx, PromiseId id, std::string const& reason);

}  // namespace vefa::cases
