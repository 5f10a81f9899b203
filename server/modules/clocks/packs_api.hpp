// The routes of packs and of a company's own standards beside the law; those of lists over all
// cases.
#pragma once

namespace vefa::http {
class Routes;
}

namespace vefa::clocks {

void add_pack_routes(http::Routes& routes);
void add_list_routes(http::Routes& routes);

}  // namespace vefa::clocks
