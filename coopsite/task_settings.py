"""Says who does tasks, once, for the settings."""

from django.core.exceptions import ImproperlyConfigured

_BACKENDS = {
    "immediate": "django.tasks.backends.immediate.ImmediateBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
# Each has a worker of its own, by this name (coopsite/core/tasks, deploy/).
QUEUES = ["default", "clips"]


def tasks_of(name):
    """Returns Django's TASKS; `name` is "immediate" or "database"."""
    if name not in _BACKENDS:
        raise ImproperlyConfigured(
            f"TASKS_BACKEND={name} must be immediate or database."
        )
    return {"default": {"BACKEND": _BACKENDS[name], "QUEUES": QUEUES}}
