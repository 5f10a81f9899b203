#!/usr/bin/env python3
"""Checks from the #includes that files see only what ARCHITECTURE.md and server/deps.txt allow.

Rooms see the rooms below them; a module sees other modules along deps.txt, and of them only the
public header and what server/doors.txt names; each door is there and used by others; deps.txt has
no cycle and names every module; Asio and Beast stay in server/http;
only a module's pages and routes see http. Exceptions stand in tools/limits.txt with their reason.
"""
import pathlib
import re
import sys

from limits import exceptions

ROOMS = {
    "base": set(),
    "i18n": {"base"},
    "calendar": {"base", "i18n"},
    "law": {"base", "i18n", "calendar"},
    "db": {"base"},
    "jobs": {"base", "db"},
    "http": {"base", "i18n", "db", "jobs"},
    "modules": {"base", "i18n", "calendar", "law", "db", "jobs", "http"},
    "generate": {"base", "i18n", "calendar", "law", "db", "jobs", "modules"},
    "main": {"base", "i18n", "calendar", "law", "db", "jobs", "http", "modules", "generate"},
}
SHARED = {"modules/ids.hpp"}
SEES_HTTP = re.compile(r"/(api|page|views)[a-z_]*\.(cpp|hpp)$")
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)


def read_deps(path):
    deps = {}
    for line in path.read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            name, _, others = line.partition(":")
            deps[name.strip()] = others.split()
    return deps


def cycle_in(deps):
    """The first cycle as a list of names, empty when there is none."""
    done, path = set(), []

    def visit(name):
        if name in path:
            return path[path.index(name):] + [name]
        if name in done:
            return []
        path.append(name)
        found = next((c for other in deps.get(name, []) if (c := visit(other))), [])
        path.pop()
        done.add(name)
        return found

    return next((c for name in deps if (c := visit(name))), [])


def module_of(path, deps):
    """`modules/channels/email/mime.hpp` → channels/email: the longest name that fits."""
    inside = path.removeprefix("modules/")
    fits = [name for name in deps if inside.startswith(name + "/")]
    return max(fits, key=len) if fits else None


def read_doors(path):
    lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
    return {f"modules/{line}" for line in lines if line}


def public_header(module):
    return f"modules/{module}/{module.split('/')[-1]}.hpp"


def fault(here, target, deps, doors):
    """Why `here` may not include `target`; both are paths below server/; None where it may."""
    room, other = here.split("/")[0], target.split("/")[0]
    if other not in ROOMS:
        return None
    if other != room and other not in ROOMS[room]:
        return f"{room} may not see {other}"
    if room == "modules" and other == "http" and not SEES_HTTP.search(here):
        return "only a module's routes and pages see http"
    if other != "modules" or target in SHARED:
        return None
    module = module_of(target, deps)
    if module is None:
        return f"{target} is in no module of server/deps.txt"
    mine = module_of(here, deps) if room == "modules" else None
    if mine == module:
        return None
    if mine is not None and module not in deps[mine]:
        return f"{mine} may not see {module} (server/deps.txt)"
    if target != public_header(module) and target not in doors:
        return (f"{target} is inside of {module}; its public header is {public_header(module)}, "
                "and further ones stand in server/doors.txt")
    return None


def check_deps(deps):
    problems = []
    if cycle := cycle_in(deps):
        problems.append("server/deps.txt: a cycle: " + " → ".join(cycle))
    for name, others in deps.items():
        problems += [f"server/deps.txt: {name} names {other}, which has no line"
                     for other in others if other not in deps]
    return problems


def check_doors(server, deps, doors):
    """Each is there, and a file of another module or room goes through it."""
    used = set()
    for path in [*server.rglob("*.hpp"), *server.rglob("*.cpp")]:
        here = path.relative_to(server).as_posix()
        mine = module_of(here, deps) if here.startswith("modules/") else None
        used |= {target for _, target in INCLUDE.findall(path.read_text())
                 if target in doors and module_of(target, deps) != mine}
    return [f"server/doors.txt: {door.removeprefix('modules/')} "
            + ("is used by no other" if (server / door).exists() else "is not there")
            for door in sorted(doors) if door not in used or not (server / door).exists()]


def check_file(path, server, deps, doors):
    here = path.relative_to(server).as_posix()
    problems = []
    if here.startswith("modules/") and here.count("/") > 1 and module_of(here, deps) is None:
        problems.append(f"server/{here}: its module has no line in server/deps.txt")
    for bracket, target in INCLUDE.findall(path.read_text()):
        why = None
        if re.match(r"boost/(asio|beast)", target) and not here.startswith("http/"):
            why = "Asio and Beast stay in server/http"
        elif bracket == '"' and not path.name.endswith("_test.cpp") and "test_" not in path.name:
            why = fault(here, target, deps, doors) if target != "embedded.hpp" else None
        if why:
            problems.append(f"server/{here}: #include {target}: {why}")
    return problems


def main():
    server = pathlib.Path("server")
    deps = read_deps(server / "deps.txt")
    doors = read_doors(server / "doors.txt")
    problems = check_deps(deps) + check_doors(server, deps, doors)
    for path in sorted([*server.rglob("*.hpp"), *server.rglob("*.cpp")]):
        problems += check_file(path, server, deps, doors)
    allowed = exceptions("direction")
    left = [p for p in problems if not any(p.startswith(a) for a in allowed)]
    print("\n".join(left))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
