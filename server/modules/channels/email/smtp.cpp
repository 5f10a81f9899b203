#include "modules/channels/email/smtp.hpp"

#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "modules/channels/email/curl_handle.hpp"

namespace vefa::email {
namespace {

constexpr std::size_t kMostWords = 1000;

/// Follows the conversation: which recipients were refused, and what the server said last.
struct Conversation {
  std::vector<RefusedRecipient> refused;
  std::string last;
  std::string refusal;  // the last reply that was one
  std::string asked;    // the recipient of the RCPT that waits for its reply

  void command(std::string_view line) {
    asked.clear();
    if (line.size() < 9 || !line.starts_with("RCPT TO:")) return;
    auto const end = line.find('>');
    if (line[8] == '<' && end != std::string_view::npos) asked = line.substr(9, end - 9);
  }
  void reply(std::string_view line) {
    std::string const text = trim(line).substr(0, kMostWords);
    if (text.size() < 3) return;
    bool const continued = text.size() > 3 && text[3] == '-';
    last = continued && last.starts_with(text.substr(0, 3))
               ? (last + " " + text.substr(4)).substr(0, kMostWords)
               : text;
    if (last[0] == '4' || last[0] == '5') refusal = last;
    if (continued || asked.empty()) return;
    if (text[0] == '4' || text[0] == '5')
      refused.push_back({asked, std::atoi(text.substr(0, 3).c_str()), text});
    asked.clear();
  }
};

int on_debug(CURL*, curl_infotype type, char* bytes, std::size_t size, void* to) {
  auto& talk = *static_cast<Conversation*>(to);
  if (type == CURLINFO_HEADER_OUT) talk.command({bytes, size});
  if (type == CURLINFO_HEADER_IN)
    for (auto const& line : split(std::string_view(bytes, size), '\n')) talk.reply(line);
  return 0;
}

struct Source {
  std::string_view rest;
};
std::size_t on_read(char* out, std::size_t size, std::size_t count, void* from) {
  auto& source = *static_cast<Source*>(from);
  std::size_t const n = std::min(size * count, source.rest.size());
  std::memcpy(out, source.rest.data(), n);
  source.rest.remove_prefix(n);
  return n;
}

[[noreturn]] void fail(CURL* handle, CURLcode code, Conversation const& talk) {
  long reply = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
  Failure kind = failure_of(code);
  bool const spoke = kind == Failure::Connection &&
                     (code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY ||
                      code == CURLE_UPLOAD_FAILED || code == CURLE_REMOTE_ACCESS_DENIED ||
                      code == CURLE_FTP_WEIRD_SERVER_REPLY || code == CURLE_RECV_ERROR);
  if (spoke && reply >= 400 && reply < 500) kind = Failure::Temporary;
  if (spoke && reply >= 500 && reply < 600) kind = Failure::Permanent;
  // One of several may be taken later: then all that were refused are asked again.
  bool const later = std::any_of(talk.refused.begin(), talk.refused.end(),
                                 [](auto const& refused) { return refused.code < 500; });
  if (kind == Failure::Permanent && later) kind = Failure::Temporary;
  if (reply == 530 || reply == 534 || reply == 535 || reply == 538) kind = Failure::Login;
  bool const words = reply >= 400 && !talk.refusal.empty();
  throw TransportFailure(kind, words ? talk.refusal : curl_easy_strerror(code),
                         static_cast<int>(reply));
}

/// Names ourselves by the sender's domain, as servers like it.
std::string greeting_name(std::string const& address) {
  auto const at = address.rfind('@');
  std::string name = at == std::string::npos ? "localhost" : address.substr(at + 1);
  bool const plain = name.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789.-") == std::string::npos;
  return plain && !name.empty() ? name : "localhost";
}

void listen(CURL* handle, Conversation& talk) {
  curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, on_debug);
  curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &talk);
}

}  // namespace

Handed send_mail(Endpoint const& endpoint, Envelope const& envelope, std::string_view raw) {
  auto const handle = open_handle(endpoint, "smtp", greeting_name(envelope.from));
  Conversation talk;
  listen(handle.get(), talk);
  std::string const from = "<" + envelope.from + ">";
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
  CurlList recipients;
  for (auto const& address : envelope.recipients)
    recipients.reset(curl_slist_append(recipients.release(), ("<" + address + ">").c_str()));
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
  Source source{raw};
  curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, on_read);
  curl_easy_setopt(handle.get(), CURLOPT_READDATA, &source);
  curl_easy_setopt(handle.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_LOW_SPEED_TIME,
                   static_cast<long>(endpoint.timeout.count() / 1000 + 1));
  curl_easy_setopt(handle.get(), CURLOPT_SERVER_RESPONSE_TIMEOUT,
                   static_cast<long>(endpoint.timeout.count() / 1000 + 1));
  auto const code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) fail(handle.get(), code, talk);
  return {talk.last, std::move(talk.refused)};
}

void try_smtp(Endpoint const& endpoint) {
  auto const handle = open_handle(endpoint, "smtp", greeting_name(endpoint.user));
  Conversation talk;
  listen(handle.get(), talk);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(endpoint.timeout.count()));
  auto const code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) fail(handle.get(), code, talk);
}

}  // namespace vefa::email
