// What the law of a country wants on a document. Pure.
#pragma once
#include "law/pack.hpp"
#include "modules/documents/kinds.hpp"

namespace vefa::documents {

struct Demands {
  std::map<std::string, std::string> fields;  // field → the act that demands it
  std::vector<Language> languages;            // besides the customer's
  std::vector<std::string> acts;              // by name, for the paper
  std::optional<LocalDate> kept_until_on;     // exclusive: the longest that an act says
  std::string kept_by;                        // that act
};

/// How long a form that is issued on a day binds, by the law that says so.
struct Binding {
  LocalDate least_until_on;  // the last day; without a law that day itself
  std::string act;           // empty: none says
};
Binding binding_of(std::vector<law::PackPtr> const& packs, LocalDate on);

/// "2000. évi C. törvény 169. §"; where no act is named, the source.
std::string act_of(law::Pack const& pack, law::Provenance const& from);
/// Of a document that is made on that day, by the editions that hold then. Null packs are passed
/// over.
Demands demands_of(std::vector<law::PackPtr> const& packs, KindSpec const& kind, LocalDate on);

}  // namespace vefa::documents
