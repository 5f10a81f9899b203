// A row by its meanings: texts become words, dates and values of custom fields. Pure but for the
// zone of the company.
#pragma once
#include "modules/imports/row.hpp"

namespace vefa::imports {

/// Which meaning a member of a use-case's input was filled from.
using MeaningOf = std::function<std::string(std::string const& field)>;

class Cells {
 public:
  Cells(Bearings const& bearings, CsvRow const& row);

  /// Trimmed and normalised; empty where no column means it.
  std::string text(std::string_view meaning) const;
  bool has(std::string_view meaning) const { return !text(meaning).empty(); }
  /// Cut to what a column of ours holds; a longer one is a problem.
  std::string text(std::string_view meaning, std::size_t most);
  /// One of an enumeration's words, in any of four languages; a problem where it is none.
  template <class E>
  std::optional<E> one_of(std::string_view meaning) {
    if (!has(meaning)) return std::nullopt;
    auto const found = wire::parse_enum<E>(word_of(meaning, text(meaning)));
    if (!found) unknown_word(meaning, join(wire::enum_texts<E>(), ", "));
    return found;
  }
  std::optional<Language> language(std::string_view meaning);
  std::optional<std::string> country(std::string_view meaning);
  /// In the company's zone where the text names none.
  std::optional<Instant> instant(std::string_view meaning);
  std::optional<LocalDate> date(std::string_view meaning);
  std::optional<bool> yes_no(std::string_view meaning);
  std::optional<std::int64_t> whole_number(std::string_view meaning);
  /// "1.234,50", "1,234.50" and "1234.5" as a program writes it; signs of currencies are left out.
  std::string decimal(std::string_view meaning);
  /// All custom fields that have a column (`prefix` is `custom.` or `fields.`); typed, as far as
  /// they can be read.
  JsonObject custom(std::string const& prefix, std::vector<fields::Field> const& fields);

  void problem(std::string_view meaning, std::string key, Args const& args = {});
  /// Each part of a refusal at its column; `meaning_of` says which meaning a field of the input is.
  void take(Error const& error, MeaningOf const& meaning_of);
  std::vector<RowProblem> const& problems() const { return problems_; }
  /// Takes the row back where something is wrong with it.
  void undo_if_wrong() const {
    if (!problems_.empty()) throw db::Undo{};
  }
  /// What a use-case answered; its refusal is told at the cells, and the row is taken back.
  template <class T>
  T must(Result<T> result, MeaningOf const& meaning_of) {
    if (!result.ok()) {
      take(result.error(), meaning_of);
      throw db::Undo{};
    }
    if constexpr (!std::is_void_v<T>) return std::move(result).value();
  }
  template <std::size_t Max>
  void fill(char const* meaning, std::optional<Text<Max>>& member) {
    if (auto value = text(meaning, Max); !value.empty()) member = {std::move(value)};
  }

 private:
  void unknown_word(std::string_view meaning, std::string const& allowed);
  std::int64_t column_of(std::string_view meaning) const;

  Bearings const& bearings_;
  CsvRow const& row_;
  std::vector<RowProblem> problems_;
};

}  // namespace vefa::imports
