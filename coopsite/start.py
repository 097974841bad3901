"""Starts the portal on one machine: what `make run` does once .venv stands.

`setup_local` makes the database ready; here are the surroundings it needs, and the
promise that one start works at a time. With arguments it runs a command of Django in
the same surroundings: `python -m coopsite.start shell`.

What the person reads is Vietnamese and short.
"""

import fcntl
import os
import secrets
import socket
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import (
    CommandError,
    call_command,
    execute_from_command_line,
)
from django.db import connections
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent


def main(arguments):
    """Starts the portal, or runs the Django command that `arguments` name.

    Returns the exit code, or what is wrong in one sentence.
    """
    try:
        data = prepare_surroundings()
        if arguments:
            execute_from_command_line(["make manage", *arguments])
        else:
            start(data)
    except (CommandError, EnvError, ImproperlyConfigured) as error:
        return f"Không khởi động được: {error}"
    except KeyboardInterrupt:
        print("\nĐã dừng. Chạy lại make run để tiếp tục.", flush=True)
        return 130
    return 0


def prepare_surroundings():
    """Sets the environment of a local portal; returns its data folder, made if new."""
    env = Env()
    env.read_env(BASE_DIR / ".env", recurse=False)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopsite.settings")
    os.environ.setdefault("HTTPS", "off")  # it listens on this machine only
    port = os.environ.get("PORT", "").strip() or "8000"
    os.environ.setdefault("SITE_ADDRESS", f"http://127.0.0.1:{port}")
    os.environ.setdefault("SECOND_FACTOR_FOR", "")  # a demonstration is tried at once
    os.environ.setdefault("EXPECT_BACKUPS", "off")  # nor does it nag
    os.environ.setdefault("EMAIL_URL", "console:")  # mails are read in the terminal
    data = Path(env.str("COOPSITE_DATA", "") or BASE_DIR / "var").absolute()
    try:
        data.mkdir(0o700, parents=True, exist_ok=True)
        if not os.environ.get("SECRET_KEY"):
            os.environ["SECRET_KEY"] = kept_secret_key(data / "secret-key")
    except OSError as error:
        raise CommandError(
            f"không ghi được vào thư mục dữ liệu {data} ({error.strerror}). Hãy cấp "
            "quyền ghi, hoặc chọn thư mục khác: COOPSITE_DATA=/đường/dẫn make run"
        ) from error
    return data


def kept_secret_key(file):
    """Returns the key kept in `file`; makes it, for the owner's eyes only, when new."""
    key = file.read_text().strip() if file.exists() else ""
    if len(key) < 50:
        key = secrets.token_urlsafe(50)
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        fresh.touch(0o600, exist_ok=False)
        fresh.write_text(f"{key}\n")
        fresh.replace(file)
    return key


def start(data):
    """Brings the portal of the folder `data` up and serves it until Ctrl-C."""
    port = wanted_port()
    with lock_folder(data, port):
        refuse_taken(port)
        django.setup()
        call_command("setup_local")
        connections.close_all()  # the workers are forks, each opens its own
        for database in data.glob("*.sqlite3*"):
            database.chmod(0o600)
        refuse_taken(port)
        print("[6/6] Khởi động máy chủ web", flush=True)
        from coopsite.serve import serve

        serve(port)
    print("Đã dừng cổng thông tin.", flush=True)


def wanted_port():
    """Returns PORT (default 8000), refused unless it is a number from 1 to 65535."""
    text = os.environ.get("PORT", "").strip() or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise CommandError(f"PORT={text} không phải là số cổng từ 1 đến 65535.")
    return int(text)


def lock_folder(data, port):
    """Returns the open file whose lock lets one start at a time work on a data folder.

    The file tells the others where the portal is. `lockf`, since a lock of `flock` is
    inherited: a worker left over would hold it.
    """
    file = (data / "start.lock").open("a+")
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        raise CommandError(
            f"cổng thông tin của thư mục {data} đang chạy tại {file.read()}. "
            "Hãy mở địa chỉ ấy, hoặc dừng lần chạy kia trước (Ctrl-C)."
        ) from error
    file.truncate(0)
    print(f"http://127.0.0.1:{port}/", end="", file=file, flush=True)
    return file


def refuse_taken(port):
    """Raises when `port` is in use or not ours to use.

    Asked by a plain bind: granian shares its port (SO_REUSEPORT) and would not notice.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = "đang có chương trình khác dùng. Hãy dừng chương trình ấy, hoặc"
            if isinstance(error, PermissionError):
                reason = "chỉ dành cho quản trị máy. Hãy"
            other = port + 1 if 1024 <= port < 65535 else 8001
            raise CommandError(
                f"cổng {port} {reason} chọn cổng khác: PORT={other} make run"
            ) from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
