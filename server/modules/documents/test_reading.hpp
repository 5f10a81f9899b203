// Reads a PDF back by poppler's tools, for the tests.
#pragma once
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/vefa_process.hpp"

namespace vefa::documents {

/// What `pdftotext` reads of it.
inline std::string text_in(std::string const& pdf) {
  auto const folder = vefa::testing::temporary_folder();
  auto const path = folder + "/document.pdf";
  std::ofstream(path, std::ios::binary) << pdf;
  auto const command = "pdftotext -layout -enc UTF-8 '" + path + "' - 2>&1";
  std::string out;
  FILE* const pipe = popen(command.c_str(), "r");
  EXPECT_NE(pipe, nullptr);
  if (!pipe) return out;
  char part[4096];
  for (std::size_t count; (count = fread(part, 1, sizeof part, pipe)) > 0;) out.append(part, count);
  EXPECT_EQ(pclose(pipe), 0) << out;
  std::filesystem::remove_all(folder);
  return out;
}

/// Without spaces and marks of direction: poppler puts spaces between Hebrew letters at will.
inline std::string letters_in(std::string const& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool const mark = text.compare(i, 2, "\xE2\x80") == 0 &&
                      (text[i + 2] == '\xAA' || text[i + 2] == '\xAB' || text[i + 2] == '\xAC' ||
                       text[i + 2] == '\x8E' || text[i + 2] == '\x8F');
    if (mark) {
      i += 3;
    } else if (text[i] == ' ' || text[i] == '\n' || text[i] == '\f') {
      ++i;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace vefa::documents
