#include "db/rest.hpp"

#include <malloc.h>

namespace vefa::db {
namespace {

using namespace std::chrono_literals;

constexpr int kManyAwake = 64;
constexpr int kManySchemas = 700;
std::atomic<bool> g_connections_rest = false;

}  // namespace

void let_connections_rest(bool on) { g_connections_rest = on; }
bool connections_rest() { return g_connections_rest; }
std::chrono::milliseconds rest_after() { return Awake::count > kManyAwake ? 100ms : 500ms; }

bool are_many_schemas() { return SchemaCopy::count > kManySchemas; }

void give_memory_back() {
  // What was freed lies between what was not, and the allocator keeps it unless it is told.
  static std::atomic<std::int64_t> last{0};
  auto const now = std::chrono::steady_clock::now().time_since_epoch();
  auto const second = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  auto before = last.load();
  if (second >= before + 2 && last.compare_exchange_strong(before, second)) malloc_trim(0);
}

}  // namespace vefa::db
