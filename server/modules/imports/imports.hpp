// Imports: customers and cases out of files of other systems, row by row, and out again.
//
// A file is stored as it came, read by a proposed mapping that a person confirms, tried on its
// first rows (as they would be: by the import itself, undone), then brought in by a job in batches.
// Each row is by itself: one that is refused holds no other. An import can be undone: what nobody
// has touched since goes, what stays is named with the reason.
#pragma once

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::imports {

/// Permission ImportsWrite for all of them.
void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::imports
