#include "main/demo_goods.hpp"

#include <fmt/format.h>

#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "modules/billing/billing.hpp"
#include "modules/cases/links.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/catalogue/store.hpp"
#include "modules/clocks/packs.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/store.hpp"
#include "modules/recovery/budgets.hpp"
#include "modules/recovery/proposing.hpp"
#include "modules/sale_promises/store.hpp"
#include "modules/staff/staff.hpp"
#include "modules/units/units.hpp"

namespace vefa {
namespace {

using namespace std::chrono_literals;
using cases::CaseKind;
using coverage::Component;
using Names = std::map<std::string, Text<200, 1>>;

Names names(char const* tr, char const* hu, char const* he, char const* en) {
  return {{"tr", {tr}}, {"hu", {hu}}, {"he", {he}}, {"en", {en}}};
}

struct DemoProduct {
  char const* group;
  char const* model;
  char const* gtin;
  Names names;
};

std::vector<DemoProduct> products() {
  return {
      {"fridge", "5230 NF", "4006381333931",
       names("No-frost buzdolabı", "No Frost hűtőszekrény", "מקרר נו־פרוסט", "No-frost fridge")},
      {"washer", "9014 W", "8690000000012",
       names("Çamaşır makinesi", "Mosógép", "מכונת כביסה", "Washing machine")},
      {"dishwasher", "D6 Sessiz", "8690000000029",
       names("Bulaşık makinesi", "Mosogatógép", "מדיח כלים", "Dishwasher")},
      {"air-conditioner", "Serin 12", "8690000000036",
       names("Klima", "Légkondicionáló", "מזגן", "Air conditioner")},
      {"oven", "F60", "8690000000043", names("Fırın", "Sütő", "תנור", "Oven")},
      {"dryer", "K8", "8690000000050",
       names("Kurutma makinesi", "Szárítógép", "מייבש כביסה", "Tumble dryer")},
  };
}

struct DemoGroup {
  char const* code;
  Names names;
};

/// The codes of those that a law speaks of are those of its pack.
std::vector<DemoGroup> groups() {
  return {
      {"fridge", names("Buzdolapları", "Hűtőgépek", "מקררים", "Refrigerators")},
      {"washer", names("Çamaşır makineleri", "Mosógépek", "מכונות כביסה", "Washing machines")},
      {"dishwasher", names("Bulaşık makineleri", "Mosogatógépek", "מדיחי כלים", "Dishwashers")},
      {"air-conditioner", names("Klimalar", "Légkondicionálók", "מזגנים", "Air conditioners")},
      {"oven", names("Fırınlar", "Sütők", "תנורים", "Ovens")},
      {"dryer", names("Kurutma makineleri", "Szárítógépek", "מייבשי כביסה", "Tumble dryers")},
  };
}

/// How one of the demo's customers came by one of its products.
struct DemoUnit {
  char const* email;
  char const* gtin;
  char const* serial;
  int sold_days_ago;
  char const* country;
  char const* price;
  char const* currency;
  char const* seller;
  units::Proof proof;
};

std::vector<DemoUnit> units_sold() {
  using enum units::Proof;
  return {
      {"ayse.yilmaz@musteri.example", "4006381333931", "BX-4411-07", 32, "TR", "42000.00", "TRY",
       "Anka Kadıköy", Receipt},
      {"mehmet.demir@musteri.example", "8690000000036", "SR-2290-15", 400, "TR", "31500.00", "TRY",
       "Anka Kadıköy", EInvoice},
      {"nagy.eva@ugyfel.example", "8690000000012", "WM-8102-44", 620, "HU", "189900", "HUF",
       "Anka Budapest", Receipt},
      {"kovacs.bela@ugyfel.example", "8690000000029", "DW-6015-31", 90, "HU", "229900", "HUF",
       "Anka Budapest", NothingYet},
      {"dana.cohen@lakoach.example", "8690000000036", "SR-2291-88", 6, "IL", "3990.00", "ILS",
       "Anka Tel Aviv", EInvoice},
      {"yossi.mizrahi@lakoach.example", "8690000000043", "OV-1177-02", 1300, "IL", "2490.00", "ILS",
       "Anka Tel Aviv", Receipt},
      {"emma.clarke@customer.example", "8690000000050", "KD-3308-19", 200, "GB", "649.00", "GBP",
       "Anka London", EInvoice},
  };
}

template <class T>
T required(Result<T> result) {
  if (!result.ok())
    throw std::runtime_error(
        "the demo's goods cannot be filled: " + i18n::message(Language::En, result.error()) + " (" +
        result.error().field + ")");
  return std::move(result).value();
}

class Goods {
 public:
  Goods(Context const& ctx, db::Tx& tx) : ctx_(ctx), tx_(tx), today_(company::today(ctx, tx)) {}

  void fill() {
    add_catalogue();
    add_coverage();
    add_promises();
    add_remedies();
    for (auto const& sold : units_sold()) add_unit(sold);
    add_provisional();
    approve_packs();
    a_repair_under_the_law();
    a_maintenance_with_a_quote();
    more_law();
  }
  std::vector<std::string> sights() && { return std::move(sights_); }

 private:
  void add_catalogue() {
    auto const manual =
        names("Kullanım kılavuzu", "Használati útmutató", "חוברת הפעלה", "Instructions for use");
    for (auto const& group : groups())
      required(catalogue::add_group(
          ctx_, tx_, {.code = {group.code}, .names = group.names, .legal_life_months = 120}));
    for (auto const& p : products()) {
      auto const id = required(catalogue::add(ctx_, tx_,
                                              {.group = {p.group},
                                               .manufacturer = {"Anka"},
                                               .gtin = Text<20>{p.gtin},
                                               .model = {p.model},
                                               .names = p.names}))
                          .id;
      for (auto const language : kLanguages)
        required(catalogue::add_manual(
            ctx_, tx_, id,
            {.language = language,
             .title = {manual.at(std::string(tag(language))).value + " – Anka " + p.model},
             .url = {
                 fmt::format("https://anka.example/manuals/{}-{}.pdf", p.gtin, tag(language))}}));
    }
    required(catalogue::add_group(
        ctx_, tx_,
        {.code = {"filter"}, .names = names("Filtreler", "Szűrők", "מסננים", "Filters")}));
    filter_ =
        required(catalogue::add(
                     ctx_, tx_,
                     {.kind = catalogue::ProductKind::Part,
                      .group = {"filter"},
                      .manufacturer = {"Anka"},
                      .sku = Text<60>{"AF-12"},
                      .model = {"AF-12"},
                      .names = names("Hava filtresi", "Légszűrő", "מסנן אוויר", "Air filter")}))
            .id;
  }

  static coverage::CoverageLine line(Component component, std::int64_t percent, int months) {
    coverage::CoverageLine line{.component = component,
                                .percent = percent,
                                .payer = coverage::Payer::Manufacturer,
                                .start = coverage::StartBasis::Delivery,
                                .months = months};
    line.excluded_causes = std::vector{coverage::Cause::Misuse, coverage::Cause::Accident};
    if (component == Component::Parts) line.excluded_groups = std::vector<std::string>{"filter"};
    line.extended_by_repair = true;
    return line;
  }

  void add_coverage() {
    coverage::NewCoverageTemplate maker{
        .source = coverage::Source::Manufacturer,
        .names = names("Anka üç yıl garanti", "Anka három év jótállás", "אחריות אנקה לשלוש שנים",
                       "Anka three-year warranty")};
    maker.lines = {line(Component::Parts, 100, 36), line(Component::Labour, 100, 24),
                   line(Component::Labour, 50, 36)};
    maker.automatic = true;
    required(coverage::add_template(ctx_, tx_, maker));
    coverage::NewCoverageTemplate extended{
        .source = coverage::Source::Extended,
        .names = names("Beş yıl ek güvence", "Öt év kiterjesztett jótállás",
                       "אחריות מורחבת לחמש שנים", "Five-year extended warranty")};
    extended.lines = {line(Component::Parts, 100, 60), line(Component::Labour, 100, 60),
                      line(Component::Travel, 100, 60)};
    for (auto& one : extended.lines) one.payer = coverage::Payer::Provider;
    extended_ = required(coverage::add_template(ctx_, tx_, extended)).id;
  }

  void add_promises() {
    sale_promises::SalePromiseTerms care{.form = sale_promises::Form::Quantity,
                                         .names = names("Ücretsiz bakım", "Ingyenes karbantartás",
                                                        "תחזוקה חינם", "Free maintenance"),
                                         .quantity = 2,
                                         .months = 36};
    care.case_kinds = {CaseKind::Maintenance};
    care.components = {Component::Labour, Component::Travel};
    sale_promises::NewSalePromiseTemplate wanted{
        .names = names("Üç yılda iki ücretsiz bakım", "Három év alatt két ingyenes karbantartás",
                       "שתי תחזוקות חינם בשלוש שנים", "Two free maintenances in three years")};
    wanted.promises = {care};
    wanted.automatic = true;
    wanted.applies = coverage::Applies{};
    wanted.applies->groups = {"air-conditioner"};
    required(sale_promises::add_template(ctx_, tx_, wanted));
  }

  void add_offer(recovery::RemedyKind kind, Names const& called, char const* amount,
                 recovery::RemedyOfferId* id = nullptr) {
    recovery::RemedyOfferForm form{
        .kind = kind, .names = called, .amount = {amount}, .currency = {"TRY"}};
    if (kind == recovery::RemedyKind::FreeService) {
      form.service = recovery::RemedyService{};
      form.service->case_kinds = {CaseKind::Maintenance};
      form.service->months = 12;
    }
    auto const offer = required(recovery::save_offer(ctx_, tx_, {}, form));
    if (id) *id = offer.id;
  }

  void add_remedies() {
    using enum recovery::RemedyKind;
    recovery::RemedyOfferId service;
    add_offer(Apology,
              names("Yazılı özür", "Írásos bocsánatkérés", "התנצלות בכתב", "An apology in writing"),
              "0.00");
    add_offer(Coupon,
              names("250 TL indirim kuponu", "250 TL értékű kupon", "שובר בשווי 250 לירות",
                    "A coupon of 250 TL"),
              "250.00");
    add_offer(FreeService,
              names("Bir ücretsiz bakım", "Egy ingyenes karbantartás", "תחזוקה אחת ללא תשלום",
                    "One free maintenance"),
              "900.00", &service);
    add_offer(Loaner,
              names("Onarım süresince ikame ürün", "Cserekészülék a javítás idejére",
                    "מוצר חלופי בזמן התיקון", "A loan device while we repair"),
              "400.00");
    add_offer(Shipping,
              names("Ücretsiz nakliye", "Ingyenes szállítás", "משלוח חינם", "Free shipping"),
              "150.00");
    required(recovery::save_budget(ctx_, tx_, {},
                                   {.scope = recovery::BudgetScope::Company,
                                    .period = recovery::BudgetPeriod::Month,
                                    .amount = {"20000.00"},
                                    .currency = {"TRY"}}));
    recovery::RemedyRuleForm rule{.name = {"Onarım iki gün gecikti"}, .offer_id = service};
    rule.conditions.promise_kinds = {promises::PromiseKind::RepairBy};
    rule.late_minutes = 2 * 24 * 60;
    rule.by_itself = true;
    required(recovery::save_rule(ctx_, tx_, {}, rule));
  }

  CustomerId customer(char const* email) {
    return required(customers::find_or_create_by_email(ctx_, tx_, email, email, Language::En))
        .customer.id;
  }
  /// The one that the demo opened for her.
  std::optional<cases::Case> case_of(char const* email) {
    auto const open = cases::open_of_customer(tx_, customer(email));
    return open.empty() ? std::nullopt : std::optional(open.back());
  }

  void add_unit(DemoUnit const& sold) {
    auto const product = catalogue::find_by_gtin(tx_, sold.gtin).value();
    auto const sold_on = calendar::plus_days(today_, -sold.sold_days_ago);
    auto const delivered_on = std::min(today_, calendar::plus_days(sold_on, 2));
    auto const unit = required(
        units::create_sold(ctx_, tx_, {.product_id = product.id, .serial = Text<100>{sold.serial}},
                           {.customer_id = customer(sold.email),
                            .sold_on = sold_on,
                            .seller = Text<200>{sold.seller},
                            .number = Text<100>{fmt::format("F-{}", sold.serial)},
                            .delivered_on = delivered_on,
                            .price = Text<20>{sold.price},
                            .currency = Text<3>{sold.currency},
                            .country = Text<2>{sold.country},
                            .proof = sold.proof}));
    coverage::cover_by_sale(ctx_, tx_, unit.id);
    sale_promises::record_by_templates(ctx_, tx_, unit.id);
    if (std::string_view(sold.serial) == "OV-1177-02") {
      coverage::NewCoverage bought{.template_id = extended_, .reference = Text<100>{"EX-20417"}};
      required(coverage::cover(ctx_, tx_, unit.id, bought));
    }
    // Each but Emma asks about what she owns.
    if (auto const row = case_of(sold.email); row && row->kind != CaseKind::Suggestion)
      cases::name_unit(ctx_, tx_, *row, unit.id);
    if (std::string_view(sold.country) == "TR") by_serial_[sold.serial] = unit.id;
  }

  /// Told of on the phone; nobody has seen its plate.
  void add_provisional() {
    required(units::register_unit(ctx_, tx_,
                                  {.customer_id = customer("robert.hale@customer.example"),
                                   .serial = Text<100>{"KT-0O1I"},
                                   .description = Text<500>{"Kettle, green"}}));
  }

  void approve_packs() {
    clocks::take_in_embedded(ctx_, tx_);
    for (auto const* code : {"TR", "HU", "IL"})
      if (auto const pack = clocks::pack_in_use(ctx_, tx_, code))
        required(clocks::approve(ctx_, tx_, pack->row.id, "The demo company counts by it."));
  }

  void take_law(cases::Case const& row, char const* code, JsonObject const& facts,
                clocks::NewHappening const& what, char const* group = nullptr) {
    clocks::NewMatter matter{.code = code, .facts = facts};
    if (group) matter.product_group = group;
    required(clocks::take_up(ctx_, tx_, row.id, matter));
    required(clocks::happened(ctx_, tx_, row.id, what));
  }

  void a_repair_under_the_law() {
    auto const row = case_of("ayse.yilmaz@musteri.example").value();
    take_law(row, "TR", {{"customer", "consumer"}, {"listed", true}, {"in_warranty", true}},
             {.kind = "fault.notified", .at = row.opened_at, .channel = "email"}, "fridge");
    required(coverage::decide(ctx_, tx_, by_serial_["BX-4411-07"],
                              {.on = {}, .cause = coverage::Cause::Defect, .parts = {}}, row.id));
    sights_.push_back(fmt::format("a law clock   {}/app/case/{}", url(), row.id.text()));
    sights_.push_back(
        fmt::format("her device    {}/app/unit/{}", url(), by_serial_["BX-4411-07"].text()));
    sights_.push_back(fmt::format("her own page  {}", cases::links_of(url(), row.id).page));
  }

  void a_maintenance_with_a_quote() {
    auto const who = customer("mehmet.demir@musteri.example");
    auto const opened = required(cases::receive(
        ctx_, tx_,
        {.customer_id = who,
         .channel = interactions::Channel::Phone,
         .kind = CaseKind::Maintenance,
         .language = Language::Tr,
         .at = ctx_.now,
         .subject = "Klimanın yıllık bakımı",
         .text = "Klimamızın bakım zamanı geldi. Satın alırken iki ücretsiz bakım söz verilmişti.",
         .sender_name = "Mehmet Demir",
         .no_acknowledgement = true}));
    auto const row = cases::find(tx_, opened.case_id).value();
    cases::name_unit(ctx_, tx_, row, by_serial_["SR-2290-15"]);
    billing::NewQuote quote{.currency = Text<3>{"TRY"}};
    quote.lines = {{.description = {"Yıllık bakım"}, .unit_price = {"1500.00"}, .tax_bp = 2000},
                   {.component = Component::Travel,
                    .description = {"Teknisyenin yol ücreti"},
                    .unit_price = {"300.00"},
                    .tax_bp = 2000},
                   {.component = Component::Parts,
                    .part_id = filter_,
                    .description = {"Hava filtresi AF-12"},
                    .unit_price = {"450.00"},
                    .tax_bp = 2000}};
    required(billing::make_quote(ctx_, tx_, row.id, quote));
    sights_.push_back(fmt::format("a free line   {}/app/case/{}", url(), row.id.text()));
  }

  void more_law() {
    if (auto const row = case_of("kovacs.bela@ugyfel.example"))
      take_law(*row, "HU", {{"customer", "consumer"}, {"listed", true}, {"in_warranty", true}},
               {.kind = "claim.made", .at = row->opened_at, .channel = "desk"});
    auto const row = case_of("dana.cohen@lakoach.example");
    if (!row) return;
    // The day after tomorrow at ten, in Israel.
    auto const zone = calendar::Zone::find("Asia/Jerusalem").value();
    auto const on = calendar::plus_days(zone.local(ctx_.now).date, 2);
    take_law(*row, "IL",
             {{"customer", "consumer"}, {"place", "home"}, {"visit_purpose", "installation"}},
             {.kind = "visit.agreed",
              .at = row->opened_at,
              .about_at = zone.instant(on, 600, calendar::Edge::Start),
              .channel = "phone"});
  }

  std::string url() { return company::profile(tx_).public_url; }

  Context const& ctx_;
  db::Tx& tx_;
  LocalDate today_;
  ProductId filter_;
  CoverageTemplateId extended_;
  std::map<std::string, UnitId, std::less<>> by_serial_;
  std::vector<std::string> sights_;
};

}  // namespace

std::vector<std::string> fill_goods(LocalCompany& company, StaffId manager) {
  return required(
      company.database().write_result([&](db::Tx& tx) -> Result<std::vector<std::string>> {
        auto ctx = company.context();
        ctx.actor = staff::actor_of(tx, manager).value();
        Goods goods(ctx, tx);
        goods.fill();
        return std::move(goods).sights();
      }));
}

}  // namespace vefa
