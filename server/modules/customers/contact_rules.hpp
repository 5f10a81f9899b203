// How contact points are compared: pure, no database.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "modules/customers/customers.hpp"

namespace vefa::customers {

/// A contact value read.
struct ContactValue {
  std::string shown;       // tidied, as people see it
  std::string normalized;  // equal exactly when two name the same point
};

/// Of an e-mail address: lower case in its language-free form, the domain in its ASCII form. Plus
/// signs and dots stay, since only the receiving server knows what they mean. Nothing when it is no
/// address.
std::optional<ContactValue> read_email(std::string_view text);
/// What a person types in must have a dot in its domain, which a machine's message need not.
bool has_public_domain(std::string_view normalized_email);
/// `network:handle`, `network:@handle`, or an address of a well-known network.
std::optional<ContactValue> read_social(std::string_view text);
/// One line to show; folded letters and digits to compare. Nothing without street or city.
std::optional<ContactValue> read_postal(PostalAddress const& address);
/// By its kind; `region` for national phone numbers. Not for postal ones.
std::optional<ContactValue> read_contact(ContactKind kind, std::string_view text,
                                         std::string_view region);
/// The e-mail's domain when it is one household's or company's own; empty for the large public
/// mailbox providers, of which sharing one says nothing.
std::string own_domain(std::string_view normalized_email);

/// Two letters A–Z that ISO 3166-1 assigns, in upper case; nothing otherwise.
std::optional<std::string> read_country(std::string_view text);

}  // namespace vefa::customers
