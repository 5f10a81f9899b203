#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json.hpp"

namespace vefa::log {
namespace {

spdlog::logger& logger() {
  static auto const instance = [] {
    auto made =
        std::make_shared<spdlog::logger>("vefa", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->set_level(spdlog::level::info);
    return made;
  }();
  return *instance;
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::Debug:
      return spdlog::level::debug;
    case Level::Info:
      return spdlog::level::info;
    case Level::Warn:
      return spdlog::level::warn;
    case Level::Error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view name_of(Level level) {
  constexpr std::array<std::string_view, 4> kNames{"debug", "info", "warn", "error"};
  return kNames[static_cast<std::size_t>(level)];
}

void append_member(std::string& line, std::string_view name, std::string_view value) {
  line += ',';
  wire::append_string(line, name);
  line += ':';
  if (is_utf8(value)) {
    wire::append_string(line, value);
  } else {
    wire::append_string(line, repair_utf8(value));
  }
}

}  // namespace

void set_level(Level level) { logger().set_level(spdlog_level(level)); }

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  if (!logger().should_log(spdlog_level(level))) return;
  std::string line = "{\"at\":\"" + to_text(wall_now()) + '"';
  append_member(line, "level", name_of(level));
  append_member(line, "event", event);
  for (auto const& [name, value] : fields) append_member(line, name, value);
  line += '}';
  logger().log(spdlog_level(level), spdlog::string_view_t(line));
}

}  // namespace vefa::log
