"""Exceptions to the checks: tools/limits.txt, one a line: `check | what | reason`."""
import pathlib
import sys


def exceptions(check):
    """The `what` of each exception to this check."""
    found = []
    path = pathlib.Path(__file__).parent / "limits.txt"
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not all(parts):
            sys.exit(f"tools/limits.txt:{number}: `check | what | reason`")
        if parts[0] == check:
            found.append(parts[1])
    return found
