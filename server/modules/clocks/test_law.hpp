// Cases under a law, for the tests of this module and of what stands on it. The clock stands at
// Monday 2026-11-23, 10:00 in Istanbul.
#pragma once
#include "law/shelf.hpp"
#include "modules/cases/test_house.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/clocks/consequences.hpp"

namespace vefa::clocks {

using namespace std::chrono_literals;
using cases::at;

class LawHouse : public cases::House {
 protected:
  void add_more_jobs(jobs::Registry& registry) override { add_jobs(registry); }

  CaseId open_case() { return take_in(mail("Buzdolabım soğutmuyor", "Dünden beri.")).case_id; }
  JsonObject known() const {
    return {{"customer", "consumer"}, {"listed", true}, {"in_warranty", true}};
  }
  /// A refrigerator, under a law that names such a group.
  void govern(CaseId id, char const* code, JsonObject const& facts) {
    std::optional<std::string> group;
    if (std::string_view(code) == "TR") group = "fridge";
    write([&](db::Tx& tx) { return take_up(system(), tx, id, {code, facts, group}); });
    idle();
  }
  void note(CaseId id, NewHappening const& what) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(happened(system(), tx, id, what));
      return true;
    });
    idle();
  }
  /// In guarantee in Turkey, and she told of a fault.
  CaseId faulty() {
    auto const id = open_case();
    govern(id, "TR", known());
    note(id, {.kind = "fault.notified"});
    return id;
  }
  LegalClock clock_of(CaseId id, char const* rule, std::int64_t cycle = 0) {
    auto const all = read<std::vector<LegalClock>>([&](db::Tx& tx) { return of_case(tx, id); });
    for (auto const& clock : all)
      if (clock.rule_id == rule && clock.cycle == cycle) return clock;
    ADD_FAILURE() << "no clock " << rule;
    return {};
  }
  std::vector<LegalConsequence> followed(CaseId id, char const* rule) {
    auto const clock = clock_of(id, rule).id;
    std::vector<LegalConsequence> of_rule;
    for (auto& row :
         read<std::vector<LegalConsequence>>([&](db::Tx& tx) { return consequences_of(tx, id); }))
      if (row.clock_id == clock) of_rule.push_back(row);
    return of_rule;
  }
  PackRow in_use(char const* code) {
    return write(
        [&](db::Tx& tx) -> Result<PackRow> { return pack_in_use(system(), tx, code).value().row; });
  }
  void approve_pack(char const* code) {
    auto const boss = as(manager());
    auto const id = in_use(code).id;
    write([&](db::Tx& tx) { return approve(boss, tx, id, "read with counsel"); });
  }
  StaffId manager() {
    if (!manager_)
      manager_ = add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager);
    return manager_;
  }
  Result<Decision> decision(StaffId person, LegalConsequenceId id, char const* what,
                            char const* reason) {
    auto const ctx = as(person);
    return database->write_result([&](db::Tx& tx) {
      return decide(ctx, tx, id, {{what}, {reason}, {"phone"}});
    });
  }
  /// The program's pack with a text put in another's place.
  std::vector<FileOfPack> changed_pack(char const* code, std::string const& from,
                                       std::string const& to) {
    std::vector<FileOfPack> files;
    bool found = false;
    for (auto const& file : law::embedded_pack_files(code)) {
      auto text = file.text;
      if (auto const place = text.find(from); place != std::string::npos) {
        text.replace(place, from.size(), to);
        found = true;
      }
      files.push_back({{file.path}, {text}});
    }
    EXPECT_TRUE(found) << from;
    return files;
  }
  PackRow load_changed(char const* code, std::string const& from, std::string const& to) {
    auto const files = changed_pack(code, from, to);
    auto const row = write([&](db::Tx& tx) { return upload(system(), tx, files); });
    idle();
    return row;
  }

 private:
  StaffId manager_;
};

}  // namespace vefa::clocks
