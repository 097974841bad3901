"""What failed is tried again after ever longer pauses, then left for the desk.

A worker that is killed says nothing of its task: the next of its name does, or, where
its machine is gone, `forget_tasks` hours later.
"""

import socket
from datetime import timedelta

from django.db import transaction
from django.dispatch import receiver
from django.tasks import TaskResultStatus
from django.tasks.signals import task_finished
from django.utils import timezone
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

# A server of mails that is down, a full disk: often mended within hours.
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=2))
# No task takes that long (the making of a clip is ended after half an hour).
LONGEST = timedelta(hours=6)
# What the worker of the release before says of a task that it does not know.
NEW = ("builtins.ImportError", "builtins.ModuleNotFoundError")
DONE_FOR, FAILED_FOR = timedelta(days=2), timedelta(days=90)


class WorkerLost(Exception):
    """The worker ended in the middle of a task: killed, out of memory, machine off."""


def name_worker(queue):
    """Returns the name of this machine's worker of `queue`, the same at each start."""
    return f"{socket.gethostname()[:40]}:{queue}"


@receiver(task_finished, sender=DatabaseBackend)
def try_later(sender, task_result, **kwargs):
    """Puts a task that failed back into the queue, as often as there are `PAUSES`."""
    if task_result.status == TaskResultStatus.FAILED:
        _put_back(task_result.db_result)


def _put_back(row):
    attempts = len(row.worker_ids)
    if attempts <= len(PAUSES):
        DBTaskResult.objects.failed().filter(pk=row.pk).update(
            status=TaskResultStatus.READY,
            run_after=timezone.now() + PAUSES[attempts - 1],
            finished_at=None,
        )


def end_lost(worker=None):
    """Counts as failed what `worker`, of which none runs now, had begun; and what was
    begun too long ago for anybody to be at it still. Puts back what an older release
    did not know."""
    too_long_ago = timezone.now() - LONGEST
    with transaction.atomic():
        for row in DBTaskResult.objects.running().select_for_update():
            if row.worker_ids[-1] == worker or row.started_at < too_long_ago:
                row.set_failed(WorkerLost("The worker ended before the task did."))
                _put_back(row)
        for row in DBTaskResult.objects.failed().filter(exception_class_path__in=NEW):
            _put_back(row)


def run_again(rows):
    """Puts those of `rows` that failed into the queue as new; returns their count."""
    failed = DBTaskResult.objects.failed().filter(pk__in=[row.pk for row in rows])
    return failed.update(
        status=TaskResultStatus.READY,
        run_after=get_date_max(),
        enqueued_at=timezone.now(),
        finished_at=None,
        worker_ids=[],
    )


def forget_old():
    """Deletes what was done two days ago, or failed 90 days ago; returns the count."""
    now, rows = timezone.now(), DBTaskResult.objects
    done = rows.successful().filter(finished_at__lt=now - DONE_FOR)
    failed = rows.failed().filter(finished_at__lt=now - FAILED_FOR)
    return done.delete()[0] + failed.delete()[0]
