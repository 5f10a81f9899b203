// What she read, said and signed, word for word: kept beside the rows, so that a later change
// shows.
#pragma once
#include "modules/billing/billing.hpp"

namespace vefa::billing {

struct SignedLine {
  std::int64_t line = 0;
  Component component = Component::Labour;
  std::string description;
  std::string quantity;
  std::string unit_price;
  std::int64_t tax_bp = 0;
  std::string full;
  std::string net;
  std::string tax;
  std::string gross;
  std::vector<std::string> words;          // why it costs less, as she read it
  std::optional<LineAnswer> answer;        // none: she said nothing of it
  std::optional<std::int64_t> units = {};  // approved in part: so many of its units
};
BOOST_DESCRIBE_STRUCT(SignedLine, (),
                      (line, component, description, quantity, unit_price, tax_bp, full, net, tax,
                       gross, words, answer, units))

struct SignedStatement {
  std::string quote_number;
  std::int64_t version = 1;
  std::string currency;
  Language language = Language::En;  // in which she read it
  LocalDate valid_until_on;
  std::string note;
  std::vector<SignedLine> lines;
  std::string total;     // gross, of all lines
  std::string approved;  // gross, of those that she approved and those that cost nothing
  std::string name;      // of who signed
  SignatureForm form = SignatureForm::Drawn;
  AnswerBy taken_by = AnswerBy::Staff;
  std::string actor;  // by whose hand it was taken
  Instant at;
  std::string picture_sha256;  // empty: typed
};
BOOST_DESCRIBE_STRUCT(SignedStatement, (),
                      (quote_number, version, currency, language, valid_until_on, note, lines,
                       total, approved, name, form, taken_by, actor, at, picture_sha256))

/// Keeps the signature of these answers, before they are written. Errors: billing.not_a_scan.
Result<SignatureId> sign(Context const& ctx, db::Tx& tx, Offer const& offer, Language language,
                         Heard const& heard);
/// None once it is erased.
std::optional<SignedStatement> statement_of(Signature const& signature);
/// "Q-2026-00012-S1".
std::string number_of(Quote const& quote, Signature const& signature);
/// The strokes or the signed paper; none: typed, or erased.
std::optional<std::string> picture_of(db::Tx& tx, Signature const& signature);
/// Of all that she signed what is hers goes: name, words and picture. The hash stays.
void forget_signatures(Context const& ctx, db::Tx& tx, CustomerId id);

}  // namespace vefa::billing
