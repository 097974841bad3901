"""Writes down what was done with an article."""

from ..models import ArticleEvent


def record(article, kind, by, note=""):
    """Writes an event of an `ArticleEvent.Kind` down and returns it."""
    return ArticleEvent.objects.create(
        article=article, kind=kind, by=by, note=note.strip()
    )
