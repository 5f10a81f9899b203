#include "base/server_key.hpp"

#include <stdexcept>
#include <utility>

namespace vefa {
namespace {

constexpr std::size_t kKeySize = 32;

std::string& stored() {
  static std::string key;
  return key;
}

}  // namespace

void set_server_key(std::string key) {
  if (key.size() != kKeySize) throw std::logic_error("the server's key must have 32 bytes");
  stored() = std::move(key);
}

std::string const& server_key() {
  if (stored().empty()) throw std::logic_error("the server's key was asked for before it was set");
  return stored();
}

}  // namespace vefa
