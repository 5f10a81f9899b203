#include "modules/cases/kept_links.hpp"

#include "modules/cases/links.hpp"

namespace vefa::cases {
namespace {

constexpr std::string_view kPlace = "/c/";

KeepsLinks& keeps() {
  static KeepsLinks one = nullptr;
  return one;
}

/// Where the secret of the next link begins; npos: there is none.
std::size_t next_secret(std::string_view text, std::size_t from, std::size_t length) {
  for (auto at = text.find(kPlace, from); at != text.npos; at = text.find(kPlace, at + 1)) {
    auto const secret = at + kPlace.size();
    if (case_of_token(text.substr(secret, length))) return secret;
  }
  return text.npos;
}

std::size_t length_of_secret() { return link_token(CaseId{1}).size(); }

}  // namespace

void install_links(KeepsLinks one) { keeps() = one; }

bool keeps_links(db::Tx& tx) { return keeps() && keeps()(tx); }

bool holds_link(std::string_view text) {
  return text.find(kPlace) != text.npos && next_secret(text, 0, length_of_secret()) != text.npos;
}

std::string for_staff(db::Tx& tx, std::string text) {
  if (text.find(kPlace) == text.npos || !keeps_links(tx)) return text;
  auto const length = length_of_secret();
  for (auto at = next_secret(text, 0, length); at != text.npos; at = next_secret(text, at, length))
    text.replace(at, length, "…");
  return text;
}

Result<void> check_may_read_raw(Context const& ctx, db::Tx& tx) {
  if (!keeps_links(tx) || ctx.actor.may(Permission::SettingsWrite)) return {};
  return refused("cases.raw_may_hold_link");
}

}  // namespace vefa::cases
