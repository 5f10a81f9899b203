// What must hold after any history of sales, promises, coverages, cases, quotes and invoices.
#include <random>

#include "modules/billing/test_house.hpp"
#include "modules/cases/namings.hpp"

namespace vefa::billing {
namespace {

constexpr Component kComponents[] = {Component::Parts, Component::Labour, Component::Travel,
                                     Component::Shipping, Component::Loaner};
constexpr cases::CaseKind kKinds[] = {cases::CaseKind::Repair, cases::CaseKind::Maintenance,
                                      cases::CaseKind::Complaint};

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
            "}]}");
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
        input.unit_id = what == 1 && is_known ? spare : *UnitId::parse(bought.unit);
        TRY(cases::say_unit(system(), tx, row, input));
      }
      if (pick(0, 1)) sale_promises::review_case(system(), tx, case_id);
      return {};
    });
    EXPECT_TRUE(said.ok());
  }

  static bool is_stopped_by_name(std::string const& key) {
    return key == "sale_promises.charged_already" || key == "billing.other_unit_pays";
  }

  /// A quote of some lines, each approved; nothing where a promise or a unit stands in the way by
  /// name.
  std::optional<Offer> quote_one(CaseId case_id) {
    NewQuote input;
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
    QuoteAnswers answers{.version = 1};
    for (auto const& line : offer->lines) answers.answers.push_back({.line = line.line});
    EXPECT_TRUE(write([&](db::Tx& tx) {
                  return answer_quote(system(), tx, offer->quote.id,
                                      *hear(answers, AnswerBy::Staff));
                }).ok());
    return offer.value();
  }

  struct World {
    cases::Case row;
    std::vector<sale_promises::Account> accounts;
    std::vector<sale_promises::Hold> holds;
    coverage::Found found;
  };
  World look(CaseId case_id, UnitId unit) {
    return database_
        ->read_result([&](db::Tx& tx) -> Result<World> {
          World world{.row = *cases::find(tx, case_id),
                      .accounts = sale_promises::of_unit(system(), tx, unit),
                      .holds = {},
                      .found = {}};
          for (auto const& a : world.accounts)
            world.holds.push_back(sale_promises::hold_of(tx, a.promise.id, case_id));
          world.found = TRY(coverage::ask(system(), tx, unit, {}));
          return world;
        })
        .value();
  }

  static bool makes_free(sale_promises::Account const& a, sale_promises::Hold hold,
                         World const& world, Component component) {
    auto const& terms = a.promise.terms;
    auto const has = [](auto const& list, auto const& value) {
      return !list || std::find(list->begin(), list->end(), value) != list->end();
    };
    if (!has(terms.components, component)) return false;
    if (hold != sale_promises::Hold::None) return true;
    return a.standing == sale_promises::Standing::Open && has(terms.case_kinds, world.row.kind);
  }

  /// What answers for faults pays no maintenance.
  static bool pays(World const& world, std::int64_t term) {
    auto const source = world.found.terms.at(static_cast<std::size_t>(term)).source;
    return world.row.kind != cases::CaseKind::Maintenance || source == coverage::Source::Extended ||
           source == coverage::Source::Goodwill;
  }

  /// By the world as it was before the invoice was made.
  static void check(Bill const& bill, World const& world) {
    for (auto const& line : bill.lines) {
      std::int64_t percent = 100;
      for (auto const& answer : world.found.entitlement.answers)
        for (auto const& share : answer.shares)
          if (answer.component == line.component && pays(world, share.term))
            percent -= share.percent;
      EXPECT_LE(line.net_minor, (line.full_minor * percent + 99) / 100);
      if (line.net_minor == 0) continue;
      for (std::size_t i = 0; i < world.accounts.size(); ++i)
        EXPECT_FALSE(makes_free(world.accounts[i], world.holds[i], world, line.component))
            << wire::enum_text(line.component);
    }
    auto const totals = sum(bill.lines);
    EXPECT_EQ(bill.invoice.net_minor, totals.net_minor);
    EXPECT_EQ(bill.invoice.gross_minor, totals.gross_minor);
  }

  std::mt19937_64 random;
};
VEFA_ON_BOTH_DATABASES(BillingHistory);

TEST_P(BillingHistory, no_posted_charge_overlaps_a_promise_or_a_covering_line) {
  auto const seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  random.seed(seed);
  int charged = 0;
  int free = 0;
  int stopped = 0;
  for (int round = 0; round < 6; ++round) {
    std::string const serial = "S" + std::to_string(round);
    auto const bought =
        round % 2 == 0 ? sold(serial, "2026-01-10") : sold_abroad(serial, "2026-01-10");
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
      } else if (open.empty() || what < 5) {
        open.push_back(open_one(bought));
        if (step < 3) promise_something(bought);
      } else {
        auto const case_id =
            open[static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(open.size()) - 1))];
        if (pick(0, 2) == 0) say_otherwise(case_id, bought, spare);
        auto const offer = quote_one(case_id);
        if (!offer) {
          ++stopped;
          continue;
        }
        if (pick(0, 2) == 0) say_otherwise(case_id, bought, spare);
        auto const world = look(case_id, unit);
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
