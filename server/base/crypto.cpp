#include "base/crypto.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <stdexcept>

#include "base/text.hpp"

namespace vefa {
namespace {

constexpr std::size_t kHashSize = 32;
constexpr std::size_t kSealKeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
// OWASP's least argon2id: 19 MiB, two passes.
constexpr std::size_t kPasswordMemory = std::size_t{19} << 20;
constexpr unsigned long long kPasswordPasses = 2;
constexpr std::int64_t kTotpStepSeconds = 30;

unsigned char const* bytes_of(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// libsodium chooses its implementations once; needed before random numbers and argon2.
void require_sodium() {
  static int const result = sodium_init();
  if (result < 0) throw std::runtime_error("libsodium cannot start on this machine");
}

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < 8; ++i)
    counter[7 - i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8 * i));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (!HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
            counter.size(), mac.data(), &size))
    throw std::runtime_error("OpenSSL refuses HMAC-SHA1");
  std::size_t const at = mac[size - 1] & 15;
  std::uint32_t const number = (mac[at] & 0x7Fu) << 24 | std::uint32_t{mac[at + 1]} << 16 |
                               std::uint32_t{mac[at + 2]} << 8 | mac[at + 3];
  std::string digits = std::to_string(number % 1000000);
  return std::string(6 - digits.size(), '0') + digits;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string out(kHashSize, '\0');
  crypto_hash_sha256(bytes_of(out), bytes_of(bytes), bytes.size());
  return out;
}

struct Sha256::State {
  crypto_hash_sha256_state sodium;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->sodium); }

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(&state_->sodium, bytes_of(bytes), bytes.size());
}

std::string Sha256::digest() {
  std::string out(kHashSize, '\0');
  crypto_hash_sha256_final(&state_->sodium, bytes_of(out));
  return out;
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  std::string out(kHashSize, '\0');
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(bytes), bytes.size());
  crypto_auth_hmacsha256_final(&state, bytes_of(out));
  return out;
}

std::string random_bytes(std::size_t count) {
  require_sodium();
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

bool equal_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string hash_password(std::string_view password) {
  require_sodium();
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasswordPasses,
                            kPasswordMemory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("not enough memory to hash a password");
  return out.data();
}

bool verify_password(std::string_view hash, std::string_view password) {
  require_sodium();
  std::string const closed(hash);  // libsodium reads up to a zero
  return crypto_pwhash_str_verify(closed.c_str(), password.data(), password.size()) == 0;
}

bool verify_totp(std::string_view secret, std::string_view code, std::int64_t unix_seconds) {
  std::int64_t const step = unix_seconds / kTotpStepSeconds;
  bool good = false;
  // All three are always compared, so that time tells nothing.
  for (std::int64_t at = step - 1; at <= step + 1; ++at)
    good |= equal_secret(totp_code(secret, at), code);
  return good;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned buffer = 0;
  int bits = 0;
  for (char const c : bytes) {
    buffer = (buffer << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
    for (bits += 8; bits >= 5; bits -= 5) out += kAlphabet[buffer >> (bits - 5) & 31];
  }
  if (bits > 0) out += kAlphabet[buffer << (5 - bits) & 31];
  return out;
}

std::string seal(std::string_view key, std::string_view plain) {
  if (key.size() != kSealKeySize) throw std::invalid_argument("a sealing key has 32 bytes");
  std::string out = random_bytes(kNonceSize);
  out.resize(kNonceSize + plain.size() + kTagSize);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(out) + kNonceSize, nullptr, bytes_of(plain),
                                             plain.size(), nullptr, 0, nullptr, bytes_of(out),
                                             bytes_of(key));
  return base64url(out);
}

std::optional<std::string> unseal(std::string_view key, std::string_view sealed) {
  require_sodium();
  std::string const raw = from_base64url(sealed);
  if (key.size() != kSealKeySize || raw.size() < kNonceSize + kTagSize) return std::nullopt;
  std::string out(raw.size() - kNonceSize - kTagSize, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          bytes_of(out), nullptr, nullptr, bytes_of(raw) + kNonceSize, raw.size() - kNonceSize,
          nullptr, 0, bytes_of(raw), bytes_of(key)) != 0)
    return std::nullopt;
  return out;
}

}  // namespace vefa
