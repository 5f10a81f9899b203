// Rows made ready beforehand, on any thread, for a transaction that only writes them down: a
// database is filled by one writer, and what it writes costs more to think of than to write.
#pragma once
#include "db/database.hpp"

namespace vefa::db {

class Sheet {
 public:
  /// As those of Tx, but kept until `put`.
  template <class Row>
  void insert(Statement const& s, Row const& row) {
    auto& values = add(s, boost::mp11::mp_size<MembersOf<Row>>::value);
    boost::mp11::mp_for_each<MembersOf<Row>>(
        [&](auto d) { values.push_back(to_value(row.*d.pointer)); });
  }
  template <class... A>
  void run(Statement const& s, A const&... args) {
    auto& values = add(s, sizeof...(args));
    (values.push_back(to_value(args)), ...);
  }
  /// How many statements wait.
  std::size_t size() const { return lines_.size(); }
  /// Runs them in the order in which they were added; the sheet stays as it is, so that a use-case
  /// may do it twice.
  void put(Tx& tx) const;

 private:
  struct Line {
    Statement const* statement;
    std::vector<Value> values;
  };
  std::vector<Value>& add(Statement const& s, std::size_t values) {
    auto& line = lines_.emplace_back(Line{&s, {}});
    line.values.reserve(values);
    return line.values;
  }

  std::vector<Line> lines_;
};

/// For the backends.
class PutsLines {
 public:
  virtual ~PutsLines() = default;
  virtual void put_line(Statement const& s, std::vector<Value> const& values) = 0;
};

}  // namespace vefa::db
