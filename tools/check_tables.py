#!/usr/bin/env python3
"""Checks that every table is written by the queries.sql of one folder only."""
import collections
import pathlib
import re
import sys

from limits import exceptions

WRITES = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)", re.IGNORECASE)


def main():
    writers = collections.defaultdict(set)
    for path in sorted(pathlib.Path("server").rglob("queries.sql")):
        text = re.sub(r"--.*", "", path.read_text())
        text = re.sub(r"\bDO\s+UPDATE\s+SET\b", "", text, flags=re.IGNORECASE)
        for table in WRITES.findall(text):
            writers[table.lower()].add(path.parent.as_posix())
    problems = [f"{table} is written by {', '.join(sorted(folders))}"
                for table, folders in sorted(writers.items()) if len(folders) > 1]
    left = [p for p in problems if p not in exceptions("tables")]
    print("\n".join(left))
    return 1 if left else 0


sys.exit(main())
