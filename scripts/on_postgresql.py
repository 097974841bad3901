"""Runs the command it is given on a PostgreSQL for tests, or says that there is none.

TEST_POSTGRES_URL or a PostgreSQL DATABASE_URL decide where; otherwise the usual places
are tried by really connecting: libpq's own variables, then this machine. Where none is
of use the command is left out, which fails only where CI is true.
"""

import getpass
import hashlib
import os
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
MAY_MAKE = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


def main(command):
    """Becomes `command`; returns the exit code where it cannot run."""
    named = os.environ.get("TEST_POSTGRES_URL") or os.environ.get("DATABASE_URL", "")
    for place in [named] if named.startswith("postgres") else usual_places():
        try:
            url = server_for_tests(place)
        except psycopg2.Error as error:
            reason = str(error).strip().partition("\n")[0]
        else:
            os.execvpe(command[0], command, {**os.environ, "DATABASE_URL": url})
    print(
        f"NOT TESTED HERE: anything on PostgreSQL: {reason}. Start one on this "
        "machine, or name one whose user may make databases: "
        "TEST_POSTGRES_URL=postgres://user:password@host/name"
    )
    if IN_CI:
        print("CI is true, so PostgreSQL may not be skipped.")
    return int(IN_CI)


def usual_places():
    """Gives the addresses where a PostgreSQL of the person's own may answer."""
    host = quote(os.environ.get("PGHOST", ""), safe="")
    if port := os.environ.get("PGPORT"):
        host += f":{port}"
    me = quote(os.environ.get("PGUSER") or getpass.getuser())
    yield f"postgres://{me}@{host}/"
    for user in (me, "postgres"):
        yield f"postgres://{user}@127.0.0.1/"


def server_for_tests(place):
    """Returns `place` with a database name of this folder's own; raises if unusable."""
    parts = urlsplit(place)
    maintenance = parts._replace(scheme="postgresql", path="/postgres").geturl()
    with closing(psycopg2.connect(maintenance, connect_timeout=5)) as connection:
        cursor = connection.cursor()
        cursor.execute(MAY_MAKE)
        if not cursor.fetchone()[0]:
            raise psycopg2.Error("the user found may not make databases")
    # Two clones on one machine do not take each other's database away.
    own = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return parts._replace(path=f"/coopsite_{own}").geturl()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
