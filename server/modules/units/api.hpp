// The routes of units, in two files.
#pragma once

namespace vefa::http {
class Routes;
}

namespace vefa::units {

void add_sale_routes(http::Routes& routes);

}  // namespace vefa::units
