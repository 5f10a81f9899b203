// The program `vefa`: its command line.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "base/version.hpp"
#include "main/commands.hpp"
#include "main/config.hpp"
#include "main/pack_commands.hpp"
#include "main/serve.hpp"

namespace {

using Flags = std::map<std::string, std::string>;

/// The flags of the configuration, on every command that needs a database.
void add_config_flags(CLI::App& app, std::string& file, Flags& flags) {
  app.add_option("--config", file, "configuration file (TOML); `vefa config` describes it");
  for (auto const& key : vefa::config_keys()) {
    std::string flag = std::string("--") + key.name;
    for (char& c : flag)
      if (c == '_') c = '-';
    app.add_option(flag, flags[key.name], key.meaning);
  }
}

vefa::Config load(std::string const& file, Flags const& flags, CLI::App const& app) {
  std::vector<std::pair<std::string, std::string>> given;
  for (auto const& [name, value] : flags) {
    std::string flag = "--" + name;
    for (char& c : flag)
      if (c == '_') c = '-';
    if (app.count(flag) > 0) given.emplace_back(name, value);
  }
  return vefa::load_config(file, given);
}

/// The commands, what each takes, and what it does.
class CommandLine {
 public:
  CommandLine() {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", vefa::kVersion);
    add_serving();
    add_people();
    add_upkeep();
    add_companies();
    add_packs();
    add("config", "describes every key of the configuration", [] {
      std::cout << vefa::describe_config();
      return 0;
    });
    add("openapi", "prints the description of the API", vefa::print_openapi);
  }

  int run(int argc, char** argv) {
    CLI11_PARSE(app_, argc, argv);
    for (auto const& [command, work] : commands_)
      if (command->parsed()) return work();
    return 1;
  }

 private:
  CLI::App* add(char const* name, char const* says, std::function<int()> work) {
    auto* command = app_.add_subcommand(name, says);
    commands_.emplace_back(command, std::move(work));
    return command;
  }

  /// A command that needs the configuration.
  template <class F>
  CLI::App* add_configured(char const* name, char const* says, F work, CLI::App* above = nullptr) {
    auto* command = (above ? above : &app_)->add_subcommand(name, says);
    add_config_flags(*command, file_, flags_);
    commands_.emplace_back(command,
                           [this, command, work] { return work(load(file_, flags_, *command)); });
    return command;
  }

  void add_serving() {
    using vefa::Config;
    add_configured("serve", "serves HTTP until it is told to stop",
                   [](Config const& config) { return vefa::serve(config); });
    auto* intake = add("intake", "hands one message from standard input to a server",
                       [this] { return vefa::intake_email(server_url_, token_, to_); });
    intake->add_option("channel", channel_, "email")->required()->check(CLI::IsMember({"email"}));
    intake->add_option("--server", server_url_, "address of the server");
    intake->add_option("--token", token_, "an API token that may write cases; else VEFA_TOKEN");
    intake->add_option("--to", to_, "the address it was delivered to; else by its headers");
  }

  void add_people() {
    using vefa::Config;
    auto* admin = add_configured("admin-create", "creates an administrator; asks for the password",
                                 [this](Config config) {
                                   // The one that was named is the first.
                                   if (!company_.empty())
                                     config.companies = vefa::companies_named(config, company_);
                                   return vefa::create_administrator(config, email_, name_);
                                 });
    admin->add_option("--company", company_, "of several companies: whose");
    admin->add_option("--email", email_, "her address, with which she signs in")->required();
    admin->add_option("--name", name_, "her name")->required();
    auto* demo =
        add_configured("demo", "fills an empty database with a company in four languages",
                       [this](Config const& config) {
                         using enum vefa::DemoOf;
                         return vefa::fill_demo(config, no_goods_ ? PeopleAndCases : Everything);
                       });
    demo->add_flag("--without-goods", no_goods_, "people and cases alone, nothing that they own");
    auto* generate = add_configured(
        "generate", "fills an empty database with a company of any size, for measuring",
        [this](Config const& config) { return vefa::generate_company(config, making_); });
    generate->add_option("--cases", making_.cases, "how many cases (10000)")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{100'000'000}));
    generate->add_option("--seed", making_.seed, "the same seed makes the same company (1)");
    generate->add_option("--until", making_.until,
                         "the present of the company, e.g. 2026-11-22T12:00:00Z (now)");
  }

  void add_upkeep() {
    using vefa::Config;
    auto* doctor = add_configured(
        "doctor", "looks at whole databases and names each row that is not as it must be",
        [this](Config const& config) { return vefa::examine(config, company_, quick_); });
    doctor->add_option("--company", company_, "only the company of this name");
    doctor->add_flag("--quick", quick_, "leaves out what reads every byte");
    auto* backup = add_configured(
        "backup", "saves databases and the server's key into a new folder, beside a running server",
        [this](Config const& config) { return vefa::back_up(config, to_, company_, no_key_); });
    backup->add_option("to", to_, "the folder to make")->required();
    backup->add_option("--company", company_, "only the company of this name");
    backup->add_flag("--without-key", no_key_, "leaves out the server's key");
    auto* restore = add_configured(
        "restore", "puts what a backup holds into a folder, overwriting nothing",
        [this](Config const& config) { return vefa::restore(config, from_, to_, until_); });
    restore->add_option("from", from_, "the backup's folder, or a company's below ship_to")
        ->required();
    restore->add_option("--until", until_, "of shipped logs: the instant to go back to");
    restore->add_option("folder", to_, "the data folder to fill")->required();
  }

  void add_companies() {
    using vefa::Config;
    auto* companies = app_.add_subcommand("company", "adds, lists, moves and removes companies");
    companies->require_subcommand(1);
    auto* adding = add_configured(
        "add", "makes a company; a running server serves it within a second",
        [this](Config const& config) { return vefa::add_company(config, made_); }, companies);
    adding->add_option("name", made_.name, "its name")->required();
    adding->add_option("--host", made_.hosts, "a host name it is served at; several times")
        ->required();
    adding->add_option("--at", made_.database, "its database, where not beside the server's own");
    add_configured(
        "list", "prints name, host names and database of each",
        [](Config const& config) { return vefa::list_companies(config); }, companies);
    auto* removing = add_configured(
        "remove", "serves a company no longer; its database stays",
        [this](Config const& config) { return vefa::remove_company(config, company_); }, companies);
    removing->add_option("name", company_, "its name")->required();
    auto* closing = add_configured(
        "close", "finishes what was accepted, and answers 503 until it is opened again",
        [this](Config const& config) { return vefa::close_company(config, company_); }, companies);
    closing->add_option("name", company_, "its name")->required();
    auto* opening = add_configured(
        "open", "serves a company that was closed",
        [this](Config const& config) { return vefa::open_company(config, company_); }, companies);
    opening->add_option("name", company_, "its name")->required();
    add_moving(companies);
  }

  void add_moving(CLI::App* companies) {
    using vefa::Config;
    auto* moving = add_configured(
        "move", "moves a company into another database while it is served",
        [this](Config const& config) { return vefa::move_company(config, move_); }, companies);
    moving->add_option("name", move_.company, "its name")->required();
    moving
        ->add_option("--to", move_.to,
                     "its new database: sqlite:name.db or postgresql://…?schema=…")
        ->required();
    moving->add_option("--wait", move_.wait_seconds, "seconds for servers to let go of it (60)");
  }

  void add_packs() {
    auto* packs = app_.add_subcommand("pack", "law as data: checks, shows and explains it");
    packs->require_subcommand(1);
    auto const adding = [&](char const* name, char const* says,
                            int (*work)(vefa::PackCommand const&)) {
      auto* command = packs->add_subcommand(name, says);
      command->add_option("--folder", pack_.folder, "of a pack that is not built in");
      command->add_option("--language", pack_.language, "en, tr, hu or he");
      commands_.emplace_back(command, [this, work] { return work(pack_); });
      return command;
    };
    auto* check =
        adding("check", "names each fault: file, line, field, the way out", vefa::check_packs);
    check->add_option("pack", pack_.what, "tr, hu, il or eu; all without it");
    check->add_option("--year", pack_.year, "whose days must be there (this one and the next)");
    adding("show", "lists rules, calendars and documents", vefa::show_pack)
        ->add_option("pack", pack_.what, "tr, hu, il or eu; all without it");
    auto* explain =
        adding("explain", "a rule in words, counted from noon of a day", vefa::explain_rule);
    explain->add_option("rule", pack_.what, "its id, e.g. TR-04")->required();
    explain->add_option("--date", pack_.date, "the day of the start (today)");
  }

  CLI::App app_{"Vefa: the after-sales and customer-service platform that keeps its word"};
  std::vector<std::pair<CLI::App*, std::function<int()>>> commands_;
  std::string file_;
  Flags flags_;
  std::string email_;
  std::string name_;
  std::string channel_;
  vefa::GenerateCommand making_;
  std::string server_url_ = "http://127.0.0.1:8420";
  std::string token_;
  std::string to_;
  std::string company_;
  bool quick_ = false;
  bool no_goods_ = false;
  bool no_key_ = false;
  vefa::CompanyConfig made_;
  vefa::PackCommand pack_;
  vefa::MoveCommand move_;
  std::string from_;
  std::string until_;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    return CommandLine().run(argc, argv);
  } catch (std::exception const& error) {
    std::cerr << "vefa: " << error.what() << "\n";
    return 1;
  }
}
