#include "db/s3.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "db/database.hpp"

namespace vefa::db {
namespace {

constexpr long kConnectSeconds = 10;
constexpr long kSlowBytes = 1000;  // a second; slower than that for so long ends it
constexpr long kSlowSeconds = 30;
constexpr std::size_t kRemovedAtOnce = 1000;
constexpr std::size_t kMostAnswer = std::size_t{256} << 20;

std::size_t add_body(char* bytes, std::size_t size, std::size_t count, void* out) {
  auto& body = *static_cast<std::string*>(out);
  if (body.size() + size * count > kMostAnswer) return 0;
  body.append(bytes, size * count);
  return size * count;
}

/// As a signature wants it: all but the unreserved is escaped, the slash in queries too.
std::string escaped(std::string_view text, bool slash_too) {
  std::string out;
  for (unsigned char const c : text) {
    bool const plain = std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.' || c == '~' ||
                       (c == '/' && !slash_too);
    if (plain) out += static_cast<char>(c);
    if (!plain) out += fmt::format("%{:02X}", c);
  }
  return out;
}

std::string md5_base64(std::string_view bytes) {
  std::array<unsigned char, 16> digest{};
  std::array<unsigned char, 25> text{};
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_md5(), nullptr);
  EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
  return reinterpret_cast<char const*>(text.data());
}

std::string without_entities(std::string text) {
  for (auto const& [entity, letter] : {std::pair{"&quot;", "\""}, std::pair{"&lt;", "<"},
                                       std::pair{"&gt;", ">"}, std::pair{"&amp;", "&"}})
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at)
      text.replace(at, std::string_view(entity).size(), letter);
  return text;
}

/// What stands between <name> and </name>, each time, within each <within> where that is given.
std::vector<std::string> between(std::string_view xml, std::string const& name) {
  std::vector<std::string> out;
  std::string const begin = "<" + name + ">";
  std::string const end = "</" + name + ">";
  for (std::size_t at = 0; (at = xml.find(begin, at)) != xml.npos;) {
    at += begin.size();
    auto const stop = xml.find(end, at);
    if (stop == xml.npos) break;
    out.push_back(without_entities(std::string(xml.substr(at, stop - at))));
    at = stop;
  }
  return out;
}

std::string endpoint_of(S3Access const& access) {
  auto out = access.endpoint.empty() ? fmt::format("https://s3.{}.amazonaws.com", access.region)
                                     : access.endpoint;
  while (out.ends_with('/')) out.pop_back();
  return out;
}

}  // namespace

struct S3Bucket::Handle {
  CURL* curl = nullptr;
  Handle() {
    static bool const started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (started) curl = curl_easy_init();
    if (!curl) throw Unavailable("libcurl could not be started.");
  }
  ~Handle() { curl_easy_cleanup(curl); }
  Handle(Handle const&) = delete;
  Handle& operator=(Handle const&) = delete;
};

S3Bucket::S3Bucket(std::string bucket, S3Access const& access)
    : handle_(std::make_unique<Handle>()),
      bucket_(std::move(bucket)),
      endpoint_(endpoint_of(access)),
      signing_(fmt::format("aws:amz:{}:s3", access.region)),
      login_(access.key + ":" + access.secret) {}

S3Bucket::~S3Bucket() = default;

S3Bucket::Answer S3Bucket::ask(char const* method, std::string const& name,
                               std::string const& query, std::string_view body) {
  auto* const curl = handle_->curl;
  curl_easy_reset(curl);
  Answer answer;
  auto url = fmt::format("{}/{}{}{}", endpoint_, escaped(bucket_, true), name.empty() ? "" : "/",
                         escaped(name, false));
  if (!query.empty()) url += "?" + query;
  auto const hash = "x-amz-content-sha256: " + hex(sha256(body));
  curl_slist* headers = curl_slist_append(nullptr, hash.c_str());
  headers = curl_slist_append(headers, "Expect:");
  headers = curl_slist_append(headers, "Content-Type: application/octet-stream");
  // Asked for where many are removed at once.
  auto const digest = "Content-MD5: " + md5_base64(body);
  if (std::string_view(method) == "POST") headers = curl_slist_append(headers, digest.c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, signing_.c_str());
  curl_easy_setopt(curl, CURLOPT_USERPWD, login_.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, add_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  if (std::string_view(method) == "PUT" || std::string_view(method) == "POST") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
  auto const code = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  if (code != CURLE_OK)
    throw Unavailable(
        fmt::format("{} cannot be reached: {}.", endpoint_, curl_easy_strerror(code)));
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

void S3Bucket::refuse(char const* what, std::string const& name, Answer const& answer) const {
  auto const codes = between(answer.body, "Code");
  throw Unavailable(fmt::format("{}/{}: {} of {} was refused: {} {}.", endpoint_, bucket_, what,
                                name, answer.status, codes.empty() ? "" : codes.front()));
}

void S3Bucket::put(std::string const& name, std::string_view bytes) {
  auto const answer = ask("PUT", name, "", bytes);
  if (answer.status != 200) refuse("writing", name, answer);
}

std::optional<std::string> S3Bucket::get(std::string const& name) {
  auto answer = ask("GET", name, "", "");
  if (answer.status == 404) return std::nullopt;
  if (answer.status != 200) refuse("reading", name, answer);
  return std::move(answer.body);
}

void S3Bucket::remove_some(std::vector<std::string> const& names, std::size_t from,
                           std::size_t to) {
  std::string body = "<Delete><Quiet>true</Quiet>";
  for (auto i = from; i < to; ++i) body += "<Object><Key>" + names[i] + "</Key></Object>";
  body += "</Delete>";
  // `delete=` and not `delete`: so it is signed.
  auto const answer = ask("POST", "", "delete=", body);
  auto const failed = between(answer.body, "Error");
  if (answer.status != 200 || !failed.empty()) refuse("removing", names[from], answer);
}

void S3Bucket::remove(std::vector<std::string> const& names) {
  for (std::size_t from = 0; from < names.size(); from += kRemovedAtOnce)
    remove_some(names, from, std::min(names.size(), from + kRemovedAtOnce));
}

std::vector<std::string> S3Bucket::list(std::string const& prefix, bool folders_alone) {
  std::vector<std::string> out;
  std::string next;
  do {
    std::string query;
    if (!next.empty()) query += "continuation-token=" + escaped(next, true) + "&";
    if (folders_alone) query += "delimiter=%2F&";
    query += "list-type=2&prefix=" + escaped(prefix, true);
    auto const answer = ask("GET", "", query, "");
    if (answer.status != 200) refuse("the list", prefix, answer);
    if (folders_alone)
      for (auto const& group : between(answer.body, "CommonPrefixes"))
        for (auto& folder : between(group, "Prefix")) out.push_back(std::move(folder));
    else
      for (auto& key : between(answer.body, "Key")) out.push_back(std::move(key));
    auto const more = between(answer.body, "NextContinuationToken");
    next = more.empty() ? "" : more.front();
  } while (!next.empty());
  return out;
}

}  // namespace vefa::db
