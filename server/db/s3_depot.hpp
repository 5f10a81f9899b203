// A depot in a bucket: pieces wait in memory, and one thread brings them there in their order.
#pragma once
#include "db/depot.hpp"

namespace vefa::db {

std::unique_ptr<Depot> open_s3_depot(std::string const& address, S3Access const& access);

}  // namespace vefa::db
