"""Makes .venv and installs a locked list of packages into it; quick when all stands.

Usage: install.py REQUIREMENTS [LABEL]. Needs only the standard library: it runs
before anything is installed. Killed at any point, the next run finishes the work.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

VENV = Path(".venv")
# Stands while .venv is being filled; found at a start, it tells of a killed run.
UNFINISHED = VENV / ".unfinished"
IN_VENV = VENV / "bin" / "python"
NEW_ENOUGH = "import sys, pip; sys.exit(sys.version_info < (3, 12))"


class CannotInstall(Exception):
    """The person has to do something; the text says what."""


def main(requirements, label=""):
    """Make sure .venv holds the packages of the file named `requirements`."""
    os.chdir(Path(__file__).resolve().parent.parent)
    with open(requirements, "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two starts at once: one waits
        content = file.read()
        stamp = VENV / f".installed-{requirements}"
        fingerprint = hashlib.sha256(content).hexdigest()
        if is_whole() and stamp.exists() and stamp.read_text() == fingerprint:
            return
        install(requirements, content.count(b"==") or 1, label)
        stamp.write_text(fingerprint)
        UNFINISHED.unlink()


def is_whole():
    """Whether .venv was finished and its Python still runs and is new enough."""
    if UNFINISHED.exists() or not IN_VENV.exists():
        return False
    return (
        subprocess.run([IN_VENV, "-c", NEW_ENOUGH], capture_output=True).returncode == 0
    )


def install(requirements, count, label):
    if not is_whole():
        tell(f"{label}Tạo .venv với Python {sys.version.split()[0]}")
        make_venv()
    UNFINISHED.touch()
    tell(f"{label}Cài {count} gói của {requirements} (chừng 15 giây)")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    pip = [IN_VENV, "-m", "pip", "install", *quiet, "--require-hashes"]
    if subprocess.run([*pip, "-r", requirements]).returncode:
        raise CannotInstall(
            "Không cài được các gói: xem lỗi của pip ở trên (thường do mạng), rồi chạy "
            "lại. [Could not install the packages: see pip's error above (mostly the "
            "network), then run again.]"
        )


def make_venv():
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    # The base, not the .venv that may be active and was just removed.
    python = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run([python, "-m", "venv", VENV])
    if made.returncode:
        raise CannotInstall(
            "Không tạo được .venv: xem lỗi ở trên. [Could not make .venv: see above.]"
        )


def tell(text):
    print(text, flush=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except CannotInstall as reason:
        sys.exit(f"{reason}")
    except OSError as error:
        sys.exit(
            f"Không ghi được vào thư mục dự án: {error}. "
            f"[Cannot write to the project's folder: {error}.]"
        )
    except KeyboardInterrupt:
        sys.exit("Đã dừng; chạy lại để làm tiếp. [Stopped; run again to go on.]")
