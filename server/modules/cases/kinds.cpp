#include "modules/cases/kinds.hpp"

#include "i18n/i18n.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/steps.hpp"

namespace vefa::cases {
namespace {

void append(db::Tx& tx, KindChange const& change) {
  tx.run(sql::append_kind, change.case_id, change.was, change.kind, change.interaction_id,
         change.words, change.changed_at, change.changed_by);
}

std::optional<KindChange> newest(db::Tx& tx, CaseId id) {
  return tx.find<KindChange>(sql::newest_kind, id);
}

}  // namespace

Result<void> say_kind(Context const& ctx, db::Tx& tx, Case& row, CaseKind kind,
                      std::optional<HerWord> const& word) {
  KindChange change{.case_id = row.id,
                    .was = row.kind,
                    .kind = kind,
                    .interaction_id = {},
                    .words = {},
                    .changed_at = ctx.now,
                    .changed_by = ctx.actor.name};
  if (word) {
    auto const since = tx.scalar<Instant>(sql::other_kind_said_at, row.id, kind);
    TRY(check_her_word(tx, row, *word, since.value_or(Instant{}), "kind_word"));
    change.interaction_id = word->interaction_id;
    change.words = word->words.value;
  }
  if (row.kind != kind) TRY(check_law_stays(ctx, tx, row, word.has_value(), "kind"));
  if (row.kind != kind || word) append(tx, change);
  row.kind = kind;
  return {};
}

void tell_kind(Context const& ctx, db::Tx& tx, Case const& row, HerWord const& word) {
  auto const kind = i18n::message(row.language, "reports.kind_" + wire::enum_text(row.kind));
  tell_heard(ctx, tx, row, i18n::message(row.language, "cases.heard_kind", {{"kind", kind}}),
             word.words.value);
}

std::vector<CaseKind> kinds_before(db::Tx& tx, Case const& row) {
  auto const last = newest(tx, row.id);
  if (!last || (last->interaction_id && last->kind == row.kind)) return {};
  auto kinds = tx.column<CaseKind>(sql::kinds_before, row.id);
  std::erase_if(kinds, [&](CaseKind was) { return was == row.kind || was == CaseKind::Question; });
  return kinds;
}

void join_kinds(Context const& ctx, db::Tx& tx, Case const& from, Case const& into) {
  auto const kept = newest(tx, into.id);
  tx.run(sql::copy_kinds, from.id, into.id);
  if (from.kind != into.kind)
    append(tx, {.case_id = into.id,
                .was = from.kind,
                .kind = into.kind,
                .interaction_id = {},
                .words = {},
                .changed_at = ctx.now,
                .changed_by = ctx.actor.name});
  if (kept && kept->interaction_id && kept->kind == into.kind) append(tx, *kept);
}

void copy_kinds(db::Tx& tx, CaseId from, CaseId part) { tx.run(sql::copy_kinds, from, part); }

}  // namespace vefa::cases
