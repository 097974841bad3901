"""Writers that are killed in the middle of actions leave nothing half done."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings

from tests.kept_database import copy_migrated, name_kept

from . import sizes

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def database(request, tmp_path):
    """The address of a database of our own, of the kind that is tested: as migrations
    leave it, a copy of the kept one, or empty where none is kept."""
    served = settings.DATABASES["default"]
    if not served["ENGINE"].endswith("postgresql"):
        file = tmp_path / "kills.sqlite3"
        copy_migrated(request.config.cache.mkdir("database"), file)
        yield f"sqlite:///{quote(str(file))}"
        return
    name = f"coopsite_kills_{os.getpid()}"
    facts = {key: served[key.upper()] for key in ("host", "port", "user", "password")}
    with closing(psycopg2.connect(dbname="postgres", **facts)) as server:
        server.autocommit = True
        template = name_kept(server.cursor()) or "template1"
        server.cursor().execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        user = ":".join(quote(served[key]) for key in ("USER", "PASSWORD"))
        host = f"{quote(served['HOST'], safe='')}:{served['PORT'] or 5432}"
        yield f"postgres://{user}@{host}/{name}"
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.proof
@pytest.mark.parametrize(
    "module",
    ["kills", "edition_kills", pytest.param("upload_kills", marks=pytest.mark.long)],
)
def test_killed_writers_leave_nothing_half_done(database, tmp_path, module):
    surroundings = {"DATABASE_URL": database, "COOPSITE_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs.killing", module, str(sizes.KILLS)],
        cwd=ROOT,
        env=os.environ | surroundings,
        capture_output=True,
        encoding="utf-8",
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
