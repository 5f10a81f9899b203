// A real Dovecot and a real Postfix for the tests, so that a test can play the customer.
#pragma once
#include <memory>
#include <string>
#include <vector>

namespace vefa::testing {

/// Both servers on free ports of 127.0.0.1, with a certificate of their own, in a temporary folder;
/// stopped by their process ids in the destructor. Postfix delivers into Dovecot's maildirs;
/// `name+anything@domain` reaches `name@domain`. Every mailbox's password is `kPassword`. Needs
/// root, as the packages' servers do.
class MailServers {
 public:
  static constexpr char const* kPassword = "correct horse";

  struct Options {
    std::vector<std::string> mailboxes = {"destek@firma.example", "ali@musteri.example"};
    /// Accepted by Postfix, then returned to the sender by a delivery report (5.1.1).
    std::vector<std::string> dead = {"gone@musteri.example"};
    /// Refused for now (450) at each attempt until `accept_later`.
    std::vector<std::string> later = {};
    bool idle = true;  // Dovecot announces IDLE
  };
  /// Waits until both answer. Throws std::runtime_error with the servers' logs when one does not
  /// start.
  explicit MailServers(Options const& options);
  MailServers() : MailServers(Options{}) {}
  ~MailServers();
  MailServers(MailServers const&) = delete;
  MailServers& operator=(MailServers const&) = delete;

  int imap_port() const { return imap_; }  // STARTTLS
  int imaps_port() const { return imaps_; }
  int smtp_port() const { return smtp_; }              // as another company's server: no login
  int submission_port() const { return submission_; }  // STARTTLS and login
  int smtps_port() const { return smtps_; }            // TLS and login
  /// PEM of the certificate, which is its own authority.
  std::string const& ca_pem() const { return ca_pem_; }
  /// Postfix's and Dovecot's logs, for a failed test's message.
  std::string logs() const;

  /// Stops and starts one of them, on the same ports and with the same mail.
  void stop_imap();
  void start_imap();
  void stop_smtp();
  void start_smtp();
  /// From now on nobody is refused for now. Postfix is started anew.
  void accept_later();
  /// The folder gets new UIDs under another UIDVALIDITY, as after a restored backup. Dovecot is
  /// started anew.
  void forget_uids(std::string const& mailbox);

 private:
  void write_configuration(Options const& options);
  void write_postfix(Options const& options);
  std::string path(std::string const& name) const { return folder_ + "/" + name; }

  std::string folder_;
  std::string ca_pem_;
  int imap_ = 0;
  int imaps_ = 0;
  int smtp_ = 0;
  int submission_ = 0;
  int smtps_ = 0;
  int dovecot_ = 0;  // process ids
  int postfix_ = 0;
};

}  // namespace vefa::testing
