// Courtesy: what is said to a customer, in her language and in the form she wishes to be addressed.
#pragma once
#include <boost/describe.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/customers/customers.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::courtesy {

/// Acknowledgement: we have it, and answer by {promise_due}. Apology: we broke our word, by
/// {promise_due} we make it good. ApologyAgain: a second time. SolvedQuestion: is it solved?
/// {yes_link} {no_link}. FollowUp: did our answer help? Reopened: we are on it again. NotSolved:
/// thanks for saying so. RemedyGranted: what we give to make good: {remedy}. SurveyQuestion: how
/// content are you? {rating_links}. SurveyApology: she is not, and is called by {promise_due}.
/// Reply: an agent's free text between salutation and signature ({text}).
enum class TemplateKind {
  Acknowledgement,
  Apology,
  ApologyAgain,
  SolvedQuestion,
  FollowUp,
  Reopened,
  NotSolved,
  RemedyGranted,
  SurveyQuestion,
  SurveyApology,
  Reply
};
BOOST_DESCRIBE_ENUM(TemplateKind, Acknowledgement, Apology, ApologyAgain, SolvedQuestion, FollowUp,
                    Reopened, NotSolved, RemedyGranted, SurveyQuestion, SurveyApology, Reply)

/// By placeholder: case_number, case_subject, promise_due, broken_due (of an answer), broken_word
/// (of what else was promised, a sentence with its deadline), agent_name, team_name, remedy,
/// yes_link, no_link, case_link, rating_links, text. Salutation, customer_name, company_name and
/// signature are filled here.
using Values = std::vector<std::pair<std::string, std::string>>;

struct Rendered {
  std::string subject;
  std::string text;  // paragraphs separated by blank lines
};

/// The company's own template of this kind and language, else the built-in one, with greeting and
/// signature around it unless it places them itself. Placeholders without a value become empty, and
/// a line all of whose placeholders are empty vanishes with its words.
Rendered render(db::Tx& tx, TemplateKind kind, customers::Addressing const& addressing,
                Values const& values);

/// A list of actions that an agent runs with one key; `cases` runs it.
struct MacroAction {
  std::string action;  // set_team, set_owner, set_priority, set_kind, add_tag, remove_tag, reply,
                       // note, snooze, solve
  std::string value;   // an id's wire text, a word, a template id, or minutes
};
BOOST_DESCRIBE_STRUCT(MacroAction, (), (action, value))
struct Macro {
  MacroId id;
  std::int64_t version = 1;
  std::string name;
  std::vector<MacroAction> actions;
};
BOOST_DESCRIBE_STRUCT(Macro, (), (id, version, name, actions))
/// NotFound when there is none.
Result<Macro> find_macro(db::Tx& tx, MacroId id);
/// The text of a reply template in the customer's language, filled; NotFound when there is none.
Result<Rendered> render_reply(db::Tx& tx, TemplateId id, customers::Addressing const& addressing,
                              Values const& values);

/// How a template in use is called; nothing when there is none.
std::optional<std::string> template_name(db::Tx& tx, TemplateId id);

/// The first line of a letter as her language closes it: "Sayın Ayşe Yılmaz,", "Tisztelt Nagy
/// Éva!".
std::string greeting_line(customers::Addressing const& addressing);

void add_routes(http::Routes& routes);

}  // namespace vefa::courtesy
