#!/usr/bin/env python3
"""Checks sizes: a function ≤ 70 lines, a file ≤ 600, a line ≤ 100 columns, a header ≤ 6 #includes.

The standard library's headers are precompiled and not counted. A line of SQL may have 120 columns:
it reads as a table, with a column's remark beside it. Headers of tests gather what the tests need
and may include more. Exceptions stand in tools/limits.txt with their reason.
"""
import pathlib
import re
import sys

from limits import exceptions

FUNCTION_LINES, FILE_LINES, HEADER_INCLUDES = 70, 600, 6
COLUMNS, COLUMNS_OF_SQL = 100, 120
RAW = re.compile(r'R"([^()\s\\]{0,16})\((?:.|\n)*?\)\1"')
LITERAL = re.compile(r'"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\'')
COMMENT = re.compile(r"//[^\n]*|/\*(?:.|\n)*?\*/")
NOT_A_FUNCTION = re.compile(r"^\s*(?:namespace|class|struct|enum|union|extern)\b|=\s*$")
MACRO = re.compile(r"^\s*[A-Z][A-Z0-9_]*\(")
STANDARD = re.compile(r"<[a-z_]+>")
CONTROL = re.compile(r"^\s*(?:if|for|while|switch|do|else|try|catch)\b")


def blank(match):
    return re.sub(r"[^\n]", " ", match[0])


def code_of(text):
    """The text with literals and comments blanked, its lines kept."""
    text = RAW.sub(blank, text)
    # One pass over both, since each may hold the other's beginning.
    both = re.compile(f"{COMMENT.pattern}|{LITERAL.pattern}")
    text = both.sub(blank, text)
    return re.sub(r"^\s*#(?:[^\n]*\\\n)*[^\n]*", blank, text, flags=re.MULTILINE)


def functions(code):
    """Of each function that is not inside of another: its head, first line, last line."""
    depth_inside, head, line, first = [], "", 1, 1
    for c in code:
        if c == "\n":
            line += 1
        inside = any(depth_inside)
        if c == "{":
            is_function = not inside and "(" in head and not NOT_A_FUNCTION.search(head)
            depth_inside.append((head.strip(), first) if is_function else None)
            head = "" if not inside else head
        elif c == "}":
            if depth_inside and (began := depth_inside.pop()):
                yield began[0], began[1], line
            if not any(depth_inside):
                head = ""
        elif not inside:
            if c == ";":
                head = ""
            elif head.strip() or not c.isspace():
                if not head.strip():
                    first = line
                    head = ""
                head += c
            # A macro's call without a semicolon is a declaration of its own.
            if c == "\n" and MACRO.match(head) and head.count("(") == head.count(")"):
                head = ""


def name_in(head):
    found = re.search(r"([~\w:]+|operator\W{1,3})\s*\(", head)
    return found[1] if found else head[:40]


def check(path):
    text = path.read_text()
    lines = text.splitlines()
    if len(lines) > FILE_LINES:
        yield f"{path}: {len(lines)} lines, at most {FILE_LINES}"
    most = COLUMNS_OF_SQL if path.suffix == ".sql" else COLUMNS
    for number, line in enumerate(lines, 1):
        if len(line) > most:
            yield f"{path}:{number}: {len(line)} columns, at most {most}"
    if path.suffix not in (".hpp", ".cpp"):
        return
    named = re.findall(r"^\s*#\s*include\s+(\S+)", text, re.MULTILINE)
    includes = sum(not STANDARD.fullmatch(name) for name in named)
    is_for_tests = path.parts[0] == "tests" or path.name.startswith("test_")
    if path.suffix == ".hpp" and includes > HEADER_INCLUDES and not is_for_tests:
        yield f"{path}: {includes} #includes, at most {HEADER_INCLUDES}"
    for head, first, last in functions(code_of(text)):
        if CONTROL.match(head):
            continue
        if last - first + 1 > FUNCTION_LINES:
            yield f"{path}: {name_in(head)}: {last - first + 1} lines, at most {FUNCTION_LINES}"


def main():
    if sys.argv[1:]:  # shows the functions of these files, to check the checker
        for path in map(pathlib.Path, sys.argv[1:]):
            for head, first, last in functions(code_of(path.read_text())):
                print(f"{path}:{first}-{last}: {name_in(head)}")
        return 0
    files = [path for folder in ("server", "tests", "bench", "fuzz", "tools")
             for path in sorted(pathlib.Path(folder).rglob("*"))
             if path.suffix in (".cpp", ".hpp", ".sql", ".py")]
    problems = [problem for path in [*files, pathlib.Path("dev")] for problem in check(path)]
    allowed = exceptions("size")
    left = [p for p in problems if not any(p.startswith(a) for a in allowed)]
    print("\n".join(left))
    return 1 if left else 0


sys.exit(main())
