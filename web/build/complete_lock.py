#!/usr/bin/env python3
"""Completes package-lock.json: build/complete_lock.py

A registry mirror may not carry packages for systems that Vefa does not run on (darwin, win32, musl,
…); `npm install` then leaves them out of the lock file, and `npm ci` refuses the file. They are
named here, so that npm knows what it need not fetch. Run after each change of the dependencies.
"""
import json
import pathlib

path = pathlib.Path(__file__).parent.parent / "package-lock.json"
lock = json.loads(path.read_text())
packages = lock["packages"]
SYSTEMS = ("android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos",
           "win32", "aix", "wasm32")
CPUS = ("arm64", "x64", "arm", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el")
added = []
for name, package in list(packages.items()):
    if not name:
        continue
    for wanted, version in package.get("optionalDependencies", {}).items():
        known = any(f"{at}node_modules/{wanted}" in packages for at in ("", f"{name}/"))
        words = wanted.replace("/", "-").split("-")
        system = next((s for s in SYSTEMS if s in words), None)
        if known or not system:
            continue
        entry = {"version": version.lstrip("^~"), "os": [system], "optional": True}
        if package.get("dev"):
            entry["dev"] = True
        if cpu := next((c for c in CPUS if c in words), None):
            entry["cpu"] = [cpu]
        if system == "linux":
            entry["libc"] = ["musl" if "musl" in words else "glibc"]
        packages[f"node_modules/{wanted}"] = entry
        added.append(wanted)
lock["packages"] = dict(sorted(packages.items()))
path.write_text(json.dumps(lock, indent=2) + "\n")
print(f"{len(added)} packages of other systems named:", *added)
