"""The news' public addresses."""

from django.urls import path

from . import views

app_name = "news"

urlpatterns = [
    path("tin-tuc/", views.articles, name="articles"),
    path("tin-tuc/<slug:slug>/", views.article, name="article"),
    path("tin-tuc/<slug:slug>/ban/<int:number>/", views.edition, name="edition"),
    path("chuyen-muc/<slug:slug>/", views.section, name="section"),
    path("video/", views.clips, name="clips"),
    path("video/<slug:slug>/", views.clip, name="clip"),
]
