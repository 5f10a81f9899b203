// `vefa demo`: a company in four languages, so that a stranger sees something living at the first
// start.
#include <fmt/format.h>

#include <array>
#include <iostream>

#include "base/crypto.hpp"
#include "i18n/i18n.hpp"
#include "main/commands.hpp"
#include "main/demo_goods.hpp"
#include "main/local.hpp"
#include "modules/cases/cases.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "modules/staff/people.hpp"
#include "modules/staff/staff.hpp"

namespace vefa {
namespace {

using namespace std::chrono_literals;

constexpr char const* kPassword = "vefa-demo-2026";

struct DemoPerson {
  char const* name;
  char const* email;
  Language language;
  RoleId role;
  std::vector<Language> speaks;
};

std::vector<DemoPerson> people() {
  using L = Language;
  return {
      {"Deniz Kaya", "deniz@anka.example", L::Tr, staff::kServiceManager, {L::Tr, L::En}},
      {"Elif Aydın", "elif@anka.example", L::Tr, staff::kAgent, {L::Tr}},
      {"Szabó Katalin", "katalin@anka.example", L::Hu, staff::kAgent, {L::Hu, L::En}},
      {"נועה לוי", "noa@anka.example", L::He, staff::kAgent, {L::He, L::En}},
      {"Jane Porter", "jane@anka.example", L::En, staff::kAgent, {L::En}},
  };
}

struct DemoCase {
  char const* customer;
  char const* email;
  char const* phone;
  Language language;
  interactions::Channel channel;
  cases::CaseKind kind;
  char const* subject;
  char const* text;
  Duration ago;
  char const* answer;  // nothing: still owed
  cases::After after;
};

std::vector<DemoCase> demo_cases() {
  using C = interactions::Channel;
  using K = cases::CaseKind;
  using A = cases::After;
  using L = Language;
  return {
      {"Ayşe Yılmaz", "ayse.yilmaz@musteri.example", "+905321112233", L::Tr, C::Email, K::Repair,
       "Buzdolabım soğutmuyor",
       "Merhaba,\n\nGeçen ay aldığım buzdolabı dünden beri soğutmuyor. Fotoğrafını ekledim. "
       "Yardımcı olur musunuz?\n\nAyşe Yılmaz",
       150min, nullptr, A::FollowUp},
      {"Mehmet Demir", "mehmet.demir@musteri.example", "+905337778899", L::Tr, C::Phone,
       K::Complaint, "Montaj ekibi gelmedi",
       "Cuma öğleden önce gelecekleri söylenmişti, kimse gelmedi.", 95min,
       "Bizi affedin; yarın 09:00–11:00 arasında ekibimiz yanınızda olacak.", A::FollowUp},
      {"Nagy Éva", "nagy.eva@ugyfel.example", "+36301234567", L::Hu, C::Email, K::Question,
       "Meddig tart a jótállás?",
       "Jó napot kívánok!\n\nA tavaly vásárolt mosógépem jótállása meddig érvényes?\n\n"
       "Üdvözlettel:\nNagy Éva",
       70min, "A mosógépére két év jótállás érvényes, a javítások teljes idejével meghosszabbítva.",
       A::Solved},
      {"Kovács Béla", "kovacs.bela@ugyfel.example", "+36209876543", L::Hu, C::Desk, K::Repair,
       "Mosogatógép szivárog", "A gép alja alatt víz gyűlik, minden mosás után.", 40min, nullptr,
       A::FollowUp},
      {"דנה כהן", "dana.cohen@lakoach.example", "+972541234567", L::He, C::Email, K::Installation,
       "מתי מגיע הטכנאי להתקנה?",
       "שלום,\n\nהבטחתם שהמזגן יותקן ביום שני לפני הצהריים. האם המועד עדיין בתוקף?\n\nתודה, דנה",
       55min, nullptr, A::FollowUp},
      {"יוסי מזרחי", "yossi.mizrahi@lakoach.example", "+972527654321", L::He, C::Phone, K::Question,
       "חוברת הפעלה לתנור", "איבד את חוברת ההפעלה ומבקש עותק בעברית.", 30min,
       "שלחנו לך את החוברת בעברית. נשמח לדעת אם הכול ברור.", A::Solved},
      {"Emma Clarke", "emma.clarke@customer.example", "+442079460123", L::En, C::Email,
       K::Suggestion, "A quieter finish signal, please",
       "Hello,\n\nI love the dryer, but its finish signal wakes the baby. Could it be "
       "quieter?\n\nEmma",
       25min, nullptr, A::FollowUp},
      {"Robert Hale", "robert.hale@customer.example", "+442079460456", L::En, C::Email, K::Return,
       "Wrong colour delivered", "Hello, I ordered the kettle in green and got a red one.", 10min,
       nullptr, A::FollowUp},
  };
}

template <class T>
T required(Result<T> result) {
  if (!result.ok())
    throw std::runtime_error("the demo company cannot be filled: " +
                             i18n::message(Language::En, result.error()));
  return std::move(result).value();
}

/// Answers the manager.
StaffId add_people(LocalCompany& company) {
  auto const hash = hash_password(kPassword);
  return required(company.database().write_result([&](db::Tx& tx) -> Result<StaffId> {
    auto const ctx = company.context();
    StaffId manager;
    for (auto const& p : people()) {
      staff::NewPerson person{.name = {p.name}, .email = {p.email}, .language = p.language};
      person.roles.push_back(p.role);
      person.languages.emplace();
      for (auto const language : p.speaks) person.languages->push_back(language);
      auto const id = TRY(staff::add_active(ctx, tx, person, hash));
      if (p.role == staff::kAgent) TRY(staff::set_presence(ctx, tx, id, {}));
      if (p.role == staff::kServiceManager) manager = id;
    }
    auto profile = company::profile(tx);
    profile.public_url = "http://127.0.0.1:8420";
    TRY(company::change(ctx, tx, profile));
    return manager;
  }));
}

void add_case(LocalCompany& company, DemoCase const& c) {
  auto ctx = company.context();
  ctx.now = ctx.now - c.ago;
  auto const received = required(company.database().write_result([&](db::Tx& tx) {
    return [&]() -> Result<cases::Received> {
      auto const customer =
          TRY(customers::find_or_create_by_email(ctx, tx, c.email, c.customer, c.language))
              .customer;
      TRY(customers::add_contact(
          ctx, tx, customer.id,
          {.kind = customers::ContactKind::Phone, .value = Text<320>{c.phone}}));
      return cases::receive(ctx, tx,
                            {.customer_id = customer.id,
                             .channel = c.channel,
                             .kind = c.kind,
                             .language = c.language,
                             .at = ctx.now,
                             .subject = c.subject,
                             .text = c.text,
                             .sender_name = c.customer,
                             .recipients = {{interactions::Role::From, c.email, c.customer}},
                             .no_acknowledgement = true});
    }();
  }));
  if (!c.answer) return;
  ctx.now = ctx.now + 8min;
  required(company.database().write_result([&](db::Tx& tx) -> Result<InteractionId> {
    auto const row = cases::find(tx, received.case_id).value();
    if (auto const owner = staff::actor_of(tx, row.owner_id)) ctx.actor = *owner;
    return cases::answer(
        ctx, tx, received.case_id,
        {.text = c.answer,
         .channel =
             c.channel == interactions::Channel::Email ? interactions::Channel::Phone : c.channel,
         .after = c.after});
  }));
}

}  // namespace

int fill_demo(Config const& config, DemoOf of) {
  LocalCompany company(config);
  bool empty = false;
  company.database().read_now([&](db::Tx& tx) { empty = staff::awaits_first_start(tx); });
  if (!empty) {
    std::cout << "There is a company already; nothing was filled in.\n";
    return 0;
  }
  required(staff::first_start(company.context(), company.database(),
                              {.company_name = {"Anka Beyaz Eşya"},
                               .name = {"Demo Administrator"},
                               .email = {"admin@anka.example"},
                               .password = kPassword}));
  auto const manager = add_people(company);
  for (auto const& c : demo_cases()) add_case(company, c);
  std::vector<std::string> sights;
  if (of == DemoOf::Everything) sights = fill_goods(company, manager);
  std::cout << "Logins of the demo company (password of all: " << kPassword << ")\n"
            << "  administrator  admin@anka.example\n";
  for (auto const& p : people()) std::cout << fmt::format("  {:<14} {}\n", p.name, p.email);
  if (!sights.empty()) std::cout << "Where to begin:\n";
  for (auto const& sight : sights) std::cout << "  " << sight << "\n";
  return 0;
}

}  // namespace vefa
