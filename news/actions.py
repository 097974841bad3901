"""Publishing and withdrawing: each says by whom and leaves a version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coopsite.core import richtext

from .models import Article


def cannot_publish(article):
    """Return the reasons why `article` cannot go live, in words; [] when it can."""
    reasons = []
    body = richtext.clean(article.body)
    if not richtext.plain_text(body) and "<img" not in body:
        reasons.append("Bài chưa có nội dung.")
    if article.expires_at and article.expires_at <= timezone.now():
        reasons.append("Giờ hết hạn đã qua.")
    return reasons


@transaction.atomic
def publish(*, article, by):
    """Let `article` go live now, or at its `published_at` when that lies ahead.

    ValidationError with every reason when it cannot.
    """
    if reasons := cannot_publish(article):
        raise ValidationError(reasons)
    article.status = Article.Status.PUBLISHED
    article.published_at = article.published_at or timezone.now()
    _save(article, by, "Đăng bài")


@transaction.atomic
def withdraw(*, article, by):
    """Take `article` off the public pages; its address answers 410 from now on."""
    article.status = Article.Status.WITHDRAWN
    _save(article, by, "Gỡ bài")


def _save(article, by, reason):
    article.updated_by = by
    article._change_reason = reason
    article.save()
