#!/usr/bin/env python3
"""Checks that what the documents name exists: `paths/in.backticks`, `functions()`, [links](there),
and the tests that modules' README.md files name as showing a rule (`Suite.test_name`).
"""
import pathlib
import re
import sys

from limits import exceptions

PATH = re.compile(r"`((?:server|tests|tools|docs|api|fuzz)/[\w./-]*)`")
FUNCTION = re.compile(r"`(?:\w+::)*(\w+)\(\)`")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
TEST = re.compile(r"`([A-Z]\w+)\.(?!md`|sql`|txt`)([a-z]\w+)`")


def problems_of(page, code, tests):
    text = page.read_text()
    yield from (f"there is no {path}" for path in PATH.findall(text)
                if not pathlib.Path(path).exists())
    yield from (f"no code has a {name}()" for name in FUNCTION.findall(text)
                if not re.search(rf"\b{name}\(", code))
    yield from (f"a link leads nowhere: {link}" for link in LINK.findall(text)
                if not (page.parent / link).exists())
    yield from (f"there is no test {suite}.{test}" for suite, test in TEST.findall(text)
                if (suite, test) not in tests)


def main():
    sources = [p for folder in ("server", "tests", "fuzz")
               for p in sorted(pathlib.Path(folder).rglob("*"))
               if p.suffix in (".cpp", ".hpp")]
    code = "\n".join(path.read_text() for path in sources)
    tests = set(re.findall(r"\bTEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\)", code))
    pages = [*pathlib.Path(".").glob("*.md"), *pathlib.Path("docs").rglob("*.md"),
             *pathlib.Path("server").rglob("*.md")]
    problems = [f"{page}: {problem}" for page in sorted(pages)
                for problem in dict.fromkeys(problems_of(page, code, tests))]
    allowed = exceptions("docs")
    left = [p for p in problems if not any(p.startswith(a) for a in allowed)]
    print("\n".join(left))
    return 1 if left else 0


sys.exit(main())
