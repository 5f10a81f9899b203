#include "generate/generate.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <queue>

#include "base/text.hpp"
#include "generate/bulk_index.hpp"
#include "generate/phrases.hpp"
#include "generate/staffing.hpp"
#include "modules/cases/queries.hpp"
#include "modules/company/company.hpp"

namespace vefa::generate {
namespace {

constexpr std::array<int, 4> kShareOfLanguage{55, 20, 13, 12};  // per cent, as phrases()
/// Told on one sheet while the one before is being written down. One at a time: on PostgreSQL two
/// would run beside each other.
constexpr std::int64_t kCasesOfSheet = 250;

constexpr int kMostCasesOfCustomer = 4;

struct KnownCustomer {
  CustomerId id;
  std::string name;
  std::string address;
};

/// Everything that is under way while a company's past goes by.
class Past {
 public:
  Past(db::Tx& tx, Wanted const& wanted, Staffing staffing, std::int64_t first_number)
      : wanted_(wanted),
        staffing_(std::move(staffing)),
        prefix_(company::profile(tx).case_number_prefix),
        standards_(tx),
        next_number_(first_number),
        dice_(wanted.seed),
        writer_(ids_, wanted.until) {}

  /// Begins up to `count` further cases, and tells what happens meanwhile on all.
  void go_on(db::Sheet& sheet, std::int64_t count) {
    for (; count > 0 && begun_ < wanted_.cases; --count) {
      if (openings_.empty()) openings_ = openings_of(day_++);
      if (openings_.empty()) {
        ++count;
        continue;
      }
      tell_until(sheet, openings_.front());
      begin(sheet, openings_.front());
      openings_.pop_front();
    }
    if (begun_ == wanted_.cases) tell_until(sheet, wanted_.until);
  }
  std::int64_t begun() const { return begun_; }
  Figures const& figures() const { return writer_.figures(); }

 private:
  struct Next {
    Instant at;
    std::int64_t order;  // of two at one instant
    std::shared_ptr<Story> story;
    std::size_t moment;
    bool operator<(Next const& other) const {
      return std::tie(other.at.ms, other.order) < std::tie(at.ms, order);
    }
  };

  std::int64_t days() const { return wanted_.over / std::chrono::days(1); }

  /// The instants at which cases begin on the `day`-th day: fewer at weekends and at night.
  std::deque<Instant> openings_of(std::int64_t day) {
    Instant const midnight = wanted_.until - wanted_.over + std::chrono::days(day);
    auto const share = static_cast<double>(std::min(day + 1, days())) / static_cast<double>(days());
    auto const target = static_cast<std::int64_t>(static_cast<double>(wanted_.cases) * share);
    bool const last = day + 1 >= days();
    auto count = target - begun_;
    if (!last && day % 7 >= 5) count /= 2;
    std::vector<Instant> times;
    for (; count > 0; --count) {
      auto const minute = dice_.chance(85) ? dice_.between(300, 1020) : dice_.below(1440);
      times.push_back(midnight + std::chrono::minutes(minute) + Duration(dice_.below(60'000)));
    }
    std::sort(times.begin(), times.end());
    while (!times.empty() && times.back() >= wanted_.until) times.pop_back();
    if (last && times.empty()) times.push_back(wanted_.until - Duration(1));
    return {times.begin(), times.end()};
  }

  void tell_until(db::Sheet& sheet, Instant until) {
    while (!next_.empty() && next_.top().at < until) {
      Next next = next_.top();
      next_.pop();
      writer_.write(sheet, *next.story, next.moment);
      if (++next.moment == next.story->moments.size()) continue;
      next.at = next.story->moments[next.moment].at;
      next_.push(std::move(next));
    }
  }

  void begin(db::Sheet& sheet, Instant at) {
    auto const story = std::make_shared<Story>();
    auto const percent = dice_.below(100);
    for (int sum = 0; (sum += kShareOfLanguage[story->language]) <= percent;) ++story->language;
    auto const& words = phrases()[story->language];
    auto const& customer = customer_for(sheet, story->language, at);
    story->seed = wanted_.seed * 1'000'003 + static_cast<std::uint64_t>(begun_);
    story->product = dice_.of(words.products);
    story->part = dice_.of(words.parts);
    story->customer_name = customer.name;
    story->customer_address = customer.address;
    auto& row = story->row;
    row.number = cases::case_number(prefix_, next_number_++);
    row.kind = static_cast<cases::CaseKind>(dice_.below(8));
    row.subject = capitalised(filled(dice_.of(words.subjects[static_cast<std::size_t>(row.kind)]),
                                     story->product, story->part),
                              words.language);
    row.customer_id = customer.id;
    row.channel = channel();
    if (customer.address.empty() && row.channel == interactions::Channel::Email)
      row.channel = interactions::Channel::Phone;
    row.priority = dice_.chance(10)  ? cases::Priority::High
                   : dice_.chance(3) ? cases::Priority::Urgent
                                     : cases::Priority::Normal;
    row.language = words.language;
    auto const& team = staffing_.teams[story->language];
    row.team_id = team.id;
    auto const& owner = dice_.of(team.agents);
    row.owner_id = owner.id;
    story->owner_name = owner.name;
    row.opened_at = at;
    live(standards_, ids_, wanted_.until, *story);
    next_.push({at, begun_++, story, 0});
  }

  interactions::Channel channel() {
    using C = interactions::Channel;
    static constexpr std::array kOften{C::Email, C::Email, C::Email,  C::Email, C::Phone,
                                       C::Phone, C::Desk,  C::Portal, C::Chat,  C::Social};
    return dice_.of(kOften);
  }

  KnownCustomer const& customer_for(db::Sheet& sheet, std::size_t language, Instant at) {
    auto& known = customers_[language];
    if (!known.empty() && !dice_.chance(100 / kMostCasesOfCustomer)) return dice_.of(known);
    auto const& words = phrases()[language];
    auto const serial = ++customer_count_;
    NewCustomer customer;
    customer.row.id = {ids_.at(at)};
    customer.row.given_name = dice_.of(words.given_names);
    customer.row.family_name = dice_.of(words.family_names);
    bool const family_first = words.language == Language::Hu;
    customer.row.display_name = family_first
                                    ? customer.row.family_name + " " + customer.row.given_name
                                    : customer.row.given_name + " " + customer.row.family_name;
    customer.row.language = words.language;
    customer.row.created_at = customer.row.updated_at = at;
    if (!dice_.chance(8)) customer.address = fmt::format("customer{}@mail.example", serial);
    if (customer.address.empty() || dice_.chance(60)) customer.phone = phone(language, serial);
    writer_.write(sheet, customer);
    known.push_back({customer.row.id, customer.row.display_name, customer.address});
    return known.back();
  }

  static std::string phone(std::size_t language, std::int64_t serial) {
    static constexpr std::array<char const*, 4> kMobile{"+90532{:07}", "+3620{:07}", "+97254{:07}",
                                                        "+447{:09}"};
    bool const british = language == 3;
    return fmt::format(fmt::runtime(kMobile[language]),
                       british ? 400'000'000 + serial : serial % 10'000'000);
  }

  Wanted const& wanted_;
  Staffing staffing_;
  std::string prefix_;
  standards::Counter standards_;
  std::int64_t next_number_;
  Dice dice_;
  PastIds ids_;
  Writer writer_;
  std::priority_queue<Next> next_;
  std::array<std::vector<KnownCustomer>, 4> customers_;
  std::int64_t customer_count_ = 0;
  std::int64_t begun_ = 0;
  std::int64_t day_ = 0;
  std::deque<Instant> openings_;
};

/// The writer's desk: at most one sheet lies there.
class Desk {
 public:
  explicit Desk(db::Database& database) : database_(database) {}
  ~Desk() { wait(); }
  /// Waits until the sheet before is written down; throws what went wrong with it.
  void hand_over(std::shared_ptr<db::Sheet const> sheet) {
    finish();
    {
      std::lock_guard const lock(mutex_);
      is_busy_ = true;
    }
    database_.write(
        [sheet](db::Tx& tx) {
          sheet->put(tx);
          return db::Outcome::Commit;
        },
        [this](std::exception_ptr failure) {
          std::lock_guard const lock(mutex_);
          is_busy_ = false;
          failure_ = failure;
          free_.notify_all();
        });
  }
  void finish() {
    wait();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void wait() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return !is_busy_; });
  }

  db::Database& database_;
  std::mutex mutex_;
  std::condition_variable free_;
  bool is_busy_ = false;
  std::exception_ptr failure_;
};

std::unique_ptr<Past> past_of(Context const& ctx, db::Database& database, Wanted const& wanted) {
  std::unique_ptr<Past> past;
  database.write_now([&](db::Tx& tx) {
    auto const last = tx.scalar<std::int64_t>(cases::sql::reserve_numbers, wanted.cases).value();
    past = std::make_unique<Past>(tx, wanted, hire(ctx, tx, wanted), last - wanted.cases + 1);
    return db::Outcome::Commit;
  });
  return past;
}

}  // namespace

Figures fill(Context const& ctx, db::Database& database, Wanted const& wanted,
             Progress const& progress) {
  auto const past = past_of(ctx, database, wanted);
  SuspendedIndexes indexes(database);
  Desk desk(database);
  while (past->begun() < wanted.cases) {
    auto sheet = std::make_shared<db::Sheet>();
    past->go_on(*sheet, kCasesOfSheet);
    desk.hand_over(std::move(sheet));
    progress(past->begun(), "");
  }
  desk.finish();
  indexes.resume([&](std::string const& what) { progress(past->begun(), what); });
  return past->figures();
}

}  // namespace vefa::generate
