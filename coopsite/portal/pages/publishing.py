"""Saving, publishing, scheduling, withdrawing a page: each says by whom.

Each locks the pages first, so the tree is changed by one at a time. What the public
reads is a row of editions one after the other, as of an article (ADR 23).
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from coopsite.accounts.audit import recording as audit
from coopsite.core import content_version, richtext
from coopsite.core.content_version import PAGES
from coopsite.core.page_cache import purge
from coopsite.core.templatetags.vietnam import moment as write_moment
from news.models import Image, VideoClip
from news.models.uses import NAMED, addressed_folders, name_pictures, named_clips
from news.publishing import find_body_faults, has_content

from .models import Page, PageClipUse, PageEdition, PageImageUse, PageWithdrawal
from .places import check_place, keep_former, move_below

_MOMENT = timedelta(microseconds=1)
UNCHANGED = "Chưa có gì thay đổi so với bản đang trên trang."
_PARENT = "Trang cấp trên “{}” chưa lên trang lúc ấy: hãy đăng trang ấy trước."
_CHILDREN = (
    "Dưới trang này còn trang đang hoặc sắp lên trang ({}): hãy gỡ hoặc dời các trang "
    "ấy trước."
)


@transaction.atomic
def save_page(*, page, by, why=None):
    """Saves the working copy, whose version says by whom and why, and its place, which
    holds at once; an address at which a page was public leads on for ever. Without a
    reason and a changed word there is no version."""
    content_version.lock(PAGES)
    check_place(page)
    stored = Page.objects.filter(pk=page.pk).first()
    is_same = stored is not None and stored.words == page.words
    page.updated_by = page._history_user = by
    page._change_reason = why
    if is_same and not why:
        page.save_without_historical_record()
    else:
        page.save()
    if stored and stored.path != page.path:
        keep_former(page, stored.path)
        move_below(page)
    record_uses(page)


@transaction.atomic
def publish(*, page, by, at=None, note="", why="Đăng trang"):
    """Makes an edition of `page`, live now or from `at` on; returns it.

    `page` may be new, with changes not saved yet: it is saved. With a `note` the change
    is told to the public. An edition still to come is taken back. Where nothing
    differs from what is live, only the place is saved. ValidationError with every
    reason when it cannot.
    """
    page.prepare()
    now = _lock(page)
    editions = PageEdition.objects.filter(page=page.pk)
    live = editions.public(now).first()
    moment = max(at or now, now, live.live_from + _MOMENT if live else now)
    if reasons := cannot_publish(page, moment):
        raise ValidationError(reasons)
    words = named_words(page)
    if live and live.words == words:
        if at:
            raise ValidationError(UNCHANGED)
        save_page(page=page, by=by)
        return live
    if not page.was_public(now):
        page.first_published_at = moment
    save_page(page=page, by=by, why=why)
    editions.waiting(now).delete()
    if live:
        editions.filter(pk=live.pk).update(live_until=moment)
    return _add_edition(page, words, moment, by, note.strip())


@transaction.atomic
def cancel(*, page, by):
    """Takes back the edition still to come; the live one stays. ValidationError when
    none is to come."""
    now = _lock(page)
    editions = PageEdition.objects.filter(page=page.pk)
    deleted, _ = editions.waiting(now).delete()
    if not deleted:
        raise ValidationError("Trang không có bản nào đang hẹn giờ.")
    if live := editions.public(now).first():
        editions.filter(pk=live.pk).update(live_until=None)
    if not page.was_public(now):
        page.first_published_at = None
        Page.objects.filter(pk=page.pk).update(first_published_at=None, updated_by=by)
    audit.record(audit.KIND.WITHDRAWAL, by=by, thing=page, words="Huỷ hẹn giờ")


@transaction.atomic
def withdraw(*, page, by, note):
    """Takes `page` off the public pages now, for the reason `note`, which its address
    tells (410). An edition still to come is taken back.

    ValidationError when the public does not read it, or reads pages below it.
    """
    now = _lock(page)
    editions = PageEdition.objects.filter(page=page.pk)
    live = editions.public(now).first()
    if live is None:
        raise ValidationError("Trang không ở trên trang công khai nên không gỡ được.")
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi lý do gỡ, để người đọc biết."})
    below = PageEdition.objects.filter(page__parent=page.pk)
    if rows := [*below.public(now), *below.waiting(now)]:
        raise ValidationError(_CHILDREN.format("; ".join(sorted(map(str, rows)))))
    editions.waiting(now).delete()
    now = max(now, live.live_from + _MOMENT)
    editions.filter(pk=live.pk).update(live_until=now)
    purge(page.get_absolute_url())
    words = f"Gỡ trang. {note}"
    audit.record(audit.KIND.WITHDRAWAL, by=by, thing=page, words=words)
    return PageWithdrawal.objects.create(page=page, at=now, by=by, note=note.strip())


def cannot_publish(page, at):
    """Returns the reasons why `page` cannot go live at the moment `at`, in words; []
    when it can."""
    body = richtext.clean(page.body)
    reasons = [] if has_content(body) else ["Trang chưa có nội dung."]
    if page.parent and not page.parent.editions.public(at).exists():
        reasons.append(_PARENT.format(page.parent))
    return reasons + find_body_faults(body, at)


def named_words(page):
    """Returns the words of a page as its edition would have them."""
    return page.words | {"body": name_pictures(page.body)}


def is_current(page, edition):
    """Returns whether `edition` says what the working copy says."""
    return edition.words == named_words(page)


def _lock(page):
    """Keeps all pages to this transaction, reads what publishing decided of this one
    since it was read, and returns the moment."""
    content_version.lock(PAGES)
    stored = Page.objects.filter(pk=page.pk).values_list("first_published_at").first()
    page.first_published_at = stored and stored[0]
    return timezone.now()


def _add_edition(page, words, moment, by, note):
    kind = PageEdition.Kind
    former = PageEdition.objects.filter(page=page)
    is_first = not former.exists()
    last = former.aggregate(last=Max("number"))["last"] or 0
    edition = PageEdition.objects.create(
        **words,
        page=page,
        number=last + 1,
        live_from=moment,
        kind=kind.FIRST if is_first else kind.UPDATE if note else kind.MINOR,
        note="" if is_first else note,
        published_by=by,
    )
    record_uses(page)
    _audit_edition(edition, moment)
    return edition


def _audit_edition(edition, moment):
    """Writes a publication into the security log; not what a command invents."""
    page, by = edition.page, edition.published_by
    if by or not page.is_demo:
        words = f"Đăng, lên trang {write_moment(moment)}. {edition.note}"
        audit.record(audit.KIND.PUBLICATION, by=by, thing=page, words=words)


def record_uses(page, bodies=None):
    """Writes down which pictures and clips the page shows, or the `bodies`; what was
    written before stays, since a former version can be brought back."""
    bodies = [page.body] if bodies is None else bodies
    named = [int(one[1]) for body in bodies for one in NAMED.finditer(body)]
    folders = set().union(*map(addressed_folders, bodies))
    images = Image.objects.filter(Q(folder__in=folders) | Q(pk__in=named))
    keys = set().union(*map(named_clips, bodies))
    clips = VideoClip.objects.filter(pk__in=keys)
    uses = {
        PageImageUse: [PageImageUse(image=one, page=page) for one in images],
        PageClipUse: [PageClipUse(clip=one, page=page) for one in clips],
    }
    for model, rows in uses.items():
        model.objects.bulk_create(rows, ignore_conflicts=True)
