#include "http/api.hpp"
#include "law/example.hpp"
#include "law/tell.hpp"
#include "modules/clocks/basis.hpp"
#include "modules/clocks/packs.hpp"
#include "modules/clocks/packs_api.hpp"
#include "modules/clocks/preview.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/vocabulary.hpp"

namespace vefa::clocks {

struct PackBody {
  List<FileOfPack, 40> files;
};
BOOST_DESCRIBE_STRUCT(PackBody, (), (files))
struct NewPackBody : PackBody {
  std::optional<bool> confirm_removed;  // that it lacks rules of the version in use is meant so
};
BOOST_DESCRIBE_STRUCT(NewPackBody, (PackBody), (confirm_removed))
struct UseQuery {
  std::optional<bool> confirm_removed;  // that it lacks rules of the version in use is meant so
};
BOOST_DESCRIBE_STRUCT(UseQuery, (), (confirm_removed))
struct ApprovalBody {
  Text<500, 3> reason;
};
BOOST_DESCRIBE_STRUCT(ApprovalBody, (), (reason))
struct StandardBody {
  Text<40, 3> amount;  // "15 business_day"
  Text<500> reason;
};
BOOST_DESCRIBE_STRUCT(StandardBody, (), (amount, reason))

struct RuleQuery {
  std::optional<Language> language;  // none: the reader's
};
BOOST_DESCRIBE_STRUCT(RuleQuery, (), (language))

struct VocabularyQuery : RuleQuery {
  std::optional<CaseId> case_id;  // what counts on there by a version that is in use no more, too
};
BOOST_DESCRIBE_STRUCT(VocabularyQuery, (RuleQuery), (case_id))

struct ExampleQuery {
  std::optional<LocalDate> on;       // when it begins
  std::optional<Language> language;  // none: the reader's
};
BOOST_DESCRIBE_STRUCT(ExampleQuery, (), (on, language))
struct Example {
  std::vector<std::string> sentences;  // in order
};
BOOST_DESCRIBE_STRUCT(Example, (), (sentences))

/// An edition of a rule, for whoever looks the law up.
struct RuleView {
  std::string id;
  std::string row;
  std::string kind;
  std::string title;
  std::optional<LocalDate> from_on;
  std::optional<LocalDate> through_on;
  std::string confidence;
  std::string source;
  std::string quote;
  std::string file;
  std::int64_t line = 0;
  std::vector<std::string> sentences;
};
BOOST_DESCRIBE_STRUCT(RuleView, (),
                      (id, row, kind, title, from_on, through_on, confidence, source, quote, file,
                       line, sentences))

namespace {

using http::Call;
using http::Query;

Result<Page<PackRow>> list_packs(Call const&, db::Tx& tx) {
  return Page<PackRow>{tx.list<PackRow>(sql::list_packs), {}};
}

Removal removal_of(std::optional<bool> const& confirmed) {
  return confirmed.value_or(false) ? Removal::Confirmed : Removal::Unconfirmed;
}
Result<PackRow> load_pack(Call const& call, db::Tx& tx, NewPackBody const& body) {
  return upload(call.ctx, tx, body.files, removal_of(body.confirm_removed));
}
Result<PackPreview> preview_pack(Call const& call, db::Tx& tx, PackBody const& body) {
  return preview(call.ctx, tx, body.files);
}
Result<PackRow> approve_pack(Call const& call, db::Tx& tx, ApprovalBody const& body) {
  return approve(call.ctx, tx, TRY(call.id<LawPackId>("pack")), body.reason.value);
}
Result<PackRow> use_pack(Call const& call, db::Tx& tx, Query<UseQuery> const& query) {
  return use(call.ctx, tx, TRY(call.id<LawPackId>("pack")), removal_of(query->confirm_removed));
}

RuleView view_of(Language language, law::Pack const& pack, law::Rule const& rule) {
  return {rule.id,
          rule.row,
          wire::enum_text(rule.kind),
          rule.title.in(language),
          rule.effective.from_on,
          rule.effective.through_on,
          wire::enum_text(rule.provenance.confidence),
          law::source_words(pack, rule.provenance),
          rule.provenance.quote,
          rule.place.file,
          rule.place.line,
          law::tell_rule(language, pack, rule)};
}

Result<Page<RuleView>> list_rules(Call const& call, db::Tx& tx, Query<RuleQuery> const& query) {
  auto const id = TRY(call.id<LawPackId>("pack"));
  if (!tx.find<PackRow>(sql::find_pack, id)) return not_found("pack");
  auto const pack = pack_of(tx, id);
  Page<RuleView> page;
  for (auto const& rule : pack->rules)
    page.items.push_back(view_of(query->language.value_or(call.ctx.language), *pack, rule));
  return page;
}

Result<Example> explain_rule(Call const& call, db::Tx& tx, Query<ExampleQuery> const& query) {
  auto const id = TRY(call.id<LawPackId>("pack"));
  if (!tx.find<PackRow>(sql::find_pack, id)) return not_found("pack");
  if (!query->on) return invalid("on", "wire.required");
  auto const language = query->language.value_or(call.ctx.language);
  return Example{TRY(
      law::tell_example(language, *pack_of(tx, id), std::string(call.param("rule")), *query->on))};
}

Result<LawVocabulary> read_vocabulary(Call const& call, db::Tx& tx,
                                      Query<VocabularyQuery> const& query) {
  auto const id = TRY(call.id<LawPackId>("pack"));
  if (!tx.find<PackRow>(sql::find_pack, id)) return not_found("pack");
  // With what the Union's law asks beside a member state's.
  std::vector<law::PackPtr> laws{pack_of(tx, id)};
  for (auto& law : laws_in_use(call.ctx, tx, laws.front()->id))
    if (law->id != laws.front()->id) laws.push_back(std::move(law));
  std::vector<RuleOf> left_out;
  if (query->case_id) {
    TRY(cases::find_readable(call.ctx, tx, *query->case_id));
    left_out = left_out_on(tx, *query->case_id, laws);
  }
  return vocabulary_of(laws, query->language.value_or(call.ctx.language), left_out);
}

Result<Page<Standard>> list_law_standards(Call const& call, db::Tx& tx) {
  return Page<Standard>{standards_of(tx, std::string(call.param("code"))), {}};
}
Result<Standard> set_law_standard(Call const& call, db::Tx& tx, StandardBody const& body) {
  return set_standard(call.ctx, tx, std::string(call.param("code")),
                      std::string(call.param("rule")), body.amount.value, body.reason.value);
}

}  // namespace

void add_pack_routes(http::Routes& routes) {
  using P = Permission;
  routes.get<list_packs>("/packs", P::Self, "Law packs: each version, and who approved it.");
  routes
      .post<load_pack>("/packs", P::SettingsWrite,
                       "Loads a version of a pack and counts by it; every fault is named.")
      .status(201)
      .max_body(4 << 20);
  routes
      .post<preview_pack>("/packs/preview", P::SettingsWrite,
                          "Tells what a version of a pack would change: rules and open clocks; "
                          "every fault is named.")
      .max_body(4 << 20);
  routes.post<approve_pack>("/packs/{pack}/approval", P::SettingsWrite,
                            "A named person takes a pack upon herself.");
  routes.post<use_pack>("/packs/{pack}/use", P::SettingsWrite,
                        "Counts by this version from now on; one that lacks rules is confirmed.");
  routes.get<list_rules>("/packs/{pack}/rules", P::Self,
                         "The rules of a pack in words, with source, quotation and confidence.");
  routes.get<explain_rule>("/packs/{pack}/rules/{rule}/example", P::Self,
                           "What a rule comes to when it begins on a day: each day and why.");
  routes.get<read_vocabulary>("/packs/{pack}/vocabulary", P::Self,
                              "What can be told of a case under a pack: the happenings that its "
                              "rules count from, the facts that they ask about.");
  routes.get<list_law_standards>("/law-standards/{code}", P::Self,
                                 "A company's own times beside the law.");
  routes.put<set_law_standard>("/law-standards/{code}/{rule}", P::StandardsWrite,
                               "Sets a company's own time, never less for the customer.");
}

}  // namespace vefa::clocks
