"""What an action meets that runs in the very moment in which an edition goes live."""

from datetime import timedelta
from functools import wraps

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from ..models import Edition

COLLIDED = (
    "Đúng lúc này một bản của bài vừa lên hoặc rời trang, nên chưa có gì được ghi: hãy "
    "tải lại trang, xem lại rồi làm lần nữa."
)
# By so much the clocks of program and database may differ.
SKEW = timedelta(minutes=5)


def refuse_collision(action):
    """Runs an action on `article`, its first argument or so named, whole or not at all.

    ValidationError where an edition that it took for one to come, or for a live one,
    had its moment before the database was told.
    """

    @wraps(action)
    def run(*args, **told):
        article = told["article"] if "article" in told else args[0]
        began = timezone.now()
        try:
            with transaction.atomic():
                return action(*args, **told)
        except IntegrityError as error:
            meanwhile = (began - SKEW, timezone.now() + SKEW)
            passed = Q(live_from__range=meanwhile) | Q(live_until__range=meanwhile)
            if not Edition.objects.filter(passed, article=article.pk).exists():
                raise
            raise ValidationError(COLLIDED) from error

    return run
