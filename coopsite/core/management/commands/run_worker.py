"""`manage.py run_worker`: does the tasks of one queue until it is told to end.

django-tasks-db's own `db_worker`, under a name that is the same after each start: so it
knows which task it had begun when it was killed.
"""

import fcntl
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from coopsite.core.tasks import DEFAULT, has_worker
from coopsite.core.tasks.attempts import end_lost, name_worker
from coopsite.task_settings import QUEUES

# What systemd is told not to try again (deploy/coopsite-worker@.service).
REFUSED = 78


class Command(BaseCommand):
    help = (
        "Làm các việc chạy nền trong một hàng đợi (ảnh và thư: default; clip: clips), "
        "khi TASKS_BACKEND=database. Mỗi máy chạy một tiến trình cho mỗi hàng đợi."
    )

    def add_arguments(self, parser):
        parser.add_argument("--queue", choices=QUEUES, default=DEFAULT)
        parser.add_argument("--batch", action="store_true", help="Hết việc thì dừng.")

    def handle(self, queue, batch, verbosity, **options):
        if not has_worker():
            raise CommandError(
                "TASKS_BACKEND chưa là database: mọi việc được làm ngay, không có hàng "
                "đợi nào để làm.",
                returncode=REFUSED,
            )
        name = name_worker(queue)
        with alone(queue):
            end_lost(name)
            call_command(
                "db_worker",
                queue_name=queue,
                worker_id=name,
                batch=batch,
                reload=False,
                startup_delay=False,  # the only one of its queue here
                verbosity=verbosity,
            )


@contextmanager
def alone(queue):
    """A context in which no other process of this data folder works on `queue`."""
    with (settings.DATA_DIR / f"worker-{queue}.lock").open("a") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CommandError(
                f"Hàng đợi {queue} đang có tiến trình khác làm."
            ) from error
        yield
