#!/usr/bin/env python3
"""Names every statement of the queries.sql files that no test ran: untested_sql.py ROOT TRACE…

A trace is what the program writes to the file named by VEFA_SQL_TRACE: lines
`sqlite cases.find_case`, `postgres cases.find_case`. Fails when a statement
is missing on either database.
"""
import pathlib
import re
import sys

root, *traces = sys.argv[1:]
run = {line for trace in traces for line in pathlib.Path(trace).read_text().splitlines()}
missing = []
# Exceptions stand in tools/limits.txt, each with its reason: `sql | module.name | why`.
limits = pathlib.Path(root, "tools", "limits.txt").read_text().splitlines()
excused = {line.split("|")[1].strip() for line in limits if line.startswith("sql |")}
for source in sorted(pathlib.Path(root, "server").rglob("queries.sql")):
    names = re.findall(r"^--\s*name:\s*([a-z0-9_]+)", source.read_text(), re.MULTILINE)
    for name in dict.fromkeys(names):
        for engine in ("sqlite", "postgres"):
            key = f"{source.parent.name}.{name}"
            if f"{engine} {key}" not in run and key not in excused:
                missing.append(f"{source.relative_to(root)}: no test ran {name} on {engine}")
print("\n".join(missing) or "Every SQL statement was run by a test on both databases.")
sys.exit(bool(missing))
