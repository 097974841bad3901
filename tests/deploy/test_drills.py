"""What breaks in service, broken here: what readers get through nginx meanwhile, and
what staff are told at the desk.

Workers are killed without end, PostgreSQL lets nobody in, Redis is silent, the disk is
full, the clock is set back. The worker of tasks is killed in `test_worker.py`.
"""

import io
import os
import resource
import shutil
import signal
import subprocess
import time
import urllib.request
from collections import Counter
from contextlib import closing, contextmanager
from datetime import date, timedelta
from threading import Event, Thread

import psycopg2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image as Pillow

from tests.deploy.conftest import address_of, copied_database
from tests.deploy.places import REDIS, ROOT, Place, serve_redis, wait_until
from tests.deploy.proxy import HOST, NGINX, Proxy
from tests.deploy.test_nginx import age_what_is_kept

pytestmark = [
    pytest.mark.served,
    pytest.mark.proof,
    pytest.mark.long,
    pytest.mark.skipif(not (REDIS and NGINX), reason="needs redis-server and nginx"),
]
KEPT = ("/", "/tin-tuc/", "/so-lieu/?ngay=31/12/2023")
SIGN_IN = """
from django.test import Client
from coopsite.accounts.models import User
client = Client()
client.force_login(User.objects.create_superuser("dien-tap", password="x"))
print(client.cookies["__Host-sessionid"].value)
"""
# As if the clock had been set back by an hour since the last write.
SET_BACK = """
from datetime import timedelta
from django.db.models import F
from coopsite.core.models import ContentVersion
ContentVersion.objects.update(moment=F("moment") + timedelta(hours={}))
"""
BROKEN = "Hệ thống đang gặp lỗi"


class Staff:
    """Somebody who may everything, in front of nginx."""

    def __init__(self, proxy, place):
        self._proxy = proxy
        self._session = place.manage("shell", "-v", "0", "-c", SIGN_IN).split()[-1]

    def open(self, path):
        code, _, body = self._proxy.ask(
            path, Cookie=f"__Host-sessionid={self._session}"
        )
        return code, body.decode()

    def send(self, path, **fields):
        token = "a" * 32
        code, _, body = self._proxy.ask(
            path,
            "POST",
            encode_multipart(BOUNDARY, fields | {"csrfmiddlewaretoken": token}),
            Cookie=f"__Host-sessionid={self._session}; __Host-csrftoken={token}",
            Referer=f"https://{HOST}/",
            Content_Type=MULTIPART_CONTENT,
        )
        return code, body.decode()

    def save_notice(self, words):
        return self.send(
            "/quan-tri/portal/notice/add/",
            text=words,
            link="",
            shown_from_0=day(-1),
            shown_from_1="08:00",
            shown_until_0=day(30),
            shown_until_1="17:00",
        )


def day(distance):
    return f"{date.today() + timedelta(days=distance):%d/%m/%Y}"


def look_anew(proxy):
    """Returns the words of the first page as the portal makes it now, through nginx."""
    request = urllib.request.Request(f"{proxy.purge}/", method="PURGE")
    urllib.request.urlopen(request, timeout=20).close()
    code, _, body = proxy.ask("/", Accept_Encoding="identity")
    assert code == 200
    return body.decode()


@contextmanager
def in_service(place, folder, workers=1):
    """A context with nginx, the portal behind it and somebody at the desk."""
    proxy = Proxy(folder / "nginx", place.data)
    place.environment |= {"PURGE_ADDRESS": proxy.purge, "SECOND_FACTOR_FOR": ""}
    with place.serve(proxy.ports["8001"], workers) as portal, proxy.run():
        for path in KEPT:
            assert proxy.ask(path)[0] == 200
        yield proxy, portal, Staff(proxy, place)


@pytest.fixture
def place(filled, tmp_path):
    shutil.copytree(filled.data, tmp_path / "data")
    return Place(tmp_path / "data")


@contextmanager
def readers(proxy, *paths, threads=4):
    """A context in which readers ask without end; gives the count of (path, status),
    0 for no answer."""
    counts, is_over = Counter(), Event()

    def read():
        while not is_over.is_set():
            for path in paths:
                try:
                    code = proxy.ask(path)[0]
                except OSError:
                    code = 0
                counts[path, code] += 1

    crowd = [Thread(target=read) for _ in range(threads)]
    for one in crowd:
        one.start()
    try:
        yield counts
    finally:
        is_over.set()
        for one in crowd:
            one.join()


def list_workers(portal):
    found = subprocess.run(["pgrep", "-P", str(portal.pid)], capture_output=True)
    return [int(line) for line in found.stdout.split()]


def test_workers_that_are_killed_without_end_cost_no_kept_page(place, tmp_path):
    with in_service(place, tmp_path, workers=2) as (proxy, portal, _):
        with readers(proxy, *KEPT) as kept, readers(proxy, "/quan-tri/login/") as desk:
            deadline, killed = time.monotonic() + 20, 0
            while time.monotonic() < deadline:
                for worker in list_workers(portal)[:1]:
                    os.kill(worker, signal.SIGKILL)
                    killed += 1
                time.sleep(1)
        print(f"{killed} workers killed; kept {dict(kept)}; desk {dict(desk)}")
        assert killed >= 5
        assert {code for _, code in kept} == {200}
        assert {code for _, code in desk} <= {200, 502}  # never half an answer
        wait_until(lambda: proxy.ask("/quan-tri/login/")[0] == 200)
        wait_until(lambda: len(list_workers(portal)) == 2)


@contextmanager
def refused_by_postgresql(address):
    """A context in which the server ends every connection to a database and lets
    nobody in, as while it is restarted."""
    name = address.rpartition("/")[2]
    facts = connection.settings_dict
    with closing(psycopg2.connect(address_of(facts, "postgres"))) as server:
        server.autocommit = True
        cursor = server.cursor()
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [name],
        )
        yield
        cursor.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_database_that_is_restarted_under_load(filled, django_db_setup, tmp_path):
    with copied_database() as address:
        place = Place(tmp_path / "data", address)
        (place.data / "static").symlink_to(filled.data / "static")
        with in_service(place, tmp_path, 2) as (proxy, _, staff):
            age_what_is_kept(proxy)
            with readers(proxy, *KEPT) as kept:
                for _ in range(3):
                    with refused_by_postgresql(address):
                        time.sleep(2)
                        code, _, body = proxy.ask(f"/tin-tuc/?trang=2&x={time.time()}")
                        assert (code, BROKEN in body.decode()) == (502, True)
                        code, words = staff.save_notice("Trong lúc dừng.")
                        assert (code, BROKEN in words) == (500, True)
                    assert staff.open("/quan-tri/")[0] == 200
                    time.sleep(1)
            print(dict(kept))
            assert {code for _, code in kept} == {200}
            assert staff.save_notice("Sau khi chạy lại.")[0] == 302
            wait_until(lambda: "Sau khi chạy lại." in look_anew(proxy))


def test_a_redis_that_is_silent_costs_no_page(place, tmp_path):
    with serve_redis(tmp_path) as (redis, cache):
        place.environment |= {"CACHE_URL": cache}
        with in_service(place, tmp_path) as (proxy, _, staff):
            redis.send_signal(signal.SIGSTOP)
            longest = 0
            for number in range(20):
                began = time.monotonic()
                assert proxy.ask(f"/hop-tac-xa/?tim=dong+{number}")[0] == 200
                longest = max(longest, time.monotonic() - began)
            print(f"longest {longest:.2f} s")
            assert longest < 5
            assert staff.save_notice("Redis đang im.")[0] == 302
            wait_until(lambda: "Redis đang im." in look_anew(proxy))
            redis.send_signal(signal.SIGCONT)
            assert staff.save_notice("Redis trả lời lại.")[0] == 302
            wait_until(lambda: "Redis trả lời lại." in look_anew(proxy))


@contextmanager
def full_disk(portal):
    """A context in which the portal's processes can lengthen no file beyond a page of
    the database, as on a disk that is full."""
    processes = [portal.pid, *list_workers(portal)]
    for one in processes:
        resource.prlimit(one, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    yield
    for one in processes:
        resource.prlimit(one, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)


def make_noise():
    """Returns an upload whose file is larger than the disk takes."""
    data = io.BytesIO()
    Pillow.effect_noise((400, 300), 90).convert("RGB").save(data, "JPEG")
    return SimpleUploadedFile("nhieu.jpg", data.getvalue())


def list_files(folder):
    return {path for path in folder.rglob("*") if path.is_file()}


def test_a_full_disk_refuses_writers_with_a_sentence_and_no_reader(place, tmp_path):
    told = "Máy chủ không còn chỗ để ghi"
    upload, address = "/quan-tri/news/image/tai-len/", "/quan-tri/news/image/add/"
    with in_service(place, tmp_path) as (proxy, portal, staff):
        before = list_files(place.data / "media")
        with full_disk(portal):
            code, words = staff.send(address, upload=make_noise(), title="Đầy")
            assert (code, told in words) == (507, True), words
            assert staff.send(upload, upload=make_noise())[0] == 507
            code, words = staff.save_notice("Đĩa đầy.")
            assert (code, told in words) == (507, True), words
            for path in (*KEPT, "/hop-tac-xa/", "/tin-tuc/?trang=2"):
                assert proxy.ask(path)[0] == 200
            assert list_files(place.data / "media") == before
        assert "Đĩa đầy." not in look_anew(proxy)
        assert staff.save_notice("Đã có chỗ.")[0] == 302
        assert staff.send(upload, upload=make_noise())[0] == 200


def test_a_clock_set_back_refuses_the_register_with_a_sentence(place, tmp_path):
    address, told = "/quan-tri/cooperatives/sector/add/", "đồng hồ máy chủ"
    with in_service(place, tmp_path) as (proxy, _, staff):
        place.manage("shell", "-v", "0", "-c", SET_BACK.format(1))
        code, words = staff.send(address, name="Còn nguyên")
        assert (code, told in words, "Còn nguyên" in words) == (200, True, True)
        assert staff.save_notice("Đồng hồ lùi.")[0] == 302
        assert "Đồng hồ lùi." in look_anew(proxy)
        for path in (*KEPT, "/hop-tac-xa/"):
            assert proxy.ask(path)[0] == 200
        place.manage("shell", "-v", "0", "-c", SET_BACK.format(-1))
        code, words = staff.send(address, name="Còn nguyên")
        assert (code, told in words) == (200, False)


BACKUP = ROOT / "deploy" / "backup.sh"


def test_a_backup_on_a_full_disk_says_so_and_leaves_nothing(place, tmp_path):
    folder = tmp_path / "backups"
    place.environment |= {"BACKUP_DIR": str(folder)}
    result = place.run("bash", "-c", f"ulimit -f 100; exec bash {BACKUP}")
    assert result.returncode != 0
    assert "CommandError: " in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(folder.glob("coopsite-*"))
    assert not (place.data / "last-backup").exists()
    assert not list(place.data.glob(".backup.*"))


def test_a_backup_killed_at_any_moment_leaves_what_the_next_one_takes_away(
    place, tmp_path
):
    folder = tmp_path / "backups"
    place.environment |= {"BACKUP_DIR": str(folder)}
    for number in range(12):
        backup = subprocess.Popen(
            ["bash", BACKUP], cwd=ROOT, env=place.environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(0.3 * (number + 1))
        os.killpg(backup.pid, signal.SIGKILL)
        backup.wait()
    lock = ["flock", "-n", folder / ".lock", "true"]
    wait_until(lambda: subprocess.run(lock).returncode == 0)
    result = place.run("bash", BACKUP)
    assert result.returncode == 0, result.stderr
    assert not list(place.data.glob(".backup.*"))
    assert not (folder / ".unfinished").exists()
    for file in folder.glob("coopsite-*"):
        checked = place.run("bash", ROOT / "deploy" / "restore.sh", "--check", file)
        assert checked.returncode == 0, checked.stderr
