"""`python -m coopsite.service`: what keeps it from starting, told in one line."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.deploy.places import Place, free_port, status, wait_until
from tests.factories.cases import few_now

pytestmark = pytest.mark.served


def refusal(place, **environment):
    """Returns the one line with which the start is refused, and its exit code."""
    result = place.run(sys.executable, "-m", "coopsite.service", **environment)
    [line] = result.stderr.splitlines()
    assert line.startswith("Không khởi động được: ")
    return line, result.returncode


@pytest.mark.parametrize(
    ("name", "value", "words", "code"),
    few_now(
        [
            ("SECRET_KEY", "", "SECRET_KEY is not set", 78),
            ("SECRET_KEY", "a" * 60, "SECRET_KEY quá ngắn", 78),
            ("SECRET_KEY", "change-me", "SECRET_KEY quá ngắn", 78),
            ("DEBUG", "on", "DEBUG đang bật", 78),
            ("PORT", "abc", "PORT=abc", 78),
            ("WORKERS", "0", "WORKERS=0", 78),
            ("DATABASE_URL", "postgres://a@127.0.0.1:1/b", "không trả lời", 1),
        ],
        1,
        6,
    ),
)
def test_a_setting_unfit_for_service_is_told(filled, name, value, words, code):
    line, ended_with = refusal(filled, **{name: value})
    assert words in line
    assert ended_with == code


def test_without_static_files_it_does_not_start(tmp_path):
    line, code = refusal(Place(tmp_path))
    assert "manage.py collectstatic" in line
    assert code == 78


def test_with_pending_migrations_it_does_not_start(filled, tmp_path):
    (tmp_path / "static").symlink_to(filled.data / "static")
    line, code = refusal(Place(tmp_path))
    assert "manage.py migrate" in line
    assert code == 78


def test_it_serves(filled):
    port = free_port()
    with filled.serve(port):
        assert status(f"http://127.0.0.1:{port}/suc-khoe/day-du/") in (301, 400, 403)


@pytest.mark.proof
def test_a_worker_that_is_killed_is_replaced(filled):
    """Where one dies after the other, all ends, and systemd starts it anew."""
    port = free_port()
    alive = f"http://127.0.0.1:{port}/suc-khoe/"
    with filled.serve(port) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")

        def kill_worker():
            os.kill(int(children.read_text().split()[-1]), signal.SIGKILL)
            wait_until(lambda: status(alive) == 0)

        kill_worker()
        wait_until(lambda: status(alive) == 200)
        kill_worker()
        wait_until(lambda: status(alive) == 200 or process.poll() is not None)
        assert process.poll() != 78  # which systemd would leave alone
