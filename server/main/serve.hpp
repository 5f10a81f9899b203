// `vefa serve`: the server from its start to its graceful stop.
#pragma once
#include "main/config.hpp"

namespace vefa {

/// Runs until SIGINT or SIGTERM; answers the exit status. Prints the address it listens on.
int serve(Config const& config);

/// Reads the server's key, making the file (mode 0600) when it is absent. Throws std::runtime_error
/// with what to do when it cannot be read or has another length.
std::string read_server_key(std::string const& file);

}  // namespace vefa
