"""The register's public addresses."""

from django.urls import path

from . import views

app_name = "cooperatives"

urlpatterns = [
    path("hop-tac-xa/", views.cooperatives, name="cooperatives"),
    path("hop-tac-xa/<slug:slug>/", views.cooperative, name="cooperative"),
    path("lien-hiep/", views.unions, name="unions"),
    path("lien-hiep/<slug:slug>/", views.union, name="union"),
    path("so-lieu/", views.figures, name="figures"),
]
