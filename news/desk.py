"""What waits for a member of the newsroom: short lists for the desk's first page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from .models import Article, Edition
from .publishing import find_faults

SHOWN = 6
SOON = timedelta(days=7)
# Pictures without a description are looked for in what was published this lately.
LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Line:
    """An article on a list: its key and title, the moment that matters, a remark."""

    article: int
    title: str
    at: datetime
    remark: str = ""


@dataclass(frozen=True)
class Queue:
    """A list of the desk; `empty` says what to do when there is nothing on it."""

    title: str
    lines: list
    empty: str = ""


def queues(user):
    """Returns the lists for `user`; those that may well be empty only with something on
    them."""
    publishes = user.has_perm("news.publish_article")
    handed_on = Article.objects.outside_bin() if publishes else user_articles(user)
    stage = Article.Stage
    found = [
        Queue("Chờ duyệt", _written(handed_on.filter(stage=stage.SENT))),
        Queue("Bị trả lại", _written(handed_on.filter(stage=stage.RETURNED))),
        Queue(
            "Bài tôi đang viết",
            _written(
                user_articles(user).filter(stage=stage.WRITING, first_published_at=None)
            ),
            "Không có bản nháp nào. Bấm “Viết bài mới” để bắt đầu.",
        ),
        Queue("Hẹn giờ đăng", _scheduled(), "Không có bài nào đang chờ đến giờ."),
        Queue("Sắp hết hạn", _expiring()),
        Queue("Ảnh chưa có mô tả", _undescribed()),
        Queue("Đăng trong tuần", _published_lately()),
    ]
    return [queue for queue in found if queue.lines or queue.empty]


def user_articles(user):
    """Returns the articles of which `user` is the writer."""
    return Article.objects.outside_bin().filter(created_by=user)


def _written(articles):
    rows = articles.order_by("-updated_at", "-id").only("title", "updated_at")
    return [Line(row.pk, row.title, row.updated_at) for row in rows[:SHOWN]]


def _lines(editions, moment):
    rows = editions.only("title", "article", "live_from", "live_until")[:SHOWN]
    return [Line(row.article_id, row.title, getattr(row, moment)) for row in rows]


def _scheduled():
    """Returns the editions to come; those that would now be refused say why."""
    rows = Edition.objects.waiting().order_by("live_from")[:SHOWN]
    return [
        Line(row.article_id, row.title, row.live_from, " ".join(find_faults(row)))
        for row in rows
    ]


def _expiring():
    now = timezone.now()
    ends = Edition.objects.public(now).filter(live_until=F("article__expires_at"))
    ends = ends.filter(live_until__lte=now + SOON).order_by("live_until")
    return _lines(ends, "live_until")


def _published_lately():
    now = timezone.now()
    rows = Edition.objects.public(now).filter(live_from__gt=now - SOON)
    return _lines(rows.order_by("-live_from"), "live_from")


def _undescribed():
    now = timezone.now()
    rows = Edition.objects.public(now).filter(first_published_at__gt=now - LATELY)
    return _lines(rows.filter(html__contains='alt=""').newest_first(), "live_from")
