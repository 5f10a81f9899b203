// What must hold after any history of sales, promises, coverages, cases, quotes and invoices.
#include <random>

#include "modules/billing/findings.hpp"
#include "modules/billing/test_house.hpp"
#include "modules/cases/desk.hpp"
#include "modules/cases/kinds.hpp"
#include "modules/cases/namings.hpp"
#include "modules/units/units.hpp"
#include "tests/support/seed.hpp"

namespace vefa::billing {
namespace {

constexpr Component kComponents[] = {Component::Parts, Component::Labour, Component::Travel,
                                     Component::Shipping, Component::Loaner};
constexpr cases::CaseKind kKinds[] = {cases::CaseKind::Repair, cases::CaseKind::Maintenance,
                                      cases::CaseKind::Complaint, cases::CaseKind::Order};
constexpr coverage::Cause kCauses[] = {coverage::Cause::Unknown, coverage::Cause::Unknown,
                                       coverage::Cause::Defect,  coverage::Cause::Wear,
                                       coverage::Cause::Misuse,  coverage::Cause::Accident};

class BillingHistory : public Cashier {
 protected:
  std::int64_t pick(std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random);
  }
  template <class T, std::size_t N>
  T one_of(T const (&all)[N]) {
    return all[pick(0, N - 1)];
  }

  void promise_something(Sold const& bought) {
    sale_promises::SalePromiseTerms terms;
    terms.names["en"] = Text<200, 1>{"Free"};
    terms.quantity = pick(1, 2);
    terms.months = pick(1, 12);
    if (pick(0, 1)) {
      terms.case_kinds.emplace();
      terms.case_kinds->push_back(one_of(kKinds));
    }
    if (pick(0, 2)) {
      terms.components.emplace();
      for (auto const component : kComponents)
        if (pick(0, 1)) terms.components->push_back(component);
      if (terms.components->empty()) terms.components->push_back(Component::Labour);
    }
    ASSERT_TRUE(write([&](db::Tx& tx) {
                  return sale_promises::record(
                      system(), tx, *SaleId::parse(bought.sale),
                      {.template_id = {}, .terms = terms, .reference = {}});
                }).ok());
  }

  void cover_something(Sold const& bought) {
    std::string const component = wire::enum_text(one_of(kComponents));
    auto const answer = client->post(
        path("/units/" + bought.unit + "/coverages"),
        R"({"names": {"en": "Goodwill"}, "reason": "x", "lines": [{"component": ")" + component +
            R"(", "percent": )" + std::to_string(pick(0, 1) ? 100 : pick(1, 99)) +
            R"(, "payer": "company", "start": "sale", "months": )" + std::to_string(pick(1, 24)) +
            (pick(0, 2) == 0 ? R"(, "max_amount_minor": )" + std::to_string(pick(1, 90000)) : "") +
            (pick(0, 2) == 0 ? R"(, "max_visits": )" + std::to_string(pick(1, 2)) : "") + "}]}");
    ASSERT_EQ(answer.status, 201) << answer.body;
  }

  CaseId open_one(Sold const& bought) {
    auto const opened = write([&](db::Tx& tx) -> Result<CaseId> {
      cases::Inbound in{.customer_id = *CustomerId::parse(bought.customer),
                        .channel = interactions::Channel::Phone,
                        .kind = one_of(kKinds)};
      in.subject = "x";
      auto const got = TRY(cases::receive(system(), tx, in));
      if (pick(0, 3) > 0)  // else nobody says which unit it is about
        cases::name_unit(system(), tx, *cases::find(tx, got.case_id), *UnitId::parse(bought.unit));
      sale_promises::review_case(system(), tx, got.case_id);
      return got.case_id;
    });
    return opened.value();
  }

  /// An old piece of hers, for which nobody pays.
  UnitId spare_of(Sold const& bought) {
    auto const id = unit("OLD" + bought.unit);
    made("/units/" + id + "/sales", R"({"sold_on": "2009-01-10", "country": "US",
        "customer_id": ")" + bought.customer +
                                        "\"}");
    return *UnitId::parse(id);
  }

  /// Somebody says of a case that it is about another unit of hers, about none, about this one; no
  /// word of hers is there.
  void say_otherwise(CaseId case_id, Sold const& bought, UnitId spare) {
    auto const said = write([&](db::Tx& tx) -> Result<void> {
      auto const row = *cases::lock(tx, case_id);
      auto const what = pick(0, 2);
      if (what == 0 && !cases::forget_unit(system(), tx, row).ok()) return {};
      if (what > 0) {
        // Of a case that was never about this one, the other may be the truth.
        bool const is_known = !cases::units_named(tx, case_id).empty();
        cases::UnitOfCase input;
        input.reason = Text<500>{"x"};  // it may be another's by now
        input.unit_id = what == 1 && is_known ? spare : *UnitId::parse(bought.unit);
        TRY(cases::say_unit(system(), tx, row, input));
      }
      if (pick(0, 1)) sale_promises::review_case(system(), tx, case_id);
      return {};
    });
    EXPECT_TRUE(said.ok());
  }

  /// Somebody calls the case something else; no word of hers is there.
  void call_otherwise(CaseId case_id) {
    auto const said = write([&](db::Tx& tx) -> Result<void> {
      auto const row = *cases::lock(tx, case_id);
      TRY(cases::change(system(), tx, case_id, row.version, {.kind = one_of(kKinds)}));
      if (pick(0, 1)) sale_promises::review_case(system(), tx, case_id);
      return {};
    });
    EXPECT_TRUE(said.ok());
  }

  /// What she says on the phone, now.
  InteractionId hear_her(CaseId case_id) {
    auto const got = write([&](db::Tx& tx) -> Result<InteractionId> {
      auto const row = *cases::find(tx, case_id);
      return TRY(cases::receive(system(), tx,
                                {.customer_id = row.customer_id,
                                 .case_id = case_id,
                                 .channel = interactions::Channel::Phone,
                                 .text = "x"}))
          .interaction_id;
    });
    return got.value();
  }
  void find_something(CaseId case_id) {
    auto const word = hear_her(case_id);
    EXPECT_TRUE(write([&](db::Tx& tx) {
                  NewCauseFinding found{.cause = kCauses[pick(2, 5)], .reason = {}};
                  found.reason.value = "x";
                  found.interaction_id = word;
                  return find_cause(system(), tx, case_id, found);
                }).ok());
  }
  /// She wishes to pay for something, where a quote said that it is free.
  void wish_to_pay(CaseId case_id) {
    auto const word = hear_her(case_id);
    auto const given = write([&](db::Tx& tx) {
      NewWaiver wish{.component = one_of(kComponents), .interaction_id = word, .words = {}};
      wish.words.value = "I pay";
      return waive(system(), tx, case_id, wish);
    });
    if (!given.ok()) EXPECT_EQ(given.error().key, "billing.waiver_needs_quote");
    if (given.ok() && pick(0, 2) == 0)
      EXPECT_TRUE(write([&](db::Tx& tx) { return withdraw_waiver(system(), tx, given->id); }).ok());
  }
  /// Hers from now on; what is transferable goes along.
  void resell(Sold& bought, std::string const& name) {
    auto const next = person("Next", name + "@next.tr");
    auto const answer = client->post(path("/units/" + bought.unit + "/transfer"),
                                     R"({"customer_id": ")" + next + "\"}");
    ASSERT_EQ(answer.status, 201) << answer.body;
    bought.customer = next;
    run_jobs();
  }

  static bool is_stopped_by_name(std::string const& key) {
    return key == "sale_promises.charged_already" || key == "billing.other_unit_pays" ||
           key == "billing.other_kind_pays" || key == "billing.cause_needs_ground";
  }

  /// A quote of some lines, each approved; nothing where a promise, a unit, a kind or a cause
  /// stands in the way by name.
  std::optional<Offer> quote_one(CaseId case_id) {
    NewQuote input{.cause = one_of(kCauses)};
    for (auto n = pick(1, 4); n > 0; --n) {
      NewQuoteLine line{.component = one_of(kComponents), .tax_bp = pick(0, 2700)};
      line.description = {"x"};
      line.unit_price = {std::to_string(pick(0, 999)) + ".9"};
      input.lines.push_back(line);
    }
    auto offer = write([&](db::Tx& tx) { return make_quote(system(), tx, case_id, input); });
    if (!offer.ok()) {
      EXPECT_TRUE(is_stopped_by_name(offer.error().key)) << offer.error().key;
      return std::nullopt;
    }
    QuoteAnswers answers{.version = 1, .interaction_id = hear_her(case_id)};
    answers.words.emplace().value = "Yes, please.";
    for (auto const& line : offer->lines) answers.answers.push_back({.line = line.line});
    EXPECT_TRUE(write([&](db::Tx& tx) {
                  return answer_quote(system(), tx, offer->quote.id,
                                      *hear(answers, AnswerBy::Staff));
                }).ok());
    return offer.value();
  }

  struct World {
    cases::Case row;
    bool is_about = false;  // the case ever named the unit, or it is hers
    std::vector<cases::CaseKind> kinds;
    std::vector<coverage::Cause> causes;
    std::vector<sale_promises::Account> accounts;
    std::vector<sale_promises::Hold> holds;
    std::map<coverage::Cause, coverage::Found> found;
  };
  World look(CaseId case_id, UnitId unit, coverage::Cause cause) {
    return database_
        ->read_result([&](db::Tx& tx) -> Result<World> {
          World world{.row = *cases::find(tx, case_id),
                      .accounts = sale_promises::of_unit(system(), tx, unit),
                      .holds = {},
                      .found = {}};
          auto const named = cases::units_named(tx, case_id);
          world.is_about = std::find(named.begin(), named.end(), unit) != named.end() ||
                           units::owner_today(tx, unit)->customer_id == world.row.customer_id;
          world.kinds = cases::kinds_before(tx, world.row);
          world.kinds.push_back(world.row.kind);
          world.causes = {cause};
          if (!is_found(tx, case_id, cause)) world.causes.push_back(coverage::Cause::Unknown);
          for (auto const& a : world.accounts)
            world.holds.push_back(sale_promises::hold_of(tx, a.promise.id, case_id));
          for (auto const asked : world.causes) {
            coverage::Asked question;
            question.cause = asked;
            world.found[asked] = TRY(coverage::ask(system(), tx, unit, question));
          }
          return world;
        })
        .value();
  }

  static bool makes_free(sale_promises::Account const& a, sale_promises::Hold hold,
                         cases::CaseKind kind, Component component) {
    auto const& terms = a.promise.terms;
    auto const has = [](auto const& list, auto const& value) {
      return !list || std::find(list->begin(), list->end(), value) != list->end();
    };
    if (!has(terms.components, component)) return false;
    if (hold != sale_promises::Hold::None) return true;
    return a.standing == sale_promises::Standing::Open && has(terms.case_kinds, kind);
  }

  /// What answers for faults pays no maintenance; what she wished to pay, the law pays all the
  /// same.
  static bool pays(coverage::Term const& term, cases::CaseKind kind, coverage::Cause cause,
                   Line const& line) {
    using enum cases::CaseKind;
    bool const has_fault =
        (kind != Maintenance && kind != Order) || cause != coverage::Cause::Unknown;
    bool const of_faults =
        term.source != coverage::Source::Extended && term.source != coverage::Source::Goodwill;
    if (line.waiver_id && term.source != coverage::Source::Statutory) return false;
    return has_fault || !of_faults;
  }

  /// What is left to her at most, in percent; a share that is capped may be used up.
  static std::int64_t hers(World const& world, cases::CaseKind kind, coverage::Cause cause,
                           Line const& line) {
    std::int64_t percent = 100;
    auto const& found = world.found.at(cause);
    for (auto const& answer : found.entitlement.answers)
      for (auto const& share : answer.shares)
        if (answer.component == line.component && !share.limit_minor &&
            pays(found.terms.at(static_cast<std::size_t>(share.term)), kind, cause, line))
          percent -= share.percent;
    return percent;
  }

  /// By the world as it was before the invoice was made, whatever the case was called before, and
  /// whatever was said of the cause that nothing shows.
  static void check(Bill const& bill, World const& world) {
    for (auto const& line : bill.lines) {
      if (!world.is_about) continue;
      for (auto const kind : world.kinds) {
        for (auto const cause : world.causes)
          EXPECT_LE(line.net_minor, (line.full_minor * hers(world, kind, cause, line) + 99) / 100);
        if (line.net_minor == 0 || line.waiver_id) continue;
        for (std::size_t i = 0; i < world.accounts.size(); ++i)
          EXPECT_FALSE(makes_free(world.accounts[i], world.holds[i], kind, line.component))
              << wire::enum_text(line.component);
      }
    }
    auto const totals = sum(bill.lines);
    EXPECT_EQ(bill.invoice.net_minor, totals.net_minor);
    EXPECT_EQ(bill.invoice.gross_minor, totals.gross_minor);
  }

  /// What the network sold among itself takes nothing of hers.
  void sell_to_dealer_before(Sold const& bought) {
    made("/units/" + bought.unit + "/sales",
         R"({"sold_on": "2024-01-10", "consumer": false, "country": "TR"})");
  }

  /// Whatever people say of a case between one step and the next.
  void disturb(CaseId case_id, Sold const& bought, UnitId spare) {
    if (pick(0, 2) == 0) say_otherwise(case_id, bought, spare);
    if (pick(0, 2) == 0) call_otherwise(case_id);
    if (pick(0, 3) == 0) find_something(case_id);
    if (pick(0, 4) == 0) wish_to_pay(case_id);
  }

  std::mt19937_64 random;
};
VEFA_ON_BOTH_DATABASES(BillingHistory);

TEST_P(BillingHistory, no_posted_charge_overlaps_a_promise_or_a_covering_line) {
  auto const seed = vefa::testing::seed();
  SCOPED_TRACE("VEFA_SEED=" + std::to_string(seed));
  random.seed(seed);
  int charged = 0;
  int free = 0;
  int stopped = 0;
  for (int round = 0; round < 6; ++round) {
    std::string const serial = "S" + std::to_string(round);
    auto bought = round % 2 == 0 ? sold(serial, "2026-01-10") : sold_abroad(serial, "2026-01-10");
    if (round % 3 == 0) sell_to_dealer_before(bought);
    auto const unit = *UnitId::parse(bought.unit);
    auto const spare = spare_of(bought);
    std::vector<CaseId> open;
    std::vector<InvoiceId> posted;
    for (int step = 0; step < 20; ++step) {
      auto const what = pick(0, 9);
      if (what == 0 && step > 4) {
        promise_something(bought);
      } else if (what == 1 && step > 2) {
        cover_something(bought);
      } else if (what == 2 && !posted.empty()) {
        auto const id = posted.back();
        posted.pop_back();
        EXPECT_TRUE(write([&](db::Tx& tx) {
                      return credit(system(), tx, id, {.reason = {"an error"}, .refund_by_on = {}});
                    }).ok());
      } else if (what == 3 && step == 12) {
        resell(bought, serial);
      } else if (open.empty() || what < 5) {
        open.push_back(open_one(bought));
        if (step < 3) promise_something(bought);
      } else {
        auto const case_id =
            open[static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(open.size()) - 1))];
        disturb(case_id, bought, spare);
        auto const offer = quote_one(case_id);
        if (!offer) {
          ++stopped;
          continue;
        }
        disturb(case_id, bought, spare);
        auto const world = look(case_id, unit, offer->version.cause);
        auto const bill =
            write([&](db::Tx& tx) { return post_invoice(system(), tx, offer->quote.id, 1); });
        if (!bill.ok()) {
          ASSERT_TRUE(is_stopped_by_name(bill.error().key)) << bill.error().key;
          ++stopped;
          continue;
        }
        check(bill.value(), world);
        for (auto const& line : bill->lines) ++(line.net_minor > 0 ? charged : free);
        posted.push_back(bill->invoice.id);
      }
    }
  }
  EXPECT_GT(charged, 0) << "nothing was charged: the test says nothing";
  EXPECT_GT(free, 0) << "nothing was free: the test says nothing";
  EXPECT_GT(stopped, 0) << "nobody named another unit: the test says less than it should";
  EXPECT_EQ(count("SELECT COUNT(*) FROM sale_promise_uses WHERE held_after > quantity"), 0);
}

}  // namespace
}  // namespace vefa::billing
