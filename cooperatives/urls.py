"""The register's public addresses."""

from django.urls import path

from .directory import downloads as directory_files
from .directory import views as directory
from .models import Kind
from .profiles import views as profiles
from .statistics.views import comparisons, counts, downloads, flows, series

app_name = "cooperatives"
_FILE = "tai-ve.<ending:ending>"


def _list(address, view, name, kind):
    """Returns the paths of a list of organisations and of its file."""
    file = directory_files.list_of_kind
    return [
        path(address, view, name=name),
        path(address + _FILE, file, {"kind": kind}, name=f"{name}-file"),
    ]


def _figures(address, view, name):
    """Returns the paths of a page of figures and of its file."""
    address = f"so-lieu/{address}"
    file = downloads.tables_of_page
    return [
        path(address, view, name=name),
        path(address + _FILE, file, {"page": name}, name=f"{name}-file"),
    ]


urlpatterns = [
    *_list(
        "hop-tac-xa/", directory.cooperatives, "cooperatives", kind=Kind.COOPERATIVE
    ),
    path("hop-tac-xa/<slug:slug>/", profiles.cooperative, name="cooperative"),
    *_list("lien-hiep/", directory.unions, "unions", kind=Kind.UNION),
    path("lien-hiep/<slug:slug>/", profiles.union, name="union"),
    *_figures("", counts.figures, "figures"),
    *_figures("bien-dong/", flows.flows_of_period, "flows"),
    *_figures("bien-dong/danh-sach/", flows.flow_list, "flow-list"),
    *_figures("doi-chieu/", comparisons.comparison, "comparison"),
    *_figures("dien-bien/", series.course, "series"),
    *_figures("so-sanh/", comparisons.two_days, "two-days"),
]
