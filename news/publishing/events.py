"""Writes down what was done with an article."""

from coopsite.accounts.audit import recording as audit

from ..models import ArticleEvent

_KIND = ArticleEvent.Kind
# What the public reads, or reads no more, is in the security log, too: it outlives the
# article, bears the address and is not read by whom it tells of (ADR 34).
_AUDITED = {
    _KIND.PUBLISHED: audit.KIND.PUBLICATION,
    _KIND.SCHEDULED: audit.KIND.PUBLICATION,
    _KIND.CANCELLED: audit.KIND.WITHDRAWAL,
    _KIND.WITHDRAWN: audit.KIND.WITHDRAWAL,
    _KIND.CLOSED: audit.KIND.WITHDRAWAL,
}


def record(article, kind, by, note=""):
    """Writes an event of an `ArticleEvent.Kind` down and returns it. What a command
    invents for a demonstration is in no security log."""
    event = ArticleEvent.objects.create(
        article=article, kind=kind, by=by, note=note.strip()
    )
    if kind in _AUDITED and (by or not article.is_demo):
        words = ". ".join(filter(None, [event.get_kind_display(), event.note]))
        audit.record(_AUDITED[kind], by=by, thing=article, words=words)
    return event
