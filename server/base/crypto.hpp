// Hashes, keyed hashes, random bytes, passwords and sealed secrets, all by libsodium (and SHA-1 for
// TOTP by OpenSSL, where RFC 6238 asks for it).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace vefa {

std::string sha256(std::string_view bytes);  // 32 bytes
/// The same of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256 const&) = delete;
  Sha256& operator=(Sha256 const&) = delete;
  void add(std::string_view bytes);
  /// Once, at the end.
  std::string digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};
std::string hmac_sha256(std::string_view key, std::string_view bytes);  // 32 bytes
std::string random_bytes(std::size_t count);
/// Constant time; false for different lengths.
bool equal_secret(std::string_view a, std::string_view b);

/// argon2id, libsodium's encoded form. About 60 ms: never inside a transaction or on an I/O thread.
std::string hash_password(std::string_view password);
bool verify_password(std::string_view hash, std::string_view password);

/// RFC 6238, SHA-1, 6 digits, 30 s, one step of tolerance to each side. `secret` is raw bytes.
bool verify_totp(std::string_view secret, std::string_view code, std::int64_t unix_seconds);
/// RFC 4648 without padding, as authenticator apps read it.
std::string base32(std::string_view bytes);

/// XChaCha20-Poly1305 under a 32-byte key; for secrets at rest (mailbox passwords, webhook keys).
/// The answer is text (base64url) and fits a TEXT column. Another length of key is a logic error.
std::string seal(std::string_view key, std::string_view plain);
/// Nothing when the key is another or the text was altered.
std::optional<std::string> unseal(std::string_view key, std::string_view sealed);

}  // namespace vefa
