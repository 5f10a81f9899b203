// The parts of this module's route table.
#pragma once
#include "http/api.hpp"

namespace vefa::jobs {
class Registry;
}

namespace vefa::cases {

void add_case_routes(http::Routes& routes);        // api.cpp: the case itself
void add_talk_routes(http::Routes& routes);        // api_talk.cpp: answers, notes, drafts, files
void add_order_routes(http::Routes& routes);       // api_order.cpp: hand-over, merge, tags, bulk
void add_view_routes(http::Routes& routes);        // api_views.cpp: saved views, mentions
void add_promise_routes(http::Routes& routes);     // api_promises.cpp
void add_attendance_routes(http::Routes& routes);  // api_attendance.cpp: who is at a case now
void add_unit_routes(http::Routes& routes);        // of_unit.cpp: the unit, and who pays
void add_unit_jobs(jobs::Registry& registry);      // of_unit.cpp
void add_owner_jobs(jobs::Registry& registry);     // owner_letters.cpp

}  // namespace vefa::cases
