// The page to which the link of a mail leads: it sets the password, without a script. Part of
// add_routes.
#pragma once

namespace vefa::http {
class Routes;
}

namespace vefa::staff {

void add_page_routes(http::Routes& routes);

}  // namespace vefa::staff
