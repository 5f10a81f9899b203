#include "http/api.hpp"
#include "i18n/i18n.hpp"

namespace vefa::http {
namespace {

struct CodeRow {
  Code code;
  int status;
  char const* name;
};
constexpr CodeRow kCodes[] = {
    {Code::Invalid, 422, "invalid"},     {Code::Unauthenticated, 401, "unauthenticated"},
    {Code::Forbidden, 403, "forbidden"}, {Code::NotFound, 404, "not_found"},
    {Code::Conflict, 409, "conflict"},   {Code::Stale, 409, "stale"},
    {Code::Refused, 422, "refused"},     {Code::TooLarge, 413, "too_large"},
    {Code::TooMany, 429, "too_many"},    {Code::Unavailable, 503, "unavailable"},
    {Code::Internal, 500, "internal"},
};

CodeRow const& row_of(Code code) {
  for (auto const& row : kCodes)
    if (row.code == code) return row;
  return kCodes[std::size(kCodes) - 1];
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  out += out.back() == '{' ? "\"" : ",\"";
  out += name;
  out += "\":";
  wire::append_string(out, text);
}

void append_error(std::string& out, Error const& error, Language language) {
  if (out.back() != '[') out += ',';
  out += '{';
  append_member(out, "field", error.field);
  append_member(out, "key", error.key);
  append_member(out, "detail", i18n::message(language, error.key, error.args));
  out += '}';
}

}  // namespace

int status_of(Code code) { return row_of(code).status; }

Response problem(Error const& error, Language language, std::string_view request_id) {
  return problem(status_of(error.code), error, language, request_id);
}

Response problem(int status, Error const& error, Language language, std::string_view request_id) {
  std::string const code = row_of(error.code).name;
  std::string body = "{";
  append_member(body, "type", "urn:vefa:" + error.key);
  append_member(body, "title", i18n::message(language, "problem." + code, {}));
  body += ",\"status\":" + std::to_string(status);
  append_member(body, "detail", i18n::message(language, error.key, error.args));
  append_member(body, "instance", "urn:vefa:request:" + std::string(request_id));
  append_member(body, "code", code);
  body += ",\"errors\":[";
  if (!error.field.empty() || !error.also.empty()) append_error(body, error, language);
  for (auto const& more : error.also) append_error(body, more, language);
  body += "]}";
  return {status,
          "application/problem+json",
          std::move(body),
          {{"Content-Language", std::string(tag(language))}}};
}

}  // namespace vefa::http
