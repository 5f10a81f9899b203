// `vefa pack check | show | explain`: law as data, from the command line.
#pragma once
#include <string>

namespace vefa {

struct PackCommand {
  std::string what;      // a pack's name (tr) or the id of a rule (TR-04); empty: all
  std::string folder;    // of a pack that is not built in; empty: those built in
  std::string date;      // 2026-03-18; empty: today
  std::string language;  // en, tr, hu, he; empty: by the environment, else English
  int year = 0;          // whose days must be there; 0: this one and the next
};

/// Exit status 1 when a pack has a fault; each is printed with file, line, field and the way out.
int check_packs(PackCommand const& command);
/// The rules, calendars, documents and consents, with how sure each is.
int show_pack(PackCommand const& command);
/// A rule in words: source, and a count that starts at noon of the date, each skipped day named.
int explain_rule(PackCommand const& command);

}  // namespace vefa
