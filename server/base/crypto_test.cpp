#include "base/crypto.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace vefa {
namespace {

TEST(Hashes, match_published_vectors) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 in_pieces;
  for (char const* piece : {"a", "", "bc"}) in_pieces.add(piece);
  EXPECT_EQ(in_pieces.digest(), sha256("abc"));
  // RFC 4231, test case 2.
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Totp, matches_the_vectors_of_rfc_6238) {
  // Appendix B, SHA-1; the RFC prints eight digits, of which the last six are ours.
  std::string const secret = "12345678901234567890";
  struct Row {
    std::int64_t at;
    char const* code;
  };
  for (Row const& row :
       {Row{59, "287082"}, Row{1111111109, "081804"}, Row{1111111111, "050471"},
        Row{1234567890, "005924"}, Row{2000000000, "279037"}, Row{20000000000, "353130"}})
    EXPECT_TRUE(verify_totp(secret, row.code, row.at)) << row.at;
}

TEST(Totp, one_step_early_or_late_is_let_in_and_two_are_not) {
  std::string const secret = "12345678901234567890";
  EXPECT_TRUE(verify_totp(secret, "005924", 1234567890 - 30));
  EXPECT_TRUE(verify_totp(secret, "005924", 1234567890 + 30));
  EXPECT_FALSE(verify_totp(secret, "005924", 1234567890 - 60));
  EXPECT_FALSE(verify_totp(secret, "005924", 1234567890 + 60));
  for (char const* bad : {"", "00592", "0059240", "5924", "00592x", "005925"})
    EXPECT_FALSE(verify_totp(secret, bad, 1234567890)) << bad;
}

TEST(Base32, matches_rfc_4648_without_padding) {
  EXPECT_EQ(base32(""), "");
  EXPECT_EQ(base32("f"), "MY");
  EXPECT_EQ(base32("fo"), "MZXQ");
  EXPECT_EQ(base32("foo"), "MZXW6");
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
}

TEST(Passwords, are_argon2id_salted_and_verified) {
  std::string const hash = hash_password("doğru at pil zımba");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_NE(hash_password("doğru at pil zımba"), hash);
  EXPECT_TRUE(verify_password(hash, "doğru at pil zımba"));
  EXPECT_FALSE(verify_password(hash, "doğru at pil zimba"));
  EXPECT_FALSE(verify_password("", "x"));
  EXPECT_FALSE(verify_password("$argon2id$broken", "x"));
}

TEST(Secrets, are_compared_whole) {
  EXPECT_TRUE(equal_secret("abc", "abc"));
  EXPECT_TRUE(equal_secret("", ""));
  EXPECT_FALSE(equal_secret("abc", "abd"));
  EXPECT_FALSE(equal_secret("abc", "ab"));
}

TEST(RandomBytes, do_not_repeat) {
  EXPECT_EQ(random_bytes(32).size(), 32u);
  EXPECT_NE(random_bytes(32), random_bytes(32));
}

TEST(Sealed, opens_under_the_same_key_only) {
  std::string const key(32, 'k');
  for (std::string const& plain : {std::string(), std::string("parola"), std::string(5000, '\0')}) {
    std::string const sealed = seal(key, plain);
    EXPECT_TRUE(is_utf8(sealed));
    EXPECT_EQ(unseal(key, sealed), plain);
    EXPECT_NE(seal(key, plain), sealed) << "each sealing has its own nonce";
    EXPECT_FALSE(unseal(std::string(32, 'x'), sealed));
    EXPECT_FALSE(unseal("short", sealed));
  }
  EXPECT_THROW(seal("short", "x"), std::invalid_argument);
}

TEST(Sealed, altered_text_does_not_open) {
  std::string const key(32, 'k');
  std::string const raw = from_base64url(seal(key, "parola"));
  for (std::size_t i = 0; i < raw.size(); ++i) {
    std::string altered = raw;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    EXPECT_FALSE(unseal(key, base64url(altered))) << i;
  }
  for (std::size_t size = 0; size < raw.size(); ++size)
    EXPECT_FALSE(unseal(key, base64url(raw.substr(0, size)))) << size;
  EXPECT_FALSE(unseal(key, "not base64 !"));
}

}  // namespace
}  // namespace vefa
