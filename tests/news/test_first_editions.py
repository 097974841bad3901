"""The migration that makes of each article that was public its first edition."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

# What is committed is not edited: once for each release is enough.
pytestmark = pytest.mark.proof

BEFORE = [("news", "0003_match_text")]
NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def old_apps(django_db_setup, django_db_blocker):
    """Take the database back to where articles had a status; bring it forward again.

    Outside of a transaction, which SQLite's schema changes need: what the test wrote is
    deleted row by row, all of it demonstration data, which may be.
    """
    with django_db_blocker.unblock():
        executor = MigrationExecutor(connection)
        executor.migrate(BEFORE)
        yield executor.loader.project_state(BEFORE).apps
        apps = forward()
        for name in ("Edition", "Withdrawal", "ImageUse", "Article"):
            apps.get_model("news", name).objects.all().delete()
        apps.get_model("news", "HistoricalArticle").objects.all().delete()
        apps.get_model("news", "Image").objects.all().delete()
        apps.get_model("news", "Section").objects.filter(slug="tin-cu").delete()


def forward():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    return executor.loader.project_state(executor.loader.graph.leaf_nodes()).apps


class Old:
    """Writes rows as the code of before did."""

    def __init__(self, apps):
        self.articles = apps.get_model("news", "Article")
        self.versions = apps.get_model("news", "HistoricalArticle")
        sections = apps.get_model("news", "Section").objects
        self.section, _ = sections.get_or_create(name="Tin cũ", slug="tin-cu")
        self.image = apps.get_model("news", "Image").objects.create(
            folder="anh/ab/cdef", title="Lúa", width=9, height=9, sha256="1"
        )

    def article(self, title, versions, updated_at=NOW):
        """Write an article by its versions, each (moment, status, published_at)."""
        for moment, status, published_at, *rest in versions:
            expires_at = rest[0] if rest else None
            fields = {
                "title": title,
                "slug": title,
                "section": self.section,
                "body": '<p>Tin</p><img src="/media/anh/ab/cdef/goc.jpg" alt="Lúa">',
                "status": status,
                "published_at": published_at,
                "expires_at": expires_at,
                "is_demo": True,  # what was public could not be deleted after the test
            }
            row, _ = self.articles.objects.update_or_create(slug=title, defaults=fields)
            self.versions.objects.create(
                **fields, id=row.pk, created_at=NOW, history_type="~",
                history_date=moment,
            )  # fmt: skip
        self.articles.objects.filter(pk=row.pk).update(updated_at=updated_at)
        return row.pk


def test_what_the_public_read_is_kept_and_nothing_else(old_apps):
    old = Old(old_apps)
    long_ago, ends = NOW - 9 * DAY, NOW + 9 * DAY
    was = {
        "dang": old.article("dang", [(long_ago, "published", long_ago, ends)]),
        "nhap": old.article("nhap", [(long_ago, "draft", None)]),
        "hen": old.article("hen", [(NOW, "published", ends)]),
        "go": old.article(
            "go",
            [
                (long_ago, "published", long_ago),
                (NOW - DAY, "withdrawn", long_ago),
            ],
            updated_at=NOW - DAY,
        ),
        "ve-nhap": old.article(
            "ve-nhap",
            [
                (long_ago, "published", long_ago),
                (NOW - 3 * DAY, "draft", long_ago),
                (NOW - DAY, "draft", long_ago),
            ],
        ),
        "chua-tung": old.article(
            "chua-tung", [(NOW - DAY, "published", ends), (NOW, "withdrawn", ends)]
        ),
    }
    apps = forward()
    editions = apps.get_model("news", "Edition").objects
    moments = {
        slug: list(
            editions.filter(article_id=pk).values_list("live_from", "live_until")
        )
        for slug, pk in was.items()
    }
    assert moments == {
        "dang": [(long_ago, ends)],
        "nhap": [],
        "hen": [(ends, None)],
        "go": [(long_ago, NOW - DAY)],
        "ve-nhap": [(long_ago, NOW - 3 * DAY)],
        "chua-tung": [],
    }
    withdrawals = apps.get_model("news", "Withdrawal").objects
    assert dict(withdrawals.values_list("article", "at")) == {
        was["go"]: NOW - DAY,
        was["ve-nhap"]: NOW - 3 * DAY,
    }
    first = apps.get_model("news", "Article").objects.get(slug="dang")
    assert first.first_published_at == long_ago
    edition = editions.get(article_id=first.pk)
    assert f'src="anh:{old.image.pk}"' in edition.body
    uses = apps.get_model("news", "ImageUse").objects
    assert uses.filter(edition=edition.pk, image_id=old.image.pk).count() == 1
    assert uses.filter(article=was["nhap"]).count() == 1
    assert uses.exclude(version=None).count() == 10
