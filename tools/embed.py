#!/usr/bin/env python3
"""Writes the C++ source that embeds files: embed.py ROOT OUT.cpp FILE…"""
import pathlib
import sys

root, out, *files = sys.argv[1:]
parts = ['#include "base/embedded.hpp"\n\n#include <algorithm>\n\nnamespace vefa {\nnamespace {\n']
names = sorted(files)
for i, name in enumerate(names):
    data = (pathlib.Path(root) / name).read_bytes()
    rows = [",".join(map(str, data[at:at + 40])) for at in range(0, len(data), 40)]
    parts.append(f"constexpr unsigned char kFile{i}[] = {{{','.join(rows) or '0'}}};\n")
parts.append("EmbeddedFile const kFiles[] = {\n")
for i, name in enumerate(names):
    size = (pathlib.Path(root) / name).stat().st_size
    parts.append(f'  {{"{name}", {{reinterpret_cast<char const*>(kFile{i}), {size}}}}},\n')
parts.append("};\n}  // namespace\n\n"
             "std::span<EmbeddedFile const> embedded_files() { return kFiles; }\n")
parts.append("""
std::string_view embedded_file(std::string_view path) {
  for (auto const& file : kFiles)
    if (file.path == path) return file.bytes;
  return {};
}

}  // namespace vefa
""")
pathlib.Path(out).write_text("".join(parts))
