"""The news' public addresses."""

from django.urls import path

from . import feeds, views

app_name = "news"


def _feeds(address, view, name="feed"):
    """Returns the paths of a feed, of each kind."""
    return [
        path(f"{address}feed/{kind}/", view, {"kind": kind}, name=f"{name}-{kind}")
        for kind in feeds.KINDS
    ]


urlpatterns = [
    *_feeds("tin-tuc/", feeds.news_feed),
    *_feeds("chuyen-muc/<slug:slug>/", feeds.section_feed),
    *_feeds("video/", feeds.clip_feed, name="clips-feed"),
    path("tin-tuc/", views.articles, name="articles"),
    path("tin-tuc/<slug:slug>/", views.article, name="article"),
    path("tin-tuc/<slug:slug>/ban/<int:number>/", views.edition, name="edition"),
    path("chuyen-muc/<slug:slug>/", views.section, name="section"),
    path("video/", views.clips, name="clips"),
    path("video/<slug:slug>/", views.clip, name="clip"),
]
