// The key under which this server seals secrets at rest (TOTP secrets, mailbox passwords, webhook
// keys).
#pragma once
#include <string>

namespace vefa {

/// Called once at the start, before any use-case, with 32 bytes from the configuration; tests use a
/// fixed key. A key of another length is a logic error.
void set_server_key(std::string key);
/// For `seal` and `unseal`. A logic error before `set_server_key`.
std::string const& server_key();

}  // namespace vefa
