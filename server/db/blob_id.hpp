// The name of a blob, for headers that only pass it on.
#pragma once
#include "base/id.hpp"

namespace vefa {

struct BlobTag {
  static constexpr std::string_view kPrefix = "blb";
};
using BlobId = Id<BlobTag>;

}  // namespace vefa
