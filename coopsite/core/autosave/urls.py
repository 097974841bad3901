"""The addresses that the script of a form asks."""

from django.urls import path

from . import views


def autosave_urls(staff_only):
    """Returns the addresses for the desk; `staff_only` wraps each view."""
    folder = "tu-luu/"
    return [
        path(folder, staff_only(views.keep_view), name="autosave"),
        path(f"{folder}phien/", staff_only(views.session_view), name="session"),
        path(
            f"{folder}<uuid:token_id>/",
            staff_only(views.read_view),
            name="autosave_read",
        ),
        path(
            f"{folder}<uuid:token_id>/bo/",
            staff_only(views.discard_view),
            name="autosave_discard",
        ),
    ]
