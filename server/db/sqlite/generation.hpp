// What a generation of shipped pieces says of its whole copy: `base.json`.
#pragma once
#include "db/database.hpp"

namespace vefa::db::sqlite {

struct Base {
  std::string sha256;  // of base.db
  std::int64_t bytes = 0;
  Instant usable_from;  // pieces up to here are needed to make it whole
};
BOOST_DESCRIBE_STRUCT(Base, (), (sha256, bytes, usable_from))

inline constexpr std::int64_t kLogHeaderBytes = 32;
inline constexpr std::int64_t kFrameHeaderBytes = 24;

/// A big-endian number of SQLite's headers.
inline std::int64_t number_at(std::string_view bytes, std::size_t at) {
  std::int64_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

}  // namespace vefa::db::sqlite
