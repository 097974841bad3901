"""The rows of django-tasks-db, under the names of the desk."""

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from coopsite.core.templatetags.vietnam import moment

from .words import KINDS, explain

STATES = {
    TaskResultStatus.READY: "đang chờ",
    TaskResultStatus.RUNNING: "đang làm",
    TaskResultStatus.FAILED: "không thành",
    TaskResultStatus.SUCCESSFUL: "đã xong",
}


class BackgroundTask(DBTaskResult):
    """A piece of work that was kept for a worker."""

    content_domain = None

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-enqueued_at", "-id"]

    def __str__(self):
        return self.what

    @property
    def what(self):
        """What it does and to what, in a few words."""
        name, words = KINDS.get(self.task_path, (self.task_path, ""))
        args = self.args_kwargs["args"]
        return f"{name}: {words.format(*args)}" if words else name

    @property
    def state(self):
        """How far it has come, and when it is tried again."""
        if self.status == TaskResultStatus.READY and self.worker_ids:
            return f"sẽ thử lại {moment(self.run_after)}"
        return STATES[self.status]

    @property
    def attempts(self):
        return len(self.worker_ids)

    @property
    def reason(self):
        """Why the last attempt failed; "" where none did."""
        return explain(self.exception_class_path, self.traceback)
