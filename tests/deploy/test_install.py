"""`deploy/install.sh`, into a folder tree: what it writes and what it refuses at once;
the whole portal, from nothing to a backup brought back, by `make proofs LONG=1`."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import closing, contextmanager
from secrets import token_hex

import psycopg2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.deploy.conftest import address_of
from tests.deploy.places import REDIS, ROOT, free_port, serve_redis, status, wait_until
from tests.deploy.proxy import HOST, NGINX, Proxy
from tests.deploy.test_drills import look_anew
from tests.factories.news import make_picture

needs_all = pytest.mark.skipif(
    not (NGINX and REDIS and shutil.which("psql") and shutil.which("ffmpeg")),
    reason="needs nginx, redis-server, psql and ffmpeg",
)
PLACES = re.compile(
    r"/(?:etc/coopsite|srv/coopsite|var/(?:lib|backups)/coopsite|var/\w+/nginx/coo)"
)
PASSWORD = "một mật khẩu dài để thử"  # noqa: S105


class Tree:
    """A folder tree, and what install.sh is told of it."""

    def __init__(self, root, code=ROOT, **told):
        self.root, self.code = root, code
        kept = {k: os.environ[k] for k in ("PATH", "LANG", "HOME") if k in os.environ}
        self.environment = kept | {"ROOT": str(root), "PYTHONUTF8": "1"} | told
        self.base = root / "srv" / "coopsite"

    def install(self, *words, **more):
        """Returns the result of the script."""
        command = ["sh", self.code / "deploy" / "install.sh", *words]
        return run(command, self.environment | more)

    def read(self, path):
        return (self.root / path).read_text()

    def settings(self):
        """Returns the names and values of the written file of settings."""
        lines = self.read("etc/coopsite.env").splitlines()
        parts = [line.partition("=") for line in lines if not line.startswith("#")]
        return {name: value.strip("'") for name, _, value in parts}


def run(command, environment):
    return subprocess.run(
        [str(word) for word in command],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.fixture
def tree(tmp_path):
    """A tree whose code releases nothing and whose systemctl only writes down."""
    code = tmp_path / "code"
    for name in ("deploy", "scripts"):
        shutil.copytree(ROOT / name, code / name)
    (code / "deploy" / "release.sh").write_text('#!/bin/sh\nln -s 8001 "$BASE/live"\n')
    (code / "deploy" / "tree-systemctl.sh").write_text(
        '#!/bin/sh\necho "$@" >>"$0.log"\n'
    )
    told = {"DATABASE_URL": "sqlite:////tmp/none", "PYTHON": sys.executable}
    return Tree(tmp_path / "tree", code, **told)


def files_of(root):
    files = [
        path for path in root.rglob("*") if path.is_file() and path.suffix != ".log"
    ]
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@needs_all
def test_all_that_is_written_lies_in_the_tree_and_names_it(tree):
    postgresql = tree.root / "etc" / "postgresql" / "17" / "main" / "conf.d"
    postgresql.mkdir(parents=True)
    result = tree.install(HOST)
    assert result.returncode == 0, result.stderr
    units = sorted((tree.root / "etc" / "systemd" / "system").iterdir())
    assert len(units) == len([*(ROOT / "deploy").glob("coopsite*")])
    site = tree.root / "etc" / "nginx" / "sites-enabled" / "coopsite"
    for file in (*units, site):
        text = file.read_text()
        for place in PLACES.finditer(text):
            assert text[: place.start()].endswith(str(tree.root)), place
    assert "example.vn" not in site.read_text()
    fragment = ROOT / "deploy" / "postgresql.conf"
    assert (postgresql / "coopsite.conf").read_text() == fragment.read_text()
    assert tree.read("etc/redis/redis.conf").startswith(
        f"include {tree.root}/etc/redis/"
    )

    known = tree.settings()
    assert known["SITE_ADDRESS"] == f"https://{HOST}"
    assert known["COOPSITE_DATA"] == f"{tree.root}/var/lib/coopsite"
    secrets = {
        known["SECRET_KEY"],
        known["HEALTH_TOKEN"],
        tree.read("etc/coopsite-backup.key"),
    }
    assert len(secrets) == 3 and min(map(len, secrets)) >= 48
    for name, mode in {
        "etc/coopsite.env": 0o640,
        "etc/coopsite-backup.key": 0o640,
        "var/lib/coopsite": 0o750,
        "var/backups/coopsite": 0o700,
    }.items():
        assert (tree.root / name).stat().st_mode & 0o777 == mode, name
    assert "createsuperuser" in result.stdout


@needs_all
def test_a_second_time_nothing_is_written_over_for_this_host_alone(tree):
    assert tree.install(HOST).returncode == 0
    site = tree.root / "etc" / "nginx" / "sites-available" / "coopsite"
    before = files_of(tree.root)
    assert tree.install().returncode == 0
    del before[tree.root / "bin" / "systemctl"]
    assert before.items() <= files_of(tree.root).items()
    assert not list(tree.root.rglob("*.new"))
    result = tree.install("other.test")
    assert (result.returncode, f"tên miền {HOST}" in result.stderr) == (2, True)

    site.write_text("# ours\n")
    (tree.root / "etc" / "coopsite.env").write_text(
        tree.read("etc/coopsite.env") + "WORKERS=1\n"
    )
    result = tree.install()
    assert (result.returncode, f"Giữ nguyên {site}" in result.stdout) == (0, True)
    assert site.read_text() == "# ours\n"
    assert HOST in site.with_name("coopsite.new").read_text()
    assert tree.settings()["WORKERS"] == "1"
    assert tree.read("etc/redis/redis.conf").count("include") == 1


@needs_all
@pytest.mark.parametrize(
    ("words", "more", "told"),
    [
        ([], {}, "Hãy cho tên miền"),
        (["https://portal.test"], {}, "Hãy cho tên miền"),
        (["portal.test"], {"PORTS": "8001"}, "mỗi biến hai số"),
        (["portal.test"], {"PATH": "/nowhere:/bin-of-tests"}, "apt-get install"),
        (["portal.test"], {"ROOT": "", "PATH": "/bin-of-tests:"}, "chạy bằng root"),
    ],
)
def test_a_refusal_is_one_line_and_writes_nothing(tree, tmp_path, words, more, told):
    own = tmp_path / "bin"
    own.mkdir()
    for name in ("sh", "dirname", "mkdir"):
        (own / name).symlink_to(shutil.which(name))
    (own / "id").write_text("#!/bin/sh\necho 1000\n")
    (own / "id").chmod(0o755)
    path = more.get("PATH", os.environ["PATH"]).replace("/bin-of-tests", str(own))
    result = tree.install(*words, **more | {"PATH": path})
    assert (result.returncode, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    assert told in line
    assert not files_of(tree.root)


@needs_all
def test_a_place_with_a_space_is_refused(tree, tmp_path):
    result = tree.install(HOST, ROOT=str(tmp_path / "a tree"))
    assert (result.returncode, "chỉ dùng chữ" in result.stderr) == (2, True)


# --- the whole portal ---------------------------------------------------------------


class InService(Proxy):
    """nginx of a tree, as a browser reaches it, and somebody at the desk."""

    def __init__(self, tree, port, purge):
        self.tree, self.ports, self._cookies = tree, {"443": port}, {}
        self.purge = f"http://127.0.0.1:{purge}"
        self.url = f"https://{HOST}:{port}"

    def open(self, path, fields=None):
        """Returns (status, words) of the answer; keeps the cookies that it sets."""
        told = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        body = None
        if fields is not None:
            told |= {"Referer": f"{self.url}{path}", "Content_Type": MULTIPART_CONTENT}
            [token] = [v for k, v in self._cookies.items() if k.endswith("csrftoken")]
            sent = fields | {"csrfmiddlewaretoken": token}
            body = encode_multipart(BOUNDARY, sent)
        code, headers, answer = self.ask(
            path, "GET" if body is None else "POST", body, **told
        )
        for line in headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return code, answer.decode()

    def systemctl(self, *words):
        result = run(
            [self.tree.root / "bin" / "systemctl", *words], self.tree.environment
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def script(self, name, *words, **more):
        """Runs one of the tree's scripts as install.sh says; returns its result."""
        own = {
            "BASE": str(self.tree.base),
            "ENV_FILE": str(self.tree.root / "etc" / "coopsite.env"),
            "RUN_AS": "",
            "SERVICE": str(self.tree.root / "bin" / "systemctl"),
        }
        script = self.tree.base / "live" / "deploy" / name
        return run(["bash", script, *words], self.tree.environment | own | more)


def take_ports(count):
    return " ".join(str(free_port()) for _ in range(count))


@contextmanager
def own_role():
    """A context with the name of a role and a database that are not there yet, and how
    the server's superuser is reached; what was made of them goes in the end."""
    facts, name = connection.settings_dict, f"coopsite_tree_{token_hex(4)}"
    with closing(psycopg2.connect(address_of(facts, "postgres"))) as server:
        server.autocommit = True
        cursor = server.cursor()
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            pytest.skip("needs a PostgreSQL whose superuser is reached")
        place = f"{facts['HOST'] or '127.0.0.1'}:{facts['PORT'] or 5432}"
        psql = f"psql -U {facts['USER']} -h {place.replace(':', ' -p ')}"
        try:
            told = {"DATABASE": f"{place}/{name}", "PSQL": psql}
            yield cursor, name, told | {"PGPASSWORD": facts["PASSWORD"]}
        finally:
            for database in (name, f"{name}_back"):
                cursor.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
            cursor.execute(f"DROP ROLE IF EXISTS {name}")


@needs_all
@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_role_and_its_database_are_made_once(tree):
    with own_role() as (cursor, name, told):
        del tree.environment["DATABASE_URL"]
        unreachable = told | {"PSQL": "psql -h 127.0.0.1 -p 1"}
        refused = tree.install(HOST, **unreachable)
        assert (refused.returncode, "đặt PSQL" in refused.stderr) == (2, True)
        for _ in range(2):
            result = tree.install(HOST, **told)
            assert result.returncode == 0, result.stderr
        cursor.execute(
            "SELECT rolcreatedb, rolsuper, pg_get_userbyid(datdba) = rolname"
            " FROM pg_roles JOIN pg_database ON datname = rolname WHERE rolname = %s",
            [name],
        )
        assert cursor.fetchall() == [(True, False, True)]
        address = tree.settings()["DATABASE_URL"]
        assert address.rpartition("@")[2] == told["DATABASE"]


@pytest.fixture
def portal(django_db_setup, tmp_path):
    """A whole portal in a tree, served by what install.sh wrote."""
    ports, web, purge = take_ports(2), take_ports(2), take_ports(2)
    with own_role() as (cursor, name, told), serve_redis(tmp_path) as (_, cache):
        told |= {
            "CACHE_URL": cache,
            "PORTS": ports,
            "TRIAL_PORT": take_ports(1),
            "WEB_PORTS": web,
            "PURGE_PORTS": purge,
            "PACKAGES": f"ln -s {ROOT / '.venv'} .venv",
        }
        tree = Tree(tmp_path / "tree", **told)
        portal = InService(tree, web.split()[1], purge.split()[0])
        portal.cursor, portal.name, portal.backends = cursor, name, ports.split()
        try:
            yield portal
        finally:
            portal.systemctl("stop", "nginx", "coopsite*")


@needs_all
@pytest.mark.served
@pytest.mark.proof
@pytest.mark.long
@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_portal_from_nothing_to_a_backup_brought_back(portal):
    tree = portal.tree
    result = tree.install(HOST)
    assert result.returncode == 0, result.stdout + result.stderr
    for path in ("/", "/tin-tuc/", "/so-lieu/", "/quan-tri/login/"):
        assert portal.ask(path)[0] == 200

    sign_in_first_administrator(portal)
    publish(portal, "Cài từ đầu")
    wait_until(lambda: "Cài từ đầu" in look_anew(portal))
    show_a_picture(portal)

    released = portal.script("release.sh", ROOT, PORTS=tree.environment["PORTS"])
    assert released.returncode == 0, released.stdout + released.stderr
    portal.systemctl("start", f"coopsite@{portal.backends[0]}")
    for port in portal.backends:  # the one of before serves beside the new one
        wait_until(
            lambda port=port: status(f"http://127.0.0.1:{port}/suc-khoe/") == 200
        )
    publish(portal, "Hai tiến trình")
    wait_until(lambda: "Hai tiến trình" in look_anew(portal))

    bring_back(portal)
    again = tree.install()
    assert again.returncode == 0, again.stderr
    assert "== settings" not in again.stdout
    assert "== database" not in again.stdout
    assert "== code" not in again.stdout
    code, words = portal.open("/quan-tri/")
    assert (code, "quantri" in words) == (200, True)


def sign_in_first_administrator(portal):
    settings = portal.tree.root / "etc" / "coopsite.env"
    settings.write_text(settings.read_text() + "SECOND_FACTOR_FOR=''\n")
    made = portal.script(
        "manage.sh", "createsuperuser", "--noinput", "--username", "quantri",
        "--email", "a@b.vn", DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    portal.systemctl("restart", "coopsite@*")
    address = "/quan-tri/login/"
    wait_until(lambda: portal.open(address)[0] == 200)
    code, words = portal.open(address, {"username": "quantri", "password": PASSWORD})
    assert code == 302, words
    assert portal.open("/quan-tri/")[0] == 200


def publish(portal, title):
    address = "/quan-tri/news/article/add/"
    _, form = portal.open(address)
    chosen = form.partition('name="section"')[2].partition("</select>")[0]
    section = re.search(r'<option value="(\d+)"', chosen)[1]
    words = {"title": title, "section": section, "lead": "Sáng nay.", "_publish": ""}
    code, answer = portal.open(address, words | {"body": "<p>Đã họp.</p>"})
    assert code == 302, answer


def show_a_picture(portal):
    """Of an upload nginx hands out the original, the worker makes the sizes."""
    picture = SimpleUploadedFile("a.jpg", make_picture(size=(900, 600)).read())
    code, words = portal.open("/quan-tri/news/image/tai-len/", {"upload": picture})
    assert code == 200, words
    media = portal.tree.root / "var" / "lib" / "coopsite" / "media"
    wait_until(lambda: len(list(media.rglob("*.avif"))) == 2)
    assert portal.ask(json.loads(words)["url"])[0] == 200


def bring_back(portal):
    """Backs up by the unit, and restores beside it as the handbook says."""
    tree, known = portal.tree, portal.tree.settings()
    portal.systemctl("start", "coopsite-backup.service")
    folder = tree.root / "var" / "backups" / "coopsite"
    _of_the_release, file = sorted(folder.glob("*.tar.enc"))
    portal.cursor.execute(f"CREATE DATABASE {portal.name}_back OWNER {portal.name}")
    back = tree.root / "var" / "tmp" / "back"
    place = {
        "COOPSITE_DATA": str(back),
        "DATABASE_URL": f"{known['DATABASE_URL']}_back",
    }
    restored = portal.script("restore.sh", file, **known | place)
    assert restored.returncode == 0, restored.stderr
    last = "Restored: each row is as it was in the backup."
    assert restored.stdout.splitlines()[-1] == last
    assert len(list((back / "media").rglob("*.avif"))) == 2
    again = portal.script("restore.sh", file, **known | place)
    assert again.returncode != 0
