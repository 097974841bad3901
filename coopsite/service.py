"""Starts the portal in service: looks first whether it may, then becomes granian.

What is missing is told in one line, and nothing starts: a portal without its static
files or its tables answers every reader with an error. `make run` does these things by
itself (`coopsite.start`); in service `deploy/release.sh` does.
"""

import os
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import Error, connections
from environs import EnvError

# What systemd is told not to try again: somebody has to do something first.
REFUSED, NOT_NOW = 78, 1
MOST_WORKERS = 8
_DRAIN_SECONDS = 60


def main():
    """Becomes the server; returns the exit code where it may not."""
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopsite.settings")
        refuse_unfit_settings()
        django.setup()
        refuse_unready()
        command = granian_command(os.environ)
    except Error as error:
        line = str(error).strip().partition("\n")[0]
        return _refuse(f"cơ sở dữ liệu không trả lời: {line}", NOT_NOW)
    except (CommandError, EnvError, ImproperlyConfigured) as error:
        return _refuse(error, REFUSED)
    return os.execv(command[0], command)  # noqa: S606  # no shell, our own arguments


def _refuse(reason, code):
    print(f"Không khởi động được: {reason}", file=sys.stderr, flush=True)
    return code


def refuse_unfit_settings():
    """Raises where the settings are not fit for readers."""
    from django.conf import settings

    key = settings.SECRET_KEY
    if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure"):
        raise CommandError(
            "SECRET_KEY quá ngắn hoặc dễ đoán. Hãy đặt một chuỗi ngẫu nhiên từ 50 ký "
            "tự trở lên (cách tạo: xem .env.example)."
        )
    if settings.DEBUG:
        raise CommandError("DEBUG đang bật. Hãy bỏ DEBUG khỏi cấu hình.")


def refuse_unready():
    """Raises where static files or tables are not those of this code."""
    from django.conf import settings

    from coopsite.portal.health.checks import (
        has_static_files,
        list_unapplied_migrations,
    )

    if not has_static_files():
        raise CommandError(
            f"chưa có tệp tĩnh trong {settings.STATIC_ROOT}. Hãy chạy: "
            "manage.py collectstatic"
        )
    pending = list_unapplied_migrations()
    connections.close_all()
    if pending:
        raise CommandError(
            f"cơ sở dữ liệu còn thiếu {len(pending)} bước cập nhật ({pending[0]}…). "
            "Hãy chạy: manage.py migrate"
        )


def granian_command(environment):
    """Returns granian's command line; HOST, PORT and WORKERS may be set."""
    workers = _number(
        environment, "WORKERS", min(os.cpu_count() or 1, MOST_WORKERS), 64
    )
    facts = {
        "--interface": "wsgi",
        "--host": environment.get("HOST") or "127.0.0.1",
        "--port": _number(environment, "PORT", 8001, 65535),
        "--workers": workers,
        # Each may be busy with an upload, or sending a file.
        "--blocking-threads": 16,
        # What was begun is finished, also when a release takes the place.
        "--workers-kill-timeout": _DRAIN_SECONDS,
        "--log-level": "error",
    }
    words = [str(word) for pair in facts.items() for word in pair]
    granian = str(Path(sys.executable).with_name("granian"))
    flags = ["--respawn-failed-workers", "--no-ws"]
    return [granian, *words, *flags, "coopsite.wsgi:application"]


def _number(environment, name, default, most):
    text = environment.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= most):
        raise CommandError(f"{name}={text} không phải là số từ 1 đến {most}.")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
