"""Publishing, scheduling, withdrawing: each says by whom, and locks the article first.

What the public reads is a row of editions one after the other. An action takes away the
edition still to come, ends the one that is live, adds what it has to add; so at each
moment there is the old one or the new one, whole.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from coopsite.core.page_cache import purge

from ..models import (
    Article,
    ArticleEvent,
    ClipUse,
    Edition,
    FormerAddress,
    ImageUse,
    Withdrawal,
)
from .collisions import refuse_collision
from .events import record
from .mail import tell_author
from .reasons import cannot_publish
from .redaction import check_closing, find_holders, redact
from .rows import (
    MOMENT,
    UNCHANGED,
    add_edition,
    choose_kind,
    end_edition,
    follow_article,
    lock_article,
    named_words,
    put_back,
)

_EVENT = ArticleEvent.Kind
_END_PASSED = "Giờ hết hạn của bài đã qua: hãy sửa giờ hết hạn rồi mới huỷ hẹn giờ."
_WITHDRAWN = (
    "Bài đã được gỡ trước đó. Nếu bài đang hẹn giờ đăng lại mà không muốn đăng nữa thì "
    "hãy huỷ hẹn giờ."
)


def publish(*, article, by, at=None, kind=None, note="", why="Đăng bài"):
    """Makes an edition of `article`, live now or from `at` on; returns it.

    `article` may be new, with changes not saved yet: it is saved, and `why` is what its
    version says. An article that was never public may go live at a moment that has
    passed (an old report); a later edition never before now. It takes the place of an
    edition still to come, but one published now beside it is only inserted before it.
    `kind` and `note` tell how it differs from the edition before (None: as small as it
    is). Where nothing differs, only expiry and place on the home page follow the
    article. ValidationError with every reason when it cannot.
    """
    article.prepare()  # what takes long comes before the lock
    return _publish(article, by, at, kind, note, why)


@refuse_collision
def _publish(article, by, at, kind, note, why):
    now = lock_article(article)
    live, waiting, before = _editions_around(article, now)
    moment = _moment(article, at, now, live)
    is_later = moment > now and at is not None
    if reasons := cannot_publish(article, moment):
        raise ValidationError(reasons)
    kind = choose_kind(before, named_words(article), kind, note)
    if not article.was_public(now):
        article.first_published_at, waiting_stays = moment, False
    else:
        waiting_stays = bool(waiting) and not is_later
    article.stage = Article.Stage.WRITING
    is_new = article.pk is None
    save_article(article=article, by=by, why=why)
    if live and is_current(article, live):
        return _keep(live, waiting, article, is_later)
    if waiting:
        waiting.delete()
    if live:
        end_edition(live, moment)
    stays = waiting if waiting_stays and not is_current(article, waiting) else None
    new = add_edition(
        article,
        named_words(article),
        live_from=moment,
        live_until=stays.live_from if stays else article.expires_at,
        kind=kind,
        note=note,
        number=1 if is_new else None,
        published_by=by,
        is_featured=article.is_featured,
    )
    if stays:
        follow_article(stays, article)
        put_back(stays, new)
    done = _EVENT.SCHEDULED if is_later else _EVENT.PUBLISHED
    tell_author(record(article, done, by, new.note))
    return new


@refuse_collision
def cancel(*, article, by):
    """Takes back the edition still to come; the live one gets the wanted expiry again.

    ValidationError when none is to come, or that expiry has passed.
    """
    now = lock_article(article)
    editions = Edition.objects.filter(article=article.pk)
    waiting = editions.waiting(now).first()
    if waiting is None:
        raise ValidationError("Bài không có bản nào đang hẹn giờ.")
    waiting.delete()
    if live := editions.public(now).first():
        if article.expires_at and article.expires_at <= now:
            raise ValidationError(_END_PASSED)
        end_edition(live, article.expires_at)
    if not article.was_public(now):
        article.first_published_at = None
        Article.objects.filter(pk=article.pk).update(first_published_at=None)
    record(article, _EVENT.CANCELLED, by)


@refuse_collision
def withdraw(*, article, by, kind="", note=""):
    """Takes `article` off the public pages now; its address answers 410, with `kind` (a
    `Withdrawal.Kind`) and the public `note`. An edition still to come is taken back.

    ValidationError when the public has never read it, or it is withdrawn already.
    """
    now = lock_article(article)
    if not article.was_public(now):
        raise ValidationError("Bài chưa từng lên trang nên không có gì để gỡ.")
    editions = Edition.objects.filter(article=article.pk)
    last = article.withdrawals.first()
    if last and not editions.filter(live_from__range=(last.at, now)).exists():
        raise ValidationError(_WITHDRAWN)
    editions.waiting(now).delete()
    if live := editions.public(now).first():
        now = max(now, live.live_from + MOMENT)
        end_edition(live, now)
    record(article, _EVENT.WITHDRAWN, by, note)
    purge(*_addresses(article))
    return Withdrawal.objects.create(
        article=article, at=now, kind=kind, note=note, by=by
    )


@transaction.atomic
def feature(*, article, by, is_featured):
    """Puts the live edition at the head of the home page, or takes it from there."""
    shown = Q(live_until=None) | Q(live_until__gt=lock_article(article))
    Edition.objects.filter(shown, article=article).update(is_featured=is_featured)
    Article.objects.filter(pk=article.pk).update(is_featured=is_featured)
    record(article, _EVENT.FEATURED if is_featured else _EVENT.UNFEATURED, by)


@transaction.atomic
def close_edition(*, edition, by, reason, versions=None):
    """Takes the words of a former edition away for ever, for `reason`: date and reason
    stay. Its pictures are free. ValidationError while the public reads it.

    `versions`: the keys of those that lose their words with it; by default all that
    hold what is said nowhere else any more."""
    now = lock_article(edition.article)
    check_closing(edition, now, "bài")
    versions = find_holders(edition) if versions is None else versions
    empty = {name: "" for name in Edition.WORDS if name not in ("section", "cover")}
    Edition.objects.filter(pk=edition.pk).update(
        **empty, cover=None, html="", note=edition.note and "…",
        closed_at=now, closed_by=by, closed_reason=reason,
    )  # fmt: skip
    for uses in (ImageUse, ClipUse):
        uses.objects.filter(edition=edition).delete()
    edition.refresh_from_db()
    redact(edition, versions)
    record(edition.article, _EVENT.CLOSED, by, reason)
    purge(reverse("news:edition", args=[edition.article.slug, edition.number]))


@transaction.atomic
def save_article(*, article, by, why=None):
    """Saves the working copy; its version says by whom and why. Without a reason and a
    changed word there is none. Nothing public changes but the address: the one it was
    public at leads to the new one for ever."""
    article.prepare()
    stored = article.pk and Article.objects.filter(pk=article.pk).first()
    is_same = bool(stored) and stored.words == article.words
    article.updated_by = article._history_user = by
    article._change_reason = why
    if is_same and not why:
        article.save_without_historical_record()
    else:
        article.save()
    if stored and stored.was_public() and stored.slug != article.slug:
        FormerAddress.objects.create(article=article, slug=stored.slug)
        record(article, _EVENT.MOVED, by, f"{stored.slug} → {article.slug}")
    if stored:
        FormerAddress.objects.filter(article=article, slug=article.slug).delete()


def _addresses(article):
    """Returns where the public read of it."""
    section = article.section.get_absolute_url()
    lists = section, reverse("news:articles")
    feeds = [f"{page}feed/{kind}/" for page in lists for kind in ("atom", "rss")]
    return article.get_absolute_url(), *lists, "/", *feeds


def _editions_around(article, now):
    """Returns the edition that is live, the one to come, and the last that went live;
    None for each that is not there."""
    if article.pk is None:
        return None, None, None
    rows = Edition.objects.filter(article=article.pk)
    wanted = rows.public(now), rows.waiting(now), rows.gone_live(now)
    return tuple(some.first() for some in wanted)


def is_current(article, edition):
    """Returns whether `edition` says what the working copy says."""
    return edition.words == named_words(article)


def _moment(article, at, now, live):
    if article.was_public(now):
        at = max(at or now, now)
    else:
        at = at or now
    return max(at, live.live_from + MOMENT) if live else at


def _keep(live, waiting, article, is_later):
    """Nothing differs: no edition, but expiry and place follow the article, those of
    the edition to come, too."""
    if is_later:
        raise ValidationError(UNCHANGED)
    if waiting:
        follow_article(waiting, article)
        waiting.save(update_fields=["live_until", "is_featured"])
    end_edition(live, waiting.live_from if waiting else article.expires_at)
    Edition.objects.filter(pk=live.pk).update(is_featured=article.is_featured)
    live.refresh_from_db()
    return live
