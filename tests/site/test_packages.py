"""`make packages` makes .venv and fills it, once and whole, whatever befell it before.

A Python of a few lines of shell stands in for the real one: what is told to install is
written to a file, nothing is fetched.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STAND_IN = r"""#!/bin/sh
case "$2" in
    *ensurepip*) echo "good 3.13.0 $0" ;;
    "import sys, pip;"*) ;;
    venv) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    pip) sleep 0.5; echo "$*" >>installed; exit "${PIP_ENDS_WITH:-0}" ;;
    *) echo "Python 3.13.0" ;;
esac
"""


class Project:
    """A folder with what `make packages` reads, and the log of what it installed."""

    def __init__(self, folder):
        self.folder, self.venv = folder, folder / ".venv"
        (folder / "scripts").mkdir()
        for name in ("Makefile", "scripts/find_python.sh", "requirements.txt"):
            shutil.copy(ROOT / name, folder / name)
        self.python = folder / "python3.13"
        self.python.write_text(STAND_IN)
        self.python.chmod(0o755)

    def begin(self, **environment):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
        return subprocess.Popen(
            ["make", "packages"],
            cwd=self.folder,
            env=kept | {"PYTHON": str(self.python)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )

    def make(self, **environment):
        process = self.begin(**environment)
        printed, _ = process.communicate(timeout=60)
        return printed, process.returncode

    @property
    def installations(self):
        return (self.folder / "installed").read_text().count("-r requirements.txt")


@pytest.fixture
def project(tmp_path):
    """A project where `make packages` has been run once."""
    project = Project(tmp_path)
    printed, code = project.make()
    assert code == 0, printed
    assert printed.splitlines() == [
        "[1/6] Tạo .venv với Python 3.13.0",
        "[1/6] Cài 26 gói của requirements.txt (chừng 15 giây)",
    ]
    assert project.installations == 1
    return project


def test_a_second_run_does_nothing_and_says_nothing(project):
    assert project.make() == ("", 0)
    assert project.installations == 1


def test_a_changed_list_is_installed_into_the_same_venv(project):
    (project.venv / "mark").touch()
    later = time.time() + 60
    os.utime(project.folder / "requirements.txt", (later, later))
    assert project.make()[1] == 0
    assert project.installations == 2
    assert (project.venv / "mark").exists()


@pytest.mark.parametrize("harm", ["unfinished", "python that fails", "no python"])
def test_what_is_broken_is_made_anew(project, harm):
    (project.venv / "mark").touch()
    python = project.venv / "bin" / "python"
    if harm == "unfinished":
        (project.venv / ".unfinished").touch()
    elif harm == "no python":
        python.unlink()
    else:
        python.write_text("#!/bin/sh\nexit 127\n")
    assert project.make()[1] == 0
    assert project.installations == 2
    assert not (project.venv / "mark").exists()


def test_two_at_once_install_once(project):
    shutil.rmtree(project.venv)
    processes = [project.begin(), project.begin()]
    printed = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert "" in printed
    assert project.installations == 2


def test_an_installation_that_fails_is_told_and_done_again(project):
    shutil.rmtree(project.venv)
    printed, code = project.make(PIP_ENDS_WITH="1")
    assert code != 0
    assert "Không cài được các gói" in printed
    assert project.make()[1] == 0
    assert project.installations == 3
