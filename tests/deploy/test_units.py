"""The units of `deploy/`, as systemd reads them; what smoke.py calls well."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.deploy.places import ROOT, free_port

DEPLOY = ROOT / "deploy"
SYSTEMD = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(not SYSTEMD, reason="needs systemd-analyze")
SERVICES = sorted(path.name for path in DEPLOY.glob("*.service"))


@pytest.fixture
def units(tmp_path):
    """A folder of the units, whose commands are there."""
    for unit in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        text = re.sub(
            r"/srv/coopsite/\S+/(python|backup\.sh)", "/bin/true", unit.read_text()
        )
        (tmp_path / unit.name.replace("@.", "@8001.")).write_text(text)
    return tmp_path


def analyze(*arguments):
    return subprocess.run([SYSTEMD, *arguments], capture_output=True, text=True)


@needs_systemd
def test_systemd_finds_no_fault(units):
    result = analyze("verify", "--man=no", *map(str, sorted(units.iterdir())))
    assert (result.returncode, result.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_reach_little(units, name):
    """Of 0 (nothing) to 10; an ordinary service has 9.6."""
    file = units / name.replace("@.", "@8001.")
    told = analyze("security", "--offline=yes", "--threshold=40", str(file))
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_right_and_writes_where_it_must(name):
    lines = (DEPLOY / name).read_text().splitlines()
    for line in ("User=coopsite", "NoNewPrivileges=yes", "ProtectSystem=strict",
                 "PrivateTmp=yes", "CapabilityBoundingSet=",
                 "ReadWritePaths=/var/lib/coopsite"):  # fmt: skip
        assert line in lines


def test_the_portal_is_started_again_but_not_what_somebody_has_to_mend():
    lines = (DEPLOY / "coopsite@.service").read_text().splitlines()
    for line in ("Restart=always", "StartLimitBurst=20", "RestartPreventExitStatus=78"):
        assert line in lines


def test_a_worker_is_started_again_for_ever_but_not_where_there_is_no_queue():
    lines = (DEPLOY / "coopsite-worker@.service").read_text().splitlines()
    for line in ("Restart=always", "StartLimitIntervalSec=0",
                 "RestartPreventExitStatus=78", "KillMode=mixed"):  # fmt: skip
        assert line in lines


def test_reads_are_counted_from_the_log_that_nginx_writes_and_no_other_is_seen():
    lines = (DEPLOY / "coopsite-reads.service").read_text().splitlines()
    log = re.search(r"access_log (\S+) coopsite;", (DEPLOY / "nginx.conf").read_text())
    assert log[1] == "/var/log/nginx/coopsite.log"
    command = "/srv/coopsite/live/.venv/bin/python manage.py count_reads"
    expected = {
        f"ExecStart={command} {log[1]}",
        "SupplementaryGroups=adm",
        "TemporaryFileSystem=/var/log:ro",
        "BindReadOnlyPaths=/var/log/nginx",
    }
    assert expected <= set(lines)


def test_commands_of_the_units_exist():
    from django.core.management import get_commands

    text = "".join((DEPLOY / name).read_text() for name in SERVICES)
    named = set(re.findall(r"manage\.py (\w+)", text))
    tidying = {"check_backup", "clearsessions", "forget_autosaves", "forget_addresses"}
    assert tidying <= named <= set(get_commands())
    assert {"forget_tasks", "clean_files", "run_worker"} <= named
    assert {"make_sizes", "check_links"} <= named


@pytest.mark.parametrize(
    "path", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name
)
def test_a_script_can_be_run_and_read(path):
    assert path.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", path]).returncode == 0


def smoke(port):
    command = [sys.executable, DEPLOY / "smoke.py", str(port), "portal.test"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.served
def test_the_smoke_test_passes_a_portal_that_is_well(filled):
    port = free_port()
    with filled.serve(port):
        result = smoke(port)
        assert result.returncode == 0, result.stderr
        refused = [sys.executable, DEPLOY / "smoke.py", str(port), "evil.test"]
        result = subprocess.run(refused, capture_output=True, text=True)
        assert result.returncode == 1
        assert "/ answers 400" in result.stderr


@pytest.mark.served
def test_a_command_of_the_handbook_runs_as_in_service(filled, tmp_path):
    """`docs/van-hanh.md`: the first administrator, a lost password, somebody left."""
    (tmp_path / "live").symlink_to(ROOT)
    shutil.copytree(filled.data, tmp_path / "data")
    env_file = tmp_path / "coopsite.env"
    data = f"COOPSITE_DATA='{tmp_path / 'data'}'\n"
    env_file.write_text(f"{data}SECRET_KEY='{filled.environment['SECRET_KEY']}'\n")
    place = {"BASE": str(tmp_path), "ENV_FILE": str(env_file), "RUN_AS": ""}
    plain = {"PATH": filled.environment["PATH"], "PYTHONUTF8": "1", **place}

    def manage(*words, **more):
        command = ["bash", DEPLOY / "manage.sh", *words]
        return subprocess.run(
            command, env=plain | more, capture_output=True, encoding="utf-8"
        )

    made = manage(
        "createsuperuser", "--noinput", "--username", "thu-nghiem", "--email", "a@b.vn",
        DJANGO_SUPERUSER_PASSWORD="một mật khẩu dài để thử",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    mail = manage("sendtestemail", "a@b.vn", EMAIL_URL="console:")
    assert "To: a@b.vn" in mail.stdout, mail.stderr
    for command in (["make_pages"], ["clearsessions"], ["load_demo", "--remove"]):
        result = manage(*command)
        assert result.returncode == 0, result.stderr
