"""Starts the portal on one machine: what `make run` does once .venv stands.

Each step looks first at what is already done, so a second start does nothing twice,
and one that was killed at any point is finished by the next. With arguments it runs
a command of Django in the same surroundings: `python -m coopsite.start shell`.

What the person reads is Vietnamese and short.
"""

import fcntl
import os
import secrets
import socket
import sys
import textwrap
from contextlib import contextmanager
from pathlib import Path

from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent
OLD_PAGES = BASE_DIR / "news" / "old_site" / "pages"
ADMINISTRATOR = "quantri"
# Without look-alikes (0 O, 1 l): it is read from a screen and typed.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class CannotStart(Exception):
    """The person has to do something; the text says what, in Vietnamese."""


def main(arguments):
    """Start the portal, or run the Django command that `arguments` name.

    Returns the exit code; whatever is wrong is told in one sentence.
    """
    try:
        data = prepare_surroundings()
        if arguments:
            return run_command(arguments)
        start(data)
    except (CannotStart, EnvError) as error:
        return _tell_error(error)
    except KeyboardInterrupt:
        tell("\nĐã dừng. Chạy lại make run để tiếp tục.")
        return 130
    return 0


def _tell_error(error):
    print(f"Không khởi động được: {error}", file=sys.stderr, flush=True)
    return 1


def tell(text):
    print(text, flush=True)


# --- surroundings -----------------------------------------------------------------


def prepare_surroundings():
    """Set the environment of a local portal; return its data folder, made if new."""
    env = Env()
    env.read_env(BASE_DIR / ".env", recurse=False)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopsite.settings")
    os.environ.setdefault("HTTPS", "off")  # it listens on this machine only
    data = Path(env.str("COOPSITE_DATA", "") or BASE_DIR / "var").absolute()
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not os.environ.get("SECRET_KEY"):
            os.environ["SECRET_KEY"] = kept_secret_key(data / "secret-key")
    except OSError as error:
        raise CannotStart(
            f"không ghi được vào thư mục dữ liệu {data} ({error.strerror}). Hãy cấp "
            "quyền ghi, hoặc chọn thư mục khác: COOPSITE_DATA=/đường/dẫn make run"
        ) from error
    return data


def kept_secret_key(file):
    """Return the key kept in `file`; make it, for the owner's eyes only, when new."""
    key = file.read_text().strip() if file.exists() else ""
    if len(key) < 50:
        key = secrets.token_urlsafe(50)
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as writing:
            writing.write(f"{key}\n")
        fresh.replace(file)
    return key


def run_command(arguments):
    from django.core.management import execute_from_command_line

    execute_from_command_line(["make manage", *arguments])
    return 0


# --- the steps --------------------------------------------------------------------


def start(data):
    """Bring the portal of the folder `data` up and serve it until Ctrl-C."""
    port = wanted_port()
    with only_start(data, port):
        refuse_taken(port)
        set_up_django()
        from django.core.management import CommandError
        from django.db import Error, connections

        from coopsite.static_files import collect_static_files

        try:
            migrate()
            load_first_data()
            collect_static_files(data, tell)
            make_administrator()
        except CommandError as error:
            raise CannotStart(str(error)) from error
        except Error as error:
            raise CannotStart(
                f"cơ sở dữ liệu báo lỗi: {str(error).strip()}\nHãy xem lại "
                "DATABASE_URL (máy chủ có chạy không, tên và mật khẩu có đúng không) "
                "và chỗ trống trên đĩa."
            ) from error
        connections.close_all()  # the workers are forks, each opens its own
        refuse_taken(port)
        from coopsite.serve import serve

        tell("[6/6] Khởi động máy chủ web")
        serve(port, lambda is_up: announce(port, is_up))
    tell("Đã dừng cổng thông tin.")


def wanted_port():
    """Return PORT (default 8000), refused unless it is a number from 1 to 65535."""
    text = os.environ.get("PORT", "").strip() or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise CannotStart(f"PORT={text} không phải là số cổng từ 1 đến 65535.")
    return int(text)


@contextmanager
def only_start(data, port):
    """Let one start at a time work on a data folder; tell the others where it is."""
    with (data / "start.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise CannotStart(
                f"cổng thông tin của thư mục {data} đang chạy tại {file.read()}. "
                "Hãy mở địa chỉ ấy, hoặc dừng lần chạy kia trước (Ctrl-C)."
            ) from error
        file.truncate(0)
        file.write(f"http://127.0.0.1:{port}/")
        file.flush()
        # The lock is this process's own: a worker left over must not hold it.
        os.register_at_fork(after_in_child=file.close)
        yield


def refuse_taken(port):
    """Raise when `port` is in use or not ours to use.

    Asked by a plain bind: granian shares its port (SO_REUSEPORT) and would not notice.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise CannotStart(
                f"cổng {port} chỉ dành cho quản trị máy. Hãy chọn cổng khác, ví dụ: "
                "PORT=8001 make run"
            ) from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise CannotStart(
                f"cổng {port} đang có chương trình khác dùng. Hãy dừng chương trình "
                f"ấy, hoặc chọn cổng khác: PORT={other} make run"
            ) from error


def set_up_django():
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CannotStart(str(error)) from error


def migrate():
    """Bring the database to this version's tables."""
    from django.core.management import call_command

    tell("[2/6] Cơ sở dữ liệu")
    call_command("migrate", verbosity=0, interactive=False)


def load_first_data():
    """Fill an empty database with the old site's pages and the demonstration data.

    All or nothing, so that a start killed here finds the database empty again. Smaller
    sizes of pictures come after that; those a killed start left out are made now.
    """
    from cooperatives.models import Cooperative
    from news.models import Article, Image
    from news.pictures import make_sizes

    if Article.objects.exists() or Cooperative.objects.exists():
        tell("[3/6] Dữ liệu đã có, giữ nguyên")
        for image in Image.objects.filter(has_sizes=False):
            make_sizes.enqueue(image.pk)
        return
    tell("[3/6] Nạp trang cũ và dữ liệu minh hoạ (chừng nửa phút, chỉ lần đầu)")
    _import_and_invent()


def _import_and_invent():
    from django.core.management import call_command
    from django.db import transaction

    with transaction.atomic():
        call_command(
            "import_old_pages",
            str(OLD_PAGES),
            published_on=["02/02/2024"],
            featured=["hoi-nghi-tong-ket-2023"],
            stdout=Indented(),
        )
        call_command("load_demo", stdout=Indented())


class Indented:
    """Writes what a command reports under the step it belongs to."""

    def write(self, text):
        sys.stdout.write(textwrap.indent(text, "      "))
        sys.stdout.flush()


def make_administrator():
    """Make one administrator where nobody can sign in yet; print the password once."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    users = get_user_model().objects
    if users.exists():
        tell("[5/6] Tài khoản đã có")
        return
    password = "-".join(
        "".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4)
    )
    with transaction.atomic():  # a start killed before printing makes another
        users.create_superuser(ADMINISTRATOR, password=password)
        tell(
            "[5/6] Tạo tài khoản quản trị\n"
            f"      Tên đăng nhập: {ADMINISTRATOR}\n"
            f"      Mật khẩu:      {password}   (chỉ hiện một lần này)\n"
            "      Đổi mật khẩu: mục “Đổi mật khẩu” ở góc trên trang quản trị; "
            "nếu quên: make password"
        )


def announce(port, is_up):
    address = f"http://127.0.0.1:{port}"
    if not is_up:
        tell(f"Trang chủ {address}/ không trả lời đúng: xem lỗi ở trên.")
        return
    tell(
        f"\nCổng thông tin:  {address}/\nTrang quản trị:  {address}/quan-tri/\n"
        "Dừng: Ctrl-C"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
