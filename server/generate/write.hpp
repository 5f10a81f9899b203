// Writes made-up lives onto sheets of rows for a company's database, by the modules' own statements
// but past their use-cases: a million cases are rows of minutes, not of hours.
#pragma once
#include "db/sheet.hpp"
#include "generate/words.hpp"
#include "modules/customers/customers.hpp"

namespace vefa::generate {

struct Figures {
  std::int64_t cases = 0;
  std::int64_t open_cases = 0;
  std::int64_t interactions = 0;
  std::int64_t promises = 0;
  std::int64_t broken = 0;
  std::int64_t customers = 0;
  std::int64_t events = 0;
  std::int64_t documents = 0;
};

struct NewCustomer {
  customers::Customer row;
  std::string address;  // e-mail; empty: none
  std::string phone;    // E.164; empty: none
};

class Writer {
 public:
  Writer(PastIds& ids, Instant until) : ids_(ids), until_(until) {}

  void write(db::Sheet& sheet, NewCustomer const& customer);
  /// What belongs to one moment of a story; moments are to be written in order of time.
  void write(db::Sheet& sheet, Story const& story, std::size_t moment);
  Figures const& figures() const { return figures_; }

 private:
  void write_case(db::Sheet& sheet, Story const& story);
  void write_settled(db::Sheet& sheet, Story const& story, Moment const& moment);
  void write_recovery(db::Sheet& sheet, Story const& story, Moment const& moment);
  void write_remedy(db::Sheet& sheet, Story const& story, recovery::Recovery const& recovery);
  void write_debt(db::Sheet& sheet, Story const& story, recovery::Remedy const& remedy);
  void write_end(db::Sheet& sheet, Story const& story, Moment const& moment);
  void write_message(db::Sheet& sheet, Story const& story, Moment const& moment);
  void record_received(db::Sheet& sheet, Story const& story, Moment const& moment,
                       interactions::Channel channel);
  void record_released(db::Sheet& sheet, Story const& story, Moment const& moment,
                       Actor const& actor);
  void write_note(db::Sheet& sheet, Story const& story, Moment const& moment);
  void write_letter(db::Sheet& sheet, Story const& story, Moment const& moment);
  void write_interaction(db::Sheet& sheet, Story const& story, interactions::Interaction row,
                         Sentences const& sentences);
  void index_case(db::Sheet& sheet, Story const& story);
  void index(db::Sheet& sheet, Story const& story, search::Document document,
             Sentences const& subject, Sentences const& body,
             std::vector<std::string> const& people);
  void record(db::Sheet& sheet, char const* kind, Instant at, Actor const& actor,
              Story const& story, JsonObject payload);
  /// With the case's number.
  void record(db::Sheet& sheet, Story const& story, char const* kind, Instant at,
              Actor const& actor, JsonObject payload = {});
  void record(db::Sheet& sheet, Story const& story, char const* kind, Instant at,
              promises::Promise const& promise, JsonObject payload);
  /// What happened to a customer, with its row of her history.
  void record(db::Sheet& sheet, customers::Customer const& row, char const* what,
              JsonObject const& details, JsonObject payload);

  PastIds& ids_;
  Instant until_;
  Words words_;
  Figures figures_;
};

}  // namespace vefa::generate
