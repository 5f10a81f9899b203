// Outlook's winmail.dat (TNEF), which other mail programs cannot open. Source: MS-OXTNEF.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace vefa::email {

struct TnefFile {
  std::string name;  // raw bytes as stored; may be empty
  std::string bytes;
};

/// The files within; empty when it is no TNEF, or holds none. Stops at the first thing that does
/// not fit.
std::vector<TnefFile> read_tnef(std::string_view bytes);

}  // namespace vefa::email
