#include "modules/channels/email/imap.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unicode/ucnv.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "modules/channels/email/curl_handle.hpp"
#include "modules/channels/email/imap_wire.hpp"
#include "modules/channels/email/mime.hpp"

namespace vefa::email {
namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '\r' || c == '\n' || c == '\0' || (c & 0x80) != 0)
      throw TransportFailure(Failure::Permanent, "a folder's name cannot be written");
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string folder_name(std::string_view utf8) { return quoted(to_modified_utf7(utf8)); }

}  // namespace

StopSignal::StopSignal() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
StopSignal::~StopSignal() { close(descriptor_); }
void StopSignal::stop() {
  std::uint64_t const one = 1;
  // Fails only when it is already stopped a great many times.
  [[maybe_unused]] auto const written = write(descriptor_, &one, sizeof one);
}
bool StopSignal::stopped() const { return wait(Duration{0}); }
bool StopSignal::wait(Duration at_most) const {
  pollfd wait{descriptor_, POLLIN, 0};
  return poll(&wait, 1, static_cast<int>(at_most.count())) == 1;
}

/// Bytes to and from the server over libcurl's connection.
class ImapSession::Wire {
 public:
  Wire(Endpoint const& endpoint, StopSignal const* stop)
      : handle_(open_handle(endpoint, "imap", "")),
        timeout_(endpoint.timeout),
        stop_(stop),
        reader_([this](std::string& buffer) { fill(buffer); }, kMaxRawBytes) {
    curl_easy_setopt(handle_.get(), CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(handle_.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(timeout_.count()));
    // Connecting may take long; a stop must not wait for it.
    curl_easy_setopt(handle_.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle_.get(), CURLOPT_XFERINFODATA, const_cast<StopSignal*>(stop));
    curl_easy_setopt(handle_.get(), CURLOPT_XFERINFOFUNCTION, &Wire::is_stopped);
    auto const code = curl_easy_perform(handle_.get());
    if (code == CURLE_ABORTED_BY_CALLBACK) throw TransportFailure(Failure::Stopped, "stopped");
    if (code != CURLE_OK) throw TransportFailure(failure_of(code), curl_easy_strerror(code));
    curl_easy_getinfo(handle_.get(), CURLINFO_ACTIVESOCKET, &socket_);
  }

  std::vector<ImapAnswer> command(std::string const& text) {
    std::string const tag = begin(text);
    std::vector<ImapAnswer> answers;
    for (;;) {
      auto answer = reader_.next();
      if (answer.front().text == tag) {
        finish(answer);
        return answers;
      }
      if (answer.front().text == "+")
        throw TransportFailure(Failure::Permanent, "the server asks for more than was said");
      check_bye(answer);
      news_ |= is_change(answer);
      answers.push_back(std::move(answer));
    }
  }
  /// What is told from here on is news; what was told is known.
  void forget_news() { news_ = false; }

  bool idle(Duration at_most) {
    // Told in answer to another command, and not a second time.
    if (std::exchange(news_, false)) return true;
    std::string const tag = begin("IDLE");
    auto const until = std::chrono::steady_clock::now() + at_most;
    bool changed = false;
    while (!changed) {
      if (!reader_.has_input() && pending_.empty()) {
        auto const left =
            std::chrono::duration_cast<Duration>(until - std::chrono::steady_clock::now());
        if (left <= Duration{0} || !wait_readable(left)) break;
        if (pending_.empty()) continue;  // a record of TLS without content
      }
      auto const answer = reader_.next();
      if (answer.front().text == tag) {
        finish(answer);
        return changed;
      }
      check_bye(answer);
      changed = is_change(answer);
    }
    send("DONE\r\n");
    for (;;) {
      auto const answer = reader_.next();
      changed |= is_change(answer);
      if (answer.front().text != tag) continue;
      finish(answer);
      return changed;
    }
  }

  std::set<std::string> capabilities;

 private:
  static int is_stopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return stop && static_cast<StopSignal const*>(stop)->stopped() ? 1 : 0;
  }
  static bool is_change(ImapAnswer const& answer) {
    return answer.size() >= 3 && answer[0].text == "*" &&
           (answer[2].is("EXISTS") || answer[2].is("RECENT"));
  }

  std::string begin(std::string const& text) {
    std::string tag = "v" + std::to_string(++commands_);
    send(tag + " " + text + "\r\n");
    return tag;
  }

  static void finish(ImapAnswer const& answer) {
    if (answer.size() >= 2 && answer[1].is("OK")) return;
    throw TransportFailure(Failure::Permanent, answer.size() >= 3 ? answer[2].text : "no answer");
  }
  static void check_bye(ImapAnswer const& answer) {
    if (answer.size() >= 3 && answer[0].text == "*" && answer[1].is("BYE"))
      throw TransportFailure(Failure::Connection, answer[2].text);
  }

  /// True when there is something to read; libcurl may hold bytes that the socket no longer shows.
  bool wait_readable(Duration at_most) {
    std::string early;
    if (try_receive(early)) {
      pending_ += early;
      return true;
    }
    pollfd waits[2] = {{socket_, POLLIN, 0}, {stop_ ? stop_->descriptor() : -1, POLLIN, 0}};
    int const count = poll(waits, stop_ ? 2 : 1, static_cast<int>(at_most.count()));
    if (stop_ && (waits[1].revents & POLLIN)) throw TransportFailure(Failure::Stopped, "stopped");
    return count > 0;
  }

  bool try_receive(std::string& out) {
    char bytes[16384];
    std::size_t got = 0;
    auto const code = curl_easy_recv(handle_.get(), bytes, sizeof bytes, &got);
    if (code == CURLE_AGAIN) return false;
    if (code != CURLE_OK) throw TransportFailure(Failure::Connection, curl_easy_strerror(code));
    if (got == 0) throw TransportFailure(Failure::Connection, "the server closed the connection");
    out.append(bytes, got);
    return true;
  }

  void fill(std::string& buffer) {
    if (!pending_.empty()) {
      buffer = std::exchange(pending_, {});
      return;
    }
    while (!try_receive(buffer)) {
      if (!wait_readable(timeout_))
        throw TransportFailure(Failure::Connection, "the server is silent");
      if (!pending_.empty()) {
        buffer = std::exchange(pending_, {});
        return;
      }
    }
  }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      std::size_t sent = 0;
      auto const code = curl_easy_send(handle_.get(), bytes.data(), bytes.size(), &sent);
      if (code == CURLE_OK) {
        bytes.remove_prefix(sent);
        continue;
      }
      if (code != CURLE_AGAIN)
        throw TransportFailure(Failure::Connection, curl_easy_strerror(code));
      pollfd wait{socket_, POLLOUT, 0};
      if (poll(&wait, 1, static_cast<int>(timeout_.count())) <= 0)
        throw TransportFailure(Failure::Connection, "the server takes nothing");
    }
  }

  bool news_ = false;  // mail came while we asked for something else
  CurlHandle handle_;
  Duration timeout_;
  StopSignal const* stop_;
  ImapReader reader_;
  std::string pending_;
  curl_socket_t socket_ = CURL_SOCKET_BAD;
  int commands_ = 0;
};

ImapSession::ImapSession(Endpoint const& endpoint, StopSignal const* stop)
    : wire_(std::make_unique<Wire>(endpoint, stop)) {
  for (auto const& answer : wire_->command("CAPABILITY")) {
    if (answer.size() < 2 || !answer[1].is("CAPABILITY")) continue;
    for (std::size_t i = 2; i < answer.size(); ++i)
      wire_->capabilities.insert(upper(answer[i].text));
  }
}

ImapSession::~ImapSession() = default;

bool ImapSession::can(std::string_view capability) const {
  return wire_->capabilities.contains(std::string(capability));
}

Folder ImapSession::select(std::string_view folder) {
  Folder found;
  for (auto const& answer : wire_->command("SELECT " + folder_name(folder))) {
    if (answer.size() >= 3 && answer[2].is("EXISTS"))
      found.messages = static_cast<std::uint32_t>(answer[1].number());
    if (answer.size() < 3 || !answer[1].is("OK")) continue;
    auto const number_after = [&](std::string_view word) -> std::uint32_t {
      auto const at = upper(answer[2].text).find(word);
      if (at == std::string::npos) return 0;
      auto const digits = answer[2].text.substr(at + word.size());
      return static_cast<std::uint32_t>(ImapValue{
          ImapValue::Kind::Atom,
          digits.substr(0, digits.find_first_not_of("0123456789")),
          {}}.number());
    };
    if (auto const n = number_after("[UIDVALIDITY ")) found.uid_validity = n;
    if (auto const n = number_after("[UIDNEXT ")) found.uid_next = n;
  }
  if (found.uid_validity == 0)
    throw TransportFailure(Failure::Permanent, "the server gives no UIDVALIDITY");
  wire_->forget_news();
  return found;
}

std::vector<std::string> ImapSession::folders() {
  constexpr std::size_t kMost = 1000;
  std::vector<std::string> names;
  for (auto const& answer : wire_->command("LIST \"\" \"*\"")) {
    bool const folder = answer.size() >= 5 && answer[1].is("LIST");
    if (folder && names.size() < kMost) names.push_back(from_modified_utf7(answer[4].text));
  }
  std::sort(names.begin(), names.end());
  return names;
}

void ImapSession::create_folder(std::string_view folder) {
  wire_->command("CREATE " + folder_name(folder));
}

std::vector<std::uint32_t> ImapSession::uids_from(std::uint32_t first) {
  std::vector<std::uint32_t> uids;
  for (auto const& answer : wire_->command(fmt::format("UID SEARCH UID {}:*", first))) {
    if (answer.size() < 2 || !answer[1].is("SEARCH")) continue;
    // `n:*` always names the last message, even when it stands before n.
    for (std::size_t i = 2; i < answer.size(); ++i) {
      auto const uid = answer[i].number();
      if (uid >= first && uid <= 0xFFFFFFFF) uids.push_back(static_cast<std::uint32_t>(uid));
    }
  }
  std::sort(uids.begin(), uids.end());
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  return uids;
}

namespace {

/// `17-Jul-1996 02:44:25 -0700`, which libcurl reads.
Instant read_internal_date(std::string const& text) {
  auto const seconds = curl_getdate(text.c_str(), nullptr);
  return seconds > 0 ? Instant{static_cast<std::int64_t>(seconds) * 1000} : Instant{};
}

/// The value after `key` in a FETCH answer about `uid`.
ImapValue const* fetched_item(ImapAnswer const& answer, std::uint32_t uid, std::string_view key) {
  if (answer.size() < 4 || !answer[2].is("FETCH")) return nullptr;
  auto const& items = answer[3].items;
  ImapValue const* found = nullptr;
  bool right = false;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    if (items[i].is("UID") && items[i + 1].number() == uid) right = true;
    if (items[i].is(key)) found = &items[i + 1];
  }
  return right ? found : nullptr;
}

}  // namespace

std::optional<Fetched> ImapSession::fetch(std::uint32_t uid, std::uint64_t max_bytes) {
  Fetched out{.uid = uid};
  bool exists = false;
  for (auto const& answer :
       wire_->command(fmt::format("UID FETCH {} (UID RFC822.SIZE INTERNALDATE)", uid))) {
    if (auto const* size = fetched_item(answer, uid, "RFC822.SIZE")) {
      out.size_bytes = size->number();
      exists = true;
    }
    if (auto const* date = fetched_item(answer, uid, "INTERNALDATE"))
      out.received_at = read_internal_date(date->text);
  }
  if (!exists) return std::nullopt;
  out.headers_only = out.size_bytes > max_bytes;
  std::string const key = out.headers_only ? "BODY[HEADER]" : "BODY[]";
  std::string const asked = out.headers_only ? "BODY.PEEK[HEADER]" : "BODY.PEEK[]";
  bool given = false;
  for (auto& answer : wire_->command(fmt::format("UID FETCH {} (UID {})", uid, asked))) {
    if (auto const* body = fetched_item(answer, uid, key)) {
      out.raw = body->text;
      given = true;
    }
  }
  if (!given) return std::nullopt;
  return out;
}

void ImapSession::mark_seen(std::uint32_t uid) {
  wire_->command(fmt::format("UID STORE {} +FLAGS.SILENT (\\Seen)", uid));
}

void ImapSession::move(std::uint32_t uid, std::string_view folder) {
  if (can("MOVE")) {
    wire_->command(fmt::format("UID MOVE {} {}", uid, folder_name(folder)));
    return;
  }
  wire_->command(fmt::format("UID COPY {} {}", uid, folder_name(folder)));
  wire_->command(fmt::format("UID STORE {} +FLAGS.SILENT (\\Deleted)", uid));
  // A plain EXPUNGE would also remove what others marked.
  if (can("UIDPLUS")) wire_->command(fmt::format("UID EXPUNGE {}", uid));
}

bool ImapSession::idle(Duration at_most) { return wire_->idle(at_most); }

void ImapSession::logout() {
  try {
    wire_->command("LOGOUT");
  } catch (TransportFailure const& failure) {
    // The server says BYE and closes: what was asked for.
    if (failure.failure != Failure::Connection) throw;
  }
}

namespace {

/// ICU knows the encoding by this name.
std::string convert_name(std::string_view from, char const* source, char const* target) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(from.size() * 4 + 16, '\0');
  auto const length =
      ucnv_convert(target, source, out.data(), static_cast<std::int32_t>(out.size()), from.data(),
                   static_cast<std::int32_t>(from.size()), &status);
  if (U_FAILURE(status)) return std::string(from);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

}  // namespace

std::string to_modified_utf7(std::string_view utf8) {
  return convert_name(utf8, "UTF-8", "IMAP-mailbox-name");
}
std::string from_modified_utf7(std::string_view name) {
  return convert_name(name, "IMAP-mailbox-name", "UTF-8");
}

}  // namespace vefa::email
