// Precompiled once for every target; files still include what they use.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

// What nearly every file includes, and a change of which compiles everything anew anyway.
#include "base/json.hpp"
#include "db/database.hpp"
