// The routes of the web client's files; see docs/decisions/0015-screens-in-the-program.md.
#pragma once
#include "http/api.hpp"

namespace vefa::http {

/// `/` leads to `/app`. `/app/assets/*`: files, compressed as the browser likes, kept by it for
/// good. Any other path below `/app`: the one page, whose script finds the way.
void add_web_routes(Routes& routes);

}  // namespace vefa::http
