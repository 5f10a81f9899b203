// The program `vefa`: its command line.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <map>

#include "main/commands.hpp"
#include "main/config.hpp"
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

int run(int argc, char** argv) {
  CLI::App app{"Vefa: the after-sales and customer-service platform that keeps its word"};
  app.require_subcommand(1);
  std::string file;
  Flags flags;
  auto* serve = app.add_subcommand("serve", "serves HTTP until it is told to stop");
  add_config_flags(*serve, file, flags);
  app.add_subcommand("config", "describes every key of the configuration");
  auto* admin =
      app.add_subcommand("admin-create", "creates an administrator; asks for the password");
  add_config_flags(*admin, file, flags);
  std::string email;
  std::string name;
  admin->add_option("--email", email, "her address, with which she signs in")->required();
  admin->add_option("--name", name, "her name")->required();
  auto* demo =
      app.add_subcommand("demo", "fills an empty database with a company in four languages");
  add_config_flags(*demo, file, flags);
  auto* intake = app.add_subcommand("intake", "hands one message from standard input to a server");
  std::string channel;
  std::string server_url = "http://127.0.0.1:8420";
  std::string token;
  std::string to;
  intake->add_option("channel", channel, "email")->required()->check(CLI::IsMember({"email"}));
  intake->add_option("--server", server_url, "address of the server");
  intake->add_option("--token", token, "an API token that may write cases; else VEFA_TOKEN");
  intake->add_option("--to", to, "the address it was delivered to; else by its headers");
  auto* openapi = app.add_subcommand("openapi", "prints the description of the API");
  CLI11_PARSE(app, argc, argv);
  if (serve->parsed()) return vefa::serve(load(file, flags, *serve));
  if (admin->parsed()) return vefa::create_administrator(load(file, flags, *admin), email, name);
  if (demo->parsed()) return vefa::fill_demo(load(file, flags, *demo));
  if (intake->parsed()) return vefa::intake_email(server_url, token, to);
  if (openapi->parsed()) return vefa::print_openapi();
  std::cout << vefa::describe_config();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (std::exception const& error) {
    std::cerr << "vefa: " << error.what() << "\n";
    return 1;
  }
}
