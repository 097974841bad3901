"""A real worker that is killed in the middle of a picture: nothing is half done."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from PIL import Image as Pillow

from tests.deploy.places import Place, end, wait_until

pytestmark = pytest.mark.served

# A picture whose sizes take a second or two.
ADD = """
import io
from PIL import Image
from django.core.files.uploadedfile import SimpleUploadedFile
from news.pictures import add_image
data = io.BytesIO()
Image.effect_noise((1700, 900), 90).convert("RGB").save(data, "JPEG")
image = add_image(upload=SimpleUploadedFile("to.jpg", data.getvalue()), title="To")
print(image.folder, end="")
"""


@pytest.fixture
def place(filled, tmp_path):
    shutil.copytree(filled.data, tmp_path / "data")
    place = Place(tmp_path / "data")
    place.environment |= {"TASKS_BACKEND": "database"}
    return place


def ask(place, statement):
    with closing(sqlite3.connect(place.data / "coopsite.sqlite3", timeout=20)) as base:
        rows = base.execute(statement).fetchall()
        base.commit()
        return rows


@contextmanager
def worker(place):
    command = [sys.executable, "manage.py", "run_worker"]
    process = subprocess.Popen(command, cwd=place.code, env=place.environment)
    try:
        yield process
    finally:
        end(process)


def test_what_a_killed_worker_had_begun_is_done_by_the_next(place):
    image = place.data / "media" / place.manage("shell", "-v", "0", "-c", ADD)
    state = f"SELECT has_sizes FROM news_image WHERE folder LIKE '%{image.name}'"
    task = "SELECT status FROM django_tasks_database_dbtaskresult"

    with worker(place) as process:
        wait_until(lambda: (image / "400.avif").exists())
        process.send_signal(signal.SIGSTOP)  # it is in the middle until it is killed
        second = place.run(sys.executable, "manage.py", "run_worker", "--batch")
        assert (second.returncode, "tiến trình khác" in second.stderr) == (1, True)
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert ask(place, task) == [("RUNNING",)]
    assert ask(place, state) == [(0,)]  # readers are shown the original

    place.manage("run_worker", "--batch")
    assert ask(place, task) == [("READY",)]  # it pauses before the next attempt
    later = "SET run_after = datetime(run_after, '-2 minutes')"
    ask(place, f"UPDATE django_tasks_database_dbtaskresult {later}")
    with worker(place):
        wait_until(lambda: ask(place, task) == [("SUCCESSFUL",)])
    assert ask(place, state) == [(1,)]
    for name in ("400.avif", "800.webp", "1600.avif", "1600.webp", "card.jpg"):
        with Pillow.open(image / name) as picture:
            picture.load()
