// The description of the API, written from the routes.
#pragma once
#include <string>

#include "http/api.hpp"

namespace vefa::http {

/// OpenAPI 3.1 of all routes below /api/v1, ordered by path and method; the same routes give the
/// same bytes. Throws std::logic_error when two operations have one name, or two types of different
/// routes share a name and differ.
JsonObject openapi(Routes const& routes);
/// The same as text, indented by two spaces; the form of api/openapi.json.
std::string openapi_text(Routes const& routes);

}  // namespace vefa::http
