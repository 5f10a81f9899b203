// The link of a case, and what it answers where it leads to none.
#pragma once
#include "http/api.hpp"
#include "modules/cases/cases.hpp"

namespace vefa::portal {

/// The living case of the link in the path; none for a link that this server did not make, and for
/// one whose person's file was erased.
std::optional<cases::Case> case_of(http::Call const& call, db::Tx& tx);
/// 404 with a page that says so; where the file was erased at her wish 410, in her language, with
/// how to write anew.
http::Response unknown_link(http::Call const& call, db::Tx& tx);

}  // namespace vefa::portal
