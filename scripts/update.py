"""`make update`: newer packages within the ranges of pyproject.toml, and the suite.

Pins them anew, installs them and runs `make test`. If that fails, or is stopped, the
lists of before come back and are installed. What changed, or was tried, is printed and
written to var/update.md.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "service": ROOT / "requirements.txt",
    "development": ROOT / "requirements-dev.txt",
}
REPORT = ROOT / "var" / "update.md"
_PINNED = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", re.MULTILINE)


def main():
    before = {lock: lock.read_bytes() for lock in LOCKS.values()}
    versions = read_versions()
    report = ""
    try:
        run("sh", "scripts/lock.sh", "--upgrade")
        report = describe_changes(versions, read_versions())
        if not report:
            print("Nothing is newer within the ranges of pyproject.toml.")
            return 0
        print(report, flush=True)
        run("make", "packages-dev")
        run("make", "test")
    except (subprocess.CalledProcessError, KeyboardInterrupt) as error:
        for lock, content in before.items():
            lock.write_bytes(content)
        write_report(report, "Not taken: the versions of before are back.")
        print(f"NOT UPDATED, the lists of before are back: {error}", file=sys.stderr)
        subprocess.run(["make", "packages-dev"], cwd=ROOT, check=True)
        return 1
    write_report(report, "The whole suite passes with them.")
    print(f"Updated; what changed is in {REPORT.relative_to(ROOT)}.")
    return 0


def run(*command):
    subprocess.run(command, cwd=ROOT, check=True)


def read_versions():
    """Returns {package: (version, what it is for)}; what serves is in both lists."""
    versions = {}
    for purpose, lock in reversed(LOCKS.items()):
        pinned = _PINNED.findall(lock.read_text())
        versions |= {name: (version, purpose) for name, version in pinned}
    return versions


def describe_changes(before, after):
    """Returns a table of the packages that changed, came or went; "" for none."""
    missing = ("–", "")
    rows = []
    for name in sorted(before | after):
        old, new = before.get(name, missing), after.get(name, missing)
        if old[0] != new[0]:
            rows.append(f"| {name} | {old[0]} | {new[0]} | {new[1] or old[1]} |")
    head = ["| package | before | after | for |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) if rows else ""


def write_report(changes, verdict):
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(f"{changes}\n\n{verdict}\n".lstrip())


if __name__ == "__main__":
    sys.exit(main())
