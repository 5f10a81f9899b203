// Writes made-up lives into a company's database, by the modules' own statements but past their
// use-cases: a million cases are rows of minutes, not of hours.
#pragma once
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
  Writer(Context const& ctx, PastIds& ids, Instant until) : ctx_(ctx), ids_(ids), until_(until) {}

  void write(db::Tx& tx, NewCustomer const& customer);
  /// What belongs to one moment of a story; moments are to be written in order of time.
  void write(db::Tx& tx, Story const& story, std::size_t moment);
  Figures const& figures() const { return figures_; }

 private:
  void write_case(db::Tx& tx, Story const& story);
  void write_settled(db::Tx& tx, Story const& story, Moment const& moment);
  void write_recovery(db::Tx& tx, Story const& story, Moment const& moment);
  void write_end(db::Tx& tx, Story const& story, Moment const& moment);
  void write_message(db::Tx& tx, Story const& story, Moment const& moment);
  void write_letter(db::Tx& tx, Story const& story, Moment const& moment);
  void write_interaction(db::Tx& tx, Story const& story, interactions::Interaction row,
                         Sentences const& sentences);
  void index_case(db::Tx& tx, Story const& story);
  void index(db::Tx& tx, Story const& story, search::Document document, std::string const& subject,
             Sentences const& body, std::vector<std::string> const& people);
  void record(db::Tx& tx, Story const& story, char const* kind, Instant at, Actor const& actor,
              JsonObject payload = {});
  void record(db::Tx& tx, Story const& story, char const* kind, Instant at,
              promises::Promise const& promise);

  Context const& ctx_;
  PastIds& ids_;
  Instant until_;
  Words words_;
  Figures figures_;
};

}  // namespace vefa::generate
