#include "modules/portal/registration.hpp"

#include "base/file_type.hpp"
#include "base/text.hpp"
#include "db/blobs.hpp"
#include "i18n/i18n.hpp"
#include "modules/cases/links.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/units/her_link.hpp"

namespace vefa::portal {
namespace {

constexpr Duration kSameDevice = std::chrono::minutes(10);

std::string say(Language language, std::string const& key, Args const& args = {}) {
  return i18n::message(language, "portal.register_" + key, args);
}

Result<CustomerId> customer_of(Context const& ctx, db::Tx& tx, Told const& told) {
  bool const is_email = told.contact.find('@') != std::string::npos;
  auto found =
      is_email
          ? customers::find_or_create_by_email(ctx, tx, told.contact, told.name, ctx.language)
          : customers::find_or_create_by_phone(ctx, tx, told.contact, "", told.name, ctx.language);
  if (found.ok()) return found->customer.id;
  Error error = std::move(found).error();
  error.field = "contact";
  return error;
}

/// On a slow line people press twice: what has no serial is known again by its time.
UnitId just_registered(Context const& ctx, db::Tx& tx, CustomerId customer, ProductId product) {
  for (auto const& unit : units::of_customer(tx, customer))
    if (unit.product_id == product && unit.serial.empty() &&
        ctx.now - unit.created_at < kSameDevice)
      return unit.id;
  return {};
}

/// What is left for a person to look at, as lines of hers.
struct ForPeople {
  std::vector<std::string> lines;
  std::vector<interactions::NewAttachment> files;

  void add(std::string line, std::vector<interactions::NewAttachment> const& more) {
    lines.push_back(std::move(line));
    files.insert(files.end(), more.begin(), more.end());
  }
};

bool is_same_file(db::Tx& tx, BlobId known, std::vector<interactions::NewAttachment> const& files) {
  auto const bytes = blobs::get(tx, known);
  return bytes && files.size() == 1 && files.front().bytes == *bytes;
}

/// Keeps the receipt with the sale. What is proved already is not overwritten by a page that
/// everybody who holds the box can open.
Result<void> keep_receipt(Context const& ctx, db::Tx& tx, SaleId id, Files const& files,
                          ForPeople& rest) {
  auto const sale = units::find_sale(tx, id);
  if (!sale || files.receipt.empty()) return {};
  auto more = files.receipt;
  if (!sale->proof_blob_id) {
    auto const& first = more.front();
    bool const is_picture = first.media_type.starts_with("image/");
    TRY(units::prove_sale(ctx, tx, id, is_picture ? units::Proof::Photo : units::Proof::Receipt,
                          first.bytes, first.media_type));
    more.erase(more.begin());
  } else if (is_same_file(tx, sale->proof_blob_id, more)) {
    return {};
  }
  if (!more.empty()) rest.add(say(ctx.language, "says_more_proof"), more);
  return {};
}

/// Was this said a moment ago? The case of it, which has not gone on since.
std::optional<cases::Case> said_before(db::Tx& tx, CustomerId customer, std::string const& subject,
                                       std::string const& text) {
  for (auto const& row : cases::open_of_customer(tx, customer)) {
    if (row.subject != subject || row.channel != interactions::Channel::Portal) continue;
    auto const last = interactions::find(tx, row.last_interaction_id);
    if (last && last->text == text) return row;
  }
  return std::nullopt;
}

Result<void> tell_people(Context const& ctx, db::Tx& tx, CustomerId customer, ForPeople rest,
                         RegistrationDone& done) {
  auto const& f = done.form;
  auto const& serial = f.serial.empty() ? f.told.serial : f.serial;
  auto const subject = say(f.language, "subject", {{"device", f.device}});
  std::string text = say(f.language, "says",
                         {{"device", f.device},
                          {"serial", serial.empty() ? "–" : serial},
                          {"day", i18n::date_text(f.language, *parse_date(f.told.sold_on))},
                          {"seller", f.told.seller.empty() ? "–" : f.told.seller}});
  for (auto const& line : rest.lines) text += "\n\n" + line;
  auto row = said_before(tx, customer, subject, text);
  if (!row) {
    auto const received = TRY(cases::receive(ctx, tx,
                                             {.customer_id = customer,
                                              .channel = interactions::Channel::Portal,
                                              .language = f.language,
                                              .subject = subject,
                                              .text = std::move(text),
                                              .sender_name = f.told.name,
                                              .attachments = std::move(rest.files)}));
    row = cases::find_living(tx, received.case_id);
  }
  done.case_number = row->number;
  // Whoever types the address of another sees nothing of that one's books by it.
  auto const her = customers::find(tx, customer);
  if (her && ctx.now - her->created_at < kSameDevice) done.case_token = cases::link_token(row->id);
  if (row->next_due_at)
    done.due = i18n::due_text(f.language, *row->next_due_at, company::profile(tx).zone);
  return {};
}

}  // namespace

std::size_t Files::bytes() const {
  std::size_t sum = 0;
  for (auto const& file : receipt) sum += file.bytes.size();
  for (auto const& file : plate) sum += file.bytes.size();
  return sum;
}

void check(RegistrationForm& form) {
  auto const& told = form.told;
  struct Bound {
    char const* field;
    std::string const& value;
    std::size_t most;
  };
  for (auto const& b : {Bound{"serial", told.serial, 100}, Bound{"seller", told.seller, 200},
                        Bound{"name", told.name, 200}, Bound{"contact", told.contact, 320}})
    if (length_of(b.value) > b.most)
      form.wrong[b.field] =
          i18n::message(form.language, "wire.too_long", {{"limit", std::to_string(b.most)}});
  if (told.name.empty()) form.wrong["name"] = say(form.language, "needs_name");
  if (told.contact.empty()) form.wrong["contact"] = say(form.language, "needs_contact");
  if (!parse_date(told.sold_on)) form.wrong["sold_on"] = say(form.language, "needs_day");
}

void put_wrong(RegistrationForm& form, Error const& refusal) {
  std::string field = refusal.field;
  if (auto const dot = field.rfind('.'); dot != std::string::npos) field = field.substr(dot + 1);
  bool const is_there = field == "sold_on" || field == "seller" || field == "contact" ||
                        (field == "serial" && form.asks_serial);
  form.wrong[is_there ? field : ""] = i18n::message(form.language, refusal);
}

Result<void> register_hers(Context const& ctx, db::Tx& tx, Goods const& goods, Files const& files,
                           RegistrationDone& done) {
  auto const& told = done.form.told;
  auto const customer = TRY(customer_of(ctx, tx, told));
  Context hers = ctx;
  hers.actor = {.kind = ActorKind::Customer, .id = customer.value};
  units::Registration wish{.customer_id = customer};
  wish.sale =
      units::NewSale{.sold_on = *parse_date(told.sold_on), .seller = Text<200>{told.seller}};
  if (goods.unit_id) wish.unit_id = goods.unit_id;
  if (goods.product_id) wish.product_id = goods.product_id;
  if (!told.serial.empty()) wish.serial = Text<100>{told.serial};
  if (goods.product_id && told.serial.empty())
    if (auto const same = just_registered(ctx, tx, customer, goods.product_id)) wish.unit_id = same;
  auto const outcome = TRY(units::register_unit(hers, tx, wish));
  done.outcome = outcome.outcome;
  if (outcome.outcome != units::Registered::Waiting)
    done.device_token = units::link_token(units::HerLink{customer, outcome.unit_id});
  ForPeople rest;
  if (outcome.outcome == units::Registered::Waiting)
    rest.add(say(ctx.language, "says_mine"), files.receipt);
  if (!files.plate.empty()) rest.add(say(ctx.language, "says_plate"), files.plate);
  if (outcome.sale_id) {
    TRY(keep_receipt(hers, tx, outcome.sale_id, files, rest));
    auto const sale = units::find_sale(tx, outcome.sale_id);
    done.has_proof = sale && sale->proof_blob_id;
  }
  if (rest.lines.empty()) return {};
  return tell_people(hers, tx, customer, std::move(rest), done);
}

}  // namespace vefa::portal
