// A company at work, for the tests of cases and of what stands on them: real database, real jobs, a
// clock that stands still at a Monday, 10:00 in Istanbul.
#pragma once
#include "base/server_key.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/desk.hpp"
#include "modules/cases/queue.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/recovery/recovery.hpp"
#include "modules/staff/people.hpp"
#include "modules/staff/staff.hpp"
#include "tests/support/databases.hpp"

namespace vefa::cases {

using namespace std::chrono_literals;

inline Instant at(char const* text) { return parse_instant(text).value(); }

class House : public vefa::testing::OnBothDatabases {
 protected:
  Context system() const { return {.now = clock.now(), .ids = &ids_}; }
  Context as(StaffId person) {
    auto ctx = system();
    ctx.actor = read<Actor>([&](db::Tx& tx) { return staff::actor_of(tx, person).value(); });
    return ctx;
  }
  template <class F>
  auto write(F const& f) {
    auto result = database->write_result(f);
    EXPECT_TRUE(result.ok()) << (result.ok() ? ""
                                             : result.error().key + " " + result.error().field);
    return std::move(result).value();
  }
  template <class F>
  Error refused_by(F const& f) {
    auto const result = database->write_result(f);
    EXPECT_FALSE(result.ok());
    return result.ok() ? Error{} : result.error();
  }
  template <class T, class F>
  T read(F const& f) {
    std::optional<T> out;
    database->read_now([&](db::Tx& tx) { out.emplace(f(tx)); });
    return std::move(*out);
  }
  /// Lets time pass, and what became due be done.
  void pass(Duration by) { move_to(clock.now() + by); }
  void move_to(Instant instant) {
    clock.set(instant);
    runner_->wake();
    ASSERT_TRUE(runner_->wait_idle(20s));
  }
  void idle() { move_to(clock.now()); }

  StaffId add_person(char const* name, char const* email, RoleId role) {
    return write([&](db::Tx& tx) {
      staff::NewPerson person{.name = {name}, .email = {email}, .language = Language::Tr};
      person.roles.push_back(role);
      person.languages.emplace();
      person.languages->push_back(Language::Tr);
      auto const id = staff::add_active(system(), tx, person, "no password signs in with this");
      if (id.ok()) {
        auto const present = staff::set_presence(system(), tx, *id, {});
        if (!present.ok()) return Result<StaffId>(present.error());
      }
      return id;
    });
  }
  CustomerId customer(char const* email, char const* name) {
    return write([&](db::Tx& tx) -> Result<CustomerId> {
      return TRY(customers::find_or_create_by_email(system(), tx, email, name, Language::Tr))
          .customer.id;
    });
  }
  Inbound mail(char const* subject, char const* text, CaseId id = {}) const {
    Inbound in{.customer_id = ayse, .case_id = id, .language = Language::Tr};
    in.subject = subject;
    in.text = text;
    in.sender_name = "Ayşe Yılmaz";
    in.recipients = {{interactions::Role::From, "ayse@musteri.example", "Ayşe Yılmaz"}};
    return in;
  }
  Received take_in(Inbound const& in) {
    auto const received = write([&](db::Tx& tx) { return receive(system(), tx, in); });
    idle();
    return received;
  }
  /// What she says further on a case, on the phone.
  HerWord says(CaseId id, char const* words) {
    auto const said = take_in({.customer_id = ayse,
                               .case_id = id,
                               .channel = interactions::Channel::Phone,
                               .text = words});
    HerWord word{.interaction_id = said.interaction_id, .words = {}};
    word.words.value = words;
    return word;
  }
  Case row(CaseId id) {
    return read<Case>([&](db::Tx& tx) { return find(tx, id).value(); });
  }
  promises::Promise promise(PromiseId id) {
    return read<promises::Promise>([&](db::Tx& tx) { return promises::find(tx, id).value(); });
  }
  promises::Promise next_promise(CaseId id) { return promise(row(id).next_promise_id); }
  std::vector<interactions::Interaction> said(CaseId id) {
    return read<std::vector<interactions::Interaction>>(
        [&](db::Tx& tx) { return interactions::of_case(tx, id, {}, 100); });
  }
  /// The newest of this purpose; fails the test when there is none.
  interactions::Interaction newest(CaseId id, interactions::Purpose purpose) {
    std::optional<interactions::Interaction> found;
    for (auto& i : said(id))
      if (i.purpose == purpose) found = std::move(i);
    EXPECT_TRUE(found.has_value()) << wire::enum_text(purpose);
    return found.value_or(interactions::Interaction{});
  }
  InteractionId answer_as(StaffId person, CaseId id, Answer const& wanted) {
    auto const ctx = as(person);
    auto const made = write([&](db::Tx& tx) { return answer(ctx, tx, id, wanted); });
    idle();
    return made;
  }
  std::int64_t events(std::string const& kind) {
    return read<std::int64_t>([&](db::Tx& tx) {
      return tx
          .scalar<std::int64_t>(
              vefa::testing::ad_hoc("SELECT COUNT(*) FROM events WHERE kind = $1"), kind)
          .value();
    });
  }

  /// Of modules that stand on this one.
  virtual void add_more_jobs(jobs::Registry&) {}

  void SetUp() override {
    set_server_key(std::string(32, 'k'));
    add_jobs(registry_);
    recovery::add_jobs(registry_);
    add_more_jobs(registry_);
    jobs::install(registry_);
    database = fresh();
    runner_ = jobs::Runner::start(*database, registry_, clock, ids_);
    auto profile = read<company::Profile>([](db::Tx& tx) { return company::profile(tx); });
    profile.zone = "Europe/Istanbul";
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(company::change(system(), tx, profile));
      return true;
    });
    elif_ = add_person("Elif Aydın", "elif@anka.example", staff::kAgent);
    ayse = customer("ayse@musteri.example", "Ayşe Yılmaz");
  }
  void TearDown() override {
    if (runner_) runner_->stop();
    runner_.reset();
    if (database) database->close();
  }

  FakeClock clock{at("2026-11-23T07:00:00Z")};
  std::unique_ptr<db::Database> database;
  StaffId elif_;
  CustomerId ayse;

 private:
  mutable IdSource ids_;
  jobs::Registry registry_;
  std::unique_ptr<jobs::Runner> runner_;
};

}  // namespace vefa::cases
