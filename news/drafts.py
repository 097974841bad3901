"""What is done with whole drafts: copied, handed to a colleague, deleted, brought back.

A deleted draft lies in the bin for `BIN_DAYS` and keeps its address there; what was
public, or will be, never goes in.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .models import Article
from .publishing import save_article

BIN_DAYS = 30
_COPY = " (bản sao)"


@transaction.atomic
def copy_article(*, article, by):
    """Returns a new draft of `by` with the words of the working copy."""
    room = Article._meta.get_field("title").max_length - len(_COPY)
    words = article.words | {"title": f"{article.title[:room]}{_COPY}"}
    copy = Article(created_by=by, **words)
    save_article(article=copy, by=by, why=f"Chép từ bài số {article.pk}")
    return copy


@transaction.atomic
def hand_over(*, article, by, to):
    """Makes `to` the writer of a draft."""
    row = _lock_draft(article, "Bài đã hoặc sắp lên trang giữ tên người viết.")
    if row.deleted_at:
        raise ValidationError("Bài đang ở trong thùng rác.")
    Article.objects.filter(pk=row.pk).update(created_by=to)


@transaction.atomic
def put_in_bin(*, article, by):
    """Deletes a draft: for `BIN_DAYS` it can be brought back."""
    row = _lock_draft(
        article,
        "Bài đã hoặc sắp lên trang nên không xoá được: hãy gỡ bài hoặc huỷ hẹn giờ.",
    )
    if row.deleted_at:
        raise ValidationError("Bài đã ở trong thùng rác.")
    rows = Article.objects.filter(pk=row.pk)
    rows.update(deleted_at=timezone.now(), deleted_by=by)


@transaction.atomic
def take_from_bin(*, article, by):
    """Brings a deleted draft back."""
    row = Article.objects.select_for_update().get(pk=article.pk)
    if row.deleted_at is None:
        raise ValidationError("Bài không ở trong thùng rác.")
    Article.objects.filter(pk=row.pk).update(deleted_at=None, deleted_by=None)


def gone_on(article):
    """Returns when a deleted draft leaves the bin for ever."""
    return article.deleted_at + timedelta(days=BIN_DAYS)


def empty_bin(at=None):
    """Deletes for ever the drafts that are `BIN_DAYS` in the bin at the moment `at`
    (default: now); returns how many. Their versions stay, as proof."""
    limit = (at or timezone.now()) - timedelta(days=BIN_DAYS)
    old = Article.objects.filter(deleted_at__lte=limit)
    count = 0
    for pk in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            if row := old.select_for_update().filter(pk=pk).first():
                row._change_reason = "Hết hạn trong thùng rác"
                row.delete()
                count += 1
    return count


def _lock_draft(article, refusal):
    """Returns the stored row behind a lock; ValidationError where it is no draft."""
    row = Article.objects.select_for_update().get(pk=article.pk)
    if row.first_published_at is not None:
        raise ValidationError(refusal)
    return row
