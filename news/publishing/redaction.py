"""Takes the words of a closed edition out of the versions that still hold them.

A version is a record that nobody edits; the database lets its words go, and nothing
else of it, once an edition of its article is closed (migration 0013).
"""

from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

from ..models import Article, ClipUse, Edition, ImageUse
from .changes import blocks

_TEXTS = [name for name in Edition.WORDS if name not in ("section", "cover", "body")]
_BLANK = dict.fromkeys([*_TEXTS, "body"], "") | {"cover": None}


def readable_versions(row):
    """Returns the versions of an article or page whose words were not taken away."""
    return row.history.exclude(title="")


def check_closing(edition, now, what):
    """Reads `edition` again; ValidationError where it may not be closed at `now`."""
    edition.refresh_from_db()  # somebody else may just have closed it
    if edition.closed_at:
        raise ValidationError("Bản này đã đóng.")
    if edition.live_until is None or edition.live_until > now:
        raise ValidationError(
            "Bản này đang hoặc sắp trên trang: hãy đăng bản thay, huỷ hẹn giờ hoặc gỡ "
            f"{what} trước, rồi mới đóng."
        )


def find_holders(edition):
    """Returns the keys of the versions that hold a text or picture of `edition` which
    neither the working copy nor another edition has."""
    article = Article.objects.get(pk=edition.article_id)
    versions = readable_versions(article).prefetch_related("image_uses")
    return find_in(versions, edition, article, _pieces)


def find_in(versions, edition, row, pieces):
    """Returns the keys of those `versions` that hold one of the `pieces` of `edition`
    which neither the working copy `row` nor another edition of it has."""
    others = row.editions.filter(closed_at=None).exclude(pk=edition.pk)
    gone = pieces(edition).difference(*map(pieces, [row, *others]))
    return [one.pk for one in versions if not gone.isdisjoint(pieces(one))]


def _pieces(wording):
    """Returns the texts that a wording is made of, and the keys of its pictures."""
    pictures = {use.image_id for use in wording.image_uses.all()}
    return texts_of(wording, _TEXTS) | pictures


def texts_of(wording, names):
    """Returns the texts of those columns, and of the blocks of the body."""
    texts = [getattr(wording, name) for name in names] + blocks(wording.body)
    return {" ".join(text.split()) for text in texts} - {""}


def redact(edition, keys):
    """Takes the words of the versions `keys` away, for the reason for which `edition`
    was closed; what each says of itself tells the day and the edition."""
    rows = readable_versions(edition.article).filter(pk__in=keys)
    for uses in (ImageUse, ClipUse):
        uses.objects.filter(version__in=list(rows)).delete()
    blank_versions(rows, edition, _BLANK)


def blank_versions(rows, edition, blank):
    """Writes `blank` into those versions; each says when, and with which edition."""
    day = f"{localtime(edition.closed_at):%d/%m/%Y}"
    mark = f"đã xoá lời {day} cùng bản thứ {edition.number}"
    for pk, why in rows.values_list("pk", "history_change_reason"):
        told = f"{why}; {mark}" if why else mark.capitalize()
        rows.model.objects.filter(pk=pk).update(**blank, history_change_reason=told)
