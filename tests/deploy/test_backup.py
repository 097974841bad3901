"""`deploy/backup.sh` and `deploy/restore.sh`: nothing is lost, nothing written over."""

import shutil
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex

import psycopg2
import pytest
from django.db import connection

from tests.deploy.conftest import address_of
from tests.deploy.places import ROOT, Place, end

pytestmark = [pytest.mark.served, pytest.mark.django_db]

BACKUP, RESTORE = ROOT / "deploy" / "backup.sh", ROOT / "deploy" / "restore.sh"
# Two rows and a file, without end; rows of one transaction bear one number.
WRITE = """
import django; django.setup()
from itertools import count
from pathlib import Path
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
for n in count():
    (settings.MEDIA_ROOT / f"written-{n}.txt").write_text(str(n))
    with transaction.atomic():
        for half in "ab":
            Session.objects.create(
                session_key=f"{n}-{half}", session_data="", expire_date=timezone.now()
            )
    print(n, flush=True)
"""
READ = """
import django; django.setup()
from django.contrib.sessions.models import Session
print(*Session.objects.values_list("pk", flat=True).filter(pk__contains="-"))
"""


@contextmanager
def writing(place):
    """A context in which somebody writes into the portal of `place`."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE],
        cwd=ROOT,
        env=place.environment | {"DJANGO_SETTINGS_MODULE": "coopsite.settings"},
        stdout=subprocess.PIPE,
    )
    process.stdout.readline()
    try:
        yield process
    finally:
        is_writing = process.poll() is None
        end(process)
        process.stdout.close()
        assert is_writing


@pytest.fixture
def place(filled, database, tmp_path):
    """A portal's place; its database and files may be written to."""
    data = tmp_path / "data"
    shutil.copytree(filled.data, data, ignore=shutil.ignore_patterns("static"))
    (data / "documents").mkdir(exist_ok=True)
    (data / "documents" / "scan.pdf").write_text("private")
    (data / "documents" / "scan.pdf").chmod(0o600)
    place = Place(data, database)
    place.environment |= {"BACKUP_DIR": str(tmp_path / "backups")}
    return place


def back_up(place, **environment):
    """Returns the path of the backup."""
    result = place.run("bash", BACKUP, **environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()[-1]


def empty_place(place):
    """Returns a place beside, with an empty database."""
    database = place.environment["DATABASE_URL"]
    is_file = database.startswith("sqlite")
    return Place(place.data.parent / "back", None if is_file else f"{database}_back")


def files(place):
    media = place.data / "media"
    return {p.relative_to(media): p.read_bytes() for p in media.rglob("*.*")}


def test_a_backup_while_others_write_comes_back_as_one_moment(place):
    before = files(place)
    with writing(place):
        file = back_up(place)
        now = place.run("bash", RESTORE, file)
    assert now.returncode != 0, "it was written over"
    assert (place.data / "last-backup").exists()
    assert not list(place.data.glob(".backup.*"))

    back = empty_place(place)
    result = back.run("bash", RESTORE, file)
    assert result.returncode == 0, result.stderr
    printed = back.run(
        sys.executable, "-c", READ, DJANGO_SETTINGS_MODULE="coopsite.settings"
    )
    rows = printed.stdout.split()
    assert rows, "nothing was written during the backup"
    numbers = {row.partition("-")[0] for row in rows}
    assert len(rows) == 2 * len(numbers), "half of a transaction came back"
    after = files(back)
    assert before.items() <= after.items()
    for number in numbers:  # a row never names a file that is not there
        assert (back.data / "media" / f"written-{number}.txt").exists()
    scan = back.data / "documents" / "scan.pdf"
    assert (scan.read_text(), scan.stat().st_mode & 0o777) == ("private", 0o600)
    key = (back.data / "secret-key").read_text().strip()
    assert key == place.environment["SECRET_KEY"]


@pytest.mark.proof
def test_an_encrypted_backup_needs_its_key_and_tells_what_was_altered(place, tmp_path):
    key = tmp_path / "key"
    key.write_text("a long pass phrase that only this test knows\n")
    file = back_up(place, BACKUP_KEY_FILE=str(key))
    assert file.endswith(".tar.enc")
    content = Path(file).read_bytes()
    assert b"SHA256SUMS" not in content
    check = ("bash", RESTORE, "--check", file)
    assert place.run(*check, BACKUP_KEY_FILE=str(key)).returncode == 0
    refused = place.run(*check)
    assert "the backup is encrypted" in refused.stderr
    key.write_text("another")
    assert place.run(*check, BACKUP_KEY_FILE=str(key)).returncode != 0

    key.write_text("a long pass phrase that only this test knows\n")
    middle = len(content) // 2
    with open(file, "r+b") as altered:
        altered.seek(middle)
        altered.write(bytes(byte ^ 1 for byte in content[middle : middle + 64]))
    assert place.run(*check, BACKUP_KEY_FILE=str(key)).returncode != 0


@pytest.mark.proof
def test_the_oldest_backups_make_room(place):
    folder = place.data.parent / "backups"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"coopsite-2020010{day}T010000Z.tar").touch()
    (folder / "other.tar").touch()
    file = back_up(place, BACKUP_KEEP="2")
    kept = sorted(path.name for path in folder.glob("*.tar"))
    assert kept == [
        "coopsite-20200103T010000Z.tar",
        file.rpartition("/")[2],
        "other.tar",
    ]


def test_a_backup_that_fails_leaves_no_file_and_no_mark(place):
    url = "postgres://nobody@127.0.0.1:1/none"
    result = place.run("bash", BACKUP, DATABASE_URL=url)
    assert result.returncode != 0
    assert not list((place.data.parent / "backups").glob("coopsite-*"))
    assert not (place.data / "last-backup").exists()
    assert not list(place.data.glob(".backup.*"))


def test_a_copy_on_a_full_disk_is_refused_in_a_line_and_leaves_nothing(place, tmp_path):
    """No file may grow beyond 100 KB, as in the drills."""
    folder = tmp_path / "copy"
    command = f"{sys.executable} manage.py backup_database {folder}"
    result = place.run("bash", "-c", f"ulimit -f 100; exec {command}")
    assert result.returncode == 1
    line = result.stderr.splitlines()[-1]
    is_file = place.environment["DATABASE_URL"].startswith("sqlite")
    told = "chưa sao được cơ sở" if is_file else "pg_dump không làm xong"
    assert line.startswith(f"CommandError: {told}")
    assert "Traceback" not in result.stderr
    assert not folder.exists()


def test_a_copy_is_never_written_into_a_folder_with_files(place, tmp_path):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "digests.txt").write_text("of another copy")
    result = place.run(
        sys.executable, "manage.py", "backup_database", tmp_path / "copy"
    )
    assert (result.returncode, "không trống" in result.stderr) == (1, True)
    assert (tmp_path / "copy" / "digests.txt").read_text() == "of another copy"


@pytest.mark.proof
def test_a_row_that_differs_is_told_with_its_table(place, tmp_path):
    place.manage("backup_database", str(tmp_path / "copy"))
    told = place.manage("digest_rows", "--compare", str(tmp_path / "copy"))
    assert "Mọi dòng đều như lúc sao lưu." in told
    with writing(place):
        pass
    result = place.run(
        sys.executable, "manage.py", "digest_rows", "--compare", tmp_path / "copy"
    )
    assert result.returncode != 0
    assert result.stderr.strip().endswith("khác với lúc sao lưu: django_session.")


@pytest.mark.proof
def test_of_buckets_nothing_is_kept_and_that_is_said(place, tmp_path):
    bucket = "s3+http://a-key:a-secret@127.0.0.1:9/{}".format
    named = {"MEDIA_STORAGE": bucket("one"), "DOCUMENT_STORAGE": bucket("other")}
    result = place.run("bash", BACKUP, **named)
    assert result.returncode == 0, result.stderr
    assert result.stderr.startswith("Uploads lie in buckets and are not in this backup")
    listed = subprocess.check_output(["tar", "-tf", result.stdout.split()[-1]]).decode()
    assert "database" in listed
    assert "media" not in listed
    assert "scan.pdf" not in listed


@pytest.mark.proof
@pytest.mark.postgresql
def test_a_database_in_which_a_killed_backup_was_tried_is_dropped(place):
    """Of yesterday's; one of today's may be at work."""
    facts, token = connection.settings_dict, token_hex(4)
    yesterday = f"coopsite_check_{time.time() - 90_000:.0f}_{token}"
    today = f"coopsite_check_{time.time() - 3_600:.0f}_{token}"
    with closing(psycopg2.connect(address_of(facts, "postgres"))) as server:
        server.autocommit = True
        cursor = server.cursor()
        for name in (yesterday, today):
            cursor.execute(f"CREATE DATABASE {name}")
        back_up(place)
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"%{token}"]
        )
        assert cursor.fetchall() == [(today,)]
        cursor.execute(f"DROP DATABASE {today}")
