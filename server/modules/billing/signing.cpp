#include "modules/billing/signing.hpp"

#include <fmt/format.h>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "db/blobs.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/documents/picture.hpp"
#include "modules/interactions/uploads.hpp"

namespace vefa::billing {
namespace {

constexpr char const* kPng = "image/png";

Result<std::string> read_drawn(std::string_view text) {
  auto png = documents::bytes_of_base64(text);
  if (png.size() > kMostSignatureBytes)
    return invalid("signature.drawn", "billing.signature_too_large",
                   {{"kilobytes", std::to_string(kMostSignatureBytes / 1000)}});
  auto const picture = documents::read_png(png);
  if (!picture)
    return invalid("signature.drawn", "billing.signature_not_png",
                   {{"side", std::to_string(documents::kMostSide)}});
  if (picture->inked < kLeastInk) return invalid("signature.drawn", "billing.signature_blank");
  return png;
}

Result<void> check_signature(NewSignature const& given, AnswerBy by) {
  if (length_of(given.name.value) < 2) return invalid("signature.name", "billing.signature_name");
  bool const is_drawn = given.drawn && !given.drawn->empty();
  if (is_drawn && given.scan_id) return invalid("signature.scan_id", "billing.signature_once");
  // On her own page her typed name is a signature; one that we take is seen.
  if (!is_drawn && !given.scan_id && by == AnswerBy::Staff)
    return invalid("signature.drawn", "billing.signature_needs_picture");
  return {};
}

struct Picture {
  BlobId blob_id;
  std::string media_type;
  std::string sha256;
};

Result<Picture> keep_picture(Context const& ctx, db::Tx& tx, Heard const& heard) {
  if (!heard.png.empty())
    return Picture{blobs::put(ctx, tx, heard.png), kPng, hex(sha256(heard.png))};
  auto const& scan_id = heard.said.signature->scan_id;
  if (!scan_id) return Picture{};
  auto const upload = interactions::take_upload(ctx, tx, *scan_id);
  if (!upload) return invalid("signature.scan_id", "billing.scan_not_found");
  auto const& type = upload->media_type;
  if (type != kPng && type != "image/jpeg" && type != "application/pdf")
    return invalid("signature.scan_id", "billing.not_a_scan");
  return Picture{upload->blob_id, type, hex(blobs::info(tx, upload->blob_id)->sha256.data)};
}

std::optional<OneAnswer> answer_to(QuoteAnswers const& said, std::int64_t line) {
  for (auto const& one : said.answers)
    if (one.line == line) return one;
  return std::nullopt;
}

SignedLine signed_line(Line const& l, Currency currency, Language language) {
  auto const money = [&](std::int64_t minor) { return decimal_text({minor, currency}); };
  return {.line = l.line,
          .component = l.component,
          .description = l.description,
          .quantity = quantity_text(l.quantity_thousandths),
          .unit_price = money(l.unit_price_minor),
          .tax_bp = l.tax_bp,
          .full = money(l.full_minor),
          .net = money(l.net_minor),
          .tax = money(l.tax_minor),
          .gross = money(l.net_minor + l.tax_minor),
          .words = said(l.why, std::string(currency.text()), language),
          .answer = {},
          .units = {}};
}

SignedStatement statement_for(Offer const& offer, Language language, QuoteAnswers const& said) {
  auto const currency = Currency::parse(offer.quote.currency).value();
  SignedStatement out{.quote_number = offer.quote.number,
                      .version = offer.version.version,
                      .currency = offer.quote.currency,
                      .language = language,
                      .valid_until_on = offer.version.valid_until_on,
                      .note = offer.version.note};
  std::vector<Line> approved;
  for (auto const& line : offer.lines) {
    auto one = signed_line(line, currency, language);
    auto const word = answer_to(said, line.line);
    if (word) one.answer = word->answer;
    if (word && word->units && *word->units < units_of(line)) one.units = word->units;
    bool const is_free = !one.answer && line.net_minor == 0;
    if (is_free || one.answer == LineAnswer::Approved)
      approved.push_back(one.units ? part_of(line, *one.units) : line);
    out.lines.push_back(std::move(one));
  }
  out.total = decimal_text({sum(offer.lines).gross_minor, currency});
  out.approved = decimal_text({sum(approved).gross_minor, currency});
  return out;
}

/// All figures of the lines, which no change of our own words touches.
bool same_figures(SignedLine const& a, SignedLine const& b) {
  return std::tie(a.line, a.component, a.description, a.quantity, a.unit_price, a.tax_bp, a.full,
                  a.net, a.tax, a.gross) == std::tie(b.line, b.component, b.description, b.quantity,
                                                     b.unit_price, b.tax_bp, b.full, b.net, b.tax,
                                                     b.gross);
}

bool has_same_lines(db::Tx& tx, Signature const& signature, SignedStatement const& statement) {
  auto const currency = Currency::parse(statement.currency);
  auto const lines = lines_of_quote(tx, signature.quote_id, signature.version);
  return currency &&
         std::ranges::equal(lines, statement.lines, [&](auto const& now, auto const& then) {
           return same_figures(signed_line(now, *currency, statement.language), then);
         });
}

bool has_same_answers(db::Tx& tx, Signature const& signature, SignedStatement const& statement) {
  using Word = std::tuple<std::int64_t, LineAnswer, std::optional<std::int64_t>>;
  std::vector<Word> then;
  for (auto const& line : statement.lines)
    if (line.answer) then.emplace_back(line.line, *line.answer, line.units);
  std::vector<Word> now;
  for (auto const& row : tx.list<QuoteAnswer>(sql::answers_of_signature, signature.id))
    now.emplace_back(row.line, row.answer, row.units);
  return now == then;
}

}  // namespace

Result<Heard> hear(QuoteAnswers said, AnswerBy by) {
  Heard heard{.said = std::move(said), .by = by};
  auto const& given = heard.said.signature;
  auto const otherwise = by == AnswerBy::Customer ? Via::Link : Via::Phone;
  heard.via = heard.said.via.value_or(given ? Via::Signature : otherwise);
  if (by == AnswerBy::Staff && heard.via == Via::Link)
    return invalid("via", "billing.link_is_hers");
  if (!given && heard.via == Via::Signature)
    return invalid("signature", "billing.signature_missing");
  if (given && heard.via != Via::Signature) return invalid("via", "billing.signature_is_the_way");
  if (!given) return heard;
  TRY(check_signature(*given, by));
  if (given->drawn && !given->drawn->empty()) heard.png = TRY(read_drawn(given->drawn->value));
  return heard;
}

Result<SignatureId> sign(Context const& ctx, db::Tx& tx, Offer const& offer, Language language,
                         Heard const& heard) {
  auto const& given = heard.said.signature.value();
  auto const picture = TRY(keep_picture(ctx, tx, heard));
  auto statement = statement_for(offer, language, heard.said);
  statement.name = given.name;
  statement.form = !heard.png.empty()          ? SignatureForm::Drawn
                   : given.scan_id.has_value() ? SignatureForm::Scanned
                                               : SignatureForm::Typed;
  statement.taken_by = heard.by;
  statement.actor = actor_name(ctx);
  statement.at = ctx.now;
  statement.picture_sha256 = picture.sha256;
  auto const text = to_json_text(statement);
  auto const last = tx.scalar<std::int64_t>(sql::last_signature, offer.quote.id);
  Signature const row{.id = ctx.new_id<SignatureId>(),
                      .quote_id = offer.quote.id,
                      .version = offer.version.version,
                      .n = last.value_or(0) + 1,
                      .form = statement.form,
                      .taken_by = heard.by,
                      .name = statement.name,
                      .statement = text,
                      .sha256 = hex(sha256(text)),
                      .blob_id = picture.blob_id,
                      .media_type = picture.media_type,
                      .at = ctx.now,
                      .actor = statement.actor,
                      .erased_at = {}};
  tx.insert(sql::insert_signature, row);
  return row.id;
}

std::vector<Signature> signatures_of(db::Tx& tx, QuoteId id, std::int64_t version) {
  return tx.list<Signature>(sql::signatures_of, id, version);
}

std::optional<Signature> find_signature(db::Tx& tx, SignatureId id) {
  return tx.find<Signature>(sql::find_signature, id);
}

std::optional<SignedStatement> statement_of(Signature const& signature) {
  if (signature.erased_at) return std::nullopt;
  auto read = from_json_text<SignedStatement>(signature.statement);
  return read.ok() ? std::optional(std::move(read).value()) : std::nullopt;
}

bool is_as_signed(db::Tx& tx, Signature const& signature) {
  auto const statement = statement_of(signature);
  if (!statement || hex(sha256(signature.statement)) != signature.sha256) return false;
  auto const picture = picture_of(tx, signature);
  auto const found = picture ? hex(sha256(*picture)) : std::string();
  return found == statement->picture_sha256 && statement->name == signature.name &&
         statement->at == signature.at && has_same_lines(tx, signature, *statement) &&
         has_same_answers(tx, signature, *statement);
}

std::string number_of(Quote const& quote, Signature const& signature) {
  return fmt::format("{}-S{}", quote.number, signature.n);
}

std::optional<std::string> picture_of(db::Tx& tx, Signature const& signature) {
  if (!signature.blob_id || signature.erased_at) return std::nullopt;
  return blobs::get(tx, signature.blob_id);
}

void forget_signatures(Context const& ctx, db::Tx& tx, CustomerId id) {
  for (auto const blob : tx.column<BlobId>(sql::blobs_of_signatures, id))
    blobs::erase(ctx, tx, blob);
  tx.run(sql::forget_signatures, id, ctx.now);
}

}  // namespace vefa::billing
