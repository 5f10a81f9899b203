// Rows of the index, and what becomes of the things they stand for.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/customers/customers.hpp"
#include "modules/interactions/interactions.hpp"
#include "modules/search/search.hpp"

namespace vefa::search {

struct Document {
  std::int64_t id = 0;
  HitKind kind = HitKind::Case;
  std::int64_t case_id = 0;
  std::int64_t customer_id = 0;
  std::int64_t team_id = 0;
  std::int64_t owner_id = 0;
  std::string state;
  Language language = Language::En;
  Instant at;
  std::string subject;
  std::string body;
  std::string more;
  std::string facets;
  bool operator==(Document const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Document, (),
                      (id, kind, case_id, customer_id, team_id, owner_id, state, language, at,
                       subject, body, more, facets))

/// What a thing says, as it is written.
struct Source {
  std::string subject;
  std::string body;
  std::string people;  // names and addresses: found, but no part of its text
};
/// Fills subject, body and more.
void fill(Document& document, Source const& source);
/// What filters ask for, as one line of facets.
std::string facets_of(Document const& document, std::vector<StaffId> const& readers);

/// What has to be indexed anew.
struct Wanted {
  std::set<CustomerId> customers;
  std::set<CaseId> cases;
  std::set<InteractionId> interactions;
  bool empty() const { return customers.empty() && cases.empty() && interactions.empty(); }
};

/// Makes documents anew; what many of one case need is read once, and what many documents need is
/// read ahead, in a statement a kind. `finish` writes those that changed, all together.
class Indexer {
 public:
  explicit Indexer(db::Tx& tx) : tx_(tx) {}
  Indexer(Indexer const&) = delete;
  Indexer& operator=(Indexer const&) = delete;
  void finish();
  /// All of them; what is known already of others stays.
  void index(Wanted const& all);
  void index(CaseId id);
  void index(InteractionId id);
  void index(CustomerId id);
  /// Takes team, owner, state, customer and readers from its case; writes it when something
  /// differs.
  void refresh(Document document);

 private:
  /// What the documents of a case have of it.
  struct OfCase {
    cases::Case row;
    std::optional<customers::Customer> customer;
    std::vector<StaffId> readers;
    bool is_erased() const {
      return customer && customer->state == customers::CustomerState::Erased;
    }
  };
  /// What was read ahead of one interaction.
  struct Said {
    std::optional<interactions::Interaction> row;
    std::vector<interactions::Recipient> recipients;
    std::vector<interactions::Attachment> attachments;
  };
  struct Known {
    customers::Customer row;
    std::vector<customers::ContactPoint> points;
  };
  OfCase const* of(CaseId id);
  Said said(InteractionId id);
  /// The customer an id means today.
  std::optional<customers::Customer> living(CustomerId id);
  std::optional<Known> known(CustomerId id);
  std::optional<Document> before(std::int64_t id);
  void put(Document document);
  void remove(std::int64_t id);
  void read_said(std::vector<InteractionId> const& ids);
  void read_cases(std::vector<CaseId> const& ids);
  void read_customers(std::vector<CustomerId> const& ids);
  void read_documents(std::vector<std::int64_t> const& ids);

  db::Tx& tx_;
  std::map<CaseId, std::optional<OfCase>> known_;
  // Read ahead; what does not stand here is read.
  std::map<InteractionId, Said> said_;
  std::map<CustomerId, std::optional<Known>> customers_;
  std::map<std::int64_t, std::optional<Document>> documents_;
  std::map<std::int64_t, Document> changed_;
  std::vector<std::int64_t> added_;
};

/// One facet of a filter, e.g. `facet('t', "12")`: its token cannot be a word's.
std::string facet(char kind, std::string_view value);
/// The months from `from` to `to` (exclusive) as facets; nothing when they are more than 36.
std::vector<std::string> months(Instant from, Instant to);

/// Of what the index shows again: a customer's texts, as they are searched and excerpted.
Source source_of(db::Tx& tx, customers::Customer const& customer);
Source source_of(customers::Customer const& customer,
                 std::vector<customers::ContactPoint> const& points);

}  // namespace vefa::search
