#include "modules/channels/email/guard.hpp"

#include <algorithm>

#include "base/context.hpp"
#include "base/text.hpp"
#include "db/database.hpp"
#include "modules/channels/email/headers.hpp"
#include "modules/channels/email/queries.hpp"

namespace vefa::email {

struct AutomaticTag {
  static constexpr std::string_view kPrefix = "aut";
};

Unmatched judge_unmatched(Machine machine) {
  switch (machine) {
    case Machine::None:
    case Machine::SuppressesAnswers:
    case Machine::OwnMessage:
      return Unmatched::OpensCase;
    default:
      return Unmatched::Quarantine;
  }
}

bool starts_nothing(Machine machine) {
  switch (machine) {
    case Machine::Bounce:
    case Machine::DeliveryNotice:
    case Machine::OutOfOffice:
    case Machine::NullReturnPath:
    case Machine::MailerDaemon:
    case Machine::AutoSubmitted:
      return true;
    default:
      return false;
  }
}

std::string subject_key(std::string_view purpose, std::string_view subject) {
  constexpr std::size_t kEnough = 120;
  std::string bare = fold(strip_subject(subject));
  // `[V10482-K]` is another in every case, and the loop goes on.
  if (auto const open = bare.rfind('['); open != std::string::npos && bare.ends_with(']'))
    bare = trim(bare.substr(0, open));
  return std::string(purpose) + ":" + std::string(prefix_of(bare, kEnough));
}

Allowed judge_automatic(std::vector<std::string> const& recent, std::string const& key) {
  if (recent.size() >= kMostAutomatic) return Allowed::TooMany;
  bool const repeated = std::find(recent.begin(), recent.end(), key) != recent.end();
  return repeated ? Allowed::RepeatedSubject : Allowed::Yes;
}

Allowed may_send_automatic(Context const& ctx, db::Tx& tx, std::string_view address,
                           std::string const& key) {
  return judge_automatic(
      tx.column<std::string>(sql::automatic_to, fold(address), ctx.now - kAutomaticWindow), key);
}

void note_automatic(Context const& ctx, db::Tx& tx, std::string_view address,
                    std::string const& key) {
  tx.run(sql::prune_automatic, ctx.now - kAutomaticWindow);
  tx.run(sql::insert_automatic, ctx.new_id<Id<AutomaticTag>>(), fold(address), key, ctx.now);
}

void suspend_address(Context const& ctx, db::Tx& tx, std::string_view address, std::string reason) {
  constexpr std::int64_t kLongestDoubling = 5;
  auto const before = tx.find<Suspension>(sql::find_suspended, fold(address));
  std::int64_t const bounces = before ? std::min(before->bounces, kLongestDoubling) : 0;
  Duration const length = kSuspension * (std::int64_t{1} << bounces);
  tx.run(sql::suspend_address, fold(address), ctx.now + length, reason, ctx.now);
}

std::optional<Suspension> suspension_of(Context const& ctx, db::Tx& tx, std::string_view address) {
  auto found = tx.find<Suspension>(sql::find_suspended, fold(address));
  if (!found || found->until <= ctx.now) return std::nullopt;
  return found;
}

std::vector<Suspension> suspensions(Context const& ctx, db::Tx& tx) {
  return tx.list<Suspension>(sql::list_suspended, ctx.now);
}

bool lift_suspension(db::Tx& tx, std::string_view address) {
  return tx.change(sql::unsuspend_address, fold(address)) == 1;
}

}  // namespace vefa::email
