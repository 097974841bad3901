"""`Dockerfile` and `compose.yaml`, as far as they can be tried without an engine."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from ruamel.yaml import YAML

from tests.deploy.dockerfile import Image, read_stages
from tests.deploy.places import ROOT, Place, end, free_port, status, wait_until

COMPOSE = ROOT / "compose.yaml"
SERVICES = YAML(typ="safe").load(COMPOSE.read_text())["services"]
TIMERS = (ROOT / "deploy").glob("*.timer")


def test_the_compose_file_is_one_by_its_schema():
    check = Path(sys.executable).with_name("check-jsonschema")
    command = [check, "--builtin-schema", "vendor.compose-spec", COMPOSE]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_writes_little_and_may_little(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}


def test_only_nginx_is_reached_from_outside_and_it_has_no_scans():
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["nginx"]
    for name in ("database", "cache"):
        assert SERVICES[name]["networks"] == ["inside"]
    files = [volume.split(":")[0] for volume in SERVICES["nginx"]["volumes"]]
    assert {"media", "static"} <= set(files)
    assert "documents" not in files
    assert "documents:/var/lib/coopsite/documents" in SERVICES["app"]["volumes"]


def test_what_answers_is_watched():
    app = SERVICES["app"]["healthcheck"]["test"]
    assert "http://127.0.0.1:8001/suc-khoe/" in app[-1]
    assert all("healthcheck" in SERVICES[n] for n in ("nginx", "database", "cache"))


def test_nginx_runs_the_file_of_deploy_for_this_host(tmp_path):
    script = SERVICES["nginx"]["command"][-1].replace("$$", "$")
    script = script.replace("/etc/coopsite/nginx.conf", str(ROOT / "deploy/nginx.conf"))
    script = script.replace("/etc/nginx/conf.d/default.conf", str(tmp_path / "conf"))
    script = script.replace("exec nginx", "exec echo")
    environment = {"PATH": "/usr/bin:/bin", "SITE_HOST": "htx.test"}
    subprocess.run(["sh", "-euc", script], env=environment, check=True)
    text = (tmp_path / "conf").read_text()
    assert text.count("server_name htx.test;") == 2
    assert "example" not in text
    assert "[::]" not in text
    assert "server 127.0.0.1:8001 max_fails=0;" in text  # SERVICES["app"], beside it
    assert SERVICES["app"]["network_mode"] == "service:nginx"


def named_commands(text):
    return set(re.findall(r"manage\.py (\w+)", text))


def test_each_night_does_what_the_units_do():
    nightly = SERVICES["nightly"]["command"][-1]
    units = [
        ROOT / "deploy" / timer.name.replace("timer", "service") for timer in TIMERS
    ]
    expected = named_commands("".join(unit.read_text() for unit in units))
    assert {"forget_addresses", "count_reads"} <= expected
    assert named_commands(nightly) == expected
    assert "deploy/backup.sh" in nightly


def test_each_queue_has_its_worker():
    unit = (ROOT / "deploy" / "coopsite-worker@.service").read_text()
    queues = re.search(r"coopsite-worker@(\w+) .*\n.*coopsite-worker@(\w+),", unit)
    commands = [SERVICES[name]["command"] for name in ("worker", "worker-clips")]
    assert [command[-1] for command in commands] == list(queues.groups())
    assert f"manage.py {commands[0][2]} --queue %i" in unit


def test_a_release_in_containers_prepares_what_release_sh_does():
    release = (ROOT / "deploy" / "release.sh").read_text()
    listed = re.search(r"for command in ([\w ]+); do", release)[1].split()
    steps = set(re.findall(r'manage "\$next" (\w+)', release)) | set(listed)
    assert named_commands(SERVICES["prepare"]["command"][-1]) == steps


def test_the_image_has_the_python_of_the_project_and_no_root():
    text = (ROOT / "Dockerfile").read_text()
    version = (ROOT / ".python-version").read_text().strip()
    assert f"ARG PYTHON_IMAGE=python:{version}-slim-" in text
    last = dict(read_stages()[-1])
    assert last["USER"] == "10001:10001"
    assert "apt-get" not in last["CMD"]


@pytest.mark.served
@pytest.mark.proof
@pytest.mark.long
@pytest.mark.skipif(connection.vendor != "sqlite", reason="told on SQLite")
def test_what_the_steps_of_the_dockerfile_make_serves(filled, tmp_path):
    stages = {}
    for number, steps in enumerate(read_stages()):
        image = Image(tmp_path / f"stage-{number}").build(steps, stages)
    assert len(image.left_out) == 2  # Debian's packages, the user
    assert not (image.code / "tests").exists()
    assert not (image.code / ".git").exists()
    installed = {path.name for path in (image.code / ".venv" / "bin").iterdir()}
    assert not {"pip", "pip3"} & installed
    assert "granian" in installed
    assert (image.code / "sbom.json").exists()

    shutil.copytree(filled.data, tmp_path / "data")
    place = Place(tmp_path / "data", code=image.code)
    port = free_port()
    command = json.loads(image.command)
    command[0] = str(image.code / ".venv" / "bin" / "python")
    process = subprocess.Popen(
        command,
        cwd=image.code,
        env=place.environment | {"PORT": str(port), "WORKERS": "1"},
        start_new_session=True,
    )
    try:
        wait_until(lambda: status(f"http://127.0.0.1:{port}/suc-khoe/") == 200)
        smoke = [command[0], image.code / "deploy/smoke.py", str(port), "portal.test"]
        result = subprocess.run(smoke, capture_output=True, text=True, timeout=60)
        assert result.returncode == 0, result.stderr
    finally:
        end(process)
