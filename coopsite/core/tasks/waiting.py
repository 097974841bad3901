"""What waits in the queues and for how long, and how far one task has come."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, Min, When
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from coopsite.task_settings import QUEUES


@dataclass(frozen=True)
class Waiting:
    """How many tasks of a queue are due, and since how many seconds the oldest."""

    count: int = 0
    seconds: float = 0.0


def measure_queues():
    """Returns {queue: Waiting}. What pauses before its next attempt is not due."""
    found = dict.fromkeys(QUEUES, Waiting())
    now = timezone.now()
    at_once = When(run_after=get_date_max(), then="enqueued_at")
    due = DBTaskResult.objects.ready().order_by()
    due = due.annotate(due_since=Case(at_once, default=F("run_after")))
    rows = due.values_list("queue_name").annotate(Min("due_since"), Count("pk"))
    return found | {
        name: Waiting(count, (now - moment).total_seconds())
        for name, moment, count in rows
    }


def count_failed():
    """Returns how many tasks were given up."""
    return DBTaskResult.objects.failed().count()


def find_state(task, key):
    """Returns how the newest `task` of the row `key` stands, in words of the desk; ""
    where none is known, or it is done."""
    rows = DBTaskResult.objects.filter(
        task_path=task.module_path, args_kwargs={"args": [key], "kwargs": {}}
    )
    return STATES.get(
        rows.order_by("-enqueued_at").values_list("status", flat=True).first(), ""
    )


STATES = {
    TaskResultStatus.READY: "đang chuẩn bị",
    TaskResultStatus.RUNNING: "đang chuẩn bị",
    TaskResultStatus.FAILED: "chuẩn bị không thành",
}
