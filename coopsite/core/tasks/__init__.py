"""Work that nobody should wait for: done by a worker where there is one, else at once
(ADR 35)."""

from django.db import transaction
from django.tasks import task_backends
from django_tasks_db import DatabaseBackend

from coopsite.task_settings import QUEUES

# A clip may take half an hour, and a mail does not wait for it. Mails go before
# pictures.
DEFAULT, CLIPS = QUEUES
FIRST = 10


def has_worker():
    """Returns whether tasks are kept in the database for a worker."""
    return isinstance(task_backends["default"], DatabaseBackend)


def enqueue(task, *args):
    """Has `task` done if and when this transaction is committed.

    For a worker it is written in the transaction itself: a process that dies after the
    commit loses nothing. Without one this process does it after the commit.
    """
    if has_worker():
        task.enqueue(*args)
    else:
        transaction.on_commit(lambda: task.enqueue(*args))
