#include "modules/channels/email/puller.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "db/look.hpp"
#include "modules/channels/email/intake.hpp"
#include "modules/channels/email/queries.hpp"

namespace vefa::email {
namespace {

Context context(Clock const& clock, IdSource& ids) {
  Context ctx;
  ctx.now = clock.now();
  ctx.ids = &ids;
  return ctx;
}

void write(db::Database& database, std::function<void(db::Tx&)> const& work) {
  database.write_now([&](db::Tx& tx) {
    work(tx);
    return db::Outcome::Commit;
  });
}

/// Where to go on in this folder. A server that forgot its UIDs is read from the beginning: what
/// was taken before is known by its content, and what is older than the mailbox is left alone.
struct Place {
  std::uint32_t next_uid = 1;
  bool again = false;  // this folder was read before, under other UIDs
};
Place begin(db::Database& database, Mailbox const& mailbox, Folder const& folder,
            ImapSession& session) {
  Progress progress;
  database.read_now([&](db::Tx& tx) { progress = progress_of(tx, mailbox.id); });
  if (progress.uid_validity == folder.uid_validity)
    return {static_cast<std::uint32_t>(std::max<std::int64_t>(progress.next_uid, 1)), false};
  bool const first_time = progress.uid_validity == 0;
  std::uint32_t next = 1;
  if (first_time && !mailbox.import_existing) {
    auto const all = session.uids_from(1);
    next = folder.uid_next != 0 ? folder.uid_next : all.empty() ? 1 : all.back() + 1;
  }
  write(database,
        [&](db::Tx& tx) { tx.run(sql::begin_folder, mailbox.id, folder.uid_validity, next); });
  return {next, !first_time};
}

void tell_server(ImapSession& session, Mailbox const& mailbox, std::uint32_t uid) {
  try {
    session.mark_seen(uid);
    if (!mailbox.done_folder.empty()) session.move(uid, mailbox.done_folder);
  } catch (TransportFailure const& failure) {
    // We have the mail; that a flag or a folder is refused must not stop the next one.
    if (failure.failure != Failure::Permanent) throw;
    log::warn("mail.not_moved", {{"mailbox", mailbox.id.text()}, {"why", failure.what()}});
  }
}

/// A message that the server cannot give is kept as such, so that it does not block the others.
Fetched fetch_or_note(ImapSession& session, std::uint32_t uid, std::uint64_t max_bytes,
                      std::string& quarantine_as) {
  try {
    if (auto fetched = session.fetch(uid, max_bytes)) {
      if (fetched->headers_only) quarantine_as = "too_large";
      return std::move(*fetched);
    }
    quarantine_as = "gone";
  } catch (TransportFailure const& failure) {
    if (failure.failure != Failure::Permanent) throw;
    quarantine_as = "unfetchable";
  }
  return {.uid = uid};
}

bool is_older_than(Mailbox const& mailbox, Fetched const& fetched, bool again) {
  return again && !mailbox.import_existing && fetched.received_at.ms != 0 &&
         fetched.received_at < mailbox.created_at;
}

}  // namespace

std::size_t pull_once(db::Database& database, Clock const& clock, IdSource& ids,
                      Mailbox const& mailbox, ImapSession& session, std::uint64_t max_bytes) {
  auto const folder = session.select(mailbox.imap_folder);
  auto const place = begin(database, mailbox, folder, session);
  std::size_t stored = 0;
  for (auto const uid : session.uids_from(place.next_uid)) {
    std::string quarantine_as;
    auto const fetched = fetch_or_note(session, uid, max_bytes, quarantine_as);
    // Deleted between our asking and fetching: it is no more, and nothing is kept of it.
    bool const skip = quarantine_as == "gone" || is_older_than(mailbox, fetched, place.again);
    auto const ctx = context(clock, ids);
    write(database, [&](db::Tx& tx) {
      if (!skip)
        store_raw(ctx, tx,
                  {.mailbox_id = mailbox.id,
                   .source = Source::Imap,
                   .uid_validity = folder.uid_validity,
                   .uid = uid,
                   .quarantine_as = quarantine_as},
                  fetched.raw);
      tx.run(sql::advance, mailbox.id, folder.uid_validity, std::int64_t{uid} + 1, ctx.now);
    });
    if (skip) continue;
    ++stored;
    if (quarantine_as != "unfetchable") tell_server(session, mailbox, uid);
  }
  return stored;
}

namespace {

/// One mailbox's thread.
class Reader {
 public:
  Reader(db::Database& database, Clock const& clock, IdSource& ids, Mailbox mailbox,
         PullerOptions const& options)
      : database_(database),
        clock_(clock),
        ids_(ids),
        mailbox_(std::move(mailbox)),
        options_(options),
        thread_([this] { run(); }) {}
  ~Reader() {
    ask_to_stop();
    thread_.join();
  }
  void ask_to_stop() { stop_.stop(); }
  std::int64_t version() const { return mailbox_.version; }

 private:
  void run() {
    Duration pause = options_.first_pause;
    while (!stop_.stopped()) {
      try {
        if (renew_lease()) read(pause);
      } catch (TransportFailure const& failure) {
        if (failure.failure == Failure::Stopped) break;
        note(wire::enum_text(failure.failure), failure.what());
      } catch (std::exception const& error) {
        // The database is away, or the server's key is another: later perhaps not.
        note("internal", error.what());
      }
      wait(pause);
      pause = std::min(pause * 2, options_.longest_pause);
    }
    give_lease_back();
  }

  /// Until something fails or another node has the lease.
  void read(Duration& pause) {
    ImapSession session(imap_endpoint(mailbox_), &stop_);
    write(database_, [&](db::Tx& tx) { tx.run(sql::note_connected, mailbox_.id, clock_.now()); });
    make_done_folder(session);
    bool const by_idle = session.can("IDLE");
    while (!stop_.stopped() && renew_lease()) {
      pull_once(database_, clock_, ids_, mailbox_, session, options_.max_bytes);
      pause = options_.first_pause;
      Duration const poll = std::chrono::seconds(mailbox_.poll_seconds);
      if (!by_idle) {
        wait(poll);
        continue;
      }
      // Renewed in time, whatever the server does with IDLE.
      auto const until = std::chrono::steady_clock::now() + options_.idle;
      while (!session.idle(std::min(options_.lease / 2, options_.idle)) &&
             std::chrono::steady_clock::now() < until && renew_lease()) {
      }
    }
  }

  void make_done_folder(ImapSession& session) {
    if (mailbox_.done_folder.empty()) return;
    auto const all = session.folders();
    if (std::find(all.begin(), all.end(), mailbox_.done_folder) == all.end())
      session.create_folder(mailbox_.done_folder);
  }

  // Leases are counted by the machines' clocks, which run on while a test's stands still.
  bool renew_lease() {
    bool held = false;
    write(database_, [&](db::Tx& tx) {
      auto const now = wall_now();
      held = tx.change(sql::lease_mailbox, mailbox_.id, holder(), now + options_.lease, now) == 1;
    });
    return held;
  }
  void give_lease_back() {
    try {
      write(database_, [&](db::Tx& tx) { tx.run(sql::release_mailbox, mailbox_.id, holder()); });
    } catch (std::exception const& error) {
      log::warn("mail.lease_kept", {{"mailbox", mailbox_.id.text()}, {"why", error.what()}});
    }
  }
  std::int64_t holder() const { return options_.node + 1; }

  void note(std::string const& kind, std::string const& what) {
    log::warn("mail.fetch_failed",
              {{"mailbox", mailbox_.id.text()}, {"kind", kind}, {"why", what}});
    try {
      write(database_,
            [&](db::Tx& tx) { tx.run(sql::note_error, mailbox_.id, kind, what, clock_.now()); });
    } catch (std::exception const& error) {
      log::error("mail.error_not_noted", {{"mailbox", mailbox_.id.text()}, {"why", error.what()}});
    }
  }

  void wait(Duration at_most) { stop_.wait(at_most); }

  db::Database& database_;
  Clock const& clock_;
  IdSource& ids_;
  Mailbox mailbox_;
  PullerOptions options_;
  StopSignal stop_;
  std::thread thread_;
};

// Those of this process, by what they read: for whoever adds a mailbox there.
struct Pullers {
  std::mutex mutex;
  std::multimap<db::Database const*, Puller*> of;
};
Pullers& pullers() {
  static Pullers all;
  return all;
}

class Readers final : public Puller {
 public:
  Readers(db::Database& database, Clock const& clock, IdSource& ids, PullerOptions options)
      : database_(database), clock_(clock), ids_(ids), options_(options), thread_([this] {
          run();
        }) {
    std::lock_guard const lock(pullers().mutex);
    pullers().of.emplace(&database_, this);
  }
  ~Readers() override {
    {
      std::lock_guard const lock(pullers().mutex);
      std::erase_if(pullers().of, [this](auto const& one) { return one.second == this; });
    }
    stop();
  }

  void wake() override {
    std::lock_guard const lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  }

  void stop() override {
    {
      std::lock_guard const lock(mutex_);
      stopping_ = true;
      changed_.notify_all();
    }
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run() {
    for (;;) {
      look();
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, options_.look_every, [&] { return stopping_ || woken_; });
      woken_ = false;
      if (stopping_) break;
    }
    for (auto& [id, reader] : readers_) reader->ask_to_stop();
    readers_.clear();
  }

  void look() {
    std::map<MailboxId, Mailbox> wanted;
    try {
      db::look_now(database_, [&](db::Tx& tx) {
        for (auto& mailbox : mailboxes(tx))
          if (mailbox.state == MailboxState::Active && !mailbox.imap_host.empty())
            wanted.emplace(mailbox.id, mailbox);
      });
    } catch (std::exception const& error) {
      log::warn("mail.mailboxes_not_read", {{"why", error.what()}});
      return;
    }
    std::erase_if(readers_, [&](auto const& entry) {
      auto const found = wanted.find(entry.first);
      return found == wanted.end() || found->second.version != entry.second->version();
    });
    for (auto& [id, mailbox] : wanted)
      if (!readers_.contains(id))
        readers_.emplace(id, std::make_unique<Reader>(database_, clock_, ids_, mailbox, options_));
  }

  db::Database& database_;
  Clock const& clock_;
  IdSource& ids_;
  PullerOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool stopping_ = false;
  std::map<MailboxId, std::unique_ptr<Reader>> readers_;  // of the thread below alone
  std::thread thread_;
};

}  // namespace

void wake_puller_after(db::Tx& tx) {
  tx.after_commit([database = &tx.database()] {
    std::lock_guard const lock(pullers().mutex);
    auto const [begin, end] = pullers().of.equal_range(database);
    for (auto one = begin; one != end; ++one) one->second->wake();
  });
}

std::unique_ptr<Puller> Puller::start(db::Database& database, Clock const& clock, IdSource& ids,
                                      PullerOptions options) {
  return std::make_unique<Readers>(database, clock, ids, options);
}

}  // namespace vefa::email
