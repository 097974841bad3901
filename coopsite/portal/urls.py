"""The pages that join news and register, and, last, those that staff write."""

from django.conf import settings
from django.urls import path, register_converter

from . import views
from .health import views as health
from .health.alive import alive
from .notices.views import notices
from .pages.addresses import PagePath
from .pages.views import page
from .policy_reports import take_report
from .search.views import search, suggestions
from .sitemaps import views as sitemaps

app_name = "portal"

register_converter(PagePath, "page")

urlpatterns = [
    path("", views.home, name="home"),
    path("thong-bao/", notices, name="notices"),
    path("tim-kiem/", search, name="search"),
    path("tim-kiem/goi-y/", suggestions, name="suggestions"),
    path(settings.HEALTH_ADDRESS[1:], alive, name="health"),
    path(f"{settings.HEALTH_ADDRESS[1:]}day-du/", health.full, name="health-full"),
    path(f"{settings.HEALTH_ADDRESS[1:]}so-do/", health.metrics, name="metrics"),
    path(settings.REPORT_ADDRESS[1:], take_report, name="policy-report"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.latest, name="sitemap-news"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemaps.part, name="sitemap-part"),
    # The last of all patterns: it asks the memory, or the database.
    path("<page:path>/", page, name="page"),
]
