#include "modules/documents/stays.hpp"

#include <algorithm>

#include "modules/cases/debts.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/slips.hpp"
#include "modules/customers/held_by_law.hpp"
#include "modules/documents/queries.hpp"

namespace vefa::documents {

/// What the paper of this number made: the time in repair, and the days that it gave it.
struct MadeStay {
  std::string number;
  RepairTimeId repair_time_id;
  std::optional<LocalDate> from_on;   // none: somebody else told when it began
  std::optional<LocalDate> until_on;  // none: somebody else told when it ended, or nobody did
};
BOOST_DESCRIBE_STRUCT(MadeStay, (), (number, repair_time_id, from_on, until_on))

namespace {

/// None where it is not said.
std::optional<LocalDate> day_in(JsonObject const& content, char const* field) {
  auto const* values = content.if_contains("values");
  auto const* from = values && values->is_object() ? &values->get_object() : &content;
  auto const* text = from->if_contains(field);
  return text && text->is_string() ? parse_date(text->get_string()) : std::nullopt;
}

/// Where it is tomorrow already at the customer's, it is our today.
std::optional<LocalDate> day_by_now(JsonObject const& content, char const* field, LocalDate today) {
  auto const day = day_in(content, field);
  return day ? std::optional(std::min(*day, today)) : std::nullopt;
}

/// As the law of the case knows it: a visit was agreed before anything was handed in.
bool is_at_home(db::Tx& tx, CaseId id) {
  auto const matter = clocks::matter_of(tx, id);
  if (!matter) return false;
  auto const* known = matter->known.if_contains("facts");
  for (auto const* facts : {&matter->facts, known ? known->if_object() : nullptr})
    if (auto const* place = facts ? facts->if_contains("place") : nullptr) return *place == "home";
  return false;
}

bool is_of_slip(DocumentKind kind) {
  return kind == DocumentKind::TakeInSlip || kind == DocumentKind::ReturnSlip ||
         kind == DocumentKind::ServiceSlip;
}

/// What a slip made before it was kept what slips made: the time in repair that began on its first
/// version's day, by the program, since it was made; its end too, where it ended as it says.
std::optional<MadeStay> found_anew(db::Tx& tx, Document const& row) {
  for (auto const& first : of_case(tx, row.case_id)) {
    if (first.number != row.number || first.version != 1) continue;
    auto const in = day_in(first.content, "handed_over_on");
    auto const begun =
        in ? coverage::begun_by_program(tx, row.unit_id, row.case_id, *in, first.made_at)
           : std::nullopt;
    if (!begun) return std::nullopt;
    auto const back = day_in(first.content, "returned_on");
    bool const ended = row.kind != DocumentKind::TakeInSlip && back && begun->until_on == back;
    return MadeStay{.number = row.number,
                    .repair_time_id = begun->id,
                    .from_on = in,
                    .until_on = ended ? begun->until_on : std::nullopt};
  }
  return std::nullopt;
}

std::optional<MadeStay> made_by(db::Tx& tx, Document const& row) {
  auto known = tx.find<MadeStay>(sql::made_stay, row.number);
  if (known || row.version == 1) return known;
  return found_anew(tx, row);
}

/// A case may have been joined into another since, or named another unit: what was handed in is
/// what the case is about now.
About about_now(db::Tx& tx, Document const& row) {
  auto const living = cases::find_living(tx, row.case_id);
  auto const id = living ? living->id : row.case_id;
  auto const unit = cases::unit_of(tx, id);
  return {.case_id = id, .unit_id = unit ? unit : row.unit_id};
}

class Slip {
 public:
  Slip(Context const& ctx, db::Tx& tx, Document const& row)
      : ctx_(ctx),
        tx_(tx),
        row_(row),
        case_(about_now(tx, row).case_id),
        unit_(about_now(tx, row).unit_id),
        in_(day_by_now(row.content, "handed_over_on", company::today(ctx, tx))),
        back_(day_by_now(row.content, "returned_on", company::today(ctx, tx))) {
    if (row.kind == DocumentKind::TakeInSlip) back_.reset();
  }

  void follow() {
    coverage::gather_stays(ctx_, tx_, unit_, case_);
    auto const was = made_by(tx_, row_).value_or(
        MadeStay{.number = row_.number, .repair_time_id = {}, .from_on = {}, .until_on = {}});
    now_ = was;
    if (!was.from_on) begin();
    bool const moved = !was.from_on || correct_in();
    if (was.until_on)
      correct_back();
    else
      end();
    if (!moved) correct_in();  // its end made way
    if (now_.repair_time_id)
      tx_.run(sql::keep_made_stay, now_.number, now_.repair_time_id, now_.from_on, now_.until_on);
  }

 private:
  /// A slip of the whole job, and a correction, tell of a hand-in that nobody told, never of a
  /// second one.
  bool begins() const {
    bool const of_job = row_.kind == DocumentKind::ServiceSlip;
    if (!of_job && row_.version == 1) return true;
    if (of_job && is_at_home(tx_, case_)) return false;
    auto const stays = coverage::stays(tx_, unit_);
    return std::ranges::none_of(stays, [&](auto const& one) { return one.case_id == case_; });
  }
  void begin() {
    if (!in_ || !begins()) return;
    auto const id = coverage::hand_in(ctx_, tx_, unit_, case_, *in_);
    if (!id.ok() || !*id) return;
    now_.repair_time_id = *id;
    now_.from_on = in_;
    if (!back_) cases::open_for_goods(ctx_, tx_, case_);  // never owed by nobody
  }
  void end() {
    if (!back_) return;
    auto const id = coverage::hand_back(ctx_, tx_, unit_, case_, *back_);
    if (!id.ok() || !*id) return;
    now_.repair_time_id = *id;
    // As it was kept: no sooner than somebody else told that it began.
    now_.until_on = coverage::find_stay(tx_, *id).value().until_on;
  }
  bool correct_in() {
    if (in_ == now_.from_on) return true;
    if (!coverage::correct_hand_in(ctx_, tx_, now_.repair_time_id, *now_.from_on, in_))
      return false;
    now_.from_on = in_;
    return true;
  }
  void correct_back() {
    if (back_ == now_.until_on) return;
    if (coverage::correct_hand_back(ctx_, tx_, now_.repair_time_id, *now_.until_on, back_))
      now_.until_on = back_;
  }

  Context const& ctx_;
  db::Tx& tx_;
  Document const& row_;
  CaseId case_;
  UnitId unit_;
  std::optional<LocalDate> in_;
  std::optional<LocalDate> back_;
  MadeStay now_;
};

/// A person put right what the slip made: its corrections move it no more.
bool differs(MadeStay const& made, coverage::RepairTime const& now) {
  return (made.from_on && made.from_on != now.from_on) ||
         (made.until_on && made.until_on != now.until_on);
}

}  // namespace

void keep_stay(Context const& ctx, db::Tx& tx, Document const& row) {
  if (row.case_id && row.unit_id && is_of_slip(row.kind)) Slip(ctx, tx, row).follow();
}

Result<void> keep_corrected_stay(Context const& ctx, db::Tx& tx, Document const& row) {
  if (row.version == 1 || !row.case_id || !row.unit_id || !is_of_slip(row.kind)) return {};
  Context by_program = ctx;
  by_program.actor = {.kind = ActorKind::System, .id = 0, .name = {}};
  auto const done = customers::change_within_law(
      ctx, tx, {.unit_id = about_now(tx, row).unit_id, .customer_id = {}}, nullptr,
      [&]() -> Result<void> {
        keep_stay(by_program, tx, row);
        return {};
      });
  if (!done.ok() && done.error().key == "cases.law_is_owed")
    return refused("documents.stay_is_owed");
  return done;
}

bool is_stay_by_hand(db::Tx& tx, Document const& row) {
  if (!row.case_id || !row.unit_id || !is_of_slip(row.kind)) return false;
  auto const made = tx.find<MadeStay>(sql::made_stay, row.number);
  auto const known = made ? made : found_anew(tx, row);
  auto const now = known ? coverage::find_stay(tx, known->repair_time_id) : std::nullopt;
  if (now && differs(*known, *now)) return true;
  auto const about = about_now(tx, row);
  auto const all = coverage::stays(tx, about.unit_id);
  return std::ranges::any_of(all, [&](coverage::Stay const& one) {
    if (one.case_id != about.case_id && one.case_id != row.case_id) return false;
    bool const says_end = row.kind != DocumentKind::TakeInSlip && one.time.until_on;
    return !known || (says_end && !known->until_on);
  });
}

}  // namespace vefa::documents
