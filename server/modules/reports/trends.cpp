// TrendFigures over a span: one look-up a figure and bucket, each a range of one index.
#include <map>

#include "modules/reports/queries.hpp"
#include "modules/reports/rows.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::reports {
namespace {

/// What is counted up of one group in one stretch of time.
struct Tally {
  TrendFigures counted;
  std::int64_t rating_hundredths = 0;
  std::vector<std::int32_t> answer_seconds = {};
  std::vector<std::int32_t> working_seconds = {};
};

struct Opened {
  std::string group;
  std::int64_t opened = 0;
};
BOOST_DESCRIBE_STRUCT(Opened, (), (group, opened))
struct AnsweredRow {
  std::string group;
  Instant opened_at;
  Instant first_answered_at;
  WorkCalendarId calendar_id;
};
BOOST_DESCRIBE_STRUCT(AnsweredRow, (), (group, opened_at, first_answered_at, calendar_id))
struct Settled {
  std::string group;
  std::int64_t kept = 0;
  std::int64_t broken = 0;
};
BOOST_DESCRIBE_STRUCT(Settled, (), (group, kept, broken))
struct Closed {
  std::string group;
  std::int64_t closed = 0;
  std::int64_t reopened = 0;
  std::int64_t satisfied = 0;
};
BOOST_DESCRIBE_STRUCT(Closed, (), (group, closed, reopened, satisfied))
struct Asked {
  std::string group;
  std::int64_t asked = 0;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (group, asked))
struct Rated {
  std::string group;
  std::int64_t rated = 0;
  std::int64_t content = 0;
  std::int64_t rating_hundredths = 0;
};
BOOST_DESCRIBE_STRUCT(Rated, (), (group, rated, content, rating_hundredths))

void add(Tally& to, Tally const& more) {
  auto& a = to.counted;
  auto const& b = more.counted;
  a.opened += b.opened;
  a.answered += b.answered;
  a.kept += b.kept;
  a.broken += b.broken;
  a.closed += b.closed;
  a.reopened += b.reopened;
  a.satisfied += b.satisfied;
  a.asked += b.asked;
  a.rated += b.rated;
  a.content += b.content;
  to.rating_hundredths += more.rating_hundredths;
  auto const append = [](auto& all, auto const& some) {
    all.insert(all.end(), some.begin(), some.end());
  };
  append(to.answer_seconds, more.answer_seconds);
  append(to.working_seconds, more.working_seconds);
}

/// The counts with the times and shares that follow from them.
TrendFigures figures_of(Tally& t) {
  TrendFigures f = t.counted;
  f.answer_median_seconds = percentile(t.answer_seconds, 50);
  f.answer_p90_seconds = percentile(t.answer_seconds, 90);
  f.answer_working_median_seconds = percentile(t.working_seconds, 50);
  f.answer_working_p90_seconds = percentile(t.working_seconds, 90);
  f.kept_percent = percent_of(f.kept, f.kept + f.broken);
  f.reopened_percent = percent_of(f.reopened, f.closed);
  f.satisfied_percent = percent_of(f.satisfied, f.closed);
  f.content_percent = percent_of(f.content, f.rated);
  if (f.rated > 0)
    f.rating_average = static_cast<double>((t.rating_hundredths + f.rated / 2) / f.rated) / 100.0;
  return f;
}

using Tallies = std::map<std::string, Tally>;

/// Counts a bucket at a time, so that no more of it is held than a bucket's rows.
class Counter {
 public:
  Counter(db::Tx& tx, TrendWish const& wish, std::string country, Bucket const& first,
          Bucket const& last)
      : tx_(tx),
        wish_(wish),
        by_(wish.by.value_or(By::All)),
        country_(std::move(country)),
        laid_from_(first.from_at - kLookBack),
        laid_until_(last.until_at) {
    if (wish.team_id) team_ = wish.team_id->value;
  }

  Tallies count(Bucket const& b) {
    Tallies out;
    for (auto const& row : rows<Opened>(sql::opened_in, b))
      out[row.group].counted.opened = row.opened;
    for (auto const& row : rows<AnsweredRow>(sql::answers_in, b)) put_answer(out[row.group], row);
    for (auto const& row : rows<Settled>(sql::settled_in, b)) {
      out[row.group].counted.kept = row.kept;
      out[row.group].counted.broken = row.broken;
    }
    for (auto const& row : rows<Closed>(sql::closed_in, b)) {
      auto& counted = out[row.group].counted;
      counted.closed = row.closed;
      counted.reopened = row.reopened;
      counted.satisfied = row.satisfied;
    }
    for (auto const& row : rows<Asked>(sql::asked_in, b)) out[row.group].counted.asked = row.asked;
    for (auto const& row : rows<Rated>(sql::rated_in, b)) {
      auto& tally = out[row.group];
      tally.counted.rated = row.rated;
      tally.counted.content = row.content;
      tally.rating_hundredths = row.rating_hundredths;
    }
    return out;
  }

 private:
  /// Cases opened earlier than this before the span are counted one by one.
  static constexpr Duration kLookBack = std::chrono::days(100);

  template <class Row>
  std::vector<Row> rows(db::Statement const& statement, Bucket const& b) {
    return tx_.list<Row>(statement, b.from_at, b.until_at, by_, team_, wish_.channel, wish_.kind,
                         wish_.country, country_);
  }

  void put_answer(Tally& tally, AnsweredRow const& row) {
    constexpr std::int64_t kMillis = 1000;
    ++tally.counted.answered;
    auto const took = std::max(Duration{0}, row.first_answered_at - row.opened_at);
    auto const worked = times(row.calendar_id).between(row.opened_at, row.first_answered_at);
    tally.answer_seconds.push_back(static_cast<std::int32_t>(took.count() / kMillis));
    tally.working_seconds.push_back(static_cast<std::int32_t>(worked.count() / kMillis));
  }

  WorkingTimes const& times(WorkCalendarId id) {
    auto const found = times_.find(id);
    if (found != times_.end()) return found->second;
    return times_
        .emplace(id, WorkingTimes(standards::working_calendar(tx_, id), laid_from_, laid_until_))
        .first->second;
  }

  db::Tx& tx_;
  TrendWish const& wish_;
  By by_;
  std::optional<std::int64_t> team_;
  std::string country_;
  Instant laid_from_;
  Instant laid_until_;
  std::map<WorkCalendarId, WorkingTimes> times_;
};

/// Teams go by their wire ids, in the order of their names; all others by their words.
struct Names {
  std::map<std::string, std::string> wire;  // of a stored group
  std::map<std::string, std::string> name;
  std::map<std::string, std::size_t> place;
};
Names names_of(db::Tx& tx, By by) {
  Names out;
  if (by != By::Team) return out;
  for (auto const& row : tx.list<TeamRow>(sql::teams)) {
    auto const key = std::to_string(row.team_id.value);
    out.wire[key] = row.team_id.text();
    out.name[key] = row.name;
    out.place[key] = out.place.size();
  }
  return out;
}

std::vector<std::string> in_order(Tallies const& totals, Names const& names) {
  std::vector<std::string> keys;
  for (auto const& [key, tally] : totals) keys.push_back(key);
  std::stable_sort(keys.begin(), keys.end(), [&](auto const& a, auto const& b) {
    auto const place = [&](std::string const& key) {
      auto const found = names.place.find(key);
      return found == names.place.end() ? names.place.size() : found->second;
    };
    return place(a) < place(b);
  });
  return keys;
}

std::string shown(std::map<std::string, std::string> const& in, std::string const& key,
                  std::string const& otherwise) {
  auto const found = in.find(key);
  return found == in.end() ? otherwise : found->second;
}

void put_points(Trends& out, Bucket const& b, Tallies& counted,
                std::vector<std::string> const& order, Names const& names) {
  for (auto const& key : order) {
    auto const found = counted.find(key);
    if (found == counted.end()) continue;
    TrendPoint point{figures_of(found->second)};
    point.group = shown(names.wire, key, key);
    point.from_on = b.from_on;
    point.through_on = b.through_on;
    out.points.push_back(std::move(point));
  }
}

}  // namespace

Result<calendar::Zone> zone_of(std::optional<std::string> const& wished,
                               company::Profile const& profile) {
  return calendar::Zone::find(wished ? *wished : profile.zone);
}

Result<Trends> trends(Context const& ctx, db::Tx& tx, TrendWish const& wish) {
  auto const profile = company::profile(tx);
  auto const zone = TRY(zone_of(wish.zone, profile));
  auto const span = TRY(span_of(wish.from_on, wish.through_on, zone.local(ctx.now).date));
  Trends out{.from_on = span.from_on, .through_on = span.through_on};
  out.grain = wish.grain.value_or(Grain::Day);
  out.by = wish.by.value_or(By::All);
  out.zone = zone.name();
  auto const buckets = TRY(buckets_of(span, out.grain, zone, first_weekday(profile.country)));
  Counter counter(tx, wish, profile.country, buckets.front(), buckets.back());
  std::vector<Tallies> counted;
  Tallies totals;
  Tally all;
  for (auto const& bucket : buckets) {
    out.starts.push_back(bucket.from_on);
    counted.push_back(counter.count(bucket));
    for (auto const& [group, tally] : counted.back()) {
      add(totals[group], tally);
      add(all, tally);
    }
  }
  auto const names = names_of(tx, out.by);
  auto const order = in_order(totals, names);
  for (auto const& key : order) {
    TrendGroup total{figures_of(totals[key])};
    total.group = shown(names.wire, key, key);
    total.name = shown(names.name, key, "");
    out.groups.push_back(std::move(total));
  }
  for (std::size_t i = 0; i < buckets.size(); ++i)
    put_points(out, buckets[i], counted[i], order, names);
  out.total = figures_of(all);
  return out;
}

}  // namespace vefa::reports
