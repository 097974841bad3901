"""The way of a text to its publication: sent, returned with words, remarked upon.

Each action saves the working copy with what was changed in it, so that no text is lost
by a verb. Mails go out after the commit.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from ..models import Article, ArticleEvent
from .actions import save_article
from .events import record
from .mail import tell_author, tell_editors
from .rows import lock_article

_KIND = ArticleEvent.Kind


@transaction.atomic
def send(*, article, by, note=""):
    """Hands `article`, new or with changes not saved yet, over for review."""
    lock_article(article)
    article.stage = Article.Stage.SENT
    save_article(article=article, by=by, why="Gửi duyệt")
    event = record(article, _KIND.SENT, by, note)
    tell_editors(event)


@transaction.atomic
def return_article(*, article, by, note):
    """Gives a text that was sent back to whoever wrote it, with what is to be done.

    ValidationError at `note` where it is empty, and where nothing was sent.
    """
    lock_article(article)
    if not note.strip():
        raise ValidationError({"message": "Hãy ghi góp ý: người viết cần sửa gì."})
    if article.stage != Article.Stage.SENT:
        raise ValidationError("Bài không chờ duyệt nên không trả lại được.")
    article.stage = Article.Stage.RETURNED
    save_article(article=article, by=by, why="Trả lại")
    event = record(article, _KIND.RETURNED, by, note)
    tell_author(event)


@transaction.atomic
def remark(*, article, by, note):
    """Saves `article`, and says something about it."""
    save_article(article=article, by=by)
    record(article, _KIND.REMARK, by, note)
