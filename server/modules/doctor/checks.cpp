#include "modules/doctor/checks.hpp"

#include "modules/doctor/queries.hpp"

namespace vefa::doctor {
namespace {

// References name their table in the detail; the id before it is that table's.
std::string_view prefix_of_table(std::string_view detail) {
  static std::map<std::string_view, std::string_view> const known{
      {"cases", "cas"},         {"promises", "pro"},     {"recoveries", "rec"},
      {"remedies", "rem"},      {"case_readers", "cas"}, {"case_participants", "cas"},
      {"drafts", "cas"},        {"mentions", "int"},     {"views", "viw"},
      {"mail_out", "out"},      {"raw_messages", "raw"}, {"mail_proposals", "raw"},
      {"consents", "cst"},      {"interactions", "int"}, {"staff", "stf"},
      {"teams", "tea"},         {"hand_overs", ""},      {"routing_rules", ""},
      {"remedy_budgets", "rbu"}};
  auto const found = known.find(detail.substr(0, detail.find('.')));
  return found == known.end() ? std::string_view() : found->second;
}

std::vector<Check> promise_checks() {
  return {
      {"open_without_promise", sql::open_without_promise, Needs::Limit, "cas", "",
       "the open case {id} ({detail}) has no pending promise"},
      {"closed_with_promise", sql::closed_with_promise, Needs::Limit, "cas", "pro",
       "the closed case {id} ({detail}) still has the pending promise {other}"},
      {"promise_without_case", sql::promise_without_case, Needs::Limit, "pro", "cas",
       "the promise {id} ({detail}) is of the case {other}, which does not exist"},
      {"next_promise_is_another", sql::next_promise_is_another, Needs::Limit, "cas", "pro",
       "the open case {id} ({detail}) names {other} as its next promise, which is not the earliest "
       "that is pending on it"},
      {"case_flags_disagree", sql::case_flags_disagree, Needs::Limit, "cas", "",
       "the state of the case {id} ({detail}) does not agree with its columns open and closed_at"},
      {"promise_flags_disagree", sql::promise_flags_disagree, Needs::Limit, "pro", "cas",
       "the promise {id} of the case {other} is {detail}, but its columns pending_on_open and "
       "settled_at say otherwise"},
      {"broken_at_another_instant", sql::broken_at_another_instant, Needs::Limit, "pro", "cas",
       "the broken promise {id} ({detail}) of the case {other} is not stamped with its deadline"},
      {"broken_without_recovery", sql::broken_without_recovery, Needs::Limit, "pro", "cas",
       "the broken promise {id} ({detail}) of the case {other} has no recovery"},
      {"recovery_of_unbroken", sql::recovery_of_unbroken, Needs::Limit, "rec", "pro",
       "the recovery {id} makes good the promise {other}, which is {detail}"},
      {"duplicate_numbers", sql::duplicate_numbers, Needs::Limit, "cas", "cas",
       "the cases {id} and {other} both have the number {detail}"},
  };
}

std::vector<Check> talk_checks() {
  return {
      {"leases_of_the_dead", sql::leases_of_the_dead, Needs::Now, "job", "",
       "the job {id} ({detail}) is leased by a process that is gone, and nobody takes it over"},
      {"stuck_jobs", sql::stuck_jobs, Needs::Now, "job", "",
       "the job {id} ({detail}) has been due for more than ten minutes while a server runs"},
      {"mail_without_raw", sql::mail_without_raw, Needs::Limit, "int", "",
       "the mail {id} <{detail}> came in without its raw message"},
      {"taken_without_interaction", sql::taken_without_interaction, Needs::Limit, "raw", "int",
       "the raw message {id} <{detail}> was taken as {other}, which does not exist"},
      {"blobs_without_owner", sql::blobs_without_owner, Needs::Limit, "blb", "",
       "the file {id} belongs to nothing"},
      {"blobs_of_another_size", sql::blobs_of_another_size, Needs::Limit, "blb", "",
       "the parts of the file {id} do not add up to its size"},
      {"events_without_row", sql::events_without_row, Needs::Limit, "evt", "cas",
       "the event {id} ({detail}) is of the case {other}, which does not exist"},
      {"events_without_customer", sql::events_without_customer, Needs::Limit, "evt", "cus",
       "the event {id} ({detail}) is of the customer {other}, who does not exist"},
      {"documents_without_tokens", sql::documents_without_tokens, Needs::Limit, "", "",
       "the search document {id} {detail}"},
  };
}

std::vector<Check> goods_checks() {
  return {
      {"merged_into_merged", sql::merged_into_merged, Needs::Limit, "unt", "unt",
       "the unit {id} ({detail}) was joined into {other}, which was joined into another itself"},
      {"unit_of_another_maker", sql::unit_of_another_maker, Needs::Limit, "unt", "prd",
       "the unit {id} ({detail}) is of the product {other}, which another maker builds"},
      {"owners_at_once", sql::owners_at_once, Needs::Limit, "unt", "cus",
       "the unit {id} has two owners at once: {other} since {detail}, and one before"},
      {"goods_of_merged", sql::goods_of_merged, Needs::Limit, "unt", "unt",
       "{detail} is still of the unit {id}, which was joined into {other}"},
      {"stay_lost", sql::stay_lost, Needs::Limit, "unt", "cas",
       "the time in repair since {detail} of the unit {id} is of the case {other}, which is about "
       "another unit or was joined into another case: end it on the unit's page, and record it on "
       "the unit of the case"},
      {"stay_runs_on", sql::stay_runs_on, Needs::Limit, "unt", "cas",
       "the time in repair since {detail} of the unit {id} still runs, though the goods of the "
       "case "
       "{other} are said to have gone back: put it right on the unit's page, with that day"},
      {"totals_run_back", sql::totals_run_back, Needs::Limit, "unt", "rdg",
       "the total of the meter {detail} of the unit {id} runs back at the reading {other}"},
      {"coverage_of_no_version", sql::coverage_of_no_version, Needs::Limit, "cov", "cvt",
       "the coverage {id} is of version {detail} of {other}, which does not exist"},
      {"use_of_another_bill", sql::use_of_another_bill, Needs::Limit, "cvu", "cov",
       "the use {id} of the coverage {other} {detail}"},
      {"used_beyond_the_bill", sql::used_beyond_the_bill, Needs::Limit, "inv", "",
       "the invoice {id} ({detail}) used more of coverage than its lines say"},
      {"successors_at_once", sql::successors_at_once, Needs::Limit, "prd", "prd",
       "the part {id} has two successors at once: {other} from {detail}, and another"},
      {"budget_sums_disagree", sql::budget_sums_disagree, Needs::Limit, "rbu", "",
       "the budget {id} says another sum of its period of {detail} (holder {other}) than was given "
       "out of it"},
      {"taken_but_not_given", sql::taken_but_not_given, Needs::Limit, "rem", "rbu",
       "the remedy {id} was taken out of the budget {other}, but it is {detail} or of another "
       "amount"},
  };
}

std::vector<Check> reference_checks() {
  constexpr char const* kSentence = "{detail} of {id} names {other}, which does not exist";
  return {
      {"lost_customers", sql::lost_customers, Needs::Limit, "*", "cus", kSentence},
      {"lost_people", sql::lost_people, Needs::Limit, "*", "stf", kSentence},
      {"lost_teams", sql::lost_teams, Needs::Limit, "*", "tea", kSentence},
      {"lost_talk", sql::lost_talk, Needs::Limit, "*", "", kSentence},
      {"lost_settings", sql::lost_settings, Needs::Limit, "*", "", kSentence},
  };
}

}  // namespace

std::vector<Check> const& checks() {
  static std::vector<Check> const all = [] {
    auto list = promise_checks();
    for (auto const& more : {talk_checks(), goods_checks(), reference_checks()})
      for (auto const& check : more) list.push_back(check);
    return list;
  }();
  return all;
}

std::vector<Owed> const& owed() {
  static std::vector<Owed> const all{
      {"promise_without_timer", sql::pending_promises, "pro", "promise.clock",
       "the pending promise"},
      {"answer_without_timer", sql::queued_answers, "int", "cases.send", "the queued answer"},
      {"message_without_job", sql::untaken_messages, "raw", "email.take",
       "the raw message that is still to be read"},
      {"mail_without_job", sql::unsent_mails, "out", "email.send", "the mail to be sent"},
      {"delivery_without_job", sql::undelivered_webhooks, "dlv", "webhooks.deliver",
       "the webhook's delivery"},
  };
  return all;
}

std::string name_of(std::int64_t id, std::string_view prefix) {
  if (id == 0) return "none";
  if (prefix.empty()) return std::to_string(id);
  return fmt::format("{}_{}", prefix, id_digits(id));
}

std::string sentence_of(Check const& check, Finding const& found) {
  std::string_view const own(check.prefix);
  return fmt::format(
      fmt::runtime(check.sentence),
      fmt::arg("id", name_of(found.id, own == "*" ? prefix_of_table(found.detail) : own)),
      fmt::arg("other", name_of(found.other_id, check.other_prefix)),
      fmt::arg("detail", found.detail));
}

}  // namespace vefa::doctor
