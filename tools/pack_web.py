#!/usr/bin/env python3
"""Packs the built web client: pack_web.py DIST BYTES.bin TABLE.cpp

BYTES.bin holds all files, one after the other; TABLE.cpp takes it in by .incbin (so that a compiler
never reads it) and says what lies where. Beside `x` the build wrote `x.gz` and `x.br`. A folder
that does not exist gives an empty table: the program is built, and says that it has no screens.
"""
import pathlib
import sys

dist, out_bytes, out_table = pathlib.Path(sys.argv[1]), *map(pathlib.Path, sys.argv[2:])
FORMS = ("", ".gz", ".br")
names = sorted(p.relative_to(dist).as_posix() for p in dist.rglob("*")
               if p.is_file() and p.suffix not in (".gz", ".br") and not p.name.startswith("."))
packed, rows = bytearray(), []
for name in names:
    views = []
    for form in FORMS:
        path = dist / (name + form)
        data = path.read_bytes() if path.exists() else b""
        views.append(f"part({len(packed)}, {len(data)})")
        packed += data
    rows.append(f'      {{"{name}", {", ".join(views)}}},\n')
packed += b"\0"  # never empty, since the symbol must name something
out_bytes.write_bytes(packed)
out_table.write_text(f'''#include "base/web_files.hpp"

asm(".section .rodata\\n.global vefa_web_bytes\\nvefa_web_bytes:\\n"
    ".incbin \\"{out_bytes.as_posix()}\\"\\n.previous\\n");
extern "C" char const vefa_web_bytes[];

namespace vefa {{

WebFile const* web_file(std::string_view path) {{
  static auto const part = [](unsigned long at, unsigned long size) {{
    return std::string_view(vefa_web_bytes + at, size);
  }};
  static WebFile const files[] = {{
{"".join(rows)}      {{}}}};
  for (auto const& file : files)
    if (!file.path.empty() && file.path == path) return &file;
  return nullptr;
}}

}}  // namespace vefa
''')
