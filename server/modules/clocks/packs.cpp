#include "modules/clocks/packs.hpp"

#include <mutex>

#include "db/gathered.hpp"
#include "db/remember.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "law/limits.hpp"
#include "law/shelf.hpp"
#include "modules/clocks/queries.hpp"

namespace vefa::clocks {

struct CodeInUse {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(CodeInUse, (), (code))

namespace {

db::Remembered const kLawHere{"law_packs", "law_standards"};

/// Packs by fingerprint, shared by all companies of the process: equal files, one pack. A few dozen
/// versions at most live beside each other; beyond, all are read anew.
class Shelf {
 public:
  law::PackPtr find(std::string const& fingerprint) {
    std::lock_guard const lock(mutex_);
    auto const found = packs_.find(fingerprint);
    return found == packs_.end() ? nullptr : found->second;
  }
  void put(std::string const& fingerprint, law::PackPtr pack) {
    std::lock_guard const lock(mutex_);
    if (packs_.size() >= 64) packs_.clear();
    packs_[fingerprint] = std::move(pack);
  }

 private:
  std::mutex mutex_;
  std::map<std::string, law::PackPtr> packs_;
};
Shelf& shelf() {
  static Shelf one;
  return one;
}

int year_of(Instant at) { return parse_date(to_text(at).substr(0, 10))->year; }

std::string name_of(Actor const& actor) { return actor.name.empty() ? "Vefa" : actor.name; }

/// So many pages are counted beside each other where the database writes more than one at a time;
/// the others of its connections are for who waits.
constexpr std::int64_t kLanes = 2;
constexpr std::int64_t kWorthLanes = 200;  // cases: more than a page

/// The last case of each lane but the last, which has no end.
std::vector<CaseId> ends_of_lanes(db::Tx& tx, std::string const& code) {
  if (tx.engine() == db::Engine::Sqlite) return {};
  auto const cases = tx.scalar<std::int64_t>(sql::count_matters, code).value_or(0);
  std::vector<CaseId> out;
  for (std::int64_t lane = 1; cases > kWorthLanes && lane < kLanes; ++lane)
    if (auto const id = tx.scalar<CaseId>(sql::nth_matter, code, cases * lane / kLanes))
      out.push_back(*id);
  return out;
}

void start_recount(Context const& ctx, db::Tx& tx, std::string const& law) {
  for (auto const& code : codes_under(tx, law)) {
    jobs::cancel(tx, kRecountWork, code);
    CaseId after;
    for (auto const end : ends_of_lanes(tx, code)) {
      jobs::add(ctx, tx, kRecountWork, code, ctx.now,
                {{"after", after.value}, {"until", end.value}});
      after = end;
    }
    jobs::add(ctx, tx, kRecountWork, code, ctx.now, {{"after", after.value}});
  }
}

std::optional<PackRow> same_pack(db::Tx& tx, law::Pack const& pack) {
  return tx.find<PackRow>(sql::find_same_pack, pack.id, pack.fingerprint);
}

/// Stores a version and puts it into use. Where another node stored the same at this instant, that
/// one's row.
PackRow keep(Context const& ctx, db::Tx& tx, law::PackPtr const& pack, std::string origin,
             std::string const& files) {
  PackRow row{.id = ctx.new_id<LawPackId>(),
              .code = pack->id,
              .pack_version = pack->version,
              .fingerprint = pack->fingerprint};
  row.origin = std::move(origin);
  row.in_use = true;
  row.loaded_at = ctx.now;
  row.loaded_by_name = name_of(ctx.actor);
  auto const store = [&] {
    return tx.attempt([&] {
      tx.run(row.origin == "program" ? sql::put_own_out_of_use : sql::put_out_of_use, row.code);
      tx.update(sql::insert_pack, row, files);
    });
  };
  shelf().put(pack->fingerprint, pack);
  // Another that was put into use meanwhile is seen the second time.
  if (!store() && (same_pack(tx, *pack) || !store())) return same_pack(tx, *pack).value_or(row);
  jobs::record(
      ctx, tx,
      {.kind = "law_pack.loaded",
       .payload = {
           {"pack_id", row.id.text()}, {"code", row.code}, {"pack_version", row.pack_version}}});
  start_recount(ctx, tx, row.code);
  return row;
}

std::string files_text(std::vector<law::PackFile> const& files) {
  std::vector<FileOfPack> form;
  form.reserve(files.size());
  for (auto const& file : files) form.push_back({{file.path}, {file.text}});
  return to_json_text(form);
}

/// The program's own, of this year; null for an unknown code.
law::PackPtr program_law(Context const& ctx, std::string const& code) {
  auto const year = year_of(ctx.now);
  auto const key = "program " + code + " " + std::to_string(year);
  if (auto found = shelf().find(key)) return found;
  auto const files = law::embedded_pack_files(code);
  auto loaded = files.empty() ? law::Loaded{} : law::load(files, {year, year});
  if (loaded.pack) shelf().put(key, loaded.pack);
  return loaded.pack;
}

std::optional<PackRow> row_in_use(db::Tx& tx, std::string const& code) {
  return tx.find<PackRow>(sql::find_pack_in_use, code);
}

law::PackPtr read_pack(db::Tx& tx, LawPackId id) {
  auto const row = tx.find<PackRow>(sql::find_pack, id);
  if (!row) throw std::runtime_error("no law pack " + id.text());
  if (auto found = shelf().find(row->fingerprint)) return found;
  auto const form =
      from_json_text<std::vector<FileOfPack>>(*tx.scalar<std::string>(sql::files_of_pack, id));
  std::vector<law::PackFile> files;
  if (form)
    for (auto const& file : *form) files.push_back({file.path.value, file.text.value});
  // What it was asked for when it was loaded is not asked again; an old version stays readable.
  auto kept = law::pack_kept(files);
  if (!kept) throw std::runtime_error("law pack " + id.text() + " cannot be read any more");
  // By the row's own: blanks at the ends of a stored file are not kept, which its sum would see.
  shelf().put(row->fingerprint, kept);
  return kept;
}

}  // namespace

law::PackPtr pack_of(db::Tx& tx, LawPackId id) {
  auto& read = db::gathered<std::map<LawPackId, law::PackPtr>>(tx)[id];  // what is stored stays
  if (!read) read = read_pack(tx, id);
  return read;
}

std::vector<std::string> codes_under(db::Tx& tx, std::string const& code) {
  std::vector<std::string> out{code};
  for (auto const& one : tx.list<CodeInUse>(sql::codes_in_use)) {
    auto const laws = law::laws_of(one.code);
    if (one.code != code && std::ranges::find(laws, code) != laws.end()) out.push_back(one.code);
  }
  return out;
}

void follow_hours(Context const& ctx, db::Tx& tx) {
  for (auto const& one : tx.list<CodeInUse>(sql::codes_in_use)) {
    auto const pack = law_in_use(ctx, tx, one.code);
    bool const counts = pack && std::ranges::any_of(pack->rules, [](law::Rule const& rule) {
                          return rule.calendar == "company" && !rule.per_contact;
                        });
    if (counts) start_recount(ctx, tx, one.code);
  }
}

std::optional<PackInUse> pack_in_use(Context const& ctx, db::Tx& tx, std::string const& code) {
  auto row = row_in_use(tx, code);
  if (!row && !law::embedded_pack_files(code).empty()) {
    take_in_embedded(ctx, tx);
    row = row_in_use(tx, code);
  }
  if (!row) return std::nullopt;
  return PackInUse{*row, pack_of(tx, row->id)};
}

law::PackPtr law_in_use(Context const& ctx, db::Tx& tx, std::string const& code) {
  if (auto const row = row_in_use(tx, code)) return pack_of(tx, row->id);
  return program_law(ctx, code);
}

namespace {

/// As people count versions: "2026.9" before "2026.12".
bool is_older(std::string_view a, std::string_view b) {
  auto const number = [](std::string_view& text) {
    std::uint64_t value = 0;
    while (!text.empty() && std::isdigit(static_cast<unsigned char>(text.front()))) {
      value = value * 10 + static_cast<std::uint64_t>(text.front() - '0');
      text.remove_prefix(1);
    }
    return value;
  };
  while (!a.empty() && !b.empty()) {
    bool const both = std::isdigit(static_cast<unsigned char>(a.front())) &&
                      std::isdigit(static_cast<unsigned char>(b.front()));
    if (both) {
      auto const one = number(a);
      auto const other = number(b);
      if (one != other) return one < other;
      continue;
    }
    if (a.front() != b.front()) return a.front() < b.front();
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() && !b.empty();
}

/// By what the versions call themselves, whenever each was approved; of two alike the one that was
/// loaded last.
std::optional<PackRow> newest_approved(db::Tx& tx, std::string const& code) {
  std::optional<PackRow> newest;
  for (auto& row : tx.list<PackRow>(sql::list_approved, code))
    if (!newest || !is_older(row.pack_version, newest->pack_version)) newest = std::move(row);
  return newest;
}

/// Of a version by its row; none: it is not stored. A pack that nobody approved advises.
/// Source: docs/decisions/0020-law-as-data.md
law::PackPtr floor_of(Context const& ctx, db::Tx& tx, std::string const& code,
                      std::optional<PackRow> const& row) {
  if (row && row->approved_at) return nullptr;
  if (auto const approved = newest_approved(tx, code)) return pack_of(tx, approved->id);
  return row && row->origin == "program" ? nullptr : program_law(ctx, code);
}

/// The program's own, stored beside the one in use.
PackRow keep_aside(Context const& ctx, db::Tx& tx, law::PackPtr const& pack) {
  if (auto const same = same_pack(tx, *pack)) return *same;
  PackRow row{.id = ctx.new_id<LawPackId>(),
              .code = pack->id,
              .pack_version = pack->version,
              .fingerprint = pack->fingerprint};
  row.origin = "program";
  row.loaded_at = ctx.now;
  row.loaded_by_name = "Vefa";
  auto const files = files_text(law::embedded_pack_files(pack->id));
  bool const is_stored = tx.attempt([&] { tx.update(sql::insert_pack, row, files); });
  return is_stored ? row : same_pack(tx, *pack).value();
}

}  // namespace

std::optional<PackInUse> floor_under(Context const& ctx, db::Tx& tx, PackRow const& in_use) {
  if (in_use.approved_at) return std::nullopt;
  if (auto const approved = newest_approved(tx, in_use.code))
    return PackInUse{*approved, pack_of(tx, approved->id)};
  auto const own = in_use.origin == "program" ? nullptr : program_law(ctx, in_use.code);
  if (!own) return std::nullopt;
  return PackInUse{keep_aside(ctx, tx, own), own};
}

law::PackPtr floor_beneath(Context const& ctx, db::Tx& tx, law::Pack const& next) {
  return floor_of(ctx, tx, next.id, same_pack(tx, next));
}

bool gives_less(law::Clock const& now, law::Clock const& before) {
  if (!before.due_at) return false;
  if (!now.due_at) return true;
  bool const is_duty = before.rule->kind == law::RuleKind::Deadline;
  return is_duty ? *now.due_at > *before.due_at : *now.due_at < *before.due_at;
}

LawHere law_here(Context const& ctx, db::Tx& tx, std::string const& code) {
  auto const key = code + std::to_string(year_of(ctx.now));
  return *db::remember<LawHere>(tx, kLawHere, key, [&] {
    auto const row = row_in_use(tx, code);
    LawHere here{.pack = law_in_use(ctx, tx, code),
                 .floor = row ? floor_of(ctx, tx, code, row) : nullptr};
    for (auto const& standard : standards_of(tx, code))
      here.own_times[standard.rule_id] = standard.amount;
    return here;
  });
}

void take_in_embedded(Context const& ctx, db::Tx& tx) {
  for (auto const& name : law::embedded_packs()) {
    auto const files = law::embedded_pack_files(name);
    auto const loaded = law::load(files, {year_of(ctx.now), year_of(ctx.now)});
    if (!loaded.pack) continue;  // a year that this program does not know: the one in use stays
    auto const current = row_in_use(tx, loaded.pack->id);
    if (current &&
        (current->origin != "program" || current->fingerprint == loaded.pack->fingerprint))
      continue;
    if (auto const same = same_pack(tx, *loaded.pack)) {
      bool const is_put = tx.attempt([&] {
        tx.run(sql::put_own_out_of_use, same->code);
        tx.run(sql::put_into_use, same->id);
      });
      if (is_put) start_recount(ctx, tx, same->code);
    } else {
      keep(ctx, tx, loaded.pack, "program", files_text(files));
    }
  }
}

namespace {

std::vector<law::PackFile> files_of(std::vector<FileOfPack> const& form) {
  std::vector<law::PackFile> files;
  files.reserve(form.size());
  for (auto const& file : form) files.push_back({file.path.value, file.text.value});
  return files;
}

}  // namespace

Result<law::PackPtr> read_files(Context const& ctx, std::vector<FileOfPack> const& form) {
  auto const loaded = law::load(files_of(form), law::years_from(year_of(ctx.now)));
  if (loaded.pack) return loaded.pack;
  Error error{Code::Invalid, "clocks.pack_has_faults", {}, "files", {}};
  for (auto const& fault : loaded.faults)
    error.also.push_back({Code::Invalid,
                          fault.key,
                          fault.args,
                          fmt::format("{}:{}: {}", fault.place.file, fault.place.line, fault.field),
                          {}});
  return error;
}

std::vector<std::string> removed_rules(law::Pack const& now, law::Pack const& next) {
  std::vector<std::string> out;
  for (auto const& rule : now.rules)
    if (!law::find_any_edition(next, rule.id) && (out.empty() || out.back() != rule.id))
      out.push_back(rule.id);
  return out;
}

namespace {

Result<void> check_removed(Context const& ctx, db::Tx& tx, law::Pack const& next, Removal removal) {
  auto const now = law_in_use(ctx, tx, next.id);
  auto const removed = now ? removed_rules(*now, next) : std::vector<std::string>{};
  if (!removed.empty() && removal == Removal::Unconfirmed)
    return invalid("confirm_removed", "clocks.rules_removed", {{"rules", join(removed, ", ")}});
  return {};
}

}  // namespace

Result<PackRow> upload(Context const& ctx, db::Tx& tx, std::vector<FileOfPack> const& form,
                       Removal removal) {
  auto const pack = TRY(read_files(ctx, form));
  TRY(check_removed(ctx, tx, *pack, removal));
  if (auto const same = same_pack(tx, *pack)) return use(ctx, tx, same->id, Removal::Confirmed);
  return keep(ctx, tx, pack, "uploaded", files_text(files_of(form)));
}

Result<PackRow> approve(Context const& ctx, db::Tx& tx, LawPackId id, std::string const& reason) {
  if (!tx.find<PackRow>(sql::find_pack, id)) return not_found("pack");
  if (tx.change(sql::approve_pack, id, ctx.now, ctx.actor.id, name_of(ctx.actor), reason) != 1)
    return Error{Code::Conflict, "clocks.already_approved", {}, {}, {}};
  auto row = *tx.find<PackRow>(sql::find_pack, id);
  jobs::record(ctx, tx,
               {.kind = "law_pack.approved",
                .payload = {{"pack_id", row.id.text()}, {"code", row.code}, {"reason", reason}}});
  start_recount(ctx, tx, row.code);  // nothing is held up by the version before any more
  return row;
}

Result<PackRow> use(Context const& ctx, db::Tx& tx, LawPackId id, Removal removal) {
  auto row = tx.find<PackRow>(sql::find_pack, id);
  if (!row) return not_found("pack");
  if (row->in_use) return *row;
  TRY(check_removed(ctx, tx, *pack_of(tx, id), removal));
  tx.run(sql::put_out_of_use, row->code);
  tx.run(sql::put_into_use, id);
  start_recount(ctx, tx, row->code);
  row->in_use = true;
  return *row;
}

std::vector<Standard> standards_of(db::Tx& tx, std::string const& code) {
  return tx.list<Standard>(sql::list_standards, code);
}

Result<Standard> set_standard(Context const& ctx, db::Tx& tx, std::string const& code,
                              std::string const& rule_id, std::string const& amount,
                              std::string const& reason) {
  auto const pack = pack_in_use(ctx, tx, code);
  if (!pack) return not_found("pack");
  auto const* rule = law::find_any_edition(*pack->pack, rule_id);
  if (!rule) return not_found("rule");
  auto const own = law::parse_amount(amount);
  if (!own)
    return invalid("amount", "law.fault.not_an_amount",
                   {{"units", join(wire::enum_texts<law::Unit>(), ", ")}});
  // Against every edition, so that it is stricter whichever one holds.
  for (auto const& edition : pack->pack->rules)
    if (edition.id == rule_id)
      TRY(law::check_stricter(edition, edition.amount.otherwise.value_or(edition.amount.fixed),
                              *own));
  Standard const row{code, rule_id, law::amount_text(*own), 1, ctx.now, name_of(ctx.actor), reason};
  tx.insert(sql::set_standard, row);
  start_recount(ctx, tx, code);
  for (auto const& now : standards_of(tx, code))
    if (now.rule_id == rule_id) return now;
  return row;
}

}  // namespace vefa::clocks
