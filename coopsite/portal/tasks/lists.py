"""What the desk's first page tells of tasks, and to whom."""

from django.tasks import TaskResultStatus

SHOWN = 6


def may_see_tasks(user):
    """Returns whether work that failed is this person's matter."""
    return user.has_perm("news.publish_article")


def list_failed(user):
    """Returns the newest tasks that were given up."""
    from .models import BackgroundTask  # the site is made before there are models

    if not may_see_tasks(user):
        return []
    return BackgroundTask.objects.filter(status=TaskResultStatus.FAILED)[:SHOWN]
