"""What an information page says: the columns that the desk writes and the public
reads."""

from django.db import models

from coopsite.core import richtext


class PageWording(models.Model):
    """The text of a page; the working copy and each edition have these columns."""

    WORDS = ("title", "lead", "body")

    title = models.CharField("tiêu đề", max_length=150)
    lead = models.TextField(
        "tóm tắt",
        max_length=600,
        blank=True,
        help_text="Một, hai câu dưới tiêu đề; cũng hiện khi trang được chia sẻ. Có thể "
        "để trống.",
    )
    body = models.TextField("nội dung", blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def words(self):
        """What the columns of `WORDS` say, by their names."""
        return {name: getattr(self, name) for name in self.WORDS}

    @property
    def summary(self):
        """The lead, or the body's first words when there is none."""
        return self.lead or richtext.plain_text(self.body)[:280]
