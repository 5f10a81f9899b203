// Routes of signing in and of one's own profile; part of add_routes.
#pragma once

namespace vefa::http {
class Routes;
}

namespace vefa::staff {

void add_access_routes(http::Routes& routes);

}  // namespace vefa::staff
