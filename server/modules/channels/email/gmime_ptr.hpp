// Ownership of GMime's and GLib's objects; for this module's .cpp files only.
#pragma once
#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <string_view>

namespace vefa::email {

struct GObjectUnref {
  template <class T>
  void operator()(T* object) const {
    g_object_unref(object);
  }
};
/// An owned reference.
template <class T>
using GPtr = std::unique_ptr<T, GObjectUnref>;

struct GFreeText {
  void operator()(char* text) const { g_free(text); }
};
/// A text that GLib allocated.
using GText = std::unique_ptr<char, GFreeText>;

/// Once a process; GMime must not be used before.
inline void start_gmime() {
  static bool const started = (g_mime_init(), true);
  (void)started;
}

inline GPtr<GMimeStream> memory_stream() { return GPtr<GMimeStream>(g_mime_stream_mem_new()); }

inline std::string bytes_of(GMimeStream* memory) {
  auto* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
  if (!array || array->len == 0) return {};
  return {reinterpret_cast<char const*>(array->data), array->len};
}

}  // namespace vefa::email
