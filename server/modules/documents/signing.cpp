#include "modules/documents/signing.hpp"

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "db/blobs.hpp"
#include "i18n/direction.hpp"
#include "i18n/i18n.hpp"
#include "modules/cases/cases.hpp"
#include "modules/company/company.hpp"
#include "modules/documents/picture.hpp"
#include "modules/documents/queries.hpp"
#include "modules/documents/store.hpp"
#include "modules/interactions/uploads.hpp"

namespace vefa::documents {
namespace {

constexpr char const* kPng = "image/png";
constexpr std::size_t kMostBytes = 200'000;
constexpr std::int64_t kLeastInk = 60;

std::string name_of(Context const& ctx) {
  return ctx.actor.name.empty() ? wire::enum_text(ctx.actor.kind) : ctx.actor.name;
}

/// What was given, looked at: before a transaction, since a picture is unpacked.
struct Heard {
  NewDocumentSignature said;
  SignedBy by = SignedBy::Staff;
  SignedHow form = SignedHow::Drawn;
  std::string png;
};

Result<std::string> read_drawn(std::string_view text) {
  auto png = bytes_of_base64(text);
  if (png.size() > kMostBytes)
    return invalid("drawn", "documents.signature_too_large",
                   {{"kilobytes", std::to_string(kMostBytes / 1000)}});
  auto const picture = read_png(png);
  if (!picture)
    return invalid("drawn", "documents.signature_not_png", {{"side", std::to_string(kMostSide)}});
  if (picture->inked < kLeastInk) return invalid("drawn", "documents.signature_blank");
  return png;
}

Result<void> check_names(NewDocumentSignature const& said) {
  if (said.signers.empty()) return invalid("signers", "documents.signer_missing");
  for (std::size_t i = 0; i < said.signers.size(); ++i)
    if (length_of(trim(said.signers[i].name.value)) < 2)
      return invalid(wire::child(wire::child("signers", i), "name"), "documents.signature_name");
  return {};
}

Result<Heard> hear(NewDocumentSignature said, SignedBy by) {
  TRY(check_names(said));
  for (auto& one : said.signers) one.name.value = trim(normalize(one.name.value));
  bool const is_drawn = said.drawn && !said.drawn->empty();
  if (is_drawn && (said.scan_id || said.signers.size() > 1))
    return invalid("drawn", "documents.signature_once");
  if (!is_drawn && !said.scan_id && by == SignedBy::Staff)
    return invalid("drawn", "documents.signature_needs_picture");
  Heard heard{.said = std::move(said), .by = by};
  heard.form = is_drawn             ? SignedHow::Drawn
               : heard.said.scan_id ? SignedHow::Scanned
                                    : SignedHow::Typed;
  if (is_drawn) heard.png = TRY(read_drawn(heard.said.drawn->value));
  return heard;
}

/// The version as it is now, and what its signatures would be with those that were heard.
struct Signing {
  Document before;
  std::vector<DocumentSignature> all;  // in the order of the paper; those that are new without id
  bool is_whole = false;
};

DocumentSignature signature_of(Context const& ctx, Document const& row, Heard const& heard,
                               OneSigner const& one) {
  return {.id = {},
          .document_id = row.id,
          .who = one.who,
          .form = heard.form,
          .taken_by = heard.by,
          .name = one.name.value,
          .sha256 = row.sha256,
          .blob_id = {},
          .media_type = heard.png.empty() ? "" : kPng,
          .at = ctx.now,
          .actor = name_of(ctx),
          .copy_id = {},
          .erased_at = {}};
}

Result<Signing> with(Context const& ctx, db::Tx& tx, DocumentId id, Heard const& heard) {
  auto const row = find(tx, id);
  if (!row) return not_found("document");
  if (row->erased_at) return refused("documents.erased", {{"number", row->number}});
  auto const newest = tx.scalar<std::int64_t>(sql::newest_version, row->number).value();
  if (newest != row->version) return stale(newest);
  auto const missing = missing_signers(tx, *row);
  Signing out{.before = *row, .all = signatures_of(tx, id)};
  for (auto const& one : heard.said.signers) {
    bool const may = heard.by == SignedBy::Staff || her_part(row->kind) == one.who;
    auto const signs = signers_of(row->kind);
    if (!may || std::find(signs.begin(), signs.end(), one.who) == signs.end())
      return invalid("signers", "documents.no_such_signer");
    auto const is_same = [&](auto const& other) { return other.who == one.who; };
    if (std::find(missing.begin(), missing.end(), one.who) == missing.end() ||
        std::any_of(out.all.begin(), out.all.end(), is_same))
      return invalid("signers", "documents.signed_before");
    out.all.push_back(signature_of(ctx, *row, heard, one));
  }
  out.is_whole = out.all.size() == signers_of(row->kind).size();
  return out;
}

/// Everything as it stood on the paper that was signed, whatever is known by now.
Values values_on(Document const& row) {
  Values values;
  for (auto const& section : find_kind(row.kind)->sections)
    for (auto const& field : section.fields) values[field.name] = {""};
  if (auto const* stored = row.content.if_contains("values"))
    for (auto const& [name, value] : stored->as_object())
      values[name] = {std::string(value.as_string())};
  return values;
}

class Copy {
 public:
  Copy(Context const& ctx, db::Tx& tx, Signing const& signing, Heard const& heard)
      : ctx_(ctx), tx_(tx), signing_(signing), heard_(heard), zone_(company::profile(tx).zone) {}

  Result<Prepared> ready() {
    auto const& before = signing_.before;
    About const about{.case_id = before.case_id, .unit_id = before.unit_id};
    auto const made = TRY(draft(ctx_, tx_, about,
                                {.kind = before.kind,
                                 .language = before.language,
                                 .values = values_on(before),
                                 .replaces = std::nullopt}));
    Prepared out{.row = before, .paper = paper_of(made.ground, made.form), .replaces = before.id};
    out.row.id = {};
    out.row.version = before.version + 1;
    out.row.made_at = ctx_.now;
    out.row.made_by = name_of(ctx_);
    out.row.content["signed"] = {{"version", before.version}, {"sha256", before.sha256}};
    out.row.content.erase("to_sign");
    out.row.content.erase("offer");
    out.paper.number = before.number;
    out.paper.made_at = ctx_.now;
    for (auto& part : out.paper.parts) put_signatures(part);
    return out;
  }

 private:
  void put_signatures(PaperPart& part) {
    auto const language = part.language;
    auto const& before = signing_.before;
    part.subtitle = i18n::message(language, "documents.subtitle_signed",
                                  {{"number", i18n::isolated(language, before.number)},
                                   {"version", std::to_string(before.version + 1)},
                                   {"day", i18n::date_text(language, before.made_at, zone_)}});
    auto const order = signers_of(before.kind);
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < order.size() && i < part.signatures.size(); ++i)
      for (auto const& one : signing_.all)
        if (one.who == order[i]) {
          put(part.signatures[i], one, language);
          notes.push_back(note_of(one, language));
        }
    notes.push_back(i18n::message(language, "documents.signed_hash",
                                  {{"version", std::to_string(before.version)},
                                   {"sha256", i18n::isolated(language, before.sha256)}}));
    part.notes.insert(part.notes.begin(), notes.begin(), notes.end());
  }
  void put(PaperSigner& signer, DocumentSignature const& one, Language language) {
    signer.written = one.name + "\n" + i18n::date_time_text(language, one.at, zone_);
    if (one.form != SignedHow::Drawn) return;
    signer.png = one.id ? picture_of(tx_, one).value_or("") : heard_.png;
  }
  std::string note_of(DocumentSignature const& one, Language language) const {
    auto const how = wire::enum_text(one.form) + "_" + wire::enum_text(one.taken_by);
    return i18n::message(language, "documents.signed_" + how,
                         {{"name", i18n::isolated(language, one.name)},
                          {"at", i18n::date_time_text(language, one.at, zone_)},
                          {"by", i18n::isolated(language, one.actor)}});
  }

  Context const& ctx_;
  db::Tx& tx_;
  Signing const& signing_;
  Heard const& heard_;
  std::string zone_;
};

struct KeptPicture {
  BlobId blob_id;
  std::string media_type;
};

Result<KeptPicture> keep_picture(Context const& ctx, db::Tx& tx, Heard const& heard) {
  if (!heard.png.empty()) return KeptPicture{blobs::put(ctx, tx, heard.png), kPng};
  if (!heard.said.scan_id) return KeptPicture{};
  auto const upload = interactions::take_upload(ctx, tx, *heard.said.scan_id);
  if (!upload) return invalid("scan_id", "documents.scan_not_found");
  auto const& type = upload->media_type;
  if (type != kPng && type != "image/jpeg" && type != "application/pdf")
    return invalid("scan_id", "documents.not_a_scan");
  return KeptPicture{upload->blob_id, type};
}

Result<Document> write(Context const& ctx, db::Tx& tx, Signing const& read, Heard const& heard,
                       Prepared const& copy, Drawn const& drawn) {
  auto now = TRY(with(ctx, tx, read.before.id, heard));
  // Somebody else signed meanwhile: what was drawn lacks it.
  if (now.is_whole != read.is_whole) return stale(now.before.version);
  auto const picture = TRY(keep_picture(ctx, tx, heard));
  boost::json::array who;
  for (auto& one : now.all) {
    if (one.id) continue;
    one.id = ctx.new_id<DocumentSignatureId>();
    one.blob_id = picture.blob_id;
    one.media_type = picture.media_type;
    if (!tx.attempt([&] { tx.insert(sql::insert_signature, one); }))
      return stale(now.before.version);
    who.emplace_back(wire::enum_text(one.who));
  }
  record(ctx, tx, "document.signed", now.before,
         {{"who", std::move(who)}, {"by", wire::enum_text(heard.by)}});
  if (!now.is_whole) return now.before;
  auto const kept = TRY(keep(ctx, tx, copy.row, drawn));
  tx.run(sql::point_to_copy, now.before.id, kept.id);
  return kept;
}

}  // namespace

std::vector<Signer> signers_of(DocumentKind kind) {
  std::vector<Signer> out;
  if (auto const* spec = find_kind(kind))
    for (auto const* who : spec->signatures) out.push_back(*wire::parse_enum<Signer>(who));
  return out;
}

std::optional<Signer> her_part(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::ServiceSlip:
    case DocumentKind::TakeInSlip:
      return Signer::Giver;
    case DocumentKind::ReturnSlip:
      return Signer::Taker;
    case DocumentKind::ClaimRecord:
      return Signer::Customer;
    default:
      return std::nullopt;
  }
}

std::vector<DocumentSignature> signatures_of(db::Tx& tx, DocumentId id) {
  return tx.list<DocumentSignature>(sql::list_signatures, id);
}

std::optional<DocumentSignature> find_signature(db::Tx& tx, DocumentSignatureId id) {
  return tx.find<DocumentSignature>(sql::find_signature, id);
}

std::vector<Signer> missing_signers(db::Tx& tx, Document const& row) {
  if (row.erased_at || row.content.contains("signed")) return {};
  if (tx.scalar<std::int64_t>(sql::newest_version, row.number) != row.version) return {};
  auto missing = signers_of(row.kind);
  for (auto const& one : signatures_of(tx, row.id)) std::erase(missing, one.who);
  return missing;
}

std::string awaits_signatures(db::Tx& tx, DocumentId id) {
  return tx.scalar<std::string>(sql::awaits_signatures, id).value_or("");
}

std::vector<Document> unsigned_documents(db::Tx& tx, Instant after, DocumentId after_id,
                                         std::int64_t limit) {
  return tx.list<Document>(sql::list_unsigned, after, after_id.value, limit);
}

Result<Document> sign_document(Context const& ctx, db::Database& database, DocumentId id,
                               NewDocumentSignature const& input, SignedBy by) {
  auto const heard = TRY(hear(input, by));
  Prepared copy;
  auto const read = TRY(database.read_result([&](db::Tx& tx) -> Result<Signing> {
    auto signing = TRY(with(ctx, tx, id, heard));
    if (signing.is_whole) copy = TRY(Copy(ctx, tx, signing, heard).ready());
    return signing;
  }));
  Drawn drawn;
  if (read.is_whole) drawn = TRY(draw(copy.paper));
  return database.write_result(
      [&](db::Tx& tx) { return write(ctx, tx, read, heard, copy, drawn); });
}

std::optional<std::string> picture_of(db::Tx& tx, DocumentSignature const& signature) {
  if (!signature.blob_id || signature.erased_at) return std::nullopt;
  return blobs::get(tx, signature.blob_id);
}

std::vector<SaidField> said_on(Document const& row) {
  std::vector<SaidField> out;
  auto const* kind = find_kind(row.kind);
  auto const* stored = row.content.if_contains("values");
  if (!kind || !stored) return out;
  for (auto const& section : kind->sections)
    for (auto const& field : section.fields)
      if (auto const* value = stored->as_object().if_contains(field.name))
        out.push_back({label_of(field.name, row.language),
                       shown(field, {std::string(value->as_string()), {}}, row.language)});
  return out;
}

}  // namespace vefa::documents
