// `vefa generate`: the command around generate/.
#include <fmt/format.h>

#include <chrono>
#include <iostream>

#include "base/crypto.hpp"
#include "generate/generate.hpp"
#include "i18n/i18n.hpp"
#include "main/commands.hpp"
#include "main/local.hpp"
#include "modules/company/company.hpp"
#include "modules/staff/staff.hpp"

namespace vefa {
namespace {

constexpr char const* kPassword = "vefa-demo-2026";

/// The clock of an installation: minutes of work shown as they go by.
class Progress {
 public:
  explicit Progress(std::int64_t cases) : cases_(cases) {}

  void operator()(std::int64_t begun, std::string const& what) {
    auto const now = std::chrono::steady_clock::now();
    if (now - shown_ < std::chrono::seconds(2) && begun < cases_) return;
    shown_ = now;
    constexpr char const* kClearRest = "\x1b[K";
    std::cerr << fmt::format("\r{} of {} cases, {:.0f} s {}{}", begun, cases_, seconds(), what,
                             kClearRest)
              << std::flush;
  }
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  }

 private:
  std::int64_t cases_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_ = {};
};

Result<Instant> present(std::string const& until) {
  if (until.empty()) return wall_now();
  auto const instant = parse_instant(until);
  if (!instant || *instant < *parse_instant("2026-10-01T00:00:00Z"))
    return invalid("until", "wire.bad_instant");
  return *instant;
}

}  // namespace

int generate_company(Config const& config, GenerateCommand const& command) {
  auto const until = present(command.until);
  if (!until.ok()) {
    std::cerr << "vefa: --until: write an instant from 2026-10-01 on, as 2026-11-22T12:00:00Z\n";
    return 1;
  }
  LocalCompany company(config, LocalCompany::Use::Bulk);
  bool empty = false;
  company.database().read_now([&](db::Tx& tx) { empty = staff::awaits_first_start(tx); });
  if (!empty) {
    std::cerr << "vefa: there is a company already; name an empty database\n";
    return 1;
  }
  auto ctx = company.context();
  auto const started = staff::first_start(ctx, company.database(),
                                          {.company_name = {"Anka Beyaz Eşya"},
                                           .name = {"Demo Administrator"},
                                           .email = {"admin@anka.example"},
                                           .password = kPassword});
  if (!started.ok()) throw std::runtime_error(i18n::message(Language::En, started.error()));
  Progress progress(command.cases);
  auto const figures = generate::fill(ctx, company.database(),
                                      {.cases = command.cases,
                                       .seed = command.seed,
                                       .until = *until,
                                       .password_hash = hash_password(kPassword)},
                                      std::ref(progress));
  std::cerr << "\n";
  std::cout << fmt::format(
      "{} cases ({} open), {} interactions, {} promises ({} broken), {} customers, {} events,\n"
      "{} search documents in {:.0f} s\n"
      "Logins (password of all: {}): admin@anka.example, manager@anka.example, "
      "agent1@anka.example\n",
      figures.cases, figures.open_cases, figures.interactions, figures.promises, figures.broken,
      figures.customers, figures.events, figures.documents, progress.seconds(), kPassword);
  return 0;
}

}  // namespace vefa
