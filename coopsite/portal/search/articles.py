"""Articles among the results of a search."""

from coopsite.core import richtext
from news.models import Edition
from news.search import ARTICLE

from .kinds import Kind, Result, register_kind


def show_articles(keys):
    """Returns {key: Result} of the editions with those keys that are public."""
    rows = Edition.objects.public().filter(pk__in=keys)
    rows = rows.select_related("article", "section").only(
        "title", "lead", "body", "first_published_at",
        "article__slug", "section__name",
    )  # fmt: skip
    return {row.pk: _result(row) for row in rows}


def _result(row):
    return Result(
        title=row.title,
        address=row.get_absolute_url(),
        kind="Tin bài",
        lead=row.lead,
        text=richtext.plain_text(row.body),
        when=row.first_published_at,
        facts=[row.section.name],
    )


register_kind(Kind(name=ARTICLE, label="Tin bài", order=1, show=show_articles))
