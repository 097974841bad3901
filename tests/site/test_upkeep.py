"""`make update`, and the list of what the portal is made of."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from django.conf import settings

ROOT = settings.BASE_DIR
BEFORE = "django==6.1.3 \\\n    --hash=sha256:aa\ngone==1.0\n"
AFTER = "django==6.1.4 \\\n    --hash=sha256:bb\nnew==2.0 ; sys_platform == 'linux'\n"
DEV = "pytest==9.2.0\n"


@pytest.fixture
def project(tmp_path):
    """A folder where packages are pinned, installed and tested by stand-ins."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "update.py", tmp_path / "scripts")
    (tmp_path / "requirements.txt").write_text(BEFORE)
    (tmp_path / "requirements-dev.txt").write_text(BEFORE + DEV)
    (tmp_path / "newer").write_text(AFTER)
    (tmp_path / "scripts" / "lock.sh").write_text(
        'test "$1" = --upgrade && cp newer requirements.txt &&'
        " { cat newer; echo pytest==9.2.0; } >requirements-dev.txt\n"
    )
    (tmp_path / "Makefile").write_text(
        "packages-dev:\n\thead -n 1 requirements.txt >>installed\n"
        "test:\n\ttest ! -e red\n"
    )
    return tmp_path


def update(project):
    command = [sys.executable, "scripts/update.py"]
    return subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8")


@pytest.mark.served
def test_newer_packages_stay_if_the_suite_passes(project):
    result = update(project)
    assert result.returncode == 0, result.stderr
    assert (project / "requirements.txt").read_text() == AFTER
    assert (project / "requirements-dev.txt").read_text() == AFTER + DEV
    assert (project / "var" / "update.md").read_text() == (
        "| package | before | after | for |\n"
        "|---|---|---|---|\n"
        "| django | 6.1.3 | 6.1.4 | service |\n"
        "| gone | 1.0 | – | service |\n"
        "| new | – | 2.0 | service |\n\n"
        "The whole suite passes with them.\n"
    )


@pytest.mark.served
def test_a_red_suite_brings_the_packages_of_before_back(project):
    (project / "red").touch()
    result = update(project)
    assert result.returncode == 1
    assert "NOT UPDATED, the lists of before are back" in result.stderr
    assert (project / "requirements.txt").read_text() == BEFORE
    assert (project / "requirements-dev.txt").read_text() == BEFORE + DEV
    installed = (project / "installed").read_text().splitlines()
    assert installed == ["django==6.1.4 \\", "django==6.1.3 \\"]
    report = (project / "var" / "update.md").read_text()
    assert "| django | 6.1.3 | 6.1.4 | service |" in report
    assert report.endswith("Not taken: the versions of before are back.\n")


@pytest.mark.served
def test_nothing_newer_installs_and_tests_nothing(project):
    (project / "newer").write_text(BEFORE)
    result = update(project)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Nothing is newer")
    assert not (project / "installed").exists()


def print_sbom():
    command = [sys.executable, ROOT / "deploy" / "sbom.py"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_the_sbom_is_cyclonedx_and_names_each_locked_package_with_its_hashes():
    printed = print_sbom()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(printed) is None
    listed = {
        component["name"]: (
            component["version"],
            {one["content"] for one in component["hashes"]},
        )
        for component in json.loads(printed)["components"]
    }
    locked = (ROOT / "requirements.txt").read_text()
    names = re.findall(r"^([\w.-]+)(?:\[.*?\])?==", locked, re.MULTILINE)
    assert sorted(listed) == sorted(names)
    hashes = set().union(*(digests for _, digests in listed.values()))
    assert hashes == set(re.findall(r"sha256:(\w{64})", locked))
    version, digests = listed["django"]
    one = re.search(r"^django==(\S+) .*\n.*sha256:(\w{64})", locked, re.MULTILINE)
    assert version == one[1]
    assert one[2] in digests


def test_the_sbom_of_the_same_lists_is_the_same():
    assert print_sbom() == print_sbom()
