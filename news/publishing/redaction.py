"""Takes the words of a closed edition out of the versions that still hold them.

A version is a record that nobody edits; the database lets its words go, and nothing
else of it, once an edition of its article is closed (migration 0013).
"""

from django.utils.timezone import localtime

from ..models import Article, ClipUse, Edition, ImageUse
from .changes import blocks

_TEXTS = [name for name in Edition.WORDS if name not in ("section", "cover", "body")]
_BLANK = dict.fromkeys([*_TEXTS, "body"], "") | {"cover": None}


def readable_versions(article):
    """Returns the versions of `article` whose words were not taken away."""
    return article.history.exclude(title="")


def find_holders(edition):
    """Returns the keys of the versions that hold a text or picture of `edition` which
    neither the working copy nor another edition has."""
    article = Article.objects.get(pk=edition.article_id)
    others = article.editions.filter(closed_at=None).exclude(pk=edition.pk)
    gone = _pieces(edition).difference(*map(_pieces, [article, *others]))
    versions = readable_versions(article).prefetch_related("image_uses")
    return [one.pk for one in versions if not gone.isdisjoint(_pieces(one))]


def _pieces(wording):
    """Returns the texts that a wording is made of, and the keys of its pictures."""
    texts = [getattr(wording, name) for name in _TEXTS] + blocks(wording.body)
    pictures = {use.image_id for use in wording.image_uses.all()}
    return {" ".join(text.split()) for text in texts} - {""} | pictures


def redact(edition, keys):
    """Takes the words of the versions `keys` away, for the reason for which `edition`
    was closed; what each says of itself tells the day and the edition."""
    rows = readable_versions(edition.article).filter(pk__in=keys)
    for uses in (ImageUse, ClipUse):
        uses.objects.filter(version__in=list(rows)).delete()
    day = f"{localtime(edition.closed_at):%d/%m/%Y}"
    mark = f"đã xoá lời {day} cùng bản thứ {edition.number}"
    for pk, why in rows.values_list("pk", "history_change_reason"):
        told = f"{why}; {mark}" if why else mark.capitalize()
        Article.history.filter(pk=pk).update(**_BLANK, history_change_reason=told)
