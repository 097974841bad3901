"""The register's public addresses."""

from django.urls import path

from .directory import downloads as directory_files
from .directory import views as directory
from .profiles import views as profiles
from .statistics.views import comparisons, counts, downloads, flows, series

app_name = "cooperatives"

urlpatterns = [
    path("hop-tac-xa/", directory.cooperatives, name="cooperatives"),
    path(
        "hop-tac-xa/tai-ve.<ending:ending>",
        directory_files.cooperatives,
        name="cooperatives-file",
    ),
    path("hop-tac-xa/<slug:slug>/", profiles.cooperative, name="cooperative"),
    path("lien-hiep/", directory.unions, name="unions"),
    path(
        "lien-hiep/tai-ve.<ending:ending>", directory_files.unions, name="unions-file"
    ),
    path("lien-hiep/<slug:slug>/", profiles.union, name="union"),
    path("so-lieu/", counts.figures, name="figures"),
    path("so-lieu/tai-ve.<ending:ending>", downloads.figures, name="figures-file"),
    path("so-lieu/bien-dong/", flows.flows_of_period, name="flows"),
    path(
        "so-lieu/bien-dong/tai-ve.<ending:ending>", downloads.flows, name="flows-file"
    ),
    path("so-lieu/bien-dong/danh-sach/", flows.flow_list, name="flow-list"),
    path(
        "so-lieu/bien-dong/danh-sach/tai-ve.<ending:ending>",
        downloads.flow_list,
        name="flow-list-file",
    ),
    path("so-lieu/doi-chieu/", comparisons.comparison, name="comparison"),
    path(
        "so-lieu/doi-chieu/tai-ve.<ending:ending>",
        downloads.comparison,
        name="comparison-file",
    ),
    path("so-lieu/dien-bien/", series.course, name="series"),
    path(
        "so-lieu/dien-bien/tai-ve.<ending:ending>", downloads.course, name="series-file"
    ),
    path("so-lieu/so-sanh/", comparisons.two_days, name="two-days"),
    path(
        "so-lieu/so-sanh/tai-ve.<ending:ending>",
        downloads.two_days,
        name="two-days-file",
    ),
]
