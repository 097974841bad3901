"""The page of the articles that were read most."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path

from ...models import Article, CountedDay
from ...reads.totals import WEEK, first_day_of, most_read

# The number of days by its name in the address.
PERIODS = {"7": WEEK, "30": 30, "365": 365}
SHOWN = 50


class MostReadPage:
    """A mixin of the articles' admin."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.most_read)
        own = path("doc-nhieu/", page, name="news_article_most_read")
        return [own, *super().get_urls()]

    def most_read(self, request):
        """Returns the `SHOWN` most read of the last `ngay` days (7, 30 or 365)."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        days = PERIODS.get(request.GET.get("ngay", "7"))
        if days is None:
            raise Http404("Không có khoảng này.")
        context = {
            **self.admin_site.each_context(request),
            "title": "Đọc nhiều nhất",
            "opts": self.opts,
            "days": days,
            "periods": PERIODS.values(),
            "begun": first_day_of(days),
            "until": CountedDay.last(),
            "rows": _list_rows(days),
        }
        return TemplateResponse(request, "admin/news/most_read.html", context)


def _list_rows(days):
    """Returns [(article, reads)], the most read first."""
    counts = most_read(days, SHOWN)
    articles = Article.objects.select_related("section")
    by_key = articles.in_bulk([key for key, _ in counts])
    return [(by_key[key], reads) for key, reads in counts]
