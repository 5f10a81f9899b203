#include "tests/support/scenario.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <thread>

#include "base/text.hpp"
#include "modules/channels/email/imap.hpp"
#include "modules/channels/email/mime.hpp"
#include "modules/channels/email/smtp.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/mail_servers.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/vefa_process.hpp"

namespace vefa::testing {
namespace {

using Clock = std::chrono::steady_clock;

// A dead node's lease on a mailbox lasts a minute.
constexpr auto kPatience = std::chrono::seconds(90);
constexpr std::uint64_t kLargestMail = 20u << 20;

struct Failed {
  std::string why;
};

/// `/dev/zero:N` is N bytes of spaces.
std::string read_file(std::string const& path) {
  if (path.starts_with("/dev/zero:")) return std::string(std::stoul(path.substr(10)), ' ');
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Failed{"no such file: " + path};
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

/// The first word; `rest` loses it.
std::string take_word(std::string& rest) {
  rest = trim(rest);
  auto const end = rest.find(' ');
  auto const word = rest.substr(0, end);
  rest = end == std::string::npos ? "" : trim(rest.substr(end));
  return word;
}

/// A value by a path like `.items[0].name`; nothing when there is none.
std::optional<Json> value_at(Json const& json, std::string const& path) {
  Json const* at = &json;
  static std::regex const step(R"(\.([A-Za-z_]+)|\[(\d+)\])");
  for (std::sregex_iterator it(path.begin(), path.end(), step), end; it != end; ++it) {
    auto const& match = *it;
    if (match[1].matched) {
      auto const* object = at->if_object();
      at = object ? object->if_contains(match[1].str()) : nullptr;
    } else {
      auto const* array = at->if_array();
      auto const index = std::stoul(match[2].str());
      at = array && index < array->size() ? &(*array)[index] : nullptr;
    }
    if (!at) return std::nullopt;
  }
  return *at;
}

std::string plain(Json const& value) {
  return value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
}

bool names_type(HttpHeaders const& headers) {
  return std::any_of(headers.begin(), headers.end(),
                     [](auto const& header) { return header.first == "Content-Type"; });
}

class Teller {
 public:
  explicit Teller(db::Engine engine) : engine_(engine), folder_(temporary_folder()) {
    database_ =
        engine == db::Engine::Postgres ? fresh_postgres_url() : "sqlite:" + folder_ + "/vefa.db";
  }
  ~Teller() {
    servers_.clear();
    mail_.reset();
    std::filesystem::remove_all(folder_);
  }

  void tell(std::string const& line) {
    std::string rest = filled(line);
    std::string const word = take_word(rest);
    static std::map<std::string, void (Teller::*)(std::string)> const words{
        {"server", &Teller::server}, {"kill", &Teller::kill}, {"stop", &Teller::stop},
        {"use", &Teller::use},       {"as", &Teller::as},     {"header", &Teller::header},
        {"=>", &Teller::status},     {"keep", &Teller::keep}, {"wait", &Teller::wait},
        {"clock", &Teller::clock},   {"send", &Teller::send}, {"receive", &Teller::receive},
        {"find", &Teller::find},     {"body", &Teller::body}, {"log", &Teller::log}};
    if (word == "mail" && rest == "servers") return start_mail();
    if (word.starts_with("mail")) return check_mail(word, rest);
    if (word.starts_with(".")) return check_value(word, rest);
    if (word == "GET" || word == "POST" || word == "PUT" || word == "PATCH" || word == "DELETE")
      return request(word, rest);
    auto const found = words.find(word);
    if (found == words.end()) throw Failed{"unknown word: " + word};
    (this->*found->second)(rest);
  }

  std::string logs() const {
    std::string out;
    for (auto const& [name, process] : servers_)
      out += fmt::format("--- log of {} ---\n{}", name, process->log());
    return out + "--- last answer ---\n" + std::to_string(answer_.status) + " " + answer_.body;
  }

 private:
  std::string filled(std::string const& text) const {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      auto const open = text.find("${", at);
      auto const close = open == std::string::npos ? open : text.find('}', open);
      if (close == std::string::npos) return out + text.substr(at);
      auto const name = text.substr(open + 2, close - open - 2);
      auto const value = kept_.find(name);
      if (value == kept_.end()) throw Failed{"nothing was kept as " + name};
      out += text.substr(at, open - at) + value->second;
      at = close + 1;
    }
    return out;
  }

  void server(std::string rest) {
    auto const name = take_word(rest);
    std::vector<std::string> flags{"--database",
                                   database_,
                                   "--data",
                                   folder_ + "/" + name,
                                   "--server-key-file",
                                   folder_ + "/server.key",
                                   "--clock",
                                   "manual",
                                   "--requests-per-second-per-address",
                                   "0",
                                   "--requests-per-second-per-account",
                                   "0"};
    for (auto const& flag : split(rest, ' '))
      if (!flag.empty()) flags.push_back(flag);
    bool const is_first = servers_.empty();
    servers_[name] = std::make_unique<VefaProcess>(folder_, flags);
    use(name);
    // What a first start does is due now, and would not be at an hour before it.
    if (is_first) client_->post("/test/clock", "{}");
  }
  void kill(std::string name) { servers_.at(name)->kill(); }
  void stop(std::string name) {
    auto const status = servers_.at(name)->stop();
    if (status != 0) throw Failed{fmt::format("{} ended with status {}", name, status)};
  }
  void use(std::string name) {
    if (!servers_.count(name)) throw Failed{"no server of that name: " + name};
    client_ = std::make_unique<HttpClient>(servers_.at(name)->port());
    client_->token = token_;
    kept_["port"] = std::to_string(servers_.at(name)->port());
  }
  void as(std::string name) {
    token_ = name == "nobody" ? "" : kept_.at(name);
    client_->token = token_;
  }
  void header(std::string rest) {
    auto const colon = rest.find(':');
    headers_.emplace_back(rest.substr(0, colon), trim(rest.substr(colon + 1)));
  }

  void request(std::string const& method, std::string rest) {
    auto const path = take_word(rest);
    auto headers = std::move(headers_);
    headers_.clear();
    std::string body = rest;
    if (rest.starts_with("<")) {
      take_word(rest);
      body = read_file(take_word(rest));
      headers.emplace_back("Content-Type", rest.empty() ? "application/octet-stream" : rest);
    } else if (rest.starts_with("form ")) {
      body = rest.substr(5);
      headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    } else if (!body.empty() && !names_type(headers)) {
      headers.emplace_back("Content-Type", "application/json");
    }
    answer_ = client_->send(method, path, body, headers);
  }
  void status(std::string wanted) {
    if (std::to_string(answer_.status) != wanted)
      throw Failed{fmt::format("the status is {}, not {}", answer_.status, wanted)};
  }
  Json json() const {
    auto parsed = parse_json(answer_.body);
    if (!parsed.ok()) throw Failed{"the answer is no JSON"};
    return *parsed;
  }

  static std::optional<std::string> differs(std::optional<Json> const& value, std::string test) {
    auto const how = take_word(test);
    if (how == "absent") return value ? std::optional(plain(*value)) : std::nullopt;
    if (!value) return "there is none";
    if (how == "exists") return std::nullopt;
    auto const wanted = parse_json(test);
    bool const same = wanted.ok() ? *value == *wanted : plain(*value) == test;
    if (how == "=") return same ? std::nullopt : std::optional(plain(*value));
    if (how == "!=") return same ? std::optional(plain(*value)) : std::nullopt;
    bool const holds = plain(*value).find(test) != std::string::npos;
    if (how == "~") return holds ? std::nullopt : std::optional(plain(*value));
    throw Failed{"unknown comparison: " + how};
  }
  void check_value(std::string const& path, std::string const& test) {
    auto const is = differs(value_at(json(), path), test);
    if (is) throw Failed{fmt::format("{} is {}", path, *is)};
  }
  void body(std::string rest) { check_text("the body", answer_.body, rest); }
  void log(std::string rest) {
    std::string all;
    for (auto const& [name, process] : servers_) all += process->log();
    check_text("the log", all, rest);
  }
  static void check_text(char const* what, std::string const& text, std::string rest) {
    auto const how = take_word(rest);
    bool const holds = text.find(rest) != std::string::npos;
    if (holds != (how == "~"))
      throw Failed{
          fmt::format("{} {} “{}”:\n{}", what, holds ? "holds" : "does not hold", rest, text)};
  }
  void keep(std::string rest) {
    auto const name = take_word(rest);
    auto const value = value_at(json(), rest);
    if (!value) throw Failed{"the answer has no " + rest};
    kept_[name] = plain(*value);
  }
  void wait(std::string rest) {
    auto const method = take_word(rest);
    auto const path = take_word(rest);
    auto const where = take_word(rest);
    std::optional<std::string> is;
    auto const until = Clock::now() + kPatience;
    do {
      request(method, path);
      is = answer_.status == 200 ? differs(value_at(json(), where), rest)
                                 : std::to_string(answer_.status);
      if (!is) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    } while (Clock::now() < until);
    throw Failed{fmt::format("{} stayed {}", where, *is)};
  }

  void clock(std::string rest) {
    std::string move;
    if (rest.starts_with("+")) {
      std::map<char, std::int64_t> const units{{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
      auto const seconds = std::stoll(rest.substr(1)) * units.at(rest.back());
      move = fmt::format("{{\"advance_seconds\": {}}}", seconds);
    } else {
      move = fmt::format("{{\"now\": \"{}\"}}", rest);
    }
    // Every node has a clock of its own; all are moved.
    for (auto const& [name, process] : servers_) {
      if (process->port() == 0) continue;
      HttpClient mover(process->port());
      auto const moved = mover.post("/test/clock", move);
      if (moved.status == 0) continue;  // killed
      if (moved.status != 200) throw Failed{"the clock did not move: " + moved.body};
      if (!moved.json().at("idle").as_bool()) throw Failed{"what became due was not done in time"};
    }
  }

  void start_mail() {
    mail_ = std::make_unique<MailServers>(
        MailServers::Options{.mailboxes = {"destek@firma.example", "ayse.yildiz@musteri.example"}});
    kept_["imap_port"] = std::to_string(mail_->imap_port());
    kept_["imaps_port"] = std::to_string(mail_->imaps_port());
    kept_["smtp_port"] = std::to_string(mail_->smtp_port());
    kept_["smtps_port"] = std::to_string(mail_->smtps_port());
    kept_["mail_password"] = MailServers::kPassword;
    auto const quoted = boost::json::serialize(Json(mail_->ca_pem()));
    kept_["mail_ca"] = quoted.substr(1, quoted.size() - 2);
  }
  void send(std::string rest) {
    auto const from = take_word(rest);
    auto const to = take_word(rest);
    auto const raw = filled(read_file(take_word(rest)));
    email::send_mail(
        {.host = "127.0.0.1", .port = mail_->smtp_port(), .security = email::Security::None},
        {from, {to}}, raw);
  }
  void receive(std::string rest) {
    auto const address = take_word(rest);
    auto const until = Clock::now() + kPatience;
    std::string subjects;
    do {
      email::ImapSession session({.host = "127.0.0.1",
                                  .port = mail_->imaps_port(),
                                  .security = email::Security::Tls,
                                  .user = address,
                                  .secret = MailServers::kPassword,
                                  .ca_pem = mail_->ca_pem()});
      session.select("INBOX");
      subjects.clear();
      for (auto const uid : session.uids_from(1)) {
        auto const fetched = session.fetch(uid, kLargestMail);
        if (!fetched) continue;
        received_ = email::parse_mail(fetched->raw);
        raw_ = fetched->raw;
        subjects += "\n" + received_.subject;
        if ((received_.subject + "\n" + received_.text).find(rest) != std::string::npos) return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    } while (Clock::now() < until);
    throw Failed{"no such mail came; those that came:" + subjects};
  }
  void check_mail(std::string const& word, std::string rest) {
    std::map<std::string, std::string> const parts{{"mail", received_.text},
                                                   {"mail.subject", received_.subject},
                                                   {"mail.in_reply_to", received_.in_reply_to},
                                                   {"mail.raw", raw_}};
    auto const part = parts.find(word);
    if (part == parts.end()) throw Failed{"a mail has no " + word};
    if (rest.starts_with("= ")) {
      if (part->second != rest.substr(2)) throw Failed{word + " is " + part->second};
      return;
    }
    check_text(word.c_str(), part->second, rest);
  }
  void find(std::string rest) {
    auto const name = take_word(rest);
    auto const text = rest.starts_with("body ") ? answer_.body : received_.text;
    if (rest.starts_with("body ")) take_word(rest);
    if (rest.size() < 2) throw Failed{"find NAME [body] /regex/"};
    std::smatch match;
    if (!std::regex_search(text, match, std::regex(rest.substr(1, rest.size() - 2))))
      throw Failed{"the text holds nothing like " + rest + ":\n" + text};
    kept_[name] = match[1].str();
  }

  db::Engine engine_;
  std::string folder_;
  std::string database_;
  std::map<std::string, std::unique_ptr<VefaProcess>> servers_;
  std::unique_ptr<MailServers> mail_;
  std::unique_ptr<HttpClient> client_;
  std::string token_;
  HttpHeaders headers_;
  HttpAnswer answer_;
  std::map<std::string, std::string> kept_;
  email::ParsedMail received_;
  std::string raw_;
};

struct Line {
  std::size_t number = 0;
  std::string text;
};

/// Lines without remarks; an indented one goes on with the line before it.
std::vector<Line> lines_of(std::string const& text) {
  std::vector<Line> out;
  std::istringstream in(text);
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (trim(line).empty() || line[0] == '#') continue;
    if (line[0] == ' ' && !out.empty()) {
      out.back().text += " " + trim(line);
    } else {
      out.push_back({number, trim(line)});
    }
  }
  return out;
}

}  // namespace

std::string tell_scenario(std::string const& file, db::Engine engine) {
  Teller teller(engine);
  for (auto const& line : lines_of(read_file(file))) {
    try {
      teller.tell(line.text);
    } catch (Failed const& failed) {
      return fmt::format("{}:{}: {}\n{}\n{}", file, line.number, line.text, failed.why,
                         teller.logs());
    } catch (std::exception const& error) {
      return fmt::format("{}:{}: {}\n{}\n{}", file, line.number, line.text, error.what(),
                         teller.logs());
    }
  }
  return {};
}

}  // namespace vefa::testing
