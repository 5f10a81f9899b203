// What whoever runs the server looks at: work that was given up, and how much waits. No tables of
// its own.
#pragma once

namespace vefa::http {
class Routes;
}

namespace vefa::operations {

void add_routes(http::Routes& routes);

}  // namespace vefa::operations
