#include "modules/documents/gather.hpp"

#include "base/text.hpp"
#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "law/shelf.hpp"
#include "modules/cases/cases.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/cases/links.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/documents/signing.hpp"
#include "modules/units/counting.hpp"
#include "modules/units/her_link.hpp"
#include "modules/units/units.hpp"

namespace vefa::documents {
namespace {

using customers::ContactKind;

class Gatherer {
 public:
  Gatherer(Context const& ctx, db::Tx& tx, DocumentKind kind)
      : ctx_(ctx), tx_(tx), kind_(kind), profile_(company::profile(tx)) {}

  Result<Ground> of(About const& about) {
    out_.company = profile_.name;
    out_.currency = profile_.currency;
    out_.country = profile_.country;
    out_.language = profile_.default_language;
    out_.reader = ctx_.language;
    out_.today = company::today(ctx_, tx_);
    out_.now = ctx_.now;
    out_.settings = settings(tx_);
    if (about.case_id) TRY(take_case(about.case_id));
    if (about.unit_id) out_.unit_id = about.unit_id;
    if (out_.unit_id) TRY(take_unit());
    if (out_.customer_id) take_customer();
    if (kind_ == DocumentKind::WarrantyCertificate) take_certificates_code();
    take_company();
    take_people();
    take_days();
    for (auto const& code : law::laws_of(out_.country))
      out_.laws.push_back(clocks::law_in_use(ctx_, tx_, code));
    if (kind_ == DocumentKind::RepairInformationForm) take_offer();
    return std::move(out_);
  }

 private:
  void know(char const* field, std::string value) {
    if (!value.empty()) out_.known[field].value = std::move(value);
  }
  /// A wording of the company's own, in each language.
  void know_wording(char const* field, std::string const& key) {
    for (auto const language : kLanguages)
      out_.known[field].by_language[language] = i18n::message(language, key);
  }
  std::string day(Instant at) const {
    return to_text(calendar::Zone::find(profile_.zone).value().local(at).date);
  }

  Result<void> take_case(CaseId id) {
    auto const row = cases::find_living(tx_, id);
    if (!row) return not_found("case");
    out_.case_id = row->id;
    out_.unit_id = cases::unit_of(tx_, row->id);
    out_.customer_id = row->customer_id;
    out_.language = row->language;
    if (!profile_.public_url.empty() && has_her_code())
      out_.qr = cases::links_of(profile_.public_url, row->id).page;
    know("notified_on", day(row->opened_at));
    know("complaint", first_words(*row));
    if (nothing_to_pay(row->id)) know("price", "0.00 " + out_.currency);
    return {};
  }

  /// Where her link is kept from staff, a paper that she signs alone bears it.
  bool has_her_code() {
    auto const signers = signers_of(kind_);
    bool const is_hers = std::ranges::find(signers, Signer::Customer) != signers.end();
    return is_hers || !cases::keeps_links(tx_);
  }

  /// What she said first, as she said it.
  std::string first_words(cases::Case const& row) {
    constexpr std::size_t kMost = 1500;
    for (auto const& said : interactions::of_case(tx_, row.id, {}, 20))
      if (said.direction == interactions::Direction::Inbound && !trim(said.text).empty())
        return trim(prefix_of(said.text, kMost));
    return row.subject;
  }

  /// For the repair; a device lent meanwhile is no part of its price.
  bool nothing_to_pay(CaseId id) {
    auto const decisions = coverage::decisions_of_case(tx_, id);
    if (decisions.empty()) return false;
    auto const& answers = decisions.front().found.entitlement.answers;
    return std::all_of(answers.begin(), answers.end(), [](auto const& answer) {
      return answer.component == coverage::Component::Loaner || answer.customer_percent == 0;
    });
  }

  Result<void> take_unit() {
    auto const unit = units::find(tx_, out_.unit_id);
    if (!unit) return not_found("unit");
    out_.unit_id = unit->id;
    if (!out_.case_id)
      if (auto const owner = units::owner_today(tx_, unit->id))
        out_.customer_id = owner->customer_id;
    know("serial", unit->serial);
    know("item", unit->description);
    if (auto const product = catalogue::find(tx_, unit->product_id)) take_product(*product);
    auto const today = company::today(ctx_, tx_);
    if (auto const sale = units::sale_that_counts(tx_, unit->id, today)) take_sale(*sale);
    if (kind_ == DocumentKind::WarrantyCertificate) TRY(take_coverage());
    return {};
  }

  /// A certificate goes with the thing for years and changes hands with it: its code leads to this
  /// device alone, and to no case.
  void take_certificates_code() {
    auto const owner = units::owner_today(tx_, out_.unit_id);
    bool const is_hers = owner && owner->customer_id == out_.customer_id;
    out_.qr = profile_.public_url.empty() || !is_hers
                  ? ""
                  : profile_.public_url + "/d/" +
                        units::link_token(units::HerLink{out_.customer_id, out_.unit_id});
  }

  static std::map<Language, std::string> names_in(JsonObject const& names) {
    std::map<Language, std::string> out;
    for (auto const language : kLanguages) {
      auto const* name = names.if_contains(tag(language));
      if (name && name->is_string()) out[language] = std::string(name->get_string());
    }
    return out;
  }

  void take_product(catalogue::Product const& product) {
    auto const maker = catalogue::find_manufacturer(tx_, product.manufacturer_id);
    know("brand", !product.brand.empty() ? product.brand : maker ? maker->name : "");
    know("model", product.model);
    know("item", catalogue::title_of(tx_, product));
    auto const group = catalogue::find_group(tx_, product.group_id);
    if (!group) return;
    if (auto names = names_in(group->names); !names.empty())
      out_.known["product_kind"].by_language = std::move(names);
  }

  void take_sale(units::Sale const& sale) {
    if (!sale.country.empty()) out_.country = sale.country;
    know("seller", sale.seller);
    know("invoice_number", sale.number);
    know("sold_on", to_text(sale.sold_on));
    know("delivered_on", to_text(sale.delivered_on.value_or(sale.sold_on)));
    auto const currency = Currency::parse(sale.currency);
    if (kind_ == DocumentKind::ClaimRecord && sale.price_minor && currency)
      know("price", decimal_text({*sale.price_minor, *currency}) + " " + sale.currency);
  }

  /// A defect is asked about: what answers for a repair that did not last says so beside it, and
  /// what answers for another cause alone is not promised here.
  Result<void> take_coverage() {
    auto const found =
        TRY(coverage::ask(ctx_, tx_, out_.unit_id, {.cause = coverage::Cause::Defect}));
    for (auto const& answer : found.entitlement.answers)
      for (auto const& reason : answer.reasons) {
        auto const& term = found.terms.at(static_cast<std::size_t>(reason.term));
        auto const& line = term.lines.at(static_cast<std::size_t>(reason.line));
        if (holds_or_will(reason.verdict, line)) take_line(term, line, reason);
      }
    return {};
  }

  /// What is promised of one part or group alone is promised, with that said beside it.
  static bool holds_or_will(coverage::Verdict verdict, coverage::CoverageLine const& line) {
    bool const of_some = line.part_id || line.included_groups;
    return verdict == coverage::Verdict::Covers || verdict == coverage::Verdict::NotBegun ||
           (verdict == coverage::Verdict::PartNotIncluded && of_some) ||
           (verdict == coverage::Verdict::CauseExcluded && of_failed_repair(line));
  }

  static bool of_failed_repair(coverage::CoverageLine const& line) {
    auto const& only = line.only_causes;
    return only &&
           std::find(only->begin(), only->end(), coverage::Cause::FailedRepair) != only->end();
  }

  void take_line(coverage::Term const& term, coverage::CoverageLine const& line,
                 coverage::LineReason const& reason) {
    CoveredLine row{.component = wire::enum_text(line.component),
                    .percent = line.percent,
                    .payer = wire::enum_text(line.payer),
                    .source = wire::enum_text(term.source)};
    row.name.by_language = names_in(term.names);
    if (reason.verdict == coverage::Verdict::NotBegun) row.from_on = reason.from_on;
    row.last_on = reason.last_on;
    if (line.usage)
      for (auto const& limit : *line.usage) row.usage.emplace_back(limit.meter, limit.amount);
    if (line.included_groups) row.only = group_names(*line.included_groups);
    if (line.excluded_groups) row.not_for = group_names(*line.excluded_groups);
    if (line.part_id)
      if (auto const part = catalogue::find(tx_, *line.part_id))
        row.only.push_back({catalogue::title_of(tx_, *part), {}});
    if (line.max_visits) row.visits_left = *line.max_visits - term.used_visits;
    row.only_failed_repair = of_failed_repair(line);
    row.up_to_a_sum = line.max_amount_minor.has_value();
    out_.covered.push_back(std::move(row));
  }

  std::vector<Known> group_names(std::vector<std::string> const& codes) {
    std::vector<Known> names;
    for (auto const& code : codes) {
      Known known{code, {}};
      if (auto const group = catalogue::find_group(tx_, std::string_view(code)))
        known.by_language = names_in(group->names);
      names.push_back(std::move(known));
    }
    return names;
  }

  void take_customer() {
    auto const customer = customers::find(tx_, out_.customer_id);
    if (!customer || customer->erased_at) return;
    out_.customer_id = customer->id;
    if (!out_.case_id) out_.language = customer->language;
    know("customer_name", customer->display_name);
    if (auto const phone = customers::best_contact(tx_, customer->id, ContactKind::Phone))
      know("customer_phone", phone->value);
    auto const postal = customers::best_contact(tx_, customer->id, ContactKind::Postal);
    if (!postal) return;
    auto lines = split(postal->value, '\n');
    know("customer_address", join(lines, ", "));
  }

  void take_company() {
    know("station_contacts", out_.settings.station_contacts.value);
    for (auto const& [name, text] : out_.settings.station_liabilities)
      if (auto const language = parse_language(name); language && !text.value.empty())
        out_.known["station_liabilities"].by_language[*language] = text.value;
    // Source: TR-04, TR-10.
    if (out_.country == "TR") know_wording("loaner_note", "documents.loaner_note_tr");
  }

  /// Who hands over and who takes: she brings it, we bring it back.
  void take_people() {
    auto const hers = out_.known["customer_name"].value;
    auto const ours = ctx_.actor.kind == ActorKind::Staff ? ctx_.actor.name : std::string();
    bool const back = kind_ == DocumentKind::ReturnSlip;
    know("giver", back ? ours : hers);
    know("taker", back ? hers : ours);
  }

  /// The last time in repair that was told of the case.
  std::optional<coverage::RepairTime> stay_of_case() const {
    std::optional<coverage::RepairTime> last;
    if (!out_.case_id || !out_.unit_id) return last;
    for (auto const& one : coverage::stays(tx_, out_.unit_id))
      if (one.case_id == out_.case_id) last = one.time;
    return last;
  }

  void take_days() {
    bool const comes_in = kind_ == DocumentKind::TakeInSlip || kind_ == DocumentKind::ServiceSlip;
    auto const stay = stay_of_case();
    if (stay)
      know("handed_over_on", to_text(stay->from_on));
    else if (comes_in)
      know("handed_over_on", to_text(out_.today));
    if (kind_ == DocumentKind::ReturnSlip)
      know("returned_on", to_text(out_.today));
    else if (kind_ == DocumentKind::ServiceSlip && stay && stay->until_on)
      know("returned_on", to_text(*stay->until_on));
  }

  /// What the form offers is what a quote offers, and binds as long as the law in use says.
  /// Source: EU-04, "binding for 30 calendar days".
  void take_offer() {
    out_.asks_offer = static_cast<bool>(offers().of_case);
    if (out_.asks_offer && out_.case_id) out_.offer = offers().of_case(ctx_, tx_, out_.case_id);
    out_.binds = binding_of(out_.laws, out_.today);
    auto until = out_.binds.least_until_on;
    if (out_.offer) {
      until = std::max(until, out_.offer->valid_until_on);
      know("price",
           decimal_text(out_.offer->price) + " " + std::string(out_.offer->price.currency.text()));
      know("work_offered", out_.offer->work);
    }
    know("valid_until", to_text(until));
  }

  Context const& ctx_;
  db::Tx& tx_;
  DocumentKind kind_;
  company::Profile profile_;
  Ground out_;
};

}  // namespace

Result<Ground> gather(Context const& ctx, db::Tx& tx, About const& about, DocumentKind kind) {
  return Gatherer(ctx, tx, kind).of(about);
}

}  // namespace vefa::documents
