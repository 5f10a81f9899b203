// What a clock by law says in words: rule, source, each skipped day and why, what follows.
#pragma once
#include "law/due.hpp"

namespace vefa::law {

/// One sentence a line, in the reader's language.
std::vector<std::string> tell(Language language, Pack const& pack, Clock const& clock);
/// The rule alone: title, amount, source, quotation, confidence, other readings.
std::vector<std::string> tell_rule(Language language, Pack const& pack, Rule const& rule);
/// "20 business days".
std::string amount_words(Language language, Amount const& amount);
/// "The consumer may choose: …", "300 ILS are owed to the consumer."; `on` picks the parameters.
std::string consequence_words(Language language, Pack const& pack, Consequence const& what,
                              LocalDate on);
/// "Not known, and taken as given: in warranty.", "The value of TR-13 is not verified."
std::string doubt_words(Language language, Doubt const& doubt);
/// "It is also read so: …", one for each other reading.
std::vector<std::string> readings(Language language, Pack const& pack, Provenance const& p);
/// "Satış Sonrası Hizmetler Yönetmeliği 14 (name of the source)".
std::string source_words(Pack const& pack, Provenance const& provenance);
/// The sum that is owed on that day; nothing when the pack has none.
std::optional<Money> money_of(Pack const& pack, Consequence const& what, LocalDate on);

}  // namespace vefa::law
