#!/usr/bin/env python3
"""Turns a module's queries.sql into named statements: sql_blocks.py QUERIES.sql OUT_STEM

A block begins with `-- name: verb_noun`; `-- name: verb_noun.postgres` gives PostgreSQL's own text
and must be followed by a comment that says why. `-- part: noun` begins what several blocks share:
`{noun}` in a block stands for it, in brackets. The namespace is the folder's: modules/cases →
vefa::cases.
"""
import pathlib
import re
import sys

source, stem = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
folder = re.sub(r"^.*/server/", "", str(source.parent))
module = folder.split("/")[-1]
blocks: dict[str, dict[str, str]] = {}
parts: dict[str, str] = {}
name = variant = None
explained: set[str] = set()
for number, line in enumerate(source.read_text().splitlines(), 1):
    head = re.match(r"--\s*name:\s*([a-z0-9_]+)(\.postgres|\.sqlite)?\s*$", line)
    if part := re.match(r"--\s*part:\s*([a-z0-9_]+)\s*$", line):
        name, variant = part[1], "part"
        parts[name] = ""
    elif head:
        name, variant = head[1], (head[2] or ".both")[1:]
        if variant in blocks.setdefault(name, {}):
            sys.exit(f"{source}:{number}: the block {name} stands twice")
        blocks[name][variant] = ""
    elif variant == "part":
        if not line.lstrip().startswith("--"):
            parts[name] += line.rstrip() + "\n"
    elif variant not in (None, "both") and line.lstrip().startswith("--"):
        explained.add(name)
    elif name and not line.lstrip().startswith("--"):
        blocks[name][variant] += line.rstrip() + "\n"
lines = []
for name, texts in blocks.items():
    both = texts.get("both")
    sqlite, postgres = texts.get("sqlite", both), texts.get("postgres", both)
    if set(texts) != {"both"} and name not in explained:
        sys.exit(f"{source}: say in a comment why the block {name} differs between the databases")
    if sqlite is None or postgres is None:
        sys.exit(f"{source}: the block {name} lacks a text for one of the databases")
    clean = [t.strip().rstrip(";") for t in (sqlite, postgres)]
    for part, text in parts.items():
        clean = [t.replace("{" + part + "}", f"({text.strip()})") for t in clean]
    if not all(clean):
        sys.exit(f"{source}: the block {name} is empty")
    lines.append((name, *clean))
stem.parent.mkdir(parents=True, exist_ok=True)
externs = "".join(f"extern db::Statement const& {n};\n" for n, _, _ in lines)
stem.with_suffix(".hpp").write_text(
    f'// Generated from {folder}/queries.sql.\n#pragma once\n#include "db/database.hpp"\n\n'
    f"namespace vefa::{module}::sql {{\n{externs}}}  // namespace vefa::{module}::sql\n")
rows = "".join(f'    {{"{module}.{n}", R"sql({s})sql", R"sql({p})sql", 0}},\n' for n, s, p in lines)
refs = "".join(f"db::Statement const& {n} = list[{i}];\n" for i, (n, _, _) in enumerate(lines))
stem.with_suffix(".cpp").write_text(
    f'#include "{folder}/queries.hpp"\n\nnamespace vefa::{module}::sql {{\nnamespace {{\n'
    f"db::Statement list[] = {{\n{rows}}};\n"
    f"db::StatementList const registered(list, {len(lines)});\n}}  // namespace\n\n{refs}"
    f"}}  // namespace vefa::{module}::sql\n")
