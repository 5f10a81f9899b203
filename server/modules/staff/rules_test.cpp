#include "modules/staff/rules.hpp"

#include <gtest/gtest.h>

#include "base/crypto.hpp"

namespace vefa::staff {
namespace {

using namespace std::chrono_literals;

TEST(StaffRules, pauses_begin_at_the_tenth_attempt_and_double_up_to_a_quarter_of_an_hour) {
  struct Row {
    std::int64_t attempts;
    Duration pause;
  };
  Row const rows[] = {{0, 0s},    {1, 0s},    {9, 0s},    {10, 30s},   {11, 60s},
                      {12, 2min}, {13, 4min}, {14, 8min}, {15, 15min}, {1'000'000, 15min}};
  for (auto const& row : rows) EXPECT_EQ(pause_after(row.attempts), row.pause) << row.attempts;
}

std::string refusal_of(std::string const& password) {
  auto const result = check_password(password, "maria.k@example.com", "Mária Kovács", "password");
  return result ? "" : result.error().key;
}

TEST(StaffRules, a_password_is_long_unusual_and_not_personal) {
  struct Row {
    char const* password;
    char const* refusal;
  };
  Row const rows[] = {
      {"", "staff.password_short"},
      {"elevenchars", "staff.password_short"},
      {"çığğşöüüğşç", "staff.password_short"},  // eleven letters, twenty-two bytes
      {"çığ şöü ağaç", ""},                     // twelve
      {"correct horse battery", ""},
      {"maria.k@example.com!", "staff.password_personal"},
      {"say MARIA.K again", "staff.password_personal"},
      {"xx maria kovacs xx", "staff.password_personal"},  // without her accents
      {"passwordpassword", "staff.password_common"},
      {"Password2026!!", "staff.password_common"},
      {"P@ssw0rd1234", "staff.password_common"},
      {"123456789012345", "staff.password_common"},
      {"GALATASARAY1905", "staff.password_common"},
      {"aaaaaaaaaaaaaa", "staff.password_common"},
      {"abababababab", "staff.password_common"},
      {"password of the old lighthouse", ""},  // a common word among others
  };
  for (auto const& row : rows) EXPECT_EQ(refusal_of(row.password), row.refusal) << row.password;
  EXPECT_EQ(refusal_of(std::string(256, 'x') + "abcdef"), "staff.password_long");
}

TEST(StaffRules, a_totp_code_names_its_own_step) {
  // RFC 6238, appendix B: the code of T = 59 s (step 1), cut to six digits.
  std::string const secret = "12345678901234567890";
  EXPECT_EQ(totp_step(secret, "287082", Instant{59'000}), 1);
  EXPECT_EQ(totp_step(secret, "287082", Instant{61'000}), 1);  // a step late
  EXPECT_EQ(totp_step(secret, "287082", Instant{29'000}), 1);  // a step early
  EXPECT_EQ(totp_step(secret, "287082", Instant{90'000}), std::nullopt);
  EXPECT_EQ(totp_step(secret, "287083", Instant{59'000}), std::nullopt);
  EXPECT_EQ(totp_step(secret, "", Instant{59'000}), std::nullopt);
}

TEST(StaffRules, nobody_covers_a_right_she_has_not) {
  auto const agent = role_permissions({Permission::CasesRead, Permission::CasesWrite});
  EXPECT_TRUE(covers(all_permissions(), agent));
  EXPECT_TRUE(covers(agent, agent));
  EXPECT_TRUE(covers(agent, {}));
  EXPECT_FALSE(covers(agent, role_permissions({Permission::CasesRead, Permission::AuditRead})));
}

TEST(StaffRules, a_role_never_holds_public_or_self) {
  auto const set = role_permissions({Permission::Public, Permission::Self, Permission::CasesRead});
  EXPECT_EQ(set.count(), 1u);
  EXPECT_TRUE(has(set, Permission::CasesRead));
}

TEST(StaffRules, of_several_limits_the_highest_of_each_currency_counts) {
  Currency const lira = Currency::parse("TRY").value();
  Currency const forint = Currency::parse("HUF").value();
  std::vector<Money> const expected{{500, lira}, {9000, forint}};
  EXPECT_EQ(
      highest({{100, lira}, {9000, forint}, {500, lira}, {0, Currency::parse("ILS").value()}}),
      expected);
}

TEST(StaffRules, an_address_has_one_at_sign_between_two_parts) {
  for (auto good : {"a@b", "ayşe@örnek.example", "a+b@c.example"})
    EXPECT_TRUE(is_email(good)) << good;
  for (auto bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b,c@d", "<a@b>", "a@b\n"})
    EXPECT_FALSE(is_email(bad)) << bad;
}

TEST(StaffRules, recovery_codes_differ_and_survive_a_hurried_hand) {
  auto const codes = new_recovery_codes();
  ASSERT_EQ(codes.size(), 10u);
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10u);
  for (auto const& code : codes) {
    ASSERT_EQ(code.size(), 11u);
    std::string typed = " ";
    for (char c : code) typed += static_cast<char>(std::tolower(c));
    EXPECT_EQ(plain_recovery_code(typed), plain_recovery_code(code));
  }
  EXPECT_EQ(plain_recovery_code("o1l-i0"), "01110");
}

TEST(StaffRules, the_uri_for_authenticator_apps_is_escaped) {
  EXPECT_EQ(totp_uri("12345678901234567890", "Ege & Co", "a@b.example"),
            "otpauth://totp/Ege%20%26%20Co:a%40b.example"
            "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Ege%20%26%20Co");
}

}  // namespace
}  // namespace vefa::staff
