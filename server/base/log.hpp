// Structured log lines (JSON, one a line, to standard error), behind which spdlog writes.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace vefa::log {

enum class Level { Debug, Info, Warn, Error };

using Field = std::pair<std::string_view, std::string>;

void set_level(Level level);
/// `event` is a short stable name ("mail.sent"); no field may hold a secret or a message's text.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});
inline void info(std::string_view e, std::initializer_list<Field> f = {}) {
  write(Level::Info, e, f);
}
inline void warn(std::string_view e, std::initializer_list<Field> f = {}) {
  write(Level::Warn, e, f);
}
inline void error(std::string_view e, std::initializer_list<Field> f = {}) {
  write(Level::Error, e, f);
}
inline void debug(std::string_view e, std::initializer_list<Field> f = {}) {
  write(Level::Debug, e, f);
}

}  // namespace vefa::log
