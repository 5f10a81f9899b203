// A company with a catalogue of remedies, rules and budgets.
#pragma once
#include "modules/cases/test_house.hpp"
#include "modules/recovery/budgets.hpp"
#include "modules/recovery/proposing.hpp"
#include "modules/recovery/remedies.hpp"

namespace vefa::recovery {

class RemedyHouse : public cases::House {
 protected:
  StaffId boss() {
    if (!boss_) boss_ = add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager);
    return boss_;
  }
  RemedyOfferForm maintenance() const {
    return {.version = {},
            .kind = RemedyKind::FreeService,
            .names = {{"en", {"a free maintenance"}}, {"tr", {"ücretsiz bakım"}}},
            .amount = {"400.00"},
            .currency = {"TRY"},
            .active = {}};
  }
  RemedyRuleForm rule_for(Offer const& offer, char const* name = "Rule") const {
    RemedyRuleForm form;
    form.name = {name};
    form.offer_id = offer.id;
    return form;
  }
  RemedyBudgetForm budget_of(char const* amount) const {
    RemedyBudgetForm form;
    form.amount = {amount};
    form.currency = {"TRY"};
    return form;
  }
  Offer add_offer(RemedyOfferForm const& form) {
    return write([&](db::Tx& tx) { return save_offer(system(), tx, {}, form); });
  }
  Rule add_rule(RemedyRuleForm const& form) {
    return write([&](db::Tx& tx) { return save_rule(system(), tx, {}, form); });
  }
  Budget add_budget(RemedyBudgetForm const& form) {
    return write([&](db::Tx& tx) { return save_budget(system(), tx, {}, form); });
  }
  std::int64_t spent(Budget const& budget) {
    for (auto const& row :
         read<std::vector<Spent>>([&](db::Tx& tx) { return spent_now(system(), tx); }))
      if (row.budget_id == budget.id) return row.spent_minor;
    return 0;
  }
  cases::Received broken_case() {
    auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
    move_to(promise(got.promise_id).due_at);
    return got;
  }
  std::vector<Remedy> remedies(CaseId id) {
    return read<std::vector<Remedy>>([&](db::Tx& tx) { return remedies_of_case(tx, id); });
  }
  static RecoveryId recovery(db::Tx& tx, CaseId id) { return of_case(tx, id).at(0).id; }
  Result<Remedy> give(StaffId person, Remedy const& remedy) {
    auto const ctx = as(person);
    return database->write_result(
        [&](db::Tx& tx) { return grant(ctx, tx, remedy.id, remedy.version); });
  }
  Result<Remedy> goodwill(StaffId person, CaseId id, NewRemedy const& wanted,
                          Evidence evidence = Evidence::None) {
    auto const ctx = as(person);
    return database->write_result([&](db::Tx& tx) {
      return give_goodwill(ctx, tx, id, wanted, "She says that it leaked.", evidence);
    });
  }
  Money lira(std::int64_t minor) const { return {minor, Currency::parse("TRY").value()}; }

 private:
  StaffId boss_;
};

}  // namespace vefa::recovery
