#include "modules/doctor/doctor.hpp"

#include "base/crypto.hpp"
#include "db/blobs.hpp"
#include "db/migrate.hpp"
#include "modules/doctor/checks.hpp"
#include "modules/doctor/queries.hpp"
#include "modules/ids.hpp"

namespace vefa::doctor {
namespace {

constexpr std::int64_t kPage = 512;
constexpr std::size_t kSubjects = 32;
constexpr std::int64_t kNumbers = 1000;
// Ids begin with the time they were made at. Work that waits on one process may be a little younger
// or older than its row was by another's clock.
constexpr std::int64_t kMinuteOfIds = std::int64_t{60'000}
                                      << (IdSource::kNodeBits + IdSource::kSequenceBits);

struct OwedRow {
  std::int64_t id = 0;
  std::optional<Instant> due_at;
};
BOOST_DESCRIBE_STRUCT(OwedRow, (), (id, due_at))

struct JobOfRow {
  std::string subject;
  Instant run_at;
  std::string state;
  std::string last_error;
};
BOOST_DESCRIBE_STRUCT(JobOfRow, (), (subject, run_at, state, last_error))

struct BlobRow {
  BlobId id;
  db::Bytes sha256;
};
BOOST_DESCRIBE_STRUCT(BlobRow, (), (id, sha256))

struct SignatureRow {
  std::int64_t id = 0;
  std::string statement;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(SignatureRow, (), (id, statement, sha256))

struct ForeignKeyLook {
  std::string name;
  std::string sql;
};
BOOST_DESCRIBE_STRUCT(ForeignKeyLook, (), (name, sql))

std::map<std::string, JobOfRow> jobs_of(db::Tx& tx, std::string const& kind,
                                        std::array<std::string, kSubjects> const& s) {
  auto const found = [&]<std::size_t... I>(std::index_sequence<I...>) {
    return tx.list<JobOfRow>(sql::jobs_of_subjects, kind, s[I]...);
  }(std::make_index_sequence<kSubjects>{});
  std::map<std::string, JobOfRow> by_subject;
  for (auto const& job : found) {
    auto const [at, is_new] = by_subject.try_emplace(job.subject, job);
    if (!is_new && at->second.state == "failed") at->second = job;
  }
  return by_subject;
}

/// The number within `V10001-3`; 0 when there is none.
std::int64_t sequence_in(std::string const& number) {
  auto const first =
      std::find_if(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
  std::int64_t value = 0;
  for (auto at = first; at != number.end() && *at >= '0' && *at <= '9' && value < 1'000'000'000'000;
       ++at)
    value = value * 10 + (*at - '0');
  return value;
}

class Examination {
 public:
  Examination(db::Database& database, Instant now, Options const& options,
              std::function<void(Violation const&)> const& tell)
      : database_(database), now_(now), options_(options), tell_(tell) {}

  Report run() {
    look("schema_version", [&] {
      auto const fault = db::migration_fault(database_);
      if (!fault.empty()) say("schema_version", fault);
    });
    // Nothing below can be asked of another schema.
    if (report_.violations > 0) return report_;
    look("file_damage", [&] { look_at_file(); });
    look("foreign_keys", [&] { look_at_foreign_keys(); });
    for (auto const& check : checks()) look(check.rule, [&] { look_by(check); });
    look("numbers_run_ahead", [&] { look_at_numbers(); });
    for (auto const& one : owed()) look(one.rule, [&] { look_at_owed(one); });
    look("search_index", [&] { look_at_index(); });
    if (!options_.quick) look("file_contents", [&] { look_at_contents(); });
    if (!options_.quick) look("signed_statements", [&] { look_at_signatures(); });
    return report_;
  }

 private:
  template <class F>
  void look(char const* rule, F const& f) {
    ++report_.rules;
    try {
      f();
    } catch (std::exception const& e) {
      say(rule, fmt::format("could not be looked at: {}", e.what()));
    }
  }

  void say(char const* rule, std::string what) {
    ++report_.violations;
    tell_({rule, std::move(what)});
  }

  template <class F>
  auto read(F const& f) {
    std::optional<std::invoke_result_t<F, db::Tx&>> answer;
    database_.read_now([&](db::Tx& tx) {
      tx.run(sql::begin_long_look);
      answer.emplace(f(tx));
    });
    return std::move(*answer);
  }

  /// All but those beyond what is named of one rule.
  bool within(std::int64_t& named, char const* rule) {
    if (++named <= options_.most_of_each) return true;
    if (named == options_.most_of_each + 1) say(rule, "there are more of these");
    return false;
  }

  template <class Sentence>
  void say_all(char const* rule, std::vector<Finding> const& found, Sentence const& sentence) {
    std::int64_t named = 0;
    for (auto const& one : found)
      if (within(named, rule)) say(rule, sentence(one));
  }

  std::int64_t limit() const { return options_.most_of_each + 1; }

  void look_by(Check const& check) {
    auto const found = read([&](db::Tx& tx) {
      return check.needs == Needs::Now ? tx.list<Finding>(check.statement, limit(), now_)
                                       : tx.list<Finding>(check.statement, limit());
    });
    say_all(check.rule, found, [&](Finding const& one) { return sentence_of(check, one); });
  }

  void look_at_file() {
    auto const& statement = options_.quick ? sql::file_damage_quick : sql::file_damage;
    auto const found = read([&](db::Tx& tx) { return tx.list<Finding>(statement, limit()); });
    say_all("file_damage", found, [](Finding const& one) { return one.detail; });
  }

  void look_at_foreign_keys() {
    auto const looks = read(
        [&](db::Tx& tx) { return tx.list<ForeignKeyLook>(sql::looks_at_foreign_keys, limit()); });
    for (auto const& one : looks) {
      db::Statement const statement{"doctor.foreign_key", one.sql.c_str(), one.sql.c_str(), -1};
      auto const found = read([&](db::Tx& tx) { return tx.list<Finding>(statement); });
      say_all("foreign_keys", found, [&](Finding const& row) {
        auto const id = row.id == 0 ? "" : fmt::format(" (row {})", row.id);
        return fmt::format("{}: {}{} refers to a row that does not exist", one.name, row.detail,
                           id);
      });
    }
  }

  void look_at_numbers() {
    std::int64_t given = 0;
    auto const newest = read([&](db::Tx& tx) {
      given = tx.scalar<std::int64_t>(sql::last_number_given).value_or(0);
      return tx.list<Finding>(sql::newest_numbers, kNumbers);
    });
    for (auto const& row : newest)
      if (sequence_in(row.detail) > given)
        return say("numbers_run_ahead",
                   fmt::format("the case {} has the number {}, but the next to be given is {}",
                               name_of(row.id, "cas"), row.detail, given + 1));
  }

  void look_at_owed(Owed const& one) {
    std::int64_t named = 0;
    std::int64_t after = 0;
    for (bool more = true; more;) {
      std::vector<std::string> faults;
      more = read([&](db::Tx& tx) {
        faults.clear();
        auto const rows = tx.list<OwedRow>(one.rows, after, kPage);
        for (std::size_t from = 0; from < rows.size(); from += kSubjects)
          find_faults(tx, one,
                      std::span(rows).subspan(from, std::min(kSubjects, rows.size() - from)),
                      faults);
        if (!rows.empty()) after = rows.back().id;
        return rows.size() == static_cast<std::size_t>(kPage);
      });
      for (auto& fault : faults)
        if (within(named, one.rule)) say(one.rule, std::move(fault));
      if (named > options_.most_of_each) return;
    }
  }

  static void find_faults(db::Tx& tx, Owed const& one, std::span<OwedRow const> rows,
                          std::vector<std::string>& faults) {
    std::array<std::string, kSubjects> subjects;
    for (std::size_t i = 0; i < rows.size(); ++i) subjects[i] = name_of(rows[i].id, one.prefix);
    for (std::size_t i = rows.size(); i < kSubjects; ++i) subjects[i] = subjects[0];
    auto const jobs = jobs_of(tx, one.job_kind, subjects);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto const job = jobs.find(subjects[i]);
      if (job == jobs.end()) {
        faults.push_back(fmt::format("{} {} has no job {}: nobody will look at it again", one.what,
                                     subjects[i], one.job_kind));
      } else if (job->second.state == "failed") {
        faults.push_back(fmt::format("the job {} of {} {} was given up ({}): retry it",
                                     one.job_kind, one.what, subjects[i], job->second.last_error));
      } else if (rows[i].due_at && job->second.run_at > *rows[i].due_at) {
        faults.push_back(fmt::format("the job {} of {} {} is due at {}, after {}", one.job_kind,
                                     one.what, subjects[i], to_text(job->second.run_at),
                                     to_text(*rows[i].due_at)));
      }
    }
  }

  /// What is missing may still be on its way: rows younger than the oldest work that waits.
  void look_at_index() {
    Check const missing[] = {
        {"search_index", sql::cases_not_found, {}, "cas", "", "the case {id} ({detail})"},
        {"search_index", sql::customers_not_found, {}, "cus", "", "the customer {id}"},
        {"search_index",
         sql::interactions_not_found,
         {},
         "int",
         "cas",
         "the interaction {id} of the case {other}"}};
    for (auto const& check : missing) {
      auto const found = read([&](db::Tx& tx) {
        if (*tx.scalar<std::int64_t>(sql::index_is_rebuilt) > 0) return std::vector<Finding>();
        auto const oldest = tx.scalar<std::int64_t>(sql::oldest_index_work);
        auto const until =
            oldest ? *oldest - kMinuteOfIds : std::numeric_limits<std::int64_t>::max();
        return tx.list<Finding>(check.statement, limit(), until);
      });
      say_all("search_index", found, [&](Finding const& one) {
        return sentence_of(check, one) + " is not in the search index";
      });
    }
    auto const extra = read([&](db::Tx& tx) {
      bool const waits = tx.scalar<std::int64_t>(sql::oldest_index_work).has_value();
      return waits ? std::vector<Finding>() : tx.list<Finding>(sql::documents_of_nothing, limit());
    });
    say_all("search_index", extra, [](Finding const& one) {
      return fmt::format("the search index has the {} {}, which must not be found", one.detail,
                         name_of(one.id, one.detail.substr(0, 3)));
    });
  }

  void look_at_contents() {
    std::int64_t named = 0;
    BlobId after;
    for (;;) {
      auto const page =
          read([&](db::Tx& tx) { return tx.list<BlobRow>(sql::blobs_after, after.value); });
      for (auto const& blob : page) {
        auto const [found, erased] = hash_of(blob.id);
        if (!erased && found != blob.sha256.data && within(named, "file_contents"))
          say("file_contents",
              fmt::format("the file {} is not what was stored: its sha256 is {}, not {}",
                          blob.id.text(), hex(found), hex(blob.sha256.data)));
      }
      if (page.size() < 200) return;
      after = page.back().id;
    }
  }

  void look_at_signatures() {
    std::int64_t named = 0;
    std::int64_t after = 0;
    for (;;) {
      auto const page =
          read([&](db::Tx& tx) { return tx.list<SignatureRow>(sql::signatures_after, after); });
      for (auto const& row : page)
        if (hex(sha256(row.statement)) != row.sha256 && within(named, "signed_statements"))
          say("signed_statements", fmt::format("what stands under the signature {} is not what was "
                                               "signed",
                                               name_of(row.id, "sgn")));
      if (page.size() < 200) return;
      after = page.back().id;
    }
  }

  /// Part by part, in one snapshot; whether it was erased meanwhile.
  std::pair<std::string, bool> hash_of(BlobId id) {
    return read([&](db::Tx& tx) {
      Sha256 hash;
      auto const about = blobs::info(tx, id);
      bool const erased = !about || about->erased_at;
      for (std::int64_t part = 0; !erased; ++part) {
        auto const bytes = tx.scalar<db::Bytes>(sql::blob_part, id, part);
        if (!bytes) break;
        hash.add(bytes->data);
      }
      return std::pair(hash.digest(), erased);
    });
  }

  db::Database& database_;
  Instant const now_;
  Options const options_;
  std::function<void(Violation const&)> const& tell_;
  Report report_;
};

}  // namespace

Report examine(db::Database& database, Instant now, Options const& options,
               std::function<void(Violation const&)> const& tell) {
  return Examination(database, now, options, tell).run();
}

}  // namespace vefa::doctor
