"""Runs the proofs on both databases: what `make proofs` does.

Seeds and sizes are fixed (`tests/proofs/sizes.py`); LONG=1 takes more of both. Each
proof prints its name and its time. What is proved under load, and what a browser
measures, are proofs to come: they join `PROOFS`.
"""

import os
import sys

from run_tests import IN_CI, PYTEST, ROOT, SPREAD, find_postgresql, passes

IS_LONG = os.environ.get("LONG", "") not in ("", "0")
MARKED = "proof" if IS_LONG else "proof and not long"
TELLING = ["-q", "-p", "tests.proofs.telling"]
# Each by its name: the command, which runs once on each database.
PROOFS = {
    "register": [*PYTEST, *SPREAD, *TELLING, "-m", MARKED],
}


def main():
    """Run all; return 0 when everything was proved."""
    os.chdir(ROOT)
    url, lacking = find_postgresql()
    databases = {"SQLite": "sqlite://:memory:"} | ({"PostgreSQL": url} if url else {})
    failed = [
        f"{name} on {database}"
        for database, address in databases.items()
        for name, command in PROOFS.items()
        if not passes(f"{name} on {database}", command, DATABASE_URL=address)
    ]
    if not url:
        print(f"NOT PROVED HERE: anything on PostgreSQL: {lacking}")
        failed += ["PostgreSQL (CI is true: it may not be skipped)"] if IN_CI else []
    print(f"NOT PROVED: {', '.join(failed)}" if failed else "Everything was proved.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
