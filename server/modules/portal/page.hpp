// The page as HTML: everything that comes from people is escaped here.
#pragma once
#include <string>
#include <vector>

#include "modules/cases/cases.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/documents/documents.hpp"
#include "modules/portal/portal.hpp"

namespace vefa::portal {

/// The most that one message may bring along, all files together.
inline constexpr std::int64_t kMostMegabytes = 25;

/// A message of the story with its files.
struct Said {
  interactions::Interaction message;
  std::vector<interactions::Attachment> files;
  std::map<AttachmentId, Instant> erased = {};  // those that are kept no more
};

/// What the page shows, in the customer's language.
struct Story {
  cases::Case row;
  std::string company_name;
  std::string zone;
  std::vector<Said> messages;  // hers and ours, oldest first; nothing internal
  std::vector<promises::Promise> promises;
  std::vector<clocks::OpenChoice> choices;     // that the law gives her
  std::string device = {};                     // the section of what the case is about, as HTML
  std::string devices_token = {};              // of the page of all that is hers; empty: nothing is
  std::string bills = {};                      // sections of what is free and of money, as HTML
  std::vector<documents::Document> documents;  // the newest version of each that is still kept
  std::set<documents::DocumentId> to_sign = {};  // those of them that wait for her signature
};
/// Is it time to ask her whether it is solved? While an answer is owed to her it is not, unless a
/// mail that asks her brought her here (`wanted` is then "yes" or "no").
bool asks_whether_solved(Story const& story, std::string_view wanted);
/// `wanted` is the button that stands first: "yes", "no" or neither. `token` is the link's.
std::string case_page(Story const& story, std::string const& token, std::string_view wanted);

enum class Notice {
  Solved,
  NotSolved,
  ChoiceTaken,
  ChoiceGone,
  MessageTaken,
  UnknownLink,
  PersonErased,
  EmptyMessage,
  TooLong,
  TooLarge,
  BrokenForm
};
/// A page of one sentence, and a link back to the case (none without a token). What she wrote and
/// could not be taken stands in a form again.
std::string notice_page(Notice notice, Language language, std::string const& company_name,
                        std::string const& token, std::string const& not_taken = {});

}  // namespace vefa::portal
