"""Editions of articles: what the public reads, from a moment until a moment."""

from django.db import models
from django.db.models import F, Q

from coopsite.core import richtext
from coopsite.core.content_version import NEWS
from coopsite.core.editions import DatedEdition, DatedQuerySet
from coopsite.core.full_text.querysets import Searched

from .uses import record_uses
from .wording import Wording

# The columns that tell whether an edition is public, and its key.
_PUBLICITY = ("live_from", "live_until", "closed_at", "id")


class EditionQuerySet(Searched, DatedQuerySet):
    def newest_first(self):
        """Returns the one order of every list; the id settles equal moments."""
        return self.order_by("-first_published_at", "-article_id")

    def for_page(self):
        """With what the page of an edition shows; of the article its address alone,
        whose working copy is none of the public's."""
        related = self.select_related("article", "section", "cover")
        shown = ("id", "slug", "is_demo")
        fields = self.model._meta.get_field("article").related_model._meta.fields
        hidden = [one.attname for one in fields if one.name not in shown]
        return related.defer(*(f"article__{name}" for name in hidden))

    def for_list(self):
        """With what a list entry shows, and nothing else."""
        related = self.select_related("article", "section", "cover")
        return related.only(
            "title", "lead", "cover_alt", "first_published_at",
            "article__slug", "article__is_demo", "section__name", "section__slug",
            "cover__folder", "cover__width", "cover__height", "cover__has_sizes",
        )  # fmt: skip


class Edition(DatedEdition, Wording):
    """An edition of an article. At most one is public at a moment, and at most one
    waits to go live.

    `html` is what a renderer, its version kept in `renderer`, made of the text: it may
    be made anew.
    """

    content_domain = NEWS

    article = models.ForeignKey(
        "Article", models.PROTECT, verbose_name="bài viết", related_name="editions"
    )
    # A copy, so that a list reads and orders one table.
    first_published_at = models.DateTimeField("đăng lần đầu lúc")
    is_featured = models.BooleanField("tin chính", default=False)
    html = models.TextField(editable=False, blank=True)
    renderer = models.PositiveSmallIntegerField(default=0, editable=False)
    known_at = models.DateTimeField("số liệu ghi nhận đến", null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đăng"
        verbose_name_plural = "các bản đăng"
        ordering = ["-live_from", "-id"]
        permissions = [("close_edition", "Đóng một bản đăng")]
        # Lists walk the first two in their order; whether a row is public, and its key,
        # the index tells alone.
        indexes = [
            models.Index(
                F("first_published_at").desc(),
                F("article_id").desc(),
                *_PUBLICITY,
                name="edition_in_lists",
            ),
            models.Index(
                "section",
                F("first_published_at").desc(),
                F("article_id").desc(),
                *_PUBLICITY,
                name="edition_in_section",
            ),
            models.Index(
                F("first_published_at").desc(),
                F("article_id").desc(),
                condition=Q(is_featured=True, closed_at=None),
                name="edition_featured",
            ),
            # With the others: SQLite takes it for the shortest, and counts by it.
            models.Index(*_PUBLICITY, name="edition_begins"),
            models.Index(
                "live_until",
                condition=Q(live_until__isnull=False),
                name="edition_ends",
            ),
        ]
        constraints = [
            *DatedEdition.Meta.constraints,
            *Wording.Meta.constraints,
            models.UniqueConstraint(
                fields=["article", "number"], name="edition_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(live_from__gte=F("first_published_at")),
                name="edition_after_the_first",
            ),
            models.CheckConstraint(
                condition=~Q(title="") | Q(closed_at__isnull=False),
                name="edition_is_named",
            ),
        ]

    def save(self, *args, **kwargs):
        is_new = self.pk is None
        super().save(*args, **kwargs)
        record_uses([self], "edition", are_new=is_new)

    def get_absolute_url(self):
        return self.article.get_absolute_url()

    @property
    def is_demo(self):
        return self.article.is_demo

    def changes(self):
        """Returns the editions up to this one that tell of a change, the newest first;
        each with `previous`, the number of the one before it that can be read."""
        if self.number == 1:
            return []
        rows = Edition.objects.filter(article=self.article_id)
        rows = rows.filter(live_from__lte=self.live_from).order_by("live_from", "id")
        told, readable = [], None
        for row in rows.only("number", "kind", "note", "live_from", "closed_at"):
            if row.closed_at:
                continue
            row.previous, readable = readable, row.number
            if row.kind in self.TOLD:
                told.append(row)
        return told[::-1]

    @property
    def summary(self):
        """The lead, or the body's first words when there is none (for a page's
        description; lists load no bodies)."""
        return self.lead or richtext.plain_text(self.body)[:280]
