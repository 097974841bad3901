"""The pages that join news and register."""

from django.urls import path

from . import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("suc-khoe/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
]
