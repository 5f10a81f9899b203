#include "tests/support/mail_servers.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace vefa::testing {
namespace {

constexpr char const* kMailUser = "nobody";  // owns the maildirs

struct Account {
  uid_t uid;
  gid_t gid;
};
Account account(char const* name) {
  passwd const* found = getpwnam(name);
  if (!found)
    throw std::runtime_error(std::string("there is no account ") + name + "; install postfix");
  return {found->pw_uid, found->pw_gid};
}

std::string text_of(std::string const& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_file(std::string const& path, std::string const& text) { std::ofstream(path) << text; }

sockaddr_in local(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// Free at this moment; held until all are chosen, so that they differ.
std::vector<int> free_ports(int count) {
  std::vector<int> sockets;
  std::vector<int> ports;
  for (int i = 0; i < count; ++i) {
    int const fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = local(0);
    socklen_t size = sizeof address;
    if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("no free port");
    sockets.push_back(fd);
    ports.push_back(ntohs(address.sin_port));
  }
  for (int fd : sockets) close(fd);
  return ports;
}

bool answers(int port) {
  int const fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto const address = local(port);
  bool const open = connect(fd, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
  close(fd);
  return open;
}

pid_t start(std::vector<std::string> arguments, std::string const& log) {
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_t const pid = fork();
  if (pid != 0) return pid;
  int const out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  int const in = open("/dev/null", O_RDONLY);
  dup2(in, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  setsid();                          // Postfix wants to lead its processes
  prctl(PR_SET_PDEATHSIG, SIGTERM);  // a crashed test leaves nothing running
  execv(argv[0], argv.data());
  _exit(127);
}

void run(std::vector<std::string> const& arguments, std::string const& log) {
  int status = 0;
  waitpid(start(arguments, log), &status, 0);
  if (status != 0) throw std::runtime_error(arguments[0] + " failed: " + text_of(log));
}

void stop(int& pid) {
  if (pid <= 0) return;
  kill(pid, SIGTERM);
  waitpid(pid, nullptr, 0);
  pid = 0;
}

void wait_until_ready(int& pid, std::vector<int> const& ports,
                      std::function<std::string()> const& logs) {
  auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  for (int port : ports) {
    while (!answers(port)) {
      bool const ended = waitpid(pid, nullptr, WNOHANG) == pid;
      if (ended || std::chrono::steady_clock::now() > until) {
        if (ended) pid = 0;
        throw std::runtime_error("a mail server did not start: " + logs());
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
}

/// The servers' children hold the ports a little longer than their masters live.
void wait_until_shut(std::vector<int> const& ports) {
  auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  for (int port : ports)
    while (answers(port)) {
      if (std::chrono::steady_clock::now() > until)
        throw std::runtime_error("a mail server did not stop");
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

}  // namespace

MailServers::MailServers(Options const& options) {
  if (geteuid() != 0) throw std::runtime_error("Dovecot and Postfix are started as root only");
  folder_ = (std::filesystem::temp_directory_path() / "vefa-mail-XXXXXX").string();
  if (!mkdtemp(folder_.data())) throw std::runtime_error("cannot make " + folder_);
  chmod(folder_.c_str(), 0755);
  auto const ports = free_ports(5);
  imap_ = ports[0];
  imaps_ = ports[1];
  smtp_ = ports[2];
  submission_ = ports[3];
  smtps_ = ports[4];
  try {
    write_configuration(options);
    start_imap();
    start_smtp();
  } catch (...) {
    stop(dovecot_);
    stop(postfix_);
    throw;
  }
}

MailServers::~MailServers() {
  stop(postfix_);
  stop(dovecot_);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string MailServers::logs() const {
  return "\n--- postfix\n" + text_of(path("postfix.log")) + "\n--- dovecot\n" +
         text_of(path("dovecot.log")) + "\n--- starts\n" + text_of(path("starts.log"));
}

void MailServers::stop_imap() {
  stop(dovecot_);
  wait_until_shut({imap_, imaps_});
}
void MailServers::stop_smtp() {
  stop(postfix_);
  wait_until_shut({smtp_, submission_, smtps_});
}

void MailServers::start_imap() {
  dovecot_ = start({"/usr/sbin/dovecot", "-F", "-c", path("dovecot.conf")}, path("starts.log"));
  wait_until_ready(dovecot_, {imap_, imaps_}, [&] { return logs(); });
}

void MailServers::start_smtp() {
  postfix_ = start({"/usr/lib/postfix/sbin/master", "-c", path("etc"), "-d"}, path("starts.log"));
  wait_until_ready(postfix_, {smtp_, submission_, smtps_}, [&] { return logs(); });
}

void MailServers::accept_later() {
  stop_smtp();
  write_file(path("later"), "");
  start_smtp();
}

void MailServers::forget_uids(std::string const& mailbox) {
  stop_imap();
  for (auto const& entry : std::filesystem::directory_iterator(path("mail/" + mailbox)))
    if (entry.path().filename().string().starts_with("dovecot"))
      std::filesystem::remove_all(entry.path());
  start_imap();
}

void MailServers::write_configuration(Options const& options) {
  for (auto const* name : {"etc", "mail", "run", "queue", "data", "queue/private"})
    std::filesystem::create_directory(path(name));
  auto const mail_user = account(kMailUser);
  auto const postfix_user = account("postfix");
  bool const owned = chown(path("mail").c_str(), mail_user.uid, mail_user.gid) == 0 &&
                     chown(path("data").c_str(), postfix_user.uid, postfix_user.gid) == 0 &&
                     chown(path("queue/private").c_str(), postfix_user.uid, postfix_user.gid) == 0;
  if (!owned) throw std::runtime_error("cannot hand over " + folder_);
  run({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
       "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", path("key.pem"), "-out",
       path("cert.pem"), "-days", "2", "-subj", "/CN=localhost", "-addext",
       "subjectAltName=IP:127.0.0.1,DNS:localhost"},
      path("starts.log"));
  ca_pem_ = text_of(path("cert.pem"));
  std::string users;
  auto readers = options.mailboxes;
  readers.insert(readers.end(), options.later.begin(), options.later.end());
  for (auto const& mailbox : readers) users += mailbox + ":{PLAIN}" + kPassword + "\n";
  write_file(path("users"), users);
  write_file(path("dovecot.conf"),
             fmt::format(R"(
log_path = {0}/dovecot.log
base_dir = {0}/run
state_dir = {0}/run
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{0}/cert.pem
ssl_key = <{0}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{0}/mail/%u
first_valid_uid = 1
{3}
passdb {{
  driver = passwd-file
  args = {0}/users
}}
userdb {{
  driver = static
  args = uid={4} gid={5} home={0}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {1}
  }}
  inet_listener imaps {{
    port = {2}
    ssl = yes
  }}
}}
service auth {{
  unix_listener {0}/queue/private/auth {{
    mode = 0666
  }}
}}
)",
                         folder_, imap_, imaps_,
                         options.idle ? "" : "imap_capability = IMAP4rev1 SASL-IR LITERAL+ UIDPLUS",
                         mail_user.uid, mail_user.gid));
  write_postfix(options);
}

void MailServers::write_postfix(Options const& options) {
  std::set<std::string> domains;
  std::string maps;
  std::string transports;
  auto const add = [&](std::string const& address) {
    domains.insert(address.substr(address.find('@') + 1));
    maps += address + " " + address + "/\n";
  };
  for (auto const& mailbox : options.mailboxes) add(mailbox);
  for (auto const& address : options.dead) {
    add(address);
    transports += address + " dead:\n";
  }
  std::string later;
  for (auto const& address : options.later) {
    add(address);
    later += address + " 450 4.2.0 come back later\n";
  }
  write_file(path("later"), later);
  write_file(path("mailboxes"), maps);
  write_file(path("transports"), transports);
  write_file(path("dead.sh"), "echo '5.1.1 This mailbox is gone'\nexit 67\n");
  auto const mail_user = account(kMailUser);
  std::string names;
  for (auto const& domain : domains) names += " " + domain;
  write_file(path("etc/main.cf"), fmt::format(R"(compatibility_level = 3.6
queue_directory = {0}/queue
data_directory = {0}/data
maillog_file = {0}/postfix.log
maillog_file_prefixes = {0}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.firma.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
local_recipient_maps =
virtual_mailbox_domains ={1}
virtual_mailbox_base = {0}/mail
virtual_mailbox_maps = texthash:{0}/mailboxes
virtual_mailbox_limit = 0
virtual_minimum_uid = 1
virtual_uid_maps = static:{2}
virtual_gid_maps = static:{3}
transport_maps = texthash:{0}/transports
recipient_delimiter = +
smtpd_tls_cert_file = {0}/cert.pem
smtpd_tls_key_file = {0}/key.pem
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_recipient_restrictions = check_recipient_access texthash:{0}/later
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
message_size_limit = 60000000
minimal_backoff_time = 1s
queue_run_delay = 1s
smtpd_error_sleep_time = 0
)",
                                              folder_, names, mail_user.uid, mail_user.gid));
  std::string const login =
      "-o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject";
  write_file(path("etc/master.cf"),
             fmt::format(R"(127.0.0.1:{1} inet n - n - - smtpd
127.0.0.1:{2} inet n - n - - smtpd {4} -o smtpd_tls_security_level=encrypt
127.0.0.1:{3} inet n - n - - smtpd {4} -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
dead unix - n n - - pipe user={5} argv=/bin/sh {0}/dead.sh
)",
                         folder_, smtp_, submission_, smtps_, login, kMailUser));
  // Makes the queue's folders with the owners that Postfix wants.
  run({"/usr/sbin/postfix", "-c", path("etc"), "check"}, path("starts.log"));
}

}  // namespace vefa::testing
