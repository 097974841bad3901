"""The Makefile: `make packages` makes .venv whole, `make test` names what failed.

A Python of a few lines of shell stands in for the real one: what is told to install is
written to a file, nothing is fetched.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.served

ROOT = Path(__file__).resolve().parent.parent.parent
LISTS = ("requirements.txt", "requirements-dev.txt")
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
        for name in ("Makefile", "scripts/find_python.sh", *LISTS):
            shutil.copy(ROOT / name, folder / name)
        self.python = folder / "python3.13"
        self.python.write_text(STAND_IN)
        self.python.chmod(0o755)

    def begin(self, *arguments, **environment):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
        return subprocess.Popen(
            ["make", *arguments],
            cwd=self.folder,
            env=kept | {"PYTHON": str(self.python)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )

    def make(self, *arguments, **environment):
        process = self.begin(*(arguments or ["packages"]), **environment)
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
    locked = (project.folder / "requirements.txt").read_text().splitlines()
    number = sum("==" in line for line in locked)
    assert printed.splitlines() == [
        "[1/6] Tạo .venv với Python 3.13.0",
        f"[1/6] Cài {number} gói của requirements.txt (chừng 15 giây)",
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
    processes = [project.begin("packages") for _ in range(2)]
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


def test_every_check_runs_and_the_last_lines_name_those_that_failed(project):
    printed, code = project.make("test", "TESTS=layers lint-rules migrations")
    assert code != 0
    assert "FAILED: layers\n" in printed  # a stand-in has no lint-imports
    for target in ("layers", "lint-rules", "migrations"):
        assert f"=== {target}\n" in printed
        assert f"--- {target}: " in printed
    printed, code = project.make("test", "TESTS=lint-rules migrations")
    assert (printed.splitlines()[-1], code) == ("All checks and tests passed.", 0)


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_a_postgresql_that_lacks_is_said_and_fails_where_ci_is_true(ci, code):
    place = {"TEST_POSTGRES_URL": "postgres://nobody@127.0.0.1:1/x", "CI": ci}
    result = subprocess.run(
        [sys.executable, ROOT / "scripts" / "on_postgresql.py", "echo", "ran"],
        env=os.environ | place,
        capture_output=True,
        encoding="utf-8",
    )
    assert result.returncode == code
    assert result.stdout.startswith("NOT TESTED HERE: anything on PostgreSQL: ")
    assert "ran" not in result.stdout.splitlines()
