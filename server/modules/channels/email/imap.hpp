// One conversation with an IMAP server (RFC 3501, IDLE, MOVE, UIDPLUS).
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/channels/email/transport.hpp"

namespace vefa::email {

/// Ends waits from another thread, at once.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(StopSignal const&) = delete;
  StopSignal& operator=(StopSignal const&) = delete;
  void stop();
  bool stopped() const;
  /// True when stopped within the time.
  bool wait(Duration at_most) const;
  int descriptor() const { return descriptor_; }  // readable once stopped

 private:
  int descriptor_;
};

struct Folder {
  std::uint32_t uid_validity = 0;
  std::uint32_t uid_next = 0;  // 0 when the server does not say
  std::uint32_t messages = 0;
};
struct Fetched {
  std::uint32_t uid = 0;
  std::uint64_t size_bytes = 0;  // of the message on the server
  bool headers_only = false;     // it was larger than asked for
  Instant received_at = {};      // INTERNALDATE; 0 when the server does not say
  std::string raw;
};

/// Not shared between threads. Every member throws TransportFailure, after which the session is
/// dead.
class ImapSession {
 public:
  /// Connects, secures, logs in.
  explicit ImapSession(Endpoint const& endpoint, StopSignal const* stop = nullptr);
  ~ImapSession();
  ImapSession(ImapSession const&) = delete;
  ImapSession& operator=(ImapSession const&) = delete;

  bool can(std::string_view capability) const;  // in capitals, e.g. "IDLE"
  /// Names in UTF-8; Permanent when there is none of that name.
  Folder select(std::string_view folder);
  std::vector<std::string> folders();
  void create_folder(std::string_view folder);

  /// UIDs from `first` on, ascending; of the selected folder.
  std::vector<std::uint32_t> uids_from(std::uint32_t first);
  /// Without setting \Seen. Nothing when the message is gone. Larger than `max_bytes`: its headers
  /// only.
  std::optional<Fetched> fetch(std::uint32_t uid, std::uint64_t max_bytes);
  void mark_seen(std::uint32_t uid);
  /// Moves to another folder, by MOVE or by COPY and EXPUNGE.
  void move(std::uint32_t uid, std::string_view folder);

  /// Waits until the folder changed (true) or `at_most` has passed (false). Only where can("IDLE").
  bool idle(Duration at_most);
  void logout();

 private:
  class Wire;
  std::unique_ptr<Wire> wire_;
};

/// Folder names on the wire (RFC 3501, 5.1.3).
std::string to_modified_utf7(std::string_view utf8);
std::string from_modified_utf7(std::string_view name);

}  // namespace vefa::email
