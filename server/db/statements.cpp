#include "db/statements.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/text.hpp"

namespace vefa::db {
namespace {

constexpr std::size_t kMaxStatements = 8192;

void write_trace();

struct Register {
  std::vector<Statement const*> all;
  std::array<std::array<std::atomic<bool>, kMaxStatements>, 2> run = {};
  Register() {
    if (std::getenv("VEFA_SQL_TRACE")) std::atexit(write_trace);
  }
};

// Never destroyed: threads may still mark a statement while the process ends.
Register& the_register() {
  static auto* one = new Register;
  return *one;
}

char const* name_of(Engine engine) { return engine == Engine::Sqlite ? "sqlite" : "postgres"; }

// One append of all lines, so that several processes may share the file.
void write_trace() {
  std::string lines;
  for (Engine engine : {Engine::Sqlite, Engine::Postgres})
    for (auto const& name : statements_run(engine))
      lines += std::string(name_of(engine)) + " " + name + "\n";
  if (FILE* file = std::fopen(std::getenv("VEFA_SQL_TRACE"), "a")) {
    std::setvbuf(file, nullptr, _IOFBF, lines.size() + 1);
    std::fwrite(lines.data(), 1, lines.size(), file);
    std::fclose(file);
  }
}

}  // namespace

StatementList::StatementList(Statement* first, std::size_t count) {
  auto& all = the_register().all;
  if (all.size() + count > kMaxStatements) std::abort();
  for (std::size_t i = 0; i < count; ++i) {
    first[i].index = static_cast<int>(all.size());
    all.push_back(first + i);
  }
}

std::vector<Statement const*> const& all_statements() { return the_register().all; }

std::vector<std::string> statements_run(Engine engine) {
  std::vector<std::string> names;
  auto const& marks = the_register().run[engine == Engine::Postgres];
  for (auto const* statement : all_statements())
    if (marks[statement->index].load(std::memory_order_relaxed)) names.push_back(statement->name);
  return names;
}

void mark_run(Engine engine, Statement const& statement) {
  if (statement.index < 0) return;
  auto& mark = the_register().run[engine == Engine::Postgres][statement.index];
  if (!mark.load(std::memory_order_relaxed)) mark.store(true, std::memory_order_relaxed);
}

std::size_t end_of_quoted(std::string_view sql, std::size_t at) {
  auto const past = [&](std::string_view end, std::size_t from) {
    auto const found = sql.find(end, from);
    return found == sql.npos ? sql.size() : found + end.size();
  };
  std::string_view const rest = sql.substr(at);
  if (rest.starts_with('\'')) return past("'", at + 1);
  if (rest.starts_with('"')) return past("\"", at + 1);
  if (rest.starts_with("$$")) return past("$$", at + 2);
  if (rest.starts_with("--")) return past("\n", at);
  if (rest.starts_with("/*")) return past("*/", at + 2);
  return at;
}

std::vector<bool> parameters_of(std::string_view sql) {
  std::vector<bool> used;
  for (std::size_t i = 0; i < sql.size();) {
    if (auto const end = end_of_quoted(sql, i); end > i) {
      i = end;
      continue;
    }
    if (sql[i++] != '$') continue;
    std::size_t n = 0;
    while (i < sql.size() && sql[i] >= '0' && sql[i] <= '9' && n < 1000)
      n = n * 10 + static_cast<std::size_t>(sql[i++] - '0');
    if (n == 0) continue;
    if (used.size() < n) used.resize(n);
    used[n - 1] = true;
  }
  return used;
}

void check_parameter_count(Statement const& statement, std::size_t expected, std::size_t given) {
  if (expected != given)
    throw std::logic_error(
        fmt::format("{} takes {} values and was given {}", statement.name, expected, given));
}

void check_texts(Statement const& statement, std::vector<Value> const& values) {
  for (auto const& value : values) {
    auto const* text = std::get_if<std::string>(&value);
    if (!text) continue;
    if (text->find('\0') != std::string::npos || !is_utf8(*text))
      throw std::invalid_argument(
          fmt::format("{} was given a text that is not UTF-8 or holds a NUL", statement.name));
  }
}

std::vector<Value> moved(std::span<Value> values) {
  return {std::make_move_iterator(values.begin()), std::make_move_iterator(values.end())};
}

std::vector<Value> values_of_members(std::span<MemberOut const> members, void const* row) {
  std::vector<Value> values;
  values.reserve(members.size());
  for (auto const member : members) values.push_back(member(row));
  return values;
}

void fill_members(std::span<MemberIn const> members, std::vector<Value>& values, void* row) {
  for (std::size_t i = 0; i < members.size(); ++i) members[i](row, std::move(values[i]));
}

void check_columns(Statement const& s, std::vector<std::string> const& columns,
                   std::span<char const* const> members) {
  if (std::equal(columns.begin(), columns.end(), members.begin(), members.end(),
                 [](std::string const& column, char const* member) { return column == member; }))
    return;
  throw std::logic_error(fmt::format("{} gives the columns ({}) but the struct has ({})", s.name,
                                     fmt::join(columns, ", "), fmt::join(members, ", ")));
}

}  // namespace vefa::db
