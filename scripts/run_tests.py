"""Runs every check and test of the project: what `make test` does once .venv stands.

The long proofs of the register are left to `make proofs` (`run_proofs.py`).

All of them run even when one fails; the last lines say which failed and what this
machine lacks. Where CI is true, nothing may be lacking.
"""

import getpass
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = [sys.executable]
PYTEST = [*PYTHON, "-m", "pytest"]
SPREAD = ["-n", "auto", "--maxprocesses", "4"]  # on all cores, up to four
WITHOUT_BROWSER = [*PYTEST, *SPREAD, "-m", "not browser and not proof"]
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
MIGRATIONS = ["django", "makemigrations", "--check", "--dry-run"]
CHECKS = {
    "ruff check": [*PYTHON, "-m", "ruff", "check", "."],
    "ruff format": [*PYTHON, "-m", "ruff", "format", "--check", "."],
    "import layers": [*PYTHON, str(BIN / "lint-imports")],
    "pending migrations": [*PYTHON, "-m", *MIGRATIONS],
}


def main():
    """Run all; return 0 when all passed."""
    os.chdir(ROOT)
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    on_sqlite = {
        "tests on SQLite": WITHOUT_BROWSER,
        "tests in the browser": [*PYTEST, *SPREAD, "-m", "browser"],
    }
    for name, command in on_sqlite.items():
        if not passes(name, command, DATABASE_URL="sqlite://:memory:"):
            failed.append(name)
    url, lacking = find_postgresql()
    if url:
        # The browser has been driven against SQLite; pages do not differ.
        if not passes("tests on PostgreSQL", WITHOUT_BROWSER, DATABASE_URL=url):
            failed.append("tests on PostgreSQL")
    else:
        print(f"NOT TESTED HERE: the suite on PostgreSQL: {lacking}")
        if IN_CI:
            failed.append("tests on PostgreSQL (CI is true: they may not be skipped)")
    print(f"FAILED: {', '.join(failed)}" if failed else "All checks and tests passed.")
    return 1 if failed else 0


def passes(name, command, **environment):
    """Run `command` with its output shown; return whether it ended well."""
    print(f"\n=== {name}", flush=True)
    merged = {**os.environ, **SETTINGS, **environment}
    started = time.monotonic()
    result = subprocess.run(command, env=merged)
    print(f"--- {name}: {time.monotonic() - started:.0f} s", flush=True)
    return result.returncode == 0


def find_postgresql():
    """Return (address of a database for the tests, None) or (None, why there is none).

    TEST_POSTGRES_URL or a PostgreSQL DATABASE_URL decide; otherwise the usual places
    are tried by really connecting: libpq's own variables, then this machine.
    """
    named = os.environ.get("TEST_POSTGRES_URL") or os.environ.get("DATABASE_URL", "")
    places = [named] if named.startswith("postgres") else usual_places()
    reasons = []
    for place in places:
        try:
            return server_for_tests(place), None
        except (psycopg2.Error, CannotUse) as error:
            reasons.append(str(error).strip().splitlines()[0])
    return None, (
        f"{reasons[-1]}. Start one on this machine, or name one whose user may make "
        "databases: TEST_POSTGRES_URL=postgres://user:password@host/name"
    )


class CannotUse(Exception):
    """A server answers but is of no use to the tests."""


def usual_places():
    libpq = {name: os.environ.get(name, "") for name in ("PGHOST", "PGPORT", "PGUSER")}
    host = quote(libpq["PGHOST"], safe="")
    if port := libpq["PGPORT"]:
        host += f":{port}"
    me = quote(libpq["PGUSER"] or getpass.getuser())
    yield f"postgres://{me}@{host}/coopsite"
    for user in (me, "postgres"):
        yield f"postgres://{user}@127.0.0.1/coopsite"


def server_for_tests(place):
    """Return `place` with a database name of this folder's own; raise if unusable."""
    parts = urlsplit(place)
    maintenance = parts._replace(scheme="postgresql", path="/postgres").geturl()
    with psycopg2.connect(maintenance, connect_timeout=5) as connection:
        cursor = connection.cursor()
        cursor.execute(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        )
        if not cursor.fetchone()[0]:
            raise CannotUse("the user found may not make databases")
    connection.close()
    # Two clones on one machine do not take each other's database away.
    own = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return parts._replace(path=f"/coopsite_{own}").geturl()


if __name__ == "__main__":
    sys.exit(main())
