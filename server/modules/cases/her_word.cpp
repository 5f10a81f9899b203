#include "modules/cases/her_word.hpp"

#include "base/spoken.hpp"
#include "base/text.hpp"
#include "i18n/i18n.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/erased.hpp"
#include "modules/cases/links.hpp"
#include "modules/cases/queries.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"

namespace vefa::cases {
namespace {

/// As it is compared: folded, each run of white space as one space.
std::string squeezed(std::string_view text) {
  std::string out;
  for (char const c : fold(visible(text))) {
    bool const is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// Of what was said aloud, or on paper, we know what was noted; what she typed holds the words.
bool holds_words(interactions::Interaction const& said, std::string_view words) {
  using enum interactions::Channel;
  bool const is_typed = said.channel == Email || said.channel == Chat || said.channel == Social ||
                        said.channel == Portal;
  return !is_typed ||
         squeezed(said.subject + " " + said.text).find(squeezed(words)) != std::string::npos;
}

}  // namespace

Result<interactions::Interaction> her_message(db::Tx& tx, Case const& row, InteractionId id,
                                              Instant since) {
  auto said = interactions::find(tx, id);
  bool const is_hers = said && said->case_id == row.id && !said->automatic &&
                       said->direction == interactions::Direction::Inbound;
  if (!is_hers) return invalid("interaction_id", "cases.needs_her_word");
  if (said->at < since) return invalid("interaction_id", "cases.word_is_older");
  return std::move(*said);
}

Result<void> check_not_erased(db::Tx& tx, Case const& row) {
  auto const customer = customers::find(tx, row.customer_id);
  bool const is_erased = customer && customer->state == customers::CustomerState::Erased;
  if (is_erased) return refused("cases.person_erased", {{"number", row.number}});
  return {};
}

std::string kept_words(db::Tx& tx, Case const& row, std::string words) {
  return check_not_erased(tx, row).ok() ? std::move(words) : "—";
}

Result<void> check_her_word(db::Tx& tx, Case const& row, HerWord const& word, Instant since) {
  auto const said = TRY(her_message(tx, row, word.interaction_id, since));
  if (!has_words(word.words.value)) return invalid("words", "cases.not_words");
  if (!holds_words(said, word.words.value)) return invalid("words", "cases.not_in_her_words");
  return {};
}

Result<void> check_her_word(db::Tx& tx, Case const& row, HerWord const& word, Instant since,
                            std::string const& field) {
  auto checked = check_her_word(tx, row, word, since);
  if (checked.ok()) return {};
  auto error = std::move(checked).error();
  error.field = wire::child(field, error.field);
  return error;
}

void tell_heard(Context const& ctx, db::Tx& tx, Case const& row, std::string const& noted,
                std::string const& words) {
  auto const customer = customers::find(tx, row.customer_id);
  if (!customer || customer->state == customers::CustomerState::Erased) return;
  Args const args{{"noted", noted},
                  {"words", visible(words)},
                  {"link", links_of(company::profile(tx).public_url, row.id).page}};
  auto const text = i18n::message(row.language, "cases.heard_text", args);
  auto const sent = send_automatic(ctx, tx, row, interactions::Purpose::Message,
                                   i18n::message(row.language, "cases.heard_subject"), text);
  if (sent)
    tx.run(sql::keep_heard, sent);
  else
    owe_telling(ctx, tx, row.id, text);
}

bool tells_heard(db::Tx& tx, InteractionId id) {
  return tx.scalar<std::int64_t>(sql::tells_heard, id).has_value();
}

}  // namespace vefa::cases
