#include "modules/staff/access.hpp"

#include <gmock/gmock.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/crypto.hpp"
#include "modules/company/company.hpp"
#include "modules/staff/rules.hpp"
#include "modules/staff/test_company.hpp"

namespace vefa::staff {
namespace {

using namespace std::chrono_literals;
using ::testing::SizeIs;

class StaffAccess : public StaffTest {
 protected:
  Result<SessionOpened> signs_in(std::string const& email, std::string const& password,
                                 std::optional<std::string> const& code = {}) {
    SignIn input{.email = email, .password = password};
    if (code) input.code = Text<20>{*code};
    return sign_in(nobody(), *database_, input, {"Firefox", "192.0.2.7"});
  }
  std::string refusal(std::string const& email, std::string const& password,
                      std::optional<std::string> const& code = {}) {
    auto const result = signs_in(email, password, code);
    return result ? "" : result.error().key;
  }
  bool is_in(std::string const& token) {
    return read([&](db::Tx& tx) { return authenticate(tx, now_, token); }).ok();
  }
  /// Turns TOTP on and answers the secret and the recovery codes.
  std::pair<std::string, RecoveryCodes> with_totp(Actor const& actor);
  std::string code_at(std::string const& secret, Instant at);
  /// Waits for the write by which a use of the session is noted.
  void await_noted(SessionId id, StaffId owner);
};
VEFA_ON_BOTH_DATABASES(StaffAccess);

std::string from_base32(std::string const& text) {
  std::string bytes;
  unsigned bits = 0, value = 0;
  for (char c : text) {
    value = value << 5 | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
    if (bits += 5; bits >= 8) bytes += static_cast<char>(value >> (bits -= 8) & 255);
  }
  return bytes;
}

/// RFC 6238 by itself, so that the tests do not believe the code that they test.
std::string StaffAccess::code_at(std::string const& secret, Instant at) {
  std::int64_t const step = at.ms / 30000;
  unsigned char counter[8];
  for (int i = 0; i < 8; ++i) counter[i] = static_cast<unsigned char>(step >> (56 - 8 * i));
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter, 8, mac, &size);
  unsigned const at_byte = mac[19] & 15u;
  unsigned value = 0;
  for (unsigned i = 0; i < 4; ++i) value = value << 8 | mac[at_byte + i];
  return fmt::format("{:06}", (value & 0x7fffffffu) % 1000000u);
}

void StaffAccess::await_noted(SessionId id, StaffId owner) {
  auto const end = std::chrono::steady_clock::now() + 20s;
  while (std::chrono::steady_clock::now() < end) {
    auto const all = read([&](db::Tx& tx) { return list_sessions(system(), tx, owner, id); });
    for (auto const& one : all)
      if (one.is_current && one.last_seen_at == now_) return;
    std::this_thread::yield();
  }
  FAIL() << "the use was not noted";
}

std::pair<std::string, RecoveryCodes> StaffAccess::with_totp(Actor const& actor) {
  auto const enrolled =
      write([&](db::Tx& tx) { return enrol_totp(as(actor), tx, StaffId{actor.id}); }).value();
  auto const secret = from_base32(enrolled.secret);
  auto codes = write([&](db::Tx& tx) {
    return confirm_totp(as(actor), tx, StaffId{actor.id}, {Text<20>{code_at(secret, now_)}});
  });
  return {secret, std::move(codes).value()};
}

TEST_P(StaffAccess, the_first_start_makes_the_administrator_once) {
  FirstStart const input{.company_name = {"Ege Beyaz Eşya"},
                         .name = {"Deniz"},
                         .email = {"deniz@example.com"},
                         .password = kGoodPassword,
                         .language = Language::Tr,
                         .currency = Text<3, 3>{"HUF"}};
  EXPECT_TRUE(read([](db::Tx& tx) { return awaits_first_start(tx); }));
  auto const id = first_start(nobody(), *database_, input).value();
  EXPECT_FALSE(read([](db::Tx& tx) { return awaits_first_start(tx); }));
  auto const again = first_start(nobody(), *database_, input);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::Conflict);
  EXPECT_EQ(read([](db::Tx& tx) { return company::profile(tx).name; }), "Ege Beyaz Eşya");
  EXPECT_EQ(read([&](db::Tx& tx) { return authority(tx, id); }).at(0).currency.text(), "HUF");
  auto const session = signs_in("deniz@example.com", kGoodPassword).value();
  auto const who = read([&](db::Tx& tx) { return authenticate(tx, now_, session.token); }).value();
  EXPECT_EQ(who.actor.id, id.value);
  EXPECT_EQ(who.language, Language::Tr);
  EXPECT_TRUE(who.actor.may(Permission::SettingsWrite));
  EXPECT_EQ(who.actor.teams, std::vector{kFirstTeam.value});
}

TEST_P(StaffAccess, two_first_starts_at_once_make_one_administrator) {
  std::atomic<int> made = 0;
  auto start = [&](std::string const& email) {
    FirstStart const input{
        .company_name = {"Ege"}, .name = {"Deniz"}, .email = {email}, .password = kGoodPassword};
    if (first_start(nobody(), *database_, input)) ++made;
  };
  std::thread one([&] { start("one@example.com"); });
  std::thread other([&] { start("other@example.com"); });
  one.join();
  other.join();
  EXPECT_EQ(made, 1);
}

TEST_P(StaffAccess, an_administrator_made_at_the_machine_gets_back_a_lost_account) {
  auto const deniz = somebody("Deniz", kAgent);
  with_totp(deniz);
  auto const id = create_administrator(system(), *database_, "Deniz", "deniz@example.com",
                                       "another brave lantern");
  EXPECT_EQ(id.value(), StaffId{deniz.id});
  EXPECT_EQ(refusal("deniz@example.com", "another brave lantern"), "");
  EXPECT_TRUE(read([&](db::Tx& tx) { return actor_of(tx, *id); })->may(Permission::StaffWrite));
}

TEST_P(StaffAccess, an_unknown_address_and_a_wrong_password_get_the_same_answer) {
  somebody("Ayla", kAgent);
  auto const wrong = signs_in("ayla@example.com", "not the password").error();
  auto const unknown = signs_in("nobody@example.com", "not the password").error();
  EXPECT_EQ(wrong.key, "staff.sign_in_refused");
  EXPECT_EQ(unknown.key, wrong.key);
  EXPECT_EQ(unknown.code, wrong.code);
  EXPECT_EQ(unknown.field, wrong.field);
  EXPECT_EQ(unknown.args, wrong.args);
}

TEST_P(StaffAccess, ten_wrong_attempts_shut_an_account_whether_or_not_it_exists) {
  somebody("Ayla", kAgent);
  for (auto email : {"ayla@example.com", "nobody@example.com"}) {
    for (int i = 0; i < kFreeAttempts; ++i)
      EXPECT_EQ(refusal(email, "wrong password here"), "staff.sign_in_refused");
    auto const shut = signs_in(email, kGoodPassword);
    ASSERT_FALSE(shut);
    EXPECT_EQ(shut.error().code, Code::TooMany);
    EXPECT_EQ(shut.error().args.at(0), (std::pair<std::string, std::string>{"seconds", "30"}));
  }
  now_ = now_ + kFirstPause;
  EXPECT_EQ(refusal("ayla@example.com", "wrong password here"), "staff.sign_in_refused");
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "staff.too_many_attempts");
  now_ = now_ + 2 * kFirstPause;
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "");
  // Success forgets the attempts.
  for (int i = 0; i < kFreeAttempts - 1; ++i) refusal("ayla@example.com", "wrong password here");
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "");
}

TEST_P(StaffAccess, two_windows_sign_in_at_once_whichever_is_heard_first) {
  somebody("Ayla", kAgent);
  auto const first = now_;
  EXPECT_EQ(refusal("ayla@example.com", "wrong password here"), "staff.sign_in_refused");
  now_ = first - std::chrono::milliseconds(1);  // asked before that one, heard after it
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "");
}

TEST_P(StaffAccess, guesses_sent_at_once_are_all_counted) {
  somebody("Ayla", kAgent);
  std::atomic<int> judged = 0;
  std::vector<std::thread> guessers;
  for (int i = 0; i < 16; ++i)
    guessers.emplace_back([&] {
      if (refusal("ayla@example.com", "wrong password here") == "staff.sign_in_refused") ++judged;
    });
  for (auto& guesser : guessers) guesser.join();
  EXPECT_EQ(judged, kFreeAttempts);
}

TEST_P(StaffAccess, who_is_not_active_cannot_sign_in) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const ayla = StaffId{somebody("Ayla", kAgent).id};
  ASSERT_TRUE(write([&](db::Tx& tx) { return suspend(admin, tx, ayla, {.version = 1}); }));
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "staff.sign_in_refused");
  ASSERT_TRUE(write([&](db::Tx& tx) { return resume(admin, tx, ayla, {.version = 2}); }));
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "");
}

TEST_P(StaffAccess, a_session_ends_when_it_is_left_alone) {
  somebody("Ayla", kAgent);
  auto const session = signs_in("ayla@example.com", kGoodPassword).value();
  now_ = now_ + kSessionIdle - 1ms;
  EXPECT_TRUE(is_in(session.token));
  now_ = now_ + kSessionIdle;
  EXPECT_FALSE(is_in(session.token));
}

TEST_P(StaffAccess, use_keeps_a_session_alive_up_to_its_longest) {
  StaffId const id{somebody("Ayla", kAgent).id};
  auto const session = signs_in("ayla@example.com", kGoodPassword).value();
  auto const opened = now_;
  for (auto hour = 1h; hour < 12h; hour += 1h) {
    now_ = opened + hour;
    ASSERT_TRUE(is_in(session.token)) << hour.count();
    await_noted(session.session_id, id);
  }
  now_ = opened + kSessionLongest - 1ms;
  EXPECT_TRUE(is_in(session.token));
  now_ = opened + kSessionLongest;
  EXPECT_FALSE(is_in(session.token));
}

TEST_P(StaffAccess, sessions_are_listed_and_ended_one_or_all) {
  auto const ayla = somebody("Ayla", kAgent);
  StaffId const id{ayla.id};
  auto const first = signs_in("ayla@example.com", kGoodPassword).value();
  auto const second = signs_in("ayla@example.com", kGoodPassword).value();
  auto const third = signs_in("ayla@example.com", kGoodPassword).value();
  auto const listed =
      read([&](db::Tx& tx) { return list_sessions(as(ayla), tx, id, second.session_id); });
  ASSERT_THAT(listed, SizeIs(3));
  for (auto const& one : listed) {
    EXPECT_EQ(one.user_agent, "Firefox");
    EXPECT_EQ(one.is_current, one.id == second.session_id);
  }
  auto const other = somebody("Béla", kAgent);
  auto const stolen = write(
      [&](db::Tx& tx) { return end_session(as(other), tx, StaffId{other.id}, first.session_id); });
  EXPECT_EQ(stolen.error().code, Code::NotFound);
  ASSERT_TRUE(write([&](db::Tx& tx) { return end_session(as(ayla), tx, id, first.session_id); }));
  EXPECT_FALSE(is_in(first.token));
  write([&](db::Tx& tx) -> Result<void> {
    end_sessions(as(ayla), tx, id, second.session_id);
    return {};
  }).value();
  EXPECT_TRUE(is_in(second.token));
  EXPECT_FALSE(is_in(third.token));
}

TEST_P(StaffAccess, who_goes_away_without_a_word_is_offline_when_her_session_ends) {
  auto const ayla = somebody("Ayla", kAgent);
  ASSERT_TRUE(signs_in("ayla@example.com", kGoodPassword));
  auto available = [&] {
    return read([&](db::Tx& tx) { return candidates(tx, kFirstTeam, now_); }).at(0).available;
  };
  EXPECT_TRUE(available());
  now_ = now_ + kSessionIdle - 1ms;
  run_jobs();
  EXPECT_TRUE(available());
  now_ = now_ + 1ms;
  run_jobs();
  EXPECT_FALSE(available());
}

TEST_P(StaffAccess, an_invitation_is_answered_once_and_opens_the_account) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const made =
      write([&](db::Tx& tx) {
        return invite(admin, tx,
                      {.name = {"Ayla"}, .email = {"ayla@example.com"}, .roles = {kAgent}});
      }).value();
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "staff.sign_in_refused");
  auto answered = [&](std::string const& token, std::string const& password) {
    auto const result = answer_link(nobody(), *database_, {token, password});
    return result ? "" : result.error().key;
  };
  EXPECT_EQ(answered(made.token, "ayla@example.com"), "staff.password_personal");
  EXPECT_EQ(answered(made.token, kGoodPassword), "");
  EXPECT_EQ(answered(made.token, kGoodPassword), "staff.link_is_dead");
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "");
  EXPECT_THAT(payloads("staff.joined"), SizeIs(2));
  // A mail's link and the one that was shown both work; a newer invitation ends both.
  auto const mailed = write([&](db::Tx& tx) {
                        return new_link(system(), tx, made.person.id, LinkKind::Invitation);
                      }).value();
  auto const late =
      write([&](db::Tx& tx) { return invite_again(admin, tx, made.person.id); }).value();
  EXPECT_EQ(answered(mailed, kGoodPassword), "staff.link_is_dead");
  now_ = now_ + kInvitationValid;
  EXPECT_EQ(answered(late.token, kGoodPassword), "staff.link_is_dead");
}

TEST_P(StaffAccess, a_reset_is_asked_for_alike_by_everyone_and_sent_to_who_exists) {
  auto const ayla = somebody("Ayla", kAgent);
  auto ask = [&](std::string const& email) {
    write([&](db::Tx& tx) -> Result<void> {
      ask_for_reset(nobody(), tx, email);
      return {};
    }).value();
    run_jobs();
  };
  ask("nobody@example.com");
  EXPECT_THAT(payloads("staff.password_reset_requested"), SizeIs(0));
  ask("AYLA@example.com");
  ask("ayla@example.com");
  EXPECT_THAT(payloads("staff.password_reset_requested"), SizeIs(1));
  auto const session = signs_in("ayla@example.com", kGoodPassword).value();
  auto const link = write([&](db::Tx& tx) {
    return new_link(system(), tx, StaffId{ayla.id}, LinkKind::PasswordReset);
  });
  EXPECT_EQ(answer_link(nobody(), *database_, {*link, "another brave lantern"}).value(),
            StaffId{ayla.id});
  EXPECT_FALSE(is_in(session.token));
  EXPECT_EQ(refusal("ayla@example.com", "another brave lantern"), "");
  now_ = now_ + 1min;
  ask("ayla@example.com");
  EXPECT_THAT(payloads("staff.password_reset_requested"), SizeIs(2));
}

TEST_P(StaffAccess, a_changed_password_ends_the_other_sessions) {
  auto const ayla = somebody("Ayla", kAgent);
  StaffId const id{ayla.id};
  auto const here = signs_in("ayla@example.com", kGoodPassword).value();
  auto const elsewhere = signs_in("ayla@example.com", kGoodPassword).value();
  auto changed = [&](std::string const& current, std::string const& next) {
    auto const result = change_password(as(ayla), *database_, id, here.session_id, {current, next});
    return result ? "" : result.error().field + " " + result.error().key;
  };
  EXPECT_EQ(changed("not this one at all", "another brave lantern"),
            "current staff.wrong_password");
  EXPECT_EQ(changed(kGoodPassword, "short"), "next staff.password_short");
  EXPECT_EQ(changed(kGoodPassword, "another brave lantern"), "");
  EXPECT_TRUE(is_in(here.token));
  EXPECT_FALSE(is_in(elsewhere.token));
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "staff.sign_in_refused");
}

TEST_P(StaffAccess, a_totp_code_is_asked_for_and_taken_once) {
  auto const ayla = somebody("Ayla", kAgent);
  auto const [secret, codes] = with_totp(ayla);
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "staff.code_needed");
  EXPECT_EQ(refusal("ayla@example.com", "wrong password here"), "staff.sign_in_refused");
  // The code that confirmed the enrolment is used up.
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword, code_at(secret, now_)),
            "staff.code_refused");
  now_ = now_ + 30s;
  auto const next = code_at(secret, now_);
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword, next), "");
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword, next), "staff.code_refused");
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword, codes.codes[3]), "");
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword, codes.codes[3]), "staff.code_refused");
}

TEST_P(StaffAccess, renewed_recovery_codes_replace_the_old_and_a_lost_device_is_taken_off) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const ayla = somebody("Ayla", kAgent);
  StaffId const id{ayla.id};
  auto const [secret, old] = with_totp(ayla);
  auto const fresh_ones = renew_recovery_codes(as(ayla), *database_, id, {kGoodPassword}).value();
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword, old.codes[0]), "staff.code_refused");
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword, fresh_ones.codes[0]), "");
  auto const refused =
      write([&](db::Tx& tx) { return remove_totp(as(ayla), tx, StaffId{admin.actor.id}); });
  EXPECT_EQ(refused.error().code, Code::Forbidden);
  ASSERT_TRUE(write([&](db::Tx& tx) { return remove_totp(admin, tx, id); }));
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "");
}

TEST_P(StaffAccess, totp_is_switched_off_by_password_unless_a_role_requires_it) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const ayla = somebody("Ayla", kAgent);
  StaffId const id{ayla.id};
  with_totp(ayla);
  auto disabled = [&](std::string const& password) {
    auto const result = disable_totp(as(ayla), *database_, id, {password});
    return result ? "" : result.error().key;
  };
  EXPECT_EQ(disabled("wrong password here"), "staff.wrong_password");
  auto require = [&](std::int64_t version, bool required) {
    write([&](db::Tx& tx) {
      return change_role(admin, tx, kAgent, {.version = version, .totp_required = required});
    }).value();
  };
  require(1, true);
  EXPECT_EQ(disabled(kGoodPassword), "staff.totp_is_required");
  require(2, false);
  EXPECT_EQ(disabled(kGoodPassword), "");
  EXPECT_EQ(refusal("ayla@example.com", kGoodPassword), "");
}

TEST_P(StaffAccess, who_must_enrol_can_do_nothing_else_until_she_has) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const ayla = somebody("Ayla", kAgent);
  auto const session = signs_in("ayla@example.com", kGoodPassword).value();
  EXPECT_FALSE(session.must_enrol_totp);
  write([&](db::Tx& tx) {
    return change_role(admin, tx, kAgent, {.version = 1, .totp_required = true});
  }).value();
  auto who = [&] {
    return read([&](db::Tx& tx) { return authenticate(tx, now_, session.token); }).value();
  };
  EXPECT_TRUE(who().must_enrol_totp);
  EXPECT_EQ(to_text(who().actor.permissions), "self");
  with_totp(ayla);
  EXPECT_FALSE(who().must_enrol_totp);
  EXPECT_TRUE(who().actor.may(Permission::CasesWrite));
}

TEST_P(StaffAccess, an_api_token_can_do_no_more_than_its_scopes_and_its_owner) {
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const ayla = somebody("Ayla", kAgent);
  auto add = [&](std::vector<Permission> const& scopes) {
    NewApiToken input{.name = {"script"}, .scopes = {}, .expires_at = now_ + 24h};
    for (auto scope : scopes) input.scopes.push_back(scope);
    return write([&](db::Tx& tx) { return add_api_token(as(ayla), tx, input); });
  };
  EXPECT_EQ(add({Permission::AuditRead}).error().key, "staff.more_than_own_rights");
  EXPECT_EQ(add({}).error().key, "staff.scope_needed");
  auto const token = add({Permission::CasesRead, Permission::CasesWrite}).value();
  EXPECT_TRUE(token.token.starts_with("vefa_"));
  auto scopes = [&] {
    auto const who = read([&](db::Tx& tx) { return authenticate(tx, now_, token.token); });
    return who ? to_text(who->actor.permissions) : who.error().key;
  };
  EXPECT_EQ(scopes(), "cases_read cases_write");
  write([&](db::Tx& tx) {
    return change(admin, tx, StaffId{ayla.id}, {.version = 1, .roles = List<RoleId, 20>{kAuditor}});
  }).value();
  EXPECT_EQ(scopes(), "cases_read");
  now_ = now_ + 24h;
  EXPECT_EQ(scopes(), "staff.sign_in_again");
}

TEST_P(StaffAccess, api_tokens_are_seen_and_revoked_by_their_owner_and_by_who_may) {
  auto const ayla = somebody("Ayla", kAgent);
  auto const bela = somebody("Béla", kAgent);
  auto const admin = as_somebody("Deniz", kAdministrator);
  auto const token =
      write([&](db::Tx& tx) {
        return add_api_token(as(ayla), tx, {.name = {"script"}, .scopes = {Permission::CasesRead}});
      }).value();
  auto const id = token.api_token.id;
  EXPECT_FALSE(read([&](db::Tx& tx) { return find_api_token(as(bela), tx, id); }));
  EXPECT_EQ(write([&](db::Tx& tx) { return revoke_api_token(as(bela), tx, id); }).error().code,
            Code::NotFound);
  EXPECT_EQ(read([&](db::Tx& tx) { return list_api_tokens(as(bela), tx, {.of_all = true}); })
                .error()
                .code,
            Code::Forbidden);
  EXPECT_THAT(
      read([&](db::Tx& tx) { return list_api_tokens(admin, tx, {.of_all = true}); }).value().items,
      SizeIs(1));
  auto const renamed = write([&](db::Tx& tx) {
    return rename_api_token(as(ayla), tx, id, {.version = 1, .name = {"nightly"}});
  });
  EXPECT_EQ(renamed.value().name, "nightly");
  EXPECT_TRUE(is_in(token.token));
  ASSERT_TRUE(write([&](db::Tx& tx) { return revoke_api_token(admin, tx, id); }));
  EXPECT_FALSE(is_in(token.token));
  EXPECT_THAT(read([&](db::Tx& tx) { return list_api_tokens(as(ayla), tx, {}); }).value().items,
              SizeIs(0));
}

TEST_P(StaffAccess, no_secret_is_stored_as_it_is) {
  auto const ayla = somebody("Ayla", kAgent);
  auto const session = signs_in("ayla@example.com", kGoodPassword).value();
  auto const [secret, codes] = with_totp(ayla);
  static auto const hashes = testing::ad_hoc("SELECT token_hash FROM sessions");
  static auto const totp = testing::ad_hoc("SELECT totp_secret FROM staff_secrets");
  static auto const password = testing::ad_hoc("SELECT password_hash FROM staff_secrets");
  auto const hash = read([&](db::Tx& tx) { return tx.scalar<db::Bytes>(hashes); }).value();
  EXPECT_EQ(hash.data, sha256(session.token));
  auto const sealed = read([&](db::Tx& tx) { return tx.scalar<std::string>(totp); }).value();
  EXPECT_EQ(sealed.find(secret), std::string::npos);
  EXPECT_EQ(sealed.find(base32(secret)), std::string::npos);
  EXPECT_EQ(unseal(server_key(), sealed), secret);
  EXPECT_TRUE(read([&](db::Tx& tx) { return tx.scalar<std::string>(password); })
                  .value()
                  .starts_with("$argon2id$"));
}

}  // namespace
}  // namespace vefa::staff
