#pragma once
#include "http/api.hpp"

namespace vefa::routing {

void add_routes(http::Routes& routes);

}  // namespace vefa::routing
