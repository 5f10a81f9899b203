#pragma once

namespace vefa::testing {

/// Built by ./dev sanitize: memory that was given back is kept for a while, to tell who still reads
/// it, and no library can be slipped in.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace vefa::testing
