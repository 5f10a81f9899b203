// The web client's files, built into the program: web/dist, packed by tools/pack_web.py.
#pragma once
#include <string_view>

namespace vefa {

/// One file in the three forms in which a browser may take it; the compressed ones are empty where
/// they are no shorter.
struct WebFile {
  std::string_view path;  // below web/dist: "assets/main-Bx2.js"
  std::string_view plain;
  std::string_view gzip;
  std::string_view brotli;
};

/// Null when there is none of that path; then, for "index.html", the client is not built in.
WebFile const* web_file(std::string_view path);

}  // namespace vefa
