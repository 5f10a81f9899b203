#!/usr/bin/env python3
"""Reads what a GoogleTest program says, from standard input.

Alone: prints `passed failed skipped`, then the name of each test that failed; a test that began and
did not end (a crash, a hang) has failed. With --progress: passes on one line a suite, slow tests by
name, and all that a test said which did not pass.
"""
import re
import sys

BEGIN = re.compile(r"\[ RUN      \] (\S+)")
END = re.compile(r"\[ +(OK|FAILED|SKIPPED) +\] (\S+?),? .*?\((\d+) ms\)")
SLOW_MS = 5000
SUITE = re.compile(r"^\[-{10}\] \d+ tests? from \S+.* \((\d+) ms total\)")


def show(lines):
    print("".join(lines), end="", flush=True)


def main():
    progress = "--progress" in sys.argv[1:]
    counts = {"OK": 0, "FAILED": 0, "SKIPPED": 0}
    failed, running, said = [], None, []
    sys.stdin.reconfigure(errors="replace")
    for line in sys.stdin:
        said.append(line)
        if begin := BEGIN.search(line):
            running, said = begin[1], [line]
        elif running and (end := END.search(line)):
            outcome = end[1]
            counts[outcome] += 1
            if outcome == "FAILED":
                failed.append(running)
            if progress and outcome != "OK":
                show(said)
            elif progress and int(end[3]) >= SLOW_MS:
                show([line])
            running, said = None, []
        elif progress and SUITE.match(line):
            show([line])
        elif progress and not running and line.startswith("[==========]"):
            show([line])
    if running:
        failed.append(f"{running} (it began and did not end)")
        counts["FAILED"] += 1
        if progress:
            show(said)
    elif progress and not sum(counts.values()):
        show(said)
    if not progress:
        print(counts["OK"], counts["FAILED"], counts["SKIPPED"])
        show(name + "\n" for name in failed)
    return 1 if failed else 0


sys.exit(main())
