// A document that waits for her signature, on her own page: what stands on it, and where she signs.
#pragma once
#include "modules/documents/signing.hpp"
#include "modules/portal/sign_block.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::portal {

struct ToSign {
  Language language = Language::En;
  std::string company_name;
  std::string zone;
  std::string token;  // of her case's link
  documents::Document row;
  std::vector<documents::DocumentSignature> given;
  SignBlock block;
};
/// Whether her own part is missing on it; it stands on a document that the law wants signed.
bool waits_for_her(db::Tx& tx, documents::Document const& row);
std::string sign_page(ToSign const& of);
/// One sentence (a key of portal's texts) and a link back to the case.
std::string signed_notice(std::string const& key, ToSign const& of);

void add_sign_routes(http::Routes& routes);

}  // namespace vefa::portal
