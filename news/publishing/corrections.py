"""Corrects the live text, while a larger change waits in the working copy.

The working copy and the edition to come take the correction in: what they say is merged
with it by paragraph, on the ground of the text that was live. Where they say something
else in the same place, they keep it, and whoever corrects is told.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from coopsite.core.blocks import join_blocks
from coopsite.core.merge import Change, merge, merge_lines
from coopsite.core.richtext import clean

from ..models import Article, ArticleEvent, Edition
from ..models.uses import address_pictures, name_pictures
from . import rows
from .actions import save_article
from .collisions import refuse_collision
from .events import record
from .mail import tell_author
from .reasons import find_faults

# What may be corrected; another title, section or cover is a new text.
CORRECTABLE = (
    "lead", "body", "cover_alt", "cover_caption", "cover_credit", "byline", "source",
)  # fmt: skip
_OF_COVER = ("cover_alt", "cover_caption", "cover_credit")
_REPLACED = (
    "Chưa đăng: bản bạn sửa không còn trên trang. Hãy mở lại trang sửa nhanh, hoặc sửa "
    "trong bản đang soạn."
)


@dataclass(frozen=True)
class LeftOut:
    """A correction that a text did not take in: in which column, and what stands
    there in the text corrected, in this one and in the correction."""

    name: str
    change: Change


@dataclass(frozen=True)
class Correction:
    """The new edition, and what the working copy and the edition to come left out.
    `ends_waiting`: the edition to come said just that, and is none any more."""

    edition: Edition
    draft: list[LeftOut]
    waiting: list[LeftOut]
    ends_waiting: bool


def correct(*, edition, by, words, kind=None, note=""):
    """Replaces the live `edition` by one that says `words` ({column: value}, of
    `CORRECTABLE`); returns the `Correction`. Title, cover, expiry and place stay.

    `kind` and `note` as in `publish`. ValidationError where the public does not read
    `edition` any more, nothing differs, or the text gets a fault it had not.
    """
    unknown = words.keys() - set(CORRECTABLE)
    if unknown:
        raise ValueError(f"not to be corrected: {unknown}")
    # What takes long comes before the lock.
    # The cleaner knows pictures by their address, not by the name of an edition's body.
    body = words.get("body", address_pictures(edition.body))
    words = words | {"body": clean(body)}
    return _correct(edition.article, edition, by, words, kind, note)


@refuse_collision
def _correct(article, edition, by, words, kind, note):
    now = rows.lock_article(article)
    article = Article.objects.get(pk=article.pk)
    live = article.editions.public(now).first()
    if live != edition:
        raise ValidationError(_REPLACED)
    before, after = _addressed(live.words), _addressed(live.words | words)
    if join_blocks(before["body"]) == join_blocks(after["body"]):
        after["body"] = before["body"]  # the editor's line breaks change nothing
    named = _named(after)
    if named == live.words:
        raise ValidationError(rows.UNCHANGED)
    _refuse_new_faults(before, after, article.slug)
    kind = rows.choose_kind(live, named, kind, note)
    draft = _correct_draft(article, before, after, by)
    waiting = article.editions.waiting(now).first()
    merged, left_out = _take_in(before, after, waiting) if waiting else (None, [])
    if waiting:
        waiting.delete()
    says_the_same = merged == named
    moment = max(now, live.live_from + rows.MOMENT)
    rows.end_edition(live, moment)
    new = rows.add_edition(
        article,
        named,
        live_from=moment,
        live_until=waiting.live_until if says_the_same else live.live_until,
        kind=kind,
        note=note,
        published_by=by,
        is_featured=live.is_featured,
    )
    if waiting and not says_the_same:
        rows.put_back(waiting, new, **merged)
    tell_author(record(article, ArticleEvent.Kind.PUBLISHED, by, new.note))
    return Correction(new, draft, left_out, says_the_same)


def _addressed(words):
    """Returns `words` with the pictures as the editor has them: only so are texts of
    the editor and of editions the same, or cleaned."""
    body = address_pictures(name_pictures(words["body"]))
    return words | {"body": body}


def _named(words):
    return words | {"body": name_pictures(words["body"])}


def _refuse_new_faults(before, after, slug):
    """A fault that the live text has already keeps nobody from mending another."""
    old, new = [find_faults(Article(**words, slug=slug)) for words in (before, after)]
    if faults := [fault for fault in new if fault not in old]:
        raise ValidationError(faults)


def _correct_draft(article, before, after, by):
    """Takes the correction into the working copy; returns what it left out."""
    merged, left_out = _take_in(before, after, article)
    if merged["body"] == name_pictures(article.body):
        merged["body"] = article.body
    for name, value in merged.items():
        setattr(article, name, value)
    article.body = address_pictures(article.body)
    why = f"Sửa nhanh, chưa nhận {len(left_out)} chỗ" if left_out else "Sửa nhanh"
    save_article(article=article, by=by, why=why)
    return left_out


def _take_in(before, after, wording):
    """Returns what `wording`, an article or an edition, says with the correction taken
    in, pictures named, and what it left out."""
    own = _addressed(wording.words)
    merged, left_out = dict(own), []
    for name in CORRECTABLE:
        texts = before[name], own[name], after[name]
        if name in _OF_COVER and own["cover"] != before["cover"]:
            # Words about a picture that it does not show.
            if before[name] != after[name] != own[name]:
                left_out.append(LeftOut(name, Change(*texts)))
            continue
        result = merge(*texts) if name == "body" else merge_lines(*texts)
        merged[name] = result.text
        left_out += [LeftOut(name, conflict) for conflict in result.conflicts]
    return _named(merged), left_out
